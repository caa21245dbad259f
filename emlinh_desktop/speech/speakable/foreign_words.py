"""Which plain words are spoken in the other language.

Vietnamese text: a word without Vietnamese marks that Vietnamese spelling does not allow is foreign; one that it
allows but English has too ("the", "in", "can") is foreign only between foreign words. English text: a word with
Vietnamese marks that is a Vietnamese syllable is Vietnamese, and so are bare syllables in the same name.
"""

from __future__ import annotations

import re
import unicodedata

from emlinh_desktop.domain.brief import Language
from emlinh_desktop.speech.speakable.cursor import Said
from emlinh_desktop.speech.speakable.vietnamese.syllables import is_vietnamese_syllable

_ALSO_ENGLISH = frozenset(
    "a ai an ban bay be boy by can chin come den do gay go gum ham he her hi him i in king lay long man may me men mom my no on one pay pen pin ran run say see sing so "
    "son song sun sum tan ten than the then they thin tin to ton too tray try we win you bye tie die lie pie sue due rue toe hoe lo ho la".split()
)
_ALWAYS_ENGLISH = frozenset({"the", "gym", "pro", "my"}) - {"my"}
_BOTH_LETTERED = frozenset({"são", "à", "né", "là-bas"})
_VIETNAMESE_LETTER = re.compile("[ăâđêôơưĂÂĐÊÔƠƯ\u1ea0-\u1ef9àáãèéìíòóõùúýÀÁÃÈÉÌÍÒÓÕÙÚÝ]")
_ONLY_VIETNAMESE = re.compile("[ăđơưĂĐƠƯ\u1ea0-\u1ef9]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff'’-]+")
_BETWEEN = re.compile(r"[ \u00a0-]*")


def _foreign_in_vietnamese(word: str) -> bool:
    if word.lower() in _ALWAYS_ENGLISH:
        return True
    if len(word) < 2 or not _LATIN.fullmatch(word) or _ONLY_VIETNAMESE.search(word):
        return False
    return not all(is_vietnamese_syllable(part) for part in re.split(r"['’ -]", word) if part)


def _vietnamese_in_english(word: str) -> bool:
    if word.lower() in _BOTH_LETTERED or not _VIETNAMESE_LETTER.search(word):
        return False
    return _ONLY_VIETNAMESE.search(word) is not None or is_vietnamese_syllable(word)


def _adjacent(text: str, one: Said, other: Said) -> bool:
    return not one.pause and len(text[one.end : other.start]) < 4 and _BETWEEN.fullmatch(text, one.end, other.start) is not None


def mark_foreign(text: str, said: list[Said], language: Language) -> None:
    """Set `foreign` on the plain words that are to be spoken in the other language."""
    plain = [piece for piece in said if piece.plain]
    certain = _foreign_in_vietnamese if language is Language.VI else _vietnamese_in_english
    for piece in plain:
        piece.foreign = certain(unicodedata.normalize("NFC", piece.text))
    if language is Language.VI:
        _spread_english(text, said)
    else:
        _spread_vietnamese(text, said)


def _spread_english(text: str, said: list[Said]) -> None:
    """A word of both languages between two foreign ones (machine learning in the cloud)."""
    for before, piece, after in zip(said, said[1:], said[2:], strict=False):
        if not piece.plain or piece.foreign or piece.text.lower() not in _ALSO_ENGLISH or not before.foreign:
            continue
        follows = after.foreign or (after.plain and after.text.lower() in _ALSO_ENGLISH and after.text.lower() not in ("to", "an", "ban", "may", "long", "son"))
        piece.foreign = follows and _adjacent(text, before, piece) and _adjacent(text, piece, after)


def _spread_vietnamese(text: str, said: list[Said]) -> None:
    """Capitalised bare syllables beside a Vietnamese name (Nguyễn Van Linh)."""
    for pairs in (zip(said, said[1:], strict=False), zip(said[::-1], said[-2::-1], strict=False)):
        for done, piece in pairs:
            first, second = sorted((done, piece), key=lambda one: one.start)
            if (
                done.foreign
                and piece.plain
                and piece.text[:1].isupper()
                and done.text[:1].isupper()
                and is_vietnamese_syllable(piece.text)
                and _adjacent(text, first, second)
            ):
                piece.foreign = True

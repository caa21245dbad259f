"""Which plain words are spoken in the other language.

Vietnamese text: a word without Vietnamese marks that Vietnamese spelling does not allow is foreign; one that it
allows but English has too ("the", "in", "can") is foreign only between foreign words. English text: a word with
Vietnamese marks that is a Vietnamese syllable is Vietnamese, and so are bare syllables in the same name.
"""

from __future__ import annotations

import itertools
import re
import unicodedata

from emlinh_desktop.domain.brief import Language
from emlinh_desktop.speech.speakable.cursor import Said
from emlinh_desktop.speech.speakable.patterns import words
from emlinh_desktop.speech.speakable.vietnamese.syllables import is_vietnamese_syllable

_ALSO_ENGLISH = words(
    "a ai an ban bang bay be bin boy bun by can chai chin com come dam day den dim do dong due gay go gong gum gun ham hang hay he hen her hi him ho hoe "
    "hue hum hung i in kin la lay lie lo long lung man may me men mom my no nun on one pan pay pen pin pong rang ray rim run ran rung sang say sin sing "
    "so son song sue sum sun sung tan tang ten than the then thin tin to toe ton tong too tray try van win "
)
_COMMON_VIETNAMESE = words("to an ban bay can cho con do hay long man may ran song sinh son ten tan tin ton a lo ho la pin him ham he hi lay ai")
_ALWAYS_ENGLISH = frozenset({"the"})
_BOTH_LETTERED = frozenset({"são", "à", "né", "là-bas"})
_VIETNAMESE_LETTER = re.compile("[ăâđêôơưĂÂĐÊÔƠƯ\u1ea0-\u1ef9àáãèéìíòóõùúýÀÁÃÈÉÌÍÒÓÕÙÚÝ]")
_ONLY_VIETNAMESE = re.compile("[ăđơưĂĐƠƯ\u1ea0-\u1ef9]")
_HIGHLAND = re.compile("[âêôÂÊÔăđơưĂĐƠƯ\u1ea0-\u1ef9]")  # Krông, Đrây: names Vietnamese spells in its own letters
_LATIN = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff'’-]+")
_BETWEEN = re.compile(r"[ \u00a0-]*")


def _foreign_in_vietnamese(word: str) -> bool:
    if word.lower() in _ALWAYS_ENGLISH:
        return True
    if len(word) < 2 or not _LATIN.fullmatch(word) or _HIGHLAND.search(word):
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
    certain = _foreign_in_vietnamese if language is Language.VI else _vietnamese_in_english
    for piece in said:
        if piece.plain:
            piece.foreign = certain(unicodedata.normalize("NFC", piece.text))
    for first, second in itertools.pairwise(said):
        if first.plain and second.plain and text[first.end : second.start] == "-":  # e-mail, V-League: one word
            first.foreign = second.foreign = first.foreign or second.foreign
    if language is Language.VI:
        _spread_english(text, said)
    else:
        _spread_vietnamese(text, said)


def _spread_english(text: str, said: list[Said]) -> None:
    """Words of both languages inside or beside English (machine learning in the cloud, I love you)."""
    start = 0
    while start < len(said):
        end = start + 1
        if not _maybe_english(said[start]):
            start = end
            continue
        while end < len(said) and _adjacent(text, said[end - 1], said[end]) and _maybe_english(said[end]):
            end += 1
        run = said[start:end]
        certain = [index for index, piece in enumerate(run) if piece.foreign]
        if len(certain) >= 2:
            first, last = certain[0], certain[-1]
            while first > 0 and run[first - 1].text.lower() not in _COMMON_VIETNAMESE:
                first -= 1
            while last + 1 < len(run) and run[last + 1].text.lower() not in _COMMON_VIETNAMESE:
                last += 1
            for piece in run[first : last + 1]:
                piece.foreign = True
        start = end


def _maybe_english(piece: Said) -> bool:
    return piece.foreign or (piece.plain and piece.text.lower() in _ALSO_ENGLISH)


def _spread_vietnamese(text: str, said: list[Said]) -> None:
    """Capitalised bare syllables beside a Vietnamese name (Nguyễn Van Linh)."""
    for names in (said, said[::-1]):
        for done, piece in itertools.pairwise(names):
            first, second = (done, piece) if done.start < piece.start else (piece, done)
            if done.foreign and piece.plain and _same_case(done.text, piece.text) and is_vietnamese_syllable(piece.text) and _adjacent(text, first, second):
                piece.foreign = True


def _same_case(known: str, word: str) -> bool:
    """Both capitalised (a name), or both small and the word none English has (xin chào)."""
    if known[:1].isupper():
        return word[:1].isupper()
    return word.islower() and len(word) > 1 and word not in _ALSO_ENGLISH

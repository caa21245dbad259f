"""Walk through a text once, ask the rules at each place, and gather what is said."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from emlinh_desktop.domain.brief import Language
from emlinh_desktop.speech.speakable import english, vietnamese
from emlinh_desktop.speech.speakable.cursor import Cursor, Rule, Said
from emlinh_desktop.speech.speakable.foreign_words import mark_foreign
from emlinh_desktop.speech.speakable.pronunciations import own_readings
from emlinh_desktop.speech.speakable.spoken import Spoken, SpokenPiece

_RULES: dict[Language, dict[str, list[Rule]]] = {Language.VI: vietnamese.RULES, Language.EN: english.RULES}
_MARKS = "\u0300-\u036f\u200c\u200d"
_LETTER = rf"(?:[^\W\d_]|[{_MARKS}])"
_WORD = re.compile(rf"[^\W\d_]{_LETTER}*(?:['’]{_LETTER}+)*")
_PAUSES = {
    ",": ",", ";": ",", ":": ",", "—": ",", "–": ",", "(": ",", ")": ",", ".": ".", "…": ".", "?": "?", "!": "!", "，": ",", "、": ",", "。": ".", "？": "?",
    "！": "!", "\n": ".",
}  # fmt: skip
_STRENGTH = {"": 0, ",": 1, ".": 2, "!": 3, "?": 4}
_LINK = re.compile(r"\[([^\[\]\n]{1,300})\]\([^()\s]{0,2000}\)")
_EMOTICON = re.compile(r"(?:[:;=]-?[)(DPpOo3|]|<3|\^_?\^|[xX]D)(?!\w)")


def speakable(text: str, language: Language, pronunciations: Mapping[str, str] | None = None) -> Spoken:
    """How a text is to be spoken: every number, sign, abbreviation and foreign word made words of a language.

    Linear in the text's length, whatever it holds; any thread. Spans refer to the text in NFC.
    `pronunciations` is the user's own list (word -> how it is said); it goes before every rule.
    """
    text = unicodedata.normalize("NFC", text)
    said = _read(text, language, own_readings(text, pronunciations or {}))
    mark_foreign(text, said, language)
    other = Language.EN if language is Language.VI else Language.VI
    pieces = tuple(SpokenPiece((piece.start, piece.end), piece.text + piece.pause, other if piece.foreign else language) for piece in said)
    return Spoken(pieces, " ".join(piece.text for piece in pieces if piece.text))


def _read(text: str, language: Language, own: dict[int, Said]) -> list[Said]:
    rules = _RULES[language]
    said: list[Said] = []
    position, silent_to = 0, _link_targets(text)
    while position < len(text):
        if position in silent_to:
            position = silent_to[position]
            continue
        found = [own[position]] if position in own else _ask(rules, text, position)
        if found:
            said += found
            position = found[-1].end
        else:
            position = _unsaid(text, position, said)
    return said


def _link_targets(text: str) -> dict[int, int]:
    """[text](address): the address is passed over."""
    return {match.end(1): match.end() for match in _LINK.finditer(text)} if "](" in text else {}


def _ask(rules: dict[str, list[Rule]], text: str, position: int) -> list[Said] | None:
    char = text[position]
    kind = "digit" if "0" <= char <= "9" else "letter" if char.isalpha() else "space" if char.isspace() else "sign"
    cursor = Cursor(text, position)
    for rule in rules.get(kind, ()):
        if found := rule(cursor):
            return found
    word = _WORD.match(text, position) if kind == "letter" else None
    return [Said(*word.span(), word[0], plain=True)] if word else None


def _unsaid(text: str, position: int, said: list[Said]) -> int:
    """White space, punctuation (a pause after the last word) and what has no sound."""
    emoticon = _EMOTICON.match(text, position)
    if emoticon and (position == 0 or text[position - 1].isspace()):
        said.append(Said(*emoticon.span(), ""))
        return emoticon.end()
    char = text[position]
    digit = unicodedata.digit(char, None)
    pause = _pause(text, position)
    if pause:
        _pause_after(said, pause)
    elif digit is not None:
        said.append(Said(position, position + 1, str(digit)))
    elif unicodedata.category(char) in ("So", "Sk"):
        said.append(Said(position, position + 1, ""))
    return position + 1


def _pause(text: str, position: int) -> str:
    char = text[position]
    if char == "-":
        around = text[position - 1 : position].isspace() and text[position + 1 : position + 2].isspace()
        return "," if around else ""
    return _PAUSES.get(char, "")


def _pause_after(said: list[Said], pause: str) -> None:
    last = next((piece for piece in reversed(said[-8:]) if piece.text), None)
    if last and _STRENGTH[pause] > _STRENGTH[last.pause]:
        last.pause = pause

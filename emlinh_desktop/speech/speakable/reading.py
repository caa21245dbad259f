"""Walk through a text once, ask the rules at each place, and gather what is said."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from emlinh_desktop.domain.brief import Language
from emlinh_desktop.speech.speakable.cursor import Cursor, Rule, Said
from emlinh_desktop.speech.speakable.foreign_words import mark_foreign
from emlinh_desktop.speech.speakable.pronunciations import own_readings
from emlinh_desktop.speech.speakable.spoken import Spoken, SpokenPiece

_MARKS = "\u0300-\u036f\u200c\u200d"
_NOT_LETTERS = r"\W\d_\u00b2\u00b3\u00b9\u00bc-\u00be\u2070-\u2089\u2150-\u215f\u2460-\u24ff"
_LETTER = rf"(?:[^{_NOT_LETTERS}]|[{_MARKS}])"
_WORD = re.compile(rf"[^{_NOT_LETTERS}]{_LETTER}*(?:['’]{_LETTER}+)*")
_PAUSES = {
    ",": ",", ";": ",", ":": ",", "→": ",", "—": ",", "–": ",", "(": ",", ")": ",", ".": ".", "…": ".", "?": "?", "!": "!", "，": ",", "、": ",", "。": ".",
    "？": "?", "！": "!", "\n": ".",
}  # fmt: skip
_STRENGTH = {"": 0, ",": 1, ".": 2, "!": 3, "?": 4}
_OTHER_DIGITS = re.compile(r"(?![0-9])\d|[\u2080-\u2089\u2460-\u2468]")
_LINK = re.compile(r"\[([^\[\]\n]{1,300})\]\([^()\s]{0,2000}\)")
_EMOTICON = re.compile(r"(?:[:;=]-?[)(DPpOo3|]|<3|\^_?\^|[xX]D)(?=\s*(?:$|[^\w\s]))|:[)(D](?!\w)")


def speakable(text: str, language: Language, pronunciations: Mapping[str, str] | None = None) -> Spoken:
    """How a text is to be spoken: every number, sign, abbreviation and foreign word made words of a language.

    Linear in the text's length, whatever it holds; any thread. Spans refer to the text in NFC.
    `pronunciations` is the user's own list (word -> how it is said); it goes before every rule.
    """
    text = _plain_digits(unicodedata.normalize("NFC", text))
    said = _read(text, language, own_readings(text, pronunciations or {}))
    if said and said[-1].pause == ",":
        said[-1].pause = ""
    mark_foreign(text, said, language)
    other = Language.EN if language is Language.VI else Language.VI
    pieces = tuple(SpokenPiece((piece.start, piece.end), piece.text + piece.pause, other if piece.foreign else language) for piece in said)
    return Spoken(pieces, " ".join(piece.text for piece in pieces if piece.text))


def _plain_digits(text: str) -> str:
    """Digits of every script, and those set low or in rings, as 0-9; lengths stay."""
    if text.isascii():
        return text
    return _OTHER_DIGITS.sub(lambda found: str(unicodedata.digit(found[0])), text)


def _read(text: str, language: Language, own: dict[int, Said]) -> list[Said]:
    rules = _rules(language)
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


def _rules(language: Language) -> dict[str, list[Rule]]:
    """Loaded with the first text of a language: its patterns take 0.05 s to compile."""
    if language is Language.VI:
        from emlinh_desktop.speech.speakable import vietnamese

        return vietnamese.RULES
    from emlinh_desktop.speech.speakable import english

    return english.RULES


def _link_targets(text: str) -> dict[int, int]:
    """[text](address): the address is passed over."""
    return {match.end(1): match.end() for match in _LINK.finditer(text)} if "](" in text else {}


def _ask(rules: dict[str, list[Rule]], text: str, position: int) -> list[Said] | None:
    char = text[position]
    kind = "digit" if "0" <= char <= "9" else "letter" if char.isalpha() else "space" if char.isspace() else "sign"
    emoticon = _EMOTICON.match(text, position) if kind != "space" else None
    if emoticon and (position == 0 or text[position - 1].isspace()):
        return [Said(*emoticon.span(), "")]
    cursor = Cursor(text, position)
    for rule in rules.get(kind, ()):
        if found := rule(cursor):
            return found
    word = _WORD.match(text, position) if kind == "letter" else None
    return [Said(*word.span(), word[0], plain=True)] if word else None


def _unsaid(text: str, position: int, said: list[Said]) -> int:
    """White space, punctuation (a pause after the last word) and what has no sound."""
    char = text[position]
    pause = _pause(text, position)
    if pause:
        _pause_after(said, pause)
    elif unicodedata.category(char) in ("So", "Sk"):
        said.append(Said(position, position + 1, ""))
    return position + 1


def _pause(text: str, position: int) -> str:
    char = text[position]
    if char == "-":
        around = text[position - 1 : position].isspace() and text[position + 1 : position + 2].isspace()
        return "," if around else ""
    if char in ".,:" and text[position - 1 : position].isalnum() and text[position + 1 : position + 2].isalnum():
        return ""  # inside a name: H.264
    return _PAUSES.get(char, "")


def _pause_after(said: list[Said], pause: str) -> None:
    last = next((piece for piece in reversed(said[-8:]) if piece.text), None)
    if last and _STRENGTH[pause] > _STRENGTH[last.pause]:
        last.pause = pause

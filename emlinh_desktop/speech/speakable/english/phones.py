"""English phone numbers, codes, scores and ratios."""

from __future__ import annotations

import re

from emlinh_desktop.speech.speakable.cursor import Cursor, Said
from emlinh_desktop.speech.speakable.english.numbers import cardinal, digit_by_digit
from emlinh_desktop.speech.speakable.patterns import words_before, words_near

_PHONE = re.compile(r"(?:\+[0-9]{1,3}[ .-]?)?(?:\([0-9]{2,4}\) ?)?[0-9]{2,5}(?:[ .-][0-9]{2,5}){1,4}(?![\w%/]|[.,:-][0-9])")
_PLUS = re.compile(r"\+[0-9]{6,15}(?!\w)")
_LOCAL = re.compile(r"[0-9]{3}-[0-9]{4}(?![\w%/]|[.,:-][0-9])|[0-9]{3}[-. ][0-9]{3}[-. ][0-9]{4}(?!\w)|1-[0-9]{3}-[0-9]{3}-[0-9]{4}(?!\w)|0[0-9]{8,11}(?!\w)")
_AREA = re.compile(r"\([0-9]{3}\) ?[0-9]{3}[- ][0-9]{4}(?!\w)")
_CALL = words_before("call", "dial", "phone", "tel", "telephone", "fax", "hotline", "text", "number is", "phone number", "at", "ring")
_CODE = words_before(
    "code",
    "pin",
    "room",
    "flight",
    "zip",
    "zip code",
    "password",
    "extension",
    "ext",
    "id",
    "pin code",
    "passcode",
    "account",
    "account number",
    "serial number",
    "call",
    "dial",
)
_SHORT = re.compile(r"[0-9]{3,8}(?![\w%/]|[.,:-][0-9])")
_GROUP = re.compile(r"\+?[0-9]+")
_PAIR = re.compile(r"([0-9]{1,3})([-–—:])([0-9]{1,3})(?![\w%/]|[.,:-][0-9])")
_SCORE = words_near(
    "won",
    "win",
    "wins",
    "lost",
    "lose",
    "beat",
    "beats",
    "beating",
    "score",
    "scored",
    "defeated",
    "defeat",
    "led",
    "lead",
    "leading",
    "drew",
    "draw",
    "tied",
    "final",
    "victory",
    "match",
)
_NOT_A_SCORE = re.compile(
    r" ?(?:%|minutes?|hours?|days?|weeks?|months?|years?|people|times|million|billion|km|kg|dollars|points?|goals?|games?|percent|seconds?)(?!\w)"
)
_RATIO = words_near("ratio", "scale", "odds", "mix")


def _digits(found: re.Match[str]) -> list[Said]:
    said = []
    for group in _GROUP.finditer(found.string, *found.span()):
        words = digit_by_digit(group[0], "oh")
        said.append(Said(*group.span(), f"plus {words}" if group[0][0] == "+" else words))
    if said:
        said[0].start, said[-1].end = found.start(), found.end()
    return said


def phone_number(cursor: Cursor) -> list[Said] | None:
    """555-0199, (212) 555-0199, +1 212 555 0199; digits after "call" or "code"."""
    if not cursor.at_token_start() and cursor.text[cursor.start] != "(":
        return None
    found = cursor.match(_LOCAL) or cursor.match(_AREA) or cursor.match(_PLUS)
    if not found:
        found = cursor.match(_PHONE)
        if (found and not (cursor.follows(_CALL) or found[0][0] == "+" or found[0][0] == "0")) or (found and sum(map(str.isdecimal, found[0])) < 7):
            found = None
    if not found and cursor.follows(_CODE):
        found = cursor.match(_SHORT)
    return _digits(found) if found else None


_MODEL = words_before("boeing", "airbus", "peugeot", "route", "highway", "interstate", "ferrari", "porsche", "bus", "area")
_MODEL_NUMBER = re.compile(r"([1-9])([0-9])([0-9])(?![\w%/]|[.,:-][0-9])")


def model_number(cursor: Cursor) -> list[Said] | None:
    """Boeing 747, Route 101: the hundreds by themselves, then the rest; even hundreds as they are."""
    found = cursor.match(_MODEL_NUMBER)
    if not found or not cursor.follows(_MODEL):
        return None
    rest = int(found[2] + found[3])
    words = f"{cardinal(int(found[1]))} {'hundred' if not rest else 'oh ' + cardinal(rest) if rest < 10 else cardinal(rest)}"
    return [Said(*found.span(), words)]


def score(cursor: Cursor) -> list[Said] | None:
    """won 2-1."""
    found = cursor.match(_PAIR)
    if not found or found[2] == ":" or _NOT_A_SCORE.match(cursor.text, found.end()) or not cursor.follows(_SCORE):
        return None
    second = "nil" if found[3] == "0" else cardinal(int(found[3]))
    return [Said(*found.span(), f"{cardinal(int(found[1]))} {second}")]


def ratio(cursor: Cursor) -> list[Said] | None:
    """16:9, 3:1: "to"."""
    found = cursor.match(_PAIR)
    if not found or found[2] != ":":
        return None
    between = "to " if cursor.follows(_RATIO) or len(found[3]) < 2 or found[1] == "1" else ""
    if (found[1], found[3]) in (("16", "9"), ("9", "16")):
        between = "by "
    return [Said(*found.span(), f"{cardinal(int(found[1]))} {between}{cardinal(int(found[3]))}")]

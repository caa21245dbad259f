"""Roman numerals in English text: Chapter IV, World War II, Henry VIII (the Eighth)."""

from __future__ import annotations

import re

from emlinh_desktop.speech.speakable.capitals import shouted
from emlinh_desktop.speech.speakable.cursor import Cursor, Said
from emlinh_desktop.speech.speakable.english import numbers
from emlinh_desktop.speech.speakable.patterns import words_before
from emlinh_desktop.speech.speakable.roman_numerals import roman_value

_NUMERAL = re.compile(r"([IVXLCDM]{1,9})((?:['’]s)?)(?![\w&]|['’]|\.[A-Z])")
_COUNTED = words_before(
    "chapter", "part", "volume", "vol", "book", "act", "scene", "section", "article", "appendix", "phase", "stage", "type", "class", "level", "war",
    "title", "figure", "table", "unit", "lesson", "episode", "season", "grade", "division", "category", "page", "canto", "amendment", "no", "number",
    "group", "step", "round", "super bowl", "olympiad", "mark", "opus",
)  # fmt: skip
_MONARCHS = [
    "henry",
    "louis",
    "george",
    "elizabeth",
    "charles",
    "james",
    "edward",
    "william",
    "richard",
    "napoleon",
    "paul",
    "benedict",
    "pius",
    "nicholas",
    "ramses",
    "ramesses",
    "frederick",
    "philip",
    "alexander",
    "mary",
    "gregory",
    "leo",
    "francis",
    "ivan",
    "peter",
    "ptolemy",
    "xerxes",
    "darius",
    "victor",
    "catherine",
    "christian",
    "gustav",
    "wilhelm",
    "alfonso",
    "felipe",
    "juan",
    "carlos",
    "stephen",
    "john",
    "robert",
    "david",
    "innocent",
    "clement",
    "urban",
    "sixtus",
    "julius",
    "constantine",
    "theodosius",
    "leopold",
    "joseph",
    "ferdinand",
    "rama",
    "haakon",
    "harald",
    "oscar",
    "albert",
    "margrethe",
    "harold",
    "thutmose",
    "amenhotep",
    "mehmed",
    "suleiman",
    "otto",
    "franz",
]
_MONARCH = words_before(*_MONARCHS)
_RULER = re.compile(r"(?:^|[^\w])(?:king|queen|pope|emperor|empress|tsar|czar|prince|pharaoh|sultan|kaiser|duke) [^\W\d_]+ $")
_CENTURY = re.compile(r" (?:century|centuries)")
_SIZE = words_before("size")
_NAME_BEFORE = re.compile(r"(?:^|\s)[A-Z][a-zA-Z]+ $")


def numeral(cursor: Cursor) -> list[Said] | None:
    """Rulers are the Eighth; what is counted is four; other names two and more letters only."""
    found = cursor.match(_NUMERAL)
    value = roman_value(found[1]) if found else None
    if not found or value is None or not cursor.at_token_start():
        return None
    word = found[1]
    possessive = "'s" if found[2] else ""
    ruler = (cursor.follows(_MONARCH) or cursor.follows(_RULER)) and value < 40 and (word != "I" or _ends_name(cursor, found.end(1)))
    if ruler:
        return [Said(*found.span(), f"the {numbers.ordinal(value)}{possessive}")]
    if _CENTURY.match(cursor.text, found.end()):
        return [Said(*found.span(), numbers.ordinal(value))]
    if len(word) > 1 and set(word) <= set("IVX") and not shouted(cursor.text, *found.span(1)) and not cursor.follows(_SIZE):
        return [Said(*found.span(), numbers.cardinal(value) + possessive)]
    named = len(word) > 1 and value < 60 and _NAME_BEFORE.search(cursor.text[max(0, cursor.start - 24) : cursor.start])
    if not named and not (cursor.follows(_COUNTED) and (word != "I" or _ends_name(cursor, found.end(1)))):
        return None
    return [Said(*found.span(), numbers.cardinal(value) + possessive)]


_PRONOUN = re.compile(
    r"['’ ] ?(?:am|was|have|had|will|would|can|could|think|do|did|want|like|love|know|m|ve|ll|d|saw|said|went|need|should|must|never|really|also)(?!\w)"
)


def _ends_name(cursor: Cursor, end: int) -> bool:
    """Part I, Charles I; not "the book I like"."""
    return _PRONOUN.match(cursor.text, end) is None

"""Numbers with what is counted, in English: signs, ranges, percent, money, units, fractions, ordinals."""

from __future__ import annotations

import re

from emlinh_desktop.speech.speakable.cursor import Cursor, Said
from emlinh_desktop.speech.speakable.english import numbers
from emlinh_desktop.speech.speakable.english.units import MONEY_AFTER, PER_WORDS, UNITS
from emlinh_desktop.speech.speakable.english.written_numbers import NUMBER, say_number
from emlinh_desktop.speech.speakable.patterns import alternatives, words_before

_SPACE = r"[ \u00a0\u202f-]?"
_NUMBER = re.compile(NUMBER)
_RANGE = re.compile(rf"[ \u00a0\u202f]?[-–—][ \u00a0\u202f]?({NUMBER})(?![-/])")
_TIMES = re.compile(rf"[ \u00a0\u202f]?[x×*][ \u00a0\u202f]?({NUMBER})")
_SIDES = re.compile(rf"(?:[ \u00a0\u202f]?[x×*][ \u00a0\u202f]?{NUMBER}){{1,3}}")
_PRODUCT = re.compile(r" ?[×*]|.{1,40} ?=| x [0-9]{1,3}(?![\w.,])")
_ARITHMETIC = re.compile(rf" ?[-–] ?{NUMBER} ?[=+]")
_SCALE = re.compile(r"[ \u00a0\u202f]?(million|billion|trillion|thousand)(?!\w)|(k|bn|tn)(?!\w)|(?<=[0-9][0-9])(K)(?!\w| run| race)|(M|B)(?= [a-z])")
_SCALES = {"M": "million", "B": "billion", "k": "thousand", "K": "thousand", "bn": "billion", "tn": "trillion"}
_UNIT = re.compile(rf"{_SPACE}({alternatives({*UNITS, *MONEY_AFTER})})(?!\w)")
_ADJECTIVE = re.compile(r"-[a-zA-Z]")
ARTICLE = words_before("a", "an", "every", "each")
"""a $50 bill, a 5 km run: the name of what is counted stays singular"""
_PER = re.compile(rf" ?/ ?({alternatives({*UNITS, *PER_WORDS, 'mo', 'yr', 'wk'})})(?!\w)")
_PER_NAMES = {"mo": "month", "yr": "year", "wk": "week", "h": "hour", "s": "second", "min": "minute", "hr": "hour", "sec": "second"}
_COUNTED = re.compile(r"[0-9][^/\n]{0,24}$")
_ORDINAL = re.compile(r"([0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,12})(?:st|nd|rd|th)(?!\w)")
_FRACTION = re.compile(r"(?:([0-9]{1,3})[ -])?([0-9]{1,3})[/⁄]([0-9]{1,3})(?![\w/]|[.,][0-9])")
_SPECIAL = {"24/7": "twenty four seven", "9/11": "nine eleven", "50/50": "fifty fifty"}
_SLASHED = re.compile(r"[0-9]{1,2}/[0-9]{1,2}(?![\w/])")
_OUT_OF = words_before("score of", "scored", "rated", "rating of", "got", "blood pressure of", "blood pressure")
_HEIGHT = re.compile(r"([3-8])['’′] ?([0-9]{1,2})(?:\"|”|″|''|’’)?(?![\w])")
_INCHES = re.compile(r"([0-9]{1,3})(?:\"|″)(?=\s|$)")
_BARE = frozenset(
    {"km", "cm", "mm", "kg", "mg", "ml", "kWh", "mph", "m²", "km²", "m³", "cm²", "GB", "MB", "TB", "GHz", "MHz", "kHz", "Mbps", "°C", "°F", "lbs"}
)
_LONG = re.compile(r"[0-9]{20,}")
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3}){2,}")
_VERSION = re.compile(r"[0-9]{1,4}(?:\.[0-9]{1,5}){2,5}(?![\w])")


def quantity(cursor: Cursor) -> list[Said] | None:
    """A number, perhaps a range or a size (10x15), its magnitude and unit."""
    first = cursor.match(_NUMBER)
    if not first:
        return None
    said = [Said(first.start(), first.end(), say_number(first[0]))]
    end = _scale(cursor, said, first.end())
    end = _more(cursor, said, end)
    singular = len(said) == 1 and first[0] == "1"
    _unit(cursor, said, end, singular=singular)
    return said


def _scale(cursor: Cursor, said: list[Said], end: int) -> int:
    found = _SCALE.match(cursor.text, end)
    if not found:
        return end
    word = found[1] or _SCALES[found[2] or found[3] or found[4]]
    said.append(Said(found.start(), found.end(), word))
    return found.end()


def _more(cursor: Cursor, said: list[Said], end: int) -> int:
    """The sides of a size, or the end of a range."""
    sides = _SIDES.match(cursor.text, end)
    joint = "times" if sides and _PRODUCT.match(cursor.text, end) and not _UNIT.match(cursor.text, sides.end()) else "by"
    while (times := _TIMES.match(cursor.text, end)) and len(said) < 4:
        said.append(Said(times.start(), times.end(), f"{joint} {say_number(times[1])}"))
        end = times.end()
    if _ARITHMETIC.match(cursor.text, end):
        return end
    first_unit = _UNIT.match(cursor.text, end)
    if first_unit and _RANGE.match(cursor.text, first_unit.end()):
        said.append(Said(first_unit.start(), first_unit.end(), _names(first_unit[1])[1]))
        end = first_unit.end()
    found = _RANGE.match(cursor.text, end)
    if not found:
        return end
    joint = "" if cursor.text[said[0].start : said[0].end] == found[1] else "to "  # fifty fifty
    said.append(Said(found.start(), found.end(), f"{joint}{say_number(found[1])}"))
    return _scale(cursor, said, found.end())


def _names(symbol: str) -> tuple[str, str]:
    return UNITS.get(symbol) or MONEY_AFTER[symbol]


def _unit(cursor: Cursor, said: list[Said], end: int, *, singular: bool) -> int:
    """The unit after a number, and what it is per (dollars per month)."""
    found = _UNIT.match(cursor.text, end)
    if found and not (len(found[1]) == 1 and found[1].isupper() and found[0] == found[1] and found[1] not in "VW"):
        adjective = found[0][0] == "-" or cursor.follows(ARTICLE) or _ADJECTIVE.match(cursor.text, found.end())
        said.append(Said(found.start(), found.end(), _names(found[1])[0 if singular or adjective else 1]))
        end = found.end()
    return per(cursor, said, end)


def per(cursor: Cursor, said: list[Said], end: int) -> int:
    """A slash and a unit or a stretch of time: "per month"."""
    found = _PER.match(cursor.text, end)
    if found and len(said) > 1:
        said.append(Said(found.start(), found.end(), f"per {_per_name(found[1])}"))
        end = found.end()
    return end


def _per_name(written: str) -> str:
    if written in _PER_NAMES:
        return _PER_NAMES[written]
    return UNITS[written][0] if written in UNITS else written


def rate(cursor: Cursor) -> list[Said] | None:
    """3 hours/day, 5 days/week."""
    found = cursor.match(_PER)
    if not found or not cursor.text[cursor.start - 1 : cursor.start].isalpha() or not _COUNTED.search(cursor.tail()):
        return None
    return [Said(*found.span(), f"per {_per_name(found[1])}")]


def signed(cursor: Cursor) -> list[Said] | None:
    """-5 is minus five where nothing but space stands before the sign."""
    if cursor.text[cursor.start] not in "-−–" or not cursor.at_token_start():
        return None
    said = quantity(Cursor(cursor.text, cursor.start + 1))
    if said:
        said[0].start, said[0].text = cursor.start, f"minus {said[0].text}"
    return said


def ordinal(cursor: Cursor) -> list[Said] | None:
    """21st, 2nd, 100th."""
    found = cursor.match(_ORDINAL)
    return [Said(*found.span(), numbers.ordinal(int(found[1].replace(",", ""))))] if found else None


def _fraction_words(above: int, below: int) -> str:
    if below == 2:
        name = "half" if above == 1 else "halves"
    elif below == 4:
        name = "quarter" if above == 1 else "quarters"
    else:
        name = numbers.ordinal(below) + ("" if above == 1 else "s")
    return f"{numbers.cardinal(above)} {name}"


def fraction(cursor: Cursor) -> list[Said] | None:
    """1/2, 3/4, 2 1/2; 24/7 and 9/11 have names; 8/10 as a mark is "out of"."""
    special = cursor.match(_SLASHED)
    if special and special[0] in _SPECIAL:
        return [Said(*special.span(), _SPECIAL[special[0]])]
    found = cursor.match(_FRACTION)
    if not found:
        return None
    above, below = int(found[2]), int(found[3])
    if cursor.follows(_OUT_OF) or above >= below or below > 100 or below < 2:
        if found[1]:
            return None
        joint = "over" if above >= below else "out of"
        return [Said(*found.span(), f"{numbers.cardinal(above)} {joint} {numbers.cardinal(below)}")]
    words = _fraction_words(above, below)
    if found[1]:
        article = {"one half": "a half", "one quarter": "a quarter"}.get(words, words)
        words = f"{numbers.cardinal(int(found[1]))} and {article}"
    return [Said(*found.span(), words)]


def feet_and_inches(cursor: Cursor) -> list[Said] | None:
    """6'2" is six foot two; 12" twelve inches."""
    found = cursor.match(_HEIGHT)
    if found:
        return [Said(*found.span(), f"{numbers.cardinal(int(found[1]))} foot {numbers.cardinal(int(found[2]))}")]
    inches = cursor.match(_INCHES)
    before = cursor.text[max(0, cursor.start - 200) : cursor.start]
    if inches and before.count('"') % 2 == 0:
        return [Said(*inches.span(), f"{numbers.cardinal(int(inches[1]))} {'inch' if inches[1] == '1' else 'inches'}")]
    return None


def version(cursor: Cursor) -> list[Said] | None:
    """3.11.2, 192.168.1.1: point by point."""
    found = cursor.match(_VERSION)
    if not found or _GROUPED.fullmatch(found[0]):
        return None
    return [Said(*found.span(), " point ".join(numbers.whole(part) for part in found[0].split(".")))]


def long_digits(cursor: Cursor) -> list[Said] | None:
    """Twenty digits and more are read one by one."""
    found = cursor.match(_LONG)
    return [Said(*found.span(), numbers.digit_by_digit(found[0]))] if found else None


_BARE_UNIT = re.compile(rf"({alternatives(symbol for symbol in UNITS if symbol in _BARE)})(?:/({alternatives(UNITS)}))?(?!\w)")


def bare_unit(cursor: Cursor) -> list[Said] | None:
    """A unit without a number: in km/h, per kWh, many kg."""
    found = cursor.match(_BARE_UNIT)
    if not found:
        return None
    rate = f" per {_PER_NAMES.get(found[2]) or UNITS[found[2]][0]}" if found[2] else ""
    return [Said(*found.span(), UNITS[found[1]][1] + rate)]

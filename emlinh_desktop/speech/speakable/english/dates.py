"""English dates and years: July 15, 2025; 4 July 1776; 7/15/2025; 2025-07-15; the 1940s; 1939-1945."""

from __future__ import annotations

import re

from emlinh_desktop.speech.speakable.cursor import Cursor, Said
from emlinh_desktop.speech.speakable.english.numbers import cardinal, ordinal, plural, year
from emlinh_desktop.speech.speakable.patterns import words, words_before

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
_SHORT = {name[:3]: name for name in MONTHS} | {"Sept": "September"}
_MONTH = "(" + "|".join(MONTHS) + "|" + "|".join(_SHORT) + r")(?![A-Za-z])\.?"
_YEAR = r"(?:,? ([0-9]{4})(?![\w%]|[.,][0-9]))?"
_DAY_SUFFIX = r"(?:st|nd|rd|th)?"
_NOT_DAY = r"(?![0-9A-Za-z%:]|[.,:/][0-9])"
_MONTH_FIRST = re.compile(rf"{_MONTH} ([0-9]{{1,2}}){_DAY_SUFFIX}{_NOT_DAY}(?: ?[-–—] ?([0-9]{{1,2}}){_DAY_SUFFIX}{_NOT_DAY})?{_YEAR}")
_DAY_FIRST = re.compile(rf"([0-9]{{1,2}}){_DAY_SUFFIX}(?: ?[-–—] ?([0-9]{{1,2}}){_DAY_SUFFIX})? (?:of )?{_MONTH}{_YEAR}")
_MONTH_YEAR = re.compile(rf"{_MONTH},? ([0-9]{{4}})(?![\w%]|[.,][0-9])")
_MONTH_ALONE = re.compile(r"(" + "|".join(_SHORT) + r")\.(?=[ ,;:)]|$)")
_SLASHED = re.compile(r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4})(?![\w/]|[.,-][0-9])")
_ISO = re.compile(r"([0-9]{4})([/-])([0-9]{1,2})\2([0-9]{1,2})(?![\w/]|[.,-][0-9])")
_THE = words_before("the")


def _month(written: str) -> str:
    return _SHORT.get(written, written)


def month_first(cursor: Cursor) -> list[Said] | None:
    """July 15, 2025; Dec. 25th; June 5-7."""
    found = cursor.match(_MONTH_FIRST)
    if not found or not 1 <= int(found[2]) <= 31:
        return None
    words = f"{_month(found[1])} {ordinal(int(found[2]))}"
    if found[3]:
        words += f" to {ordinal(int(found[3]))}"
    return [Said(*found.span(), words + (f", {year(int(found[4]))}" if found[4] else ""))]


def day_first(cursor: Cursor) -> list[Said] | None:
    """4 July 1776; the 2nd of September; 5-7 June."""
    found = cursor.match(_DAY_FIRST)
    if not found or not 1 <= int(found[1]) <= 31:
        return None
    words = f"{'' if cursor.follows(_THE) else 'the '}{ordinal(int(found[1]))}"
    if found[2]:
        words += f" to the {ordinal(int(found[2]))}"
    words += f" of {_month(found[3])}"
    return [Said(*found.span(), words + (f", {year(int(found[4]))}" if found[4] else ""))]


def month_year(cursor: Cursor) -> list[Said] | None:
    """May 2020, and a shortened month alone (Sept.)."""
    found = cursor.match(_MONTH_YEAR)
    if found:
        return [Said(*found.span(), f"{_month(found[1])} {year(int(found[2]))}")]
    alone = cursor.match(_MONTH_ALONE)
    return [Said(*alone.span(), _SHORT[alone[1]])] if alone and alone[1] != "May" else None


def numeric_date(cursor: Cursor) -> list[Said] | None:
    """7/15/2025 (month first unless it cannot be), 15.7.2025, 2025-07-15."""
    iso = cursor.match(_ISO)
    found = cursor.match(_SLASHED)
    if iso:
        day, month, year_number, end = int(iso[4]), int(iso[3]), iso[1], iso.end()
    elif found:
        first, second, year_number, end = int(found[1]), int(found[3]), found[4], found.end()
        month, day = (second, first) if first > 12 or found[2] == "." else (first, second)
    else:
        return None
    if not 1 <= month <= 12 or not 1 <= day <= 31:
        return None
    return [Said(cursor.start, end, f"{MONTHS[month - 1]} {ordinal(day)}, {year(int(year_number))}")]


_DECADE = re.compile(r"(?:([0-9]{2})(?=[0-9]0))?['’]?([0-9]0)['’]?s(?![A-Za-z0-9])")
_TENS_NAMED = words_before(
    r"[0-9]{4}s ?[-–]", "the", "early", "late", "mid", "mid-", "his", "her", "their", "my", "your", "our", "in", "low", "high", "upper", "lower"
)
_APOSTROPHE_YEAR = re.compile(r"['’]([0-9]{2})(?![0-9A-Za-z]|['’]?s)")


def decade(cursor: Cursor) -> list[Said] | None:
    """the 1940s, the 90s, the '80s, the 1900s."""
    found = cursor.match(_DECADE)
    if not found or (found[1] is None and found[0][0].isdecimal() and not cursor.follows(_TENS_NAMED)):
        return None
    if found[1]:
        return [Said(*found.span(), plural(year(int(found[1] + found[2]))))]
    words = plural(cardinal(int(found[2]))) if found[2] != "00" else "two thousands"
    return [Said(*found.span(), words)]


_YEAR_RANGE = re.compile(r"([0-9]{4}) ?[-–—] ?([0-9]{4}|[0-9]{2})(?![\w%]|[.,/-][0-9])")
_YEAR_ALONE = re.compile(r"([0-9]{4})(?![\w%°€£$/]|[.,:][0-9]|[-–][0-9])( [a-z]+)?")
_YEAR_WORD = words_before(
    "in", "since", "by", "from", "until", "till", "year", "of", "during", "before", "after", "around", "circa", "late", "early", "mid", "to", "and",
    "spring", "summer", "autumn", "fall", "winter", "the", "ca", "c", "between", "through", "back in", "class of", "for", "election", "crisis",
    "revolution", "olympics", "cup", "season", "born", "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
)  # fmt: skip
_COUNTING = words(
    "people dollars euros pounds years days hours minutes seconds meters metres kilometers kilometres miles feet students users copies calories steps "
    "points pages words books cars items times tons kilograms grams liters litres employees soldiers species members votes pieces children men women units "
    "more or"
)


def year_range(cursor: Cursor) -> list[Said] | None:
    """1939-1945, 2024-25."""
    found = cursor.match(_YEAR_RANGE)
    if not found or not 1000 <= int(found[1]) <= 2199:
        return None
    second = int(found[2]) if len(found[2]) == 4 else int(found[1][:2] + found[2])
    if second <= int(found[1]) or second > 2199:
        return None
    last = year(second) if len(found[2]) == 4 else cardinal(int(found[2]))
    cut = found.start() + 4
    return [Said(found.start(), cut, year(int(found[1]))), Said(cut, found.end(), f"to {last}")]


def year_alone(cursor: Cursor) -> list[Said] | None:
    """1999 after "in", or where nothing is counted."""
    found = cursor.match(_YEAR_ALONE)
    if not found or not 1010 <= int(found[1]) <= 2099:
        return None
    after = (found[2] or "").strip()
    if after in _COUNTING or (not cursor.follows(_YEAR_WORD) and (after.endswith("s") and after not in ("was", "is", "has", "as"))):
        return None
    return [Said(found.start(1), found.end(1), year(int(found[1])))]


def short_year(cursor: Cursor) -> list[Said] | None:
    """'98, class of '05."""
    found = cursor.match(_APOSTROPHE_YEAR)
    if not found or not cursor.at_token_start():
        return None
    number = int(found[1])
    return [Said(*found.span(), ("oh " if 0 < number < 10 else "") + cardinal(number))]

"""Vietnamese dates: 20/11/2025, 2025-07-15, ngày 2/9, 10-15/8, tháng 7/2025, quý III/2024, 30.4.1975."""

from __future__ import annotations

import re

from emlinh_desktop.speech.speakable.cursor import Cursor, Said
from emlinh_desktop.speech.speakable.patterns import UPPER, words_before
from emlinh_desktop.speech.speakable.roman_numerals import roman_value
from emlinh_desktop.speech.speakable.vietnamese.numbers import cardinal

_DAY_NAMED = words_before("ngày", "mùng", "mồng", "hôm", "rằm")
_DATE_EXPECTED = words_before(
    "đường", "phố", "ngày", "mùng", "mồng", "hôm", "sáng", "trưa", "chiều", "tối", "đêm", "khuya", "lễ", "dịp", "tết", "quốc khánh", "sinh nhật", "nhật",
    "thứ (?:hai|ba|tư|năm|sáu|bảy),?", "chủ nhật,?", "nay", "mai", "qua", "kỷ niệm", "sinh", "hạn", "chót", r"thứ [2-7],?", "từ", "đến",
    "tới", "lịch", "trước", "sau", "vào", "khai giảng", "khai mạc", "bế mạc", "cn", r"ngày [0-9]{1,2}(?:, ?[0-9]{1,2}){0,4},?(?: và)?",
)  # fmt: skip
_ADDRESS = words_before("số nhà", "nhà", "hẻm", "ngõ", "ngách", "kiệt", "số", "địa chỉ", "điểm", "đạt", "tỷ lệ", "tỉ lệ")
ADDRESS_AFTER = re.compile(rf" (?:[{UPPER}]\w*[ ,-]{{1,2}}){{1,5}}(?:[PpQqFH]\.|[Pp]hường|[Qq]uận|[Hh]uyện|[Xx]ã|TP|[PQ][0-9]{{1,2}}(?!\w))")
"""a street's name and the ward it runs through: what stands before is a house, no date and no fraction"""
_STREET = words_before("đường", "phố", "cầu", "chợ")
_MONTH_NAMED = words_before("tháng")
_ISSUE = words_before("đợt", "kỳ", "lần", "số", "khóa", "khoá", "học kỳ", "vòng", "tập")
_QUARTER = words_before("quý", "quí")
_HOLIDAYS = {(1, 1), (14, 2), (8, 3), (26, 3), (30, 4), (1, 5), (19, 5), (1, 6), (27, 7), (2, 9), (20, 10), (20, 11), (22, 12), (24, 12), (25, 12)}
_FRACTION_LIKELY = {(1, 5), (1, 6)}

_RANGE = re.compile(r"([0-9]{1,2})\s?[-–—]\s?([0-9]{1,2})([/.-])([0-9]{1,2})(?:\3([0-9]{4}))?(?![\w/]|[.,-][0-9])")
_FULL = re.compile(r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})(?![\w/]|[.,][0-9]|-[0-9]{1,2}(?![0-9/.-]))")
_DASH = re.compile(r" ?[-–—] ?")
_ISO = re.compile(r"([0-9]{4})([/.-])([0-9]{1,2})\2([0-9]{1,2})(?![\w/]|[.,-][0-9])")
_DAY_MONTH = re.compile(r"([0-9]{1,2})([/.-])([0-9]{1,2})(?![\w/%]|[.,-][0-9])")
_MONTH_YEAR = re.compile(r"([0-9]{1,2})[/-]([0-9]{4})(?![\w/]|[.,-][0-9])")
_SHORT_QUARTER = re.compile(r"Q([1-4])(?:[/-]| năm | )((?:19|20)[0-9]{2})(?!\w)")
_TO_DATE = re.compile(r"([0-9]{1,2})/([0-9]{1,2}) ?[-–—] ?([0-9]{1,2})/([0-9]{1,2})(?:/([0-9]{4}))?(?![\w/]|[.,-][0-9])")
_QUARTER_YEAR = re.compile(r"([0-9]|[IV]{1,3})[/-]([0-9]{4})(?![\w/]|[.,-][0-9])")


def month(number: int) -> str:
    """The month's name without "tháng": the fourth is tư, never bốn."""
    return "tư" if number == 4 else cardinal(number)


def year(number: int) -> str:
    """A year, with its word."""
    return f"năm {cardinal(number)}"


def _valid(day: int, month_number: int) -> bool:
    return 1 <= day <= 31 and 1 <= month_number <= 12 and not (month_number == 2 and day > 29)


def _day_words(cursor: Cursor, day: int) -> str:
    return cardinal(day) if cursor.follows(_DAY_NAMED) or cursor.follows(_STREET) else f"ngày {cardinal(day)}"


def full_date(cursor: Cursor) -> list[Said] | None:
    """20/11/2025, 20-11-2025, 20.11.2025, two with a dash between; a two-digit year only where a day is spoken of."""
    found = cursor.match(_FULL)
    if not found or not _valid(int(found[1]), int(found[3])):
        return None
    if len(found[4]) == 2 and (found[2] != "/" and not cursor.follows(_DATE_EXPECTED)):
        return None
    said = [Said(*found.span(), f"{_day_words(cursor, int(found[1]))} {_month_and_year(found)}")]
    dash = _DASH.match(cursor.text, found.end())
    second = _FULL.match(cursor.text, dash.end()) if dash else None
    if second and _valid(int(second[1]), int(second[3])):
        said.append(Said(found.end(), second.end(), f"đến ngày {cardinal(int(second[1]))} {_month_and_year(second)}"))
    return said


def _month_and_year(found: re.Match[str]) -> str:
    number = int(found[4])
    if len(found[4]) == 2:
        number += 2000 if number < 50 else 1900
    return f"tháng {month(int(found[3]))} {year(number)}"


def iso_date(cursor: Cursor) -> list[Said] | None:
    """2025-07-15."""
    found = cursor.match(_ISO)
    if not found or not _valid(int(found[4]), int(found[3])):
        return None
    return [Said(*found.span(), f"{_day_words(cursor, int(found[4]))} tháng {month(int(found[3]))} {year(int(found[1]))}")]


def date_range(cursor: Cursor) -> list[Said] | None:
    """10-15/8, 20–25/11/2025: days of one month."""
    found = cursor.match(_RANGE)
    if not found or found[3] == "-" or not _valid(int(found[2]), int(found[4])) or not 1 <= int(found[1]) < int(found[2]):
        return None
    words = f"{cardinal(int(found[1]))} đến {cardinal(int(found[2]))} tháng {month(int(found[4]))}"
    if found[5]:
        words += f" {year(int(found[5]))}"
    return [Said(*found.span(), words if cursor.follows(_DAY_NAMED) else f"ngày {words}")]


def _is_date(cursor: Cursor, found: re.Match[str]) -> bool:
    day, month_number = int(found[1]), int(found[3])
    if (
        not _valid(day, month_number)
        or ADDRESS_AFTER.match(cursor.text, found.end())
        or (cursor.follows(_ADDRESS) and not cursor.follows(_DAY_NAMED))
        or ((day, month_number, found[2]) == (24, 7, "/") and not cursor.follows(_DAY_NAMED))
    ):
        return False
    if found[2] != "/":
        holiday = found[2] == "-" and (day, month_number) in _HOLIDAYS and day > month_number
        return cursor.follows(_DAY_NAMED) or holiday
    if cursor.follows(_DATE_EXPECTED) or found[1][0] == "0" or found[3][0] == "0":
        return True
    return day > month_number or ((day, month_number) in _HOLIDAYS and (day, month_number) not in _FRACTION_LIKELY)


def day_month(cursor: Cursor) -> list[Said] | None:
    """ngày 2/9, 20/11, ngày 10-3: told from fractions, ranges and scores by the words before."""
    found = cursor.match(_DAY_MONTH)
    if not found or not _is_date(cursor, found):
        return None
    return [Said(*found.span(), f"{_day_words(cursor, int(found[1]))} tháng {month(int(found[3]))}")]


def month_year(cursor: Cursor) -> list[Said] | None:
    """tháng 7/2025, 7/2025."""
    found = cursor.match(_MONTH_YEAR)
    if not found or not 1 <= int(found[1]) <= 12 or not 1000 <= int(found[2]) <= 2999:
        return None
    name = month(int(found[1]))
    return [
        Said(
            *found.span(),
            f"{name if cursor.follows(_MONTH_NAMED) else cardinal(int(found[1])) if cursor.follows(_ISSUE) else 'tháng ' + name} {year(int(found[2]))}",
        )
    ]


def quarter_year(cursor: Cursor) -> list[Said] | None:
    """quý III/2024, quý 3/2024."""
    found = cursor.match(_QUARTER_YEAR)
    if not found or not cursor.follows(_QUARTER):
        return None
    number = int(found[1]) if found[1].isdecimal() else roman_value(found[1])
    if number is None:
        return None
    return [Said(*found.span(), f"{cardinal(number)} {year(int(found[2]))}")]


def short_quarter(cursor: Cursor) -> list[Said] | None:
    """Q1/2024."""
    found = cursor.match(_SHORT_QUARTER)
    return [Said(*found.span(), f"quý {cardinal(int(found[1]))} {year(int(found[2]))}")] if found else None


def two_dates(cursor: Cursor) -> list[Said] | None:
    """30/4-1/5, 28/4 - 3/5/2025."""
    found = cursor.match(_TO_DATE)
    if not found or not (_valid(int(found[1]), int(found[2])) and _valid(int(found[3]), int(found[4]))):
        return None
    first = f"{_day_words(cursor, int(found[1]))} tháng {month(int(found[2]))}"
    second = f"đến ngày {cardinal(int(found[3]))} tháng {month(int(found[4]))}" + (f" {year(int(found[5]))}" if found[5] else "")
    return [Said(found.start(), found.end(2), first), Said(found.end(2), found.end(), second)]


_DECADE = re.compile(r"((?:1[0-9]|20)?[0-9]0)s(?!\w)")
_DECADE_NAMED = words_before("thập niên", "thập kỷ", "thập kỉ", "những năm", "các năm")


def decade(cursor: Cursor) -> list[Said] | None:
    """1990s, những năm 80s; never 30s, which is seconds."""
    found = cursor.match(_DECADE)
    named = cursor.follows(_DECADE_NAMED)
    if not found or (len(found[1]) == 2 and not named):
        return None
    return [Said(*found.span(), ("" if named else "thập niên ") + cardinal(int(found[1])))]

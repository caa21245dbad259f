"""Numbers that name rather than count: versions, plates, formations, weekdays T2-T6, long runs of digits."""

from __future__ import annotations

import re

from emlinh_desktop.speech.speakable.cursor import Cursor, Said
from emlinh_desktop.speech.speakable.patterns import words_before
from emlinh_desktop.speech.speakable.vietnamese import numbers

_LONG = re.compile(r"[0-9]{20,}")
_VERSION = re.compile(r"[0-9]{1,4}(?:\.[0-9]{1,5}){1,5}(?![\w%]|[.,][0-9]|:[0-9])")
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+")
_VERSION_NAMED = words_before(
    "phiên bản", "bản", "version", "ver", "v", "python", "windows", "android", "ios", "bluetooth", "usb", "mục", "điều", "bài", "hình", "bảng", "chương"
)
_PLATE = re.compile(r"([0-9]{2})([A-Z]{1,2})([0-9]?)[- ]([0-9]{3}\.?[0-9]{2}|[0-9]{4})(?!\w)")
_PLATE_NAMED = words_before("biển số", "biển", "bks", "biển kiểm soát", "xe", "ô tô", "xe máy", "biển số xe", "mang biển", "mang biển số")
_CHAIN = re.compile(r"[0-9]{1,2}(?:[-–][0-9]{1,2}){2,6}(?![\w/]|[.,-][0-9])")
_RANK = words_before("thứ", "thứ hai", "thứ ba")
_NUMBER = re.compile(r"[0-9]+")
_WEEKDAY = re.compile(r"T([2-7])(?: ?([-–,&]|và|đến) ?(?:T([2-7])|CN))?(?!\w)")
_WEEKDAY_NAMED = words_before("sáng", "trưa", "chiều", "tối", "đêm", "ngày", "từ", "đến", "hôm", "vào", r"t[2-7],", r"t[2-7] và")


def long_digits(cursor: Cursor) -> list[Said] | None:
    """Twenty digits and more are read one by one."""
    found = cursor.match(_LONG)
    return [Said(*found.span(), numbers.digit_by_digit(found[0]))] if found else None


def version(cursor: Cursor) -> list[Said] | None:
    """3.11.2, 192.168.1.1, 4.0, phiên bản 2.5: point by point."""
    found = cursor.match(_VERSION)
    if not found or (_GROUPED.fullmatch(found[0]) and not cursor.follows(_VERSION_NAMED)):
        return None
    parts = found[0].split(".")
    if len(parts) == 2 and parts[1] != "0" and not cursor.follows(_VERSION_NAMED):
        return None
    return [Said(*found.span(), " chấm ".join(numbers.whole(part) for part in parts))]


def plate(cursor: Cursor) -> list[Said] | None:
    """biển số 29A-123.45: the province's number, its letter, the rest digit by digit."""
    found = cursor.match(_PLATE)
    if not found or not (cursor.follows(_PLATE_NAMED) or "." in found[4]):
        return None
    head = f"{numbers.cardinal(int(found[1]))} {' '.join(found[2])} {numbers.digit_by_digit(found[3])}".strip()
    return [Said(found.start(), found.start(4), head), Said(found.start(4), found.end(), numbers.digit_by_digit(found[4]))]


def chain(cursor: Cursor) -> list[Said] | None:
    """4-3-3, thứ 2-4-6: three numbers and more are no range."""
    found = cursor.match(_CHAIN)
    if not found:
        return None
    say = numbers.ordinal if cursor.follows(_RANK) else numbers.cardinal
    return [Said(*number.span(), say(int(number[0]))) for number in _NUMBER.finditer(cursor.text, *found.span())]


def weekday(cursor: Cursor) -> list[Said] | None:
    """T2-T6, sáng T7, T7, CN."""
    found = cursor.match(_WEEKDAY)
    if not found or not (found[2] or cursor.follows(_WEEKDAY_NAMED)):
        return None
    said = [Said(found.start(), found.end(1), f"thứ {numbers.ordinal(int(found[1]))}")]
    if found[2]:
        joint = {"-": "đến ", "–": "đến ", ",": "", "&": "và "}.get(found[2], f"{found[2]} ")
        said.append(Said(found.end(1), found.end(), joint + (f"thứ {numbers.ordinal(int(found[3]))}" if found[3] else "chủ nhật")))
    return said


_SERIAL = re.compile(r"[0-9]{5,19}(?![\w.,])")


def serial(cursor: Cursor) -> list[Said] | None:
    """DH123456: many digits behind letters are read one by one."""
    found = cursor.match(_SERIAL)
    if not found or not cursor.text[cursor.start - 1 : cursor.start].isalpha() or cursor.start == 0:
        return None
    return [Said(*found.span(), numbers.digit_by_digit(found[0]))]

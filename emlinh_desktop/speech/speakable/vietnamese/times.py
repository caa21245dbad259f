"""Vietnamese times of day and durations: 14:30, 7h30, 8h-11h30, 7g15, 1h30p, 14:30:15."""

from __future__ import annotations

import re

from emlinh_desktop.speech.speakable.cursor import Cursor, Said
from emlinh_desktop.speech.speakable.patterns import words_before
from emlinh_desktop.speech.speakable.vietnamese.numbers import cardinal

_CLOCK = r"([0-9]{1,2}):([0-5][0-9])(?::([0-5][0-9]))?(?![0-9:]|[.,][0-9])"
_HOURS = r"([0-9]{1,2}) ?(?:h|giờ|g(?=[0-9 ]))(?: ?([0-5]?[0-9])(?: ?(?:phút|ph|p|'|′)(?!\w)|(?![\w%])))?(?: ?([0-5]?[0-9]) ?(?:giây|s)(?!\w))?(?!\w|[.,][0-9])"
_CLOCK_TIME = re.compile(_CLOCK)
_HOUR_TIME = re.compile(_HOURS)
_HALF = re.compile(r" ?([aApP])\.?[mM](?!\w)\.?")
_TWELVE = re.compile(r"([0-9]{1,2})(?= ?[aApP]\.?[mM](?!\w))")
_SOUTHERN = re.compile(r"([0-9]{1,2})g(?!\w)")
_AT = words_before("lúc", "từ", "đến", "sáng", "trưa", "chiều", "tối", "khoảng", "trước", "sau")
_DASH = re.compile(r" ?[-–—] ?")
_RATIO_EXPECTED = words_before("tỷ lệ", "tỉ lệ", "tỷ số", "tỉ số", "khung hình", "thắng", "thua")
_HOUR_END = re.compile(r" ?(?:h|giờ)(?!\w)")


def _clock_words(hour: str, minute: str | None, second: str | None) -> str:
    words = f"{cardinal(int(hour))} giờ"
    if minute and (int(minute) or second):
        words += f" {cardinal(int(minute))} phút"
    if second and int(second):
        words += f" {cardinal(int(second))} giây"
    return words


def _parts(found: re.Match[str]) -> tuple[str, str | None, str | None]:
    """Hour, minute, second; forms without the latter give None."""
    minute, second = (*found.groups()[1:], None, None)[:2]
    return found[1], minute, second


def _time_at(text: str, position: int) -> re.Match[str] | None:
    found = _CLOCK_TIME.match(text, position) or _HOUR_TIME.match(text, position)
    return found if found and int(found[1]) <= 24 else None


def _half(cursor: Cursor, said: list[Said], hour: int) -> list[Said]:
    """5:30 am is in the morning; pm in the afternoon or evening."""
    found = _HALF.match(cursor.text, said[-1].end)
    if found:
        part = "sáng" if found[1] in "aA" else "chiều" if hour in (1, 2, 3, 4, 5) else "trưa" if hour == 12 else "tối"
        said.append(Said(found.start(), found.end(), part))
    return said


def time_of_day(cursor: Cursor) -> list[Said] | None:
    """One time, or two with a dash between ("đến")."""
    first = _time_at(cursor.text, cursor.start) or cursor.match(_TWELVE)
    if not first and cursor.follows(_AT):
        first = cursor.match(_SOUTHERN)
    if not first or (":" in first[0] and cursor.follows(_RATIO_EXPECTED)):
        return None
    end = first.end()
    if ":" in first[0] and (hour := _HOUR_END.match(cursor.text, end)):
        end = hour.end()
    said = [Said(first.start(), end, _clock_words(*_parts(first)))]
    dash = _DASH.match(cursor.text, end)
    second = _time_at(cursor.text, dash.end()) if dash else None
    if second:
        said.append(Said(end, second.end(), "đến " + _clock_words(second[1], second[2], second[3])))
    return _half(cursor, said, int((second or first)[1]))


_SHORT_RANGE = re.compile(r"([0-9]{1,2}) ?[-–—] ?([0-9]{1,2}) ?h(?!\w)")


def hour_range(cursor: Cursor) -> list[Said] | None:
    """8-17h."""
    found = cursor.match(_SHORT_RANGE)
    if not found or int(found[1]) > 24 or int(found[2]) > 24:
        return None
    return [Said(*found.span(), f"{cardinal(int(found[1]))} đến {cardinal(int(found[2]))} giờ")]


_MARKED = re.compile(r"([0-9]{1,3})(''|″|'|′)(?:([0-5]?[0-9])(?:''|″))?(?!\w)")


def marked_minutes(cursor: Cursor) -> list[Said] | None:
    """5' is five minutes, 30'' thirty seconds."""
    found = cursor.match(_MARKED)
    if not found:
        return None
    words = f"{cardinal(int(found[1]))} {'phút' if found[2] in chr(39) + '′' else 'giây'}"
    if found[3]:
        words += f" {cardinal(int(found[3]))} giây"
    return [Said(*found.span(), words)]


_MINUTES_SECONDS = re.compile(r"([0-9]{1,3}) ?(?:m|p|ph) ?([0-5]?[0-9]) ?s(?!\w)")


def minutes_seconds(cursor: Cursor) -> list[Said] | None:
    """1m30s, 5p20s."""
    found = cursor.match(_MINUTES_SECONDS)
    return [Said(*found.span(), f"{cardinal(int(found[1]))} phút {cardinal(int(found[2]))} giây")] if found else None

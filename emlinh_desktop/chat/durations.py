"""How long the film shall be: "1 phút rưỡi", "90s", "1p30", "nửa phút", "a minute and a half"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from emlinh_desktop.chat.phrase import expanded, marked
from emlinh_desktop.chat.spoken_numbers import DIGITS, EN_NUMBER, NUMBER, VI_NUMBER, number_value
from emlinh_desktop.chat.stated_value import Stated

_LEAD = (
    "(?:(?:(?:có )?(?:thời lượng|độ dài|chiều dài|duration|length|running time|runtime)(?: video| clip)?|kéo dài|dài|(?:that "
    "|which )(?:is|was|will be|should be)|(?:that |which )?(?:lasting|lasts?|runs?|running|goes)|within|of)"
    r"(?: (?:là|is|of|chỉ|thôi))?\s*[:=]?\s*)?"
    rf"(?:(?:trong )?(?:vòng|khoảng|chừng|tầm|{marked('cỡ')}|{marked('đúng')}|{marked('tròn')}|vỏn vẹn|{marked('chỉ')}|{marked('độ')}|{marked('đâu')}"
    rf"|{marked('gần')}|{marked('hơn')}|không quá|ko quá|tối đa|dưới|nhiều nhất|around|about"
    r"|roughly|approximately|approx\.?|exactly|only|just|under|up to|at most|for) ?){0,2}"
)
_TAIL = r"(?:[\s-]+(?:long|in length|trở lại|đổ lại|là được|là đủ|là đẹp|gì đó|chút xíu|chút đỉnh|một chút))?"
_WORDS = rf"(?:{VI_NUMBER}|{EN_NUMBER})"
_SECOND = r"(?:giây|seconds?|secs?)"
_MINUTE = r"(?:phút|minutes?|mins?)"
_HOUR = r"(?:tiếng(?: đồng hồ)?|giờ|hours?|hrs?)"
_LINES = "(?:480|720|1080|1440|2160)"  # 1080p is a picture's height
_SECONDS = rf"(?:{DIGITS}[\s-]*(?:{_SECOND}|s|gi)|{_WORDS}[\s-]+{_SECOND})"
_MINUTES = rf"(?:(?!{_LINES}p){DIGITS}[\s-]*(?:{_MINUTE}|p|ph|m)|{DIGITS}'|{_WORDS}[\s-]+{_MINUTE})"
_HOURS = rf"(?:{DIGITS}\s*(?:{_HOUR}|h)|{_WORDS}[\s-]+{_HOUR})"
_AND = r"(?: (?:và|and))? ?"
_AFTER_MINUTES = (
    rf"(?:(?P<half> ?rưỡi| and a half)"
    rf"|{_AND}(?P<sec>\d{{2}}(?!\d)|\d(?=\s*(?:{_SECOND}|s\b|\"|''))|{_WORDS})(?:[\s-]*(?:{_SECOND}|s\b|g\b|'')|\")?)?"
)
_LENGTHS = (
    rf"(?P<min>{_MINUTES}){_AFTER_MINUTES}",
    r"(?P<vi_half>phút rưỡi)",
    rf"(?P<en_half>{EN_NUMBER}\s+and\s+a\s+half\s+minutes?)",
    r"(?P<half_s>nửa giây|half[ -](?:a[ -])?second)",
    r"(?P<half_min>nửa phút|half[ -](?:a[ -])?min(?:ute)?)",
    r"(?P<three_quarters>ba phần tư phút|3/4 phút|(?:three|3)[ -]quarters of a minute)",
    r"(?P<quarter>một phần tư phút|1/4 phút|(?:a |one )?quarter[ -](?:of a[ -])?minute)",
    r"(?P<half_hour>nửa (?:tiếng|giờ)(?: đồng hồ)?|half[ -](?:an[ -])?hour)",
    rf"(?P<hour>{_HOURS})(?P<hour_half> rưỡi)?",
    rf"(?:từ )?(?P<from>\d{{1,3}})(?:\s*(?:-|đến|tới|to)\s*)(?P<to>\d{{1,3}})\s*(?P<range_unit>{_SECOND}|s|{_MINUTE}|p)",
    rf"(?P<only>{_SECONDS})",
    r"(?P<ten>chục giây)",
    r"(?P<clock>\d{1,2}:[0-5]\d)(?![:\d])",
)
_FULL = re.compile(expanded(rf"(?<![\w.,:/'])(?P<lead>{_LEAD})(?:{'|'.join(_LENGTHS)}){_TAIL}(?!\w|:\d)(?!\s*'|[.,]\d)"))
_FIXED_S = (("vi_half", 90.0), ("half_min", 30.0), ("half_hour", 1800.0), ("ten", 10.0), ("half_s", 0.5), ("quarter", 15.0), ("three_quarters", 45.0))
_NUMBER_AT_START = re.compile(expanded(NUMBER))
_MINUTES_UNIT = re.compile(expanded(rf"{_MINUTE}|p"))
_LEAD_AT_START = re.compile(expanded(_LEAD))


def find_durations(plain: str, start: int, end: int) -> Iterator[Stated]:
    """Each stated length. A clock time ("lúc 5:30") is one only after a word of length ("dài 1:30")."""
    for match in _FULL.finditer(plain, start, end):
        seconds = _seconds(match)
        if seconds is not None:
            yield Stated(match.start(), match.end(), {"duration_s": seconds})


def has_length_word(plain: str, stated: Stated) -> bool:
    """Whether the phrase says itself that it is a length ("dài 30 giây"), not only a time ("30 giây")."""
    lead = _LEAD_AT_START.match(plain, stated.start, stated.end)
    return lead is not None and bool(lead[0])


def _seconds(match: re.Match[str]) -> float | None:
    part = match.groupdict()
    if part["min"]:
        return _minutes_and(part)
    for name, unit_s in (("en_half", 60), ("hour", 3600), ("only", 1)):
        if part[name]:
            half_s = {"en_half": 30, "hour": 1800 if part["hour_half"] else 0}.get(name, 0)
            return _times(part[name], unit_s, half_s)
    if part["from"]:
        middle = (float(part["from"]) + float(part["to"])) / 2
        return middle * (60 if _MINUTES_UNIT.fullmatch(part["range_unit"]) else 1)
    return _clock_s(part) if part["clock"] else next((length_s for name, length_s in _FIXED_S if part[name]), None)


def _clock_s(part: dict[str, str | None]) -> float | None:
    if not (part["lead"] or "").strip():
        return None
    minutes, seconds = (part["clock"] or "").split(":")
    return float(60 * int(minutes) + int(seconds))


def _minutes_and(part: dict[str, str | None]) -> float | None:
    minutes = _times(part["min"] or "", 60, 30 if part["half"] else 0)
    if minutes is None or not part["sec"]:
        return minutes
    seconds = number_value(part["sec"])
    return None if seconds is None or seconds >= 60 else minutes + seconds


def _times(text: str, unit_s: float, extra_s: float) -> float | None:
    number = _NUMBER_AT_START.match(text)
    value = number_value(number[0]) if number else None
    return None if value is None else value * unit_s + extra_s

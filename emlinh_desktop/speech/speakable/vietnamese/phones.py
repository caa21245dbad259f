"""Phone numbers, codes, scores and ratios in Vietnamese text."""

from __future__ import annotations

import re

from emlinh_desktop.speech.speakable.cursor import Cursor, Said
from emlinh_desktop.speech.speakable.patterns import words_before, words_near
from emlinh_desktop.speech.speakable.vietnamese.numbers import cardinal, digit_by_digit
from emlinh_desktop.speech.speakable.vietnamese.written_numbers import NUMBER, say_number

_AREA = re.compile(r"\((?:\+?84|0[0-9]{1,3})\)[ .-]?[0-9]{1,4}(?:[ .-]?[0-9]{3,4}){1,3}(?!\w)")
_PHONE = re.compile(r"(?:\+|(?=0)|(?=1[89]00[ .-]?[0-9]{4}))(?=[0-9])[0-9]{1,12}(?:[ .-][0-9]{2,7}){0,4}(?![\w%/]|[.,:][0-9])")
_CALL = words_before(
    "gọi", "gọi số", "hotline", "tổng đài", "điện thoại", "số điện thoại", "đt", "sđt", "tel", "zalo", "liên hệ", "số máy", "nhắn tin", "đường dây nóng",
    "fax", r"(?:gọi|gọi số|hotline|tổng đài) [0-9]{3}(?:,| và| hoặc| hay)(?: số)?",
)  # fmt: skip
_CODE = words_before(
    "mã", "mã số", "otp", "pin", "số tài khoản", "stk", "tài khoản", "cccd", "cmnd", "căn cước", "mã số thuế", "mst", "mã bưu chính", "mật khẩu", "mã otp",
    "mã pin", "isbn", "đầu số", "số hiệu", "số seri", "mã vạch", "mã xác nhận", "mã vùng", r"mã [^\W\d_]{2,8}(?: [^\W\d_]{2,8})?",
)  # fmt: skip
_DIGITS = re.compile(r"[0-9]{3,16}(?:[ .-][0-9]{2,6}|-[0-9]){0,5}(?![\w%]|[.,:/][0-9]| ?(?:mAh|Wh|Ah|V|W)(?!\w))")
_GROUP = re.compile(r"\+?[0-9]+")
_PAIR = re.compile(r"([0-9]{1,3})( ?[-–—:] ?)([0-9]{1,3})(?![\w%/]|[.,:-][0-9])")
_RATIO_PAIR = re.compile(rf"([0-9]{{1,7}})( : |:)({NUMBER})(?![\w%/]|:[0-9])")
_SCORE = words_near(
    "thắng", "thua", "hòa", "hoà", "tỷ số", "tỉ số", "dẫn", "hạ", "đánh bại", "vượt qua", "kết quả", "gỡ", "cầm hòa", "chung kết", "trận", "set", "ván",
    "hiệp", "bàn",
)  # fmt: skip
_NOT_A_SCORE = re.compile(r" ?(?:%|phút|giờ|ngày|tuần|tháng|năm|tuổi|người|lần|triệu|tỷ|tỉ|nghìn|km|kg|m\b|đồng|bàn|trận|điểm|trang|giây)")
_DIVISION = re.compile(r" ?=")
_RATIO = words_near("tỷ lệ", "tỉ lệ", "tỷ số", "tỉ số", "pha")


def _digits(found: re.Match[str]) -> list[Said]:
    """Each group of digits its own piece, so the highlight walks along."""
    said = []
    for group in _GROUP.finditer(found.string, *found.span()):
        words = digit_by_digit(group[0])
        said.append(Said(*group.span(), f"cộng {words}" if group[0][0] == "+" else words))
    return said


def phone_number(cursor: Cursor) -> list[Said] | None:
    """0912 345 678, 024.3825.1234, +84 912 345 678, 1900 1234; any digits after "gọi", "mã số"."""
    found = cursor.match(_PHONE)
    area = cursor.match(_AREA)
    if area:
        return _digits(area)
    if found and 8 <= sum(map(str.isdecimal, found[0])) <= 15 and cursor.at_token_start():
        return _digits(found)
    found = cursor.match(_DIGITS)
    if found and (cursor.follows(_CALL) or (cursor.follows(_CODE) and len(found[0]) >= 4)):
        return _digits(found)
    return None


def score(cursor: Cursor) -> list[Said] | None:
    """thắng 2-1: two numbers side by side, where the sentence speaks of winning."""
    found = cursor.match(_PAIR)
    if not found or ":" in found[2] or _NOT_A_SCORE.match(cursor.text, found.end()) or not cursor.follows(_SCORE):
        return None
    return [Said(*found.span(), f"{cardinal(int(found[1]))} {cardinal(int(found[3]))}")]


def ratio(cursor: Cursor) -> list[Said] | None:
    """tỷ lệ 1:10 is one over ten, 10 : 2 is divided, 16:9 is said side by side."""
    found = cursor.match(_RATIO_PAIR)
    if not found:
        return None
    between = "trên " if cursor.follows(_RATIO) else "chia " if found[2] != ":" or _DIVISION.match(cursor.text, found.end()) else ""
    return [Said(*found.span(), f"{cardinal(int(found[1]))} {between}{say_number(found[3])}")]

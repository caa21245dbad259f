"""Roman numerals in Vietnamese text: thế kỷ XXI, chương IV, Louis XIV; never vitamin C or size XL."""

from __future__ import annotations

import re

from emlinh_desktop.speech.speakable.capitals import shouted
from emlinh_desktop.speech.speakable.cursor import Cursor, Said
from emlinh_desktop.speech.speakable.patterns import UPPER, words_before
from emlinh_desktop.speech.speakable.roman_numerals import roman_value
from emlinh_desktop.speech.speakable.vietnamese import numbers

_NUMERAL = re.compile(r"([IVXLCDM]{1,9})(?![\w'’&]|\.[A-Z])")
_SECOND = re.compile(r"( ?[-–—] ?)([IVXLCDM]{1,9})(?![\w'’&])")
_COUNTED = words_before(
    "thế kỷ", "thế kỉ", "thế kỷ thứ", "thế kỉ thứ", "tk", "chương", "phần", "mục", "tập", "hồi", "quyển", "cuốn", "khóa", "khoá", "kỳ", "kì", "đại hội",
    "đại hội đảng", "quý", "quí", "thế chiến", "cấp", "loại", "giai đoạn", "vùng", "điều", "nhóm", "bậc", "hạng", "khối", "mùa", "thứ", "bài", "học kỳ",
    "học kì", "đời", "vua", "triều", "hội nghị", "hội nghị trung ương", "quân khu", "quân đoàn", "khu", "đợt", "lần", "vòng", "thời kỳ", "kỳ họp",
    "phụ lục", "tổng hội", "type", "tuýp", "týp", "đô thị loại", "pha", "sao hỏa", "hiệp định", "công ước", "liên khu", "ban", "chiến khu", "đệ",
    "festival", r"thế kỷ [ivxl]{1,5} (?:và|đến|hoặc|sang)", r"chương [ivxl]{1,5} (?:và|đến)",
)  # fmt: skip
_RANK = words_before("thứ")
_RULER = re.compile(r"(?:^|\W)(?:vua|nữ hoàng|hoàng đế|giáo hoàng|sa hoàng|nữ vương|hoàng tử) [^\W\d_]+(?: [^\W\d_]+)? $")
_SIZE = words_before("size", "cỡ", "áo", "quần")
_NAME_BEFORE = re.compile(rf"(?:^|\s)[{UPPER}][^\W\d_]+ $")


def numeral(cursor: Cursor) -> list[Said] | None:
    """A numeral after a word that counts (any), or after a name (two letters and more)."""
    found = cursor.match(_NUMERAL)
    value = roman_value(found[1]) if found else None
    if not found or value is None:
        return None
    counted = cursor.follows(_COUNTED) or cursor.follows(_RULER)
    named = len(found[1]) > 1 and (set(found[1]) <= set("IVX") or _NAME_BEFORE.search(cursor.text[max(0, cursor.start - 24) : cursor.start]))
    if not counted and (not named or value >= 50 or cursor.follows(_SIZE) or shouted(cursor.text, *found.span(1))):
        return None
    words = numbers.ordinal(value) if cursor.follows(_RANK) else numbers.cardinal(value)
    said = [Said(*found.span(), words)]
    second = _SECOND.match(cursor.text, found.end())
    upper = roman_value(second[2]) if second else None
    if second and upper is not None:
        said.append(Said(second.start(), second.end(), f"đến {numbers.cardinal(upper)}"))
    return said

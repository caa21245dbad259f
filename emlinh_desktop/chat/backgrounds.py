"""What stands behind the presenter: "nền văn phòng", "không nền", "abstract background"."""

from __future__ import annotations

from collections.abc import Iterator

from emlinh_desktop.chat.phrase import NOT, phrase
from emlinh_desktop.chat.stated_value import Stated

GROUND = r"(?<!nhạc\s)(?:phông nền|hình nền|ảnh nền|màu nền|phông|nền|hậu cảnh|bối cảnh|phông màn|background|backdrop|bg)(?! (?:music|track|nhạc|song))"
_IS = (
    r"(?:\s*[:=]\s*| là | (?:thành|sang|qua|về|bằng|to|into|with|for)(?: (?:nền|phông|an|a|the|màu|cái|kiểu|hình|ảnh)){0,8} | là cái | kiểu | dạng "
    "| phong cách | màu | theo kiểu | hình | ảnh | video | as | of | is | to | an | a | )"
)
_NAMES = {
    "office": "văn phòng|office|công sở|phòng làm việc|nơi làm việc|workplace",
    "abstract": "trừu tượng|abstract|tru tượng|trìu tượng",
    "none": rf"trơn|trống|trống trơn|trắng trơn|rỗng|một màu|đơn sắc|trong suốt|none|plain|blank|empty|solid|transparent|{NOT} (?:có gì|có|gì)?|{NOT}",
}
_EN = {"office": "office", "abstract": "abstract", "none": "plain|blank|empty|transparent|solid"}

_RULES = (
    *((phrase(rf"{GROUND}{_IS}(?:{names})"), name) for name, names in _NAMES.items()),
    *((phrase(rf"(?:{names}) {GROUND}"), name) for name, names in _EN.items()),
    (phrase(rf"{NOT} (?:(?:có|cần|dùng|lấy|thêm|để|xài|chèn|phải có|hiện) ){{0,8}}{GROUND}"), "none"),
    (
        phrase(
            "(?:bỏ|xóa|gỡ|tắt|tách|loại bỏ|loại|no|without|remove|drop|hide|delete)(?: hết| luôn| cái| phần| a| any| the){0,8}(?: office"
            rf"| abstract)? {GROUND}(?: (?:văn phòng|trừu tượng|office|abstract))?(?: đi)?"
        ),
        "none",
    ),
    (phrase(r"(?:văn phòng|office) (?:làm|for) (?:phông nền|phông|nền|background)"), "office"),
    (phrase(r"trừu tượng làm (?:phông nền|phông|nền)"), "abstract"),
)


def find_backgrounds(plain: str, start: int, end: int) -> Iterator[Stated]:
    """Each stated background; music in the background is none."""
    for rule, name in _RULES:
        for match in rule.finditer(plain, start, end):
            yield Stated(match.start(), match.end(), {"background": name})

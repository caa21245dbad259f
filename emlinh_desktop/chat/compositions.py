"""The shape of the film: "khung dọc", "9:16", "vuông", "vertical", "để đăng TikTok"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from emlinh_desktop.chat.phrase import ME, phrase
from emlinh_desktop.chat.stated_value import Stated
from emlinh_desktop.domain.brief import Composition

_FRAME = (
    "(?:khung hình|khung|khổ hình|khổ|màn hình|màn|định dạng|tỉ lệ khung hình|tỷ lệ khung hình|tỉ lệ|tỷ lệ|tỉ số|dạng|kiểu|chiều|bản"
    "|thể loại|phiên bản|quay|xoay|format|size|aspect ratio|ratio|aspect|orientation|composition|layout|scene|style)"
)
_LINK = r"(?:\s*[:=]\s*| là | theo | thành | sang | qua | về | to | is | of | )(?:(?:video|màn hình|khung|kiểu|màn|chiều|hình|chữ nhật) )?"
_SHAPES = {
    Composition.PORTRAIT: (
        "dọc(?! (?:theo|suốt|bờ|đường|sách|báo|truyện|thơ))|đứng|thẳng đứng",
        "vertical(?:ly)?|portrait(?: mode)?|upright",
        r"9\s*[:x/]\s*16|4\s*[:x/]\s*5|3\s*[:x/]\s*4|1080\s*x\s*1920|720\s*x\s*1280",
    ),
    Composition.LANDSCAPE: (
        "nằm ngang|ngang|chữ nhật ngang",
        "horizontal(?:ly)?|landscape(?: mode)?|widescreen|wide",
        r"16\s*[:x/]\s*9|4\s*[:x/]\s*3|1920\s*x\s*1080|1280\s*x\s*720|3840\s*x\s*2160",
    ),
    Composition.SQUARE: ("vuông", "squared?", r"1\s*[:x]\s*1|1080\s*x\s*1080"),
}
_PLATFORMS = {
    Composition.PORTRAIT: r"(?:youtube |yt )?shorts|(?:youtube|yt) short|"
    r"(?:instagram |insta |ig |facebook |fb )?(?:reels?|stor(?:y|ies))|tik ?tok|tóp tóp|douyin",
    Composition.LANDSCAPE: "youtube|yt|du túp",
    Composition.SQUARE: "instagram|insta|ig",
}
_POST = (
    "(?:(?:để|nhằm|mà|còn|đặng|to|cho) )?(?:mình |em |chị |anh |tui |tôi )?(?:đăng|up|post|úp|share|chia sẻ|upload|tải|publish|đưa)(?: (?:lên"
    "|trên|vô|vào|on|to|it on))?(?: (?:kênh|trang|nền tảng|app|my))?"
)
_WHOSE = f"(?: của {ME})?"
_AIM = r"(?:for|chuẩn|phiên bản|bản|version|cho|style|kiểu|phong cách|format|dạng|hợp với|phù hợp với|kênh|dành cho)"


def _rules() -> Iterator[tuple[re.Pattern[str], Composition, bool]]:
    for shape, (vi, en, ratio) in _SHAPES.items():
        yield phrase(rf"(?:{_FRAME} ){{0,2}}{_FRAME}{_LINK}(?:{vi}|{en})(?: (?:hình|màn hình|format|mode))?"), shape, True
        yield phrase(rf"(?:in )?(?:a )?(?:{en})[ -](?:format|mode|orientation|shape|layout|aspect ratio|frame|composition)"), shape, True
        yield phrase(rf"(?:{_FRAME}{_LINK}){{1,2}}(?:{ratio})"), shape, True
        yield phrase(rf"(?:{ratio})(?! sáng| tối| chiều| trưa)"), shape, True
        yield phrase(rf"(?:hình )?(?:{vi})|{en}"), shape, False
        platform = _PLATFORMS[shape]
        yield phrase(rf"{_POST} (?:{platform}){_WHOSE}"), shape, True
        yield phrase(rf"{_AIM} (?:kênh )?(?:{platform}){_WHOSE}"), shape, True
        yield phrase(rf"{_AIM}? ?(?:video |clip )?(?:{platform})(?: (?:video|clip|format|style))?"), shape, False


_RULES = tuple(_rules())


def find_compositions(plain: str, start: int, end: int) -> Iterator[Stated]:
    """Each stated shape; a platform's name stands for the shape that platform shows best."""
    for rule, shape, firm in _RULES:
        for match in rule.finditer(plain, start, end):
            yield Stated(match.start(), match.end(), {"composition": shape}, firm)

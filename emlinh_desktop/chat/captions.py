"""Captions and music, on or off: "không phụ đề", "k sub", "with captions", "thêm nhạc nền"."""

from __future__ import annotations

from collections.abc import Iterator

from emlinh_desktop.chat.phrase import NOT, phrase
from emlinh_desktop.chat.stated_value import Stated

CAPTIONS = (
    "(?:(?:chữ |dòng )?phụ đề|phụ để|phụ dề|vietsub|engsub|subtitles?|subtiles?|subs?|captions?|caption|cc|chữ chạy(?: bên)?(?: dưới)?|dòng chữ(?: bên)? dưới"
    r"|chữ (?:ở |bên )?dưới|chữ(?= (?:đi|lên|hết)(?:\s|$))|chữ trên màn hình|on-?screen text)(?: (?:tiếng (?:việt|anh)|in (?:english|vietnamese)))?"
)
MUSIC = "(?:nhạc nền|âm nhạc|nhạc đệm|nhạc|bgm|background music|music|soundtrack|background track|background song)"
_OFF = (
    "(?:tắt|bỏ|ẩn|gỡ|xóa|loại bỏ|loại|cắt|dẹp|turn off|switch off|remove|hide|disable|drop|delete|no|without|skip|omit|minus|kill|mute|get rid of"
    "|lose|cut|stop|dừng|ngừng|ngưng)"
)
_ON = (
    "(?:bật|hiện|thêm|chèn|gắn|kèm|mở|cho hiện|hiển thị|thêm vào|lồng|ghép|chạy|có kèm|có thêm|có hiện|có|cho|với|kèm theo|show|add|enable"
    "|include|including|turn on|switch on|with|put in|put|need|display|bring back)"
)
_FILL = "(?: (?:hết|luôn|cái|phần|có|thêm|kèm|cần|giùm|dùm|giúp|hộ|mình|em|tôi|chị|anh|chút|tí|một|ít|đoạn|vào|lại|lên|the|any|some|a|all|on|đi)){0,8}"
_NOT_FILL = "(?: (?:có|cần|thêm|hiện|chạy|gắn|để|dùng|bật|chèn|kèm|phải có|lấy|xài|muốn|hiển thị|cho|mở|need|want|any|the|add|show|include)){0,8}"


_IN_A_LANGUAGE = phrase("(?:phụ đề|subs?|subtitles?|captions?) (?:tiếng (?:việt|anh)|in (?:english|vietnamese))")
"""wants captions; the spoken language stays unsaid"""


def _rules(thing: str) -> tuple[tuple[str, bool], ...]:
    return (
        (rf"(?:{NOT}|no|not?|without|don't|do not|dont){_NOT_FILL} {thing}(?: (?:gì|nào|đâu|gì hết|luôn)){{0,8}}", False),
        (rf"{_OFF}{_FILL} {thing}(?: đi| off)?", False),
        (rf"(?:turn|switch){_FILL} {thing} off|{thing}(?:\s*[:=]\s*| is | )(?:off|no|none|false|tắt|{NOT} cần|{NOT} có|{NOT})", False),
        (
            (
                rf"{_ON}{_FILL} {thing}(?: (?:lên|vào|on|nhẹ nhàng|nhẹ|vui|vui tươi|sôi động|êm dịu|êm|du dương|hào hùng|đầy đủ|rõ ràng|song ngữ"
                rf"|to rõ)){{0,3}}"
            ),
            True,
        ),
        (rf"{thing} (?:đầy đủ|rõ ràng|song ngữ|to rõ)", True),
        (rf"(?:và|and|cùng|plus|,) {thing}", True),
        (rf"(?:turn|switch){_FILL} {thing}(?: back)? on|{thing}(?:\s*[:=]\s*| is | )(?:on|yes|true|bật|có)", True),
    )


_RULES = tuple((phrase(rule), field, on) for field, thing in (("captions", CAPTIONS), ("music", MUSIC)) for rule, on in _rules(thing))


_JOINED = frozenset(phrase(rf"(?:và|and|cùng|plus|,) {thing}") for thing in (CAPTIONS, MUSIC))
"""right after another statement only: "nền văn phòng và phụ đề" states, "lồng tiếng và phụ đề" is a topic"""


def find_captions(plain: str, start: int, end: int) -> Iterator[Stated]:
    """Each statement that captions or music are wanted or not; the bare words state nothing."""
    for match in _IN_A_LANGUAGE.finditer(plain, start, end):
        yield Stated(match.start(), match.end(), {"captions": True})
    for rule, field, on in _RULES:
        for match in rule.finditer(plain, start, end):
            yield Stated(match.start(), match.end(), {field: on}, firm=rule not in _JOINED)

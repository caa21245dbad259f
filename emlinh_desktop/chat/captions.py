"""Captions and music, on or off: "không phụ đề", "k sub", "with captions", "thêm nhạc nền"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

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
_MOOD_WORDS = {
    "bright": (
        "vui tươi|vui vẻ|vui nhộn|vui|sôi động|hào hùng|rộn ràng|năng động|tươi sáng|nhộn nhịp|trẻ trung|happy|upbeat|lively|bright|cheerful|energetic|fun"
    ),
    "thoughtful": "sâu lắng|suy tư|trầm lắng|trầm|buồn|lắng đọng|nghiêm túc|thoughtful|sad|serious|reflective|melancholic|deep",
    "calm": (
        "nhẹ nhàng|nhẹ|êm dịu|êm ái|êm|du dương|thư giãn|ấm áp|dịu dàng|dịu|yên bình"
        "|calm(?:er|ing)?|soft(?:er)?|gentle|relaxing|relaxed|warm(?:er)?|peaceful|chill"
    ),
}
_MOOD = "(?:" + "|".join(_MOOD_WORDS.values()) + ")"
_MOODS = tuple((piece, phrase(words)) for piece, words in _MOOD_WORDS.items())
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
            (rf"{_ON}{_FILL}(?: {_MOOD})? {thing}(?: (?:lên|vào|on|thật|{_MOOD}|đầy đủ|rõ ràng|song ngữ|to rõ)){{0,3}}"),
            True,
        ),
        (rf"{thing} (?:đầy đủ|rõ ràng|song ngữ|to rõ)", True),
        (rf"(?:và|and|cùng|plus|,) {thing}", True),
        (rf"(?:turn|switch){_FILL} {thing}(?: back)? on|{thing}(?:\s*[:=]\s*| is | )(?:on|yes|true|bật|có)", True),
    )


_RULES = tuple((phrase(rule), field, on) for field, thing in (("captions", CAPTIONS), ("music", MUSIC)) for rule, on in _rules(thing))


_MOODY = phrase(rf"(?:nhạc nền|nhạc đệm|bgm)(?: thật)? {_MOOD}|{_MOOD} (?:background music|bgm|background track)")
"""music that lies under a voice, described: wanted, though nobody says so; of plain music ("nhạc nhẹ") a film may tell"""
_JOINED = frozenset(phrase(rf"(?:và|and|cùng|plus|,) {thing}") for thing in (CAPTIONS, MUSIC))
"""right after another statement only: "nền văn phòng và phụ đề" states, "lồng tiếng và phụ đề" is a topic"""


def find_captions(plain: str, start: int, end: int) -> Iterator[Stated]:
    """Each statement that captions or music are wanted or not; the bare words state nothing."""
    for match in _IN_A_LANGUAGE.finditer(plain, start, end):
        yield Stated(match.start(), match.end(), {"captions": True})
    for match in _MOODY.finditer(plain, start, end):
        yield Stated(match.start(), match.end(), {"music": True, "music_mood": music_mood(match[0])}, firm=False)
    for rule, field, on in _RULES:
        for match in rule.finditer(plain, start, end):
            fields: dict[str, Any] = {field: on}
            mood = music_mood(match[0]) if field == "music" and on else None
            if mood is not None:
                fields["music_mood"] = mood
            yield Stated(match.start(), match.end(), fields, firm=rule not in _JOINED)


def music_mood(words: str) -> str | None:
    """The piece of music that words about music describe ("nhạc nền nhẹ nhàng": calm), or None."""
    return next((piece for piece, rule in _MOODS if rule.search(words)), None)

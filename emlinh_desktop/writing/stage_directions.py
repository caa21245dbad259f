"""What in a script is meant for the film crew, not for the listener.

A direction is taken out only when it is recognisable: it stands in brackets, begins with a word of the trade (scene, music,
picture, camera …) and stands apart from the sentence. Brackets with ordinary words are speech: "(tiếng Anh: cat)", "(nhạc cụ dân tộc)".
"""

from __future__ import annotations

import re

_TIME = r"\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?"
_TIMECODE = re.compile(rf"{_TIME}(?:\s*(?:-|–|—|→|-->|đến|to)\s*{_TIME})?|\d+\s*(?:-|–|—)\s*\d+\s*(?:s|giây|seconds?)", re.IGNORECASE)
_STARTING_TIMECODE = re.compile(rf"^\s*0{{1,2}}?:\d{{2}}\s*(?:-|–|—|→)\s*{_TIME}\s*[:|]?\s*")  # "0:05 - 0:10": an hour of day never starts at 0 in speech

_ALWAYS = (
    r"cảnh(?: quay| mở đầu| kết)?(?: \d+| [ivx]+)?|cut to|cắt cảnh|chuyển cảnh|fade (?:in|out)|hình ảnh|hình minh họa|hình minh hoạ|âm nhạc|âm thanh"
    r"|nhạc nền|nhạc hiệu|nhạc dạo|máy quay|góc máy|cận cảnh|toàn cảnh|phụ đề|chữ hiện|chữ trên màn hình|màn hình|hiệu ứng(?: âm thanh| hình ảnh)?"
    r"|scene(?: \d+)?|shot(?: \d+)?|int\.|ext\.|camera|close-?up|wide shot|visuals?|on[- ]screen(?: text)?|text on screen|b-?roll|sfx|bgm"
    r"|sound effects?|background music|voice-?over|v\.?o\.?|transition|graphics?|animation|stage directions?|lower third"
)
_ALWAYS_START = re.compile(rf"(?:về )?(?:{_ALWAYS})(?![\w])", re.IGNORECASE)
_MUSIC = re.compile(
    r"(?:tiếng )?(?:nhạc|đàn|trống) (?:nền|nổi|vang|dạo|nhỏ|to|lớn|dần|kết|hết|dừng|tắt|vui|buồn|nhẹ|sôi|du dương|bắt đầu|chuyển|lên|xuống)"
    r"|tiếng (?:vỗ tay|cười|chuông|gió|mưa|sóng|chim|bước chân|còi|động cơ|gõ cửa|sấm|reo)"
    r"|(?:soft |upbeat |gentle |cheerful |dramatic |happy |sad )?music(?: (?:fades?|plays?|starts?|stops?|swells?|begins?|ends?|rises?|in|out|up|down))?"
    r"|(?:sound|sounds) of|applause|laughter",
    re.IGNORECASE,
)
_GESTURE = re.compile(
    r"(?:mỉm )?cười(?: lớn| nhẹ| tươi)?|vỗ tay|cúi chào|vẫy tay|gật đầu|lắc đầu|thở dài|tạm dừng|dừng(?: lại)?(?: \w+ giây)?|ngừng|ngưng|im lặng|nghỉ"
    r"|(?:she |he )?(?:laughs?|smiles?|sighs?|nods?|waves|pauses?|applauds?|chuckles?|clears throat)|laughing|smiling"
    r"|pause|beat|silence|applause|laughter|music",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"\*{0,3}(?<!\w)(?:\[(?P<square>[^\[\]]{1,400})\](?![\(\[])|\((?P<round>[^()]{1,400})\)|【(?P<cjk>[^【】]{1,400})】)\*{0,3}")

_SPEAKERS = (
    r"người dẫn(?: chuyện| chương trình)?|người dẫn truyện|dẫn chuyện|mc|btv|biên tập viên|phát thanh viên|lời (?:dẫn|bình|thoại|đọc|nói)|giọng đọc|em linh|"
    r"narrator|narration|host|presenter|speaker(?: \d)?|announcer|voice-?over|v\.?o\.?"
)
_SPEAKER = re.compile(rf"^\s*(?:[*_]{{1,3}})?(?:{_SPEAKERS})(?:[*_]{{1,3}})?\s*(?:\([^()]{{1,40}}\)\s*)?(?:[*_]{{1,3}})?:(?:[*_]{{1,3}})?\s*", re.IGNORECASE)
_CREW_LABEL = re.compile(rf"^\s*(?:[-*+•]\s+)?(?P<bold>[*_]{{1,3}})?(?:{_ALWAYS})(?:[*_]{{1,3}})?\s*:", re.IGNORECASE)


def is_screenplay(lines: list[str]) -> bool:
    """Whether lines are labelled with who speaks: then a line labelled for the crew is a direction, not a heading."""
    return any(_SPEAKER.match(line) for line in lines)


def is_crew_label(line: str, *, screenplay: bool) -> bool:
    """Whether the whole line is for the crew: "**Hình ảnh:** …", or without stars in a screenplay."""
    label = _CREW_LABEL.match(line)
    return label is not None and (screenplay or label.group("bold") is not None)


def without_directions(line: str, *, screenplay: bool) -> str:
    """One line without directions, leading time codes and the speaker's label."""
    if is_crew_label(line, screenplay=screenplay):
        return ""
    line = _STARTING_TIMECODE.sub("", line)
    line = _BRACKETS.sub(lambda found: _kept(found, line), line)
    return _SPEAKER.sub("", line)


def _kept(found: re.Match[str], line: str) -> str:
    """What stays of one bracket: nothing, or, of square brackets, their words; round ones stay as they are."""
    square = found.group("square") or found.group("cjk")
    inside = (square or found.group("round") or "").strip().strip("*_").strip()
    if _TIMECODE.fullmatch(inside) or _GESTURE.fullmatch(inside.rstrip(".!…")):
        return ""
    if square:
        return "" if _ALWAYS_START.match(inside) or _MUSIC.match(inside) else found.group()
    apart = _stands_apart(line[: found.start()], line[found.end() :])
    if apart and (_ALWAYS_START.match(inside) or _MUSIC.match(inside)) and (inside[0].isupper() or ":" in inside or not line[: found.start()].strip()):
        return ""
    return found.group()


def _stands_apart(before: str, after: str) -> bool:
    """At a line's start or after a finished sentence, and before a line's end or a new sentence."""
    before, after = before.rstrip(" *_"), after.lstrip(" *_.")
    starts = not before or before[-1] in '.!?…:”"»)]>-•'
    ends = not after or after[0].isupper() or after[0] in '“"([-«0123456789'
    return starts and ends

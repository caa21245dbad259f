"""A message that brings its own script: "theo kịch bản sau: …", "Here is my script: …"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from emlinh_desktop.chat.phrase import expanded
from emlinh_desktop.chat.quoted import Quoted

_NAME = (
    "(?:kịch bản|lời thoại|lời đọc|lời bình|bài đọc|bài nói|bài viết|bài phát biểu|đoạn văn|đoạn|văn bản|nội dung đọc|lời dẫn|script|transcript"
    "|text|words|narration|voiceover|speech|paragraph|passage)"
)
_WHOSE = r"(?: (?:của (?:mình|tôi|em|tui|anh|chị|tớ|video|phim|bài)|video|phim|chi tiết|đầy đủ|nguyên văn|có sẵn|riêng|cho video)){0,8}"
_HERE = r"(?: (?:sau đây|dưới đây|bên dưới|ở dưới|như sau|sau|này|là|đây|nè|below|here|exactly|word for word|verbatim|is|as is|nhé|nha|giúp mình|ạ)){0,8}"
_USE = (
    "(?:đây là|dưới đây là|sau đây là|này là|theo|với|dùng|sử dụng|lấy|có|có sẵn|kèm|dựa trên|dựa theo|dựa vào|từ|bằng|đọc|nói"
    "|đọc nguyên văn|dùng nguyên văn|giữ nguyên|nguyên văn|dùng đúng|đọc đúng|"
    r"here is|here's|heres|this is|using|use|with|from|read|based on|follow|following|say|have her read|make her say)"
)
_HEAD = re.compile(
    r"(?<!\w)(?:"
    + expanded(
        rf"{_USE} (?:(?:my|the|this|following|nguyên văn|đúng|y nguyên|cái|một|exact|own) ){{0,8}}{_NAME}{_WHOSE}{_HERE}(?:,? (?:để|làm|tạo|dựng"
        rf"|for|to make|to create|please|make|create|in|as)(?= )[^\n:\"“]{{0,120}})?\s*[:：]"
        "|(?:đọc|nói|dùng|giữ|lấy)(?: (?:đúng|y))? nguyên văn(?: (?:đoạn|câu|bài|lời|text|phần|văn bản))?(?: (?:sau|này|dưới đây"
        r"|sau đây)){0,8}[^\n:\"“]{0,120}\s*[:：]"
        r"|(?:theo|với|có|dùng|lấy) nội dung (?:sau đây|sau|dưới đây|bên dưới|như sau|này)\s*[:：]"
        r"|(?:read|say)(?: exactly)?(?: (?:this|the following|these words))(?: (?:text|words|lines?))?[^\n:\"“]{0,80}\s*[:：]"
    )
    + r")\s*",
)
_LABEL = re.compile(r"(?:^|\n|[.,;!?]\s)\s*" + expanded(rf"(?:{_NAME}{_WHOSE}{_HERE})") + r"\s*[:：]\s*")
_LABEL_NAMES = re.compile(expanded(r"(?:kịch bản|lời thoại|lời đọc|lời bình|nội dung đọc|lời dẫn|script|transcript|voiceover)"))
_HEAD_CHARACTERS = 1_500
_SHORTEST = 12


@dataclass(frozen=True, slots=True)
class GivenScript:
    """`start:end` are the script's own words, `intro` the span that announces them, `tail` what follows the script."""

    intro: tuple[int, int]
    start: int
    end: int
    tail: tuple[int, int]


def find_given_script(plain: str, quotes: list[Quoted]) -> GivenScript | None:
    """The script in the message. Quotes right after the introduction hold it all; else it goes on to the end.

    The introduction must stand near the message's start, outside quotes.
    """
    head = plain[:_HEAD_CHARACTERS]
    match = _first_outside(_HEAD, head, quotes) or _label(head, quotes)
    if match is None:
        return None
    start = match.end()
    quote = next((q for q in quotes if q.start == start), None)
    if quote is not None:
        return GivenScript(match.span(), quote.inner_start, quote.inner_end, (quote.end, len(plain)))
    if len(plain[start:].strip()) < _SHORTEST or not any(c.isalpha() for c in plain[start : start + 200]):
        return None
    return GivenScript(match.span(), start, len(plain), (len(plain), len(plain)))


def _first_outside(rule: re.Pattern[str], text: str, quotes: list[Quoted]) -> re.Match[str] | None:
    return next((m for m in rule.finditer(text) if not any(q.start <= m.start() < q.end for q in quotes)), None)


def _label(head: str, quotes: list[Quoted]) -> re.Match[str] | None:
    match = _first_outside(_LABEL, head, quotes)
    return match if match and _LABEL_NAMES.search(match[0]) else None

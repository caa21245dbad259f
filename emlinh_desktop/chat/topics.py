"""What the film is about: the user's own words, without the phrases that state something else and without courtesy."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from emlinh_desktop.chat.compounds import COMPOUND_AT_END
from emlinh_desktop.chat.courtesy import EDGE, FOR_ME, PARTICLE, THANKS, WINDOW, cut_connectors, cut_courtesy, is_symbol, trimmed
from emlinh_desktop.chat.durations import has_length_word
from emlinh_desktop.chat.message_text import HIDDEN
from emlinh_desktop.chat.phrase import NOT, expanded, marked, phrase, phrase_at_end
from emlinh_desktop.chat.request_words import ANY_TOPIC, FILLER
from emlinh_desktop.chat.sentences import split_segments
from emlinh_desktop.chat.stated import find_stated, without_stated
from emlinh_desktop.chat.stated_value import Stated
from emlinh_desktop.domain.timebase import MAX_DURATION_S

_LABEL = phrase(rf"(?:{marked('là')}|{marked('về')}|:|nói về|việc là|chủ đề là|chủ đề|đề tài|the topic of|topic)(?=\s*[:\s\ufffc])")
_LEADING = re.compile(rf"[\s:,.\-–=!…]*(?:{_LABEL.pattern})?[\s:,\-–=]*")
_WANTS_MORE = phrase_at_end(
    rf"(?:phải|nên|cần|hãy|quy tắc|nguyên tắc|luật|thử thách|phương pháp|kỹ thuật|bài tập|trong|sau|trước|{marked('mỗi')}|{marked('hơn')}|dưới"
    rf"|{marked('mọi')}|từng|những|các|một|của|về|cách"
    rf"|luyện|dạy|chọn|{marked('tìm')}|plank|khoảnh khắc|kinh nghiệm|"
    rf"hướng dẫn|mẹo|{marked('lỗi')}|nghề|{marked('là')}|{marked('như')}|giữa|và|hoặc|hay|với|thế hệ|thập niên|iphone|samsung|galaxy|{marked('số')}"
    rf"|{marked('thứ')}|lúc|khoảng|vòng|chỉ|yêu|thích"
    rf"|khám phá|tìm hiểu|lịch sử|văn hóa|bí quyết|kỹ năng|hát|chỉnh|sửa|thêm|tạo|làm|in|the|of|to|a|an|every|within|under|per|than"
    rf"|s|from|at|first|last|rule|for|and|or|on|how to|your|my|his|her)"
)
_OF_THINGS = phrase_at_end(
    "(?:khám phá|tìm hiểu|lịch sử|văn hóa|bí quyết|kỹ năng|kinh nghiệm|hướng dẫn|mẹo|nghề|cách|yêu|thích|hát|chỉnh|sửa|thêm|tạo|làm|chọn|tìm)"
)
"""of these no length is a part: "lịch sử 45 giây" is a film of 45 seconds"""
_A_HABIT = phrase_at_end("(?:ngày|tuần|lần|học|tập|chạy bộ|đi bộ|chạy|thiền|ngủ|ngủ trưa|nghỉ|nghỉ trưa|nói|viết|đọc sách)")
"""what people do for some minutes: "chạy bộ 30 phút" is a topic, "chạy bộ 30 giây" a film's length"""
_IN_HOURS = re.compile(expanded(r"tiếng|giờ|hour|\d\s*h(?!\w)"))
_IN_MINUTES = re.compile(expanded(r"\d\s*(?:p|ph|m)(?!\w)|phút|min"))
_TO_POST = phrase("(?:để|nhằm|mà|còn|đặng|to) .+")
_TONGUE_TOPIC = phrase(
    "(?:viết|học|giao tiếp|nói|hát|dịch|phỏng vấn|thuyết trình|giới thiệu bản thân|thi|đọc|luyện|speak|speaking|write|writing|learn|learning|say|sing)"
)
_ABOUT_PLATFORMS = phrase(
    "cách|làm|quay|xây|marketing|quảng cáo|kiếm tiền|kinh doanh|bán hàng|content|nội dung|thuật toán|hướng dẫn|kinh nghiệm|thời điểm|giờ|how to"
    "|viral|grow|growing|algorithm|ads|content"
)
_NAMES_PLATFORM = phrase(r"(?!(?:để|mà|nhằm|to) )(?:.{0,30} )?(?:tik ?tok|youtube|yt|instagram|insta|ig|reels?|shorts?)")
_REFUSES = phrase(rf"(?:{NOT}|no|without|tắt|bỏ)")
_SAID_LENGTH = phrase("(?:có )?(?:thời lượng|độ dài|kéo dài|dài|duration|length|lasting|that lasts?)")
_MOVES = phrase_at_end("(?:bò|đi|chạy|theo|cắt|xẻ|nằm|nhìn|bơi|leo|kẻ|hàng|sọc|trục|chiều)")
_WITHOUT = phrase("without")
_LIMIT = phrase("(?:dưới|hơn|gần|trong|under|within|up to)")
_SHORT_FILM_S = 15
_OPENS_ASIDE = phrase(
    rf"\s*(?:{THANKS}|{FOR_ME}|{PARTICLE}|nhớ|đừng quên|làm ơn|please|pls|mình (?:cần|đang|muốn|sẽ|định|để)|em (?:làm|nhớ|cho)|bạn (?:làm"
    "|nhớ|cho)|tôi (?:cần|đang|muốn)|chị (?:cần|đang|muốn)|anh (?:cần|đang|muốn)|cần gấp|càng|sao cho|miễn sao|i (?:need|want|will|am)|i'm"
    "|it's for|make sure)"
)
_UNSUPPORTED = phrase(
    r"\s*(?:(?:với|có|dùng|thêm|và|with|use|using|a) )?(?:nền|phông|giọng|phụ đề|nhạc|âm nhạc|font|chất lượng|độ phân giải|full hd|4k|background"
    r"|voice|captions|subtitles|music|định dạng|khổ|khung|tốc độ|thời lượng|ngôn ngữ|duration|length|style|phong cách|resolution|quality)(?=\W)"
)


@dataclass(frozen=True, slots=True)
class Topic:
    """`span` is None where nothing is left to speak about."""

    span: tuple[int, int] | None
    stated: tuple[Stated, ...]


def read_topic(plain: str, start: int, end: int, known: dict[str, Any], *, thanked: bool = True) -> Topic:
    """Read the stretch after "về". `known` are fields stated before it: a second length belongs to the topic.

    `thanked` False keeps "cho mình" at the end (the wish named its receiver already).
    """
    leading = _LEADING.match(plain, start, end)
    start = leading.end() if leading else start
    stop, stated = _cut_segments(plain, start, end)
    stop, trailing = _cut_tail(plain, start, stop, known, thanked=thanked)
    stated = [*trailing, *stated]
    start, stop = _bare(plain, start, stop)
    if start >= stop or not any(c.isalnum() or c == HIDDEN for c in plain[start:stop]) or ANY_TOPIC.fullmatch(plain, start, stop):
        return Topic(None, tuple(stated))
    return Topic((start, stop), tuple(stated))


def is_only_stated(plain: str, start: int, end: int, stated: list[Stated]) -> bool:
    """Whether nothing but statements and small words stands in the stretch."""
    inside = [s for s in stated if s.start >= start and s.end <= end]
    return bool(inside) and not leftover(plain, start, end, inside)


def leftover(plain: str, start: int, end: int, stated: list[Stated]) -> list[str]:
    """The words of a stretch that are neither stated nor known small words of a request."""
    rest = FILLER.sub(" ", without_stated(plain, stated, start, end))
    return re.findall(rf"\w+|{HIDDEN}+", rest)


def _cut_segments(plain: str, start: int, end: int) -> tuple[int, list[Stated]]:
    """Where the topic's own commas end, and what the segments after it state."""
    segments = _unbroken(split_segments(plain, start, end), find_stated(plain, start, end))
    stop, stated = end, list[Stated]()
    for index, (a, b) in enumerate(segments):
        if index == 0:
            continue
        found = find_stated(plain, a, b)
        aside = is_only_stated(plain, a, b, found) or _OPENS_ASIDE.match(plain, a, b) or (_UNSUPPORTED.match(plain, a, b) and b - a < 60)
        opened = bool(found) and found[0].firm and not plain[a : found[0].start].strip() and len(leftover(plain, a, b, found)) <= 4
        leads_in = index + 1 < len(segments) and not leftover(plain, a, b, []) and _only_stated_in(plain, *segments[index + 1])
        if aside or opened or leads_in:
            stop = min(stop, a)
        if stop < end:
            stated += found
    if stop < end:
        before = [b for a, b in segments if b <= stop]
        stop = before[-1] if before else start
    return stop, stated


def _only_stated_in(plain: str, start: int, end: int) -> bool:
    return is_only_stated(plain, start, end, find_stated(plain, start, end))


def _unbroken(segments: list[tuple[int, int]], stated: list[Stated]) -> list[tuple[int, int]]:
    """The segments, those joined again that share one statement ("độ dài: 100 giây")."""
    joined: list[tuple[int, int]] = []
    for a, b in segments:
        if joined and any(s.start < joined[-1][1] and s.end > a for s in stated):
            joined[-1] = (joined[-1][0], b)
        else:
            joined.append((a, b))
    return joined


def _cut_tail(plain: str, start: int, stop: int, known: dict[str, Any], *, thanked: bool) -> tuple[int, list[Stated]]:
    """Take statements and courtesy off the end, one by one."""
    stated: list[Stated] = []
    found = find_stated(plain, start, stop)
    while True:
        cut = cut_courtesy(plain, start, stop, thanked=thanked)
        last = found[-1] if found and found[-1].end >= trimmed(plain, start, cut) else None
        if last is None or not _ends_topic(plain, start, last, known, found, taken=bool(stated)):
            return cut, stated
        stated.insert(0, last)
        found.pop()
        stop = cut_connectors(plain, start, last.start)


def _ends_topic(plain: str, start: int, last: Stated, known: dict[str, Any], found: list[Stated], *, taken: bool) -> bool:
    """Whether the statement at the end is about the film, not a part of what the film is about. `taken`: another right after it was."""
    before = trimmed(plain, start, last.start)
    bare = cut_connectors(plain, start, last.start)
    if bare > start and _TO_POST.fullmatch(plain, last.start, last.end):
        return True
    follows = any(s.end == before for s in found)
    named = "duration_s" not in last.fields or has_length_word(plain, last)
    told_of_film = taken and "composition" in last.fields and not _MOVES.search(plain, start, before)
    of_the_topic = ("language" in last.fields and _TONGUE_TOPIC.search(plain, start, last.start)) or (
        "music" in last.fields and _WITHOUT.match(plain, last.start) and not follows
    )
    if of_the_topic or bare <= start or not (last.firm or follows or told_of_film) or (not named and "duration_s" in known):
        return False
    refuses = "captions" in last.fields or "music" in last.fields
    if follows or (refuses and _REFUSES.match(plain, last.start)) or ("duration_s" in last.fields and _SAID_LENGTH.match(plain, last.start)):
        return True
    if _is_told_of(plain, start, last, found, named=named):
        return False
    linked = bare < before
    return (linked and named) or not _goes_on(plain, max(start, before - WINDOW), before, last)


def _goes_on(plain: str, start: int, end: int, last: Stated) -> bool:
    """Whether the words before a statement want it to finish them: "quy tắc" 5 giây, "chạy bộ" 30 phút."""
    habit = "duration_s" in last.fields and _A_HABIT.search(plain, start, end) is not None
    if habit and _IN_HOURS.search(plain, last.start, last.end):
        return True
    if COMPOUND_AT_END.search(plain, start, end) or _TO_POST.fullmatch(plain, last.start, last.end):
        return False
    if "duration_s" in last.fields and not habit and _OF_THINGS.search(plain, start, end):
        return False
    return (habit and _IN_MINUTES.search(plain, last.start, last.end) is not None) or _WANTS_MORE.search(plain, start, end) is not None


def _is_told_of(plain: str, start: int, last: Stated, found: list[Stated], *, named: bool) -> bool:
    """Whether the topic itself speaks of such things: of two shapes, of a platform's ways, of a record time."""
    others = [s for s in found if s is not last and s.fields.keys() == last.fields.keys() and s.fields.get("duration_s", 0) <= MAX_DURATION_S]
    if others and not (named and "duration_s" in last.fields):
        return True
    if _ABOUT_PLATFORMS.search(plain, start, last.start) and _NAMES_PLATFORM.match(plain, last.start, last.end):
        return True
    return "duration_s" in last.fields and bool(_LIMIT.match(plain, last.start)) and last.fields["duration_s"] < _SHORT_FILM_S


def _bare(plain: str, start: int, stop: int) -> tuple[int, int]:
    stop = trimmed(plain, start, stop)
    while start < stop and (plain[start] in EDGE or is_symbol(plain[start])):
        start += 1
    return start, stop

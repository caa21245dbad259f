"""What the film is about: the user's own words, without the phrases that state something else and without courtesy."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from emlinh_desktop.chat.compounds import COMPOUND_AT_END
from emlinh_desktop.chat.durations import has_length_word
from emlinh_desktop.chat.message_text import HIDDEN, is_soft, unmarked_word
from emlinh_desktop.chat.phrase import ME, NOT, YOU, expanded, marked, phrase, phrase_at_end
from emlinh_desktop.chat.request_words import ANY_TOPIC, FILLER
from emlinh_desktop.chat.sentences import split_segments
from emlinh_desktop.chat.stated import find_stated, without_stated
from emlinh_desktop.chat.stated_value import Stated
from emlinh_desktop.domain.timebase import MAX_DURATION_S

_WINDOW = 80  # a courtesy is shorter; keeps the search at a topic's end constant in time

_LABEL = phrase(rf"(?:{marked('là')}|{marked('về')}|:|nói về|việc là|chủ đề là|chủ đề|đề tài|the topic of|topic)(?=\s*[:\s\ufffc])")
_LEADING = re.compile(rf"[\s:,.\-–=!…]*(?:{_LABEL.pattern})?[\s:,\-–=]*")
_PARTICLE = (
    "(?:(?:nhé+|nhá+|nha+|nhó|nhe+)|ik+|phát|nhen+|nhoa|nghen+|nghe|hen|hén|hé|đi+|ạ+|ah|à|ạh|với|xem nào|xem sao|coi|thôi|luôn|nè|nào|hỉ|hí|giùm|dùm"
    "|please|plz|pls|now"
    rf"|asap|gấp|được {'(?:không|ko|k|hông|hok|hem|chứ)'}|đc {'(?:không|ko|k|hông|hok|hem|chứ)'}|dc {'(?:không|ko|k|hông|hok|hem|chứ)'}|được hông"
    "|nữa|vs|cơ|nhe|na|hoi|đi mà|cho vui|{marked('chứ')}|đê+|(?:nghe|nghen|nha) (?:không|hông|hong|hem|chưa))"
)
_THANKS = (
    rf"(?:(?:xin |dạ |rất |{ME} )?(?:xin )?(?:cảm ơn|cám ơn|thank you|thanks?|thx|tks|thanks? you|many thanks|camon|cảm ơn trước)(?: (?:{YOU}|nhiều"
    "|nhìu|rất|lắm|trước|so much|a lot|very much|in advance|nha|nhé|ạ|nghen|linh)){0,8})"
)
_FOR_ME = rf"(?:(?:cho|giúp|giùm|dùm|hộ|for|với) {ME}(?: (?:với|cái|xem|coi|luôn|thôi|phát|đăng|dùng|nào|một chút|chút)){{0,8}}|(?:for me|for us|thank))"
_CALLED = (
    rf"(?:{_PARTICLE} (?:{YOU}|cô|{marked('chú')}|{marked('dì')}|{marked('cậu')}|ông|bà|pà|bồ|mậy|mầy|bây|tụi bây|mn|mng|mọi người|ní|shop|sốp|mod"
    rf"|page|bro|sis|fen|bé|babe|baby|nàng|nghen|em ơi|bạn ơi|cưng ơi|mấy bạn|em yêu|ad ơi)|(?:{YOU}) (?:ơi|êi|ei|ui)|{YOU} (?:nhé+|nhá+|nha+"
    "|nhe+)|em linh(?= ơi))"
)
_TAIL = phrase_at_end(rf"(?:{_CALLED}|{_THANKS}|{_FOR_ME}|{_PARTICLE})")
_CONNECTOR = phrase_at_end(
    "(?:với|bằng|dùng|sử dụng|và|kèm|kèm theo|cùng|có|theo|lấy|chọn|để|làm|with|using|and|in|a|an|the|by|use|plus|as|trong|ở|thôi|cho|set to"
    "|nhớ|của|nói|nhưng|at|for|to|mà|having|trên|on|against|do)"
)
_SOFT_CONNECTORS = frozenset({"co", "lam", "ma", "to", "o", "noi", "cua", "lay", "dung", "chon", "nho", "thoi", "do", "in", "an", "a", "as"})
"""without marks rather a word of the topic (đèn dầu mỡ, rau má, Hà Nội)"""
_KEPT_BEFORE_FOR = phrase_at_end("(?:gửi|tặng|dành|viết|quà|làm|nói|bán|đồ|mua|thư|of|gift|gifts|good|best|perfect)")
_GIVEN = phrase_at_end("(?:gửi|tặng|dành|quà|thư|gift|gifts|good|best|perfect)")
_KEPT_BEFORE_GO = phrase_at_end(
    "(?:nên|cần|phải|muốn|đừng|chuyến|nơi|dễ|khó|hay|đường|lối|bước|ra|rời|mất|quên|để|đáng|cùng|không|chưa|thích|người|vừa|mà|được|lễ|ước)"
)
_KEPT_BEFORE_LOOK = phrase_at_end("(?:sách|phim|bài|nhạc|tiếng|đáng|nên|để|dễ|khó|hay|thích|người|cần|phải|đừng)")
_HOUSE_FRIEND = phrase(rf"(?:nha {YOU}|với ạ)$")
_SOFT_CALL = phrase(rf"(?:bác|cháu|cậu|mày|linh|cô|con|bot|cưng|chú|dì|ông|bà) {_PARTICLE}$")
"""without marks rather the end of "xe may", "dia cau", "nguoi linh" than a person called"""
_MARKS_TELL = frozenset({"co", "na", "hi", "hen", "he", "gap", "de", "phat", "nao", "ah", "a", "hoi", "hem"})
"""without marks these are more often a word of the topic (Lăng Cô, Đức Phật, dê) than a particle"""
_I_WENT = phrase_at_end(rf"(?:đường|nơi|chuyến|chốn|miền) {ME}")
_SOFT_NOUN = phrase("(?:ngôi|căn|mua|thuê|xây|sửa|dọn|trang trí|việc|chủ|con|đàn|ngà|học|làm|làng|thú|về|cái|tại|ở|trong|đồng|cầu) (?:nhà|voi|nghề|hồ|hộ)$")
"""in a message without marks "nha" may be the house, "nghe" the trade"""
_SURELY_ME = phrase("(?:cho|giúp|giùm|dùm|hộ|for) (?:tôi|tui|tớ|mình|mk|me|us)")
_FOR_SOMEONE = phrase("cho|for")
_FIRST_WORD = re.compile(r"\w+")
_GO = phrase("(?:đi|với|cái)$")
_WITH = phrase("với(?= (?!ạ))")
_KEPT_BEFORE_WITH = phrase_at_end("(?:bạn|chơi|chuyện|cùng|sống|giao tiếp|ở|đối|đối xử|chung|thân|nói|quan hệ|tâm sự|học|kết nối|gắn bó|ứng xử|du lịch)")
_LOOK = phrase("(?:coi|nghe|xem)$")
_KEPT_HOUSE = phrase_at_end("(?:căn|ủng|bảo|chung|nông|phù|giám|trợ|chủ|hỗ|còn|lời|thư|biết|thiệp|câu|chữ|ngày|tiếng|việc|cách|a|the|say|of)")
_HOUSE = phrase("(?:hộ|giúp|nữa|cảm ơn|cám ơn|thanks?|thank you)$")
_KEPT = ((_GO, _KEPT_BEFORE_GO), (_GO, _I_WENT), (_LOOK, _KEPT_BEFORE_LOOK), (_WITH, _KEPT_BEFORE_WITH), (_HOUSE, _KEPT_HOUSE))
"""a courtesy's word, and what stands before it where it is none"""
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
    rf"\s*(?:{_THANKS}|{_FOR_ME}|{_PARTICLE}|nhớ|đừng quên|làm ơn|please|pls|mình (?:cần|đang|muốn|sẽ|định|để)|em (?:làm|nhớ|cho)|bạn (?:làm"
    "|nhớ|cho)|tôi (?:cần|đang|muốn)|chị (?:cần|đang|muốn)|anh (?:cần|đang|muốn)|cần gấp|càng|sao cho|miễn sao|i (?:need|want|will|am)|i'm"
    "|it's for|make sure)"
)
_UNSUPPORTED = phrase(
    r"\s*(?:(?:với|có|dùng|thêm|và|with|use|using|a) )?(?:nền|phông|giọng|phụ đề|nhạc|âm nhạc|font|chất lượng|độ phân giải|full hd|4k|background"
    r"|voice|captions|subtitles|music|định dạng|khổ|khung|tốc độ|thời lượng|ngôn ngữ|duration|length|style|phong cách|resolution|quality)(?=\W)"
)
_EDGE = " \t\n\r.!…,;:~-–?/\\|=*•[]{}"


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
        cut = _cut_courtesy(plain, start, stop, thanked=thanked)
        last = found[-1] if found and found[-1].end >= _trimmed(plain, start, cut) else None
        if last is None or not _ends_topic(plain, start, last, known, found, taken=bool(stated)):
            return cut, stated
        stated.insert(0, last)
        found.pop()
        stop = _cut_connectors(plain, start, last.start)


def _ends_topic(plain: str, start: int, last: Stated, known: dict[str, Any], found: list[Stated], *, taken: bool) -> bool:
    """Whether the statement at the end is about the film, not a part of what the film is about. `taken`: another right after it was."""
    before = _trimmed(plain, start, last.start)
    bare = _cut_connectors(plain, start, last.start)
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
    return (linked and named) or not _goes_on(plain, max(start, before - _WINDOW), before, last)


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


def _cut_courtesy(plain: str, start: int, stop: int, *, thanked: bool) -> int:
    while True:
        stop = _trimmed(plain, start, stop)
        place = max(start, stop - _WINDOW)
        match = _TAIL.search(plain, place, stop)
        while match is not None and _belongs(plain, start, match, thanked=thanked):
            match = _TAIL.search(plain, match.start() + 1, stop)
        if match is None:
            return stop
        stop = match.start()


def _belongs(plain: str, start: int, match: re.Match[str], *, thanked: bool) -> bool:
    """Whether what looks like courtesy is a word of the topic: "những nơi nên đi", "căn hộ", "lời cảm ơn"."""
    before = _trimmed(plain, start, match.start())
    window = max(start, before - _WINDOW)
    soft_word = is_soft(match[0]) and (_SOFT_CALL.match(match[0]) or unmarked_word(match[0]) in _MARKS_TELL)
    if soft_word or (not _HOUSE_FRIEND.match(match[0]) and _ends_in_a_compound(plain, window, match.start())):
        return True
    if before <= start and match.start() <= start:
        return not _PURE_COURTESY.fullmatch(plain, match.start(), match.end())
    if _SOFT_NOUN.search(plain, window, match.end()) or any(word.match(match[0]) and kept.search(plain, window, before) for word, kept in _KEPT):
        return True
    if not _FOR_SOMEONE.match(match[0]):
        return False
    me = _SURELY_ME.match(match[0])
    return (not thanked and not me) or (_GIVEN if me else _KEPT_BEFORE_FOR).search(plain, window, before) is not None


def _ends_in_a_compound(plain: str, start: int, word: int) -> bool:
    """Whether the word that starts at `word` is the second half of a compound."""
    end = _FIRST_WORD.match(plain, word)
    return end is not None and COMPOUND_AT_END.search(plain, start, end.end()) is not None


_PURE_COURTESY = phrase(rf"(?:{_CALLED}|{_THANKS}|(?:nhé+|nhá+|nha+|nhe+)|đi+|ạ+|coi|nghen|với|thôi|please|now|luôn|được không|đc ko)")


def _cut_connectors(plain: str, start: int, stop: int) -> int:
    while True:
        stop = _trimmed(plain, start, stop)
        match = _CONNECTOR.search(plain, max(start, stop - _WINDOW), stop)
        if match is None or COMPOUND_AT_END.search(plain, max(start, stop - _WINDOW), stop):
            return stop
        if is_soft(match[0]) and unmarked_word(match[0]) in _SOFT_CONNECTORS:
            return stop
        stop = match.start()


def _trimmed(plain: str, start: int, stop: int) -> int:
    while stop > start and (plain[stop - 1] in _EDGE or _is_symbol(plain[stop - 1])):
        stop -= 1
    return stop


def _bare(plain: str, start: int, stop: int) -> tuple[int, int]:
    stop = _trimmed(plain, start, stop)
    while start < stop and (plain[start] in _EDGE or _is_symbol(plain[start])):
        start += 1
    return start, stop


def _is_symbol(char: str) -> bool:
    """An emoji or a variation mark: decoration at a topic's edge."""
    return ord(char) > 0x2190 and not char.isalnum() and char != HIDDEN and not "\u3000" <= char <= "\u303f"

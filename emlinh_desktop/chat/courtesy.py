"""What stands around a topic out of courtesy: particles, thanks, names called, joining words."""

from __future__ import annotations

import re

from emlinh_desktop.chat.compounds import COMPOUND_AT_END
from emlinh_desktop.chat.message_text import HIDDEN, is_soft, unmarked_word
from emlinh_desktop.chat.phrase import ME, YOU, marked, phrase, phrase_at_end

WINDOW = 80  # a courtesy is shorter; keeps the search at a topic's end constant in time
PARTICLE = (
    "(?:(?:nhé+|nhá+|nha+|nhó|nhe+)|ik+|phát|nhen+|nhoa|nghen+|nghe|hen|hén|hé|đi+|ạ+|ah|à|ạh|với|xem nào|xem sao|coi|thôi|luôn|nè|nào|hỉ|hí|giùm|dùm"
    "|please|plz|pls|now"
    rf"|asap|gấp|được {'(?:không|ko|k|hông|hok|hem|chứ)'}|đc {'(?:không|ko|k|hông|hok|hem|chứ)'}|dc {'(?:không|ko|k|hông|hok|hem|chứ)'}|được hông"
    "|nữa|vs|cơ|nhe|na|hoi|đi mà|cho vui|{marked('chứ')}|đê+|(?:nghe|nghen|nha) (?:không|hông|hong|hem|chưa))"
)
THANKS = (
    rf"(?:(?:xin |dạ |rất |{ME} )?(?:xin )?(?:cảm ơn|cám ơn|thank you|thanks?|thx|tks|thanks? you|many thanks|camon|cảm ơn trước)(?: (?:{YOU}|nhiều"
    "|nhìu|rất|lắm|trước|so much|a lot|very much|in advance|nha|nhé|ạ|nghen|linh)){0,8})"
)
FOR_ME = rf"(?:(?:cho|giúp|giùm|dùm|hộ|for|với) {ME}(?: (?:với|cái|xem|coi|luôn|thôi|phát|đăng|dùng|nào|một chút|chút)){{0,8}}|(?:for me|for us|thank))"
_CALLED = (
    rf"(?:{PARTICLE} (?:{YOU}|cô|{marked('chú')}|{marked('dì')}|{marked('cậu')}|ông|bà|pà|bồ|mậy|mầy|bây|tụi bây|mn|mng|mọi người|ní|shop|sốp|mod"
    rf"|page|bro|sis|fen|bé|babe|baby|nàng|nghen|em ơi|bạn ơi|cưng ơi|mấy bạn|em yêu|ad ơi)|(?:{YOU}) (?:ơi|êi|ei|ui)|{YOU} (?:nhé+|nhá+|nha+"
    "|nhe+)|em linh(?= ơi))"
)
_TAIL = phrase_at_end(rf"(?:{_CALLED}|{THANKS}|{FOR_ME}|{PARTICLE})")
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
_SOFT_CALL = phrase(rf"(?:bác|cháu|cậu|mày|linh|cô|con|bot|cưng|chú|dì|ông|bà) {PARTICLE}$")
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
EDGE = " \t\n\r.!…,;:~-–?/\\|=*•[]{}"


def cut_courtesy(plain: str, start: int, stop: int, *, thanked: bool) -> int:
    while True:
        stop = trimmed(plain, start, stop)
        place = max(start, stop - WINDOW)
        match = _TAIL.search(plain, place, stop)
        while match is not None and _belongs(plain, start, match, thanked=thanked):
            match = _TAIL.search(plain, match.start() + 1, stop)
        if match is None:
            return stop
        stop = match.start()


def _belongs(plain: str, start: int, match: re.Match[str], *, thanked: bool) -> bool:
    """Whether what looks like courtesy is a word of the topic: "những nơi nên đi", "căn hộ", "lời cảm ơn"."""
    before = trimmed(plain, start, match.start())
    window = max(start, before - WINDOW)
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


_PURE_COURTESY = phrase(rf"(?:{_CALLED}|{THANKS}|(?:nhé+|nhá+|nha+|nhe+)|đi+|ạ+|coi|nghen|với|thôi|please|now|luôn|được không|đc ko)")


def cut_connectors(plain: str, start: int, stop: int) -> int:
    while True:
        stop = trimmed(plain, start, stop)
        match = _CONNECTOR.search(plain, max(start, stop - WINDOW), stop)
        if match is None or COMPOUND_AT_END.search(plain, max(start, stop - WINDOW), stop):
            return stop
        if is_soft(match[0]) and unmarked_word(match[0]) in _SOFT_CONNECTORS:
            return stop
        stop = match.start()


def trimmed(plain: str, start: int, stop: int) -> int:
    while stop > start and (plain[stop - 1] in EDGE or is_symbol(plain[stop - 1])):
        stop -= 1
    return stop


def is_symbol(char: str) -> bool:
    """An emoji or a variation mark: decoration at a topic's edge."""
    return ord(char) > 0x2190 and not char.isalnum() and char != HIDDEN and not "\u3000" <= char <= "\u303f"

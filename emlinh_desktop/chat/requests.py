"""A sentence that wishes for a film: "làm giúp mình một clip về …", "video 30s về …", "make me a video about …".

The words before the film's name and between it and the topic must all be known words of a wish (a closed
grammar): a negation, a question word, a story about yesterday or an unknown subject there makes it none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from emlinh_desktop.chat import request_words as words
from emlinh_desktop.chat.message_text import HIDDEN
from emlinh_desktop.chat.phrase import NOT, marked, phrase, phrase_at_end
from emlinh_desktop.chat.sentences import Sentence, split_segments
from emlinh_desktop.chat.stated import fields_of, find_stated, without_stated
from emlinh_desktop.chat.stated_value import Stated
from emlinh_desktop.chat.topics import is_only_stated, leftover, read_topic

_CHOOSES = re.compile(
    phrase(rf"{NOT}(?: phải)?(?: (?:là|làm|nói))?(?: về)? [^,.;\n]{{1,80}}?,? mà(?: là| phải| làm| nói){{0,8}} về").pattern
    + "|"
    + phrase(r"not(?: about| on)? [^,.;\n]{1,80}?,? but(?: rather)? (?:about|on)").pattern
)
_HYPOTHESIS = phrase(
    rf"\s*(?:giá mà|giá như|phải chi|bữa nào|ví dụ|chẳng hạn|for example|ước gì|nếu(?! (?:được|có thể|{NOT} phiền|rảnh))|giả sử|khi nào|bao giờ"
    rf"|lúc nào|hôm nào|mai mốt"
    "|if (?!possible|you)|when|whenever|someday)"
)
_REQUESTS_NOW = phrase(
    rf"^\s*(?:{words.MAKE}|hãy|giúp|nhờ|phiền|vui lòng|làm ơn|xin|please|pls|can you|could you|would you|em linh|(?:em|bạn|ad)(?: ơi)?,? (?:ơi"
    "|hãy|làm|tạo|có thể))"
)
_THEN_WHAT = phrase(rf"{marked('thì')} (?:\w+ ){{0,6}}?(?:gì|nào|sao|bao nhiêu|bao lâu|mấy|ở đâu|{NOT}|ai)(?: \w+){{0,2}}$")
_LENGTH_ASKED = phrase_at_end(r"thì .{0,24}(?:bao lâu|bao nhiêu|mấy)(?: \w+){0,2}|(?:mất|tốn) (?:bao lâu|bao nhiêu|mấy \w+)")
_ASKED_SOFTLY = phrase_at_end(rf"có (?:\w+ ){{1,3}}{NOT} (?:em|bạn|ạ|vậy|nhỉ|ta|thế|ad)")
_ABILITY = phrase(rf"(?:{words.MAKE}) (?:được|đc|dc)(?! {NOT})|biết {words.MAKE}|có {words.MAKE}")
_POSSIBLE = phrase_at_end(rf"(?:được|đc|dc) {NOT}(?: (?:em|bạn|ạ|nhỉ|vậy|ad|ta|thế)){{0,8}}")
_AUDIENCE = phrase(r"[ ,]*(?:(?:dành|để|phù hợp) )?cho(?: [^\s,.;:]+){1,6} ?|[ ,]*for(?: [^\s,.;:]+){1,5} ?")
_THAT_ONE = phrase_at_end("(?:ấy|đó|kia|nãy|vừa rồi|vừa làm|lúc nãy)")
_CHANGES = phrase(r"\s*(?:(?:em|bạn|giờ|hãy|thì|please) )?(?:đổi|chuyển|sửa|chỉnh|thay|cắt|rút|xóa|change|switch|make it)")
_COUNTED = phrase(r"\s*(?:một|1|cái|an?|another|one)")
_ASKING_WORD = phrase("bao nhiêu|bao lâu|mấy|gì|ở đâu|làm sao|thế nào|khi nào")
_ASKS_HOW = phrase_at_end("thế nào|làm sao|kiểu gì|what|how")
_PLURAL = phrase("videos|clips|films|movies")
_MAY_YOU = phrase("có thể")
_MAY_YOU_END = phrase_at_end(rf"(?:(?:được|đc|dc) )?{NOT}(?: (?:em|bạn|ạ|nhỉ|vậy|ad|ta|thế)){{0,3}}")
_ASKS_ABILITY = phrase(rf"(?:{NOT}|chứ|chưa)(?: (?:em|bạn|ạ|nhỉ|vậy|ad|ta|thế)){{0,8}}$")

_TELLS_ON = phrase("(?:là|is|are|was|takes?|costs?|lại|hơn|bớt|còn|thêm|lên|xuống|ra|đi hơn|shorter|longer|again)")


class Refused(StrEnum):
    """Why a sentence that names a film is no wish for one."""

    NEGATED = "negated"
    QUESTION = "question"
    STATEMENT = "statement"


@dataclass(frozen=True, slots=True)
class Request:
    """A wish: the topic's span (None: not told) and what else is stated.

    `marked`: the topic stood after a word like "về". Not `sure`: some word is unknown; ask before doing anything.
    """

    topic: tuple[int, int] | None
    stated: tuple[Stated, ...]
    marked: bool = True
    sure: bool = True


@dataclass(frozen=True, slots=True)
class _Parts:
    head: tuple[int, int]
    between: tuple[int, int]
    topic: tuple[int, int]
    marked: bool


def read_request(plain: str, sentence: Sentence) -> Request | Refused | None:
    """The wish in a sentence, why it is none, or None where no film is named at all."""
    plain = _CHOOSES.sub(lambda m: " " * (len(m[0]) - 3) + " về", plain[: sentence.end])
    reason: Request | Refused | None = None
    for start in _clause_starts(plain, sentence):
        parts = _parts(plain, start, sentence.end)
        if parts is None:
            continue
        if _hypothetical_before(plain, sentence.start, start):
            return Refused.STATEMENT if not sentence.asked else Refused.QUESTION
        answer = _judge(plain, parts, sentence)
        if isinstance(answer, Request) and answer.sure:
            context = _context(plain, sentence.start, start)
            return replace(answer, stated=(*answer.stated, *context))
        reason = reason or answer
    return reason


def _hypothetical_before(plain: str, start: int, end: int) -> bool:
    return any(_HYPOTHESIS.match(plain, a, b) for a, b in split_segments(plain, start, end))


def _clause_starts(plain: str, sentence: Sentence) -> list[int]:
    """Where a clause that names a film begins, first to last (at most three tries)."""
    starts: list[int] = []
    segments = split_segments(plain, sentence.start, sentence.end)
    for match in words.FILM_RULE.finditer(plain, sentence.start, sentence.end):
        for a, b in segments:
            if a <= match.start() < b and a not in starts:
                starts.append(a)
        if len(starts) == 3:
            break
    return starts


def _context(plain: str, start: int, end: int) -> list[Stated]:
    """Statements of the clauses before the wish ("Giọng nam, nền văn phòng: làm video …")."""
    stated: list[Stated] = []
    for a, b in split_segments(plain, start, end):
        found = find_stated(plain, a, b)
        if is_only_stated(plain, a, b, found):
            stated += found
    return stated


def _parts(plain: str, start: int, end: int) -> _Parts | None:
    film = words.FILM_RULE.search(plain, start, end)
    if film is None:
        return None
    after = film.end()
    for mark in words.TOPIC_RULE.finditer(plain, after, end):
        found = find_stated(plain, after, mark.start())
        rest = leftover(plain, after, mark.start(), found)
        if _AUDIENCE.fullmatch(plain[after : mark.start()]):
            return _Parts((start, film.start()), (mark.start(), mark.start()), (mark.end(), end), marked=True)
        if not rest:
            return _Parts((start, film.start()), (after, mark.start()), (mark.end(), end), marked=True)
        break
    place = _after_film(plain, after, end)
    return _Parts((start, film.start()), (after, place), (place, end), marked=False)


def _after_film(plain: str, place: int, end: int) -> int:
    """Step over what is said of the film itself ("dọc 30 giây cho mình") to where an unmarked topic starts."""
    found = {s.start: s for s in find_stated(plain, place, end)}
    while place < end:
        if plain[place].isspace() or plain[place] in ",:-–":
            place += 1
            continue
        if place in found:
            place = found[place].end
            continue
        small = words.AFTER_FILM.match(plain, place, end)
        if small is None or words.GENRE.match(plain, place, end):
            return place
        place = small.end()
    return place


def _judge(plain: str, parts: _Parts, sentence: Sentence) -> Request | Refused:
    head_stated = find_stated(plain, *parts.head)
    film_stated = find_stated(plain, parts.head[0], parts.between[1])
    head = words.POLITE.sub(lambda m: " " * len(m[0]), without_stated(plain, film_stated, *parts.head))
    between = without_stated(plain, film_stated, *parts.between)
    if parts.marked and words.ASKED_TOPIC.fullmatch(plain[slice(*parts.topic)].strip(" ,:?!.") or "-"):
        return Refused.QUESTION
    refused = _blocked(head, sentence) or _blocked(between, sentence) or _talks_of_a_film(between)
    if refused:
        return refused
    asked_for = words.MAKE_RULE.search(head) or words.WISH_RULE.search(head) or words.HELP_ME.search(head)
    unknown = leftover(plain, *parts.head, head_stated)
    thanked = words.RECEIVER.search(without_stated(plain, film_stated, parts.head[0], parts.between[1])) is None
    if not parts.marked and (_TELLS_ON.match(plain, *parts.topic) or _TELLS_ON.match(between.lstrip())):
        return Refused.STATEMENT
    if _MAY_YOU.search(plain, *parts.head):  # "có thể … không ạ": the last word belongs to the asking
        final = _MAY_YOU_END.search(plain, max(parts.topic[0], sentence.end - 40), sentence.end)
        parts = replace(parts, topic=(parts.topic[0], final.start() if final else sentence.end))
    topic = read_topic(plain, *parts.topic, fields_of(film_stated), thanked=thanked)
    if not asked_for:
        return _noun_phrase(plain, parts, sentence, Request(topic.span, (*film_stated, *topic.stated)), unknown)
    foreign = bool(unknown) and _unknown_subject(plain, parts, unknown)
    tells = bool(words.ASKED_OF_ME.search(head)) or (bool(words.FIRST_PERSON_TELLS.search(head)) and not words.WISH_RULE.search(head))
    refused = _told_or_asked(plain, parts, sentence, topic.span, head)
    if refused:
        return refused
    span = topic.span
    if span is None and unknown and not parts.marked:
        span = _named_before_film(plain, parts, unknown)
    return Request(span, (*film_stated, *topic.stated), marked=parts.marked, sure=not (foreign or tells))


def _blocked(text: str, sentence: Sentence) -> Refused | None:
    if not sentence.asked and _HYPOTHESIS.match(text.lstrip()):
        return Refused.STATEMENT
    for name, rule in words.BLOCKED.items():
        if rule.search(text):
            if name == "not":
                return Refused.NEGATED if not sentence.asked else Refused.QUESTION
            return Refused.QUESTION if name == "question" or sentence.asked else Refused.STATEMENT
    return Refused.STATEMENT if words.OTHERS.search(words.RECEIVER.sub(" ", text)) else None


def _talks_of_a_film(between: str) -> Refused | None:
    return Refused.STATEMENT if words.REFERENT.match(between.lstrip()) else None


def _unknown_subject(plain: str, parts: _Parts, unknown: list[str]) -> bool:
    """Whether a word nobody knows stands before the verb: then somebody else may be meant to act."""
    verb = words.MAKE_RULE.search(plain, *parts.head) or words.WISH_RULE.search(plain, *parts.head)
    before = plain[parts.head[0] : verb.start()] if verb else plain[slice(*parts.head)]
    return any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", before) for word in unknown)


def _told_or_asked(plain: str, parts: _Parts, sentence: Sentence, span: tuple[int, int] | None, head: str) -> Refused | None:
    """Whether words of a wish ask or tell all the same: "Làm một video mất bao lâu?", "Làm video vui ghê"."""
    a, b = parts.topic[0], sentence.end
    now = _REQUESTS_NOW.search(head) or words.HELP_ME.search(head) or words.WISH_RULE.search(head)
    if _asks(plain, parts, sentence, head) or (not parts.marked and span is None and sentence.asked and not now):
        return Refused.QUESTION
    if not parts.marked and _PLURAL.search(plain, parts.head[1], parts.between[0]) and not words.RECEIVER.search(head):
        return Refused.STATEMENT
    if words.THINKS_BETTER.search(plain, max(a, b - 40), b):
        return Refused.NEGATED
    asked_of_her = words.HELP_ME.search(head) or words.WISH_RULE.search(head) or words.RECEIVER.search(plain, max(a, b - 20), b)
    if not asked_of_her and words.TELLS_OF_MAKING.search(plain, max(a, b - 60), b):
        return Refused.STATEMENT
    speaks_of_making = not parts.marked and not words.GENRE.match(plain, a, b)
    if (speaks_of_making or not now) and words.ENDS_AS_STATEMENT.search(plain, max(a, b - 40), b):
        return Refused.STATEMENT
    return None


def _asks(plain: str, parts: _Parts, sentence: Sentence, head: str) -> bool:
    a, b = parts.topic[0], sentence.end
    if words.ASKED_TOPIC.fullmatch(plain[a:b].strip(" ,:?!.") or "-") or (sentence.asked and _THEN_WHAT.search(plain, a, b)):
        return True
    if _ABILITY.search(head) and (_ASKS_ABILITY.search(plain, max(a, b - 40), b) or sentence.asked):
        return True
    if not words.RECEIVER.search(head) and (_tail_asks(plain, parts, sentence) if parts.marked else _may_such_be_made(plain, parts, sentence)):
        return True
    if not parts.marked and not words.GENRE.match(plain, a, b) and _ASKING_WORD.search(plain, a, b):
        return True
    ending = words.ENDS_AS_QUESTION.search(plain, max(parts.between[0], b - 60), b)
    if ending and not (parts.marked and not plain[a : ending.start()].strip()):
        return True
    return sentence.asked and _ASKS_HOW.search(plain, a, b) is not None


def _may_such_be_made(plain: str, parts: _Parts, sentence: Sentence) -> bool:
    """ "Có thể làm video dài 10 phút không?", "Can you make videos …?": no topic, nobody to make it for."""
    many = _PLURAL.search(plain, parts.head[1], parts.between[0]) or _MAY_YOU.search(plain, *parts.head)
    return bool(sentence.asked and many) or _POSSIBLE.search(plain, max(parts.between[0], sentence.end - 40), sentence.end) is not None


def _tail_asks(plain: str, parts: _Parts, sentence: Sentence) -> bool:
    """Whether what follows the topic asks about making such a film; a topic may be a question itself."""
    a, b = parts.topic[0], sentence.end
    if not (sentence.asked or _LENGTH_ASKED.search(plain, max(a, b - 40), b) or _ASKED_SOFTLY.search(plain, max(a, b - 40), b)):
        return False
    start = a + len(plain[a:b]) - len(plain[a:b].lstrip(" :"))
    return words.TAIL_ASKS.search(plain, max(a, b - 60), b) is not None and words.OPENS_AS_QUESTION.match(plain, start, b) is None


def _noun_phrase(plain: str, parts: _Parts, sentence: Sentence, request: Request, unknown: list[str]) -> Request | Refused:
    """No verb: "video dài 60s về biển" asks for a film, "Video về mèo hay quá" talks about one."""
    a, b = parts.topic[0], sentence.end
    if words.ASKED_TOPIC.fullmatch(plain[a:b].strip(" ,:?!.") or "-"):
        return Refused.QUESTION
    if sentence.asked or words.ENDS_AS_QUESTION.search(plain, max(a, b - 60), b):
        return Refused.QUESTION
    if words.ENDS_AS_STATEMENT.search(plain, max(a, b - 40), b) or words.STATEMENT_INSIDE.search(plain, a, min(b, a + 200)):
        return Refused.STATEMENT
    if any(_THAT_ONE.search(plain, max(p, q - 40), q) or (p > a and _CHANGES.match(plain[p:q])) for p, q in split_segments(plain, a, b)):
        return Refused.STATEMENT
    counted = _COUNTED.match(plain[slice(*parts.head)]) is not None
    named = request.topic is not None and (parts.marked or words.GENRE.match(plain, *request.topic) is not None)
    return replace(request, sure=not unknown and (named or (counted and request.topic is None)))


def _named_before_film(plain: str, parts: _Parts, unknown: list[str]) -> tuple[int, int] | None:
    """English names the topic first: "make a short cat video"."""
    a, b = parts.head
    places = [m.span() for word in unknown for m in re.finditer(rf"(?<!\w){re.escape(word)}(?!\w)", plain[a:b])]
    places = [p for p in places if HIDDEN not in plain[a + p[0] : a + p[1]]] or places
    return (a + min(p[0] for p in places), a + max(p[1] for p in places)) if places else None

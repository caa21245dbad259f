"""What a message means: the door of this room."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from emlinh_desktop.chat.corrections import taken_back
from emlinh_desktop.chat.edits import read_edits
from emlinh_desktop.chat.given_script import GivenScript, find_given_script
from emlinh_desktop.chat.intents import Intent, ends_asking, is_cancel, is_chat_question, is_help, is_question, is_smalltalk, is_status
from emlinh_desktop.chat.meaning import Edit, Understood, WishedBrief
from emlinh_desktop.chat.message_text import HIDDEN, MessageText, message_text
from emlinh_desktop.chat.phrase import ME, NOT, YOU, phrase
from emlinh_desktop.chat.quoted import Quoted, find_quoted
from emlinh_desktop.chat.request_words import BLOCKED
from emlinh_desktop.chat.requests import Refused, Request, read_request
from emlinh_desktop.chat.sentences import Sentence, split_sentences
from emlinh_desktop.chat.stated import fields_of, find_stated
from emlinh_desktop.chat.stated_value import Stated
from emlinh_desktop.chat.topics import is_only_stated, read_topic
from emlinh_desktop.domain.brief import MAX_TOPIC_CHARACTERS
from emlinh_desktop.domain.errors import ErrorCode
from emlinh_desktop.domain.timebase import MAX_DURATION_S, MIN_DURATION_S

__all__ = ["Edit", "Intent", "Understood", "WishedBrief", "understand"]

MAX_MESSAGE_CHARACTERS = 8_000
"""a longer message is understood only if it brings its own script"""
_MAX_SCRIPT_MESSAGE_CHARACTERS = 1_000_000

_TOPIC_SENTENCE = phrase(
    r"\s*(?:và |với |mình muốn |cho mình |the |my )?(?:(?:chủ đề|đề tài|topic|subject|tựa đề|tiêu đề|title|nội dung)(?: (?:là|về|nói về|của video|video"
    r"|phim|is)){0,8}\s*[:=]?|(?:nói |làm )?về|about|it's about|it should be about)(?=\W)"
)
_POLITE_EDIT = phrase(
    rf"(?:được|đc|dc) (?:{NOT}|chứ)(?: (?:{YOU}|ạ|nha|nhé|vậy)){{0,8}}\s*$|^\s*(?:(?:hi|hey|hello|please|ok|em linh)[ ,]+){{0,8}}(?:can|could|would"
    rf"|will) (?:you|we)"
    rf"|^\s*(?:{YOU} )?(?:ơi )?(?:có thể|làm ơn)"
)
_FILMS = phrase("videos|clips|films")
_ASKS_FOR_SELF = phrase(rf"^\s*(?:can|could|may|should|do) i|^\s*(?:{ME} )?có (?:thể )?(?:đổi|thay|chỉnh|sửa|tắt|bật)")
_NOT_A_SCRIPT = phrase(
    rf"(?:đừng|{NOT} muốn|chưa|don't|do not)(?: \w+){{0,3}}? (?:làm|tạo|dựng|make|create|use)|hay {NOT}|nghĩ sao|what do you think|góp ý|nhận xét"
    "|check|sửa giúp"
)


def understand(text: str) -> Understood:
    """Understand one message, by its words alone. Pure, any thread, linear in the message's length; never raises."""
    if len(text) > _MAX_SCRIPT_MESSAGE_CHARACTERS:
        return _too_long(len(text))
    message = message_text(text)
    quotes = find_quoted(message.original)
    hidden = message.hide((q.start, q.end) for q in quotes)
    hidden = hidden.blank(taken_back(hidden.plain[:MAX_MESSAGE_CHARACTERS]))
    script = find_given_script(message.plain, quotes)
    if script is not None and not _NOT_A_SCRIPT.search(message.plain[: script.start]):
        return _with_script(message, script)
    if len(message.original) > MAX_MESSAGE_CHARACTERS:
        return _too_long(len(message.original))
    return _Reading(hidden, quotes).understood()


def _too_long(length: int) -> Understood:
    return Understood(Intent.NONE, error=ErrorCode.TOPIC_TOO_LONG, error_params={"length": length, "limit": MAX_TOPIC_CHARACTERS})


def _with_script(message: MessageText, script: GivenScript) -> Understood:
    """A film of the user's own words; only what stands outside them sets anything."""
    hidden = message.hide([(script.start, script.end)])
    stated = find_stated(hidden.plain, 0, script.start) + find_stated(hidden.plain, *script.tail)
    a, b = script.intro
    head = MessageText(message.original, hidden.plain[:a] + "\n" * (b - a))
    topic = None
    for sentence in split_sentences(head.plain):
        request = read_request(head.plain, sentence)
        if isinstance(request, Request) and request.topic:
            topic = _topic_words(head, request.topic, find_quoted(message.original[:a]))
    brief = _brief(stated, topic)
    return _checked(replace(brief, script=message.original[script.start : script.end].strip()))


def _brief(stated: list[Stated], topic: str | None) -> WishedBrief:
    fields: dict[str, Any] = fields_of(stated)
    return WishedBrief(topic=topic, **fields)


def _checked(brief: WishedBrief) -> Understood:
    """A wish, with what stands in its way: a length out of range, no topic."""
    seconds = brief.duration_s
    ask = "topic" if brief.topic is None and brief.script is None else None
    if seconds is not None and not MIN_DURATION_S <= seconds <= MAX_DURATION_S:
        return Understood(Intent.CREATE_VIDEO, brief, error=ErrorCode.DURATION_OUT_OF_RANGE, error_params=_length_params(seconds), ask=ask)
    if brief.topic is not None and len(brief.topic) > MAX_TOPIC_CHARACTERS:
        params = {"length": len(brief.topic), "limit": MAX_TOPIC_CHARACTERS}
        return Understood(Intent.CREATE_VIDEO, brief, error=ErrorCode.TOPIC_TOO_LONG, error_params=params)
    return Understood(Intent.CREATE_VIDEO, brief, ask=ask)


def _length_params(seconds: float) -> dict[str, str | int | float]:
    return {"duration": seconds, "low": MIN_DURATION_S, "high": MAX_DURATION_S}


def _topic_words(message: MessageText, span: tuple[int, int], quotes: list[Quoted]) -> str | None:
    """The user's words of a topic; quotes that hold all of it are taken off."""
    for quote in quotes:
        if (quote.start, quote.end) == span:
            span = (quote.inner_start, quote.inner_end)
    words = message.words(*span)
    return words if any(c.isalnum() for c in words) else None


class _Reading:
    """One message being read: its sentences and what each was found to be."""

    def __init__(self, message: MessageText, quotes: list[Quoted]) -> None:
        self._message = message
        self._plain = message.plain
        self._quotes = quotes
        self._sentences = split_sentences(self._plain)
        self._cancels = [is_cancel(self._plain, s) for s in self._sentences]
        self._found = [None if stop else read_request(self._plain, s) for s, stop in zip(self._sentences, self._cancels, strict=True)]

    def understood(self) -> Understood:
        wishes = [i for i, found in enumerate(self._found) if isinstance(found, Request) and found.sure]
        if wishes and not any(self._cancels[wishes[0] :]):
            return self._wish(wishes)
        if any(self._cancels):
            return Understood(Intent.CANCEL)
        if self._labelled_topic() is not None:
            return self._wish([])
        edits = self._edits()
        if edits:
            return _checked_edits(edits)
        return self._other()

    def _wish(self, wishes: list[int]) -> Understood:
        found = [request for request in self._found if isinstance(request, Request) and request.sure]
        chosen = next((request for request in found if request.topic), found[0] if found else Request(None, ()))
        stated = list(chosen.stated)
        topic = _topic_words(self._message, chosen.topic, self._quotes) if chosen.topic else None
        for index, sentence in enumerate(self._sentences):
            if index in wishes and self._found[index] is chosen:
                continue
            told = find_stated(self._plain, sentence.start, sentence.end)
            label = _TOPIC_SENTENCE.match(self._plain, sentence.start, sentence.end)
            if label and (topic is None or not chosen.marked):
                read = read_topic(self._plain, label.end(), sentence.end, fields_of(stated))
                topic = _topic_words(self._message, read.span, self._quotes) if read.span else None
                stated += read.stated
            elif (
                is_only_stated(self._plain, sentence.start, sentence.end, told)
                or (index in wishes and self._found[index] is not chosen)
                or (told and wishes and index > wishes[0] and not is_question(self._plain, sentence) and _told_of_film(sentence, told))
            ):
                stated += told
        return _checked(_brief(stated, topic))

    def _labelled_topic(self) -> Sentence | None:
        """A form filled in without a verb: "Chủ đề: …" with at least one more thing stated on a line of its own."""
        labelled = [s for s in self._sentences if _TOPIC_SENTENCE.match(self._plain, s.start, s.end) and ":" in self._plain[s.start : s.start + 24]]
        others = [s for s in self._sentences if is_only_stated(self._plain, s.start, s.end, find_stated(self._plain, s.start, s.end))]
        return labelled[0] if labelled and others else None

    def _edits(self) -> tuple[Edit, ...]:
        plain = self._plain
        inner = {q.start: self._message.words(q.inner_start, q.inner_end) for q in self._quotes}
        for sentence, found in zip(self._sentences, self._found, strict=True):
            part = plain[sentence.start : sentence.end]
            of_films = _FILMS.search(part) or (found is Refused.QUESTION and not BLOCKED["changed"].search(part))
            asks = is_question(plain, sentence) and (of_films or not _POLITE_EDIT.search(part) or _ASKS_FOR_SELF.search(part))
            if (asks or is_status(plain, sentence) or is_help(plain, sentence)) and HIDDEN not in part and ":" not in part:
                plain = plain[: sentence.start] + " " * len(part) + plain[sentence.end :]
        if not plain.strip():
            return ()
        return read_edits(MessageText(self._message.original, plain), inner)

    def _other(self) -> Understood:
        kinds = [self._kind(s, found) for s, found in zip(self._sentences, self._found, strict=True)]
        for intent in (Intent.STATUS, Intent.HELP, Intent.QUESTION):
            if intent in kinds:
                return Understood(intent)
        doubts = [found for found in self._found if isinstance(found, Request)]
        if doubts and Intent.SMALLTALK not in kinds:
            return Understood(Intent.NONE, self._guess(doubts[0]), ask="confirm")
        return Understood(Intent.SMALLTALK if Intent.SMALLTALK in kinds else Intent.NONE)

    def _kind(self, sentence: Sentence, found: Request | Refused | None) -> Intent:
        if is_status(self._plain, sentence):
            return Intent.STATUS
        if is_help(self._plain, sentence):
            return Intent.HELP
        if found is Refused.NEGATED or (
            found is Refused.STATEMENT and not sentence.asked and not (is_smalltalk(self._plain, sentence) or ends_asking(self._plain, sentence))
        ):
            return Intent.NONE
        asks = found is Refused.QUESTION or is_question(self._plain, sentence)
        if is_chat_question(self._plain, sentence) or (is_smalltalk(self._plain, sentence) and not (sentence.asked and asks)):
            return Intent.SMALLTALK
        return Intent.QUESTION if asks else Intent.NONE

    def _guess(self, doubt: Request) -> WishedBrief:
        """What the film might be if the user says yes."""
        topic = _topic_words(self._message, doubt.topic, self._quotes) if doubt.topic else None
        return _brief(list(doubt.stated), topic)


def _told_of_film(sentence: Sentence, told: list[Stated]) -> bool:
    """Whether a sentence after the wish is about the film: short beside what it states."""
    return sum(s.end - s.start for s in told) * 3 >= sentence.end - sentence.start


def _checked_edits(edits: tuple[Edit, ...]) -> Understood:
    for edit in edits:
        seconds = edit.duration_s
        if seconds is not None and not MIN_DURATION_S <= seconds <= MAX_DURATION_S:
            return Understood(Intent.EDIT_VIDEO, edits=edits, error=ErrorCode.DURATION_OUT_OF_RANGE, error_params=_length_params(seconds))
    return Understood(Intent.EDIT_VIDEO, edits=edits)

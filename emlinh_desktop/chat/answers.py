"""What Em Linh answers without a language model: keys of texts under `chat.` and the values that fill them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from emlinh_desktop.chat.intents import Intent
from emlinh_desktop.chat.meaning import Understood
from emlinh_desktop.chat.message_text import message_text
from emlinh_desktop.chat.phrase import phrase

_SMALL = (
    ("thanks", phrase("cảm ơn|cám ơn|cam on|thank you|thanks?|thx|tks|ty")),
    ("bye", phrase("tạm biệt|bye|bái bai|bai bai|good ?bye|see you|hẹn gặp lại|ngủ ngon|good night")),
    ("greeting", phrase("xin chào|chào|hello|helo|hi|hey|alo+|good (?:morning|evening|afternoon)|hê lô|kính chào")),
    ("feeling", phrase("how are you|how's it going|what's up|khỏe|dạo này|ăn (?:cơm|sáng|trưa|tối) chưa|mệt|buồn")),
    ("praise", phrase("giỏi|đỉnh|xịn|đẹp|hay|tuyệt|dễ thương|cute|great|nice|awesome|amazing|perfect|cool|wow|good job|well done|love|xuất sắc")),
)


@dataclass(frozen=True, slots=True)
class Situation:
    """What is going on beside the message: the running film if any, how many wait, and whether there is a film to change."""

    running_topic: str | None = None
    percent: float = 0.0
    left_s: float | None = None
    queued: int = 0
    has_film: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """A text's key in `resources/locale/`, the values for its braces, and the keys of the buttons under it."""

    key: str
    values: Mapping[str, str | int | float] = field(default_factory=dict)
    buttons: tuple[str, ...] = ()


_YES_NO = ("chat.button.yes", "chat.button.no")


def answer(understood: Understood, text: str, situation: Situation) -> tuple[Answer, ...]:
    """Em Linh's answer to a message, one bubble each. Pure, any thread.

    An error is answered with its own texts (`error.<code>.what` and `.do`); a film or a change that may go ahead is
    confirmed, one that nobody would bet on is asked for.
    """
    if understood.error is not None:
        code = understood.error.value
        return Answer(f"error.{code}.what", understood.error_params), Answer(f"error.{code}.do", understood.error_params)
    if understood.unsure:
        return (_confirm(understood),)
    return (_by_intent(understood, text, situation),)


def _confirm(understood: Understood) -> Answer:
    topic = understood.brief.topic
    if topic is None:
        return Answer("chat.ask.film", buttons=_YES_NO)
    return Answer("chat.ask.confirm", {"topic": topic}, _YES_NO)


def _by_intent(understood: Understood, text: str, situation: Situation) -> Answer:
    match understood.intent:
        case Intent.CREATE_VIDEO:
            return _wish(understood, situation)
        case Intent.EDIT_VIDEO:
            return Answer("chat.edit.again", buttons=_YES_NO) if situation.has_film else Answer("chat.edit.no_film")
        case Intent.CANCEL:
            return _cancel(situation)
        case Intent.STATUS:
            return _status(situation)
        case Intent.SMALLTALK:
            return Answer(f"chat.small.{small_talk_of(text)}")
        case Intent.HELP | Intent.QUESTION | Intent.NONE:
            return Answer(f"chat.{understood.intent.value}")


def _wish(understood: Understood, situation: Situation) -> Answer:
    if understood.ask == "topic":
        return Answer("chat.ask.topic")
    topic = understood.brief.topic
    if situation.running_topic is not None:
        return Answer("chat.queued", {"ahead": situation.queued + 1})
    return Answer("chat.started", {"topic": topic}) if topic else Answer("chat.started_script")


def _cancel(situation: Situation) -> Answer:
    if situation.running_topic is None:
        return Answer("chat.cancel.nothing")
    return Answer("chat.cancel.running", {"topic": situation.running_topic})


def _status(situation: Situation) -> Answer:
    if situation.running_topic is None:
        return Answer("chat.status.nothing")
    values: dict[str, str | int | float] = {"topic": situation.running_topic, "percent": round(situation.percent)}
    if situation.left_s is None:
        return Answer("chat.status.running", values)
    return Answer("chat.status.left", {**values, "s": max(1, round(situation.left_s))})


def small_talk_of(text: str) -> str:
    """Which small talk it is: thanks, bye, greeting, feeling, praise or other."""
    plain = message_text(text[:500]).plain
    return next((kind for kind, rule in _SMALL if rule.search(plain)), "other")

"""What a topic asks for: its kind, and its words put in forms that fit into sentences."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from emlinh_desktop.domain.brief import Language


class Kind(StrEnum):
    """Kinds of topic; each has an outline file of this name."""

    BENEFITS = "benefits"
    HOW_TO = "how_to"
    COMPARISON = "comparison"
    EXPLANATION = "explanation"
    INTRODUCTION = "introduction"
    LIST = "list"
    HISTORY = "history"
    ADVICE = "advice"
    GENERAL = "general"


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic understood.

    `subject` fits where a noun or an -ing phrase fits ("đọc sách mỗi ngày", "reading every day"); `noun` has "việc" before a Vietnamese verb;
    `phrase` is the whole topic inside a sentence; `question` an embedded question; `sides` the two compared; `count` and `unit` of a list
    ("5", "mẹo"); `items` says what its items are: tip, benefit or fact.
    """

    kind: Kind
    language: Language
    subject: str
    noun: str
    phrase: str
    question: str = ""
    sides: tuple[str, str] = ("", "")
    count: int | None = None
    unit: str = ""
    items: str = "tip"
    is_clause: bool = False

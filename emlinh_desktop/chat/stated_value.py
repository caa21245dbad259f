"""What a stretch of a message states about a film."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Stated:
    """Fields of the brief stated by `plain[start:end]`.

    `firm` phrases name their thing themselves ("giọng nữ", "dài 30 giây") and end a topic even without a comma;
    the others ("dọc", "vertical", "tiếng Anh") count only beside the film's name or between commas.
    """

    start: int
    end: int
    fields: Mapping[str, Any]
    firm: bool = True

"""Calls of tools, put together from the pieces in which they are streamed."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from emlinh_desktop.domain.language_model import ToolCall

_MOST_CALLS = 16
_MOST_CHARACTERS = 50_000
"""of one call's arguments: a model that repeats itself for ever is not listened to"""


@dataclass(slots=True)
class _Pieces:
    id: str = ""
    name: str = ""
    arguments: list[str] = field(default_factory=list)
    characters: int = 0


class ToolCallPieces:
    """Compatible servers differ: some number each piece, some only give a new id when a new call begins, some send it whole."""

    def __init__(self) -> None:
        self._calls: dict[int, _Pieces] = {}

    def add(self, deltas: Iterable[Any]) -> None:
        """The `tool_calls` of one chunk's delta."""
        for delta in deltas if isinstance(deltas, list | tuple) else ():
            place = self._place(delta)
            if place >= _MOST_CALLS:
                continue
            call = self._calls.setdefault(place, _Pieces())
            call.id = call.id or str(getattr(delta, "id", None) or "")
            function = getattr(delta, "function", None)
            call.name = call.name or str(getattr(function, "name", None) or "")
            piece = getattr(function, "arguments", None) or ""
            if not isinstance(piece, str):  # some send the object itself
                piece = json.dumps(piece, ensure_ascii=False, default=str)
            if call.characters <= _MOST_CHARACTERS:
                call.arguments.append(piece)
                call.characters += len(piece)

    def whole(self) -> tuple[ToolCall, ...]:
        """The calls in order; one without an id gets one, for its answer must name it."""
        return tuple(ToolCall(call.id or f"call_{place}", call.name, "".join(call.arguments)) for place, call in sorted(self._calls.items()))

    def _place(self, delta: Any) -> int:
        index = getattr(delta, "index", None)
        if isinstance(index, int) and index >= 0:
            return index
        newest = max(self._calls, default=-1)
        begins = newest < 0 or (getattr(delta, "id", None) or self._calls[newest].id) != self._calls[newest].id
        return newest + 1 if begins else newest

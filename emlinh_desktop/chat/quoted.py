"""Quoted spans: what stands in quotes sets nothing and commands nothing."""

from __future__ import annotations

from dataclasses import dataclass

_PAIRS = {'"': '"', "“": "”", "„": "”", "«": "»", "‘": "’", "'": "'", "「": "」", "『": "』", "““": "””"}
_LOOSE_ENDS = {"“": '”"', "„": '”“"', '"': '"”'}
_MAX_INNER = 20_000


@dataclass(frozen=True, slots=True)
class Quoted:
    """`start` and `end` include the marks, `inner_start` and `inner_end` do not."""

    start: int
    end: int
    inner_start: int
    inner_end: int


def find_quoted(text: str) -> list[Quoted]:
    """Every quoted span in order, outermost only. An apostrophe inside a word or after a digit is no quote. Linear."""
    found: list[Quoted] = []
    missing: set[str] = set()
    index = 0
    while index < len(text):
        mark = text[index]
        if mark in _PAIRS and mark not in missing and _opens(text, index):
            end = _close(text, index)
            if end is None:
                missing.add(mark)
            else:
                found.append(Quoted(index, end + 1, index + 1, end))
                index = end
        index += 1
    return found


def _opens(text: str, index: int) -> bool:
    before = text[index - 1] if index else " "
    after = text[index + 1] if index + 1 < len(text) else " "
    if text[index] in "'‘":
        return not before.isalnum() and not after.isspace()
    if text[index] == '"':
        return not before.isdecimal()
    return True


def _close(text: str, index: int) -> int | None:
    mark = text[index]
    closing = _LOOSE_ENDS.get(mark, _PAIRS[mark])
    for place in range(index + 1, min(len(text), index + _MAX_INNER)):
        if text[place] in closing and (mark not in "'‘" or _closes(text, place)):
            return place
    return None


def _closes(text: str, place: int) -> bool:
    after = text[place + 1] if place + 1 < len(text) else " "
    return not after.isalnum() and not text[place - 1].isspace()

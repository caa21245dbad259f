"""Everything a stretch of a message states about a film, each word counted once."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from emlinh_desktop.chat.backgrounds import find_backgrounds
from emlinh_desktop.chat.captions import find_captions
from emlinh_desktop.chat.compositions import find_compositions
from emlinh_desktop.chat.durations import find_durations
from emlinh_desktop.chat.phrase import NOT, phrase_at_end
from emlinh_desktop.chat.spoken import find_spoken
from emlinh_desktop.chat.stated_value import Stated
from emlinh_desktop.chat.voices import find_voices

_FINDERS = (find_durations, find_compositions, find_backgrounds, find_voices, find_spoken, find_captions)
_RATHER_THAN = phrase_at_end(
    rf"(?:thay vì|thay cho|hơn là|chứ (?:{NOT}|đừng)(?: phải| lấy| dùng)?|instead of|rather than|and not|but not|, not)(?: (?:là|dùng|làm|để|the|an|a"
    rf"|quay)){{0,3}} "
)
_WINDOW = 40


def find_stated(plain: str, start: int = 0, end: int | None = None) -> list[Stated]:
    """The statements in order, none overlapping: of two that share words the longer counts, firm before loose."""
    end = len(plain) if end is None else end
    found = [stated for finder in _FINDERS for stated in finder(plain, start, end)]
    found.sort(key=lambda s: (not s.firm, -(s.end - s.start), s.start))
    taken = bytearray(max(0, end - start))
    kept: list[Stated] = []
    for stated in found:
        span = slice(stated.start - start, stated.end - start)
        if not any(taken[span]):
            taken[span] = b"\x01" * (stated.end - stated.start)
            kept.append(_unless_refused(plain, start, stated))
    return sorted(kept, key=lambda s: s.start)


def _unless_refused(plain: str, start: int, stated: Stated) -> Stated:
    """What was named only to be refused ("dọc thay vì ngang") states nothing."""
    refused = _RATHER_THAN.search(plain, max(start, stated.start - _WINDOW), stated.start)
    return replace(stated, start=refused.start(), fields={}) if refused else stated


def fields_of(stated: list[Stated]) -> dict[str, Any]:
    """The fields of several statements; of two for one field the first counts."""
    fields: dict[str, Any] = {}
    for one in stated:
        for name, value in one.fields.items():
            fields.setdefault(name, value)
    return fields


def without_stated(plain: str, stated: list[Stated], start: int, end: int) -> str:
    """The stretch with the stated phrases blanked, same length."""
    rest = plain[start:end]
    for one in stated:
        a, b = max(0, one.start - start), min(end, one.end) - start
        rest = rest[:a] + " " * (b - a) + rest[b:]
    return rest

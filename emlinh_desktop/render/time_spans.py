"""Arithmetic on spans of film time: (start, end) pairs in seconds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

Span = tuple[float, float]


def merged(spans: Iterable[Span]) -> list[Span]:
    """The same time as spans in order that do not touch; empty ones are dropped."""
    result: list[Span] = []
    for start, end in sorted(spans):
        if end <= start:
            continue
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(result[-1][1], end))
        else:
            result.append((start, end))
    return result


def length_s(spans: Iterable[Span]) -> float:
    """The sum of the spans' lengths."""
    return sum(end - start for start, end in spans)


def covered_s(spans: Sequence[Span], cover: Sequence[Span]) -> float:
    """How much of `spans` lies under `cover`."""
    total_s = 0.0
    covers = merged(cover)
    for start, end in merged(spans):
        total_s += sum(max(0.0, min(end, until) - max(start, since)) for since, until in covers)
    return total_s

"""Where the words of a line stand, seen from the left, when some are written from right to left.

Each word is shaped by itself, which orders its letters; this orders the words: the Unicode bidirectional algorithm (UAX #9)
at the size of words. Words without a direction of their own (numbers, signs) go with their neighbours.
"""

from __future__ import annotations

import itertools
import unicodedata
from collections.abc import Sequence

_STRONG = {"L": False, "R": True, "AL": True}


def is_right_to_left(words: Sequence[str]) -> bool:
    """The direction of a text: that of its first letter."""
    return next((side for side in map(_side, words) if side is not None), False)


def seen_from_left(words: Sequence[str], *, right_to_left: bool) -> list[int]:
    """The words' indices from left to right. `right_to_left` is the direction of the text the line belongs to."""
    sides = _resolved([_side(word) for word in words], base=right_to_left)
    order: list[int] = []
    for side, run in itertools.groupby(range(len(words)), key=sides.__getitem__):
        indices = list(run)
        order += indices if side == right_to_left else indices[::-1]
    return order[::-1] if right_to_left else order


def _side(word: str) -> bool | None:
    """Whether a word is written from the right; None for one without letters."""
    return next((_STRONG[kind] for kind in map(unicodedata.bidirectional, word) if kind in _STRONG), None)


def _resolved(sides: list[bool | None], *, base: bool) -> list[bool]:
    """Words without letters go with both neighbours where these agree, else with the text (rules N1 and N2)."""
    before = _carried(sides, base=base)
    after = _carried(sides[::-1], base=base)[::-1]
    return [left if left == right else base for left, right in zip(before, after, strict=True)]


def _carried(sides: list[bool | None], *, base: bool) -> list[bool]:
    """Each side, or the last known one before it."""
    carried: list[bool] = []
    for side in sides:
        carried.append(side if side is not None else carried[-1] if carried else base)
    return carried

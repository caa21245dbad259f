"""Dynamic time warping of two feature tracks within a band, row by row without a Python loop inside the row.

The classic recurrence (Sakoe & Chiba 1978) D[i, j] = c + min(D[i-1, j] + p, D[i-1, j-1], D[i, j-1] + p). Within a row the
last term is a running minimum of (A - C): with C the running sum of c + p, D[j] = C[j] + min over k <= j of
(A[k] - C[k] + c[k]), where A holds the two terms from the row above.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from emlinh_desktop.speech.alignment.cepstra import Floats

_STEP_PENALTY = 1.2
_COARSE = 4  # frames put together in the first pass
_COARSE_HALF, _FINE_HALF = 500, 50  # half widths of the band, in frames of the pass: 20 s, 0.5 s
_DIAGONAL, _HOLD, _SKIP = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Warp:
    """For each reference frame the first and last frame of the other sound it lies on; the mean cost of a frame."""

    first: npt.NDArray[np.float64]
    last: npt.NDArray[np.float64]
    cost: float


def warp(reference: Floats, other: Floats) -> Warp:
    """The cheapest monotone path, found coarsely and then finely around the coarse path."""
    coarse_reference, coarse_other = _thinned(reference), _thinned(other)
    longest = max(len(coarse_reference), len(coarse_other))
    half = int(min(max(25, 0.15 * longest), _COARSE_HALF))
    rough = _path(coarse_reference, coarse_other, np.linspace(0, len(coarse_other) - 1, len(coarse_reference)), half)
    middle = ((rough.first + rough.last) / 2 + 0.5) * _COARSE
    centre = np.interp(np.arange(len(reference)) / _COARSE, np.arange(len(middle)) + 0.5, middle)
    return _path(reference, other, centre, _FINE_HALF)


def _thinned(rows: Floats) -> Floats:
    count = len(rows) // _COARSE * _COARSE
    return rows[:count].reshape(-1, _COARSE, rows.shape[1]).mean(1) if count else rows


def _path(a: Floats, b: Floats, centre: npt.NDArray[np.float64], half: int) -> Warp:
    width = 2 * half + 1
    starts = np.clip(np.round(centre).astype(np.int64) - half, 0, max(0, len(b) - 1))
    starts[0] = 0
    starts = np.maximum.accumulate(starts)
    back = np.zeros((len(a), width), np.uint8)
    squares = (b * b).sum(1)
    above = np.full(width + 1, np.inf)
    before = 0
    for i, start in enumerate(starts):
        end = min(len(b), int(start) + width)
        distance = np.sqrt(np.maximum(0.0, squares[start:end] + a[i] @ a[i] - 2 * (b[start:end] @ a[i])))
        row, moves = _row(distance, above, int(start) - before, first=i == 0)
        back[i, : end - start] = moves
        above = np.full(width + 1, np.inf)
        above[: len(row)] = row
        before = int(start)
    reachable = min(len(b) - 1 - before, width - 1)
    ending = reachable if np.isfinite(above[reachable]) and len(b) - 1 - before < width else int(np.argmin(above))
    first, last = _traced(back, starts, before + ending)
    return Warp(first, last, float(above[ending]) / len(a))


def _row(
    distance: npt.NDArray[np.floating], above: npt.NDArray[np.float64], shift: int, *, first: bool
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.uint8]]:
    """Costs of a row and the move that led to each cell; the band moved `shift` cells since the row above."""
    count = len(distance)
    if first:
        entering = np.full(count, np.inf)
        entering[0] = 0.0
        moves = np.zeros(count, np.uint8)
    else:
        hold = np.full(count, np.inf)
        diagonal = np.full(count, np.inf)
        held = above[shift : shift + count]
        hold[: len(held)] = held + _STEP_PENALTY
        stepped = above[shift - 1 : shift - 1 + count] if shift else above[: count - 1]
        offset = 0 if shift else 1
        diagonal[offset : offset + len(stepped)] = stepped
        entering = np.minimum(hold, diagonal)
        moves = (hold < diagonal).astype(np.uint8)
    running = np.cumsum(distance + _STEP_PENALTY, dtype=np.float64)
    base = entering - running + distance
    best = np.minimum.accumulate(base)
    return running + best, np.where(best < base, _SKIP, moves).astype(np.uint8)


def _traced(back: npt.NDArray[np.uint8], starts: npt.NDArray[np.int64], end: int) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """The path from its end back to (0, 0)."""
    i, j = len(back) - 1, end
    first, last = np.zeros(len(back)), np.zeros(len(back))
    first[i] = last[i] = j
    while i > 0 or j > 0:
        at = j - int(starts[i])
        move = back[i, at] if 0 <= at < back.shape[1] else _DIAGONAL
        if i == 0 or (move == _SKIP and at > 0):
            j -= 1
        else:
            i -= 1
            j -= int(move != _HOLD and j > 0)
            last[i] = j
        first[i] = j
    return first, last

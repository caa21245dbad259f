"""Choosing what to say so that the talk lasts as long as wanted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from emlinh_desktop.writing.offline.talk_plan import Option, Part

LEAD_IN_S = 0.5
SENTENCE_PAUSE_S = 0.35
PARAGRAPH_PAUSE_S = 0.8
TAIL_S = 1.0
_TICK_S = 0.02
_SLACK = 0.004  # of the length: too little to hear, enough to choose by liking
_SLACK_TICKS = 4


@dataclass(frozen=True, slots=True)
class Fitted:
    """The chosen option of every part and the length of the film they make."""

    options: tuple[Option, ...]
    duration_s: float


def fit(parts: Sequence[Part], seconds: Callable[[str], float], duration_s: float) -> Fitted:
    """One option a part, the film's length within 0.4 % of `duration_s`, or as near as can be; among those the best liked.

    A last part that may stay silent must not end a paragraph (its pause would be another).

    A multiple-choice subset sum over ticks of 20 ms: bit n of a part's integer says that the parts up to it can last n ticks.
    """
    costs = [[round(_cost_s(option, part, seconds) / _TICK_S) for option in part.options] for part in parts]
    order = sorted(range(len(parts)), key=lambda place: (-parts[place].rank, -place))  # walked back from its end: the lowest rank chooses first
    reached = [1]
    for place in order:
        bits = 0
        for cost in set(costs[place]):
            bits |= reached[-1] << cost
        reached.append(bits)
    last_pause_s = PARAGRAPH_PAUSE_S if parts[-1].ends_paragraph else SENTENCE_PAUSE_S
    wanted = round((duration_s - LEAD_IN_S - TAIL_S + last_pause_s) / _TICK_S)  # the last pause is the tail instead
    left = _acceptable(reached[-1], wanted)
    chosen: dict[int, int] = {}
    for before, place in zip(reversed(reached[:-1]), reversed(order), strict=True):
        chosen[place] = next(index for index, cost in enumerate(costs[place]) if (left >> cost) & before)
        left = (left >> costs[place][chosen[place]]) & before
    total = sum(costs[place][index] for place, index in chosen.items())
    return Fitted(tuple(parts[place].options[chosen[place]] for place in range(len(parts))), duration_s + (total - wanted) * _TICK_S)


def _acceptable(bits: int, wanted: int) -> int:
    """The reachable totals near enough to `wanted` to leave a choice to liking; else the nearest one."""
    slack = max(_SLACK_TICKS, round(_SLACK * wanted))
    low = max(0, wanted - slack)
    window = bits & (((1 << (wanted + slack + 1 - low)) - 1) << low)
    return window or 1 << _nearest_bit(bits, wanted)


def _cost_s(option: Option, part: Part, seconds: Callable[[str], float]) -> float:
    """The option's sentences with the pauses after them."""
    if not option:
        return 0.0
    end_s = PARAGRAPH_PAUSE_S if part.ends_paragraph else SENTENCE_PAUSE_S
    return sum(seconds(sentence) for sentence in option) + SENTENCE_PAUSE_S * (len(option) - 1) + end_s


def _nearest_bit(bits: int, wanted: int) -> int:
    """The set bit nearest to `wanted`."""
    wanted = max(0, wanted)
    below = (bits & ((1 << (wanted + 1)) - 1)).bit_length() - 1
    above_bits = bits >> wanted
    above = wanted + (above_bits & -above_bits).bit_length() - 1 if above_bits else -1
    if below < 0:
        return above
    return below if above < 0 or wanted - below <= above - wanted else above

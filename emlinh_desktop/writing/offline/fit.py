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


@dataclass(frozen=True, slots=True)
class Fitted:
    """The chosen option of every part and the length of the film they make."""

    options: tuple[Option, ...]
    duration_s: float


def fit(parts: Sequence[Part], seconds: Callable[[str], float], duration_s: float) -> Fitted:
    """One option a part, the film's length as near to `duration_s` as can be; among equals the best liked of the later parts.

    A multiple-choice subset sum over ticks of 20 ms: bit n of a part's integer says that the parts up to it can last n ticks.
    """
    costs = [[round(_cost_s(option, part, seconds) / _TICK_S) for option in part.options] for part in parts]
    reached = [1]
    for part_costs in costs:
        bits = 0
        for cost in set(part_costs):
            bits |= reached[-1] << cost
        reached.append(bits)
    wanted = round((duration_s - LEAD_IN_S - TAIL_S + PARAGRAPH_PAUSE_S) / _TICK_S)  # the last pause is the tail instead
    total = _nearest_bit(reached[-1], wanted)
    chosen: list[Option] = []
    left = total
    for place in range(len(parts) - 1, -1, -1):
        index = next(i for i, cost in enumerate(costs[place]) if left >= cost and reached[place] >> (left - cost) & 1)
        chosen.append(parts[place].options[index])
        left -= costs[place][index]
    options = tuple(reversed(chosen))
    return Fitted(options, duration_s + (total - wanted) * _TICK_S)


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

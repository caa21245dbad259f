"""Phonemes to holds: which shape the mouth holds from when to when, with coarticulation.

The lips prepare a sound before it is heard, round earlier still, skip what is too short to see, and never skip a
closure. Lead times follow what animators and the literature on anticipatory coarticulation use (two frames for lips,
more for rounding); the rest was measured on espeak-ng speech at 30 fps: 6.5-7.3 shapes a second, median hold 110-130 ms.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from emlinh_desktop.domain.timebase import FPS
from emlinh_desktop.domain.utterance import PhonemeTiming
from emlinh_desktop.lipsync.visemes import PROTECTED, ROUNDED, WEAK, Shape, Targets, closes_the_lips, targets_of

LEAD_S = 0.050
ROUND_LEAD_S = 0.080
MIN_HOLD_S = 0.066
REST_AFTER_S = 0.180
"""A shorter pause does not bring the mouth to rest."""

UNSTRESSED_WEIGHT = 0.85
_FRAME_S = 1.0 / FPS


@dataclass(slots=True)
class Hold:
    """One shape from `start_s` to `end_s`, made with `weight` of its full size.

    `middles_s` are the middles of the sounds it was made for: when they are heard, a protected shape must be seen.
    """

    start_s: float
    end_s: float
    shape: Shape
    weight: float
    weak: bool = False
    middles_s: tuple[float, ...] = ()

    @property
    def length_s(self) -> float:
        return self.end_s - self.start_s

    @property
    def protected(self) -> bool:
        return self.shape in PROTECTED

    @property
    def rest(self) -> bool:
        return self.shape == "X"


def holds_of(phonemes: Sequence[PhonemeTiming]) -> list[Hold]:
    """The holds of an Utterance, in order, none overlapping; times are seconds from its start (the first may be before)."""
    holds = _spoken(phonemes)
    _anticipate(holds)
    holds = _merged(holds)
    _stretch_protected(holds)
    return _settled(holds)


def _spoken(phonemes: Sequence[PhonemeTiming]) -> list[Hold]:
    holds: list[Hold] = []
    before: PhonemeTiming | None = None
    for phoneme in phonemes:
        if not phoneme.ipa:
            _add_pause(holds, phoneme)
        elif phoneme.end_s > phoneme.start_s or targets_of(phoneme.ipa)[0][0] in PROTECTED:
            holds.extend(_held(phoneme, _targets(phoneme, before)))
        before = phoneme
    return holds


def _targets(phoneme: PhonemeTiming, before: PhonemeTiming | None) -> Targets:
    same_word = before is not None and before.word == phoneme.word
    if before is not None and same_word and closes_the_lips(phoneme.ipa, before.ipa, phoneme.language):
        return (("A", 1.0),)
    return targets_of(phoneme.ipa)


def _held(phoneme: PhonemeTiming, targets: Targets) -> list[Hold]:
    holds = []
    at_s, span_s = phoneme.start_s, phoneme.end_s - phoneme.start_s
    for shape, share in targets:
        full = phoneme.stress == 2 or shape in PROTECTED
        end_s = at_s + span_s * share
        holds.append(Hold(at_s, end_s, shape, 1.0 if full else UNSTRESSED_WEIGHT, phoneme.ipa in WEAK, ((at_s + end_s) / 2,)))
        at_s = end_s
    return holds


def _add_pause(holds: list[Hold], pause: PhonemeTiming) -> None:
    if pause.end_s - pause.start_s >= REST_AFTER_S:
        holds.append(Hold(pause.start_s, pause.end_s, "X", 1.0))
    elif holds:
        holds[-1].end_s = pause.end_s


def _anticipate(holds: list[Hold]) -> None:
    """Move each start forward in time: never past the middle of the sound before, never into a protected shape."""
    heard = [(hold.start_s + hold.end_s) / 2 for hold in holds]
    for index, hold in enumerate(holds):
        if hold.rest:
            continue
        lead_s = ROUND_LEAD_S if hold.shape in ROUNDED else (_FRAME_S if hold.protected else LEAD_S)
        if index == 0:
            hold.start_s -= lead_s
            continue
        before = holds[index - 1]
        earliest_s = before.end_s if before.protected else heard[index - 1]
        hold.start_s = max(earliest_s, hold.start_s - lead_s)
        before.end_s = hold.start_s


def _merged(holds: Sequence[Hold]) -> list[Hold]:
    """Equal neighbours become one; short weak consonants give way to the shape before."""
    merged: list[Hold] = []
    for hold in holds:
        if merged and merged[-1].shape == hold.shape:
            merged[-1].end_s = hold.end_s
            merged[-1].weight = max(merged[-1].weight, hold.weight)
            merged[-1].middles_s += hold.middles_s
        elif merged and not (merged[-1].rest or merged[-1].protected) and not hold.protected and hold.weak and hold.length_s < MIN_HOLD_S:
            merged[-1].end_s = hold.end_s
        else:
            merged.append(hold)
    return merged


def _stretch_protected(holds: Sequence[Hold]) -> None:
    """A closure keeps two frames; it takes the time from unprotected neighbours, which keep one."""
    for index, hold in enumerate(holds):
        if not hold.protected:
            continue
        if index and not holds[index - 1].protected:
            before = holds[index - 1]
            hold.start_s -= max(0.0, min(2 * _FRAME_S - hold.length_s, before.length_s - _FRAME_S))
            before.end_s = hold.start_s
        if index + 1 < len(holds) and not holds[index + 1].protected:
            after = holds[index + 1]
            hold.end_s += max(0.0, min(2 * _FRAME_S - hold.length_s, after.length_s - _FRAME_S))
            after.start_s = hold.end_s


def _settled(holds: Sequence[Hold]) -> list[Hold]:
    """What is still too short to see gives way to the shape before it, or after it where a closure or rest is before."""
    settled: list[Hold] = []
    passed_on_s: float | None = None
    for index, hold in enumerate(holds):
        if passed_on_s is not None:
            hold.start_s, passed_on_s = passed_on_s, None
        if hold.protected or hold.rest or hold.length_s >= MIN_HOLD_S:
            settled.append(hold)
        elif settled and not (settled[-1].protected or settled[-1].rest):
            settled[-1].end_s = hold.end_s
        elif index + 1 < len(holds) and not (holds[index + 1].protected or holds[index + 1].rest):
            passed_on_s = hold.start_s
        elif hold.length_s > 0:
            settled.append(hold)
    return settled

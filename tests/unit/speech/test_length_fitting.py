from __future__ import annotations

import math
from collections.abc import Sequence

import pytest

from emlinh_desktop.speech.length_fitting import AFTER_PARAGRAPH, AFTER_SENTENCE, LEAD_IN_S, TAIL, Fitting, PauseKind, fit, natural_pause

_KINDS = [AFTER_SENTENCE, AFTER_SENTENCE, AFTER_PARAGRAPH, AFTER_SENTENCE, AFTER_SENTENCE, TAIL]
_NATURAL_SAMPLES = [200_123, 150_321, 333_333, 96_001, 260_000, 180_777]


def _speaker(rate_wpm: int) -> list[int]:
    """A voice whose length falls a little less than its rate rises, in steps."""
    return [round(length * (160 / rate_wpm) ** 0.93) for length in _NATURAL_SAMPLES]


def _film_s(fitting: Fitting, lengths: Sequence[int]) -> float:
    return LEAD_IN_S + sum(lengths) / 48_000 + sum(fitting.pauses_s)


@pytest.mark.parametrize("target_s", [27.0, 28.0, 28.5, 29.0, 29.7, 30.0, 31.0, 31.9])
def test_lands_on_the_target(target_s: float) -> None:
    fitting = fit(160, _KINDS, _speaker, target_s)
    assert abs(_film_s(fitting, _speaker(fitting.rate_wpm)) - target_s) < 0.05
    assert abs(fitting.rate_wpm / 160 - 1) <= 0.08


@pytest.mark.parametrize("target_s", [5.0, 27.0, 29.0, 31.0, 300.0])
def test_pauses_stay_natural_and_shots_are_whole_frames(target_s: float) -> None:
    fitting = fit(160, _KINDS, _speaker, target_s)
    for pause_s, kind, length in zip(fitting.pauses_s, _KINDS, _speaker(fitting.rate_wpm), strict=True):
        assert kind.shortest_s - 1e-9 <= pause_s <= kind.longest_s + 1e-9
        frames = (length / 48_000 + pause_s) * 30
        assert math.isclose(frames, round(frames), abs_tol=1e-6)


def test_a_text_far_too_long_is_told_as_fast_as_may_be() -> None:
    fitting = fit(160, _KINDS, _speaker, 5.0)
    assert fitting.rate_wpm == 172
    assert fitting.pauses_s[0] < 0.3


def test_few_rates_are_asked() -> None:
    asked: list[int] = []

    def speaker(rate_wpm: int) -> list[int]:
        asked.append(rate_wpm)
        return _speaker(rate_wpm)

    fit(160, _KINDS, speaker, 28.5)
    assert len(asked) <= 4


def test_tempo_and_pauses_give_way_together() -> None:
    fitting = fit(160, _KINDS, _speaker, 28.0)
    assert fitting.rate_wpm > 160
    assert fitting.pauses_s[0] < AFTER_SENTENCE.natural_s


@pytest.mark.parametrize("kind", [AFTER_SENTENCE, AFTER_PARAGRAPH, TAIL])
def test_a_natural_pause_fills_a_frame(kind: PauseKind) -> None:
    pause_s = natural_pause(123_457, kind)
    assert abs(pause_s - kind.natural_s) <= 1 / 60 + 1e-9
    assert math.isclose((123_457 / 48_000 + pause_s) * 30 % 1, 0, abs_tol=1e-6) or math.isclose((123_457 / 48_000 + pause_s) * 30 % 1, 1, abs_tol=1e-6)

"""The music's gain against a known voice."""

from __future__ import annotations

import numpy as np

from emlinh_desktop.sound.ducking import DEPTH_DB, duck_gains_db
from emlinh_desktop.sound.voice_track import HOPS_PER_S, Powers


def voice(*spans_s: tuple[float, float], length_s: float) -> Powers:
    powers = np.zeros(round(length_s * HOPS_PER_S), np.float32)
    for start_s, end_s in spans_s:
        powers[round(start_s * HOPS_PER_S) : round(end_s * HOPS_PER_S)] = 0.01
    return powers


def at(gains: np.ndarray, time_s: float) -> float:
    return float(gains[round(time_s * HOPS_PER_S)])


def test_down_before_the_first_syllable_and_up_after_the_last() -> None:
    gains = duck_gains_db(voice((2, 4), length_s=6))
    assert at(gains, 1.5) == 0
    assert -DEPTH_DB < at(gains, 1.87) < 0
    assert np.allclose(gains[round(2 * HOPS_PER_S) : round(4 * HOPS_PER_S)], -DEPTH_DB)
    assert at(gains, 4.05) == -DEPTH_DB
    assert -DEPTH_DB < at(gains, 4.3) < 0
    assert at(gains, 4.6) == 0


def test_stays_down_between_sentences_but_rises_in_a_real_pause() -> None:
    gains = duck_gains_db(voice((0.5, 2), (2.6, 4), (5.2, 6), length_s=7))
    assert np.allclose(gains[round(2 * HOPS_PER_S) : round(2.6 * HOPS_PER_S)], -DEPTH_DB)
    pause = gains[round(4 * HOPS_PER_S) : round(5.2 * HOPS_PER_S)]
    assert pause.max() == 0


def test_moves_smoothly() -> None:
    gains = duck_gains_db(voice((1, 2), (4, 5), length_s=6))
    assert np.abs(np.diff(gains)).max() < 0.75, "a step of the gain would be heard"


def test_without_a_voice_nothing_is_ducked() -> None:
    assert not duck_gains_db(voice(length_s=2)).any()

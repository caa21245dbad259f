"""The script that composed the shipped music: no tone clicks, none is harsh, a loop has no seam."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def music() -> ModuleType:
    spec = importlib.util.spec_from_file_location("compose_music", ROOT / "packaging" / "compose_music.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_notes_have_their_pitch(music: ModuleType) -> None:
    assert [round(music.pitch_hz(name), 2) for name in ("A4", "C4", "Bb1", "F#4")] == [440.0, 261.63, 58.27, 369.99]


@pytest.mark.parametrize(
    "play",
    [
        lambda m: m.pad("A3", 2.0),
        lambda m: m.electric_piano("C5", 1.5),
        lambda m: m.plucked("G4", 1.0),
        lambda m: m.felt_piano("E4", 2.0),
        lambda m: m.bass("A1", 1.0),
        lambda m: m.soft_drum(),
        lambda m: m.brush(1),
    ],
    ids=["pad", "electric piano", "plucked", "felt piano", "bass", "drum", "brush"],
)
def test_a_tone_begins_and_ends_in_silence_and_is_not_harsh(music: ModuleType, play: Callable[[ModuleType], np.ndarray]) -> None:
    tone = play(music).reshape(-1, 1) if play(music).ndim == 1 else play(music)
    assert np.abs(tone[[0, -1]]).max() < 0.01 * np.abs(tone).max()
    power = np.abs(np.fft.rfft(tone.sum(axis=1))) ** 2
    freqs = np.fft.rfftfreq(len(tone), 1 / music.RATE_HZ)
    assert power[freqs > 6000].sum() < 1e-3 * power.sum()


def test_what_rings_past_the_end_is_heard_at_the_beginning(music: ModuleType) -> None:
    loop = music.Loop(1, 120)
    assert len(loop.sound) == 2 * music.RATE_HZ
    loop.lay(3.5, np.ones(music.RATE_HZ), 0.0)
    heard = np.flatnonzero(loop.sound[:, 0])
    assert (heard[0], heard[-1]) == (0, 2 * music.RATE_HZ - 1)
    assert np.array_equal(np.flatnonzero(loop.sound[:, 0] == 0), np.arange(3 * music.RATE_HZ // 4, 7 * music.RATE_HZ // 4))

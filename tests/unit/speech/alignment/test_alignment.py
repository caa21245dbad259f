"""Fitting told words and aligning untold ones."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
import pytest

from emlinh_desktop.base.cancellation import CancelToken
from emlinh_desktop.domain.brief import Language
from emlinh_desktop.domain.utterance import Voice
from emlinh_desktop.speech.alignment import WordBoundary, fit_words
from emlinh_desktop.speech.engine import HeardSpeech
from emlinh_desktop.speech.espeak_frames import ESPEAK_RATE_HZ
from emlinh_desktop.speech.espeak_speaker import EspeakSpeech
from emlinh_desktop.speech.phoneme_track import Phone
from emlinh_desktop.speech.reference_timing import ReferenceTiming
from emlinh_desktop.speech.sound_decoding import from_pcm
from tests.helpers.spoken_text import spoken_text

_TEXT = "Người dân làng chài ra khơi từ sáng sớm, rồi trở về khi mặt trời lặn."
_VOICE = Voice("x:y", "x", Language.VI, "north", "female", offline=False, licence="")


def _phones(*words: tuple[str, ...]) -> list[Phone]:
    """100 samples a phoneme."""
    phones = []
    at = 0
    for index, word in enumerate(words):
        for ipa in word:
            phones.append(Phone(ipa, at, at + 100, index, 0, Language.VI))
            at += 100
    return phones


def test_phonemes_keep_their_proportions_in_told_words() -> None:
    phones = _phones(("s", "i", "n"), ("c", "aː", "w"))
    fitted = fit_words(phones, ["Xin", "chào!"], [WordBoundary("xin", 0.0, 0.3), WordBoundary("chào", 0.5, 1.1)], 1.2)
    assert fitted is not None
    assert np.allclose(fitted, [(0.0, 0.1), (0.1, 0.2), (0.2, 0.3), (0.5, 0.7), (0.7, 0.9), (0.9, 1.1)])


def test_joined_and_split_boundaries() -> None:
    phones = _phones(("h", "a"), ("n", "o"), ("d", "e"))
    joined = fit_words(phones, ["Hà", "Nội", "đẹp"], [WordBoundary("Hà Nội", 0.0, 0.4), WordBoundary("đ", 0.4, 0.5), WordBoundary("ẹp", 0.5, 0.8)], 0.8)
    assert joined is not None
    assert np.allclose(joined, [(0.0, 0.1), (0.1, 0.2), (0.2, 0.3), (0.3, 0.4), (0.4, 0.6), (0.6, 0.8)])


def test_other_words_are_not_fitted() -> None:
    assert fit_words(_phones(("a",), ("b",)), ["ba", "mẹ"], [WordBoundary("ba", 0.0, 0.5)], 1.0) is None
    assert fit_words(_phones(("a",)), ["ba"], [], 1.0) is None


def test_signs_of_the_engine_give_exact_times() -> None:
    phones = _phones(("t̪", "aː"))
    boundary = WordBoundary("ta", 0.0, 0.5, (("t", 0.1), ("̪", 0.12), ("a", 0.4), ("ː", 0.45), ("2", 0.5)))
    fitted = fit_words(phones, ["ta"], [boundary], 0.5)
    assert fitted is not None
    assert np.allclose(fitted, [(0.0, 0.12), (0.12, 0.5)])


@pytest.mark.parametrize("rate_wpm", [110, 175, 240])
def test_another_voice_is_aligned(rate_wpm: int) -> None:
    spoken = spoken_text(_TEXT, "vi-south-female", rate_wpm)
    with tempfile.TemporaryDirectory() as folder:
        timing = ReferenceTiming(EspeakSpeech(Path(folder)))
        (reference,) = timing.references([timing.source(_TEXT, _VOICE)], CancelToken())
        utterance = timing.utterance(HeardSpeech(from_pcm(spoken.pcm), ESPEAK_RATE_HZ), reference, _VOICE, CancelToken())
    late_ms = np.array([1000 * (word.start_s - start_s) for word, (start_s, _, _) in zip(utterance.words, spoken.words, strict=True)])
    late_ms -= np.median(late_ms)
    assert np.median(np.abs(late_ms)) < 15
    assert np.abs(late_ms).max() < 130


def test_silence_becomes_a_short_silent_line() -> None:
    with tempfile.TemporaryDirectory() as folder:
        timing = ReferenceTiming(EspeakSpeech(Path(folder)))
        (reference,) = timing.references([timing.source(_TEXT, _VOICE)], CancelToken())
        utterance = timing.utterance(HeardSpeech(np.zeros(24_000, np.float32), 24_000), reference, _VOICE, CancelToken())
    assert utterance.duration_s == pytest.approx(0.3)
    assert len(utterance.words) == len(_TEXT.split())

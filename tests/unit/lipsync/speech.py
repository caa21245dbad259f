"""Utterances for the tests: made by hand, and one real Vietnamese sentence as espeak-ng timed it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from emlinh_desktop.domain.brief import Language
from emlinh_desktop.domain.timebase import SAMPLE_RATE_HZ
from emlinh_desktop.domain.utterance import MonoAudio, PhonemeTiming, Utterance, WordTiming

RECORDED = Path(__file__).with_name("spoken_vi.json")


def noise(rms_100hz: Sequence[float]) -> MonoAudio:
    """Noise with a given loudness every 10 ms."""
    hop = SAMPLE_RATE_HZ // 100
    raw = np.random.default_rng(1).standard_normal(len(rms_100hz) * hop) * np.repeat(np.array(rms_100hz), hop)
    audio: MonoAudio = raw.astype(np.float32)
    return audio


def spoken(*sounds: tuple[str, float], language: Language = Language.VI, offset_s: float = 0.0, loud: float = 0.1) -> Utterance:
    """An Utterance of (ipa, milliseconds); "" is a pause, "|" starts a new word."""
    phonemes: list[PhonemeTiming] = []
    at_s, word = offset_s, 0
    for ipa, length_ms in sounds:
        if ipa == "|":
            word += 1
            continue
        phonemes.append(PhonemeTiming(ipa, at_s, at_s + length_ms / 1000, word if ipa else -1, 0, language))
        at_s += length_ms / 1000
    words = tuple(WordTiming(f"w{k}", 3 * k, 3 * k + 2, 0.0, at_s) for k in range(word + 1))
    return Utterance("line", "w", "voice", noise([loud] * round(at_s * 100)), words, tuple(phonemes))


def recorded() -> Utterance:
    """ "Xin chào các bạn! Hôm nay, ..." by espeak-ng."""
    raw = json.loads(RECORDED.read_text(encoding="utf-8"))
    words = tuple(WordTiming(*word) for word in raw["words"])
    phonemes = tuple(PhonemeTiming(ipa, start_s, end_s, word, stress, Language.VI) for ipa, start_s, end_s, word, stress in raw["phonemes"])
    return Utterance("line", raw["text"], "vi", noise(raw["rms_100hz"]), words, phonemes)

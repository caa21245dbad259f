"""What must hold for every Utterance, whatever was said."""

from __future__ import annotations

import numpy as np

from emlinh_desktop.domain.utterance import Utterance


def assert_sound(utterance: Utterance) -> None:
    """Every token timed in order inside the audio, every phoneme inside its word's time, silence trimmed."""
    assert [word.text for word in utterance.words] == utterance.text.split()
    assert utterance.audio.dtype == np.float32
    assert float(np.abs(utterance.audio).max()) <= 1.0
    reached_s = 0.0
    for word in utterance.words:
        assert utterance.text[word.char_start : word.char_end] == word.text
        assert reached_s <= word.start_s <= word.end_s <= utterance.duration_s
        reached_s = word.end_s
    reached_s = 0.0
    for phoneme in utterance.phonemes:
        assert reached_s <= phoneme.start_s < phoneme.end_s <= utterance.duration_s
        reached_s = phoneme.end_s
        assert (phoneme.ipa == "") == (phoneme.word == -1)
        if phoneme.word >= 0:
            word = utterance.words[phoneme.word]
            assert word.start_s <= phoneme.start_s
            assert phoneme.end_s <= word.end_s
    if utterance.phonemes:
        loud = np.flatnonzero(np.abs(utterance.audio) > 1e-3)
        assert loud[0] < 0.02 * 48_000
        assert len(utterance.audio) - loud[-1] < 0.02 * 48_000

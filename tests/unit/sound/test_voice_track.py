"""The narration's samples and levels."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from emlinh_desktop.base.cancellation import Cancelled, CancelToken
from emlinh_desktop.domain.errors import ErrorCode, ProductError
from emlinh_desktop.sound.voice_track import active_level_db, hop_powers, speech_mask, write_voice
from tests.unit.sound.conftest import silence, speech_like


def test_shots_follow_one_another_to_the_sample(tmp_path: Path) -> None:
    shots = [speech_like(1.0), silence(0.5), speech_like(0.7, seed=1)[: 21 * 1600]]
    track = write_voice(shots, tmp_path / "v.f32", CancelToken())
    assert track.sample_count == 48_000 + 24_000 + 33_600
    assert np.array_equal(np.fromfile(tmp_path / "v.f32", np.float32), np.concatenate(shots))
    assert len(track.powers) * 320 == track.sample_count


@pytest.mark.parametrize(
    "shot",
    [np.zeros(1601, np.float32), np.zeros((1600, 2), np.float32), np.full(1600, np.nan, np.float32), np.full(1600, np.inf, np.float32)],
    ids=["half a frame", "two channels", "nan", "infinite"],
)
def test_a_shot_out_of_shape_is_our_fault(tmp_path: Path, shot: np.ndarray) -> None:
    with pytest.raises(ProductError) as caught:
        write_voice([shot], tmp_path / "v.f32", CancelToken())
    assert caught.value.code is ErrorCode.SOUND_FAILED


def test_nothing_to_mix(tmp_path: Path) -> None:
    with pytest.raises(ProductError):
        write_voice([], tmp_path / "v.f32", CancelToken())


def test_cancel(tmp_path: Path) -> None:
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        write_voice([silence(1)], tmp_path / "v.f32", token)


def test_active_level_forgets_pauses() -> None:
    tone = (0.1 * np.sin(np.arange(48_000) * 0.2)).astype(np.float32)
    alone = active_level_db(hop_powers(tone))
    assert alone == pytest.approx(-23.0, abs=0.1)
    assert active_level_db(hop_powers(np.concatenate([silence(5), tone, silence(9)]))) == pytest.approx(alone, abs=0.1)
    assert active_level_db(hop_powers(silence(1))) is None
    assert active_level_db(hop_powers(silence(1) + np.float32(1e-5))) is None


def test_speech_is_found_at_any_level() -> None:
    for gain in (1.0, 0.01):
        sound = np.concatenate([silence(1), gain * speech_like(1.0), silence(1)]).astype(np.float32)
        mask = speech_mask(hop_powers(sound))
        assert not mask[:149].any()
        assert mask[150:300].mean() > 0.6  # the rest are its dips between syllables
        assert not mask[301:].any()

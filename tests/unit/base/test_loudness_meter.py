"""The meter against signals whose loudness the standard gives."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from emlinh_desktop.base.cancellation import Cancelled, CancelToken
from emlinh_desktop.base.child_process import ChildFailed
from emlinh_desktop.base.loudness_meter import SILENT_LUFS, LoudnessUnreadable, measure_loudness, read_meter

RATE_HZ = 48_000
RAW_STEREO = ("-f", "f32le", "-ar", str(RATE_HZ), "-ac", "2")
RAW_MONO = ("-f", "f32le", "-ar", str(RATE_HZ), "-ac", "1")


def raw(path: Path, samples: npt.NDArray[np.float64], channels: int) -> Path:
    path.write_bytes(np.repeat(samples[:, None], channels, axis=1).astype(np.float32).tobytes())
    return path


def sine(level_db: float, tone_hz: float = 997.0, phase: float = 0.0, duration_s: float = 4.0) -> npt.NDArray[np.float64]:
    return np.asarray(10 ** (level_db / 20) * np.sin(2 * np.pi * tone_hz * np.arange(int(duration_s * RATE_HZ)) / RATE_HZ + phase))


def test_reads_the_standard_sine(tmp_path: Path) -> None:
    # ITU-R BS.1770: a 997 Hz sine at 0 dBFS in one channel reads -3.01 LKFS, so in two it reads its own peak level
    loudness = measure_loudness(raw(tmp_path / "s.raw", sine(-20), 2), input_options=RAW_STEREO)
    assert loudness.integrated_lufs == pytest.approx(-20.0, abs=0.11)
    assert loudness.true_peak_dbtp == pytest.approx(-20.0, abs=0.15)


def test_mono_counts_as_two_speakers(tmp_path: Path) -> None:
    loudness = measure_loudness(raw(tmp_path / "m.raw", sine(-20), 1), input_options=RAW_MONO, true_peak=False)
    assert loudness.integrated_lufs == pytest.approx(-20.0, abs=0.11)
    assert loudness.true_peak_dbtp is None


def test_twins_read_like_both_channels(tmp_path: Path) -> None:
    path = raw(tmp_path / "t.raw", sine(-12), 2)
    assert measure_loudness(path, input_options=RAW_STEREO, twins=True) == measure_loudness(path, input_options=RAW_STEREO)


def test_true_peak_lies_between_samples(tmp_path: Path) -> None:
    wave = sine(0, RATE_HZ / 4, np.pi / 4)  # every sample at -3.01 dB, the wave at 0
    ends = np.minimum(1, np.minimum(np.arange(len(wave)), np.arange(len(wave))[::-1]) / 4800)
    assert measure_loudness(raw(tmp_path / "p.raw", wave * ends, 2), input_options=RAW_STEREO).true_peak_dbtp == pytest.approx(0.0, abs=0.4)


def test_silence_has_the_lowest_readings(tmp_path: Path) -> None:
    loudness = measure_loudness(raw(tmp_path / "0.raw", np.zeros(RATE_HZ), 2), input_options=RAW_STEREO)
    assert loudness.silent
    assert loudness.integrated_lufs == SILENT_LUFS


def test_a_strange_file_name_is_only_a_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    raw(tmp_path / "-y http:tiếng.raw", sine(-20), 2)
    assert not measure_loudness(Path("-y http:tiếng.raw"), input_options=RAW_STEREO).silent


def test_what_is_no_sound_fails(tmp_path: Path) -> None:
    (tmp_path / "text.mp3").write_bytes(b"no sound at all" * 100)
    with pytest.raises(ChildFailed):
        measure_loudness(tmp_path / "text.mp3")


def test_cancel(tmp_path: Path) -> None:
    token = CancelToken()
    token.cancel()
    path = raw(tmp_path / "long.raw", sine(-20, duration_s=120), 1)
    with pytest.raises(Cancelled):
        measure_loudness(path, input_options=RAW_MONO, cancel=token)


def test_reads_the_last_summary_only() -> None:
    def summary(lufs: str, peak: str) -> str:
        return f"Summary:\n  Integrated loudness:\n    I:  {lufs} LUFS\n  Loudness range:\n    LRA:  2.0 LU\n  True peak:\n    Peak: {peak} dBFS\n"

    loudness = read_meter("noise I: -1 LUFS " + summary("-30.0", "-9.0") + summary("-14.2", "-inf"))
    assert loudness.integrated_lufs == -14.2
    assert loudness.true_peak_dbtp == -120.0


@pytest.mark.parametrize("said", ["", "Summary:\n nothing", "Summary:\n I: nan LUFS", "Summary:\n I: x LUFS"])
def test_an_unknown_answer_is_refused(said: str) -> None:
    with pytest.raises(LoudnessUnreadable):
        read_meter(said)

"""A recording of the script: cut into its Lines, every word timed; other recordings refused."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from emlinh_desktop.base.cancellation import CancelToken
from emlinh_desktop.domain.brief import Language
from emlinh_desktop.domain.errors import ErrorCode, InputError
from emlinh_desktop.domain.script import make_lines
from emlinh_desktop.domain.utterance import Narration
from emlinh_desktop.speech.narrator import SpeechNarrator
from emlinh_desktop.speech.recording import RecordingSource
from tests.helpers.spoken_text import encoded, spoken_text
from tests.unit.speech.speech_checks import assert_sound

_TALK = (
    "Xin chào các bạn, em là Em Linh!",
    "Năm 2024, chúng ta cùng nói về lợi ích của việc đọc sách mỗi ngày.",
    "Chỉ cần hai mươi phút mỗi tối là đủ.",
    "Cảm ơn các bạn đã lắng nghe.",
)


def _recording(path: Path, kind: str = "wav", loudness: float = 1.0, pause_s: float = 0.8) -> Path:
    rng = np.random.default_rng(7)
    parts = []
    for sentence in _TALK:
        speech = np.frombuffer(spoken_text(sentence).pcm, np.int16).astype(np.float64)
        parts += [speech, np.zeros(int(pause_s * 22_050))]
    whole = np.concatenate([np.zeros(11_025), *parts])
    whole = loudness * (whole + rng.normal(0, 30, len(whole)))  # a room at -60 dB
    path.write_bytes(encoded(np.clip(whole, -32768, 32767).astype(np.int16).tobytes(), kind))
    return path


def _narrate(folder: Path, path: Path, *sentences: str) -> Narration:
    narrator = SpeechNarrator(folder, [RecordingSource(folder)])
    lines = make_lines((sentence, False) for sentence in sentences or _TALK)
    return narrator.narrate(lines, narrator.voice(f"recording:{path}", Language.VI), None, None, lambda _n: None, CancelToken())


@pytest.mark.parametrize(("kind", "loudness"), [("wav", 1.0), ("mp3-48k", 1.0), ("m4a", 0.1)])
def test_a_recording_is_cut_into_its_lines(tmp_path: Path, kind: str, loudness: float) -> None:
    path = _recording(tmp_path / "bài đọc.wav", kind, loudness)
    narration = _narrate(tmp_path / "c", path)
    assert narration.voice.id == "recording:bài đọc.wav"
    for line, sentence in zip(narration.lines, _TALK, strict=True):
        utterance = line.utterance
        assert [word.text for word in utterance.words] == sentence.split()
        told = spoken_text(sentence)
        assert utterance.duration_s == pytest.approx(told.seconds - 0.2, abs=0.12)
        spoken = [w for w in utterance.words if any(c.isalnum() for c in w.text)]
        assert all(word.end_s > word.start_s for word in spoken)
        if "2024" not in sentence:
            late_ms = np.array([1000 * (word.start_s - start_s) for word, (start_s, _, _) in zip(spoken, told.words, strict=True)])
            assert np.median(np.abs(late_ms - np.median(late_ms))) < 20
            assert np.abs(late_ms - np.median(late_ms)).max() < 150
    if kind == "wav":
        assert_sound(narration.lines[0].utterance)


@pytest.mark.parametrize(
    "sentences",
    [
        ("Cà phê đến Việt Nam từ thế kỷ mười chín qua các nhà truyền giáo.",) * 3,
        (_TALK[0], "Một câu khác hẳn, khá dài, được thêm vào giữa bài này mà không ai đọc cả.", *_TALK[1:]),
    ],
    ids=["other", "one-more"],
)
def test_another_script_is_refused(tmp_path: Path, sentences: tuple[str, ...]) -> None:
    with pytest.raises(InputError) as caught:
        _narrate(tmp_path / "c", _recording(tmp_path / "a.wav"), *sentences)
    assert caught.value.code is ErrorCode.RECORDING_MISMATCH


def test_noise_is_refused(tmp_path: Path) -> None:
    rng = np.random.default_rng(1)
    path = tmp_path / "ồn.wav"
    path.write_bytes(encoded((rng.normal(0, 3000, 22_050 * 6)).astype(np.int16).tobytes(), "wav"))
    with pytest.raises(InputError) as caught:
        _narrate(tmp_path / "c", path)
    assert caught.value.code is ErrorCode.RECORDING_MISMATCH


@pytest.mark.parametrize("content", [None, b"", b"no sound at all", encoded(bytes(44_100), "wav")], ids=["missing", "empty", "text", "silence"])
def test_what_is_no_recording_is_told(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "a.wav"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(InputError) as caught:
        _narrate(tmp_path / "c", path)
    assert caught.value.code is ErrorCode.RECORDING_UNREADABLE


def test_an_edit_aligns_again(tmp_path: Path) -> None:
    path = _recording(tmp_path / "a.wav")
    first = _narrate(tmp_path / "c", path)
    again = _narrate(tmp_path / "c", path)
    assert np.array_equal(first.lines[2].utterance.audio, again.lines[2].utterance.audio)

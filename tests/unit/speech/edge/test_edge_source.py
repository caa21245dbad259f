"""The real edge-tts client against a local server: speech, and each way the service is known to fail."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from pathlib import Path

import edge_tts.communicate
import numpy as np
import pytest

from emlinh_desktop.base.cancellation import Cancelled, CancelToken
from emlinh_desktop.base.locale_text import text
from emlinh_desktop.domain import service_faults
from emlinh_desktop.domain.brief import Language
from emlinh_desktop.domain.errors import EmlinhError, ErrorCode, InputError, ResourceError
from emlinh_desktop.domain.fallback import Fallback, FallbackChoice
from emlinh_desktop.domain.script import make_lines
from emlinh_desktop.domain.utterance import Narration
from emlinh_desktop.speech.edge import EdgeSource
from emlinh_desktop.speech.narrator import SpeechNarrator
from tests.helpers.edge_server import EdgeServer
from tests.helpers.spoken_text import LEAD_S, spoken_text
from tests.unit.speech.speech_checks import assert_sound

_TALK = [("Xin chào các bạn, em là Em Linh!", False), ("Năm 2024, chúng ta đọc 12 cuốn sách về biển Đông và blockchain.", True), ("Tạm biệt.", False)]
_ONE = [("Hôm nay chúng ta cùng nói về lợi ích của việc đọc sách.", False)]


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[EdgeServer]:
    monkeypatch.setattr(service_faults, "_WAITS_S", (0.01, 0.01))
    with EdgeServer() as server, server.redirected():
        yield server


def _narrator(folder: Path, silence_s: float = 5.0) -> SpeechNarrator:
    return SpeechNarrator(folder, [EdgeSource(folder, silence_s)])


def _narrate(folder: Path, sentences: list[tuple[str, bool]] = _ONE, target_s: float | None = None, silence_s: float = 5.0) -> Narration:
    narrator = _narrator(folder, silence_s)
    lines = make_lines(sentences)
    done: list[int] = []
    narration = narrator.narrate(lines, narrator.voice("edge:vi-VN-HoaiMyNeural", Language.VI), target_s, None, done.append, CancelToken())
    assert done == list(range(1, len(lines) + 1))
    return narration


def test_every_word_is_timed_where_it_is_heard(server: EdgeServer, tmp_path: Path) -> None:
    narration = _narrate(tmp_path, _TALK)
    for line in narration.lines:
        assert_sound(line.utterance)
        assert line.utterance.voice == "edge:vi-VN-HoaiMyNeural"
    first = narration.lines[0].utterance
    told = spoken_text("Xin chào các bạn, em là Em Linh!").words
    offset_s = told[0][0] - first.words[0].start_s
    late_ms = [1000 * (word.start_s + offset_s - start_s) for word, (start_s, _, _) in zip(first.words, told, strict=True)]
    assert np.abs(late_ms).max() < 5
    assert abs(offset_s - LEAD_S) < 0.025  # the encoder's 46 ms are gone


def test_numbers_are_sent_as_words_and_shown_as_written(server: EdgeServer, tmp_path: Path) -> None:
    second = _narrate(tmp_path, _TALK).lines[1].utterance
    assert "hai nghìn không trăm hai mươi tư" in " ".join(request["ssml"] for request in server.requests)
    assert [word.text for word in second.words][:2] == ["Năm", "2024,"]
    assert second.words[1].end_s - second.words[1].start_s > 0.8


def test_lines_are_asked_for_together_and_only_once(server: EdgeServer, tmp_path: Path) -> None:
    sentences = [(f"Đây là câu thứ {word} của bài.", False) for word in "nhất nhì ba tư năm sáu bảy tám".split()]
    server.speed, server.open_most = 20.0, 0
    first = _narrate(tmp_path, sentences)
    assert server.open_most == 5
    assert len(server.requests) == 8
    again = _narrate(tmp_path, sentences)
    assert len(server.requests) == 8
    assert all(np.array_equal(a.utterance.audio, b.utterance.audio) for a, b in zip(first.lines, again.lines, strict=True))


def test_lands_on_the_wanted_length(server: EdgeServer, tmp_path: Path) -> None:
    natural = _narrate(tmp_path, _TALK)
    natural_s = natural.lead_in_s + sum(line.utterance.duration_s + line.pause_after_s for line in natural.lines)
    fitted = _narrate(tmp_path, _TALK, natural_s * 0.93)
    fitted_s = fitted.lead_in_s + sum(line.utterance.duration_s + line.pause_after_s for line in fitted.lines)
    assert abs(fitted_s - natural_s * 0.93) < 0.1
    assert 1.0 < fitted.tempo <= 1.08
    assert len(server.requests) == 3
    for line in fitted.lines:
        assert_sound(line.utterance)


def test_the_measure_knows_the_voices_pace(server: EdgeServer, tmp_path: Path) -> None:
    narrator = _narrator(tmp_path)
    voice = narrator.voice("edge:HoaiMy", Language.VI)
    (seconds,) = narrator.seconds_for(voice)([_ONE[0][0]])
    assert len(server.requests) == 2  # the two sentences of the pace
    assert seconds == pytest.approx(_narrate(tmp_path).lines[0].utterance.duration_s, rel=0.12)


def test_a_service_that_fails_is_asked_for_its_pace_once(server: EdgeServer, tmp_path: Path) -> None:
    server.faults = ["status:400"] * 9
    narrator = _narrator(tmp_path)
    measure = narrator.seconds_for(narrator.voice("edge:HoaiMy", Language.VI))
    assert measure([_ONE[0][0]])[0] > 1
    server.faults.clear()  # asked again, it would answer both sentences of the pace
    assert measure(["Một câu khác."])[0] > 0.3
    assert len(server.requests) <= 2  # the second of the first time may come late


def test_a_hanging_service_does_not_hold_a_cancel_of_the_measure(server: EdgeServer, tmp_path: Path) -> None:
    server.faults = ["hang", "hang"]
    narrator = _narrator(tmp_path, 30.0)
    asked_at: list[float] = []

    def after_the_request() -> bool:
        if any("ssml" in request for request in server.requests) and not asked_at:
            asked_at.append(time.monotonic())
        return bool(asked_at)

    measure = narrator.seconds_for(narrator.voice("edge:HoaiMy", Language.VI), CancelToken(also=after_the_request, poll_s=0.01))
    with pytest.raises(Cancelled):
        measure(["Xin chào các bạn."])
    assert time.monotonic() - asked_at[0] < 1.0


@pytest.mark.parametrize("fault", ["403", "status:503", "status:500", "cut:6000", "close:6000", "noaudio", "busy:0"])
def test_a_passing_fault_is_survived(server: EdgeServer, tmp_path: Path, fault: str) -> None:
    server.faults = [fault]
    assert_sound(_narrate(tmp_path).lines[0].utterance)
    assert len(server.requests) == 2


@pytest.mark.parametrize("fault", ["nometa", "overflow"])
def test_without_word_times_the_sound_is_aligned(server: EdgeServer, tmp_path: Path, fault: str) -> None:
    server.faults = [fault]
    utterance = _narrate(tmp_path).lines[0].utterance
    assert_sound(utterance)
    told = spoken_text(_ONE[0][0]).words
    late_ms = np.array([1000 * (word.start_s - start_s) for word, (start_s, _, _) in zip(utterance.words, told, strict=True)])
    assert np.median(np.abs(late_ms - np.median(late_ms))) < 15  # the sound was trimmed by an unknown piece
    assert np.abs(late_ms - np.median(late_ms)).max() < 60


def test_a_wrong_clock_is_learnt(server: EdgeServer, tmp_path: Path) -> None:
    server.clock_offset_s = 3600.0
    server.faults = ["clock", "clock"]
    assert_sound(_narrate(tmp_path).lines[0].utterance)


@pytest.mark.parametrize(
    ("faults", "code"),
    [
        (["403", "403"], ErrorCode.SERVICE_REJECTED),
        (["403-nodate"], ErrorCode.SERVICE_REJECTED),
        (["status:401"], ErrorCode.SERVICE_REJECTED),
        (["status:400"], ErrorCode.SERVICE_MISUSED),
        (["busy:120"], ErrorCode.SERVICE_BUSY),
        (["busy:0"] * 3, ErrorCode.SERVICE_BUSY),
        (["status:503"] * 3, ErrorCode.SERVICE_DOWN),
        (["cut:6000"] * 3, ErrorCode.SERVICE_CUT),
        (["close:6000"] * 3, ErrorCode.SERVICE_CUT),
        (["noaudio"] * 3, ErrorCode.SERVICE_SILENT),
        (["hang"] * 3, ErrorCode.SERVICE_TIMEOUT),
        (["unknownpath"], ErrorCode.SERVICE_GARBLED),
        (["badframe"], ErrorCode.SERVICE_GARBLED),
        (["badjson"], ErrorCode.SERVICE_GARBLED),
    ],
    ids=lambda value: "+".join(value) if isinstance(value, list) else str(value),
)
def test_a_lasting_fault_has_a_code_and_a_sentence(server: EdgeServer, tmp_path: Path, faults: list[str | None], code: ErrorCode) -> None:
    server.faults = list(faults)
    with pytest.raises(ResourceError) as caught:
        _narrate(tmp_path, silence_s=0.3)
    assert caught.value.code is code
    assert isinstance(caught.value.__cause__, Exception) or code is ErrorCode.SERVICE_CUT
    assert server.faults == []
    for language in ("vi", "en"):
        assert "edge-tts" in text(f"error.{code.value}.what", language, **caught.value.params)
        assert text(f"error.{code.value}.do", language, **caught.value.params)


def test_nobody_answers(server: EdgeServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        monkeypatch.setattr(edge_tts.communicate, "WSS_URL", f"ws://127.0.0.1:{taken.getsockname()[1]}/?TrustedClientToken=TEST")
        with pytest.raises(ResourceError) as caught:
            _narrate(tmp_path)
    assert caught.value.code is ErrorCode.SERVICE_UNREACHABLE


def test_a_hanging_service_does_not_hold_a_cancel(server: EdgeServer, tmp_path: Path) -> None:
    server.faults = ["hang"]
    narrator = _narrator(tmp_path, 30.0)
    asked_at: list[float] = []

    def after_the_request() -> bool:
        if server.requests and "ssml" in server.requests[-1] and not asked_at:
            asked_at.append(time.monotonic())
        return bool(asked_at)

    with pytest.raises(Cancelled):
        narrator.narrate(
            make_lines(_ONE), narrator.voice("edge:HoaiMy", Language.VI), None, None, lambda _n: None, CancelToken(also=after_the_request, poll_s=0.01)
        )
    assert time.monotonic() - asked_at[0] < 1.0


@pytest.mark.expected_warnings
def test_the_offline_voice_stands_in_when_it_may(server: EdgeServer, tmp_path: Path) -> None:
    server.faults = ["403", "403"]
    asked: list[Fallback] = []

    def yes(fallback: Fallback, _cancel: CancelToken) -> FallbackChoice:
        asked.append(fallback)
        return FallbackChoice.STAND_IN

    narrator = SpeechNarrator(tmp_path, [EdgeSource(tmp_path)], yes)
    narration = narrator.narrate(make_lines(_ONE), narrator.voice("edge:NamMinh", Language.VI), None, None, lambda _n: None, CancelToken())
    assert narration.voice.id == "vi-north-male"
    assert narration.fallback is asked[0]
    assert narration.fallback.to_json() == {
        "kind": "voice",
        "wanted": "edge:vi-VN-NamMinhNeural",
        "used": "vi-north-male",
        "error_code": "service_rejected",
        "error_params": {"service": "edge-tts"},
    }


def test_the_wanted_voice_may_be_tried_again(server: EdgeServer, tmp_path: Path) -> None:
    server.faults = ["403", "403"]
    narrator = SpeechNarrator(tmp_path, [EdgeSource(tmp_path)], lambda _fallback, _cancel: FallbackChoice.TRY_AGAIN)
    narration = narrator.narrate(make_lines(_ONE), narrator.voice("edge:NamMinh", Language.VI), None, None, lambda _n: None, CancelToken())
    assert (narration.voice.id, narration.fallback) == ("edge:vi-VN-NamMinhNeural", None)


def test_lines_done_before_a_fault_are_kept(server: EdgeServer, tmp_path: Path) -> None:
    server.speed = 50.0
    server.faults = [None, "status:400"]
    sentences = [("Câu đầu tiên rất ngắn.", False), ("Câu thứ hai thì dài hơn một chút và bị từ chối.", False)]
    with pytest.raises(EmlinhError):
        _narrate(tmp_path, sentences)
    before = len(server.requests)
    _narrate(tmp_path, sentences)
    assert 1 <= len(server.requests) - before <= 2


def test_the_voice_list_is_fetched_and_kept(server: EdgeServer, tmp_path: Path) -> None:
    source = EdgeSource(tmp_path)
    assert [voice.id for voice in source.voices()][:2] == ["edge:vi-VN-HoaiMyNeural", "edge:vi-VN-NamMinhNeural"]
    assert "edge:en-AU-NatashaNeural" in {voice.id for voice in source.refresh_voices(CancelToken())}
    voice = EdgeSource(tmp_path).find("en-au-natashaneural", Language.VI)
    assert (voice.language, voice.region, voice.gender, voice.offline) == (Language.EN, "au", "female", False)
    server.faults = ["badjson"]
    with pytest.raises(ResourceError):
        source.refresh_voices(CancelToken())
    assert len(source.voices()) == 7


def test_a_damaged_list_is_no_list(tmp_path: Path) -> None:
    (tmp_path / "edge-voices.json").write_text("[[1", encoding="utf-8")
    assert len(EdgeSource(tmp_path).voices()) == 6


def test_an_unknown_voice_is_told_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        _narrator(tmp_path).voice("edge:vi-VN-HoaiMiNeural", Language.VI)
    assert caught.value.params["nearest"] == "edge:vi-VN-HoaiMyNeural"
    with pytest.raises(InputError):
        _narrator(tmp_path).voice("nobody:nova", Language.VI)

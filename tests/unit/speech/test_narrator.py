"""The port: lengths, caches, progress, cancel, an earlier plan."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from emlinh_desktop.base import child_process
from emlinh_desktop.base.cancellation import Cancelled, CancelToken
from emlinh_desktop.domain.brief import Language
from emlinh_desktop.domain.errors import ErrorCode, InputError
from emlinh_desktop.domain.ports import Narrator
from emlinh_desktop.domain.script import Line, make_lines
from emlinh_desktop.domain.shot import FilmPlan, LinePlan
from emlinh_desktop.domain.timebase import frames_for
from emlinh_desktop.domain.utterance import Narration
from emlinh_desktop.speech import espeak_process, espeak_workers
from emlinh_desktop.speech.narrator import SpeechNarrator

_VI = [
    ("Xin chào các bạn, em là Em Linh!", False),
    ("Hôm nay chúng ta nói về lợi ích của việc đọc sách mỗi ngày.", True),
    ("Đọc sách giúp bạn tập trung hơn, ngủ ngon hơn và hiểu người khác hơn.", False),
    ("Chỉ cần hai mươi phút mỗi tối, bạn sẽ đọc được hơn mười lăm cuốn một năm.", False),
    ("Bạn muốn bắt đầu từ cuốn nào?", True),
    ("Cảm ơn bạn đã lắng nghe, hẹn gặp lại!", False),
]
_EN = [
    ("Hello everyone, I am Em Linh!", False),
    ("Today we talk about the benefits of reading books every day.", True),
    ("Reading helps you focus, sleep better, and understand other people.", False),
    ("Twenty minutes every night is enough to finish more than fifteen books a year.", False),
    ("Which book would you like to begin with?", True),
    ("Thank you for listening, and see you next time!", False),
]


@pytest.fixture
def narrator(tmp_path: Path) -> SpeechNarrator:
    return SpeechNarrator(tmp_path / "c")


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> SpeechNarrator:
    """A narrator that remembers from test to test."""
    return SpeechNarrator(tmp_path_factory.mktemp("shared"))


@pytest.fixture
def workers(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """One entry for each worker started."""
    started: list[int] = []

    def counted() -> child_process.Child:
        started.append(len(started))
        return espeak_process.speech_worker()

    monkeypatch.setattr(espeak_workers, "speech_worker", counted)
    return started


def _narrate(
    narrator: SpeechNarrator, lines: Sequence[Line], target_s: float | None = None, earlier: FilmPlan | None = None, language: Language = Language.VI
) -> Narration:
    done: list[int] = []
    narration = narrator.narrate(lines, narrator.voice(None, language), target_s, earlier, done.append, CancelToken())
    assert done == list(range(1, len(lines) + 1))
    return narration


def _film_s(narration: Narration) -> float:
    """As the pipeline makes it: every Shot rounded up to whole frames."""
    frames = 0
    for index, line in enumerate(narration.lines):
        frames += frames_for((narration.lead_in_s if index == 0 else 0) + line.utterance.duration_s + line.pause_after_s)
    return frames / 30


def _plan_of(narration: Narration) -> FilmPlan:
    lines = tuple(LinePlan(line.utterance.line_id, line.utterance.text, line.pause_after_s, 7, 0.0, 1.0, None) for line in narration.lines)
    return FilmPlan(narration.tempo, narration.lead_in_s, lines)


def test_is_a_narrator(narrator: SpeechNarrator) -> None:
    port: Narrator = narrator
    assert port.voice("nova", Language.VI).id == "vi-north-female"


@pytest.mark.parametrize(("sentences", "language"), [(_VI, Language.VI), (_EN, Language.EN)], ids=["vi", "en"])
@pytest.mark.parametrize("change", [-0.09, -0.02, 0.05, 0.1])
def test_lands_on_the_wanted_length(shared: SpeechNarrator, sentences: list[tuple[str, bool]], language: Language, change: float) -> None:
    lines = make_lines(sentences)
    target_s = round(_film_s(_narrate(shared, lines, language=language)) * (1 + change), 1)
    narration = _narrate(shared, lines, target_s, language=language)
    assert abs(_film_s(narration) - target_s) < 0.1
    assert abs(narration.tempo - 1) <= 0.08
    for line in narration.lines[:-1]:
        assert 0.25 <= line.pause_after_s <= 1.1
    assert 0.8 <= narration.lines[-1].pause_after_s <= 1.5


def test_without_a_target_the_voice_takes_its_time(narrator: SpeechNarrator) -> None:
    narration = _narrate(narrator, make_lines(_VI))
    assert (narration.tempo, narration.lead_in_s) == (1.0, 0.5)
    assert narration.lines[1].pause_after_s > narration.lines[0].pause_after_s + 0.2  # a paragraph ends
    for line in narration.lines:
        frames = (line.utterance.duration_s + line.pause_after_s) * 30
        assert math.isclose(frames, round(frames), abs_tol=1e-6)


@pytest.mark.parametrize("speed", [0.8, 1.25])
def test_a_wished_speed_is_kept_and_the_length_fitted_around_it(narrator: SpeechNarrator, speed: float) -> None:
    lines, voice = make_lines(_VI), narrator.voice(None, Language.VI)
    free = narrator.narrate(lines, voice, None, None, lambda _n: None, CancelToken(), speed)
    assert free.tempo == pytest.approx(speed, abs=0.01)
    measured = narrator.seconds_for(voice, None, speed)([line.text for line in lines])
    assert measured == pytest.approx([line.utterance.duration_s for line in free.lines], abs=0.05)
    target_s = round(_film_s(free) * 1.05, 1)
    fitted = narrator.narrate(lines, voice, target_s, None, lambda _n: None, CancelToken(), speed)
    assert abs(_film_s(fitted) - target_s) < 0.1
    assert abs(fitted.tempo / speed - 1) <= 0.09


def test_seconds_for_is_the_length_spoken(narrator: SpeechNarrator, workers: list[int]) -> None:
    measure = narrator.seconds_for(narrator.voice(None, Language.VI))
    texts = [text for text, _ in _VI]
    seconds = measure(texts)
    assert len(workers) == 1
    assert seconds == [line.utterance.duration_s for line in _narrate(narrator, make_lines(_VI)).lines]
    del workers[:]
    assert measure(texts[::-1]) == seconds[::-1]
    assert measure([]) == []
    assert workers == []


def test_spoken_again_from_the_cache(narrator: SpeechNarrator, tmp_path: Path, workers: list[int]) -> None:
    lines = make_lines(_VI)
    first = _narrate(narrator, lines, 27.0)
    del workers[:]
    again = _narrate(SpeechNarrator(tmp_path / "c"), lines, 27.0)
    assert workers == []
    assert again.tempo == first.tempo
    for one, other in zip(first.lines, again.lines, strict=True):
        assert one.pause_after_s == other.pause_after_s
        assert one.utterance.audio.tobytes() == other.utterance.audio.tobytes()  # to the sign of a zero: the sound is named by it
        assert (one.utterance.words, one.utterance.phonemes) == (other.utterance.words, other.utterance.phonemes)


def test_a_damaged_entry_is_spoken_again(narrator: SpeechNarrator, tmp_path: Path, workers: list[int]) -> None:
    first = _narrate(narrator, make_lines(_VI))
    victim = sorted((tmp_path / "c").rglob("*.npz"))[2]
    victim.write_bytes(victim.read_bytes()[:1000])
    del workers[:]
    again = _narrate(narrator, make_lines(_VI))
    assert len(workers) == 1
    assert all(np.array_equal(one.utterance.audio, other.utterance.audio) for one, other in zip(first.lines, again.lines, strict=True))


def test_an_edit_keeps_tempo_and_pauses(narrator: SpeechNarrator, workers: list[int]) -> None:
    lines = make_lines(_VI)
    first = _narrate(narrator, lines, 28.0)
    plan = replace(_plan_of(first), lead_in_s=0.7)
    edited = make_lines([*_VI[:2], ("Đọc sách giúp bạn bình tâm.", False), *_VI[3:]])
    del workers[:]
    second = _narrate(narrator, edited, 28.0, plan)
    assert len(workers) == 1
    assert (second.tempo, second.lead_in_s) == (first.tempo, 0.7)
    for index, (one, other) in enumerate(zip(first.lines, second.lines, strict=True)):
        if index != 2:
            assert one.pause_after_s == other.pause_after_s
            assert np.array_equal(one.utterance.audio, other.utterance.audio)
    assert _film_s(second) < _film_s(first)


def test_a_line_that_becomes_the_last_gets_a_tail(narrator: SpeechNarrator) -> None:
    plan = _plan_of(_narrate(narrator, make_lines(_VI)))
    shorter = _narrate(narrator, make_lines(_VI[:4]), None, plan)
    assert shorter.lines[-1].pause_after_s >= 0.8


@pytest.mark.parametrize("texts", [[], ["🎉"], ["---", "…", "!!!"], ["你好。", "こんにちは"]])
def test_nothing_to_say(narrator: SpeechNarrator, texts: list[str]) -> None:
    with pytest.raises(InputError) as caught:
        _narrate(narrator, make_lines((text, False) for text in texts))
    assert caught.value.code is ErrorCode.NOTHING_TO_SAY


def test_a_line_of_symbols_among_words(narrator: SpeechNarrator) -> None:
    narration = _narrate(narrator, make_lines([("Xin chào.", False), ("🎉", False), ("Tạm biệt.", False)]))
    assert 0.1 < narration.lines[1].utterance.duration_s < 0.5


def test_a_cancel_keeps_the_lines_done(narrator: SpeechNarrator, workers: list[int]) -> None:
    lines = make_lines([(f"Đây là câu thứ {n}. " + "Người dân làng chài ra khơi từ sáng sớm, rồi trở về. " * 27, False) for n in range(4)])
    token = CancelToken()

    def stop_after_two(done: int) -> None:
        if done == 2:
            token.cancel()

    with pytest.raises(Cancelled):
        narrator.narrate(lines, narrator.voice(None, Language.VI), None, None, stop_after_two, token)
    assert len(workers) == 2
    del workers[:]
    _narrate(narrator, lines[:2])
    assert workers == []
    _narrate(narrator, lines)
    assert workers != []


def test_the_same_sentence_twice(narrator: SpeechNarrator) -> None:
    narration = _narrate(narrator, make_lines([("Đi thôi!", False), ("Đi thôi!", False)]))
    first, second = (line.utterance for line in narration.lines)
    assert first.line_id != second.line_id
    assert np.array_equal(first.audio, second.audio)

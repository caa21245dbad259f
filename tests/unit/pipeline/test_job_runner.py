"""One job from wish to each of its ends, with tools that work, fail, or are cancelled in the middle."""

from __future__ import annotations

import errno
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from emlinh_desktop.base.cancellation import CancelToken
from emlinh_desktop.domain.brief import Brief
from emlinh_desktop.domain.errors import ErrorCode, ProductError
from emlinh_desktop.domain.event import CLI_SESSION, STATION_PERCENT, STATIONS, JobId, JobStatus, ProgressEvent, Step
from emlinh_desktop.domain.film import QualityReport
from emlinh_desktop.pipeline.job_runner import Outcome, run_job
from emlinh_desktop.pipeline.tools import Tools
from tests.unit.pipeline.fakes import FakeMixer, FakeRenderer, FakeWriter, MemoryStore, make_tools


class Stage:
    """A set of tools, one job, and what was told about it."""

    def __init__(self, folder: Path) -> None:
        self.tools: Tools = make_tools(folder)
        self.told: list[ProgressEvent] = []
        self.cancel = CancelToken()
        self.output = folder / "out" / "film.mp4"
        assert isinstance(self.tools.store, MemoryStore)
        self.store = self.tools.store
        self.job_id: JobId = self.store.create_job(Brief(topic="Đọc sách"), CLI_SESSION, str(self.output))

    def run(self, listen: Callable[[ProgressEvent], None] = lambda _event: None) -> Outcome:
        def publish(event: ProgressEvent) -> None:
            assert event in self.store.told, "told before it was stored"
            self.told.append(event)
            listen(event)

        return run_job(self.tools, self.job_id, publish, self.cancel)

    @property
    def stations(self) -> list[Step]:
        return list(dict.fromkeys(event.step for event in self.told))


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return Stage(tmp_path)


def brief_of(stage: Stage, **fields: Any) -> None:
    job = stage.store.records[stage.job_id]
    stage.store.records[stage.job_id] = replace(job, brief=replace(job.brief, **fields))


def test_music_its_volume_and_the_speed_reach_the_tools(stage: Stage) -> None:
    brief_of(stage, music="calm", music_percent=50.0, speed=1.2)
    assert stage.run().film is not None
    assert isinstance(stage.tools.mixer, FakeMixer)
    assert stage.tools.mixer.mixed == [("/music/calm", 50.0)]
    data = {event.step: event.data for event in reversed(stage.told)}
    assert data[Step.AUDIO_COMPLETED]["tempo"] == pytest.approx(1.03 * 1.2, abs=0.001)
    assert data[Step.RENDERING_VIDEO]["music"] == "calm"
    assert (data[Step.REQUEST_RECEIVED]["brief"]["speed"], data[Step.REQUEST_RECEIVED]["brief"]["music_volume"]) == (1.2, 50.0)


@pytest.mark.expected_warnings
@pytest.mark.parametrize(("fields", "code"), [({"speed": 3.0}, ErrorCode.SPEED_OUT_OF_RANGE), ({"music_percent": 0.0}, ErrorCode.MUSIC_VOLUME_OUT_OF_RANGE)])
def test_a_speed_or_volume_out_of_range_fails_at_once(stage: Stage, fields: dict[str, float], code: ErrorCode) -> None:
    brief_of(stage, **fields)
    outcome = stage.run()
    assert outcome.error is not None
    assert outcome.error.code is code


def test_a_film_tells_all_twelve_stations_in_order_with_their_percents(stage: Stage) -> None:
    outcome = stage.run()
    assert outcome.film is not None
    assert stage.stations == list(STATIONS)
    first = {event.step: event.progress for event in reversed(stage.told)}
    assert first == {step: float(percent) for step, percent in STATION_PERCENT.items()}
    assert stage.store.job(stage.job_id).status is JobStatus.COMPLETED


def test_percents_never_fall_and_messages_are_the_promised_ones(stage: Stage) -> None:
    stage.run()
    percents = [event.progress for event in stage.told]
    assert percents == sorted(percents)
    messages = {event.step: event.message for event in stage.told}
    assert messages[Step.REQUEST_RECEIVED] == "📋 Đã nhận yêu cầu tạo video về: Đọc sách"
    assert messages[Step.RECORD_CREATED] == "✅ Đã tạo bản ghi video với ID: 1"
    assert messages[Step.COMPLETED] == "🎉 Video đã được tạo thành công!"


def test_no_event_carries_a_local_path(stage: Stage, tmp_path: Path) -> None:
    stage.run()
    assert not [event for event in stage.told if str(tmp_path) in str(event.to_json())]


@pytest.mark.parametrize("station", [step for step in STATIONS if step is not Step.COMPLETED])
def test_cancel_at_any_station_then_resume_continues_the_list(stage: Stage, station: Step) -> None:
    def cancel_there(event: ProgressEvent) -> None:
        if event.step is station:
            stage.cancel.cancel()

    outcome = stage.run(cancel_there)
    assert outcome.film is None
    assert outcome.error is None
    assert stage.told[-1].step is Step.CANCELLED
    assert stage.store.job(stage.job_id).status is JobStatus.CANCELLED
    assert not stage.output.exists()
    before = len(stage.told)
    stage.cancel = CancelToken()
    assert stage.run().film is not None
    continued = [event.step for event in stage.told[before:]]
    assert [step for step in dict.fromkeys(continued) if step not in {e.step for e in stage.told[:before]}] == list(STATIONS[STATIONS.index(station) + 1 :])


def test_resume_writes_no_second_script(stage: Stage) -> None:
    writer = stage.tools.writers["offline"]
    assert isinstance(writer, FakeWriter)
    stage.run(lambda event: stage.cancel.cancel() if event.step is Step.GENERATING_AUDIO else None)
    stage.cancel = CancelToken()
    stage.run()
    assert writer.calls == 1


def test_a_cancel_file_in_the_job_folder_stops_it(stage: Stage) -> None:
    def put_file(event: ProgressEvent) -> None:
        if event.step is Step.RENDERING_VIDEO:
            (stage.tools.jobs_folder / stage.job_id / "cancel").touch()
            stage.tools.renderer.before_frame = lambda _done: stage.cancel.wait(0.02)  # type: ignore[attr-defined]  # the fake's own

    assert stage.run(put_file).film is None
    assert stage.told[-1].step is Step.CANCELLED


def test_leaving_interrupts_and_cancelling_wins_over_leaving(stage: Stage) -> None:
    leaving = CancelToken()

    def leave(event: ProgressEvent) -> None:
        if event.step is Step.GENERATING_AUDIO:
            leaving.cancel()
            stage.tools.renderer.before_frame = lambda _done: stage.cancel.wait(0.12)  # type: ignore[attr-defined]  # the fake's own

    assert run_job(stage.tools, stage.job_id, leave, stage.cancel, leaving).film is None
    assert stage.store.job(stage.job_id).status is JobStatus.INTERRUPTED
    assert stage.store.told[-1].step is Step.INTERRUPTED
    stage.cancel.cancel()
    assert run_job(stage.tools, stage.job_id, lambda _event: None, stage.cancel, leaving).film is None
    assert stage.store.job(stage.job_id).status is JobStatus.CANCELLED


@pytest.mark.expected_warnings
def test_a_failing_render_ends_as_failed_with_its_code(stage: Stage) -> None:
    def fail(done: int) -> None:
        if done > 50:
            raise ProductError(ErrorCode.RENDER_FAILED, reason="x")

    stage.tools = replace(stage.tools, renderer=FakeRenderer(before_frame=fail))
    outcome = stage.run()
    assert outcome.error is not None
    assert outcome.error.code is ErrorCode.RENDER_FAILED
    assert stage.told[-1].step is Step.FAILED
    assert stage.told[-1].progress < 95
    assert stage.store.job(stage.job_id).error_code == "render_failed"


@pytest.mark.expected_warnings
def test_a_failing_mix_ends_the_render_at_once(stage: Stage) -> None:
    mixer = stage.tools.mixer
    assert isinstance(mixer, FakeMixer)
    mixer.error = OSError(errno.ENOSPC, "full", "sound.m4a")
    stage.tools = replace(stage.tools, renderer=FakeRenderer(before_frame=lambda _done: stage.cancel.wait(0.005)))
    outcome = stage.run()
    assert outcome.error is not None
    assert outcome.error.code is ErrorCode.DISK_FULL


@pytest.mark.expected_warnings
def test_a_film_that_fails_its_check_is_not_called_completed(stage: Stage) -> None:
    stage.tools = replace(stage.tools, renderer=FakeRenderer(report=QualityReport(("silent 12.0 s",), (), {})))
    outcome = stage.run()
    assert outcome.error is not None
    assert outcome.error.code is ErrorCode.QUALITY_FAILED
    assert not stage.output.exists()
    assert Step.COMPLETED not in stage.stations


@pytest.mark.expected_warnings
def test_a_bug_becomes_an_internal_failure_not_a_traceback(stage: Stage) -> None:
    def bug(_done: int) -> None:
        raise ZeroDivisionError("oops")

    stage.tools = replace(stage.tools, renderer=FakeRenderer(before_frame=bug))
    outcome = stage.run()
    assert outcome.error is not None
    assert outcome.error.code is ErrorCode.INTERNAL
    assert isinstance(outcome.error.__cause__, ZeroDivisionError)


def test_workers_are_started_for_new_sentences_only(stage: Stage) -> None:
    renderer, writer = stage.tools.renderer, stage.tools.writers["offline"]
    assert isinstance(renderer, FakeRenderer)
    assert isinstance(writer, FakeWriter)
    for sentences in (writer.sentences, writer.sentences, ("Chào cả nhà.", *writer.sentences[1:])):
        writer.sentences = sentences
        stage.job_id = stage.store.create_job(Brief(topic="Đọc sách"), CLI_SESSION, str(stage.output))
        assert stage.run().film is not None
    assert renderer.warmed == [None, 1]  # all for the first film, none for the unchanged one, one for the edit

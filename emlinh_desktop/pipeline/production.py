"""One job from Brief to Film: the twelve steps in order, resumable at any of them."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path
from typing import Any

from emlinh_desktop.base.cancellation import CancelToken
from emlinh_desktop.base.heap import give_back_freed
from emlinh_desktop.domain.brief import BUILT_IN_BACKGROUNDS, Brief
from emlinh_desktop.domain.errors import ErrorCode, InputError, ProductError
from emlinh_desktop.domain.event import JobStatus, Step, VideoId
from emlinh_desktop.domain.film import Film, JobRecord
from emlinh_desktop.domain.script import Script
from emlinh_desktop.domain.shot import FilmPlan, Look
from emlinh_desktop.domain.soundtrack import Soundtrack
from emlinh_desktop.domain.timebase import FPS
from emlinh_desktop.domain.utterance import Narration
from emlinh_desktop.pipeline.planning import PlannedFilm, make_shots, plan_film, plan_key
from emlinh_desktop.pipeline.preflight import Preflight, check_room, preflight
from emlinh_desktop.pipeline.progress import Progress, RenderClock, finish_eta_s, rough_eta_s
from emlinh_desktop.pipeline.tools import Tools

log = logging.getLogger(__name__)

_PREVIEW_CHARACTERS = 200


def job_folder(tools: Tools, job: JobRecord) -> Path:
    """The job's own folder: cancel file, progress files, preview, links to its Segments."""
    return tools.jobs_folder / job.id


class Production:
    """Makes the film of one job. One thread; every wait polls the token."""

    def __init__(self, tools: Tools, job: JobRecord, progress: Progress, cancel: CancelToken) -> None:
        self._tools = tools
        self._job = job
        self._brief = job.brief
        self._progress = progress
        self._cancel = cancel
        self._output = Path(job.output)

    def run(self) -> Film:
        """Do every step that is not done yet.

        Raises:
            Cancelled: the token was cancelled; what is finished stays in the caches.
            EmlinhError: what went wrong, coded.
        """
        self._progress.station(Step.REQUEST_RECEIVED, {"brief": public_brief(self._brief)}, topic=self._brief.topic)
        self._progress.station(Step.INITIALIZING, {"preflight": "started"})
        checked = preflight(self._brief, self._tools, self._output)
        key = plan_key(self._brief, checked.look, checked.voice.id, checked.language)
        earlier = self._tools.store.plan(self._job.id) or self._tools.store.latest_plan(key)
        if earlier is None:  # workers start while the talk is written and spoken
            self._tools.renderer.warm(checked.look)
        script = self._write(checked)
        if earlier is not None:
            self._warm_for(len({line.text for line in script.lines} - {line.text for line in earlier.lines}), checked.look)
        video_id = self._record(script, checked)
        planned = self._plan(script, checked, key, earlier)
        film = self._render(planned, script, checked.music)
        self._complete(video_id, film, script)
        return film

    def _warm_for(self, new_lines: int, look: Look) -> None:
        """A film of which so many Lines are new: without any, every Segment is there, and workers that were started early only disturb."""
        if new_lines:
            self._tools.renderer.warm(look, new_lines)
        else:
            self._tools.renderer.dismiss()

    def _write(self, checked: Preflight) -> Script:
        draft = self._brief.script_text is None
        self._progress.station(
            Step.GENERATING_SCRIPT,
            {"writer": checked.writer.id, "draft": draft, "language": checked.language.value, "eta_s": rough_eta_s(self._brief.duration_s)},
        )
        script = self._tools.store.script(self._job.id)
        if script is None:
            script = checked.writer.write(
                self._brief,
                checked.language,
                self._tools.narrator.seconds_for(checked.voice, self._cancel, self._brief.speed),
                lambda done: self._progress.within(done, 20, 35, {"writer": checked.writer.id, "eta_s": rough_eta_s(self._brief.duration_s)}),
                self._cancel,
            )
            if not script.lines:
                raise InputError(ErrorCode.SCRIPT_EMPTY if not draft else ErrorCode.NOTHING_TO_SAY)
            self._tools.store.save_script(self._job.id, script)
        words = script.text
        self._progress.station(
            Step.SCRIPT_COMPLETED,
            {
                "script": words,
                "script_preview": words[:_PREVIEW_CHARACTERS],
                "lines": len(script.lines),
                "writer": script.writer,
                "draft": script.draft,
                "language": script.language.value,
                **_news_of(script),
            },
            n=len(words),
        )
        return script

    def _record(self, script: Script, checked: Preflight) -> VideoId:
        self._progress.station(Step.CREATING_RECORD)
        video_id = self._job.video_id
        if video_id is None:
            video_id = self._tools.store.create_video(self._job.id, script.title, checked.voice.id)
        self._progress.station(Step.RECORD_CREATED, {"video_id": video_id}, id=video_id)
        return video_id

    def _speak(self, script: Script, checked: Preflight, earlier: FilmPlan | None) -> Narration:
        total = len(script.lines)
        voice = checked.voice
        self._progress.station(
            Step.GENERATING_AUDIO, {"voice": voice.id, "line": 0, "lines": total, "eta_s": rough_eta_s(self._brief.duration_s)}, voice=voice.id
        )

        def line_done(n: int) -> None:
            self._progress.within(n / total, 50, 70, {"voice": voice.id, "line": n, "lines": total, "eta_s": rough_eta_s(self._brief.duration_s)})

        target_s = None if self._brief.script_text is not None else self._brief.duration_s
        return self._tools.narrator.narrate(script.lines, voice, target_s, earlier, line_done, self._cancel, self._brief.speed)

    def _plan(self, script: Script, checked: Preflight, key: str, earlier: FilmPlan | None) -> PlannedFilm:
        narration = self._speak(script, checked, earlier)
        if narration.fallback is not None:  # a stand-in's tempo and pauses are not the wanted voice's
            key = plan_key(self._brief, checked.look, narration.voice.id, checked.language)
            earlier = None
        plan = plan_film(script, narration, earlier)
        self._tools.store.save_plan(self._job.id, key, plan)
        planned = make_shots(plan, narration, checked.look, self._tools.lip_sync, self._tools.captions)
        duration_s = planned.frame_count / FPS
        check_room(self._tools, planned.frame_count, self._brief, self._output.parent)
        self._progress.station(
            Step.AUDIO_COMPLETED,
            {
                "actual_duration": round(duration_s, 3),
                "wanted_duration": None if self._brief.script_text is not None else self._brief.duration_s,
                "voice": narration.voice.id,
                "tempo": round(narration.tempo, 4),
                **({"fallback": narration.fallback.to_json()} if narration.fallback else {}),
                "eta_s": rough_eta_s(duration_s),
            },
            s=f"{duration_s:.1f}",
        )
        return planned

    def _render(self, planned: PlannedFilm, script: Script, music: str | None) -> Film:
        folder = job_folder(self._tools, self._job)
        folder.mkdir(parents=True, exist_ok=True)
        frame_count = planned.frame_count
        plan_data: dict[str, Any] = {
            "frames": frame_count,
            "lines": len(planned.shots),
            "composition": self._brief.composition.value,
            "background": _background_name(self._brief),
            "music": None if music is None else Path(music).stem,
            "eta_s": rough_eta_s(frame_count / FPS),
        }
        self._progress.station(Step.RENDERING_VIDEO, plan_data, s=f"{frame_count / FPS:.1f}", bg=_background_name(self._brief))
        with _Aside(self._cancel) as aside:
            sound = aside.start(lambda token: self._mix(planned, music, folder / "sound.m4a", token))
            segments = self._tools.renderer.render(planned.shots, self._brief, folder, self._frames_told(frame_count, sound), self._cancel)
            self._tools.renderer.dismiss()  # no worker is needed to finish, and each holds hundreds of MB
            self._second_half_reached(RenderClock(frame_count), frame_count, frame_count)
            self._progress.station(Step.FINALIZING, {"eta_s": finish_eta_s(frame_count)})
            track = aside.result(sound)
        self._progress.within(0.4, 95, 100, {"eta_s": finish_eta_s(frame_count)})
        return self._tools.renderer.finish(planned.shots, segments, track, script.title, script.language, self._output, self._cancel)

    def _mix(self, planned: PlannedFilm, music: str | None, final: Path, token: CancelToken) -> Soundtrack:
        def let_go() -> None:
            planned.audio.clear()  # of a five-minute film 58 MB, not needed while its pictures are made
            give_back_freed()

        track = self._tools.mixer.mix(planned.audio, music, final, token, self._brief.music_percent, let_go)
        let_go()
        return track

    def _frames_told(self, frame_count: int, sound: Future[Soundtrack]) -> Callable[[int], None]:
        clock = RenderClock(frame_count)

        def told(done: int) -> None:
            if sound.done() and not sound.cancelled():
                sound.result()  # a failed mix ends the render at once
            clock.update(done)
            half = frame_count / 2
            data = {"frame": done, "frames": frame_count, "fps": round(clock.fps, 1), "eta_s": clock.eta_s}
            if done < half:
                self._progress.within(done / half, 75, 85, data)
            else:
                self._second_half_reached(clock, done, frame_count)
                self._progress.within((done - half) / half, 85, 95, data)

        return told

    def _second_half_reached(self, clock: RenderClock, done: int, frame_count: int) -> None:
        if self._progress.current is Step.VIDEO_RENDERING:
            return
        self._progress.station(
            Step.VIDEO_RENDERING,
            {"frame": done, "frames": frame_count, "fps": round(clock.fps, 1), "eta_s": clock.eta_s},
            comp=self._brief.composition.value,
        )

    def _complete(self, video_id: VideoId, film: Film, script: Script) -> None:
        if not film.report.passed:
            rejected = job_folder(self._tools, self._job) / "rejected.mp4"
            shutil.move(film.path, rejected)  # for diagnosis; the finished Segments stay in the cache
            log.error("job %s: rejected film kept as %s", self._job.id, rejected)
            raise ProductError(ErrorCode.QUALITY_FAILED, faults="; ".join(film.report.faults))
        for warning in film.report.warnings:
            log.info("job %s: quality warning: %s", self._job.id, warning)
        self._tools.store.finish_video(video_id, film)
        self._tools.store.set_status(self._job.id, JobStatus.COMPLETED)
        self._progress.completed(
            {
                "video_id": video_id,
                "duration": round(film.duration_s, 3),
                "frames": film.frame_count,
                "draft": script.draft,
                "quality": film.report.to_json(),
            }
        )
        shutil.rmtree(job_folder(self._tools, self._job), ignore_errors=True)


class _Aside:
    """Work beside the render, in a thread that waits for a child process; it never outlives the block."""

    def __init__(self, cancel: CancelToken) -> None:
        self._cancel = cancel
        self._token = CancelToken(cancel)
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="aside")

    def __enter__(self) -> _Aside:
        return self

    def __exit__(self, *_: object) -> None:
        self._token.cancel()
        self._pool.shutdown(wait=True, cancel_futures=True)

    def start(self, work: Callable[[CancelToken], Soundtrack]) -> Future[Soundtrack]:
        return self._pool.submit(work, self._token)

    def result(self, future: Future[Soundtrack]) -> Soundtrack:
        while not future.done():
            self._cancel.wait(0.05)
        return future.result()


def _background_name(brief: Brief) -> str:
    return brief.background if brief.background in BUILT_IN_BACKGROUNDS else Path(brief.background).name


def _voice_name(voice: str | None) -> str | None:
    """The wished voice; of a file (`recording:PATH`, `piper:PATH`) only the name."""
    engine, colon, name = (voice or "").partition(":")
    return f"{engine}:{Path(name).name}" if colon else voice


def _news_of(script: Script) -> dict[str, Any]:
    """Why another writer wrote it, and what a language model cost: told once, not stored with the script."""
    news: dict[str, Any] = {}
    if script.fallback is not None:
        news["fallback"] = script.fallback.to_json()
    if script.cost is not None:
        news["cost"] = asdict(script.cost)
    return news


def public_brief(brief: Brief) -> dict[str, Any]:
    """The brief as an event may tell it: no local path, no long text."""
    return {
        "topic": brief.topic,
        "duration": brief.duration_s,
        "composition": brief.composition.value,
        "background": _background_name(brief),
        "voice": _voice_name(brief.voice),
        "language": brief.language.value if brief.language else None,
        "captions": brief.captions,
        "quality": brief.quality.value,
        "writer": "own" if brief.script_text is not None else brief.writer,
        "music": Path(brief.music).name if brief.music else None,
        "music_volume": brief.music_percent,
        "speed": brief.speed,
    }

"""The program without a face: records, films made from them, and the desk of the broadcast."""

from __future__ import annotations

import contextlib
import dataclasses
import functools
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from emlinh_desktop.app.engines import Writers, model_names, models_of, open_narrator
from emlinh_desktop.base.cancellation import CancelToken
from emlinh_desktop.base.file_name import free_name, safe_file_name
from emlinh_desktop.base.locale_text import text
from emlinh_desktop.base.paths import AppPaths
from emlinh_desktop.domain.brief import Brief, Language
from emlinh_desktop.domain.errors import ErrorCode, InputError, ResourceError, unknown_name
from emlinh_desktop.domain.event import CLI_SESSION, JobId, JobStatus, ProgressEvent, SessionId, Step
from emlinh_desktop.server.listeners import Listeners

if TYPE_CHECKING:
    from emlinh_desktop.base.child_process import Child
    from emlinh_desktop.domain.fallback import Fallback, FallbackChoice, OnFailure
    from emlinh_desktop.domain.guest import Guest
    from emlinh_desktop.domain.language_model import LanguageModel
    from emlinh_desktop.domain.ports import Orders
    from emlinh_desktop.domain.utterance import Voice
    from emlinh_desktop.pipeline.job_runner import Outcome
    from emlinh_desktop.pipeline.tools import Tools
    from emlinh_desktop.render.renderer import Renderer
    from emlinh_desktop.server.broadcast import Broadcast
    from emlinh_desktop.server.desk import Desk
    from emlinh_desktop.server.job_queue import JobQueue
    from emlinh_desktop.settings.online import OnlineSettings
    from emlinh_desktop.settings.secrets import Secrets
    from emlinh_desktop.store.sqlite_store import SqliteStore


_Started = TypeVar("_Started")


def _if_possible(start: Callable[[], _Started]) -> _Started | None:
    """A process, or None where there is none to be had: that is said when it is needed."""
    with contextlib.suppress(OSError):
        return start()
    return None


class App:
    """The program without a face: records, and films made from them. Use as a context manager.

    `on_failure` is asked on the production thread when a voice or writer fails and another could stand in; without it the
    settings decide, and where they want to ask there is nobody. `previews`: somebody looks at the pictures of a film in the making.
    """

    def __init__(self, paths: AppPaths, cancel: CancelToken, on_failure: OnFailure | None = None, *, previews: bool = False) -> None:
        self.paths = paths
        self._on_failure = on_failure or self._by_policy
        self._previews = previews
        self._cancel = cancel
        self._store: SqliteStore | None = None
        self._opening = threading.Lock()
        self._left: list[JobId] = []
        self._renderer: Renderer | None = None
        self._early_voice: Child | None = None
        self._listeners = Listeners()

    def tell(self, event: ProgressEvent) -> None:
        """Pass a stored event on to the broadcast, if there is one. Any thread."""
        self._listeners.tell(event)

    @property
    def store(self) -> SqliteStore:
        """The records, opened at first use; jobs whose owner is gone become interrupted then. Any thread."""
        with self._opening:
            if self._store is None:
                from emlinh_desktop.store.sqlite_store import open_store

                self._store = open_store(self.paths, self._cancel)
                self._left = self._store.mark_interrupted()
            return self._store

    def close(self) -> None:
        """Close the records, and end workers that nobody needed."""
        if self._renderer is not None:
            self._renderer.close()
            self._renderer = None
        if self._early_voice is not None:
            self._early_voice.end()
            self._early_voice = None
        if self._store is not None:
            self._store.close()
            self._store = None

    def __enter__(self) -> App:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def jobs_folder(self) -> Path:
        return self.paths.jobs

    def expect(self, brief: Brief) -> None:
        """Start a render worker and one of the offline voice for a film that will be made next: they load while the records are opened.

        Nothing is promised by it, and nothing fails here. One only: an unchanged film needs none, an edited one one. With the
        user's own media no render worker is started, for those are proved first.
        """
        from emlinh_desktop.domain.brief import BUILT_IN_BACKGROUNDS
        from emlinh_desktop.render.worker_process import WorkerProcess
        from emlinh_desktop.speech.espeak_process import speech_worker

        worker = None if brief.background not in BUILT_IN_BACKGROUNDS else _if_possible(WorkerProcess)
        self._early_voice = None if ":" in (brief.voice or "") else _if_possible(speech_worker)
        if worker is not None:
            from emlinh_desktop.domain.shot import Background, Look  # all load while the worker does
            from emlinh_desktop.render.painter import frame_painter
            from emlinh_desktop.render.renderer import Renderer
            from emlinh_desktop.render.segment_worker import WarmOrder
            from emlinh_desktop.render.workers import WorkerProcesses

            workers = WorkerProcesses(early=worker)
            workers.warm(WarmOrder(Look(brief.composition, Background(brief.background), brief.presenter, brief.captions), frame_painter), 1)
            self._renderer = Renderer(self.paths.segment_cache, previews=self._previews, executor=workers)

    def submit(self, brief: Brief, output: Path | None, session_id: SessionId = CLI_SESSION, folder: Path | None = None) -> JobId:
        """Store a new job. Without `output` the film gets a name in `folder` (or the films folder) that no file and no job has."""
        if output is None:
            output = free_name(folder or self.paths.films, safe_file_name(brief.topic), ".mp4", self.store.is_output)
        return self.store.create_job(brief, session_id, str(output.absolute()))

    @functools.cached_property
    def secrets(self) -> Secrets:
        """The keys of online services; one for the whole program, for it remembers those that no keyring keeps."""
        from emlinh_desktop.settings.secrets import Secrets

        return Secrets()

    def online(self) -> OnlineSettings:
        """Which services are used now, by the environment and the settings. Any thread. Raises InputError BAD_OPTION."""
        from emlinh_desktop.settings.online import online_settings_of

        return online_settings_of(self.paths.config)

    def usual(self, brief: Brief, writer: str | None = None) -> Brief:
        """The wish with the user's usual writer, and the usual voice if it speaks the talk's language, where it names none."""
        from emlinh_desktop.settings import settings_file
        from emlinh_desktop.writing.language import language_of_text

        settings = settings_file.load(self.paths.config / settings_file.FILE_NAME)
        language = brief.language or language_of_text(brief.script_text or brief.topic)
        return dataclasses.replace(brief, writer=writer or settings.writer, voice=brief.voice or settings.voice_for(language))

    def _by_policy(self, _fallback: Fallback, _cancel: CancelToken) -> FallbackChoice:
        from emlinh_desktop.domain.fallback import choice_without_asking

        return choice_without_asking(self.online().fallback)

    def run(
        self,
        job_id: JobId,
        publish: Callable[[ProgressEvent], None],
        cancel: CancelToken,
        leaving: CancelToken | None = None,
        on_failure: OnFailure | None = None,
    ) -> Outcome:
        """Make the film of a stored job in this process, from where it stopped. Stopped by `leaving` it becomes interrupted.

        Raises:
            InputError: JOB_UNKNOWN, or JOB_NOT_RESUMABLE when it is completed.
            ResourceError: JOB_BUSY when another process runs it.
        """
        from emlinh_desktop.pipeline.job_runner import run_job
        from emlinh_desktop.store.ownership import JobOwnership

        with JobOwnership(self.store, job_id, cancel), self._open_tools(on_failure or self._on_failure) as tools:
            return run_job(tools, job_id, publish, cancel, leaving)

    @contextlib.contextmanager
    def _open_tools(self, on_failure: OnFailure) -> Iterator[Tools]:
        """The real tool for every port; workers are ended when the block ends."""
        from emlinh_desktop.lipsync.mouth_track import MouthTracker
        from emlinh_desktop.picture.caption_pages import CaptionPages
        from emlinh_desktop.picture.own_media import OwnMedia
        from emlinh_desktop.pipeline.tools import Tools
        from emlinh_desktop.render.renderer import Renderer
        from emlinh_desktop.sound.mixer import Mixer

        paths, settings = self.paths, self.online()
        renderer, self._renderer = self._renderer or Renderer(paths.segment_cache, previews=self._previews), None
        early_voice, self._early_voice = self._early_voice, None
        try:
            yield Tools(
                store=self.store,
                writers=Writers(settings, self.secrets, on_failure),
                narrator=open_narrator(paths, settings, self.secrets, on_failure, early_voice),
                lip_sync=MouthTracker(),
                captions=CaptionPages(),
                media=OwnMedia(),
                mixer=Mixer(paths.cache / "sound"),
                renderer=renderer,
                jobs_folder=paths.jobs,
                cache_folder=paths.cache,
            )
        finally:
            renderer.close()
            if early_voice is not None:
                early_voice.end()

    def chat_model(self, writer: str) -> LanguageModel | None:
        """The model that speaks in the conversation: the chosen writer's, else that of EMLINH_LLM_URL; None where neither is set.

        A key or an address alone lets nobody speak: what is said in the window goes to a service only when one was chosen.

        Raises:
            InputError: BAD_OPTION, an address that is none.
        """
        settings = self.online()
        models = models_of(settings, self.secrets)
        chosen = writer if writer in models else "llm" if "llm_url" in settings.from_environment else None
        return None if chosen is None else models[chosen]

    def voice_sample(self, voice_id: str, cancel: CancelToken) -> Path:
        """A wav file in which a voice says who it is; made once, kept in the cache.

        Raises:
            InputError: UNKNOWN_NAME.
            ResourceError, ProductError: as the narrator says.
        """
        from emlinh_desktop.speech.voice_sample import voice_sample

        return voice_sample(open_narrator(self.paths, self.online(), self.secrets), voice_id, self.paths.speech_cache, cancel)

    def voices(self) -> tuple[Voice, ...]:
        """Every voice that can be chosen, without asking the network. Raises InputError BAD_OPTION."""
        return open_narrator(self.paths, self.online(), self.secrets).voices()

    def models(self, writer: str, cancel: CancelToken) -> tuple[str, ...]:
        """As `model_names`, with what is set now."""
        return model_names(writer, self.online(), self.secrets, cancel)

    def job_queue(self, stop: CancelToken) -> JobQueue:
        """A queue that makes films in this process, one after another, for `serve`."""
        from emlinh_desktop.server.job_queue import JobQueue

        def make(job_id: JobId, cancel: CancelToken, leaving: CancelToken) -> None:
            if self.store.job(job_id).status is not JobStatus.CANCELLED:  # another process may have withdrawn it
                self.run(job_id, self.tell, cancel, leaving)

        return JobQueue(make, self.withdraw, stop)

    def withdraw(self, job_id: JobId) -> None:
        """Note that a waiting job will not be made. Any thread."""
        self.store.set_status(job_id, JobStatus.CANCELLED)
        self.tell(self.store.add_event(job_id, Step.CANCELLED, text("step.cancelled", "vi"), self.store.job(job_id).progress, {}))

    def unfinished(self) -> list[JobId]:
        """What `serve` continues at its start: jobs stopped by a crash just before it, and waiting ones whose process has died. None of a command line."""
        store = self.store
        stopped = [job_id for job_id in self._left if store.job(job_id).session_id != CLI_SESSION]
        return stopped + store.adopt_queued()

    def stop_job(self, job_id: JobId) -> None:
        """Ask a job that runs in any process to stop, by the file its run polls."""
        folder = self.paths.jobs / job_id
        if folder.is_dir():
            (folder / "cancel").touch()

    @contextlib.contextmanager
    def broadcasting(self, port: int, orders: Orders | None, *, network: bool, new_key: bool) -> Iterator[tuple[Broadcast, str]]:
        """The embedded server inside the block, and the address of its page. Without `orders` it takes no wishes.

        Raises:
            ResourceError: PORT_UNAVAILABLE, NO_WRITE_ACCESS for the key's file.
        """
        broadcast = self.start_broadcast(port, orders, network=network, new_key=new_key)
        try:
            yield broadcast, broadcast.address
        finally:
            broadcast.stop()

    def start_broadcast(
        self,
        port: int,
        orders: Orders | None,
        *,
        network: bool,
        new_key: bool,
        guests_changed: Callable[[tuple[Guest, ...]], None] | None = None,
        ended: Callable[[], None] | None = None,
    ) -> Broadcast:
        """As `broadcasting`, to be stopped by its `stop`; `guests_changed` and `ended` as in `Desk`."""
        from emlinh_desktop.server.access import kept_token
        from emlinh_desktop.server.broadcast import Broadcast, Settings

        key_file = self.paths.config / "broadcast-key"
        try:
            token = kept_token(key_file, renew=new_key)
        except OSError as error:
            raise ResourceError(ErrorCode.NO_WRITE_ACCESS, path=str(key_file)) from error
        desk = self._desk(orders)
        if guests_changed is not None:
            desk = dataclasses.replace(desk, guests_changed=guests_changed)
        if ended is not None:
            desk = dataclasses.replace(desk, ended=ended)
        broadcast = Broadcast(Settings(port, token, network), desk)
        broadcast.start()
        return broadcast

    def _check_voice(self, brief: Brief) -> None:
        """Refuse a voice nobody knows, and one that an engine would look for in a file of that name: the name comes from outside.

        Raises:
            InputError: UNKNOWN_NAME.
        """
        if brief.voice is None:
            return
        narrator = open_narrator(self.paths, self.online(), self.secrets)
        if brief.voice.partition(":")[0].strip().casefold() in _ENGINES_OF_FILES:
            named = [voice.id for voice in narrator.voices()]
            if brief.voice not in named:
                raise unknown_name("voice", brief.voice, named)
        narrator.voice(brief.voice, brief.language or Language.VI)

    def _desk(self, orders: Orders | None) -> Desk:
        from emlinh_desktop.server.desk import Desk

        store = self.store

        def submit(brief: Brief, session_id: SessionId) -> JobId:
            assert orders is not None
            self._check_voice(brief)
            return orders.submit(self.usual(brief), session_id)

        def resume(job_id: JobId) -> None:
            assert orders is not None
            status = store.job(job_id).status
            if status is JobStatus.COMPLETED:
                raise InputError(ErrorCode.JOB_NOT_RESUMABLE, job_id=job_id, status=status.value)
            if status is JobStatus.RUNNING:
                raise ResourceError(ErrorCode.JOB_BUSY, job_id=job_id)
            orders.resume(job_id)

        def cancel(job_id: JobId) -> None:
            if orders is not None and orders.cancel(job_id):
                return
            if store.job(job_id).status is JobStatus.QUEUED:  # it waits in another process, which looks before it begins
                self.withdraw(job_id)
            else:
                self.stop_job(job_id)

        return Desk(
            submit=submit if orders is not None else None,
            resume=resume if orders is not None else None,
            cancel=cancel,
            job=store.job,
            jobs=store.jobs,
            events=store.events_page,
            newest_event_id=store.newest_event_id,
            video=store.video,
            videos=store.newest_videos,
            subscribe=self._listeners.subscribe,
        )


_ENGINES_OF_FILES = ("piper", "recording")


class QueueOrders:
    """The films asked for go to the queue of `serve`. Any thread."""

    def __init__(self, app: App, queue: JobQueue) -> None:
        self._app = app
        self._queue = queue

    def submit(self, brief: Brief, session_id: SessionId) -> JobId:
        job_id = self._app.submit(brief, None, session_id)
        self._queue.add(job_id)
        return job_id

    def resume(self, job_id: JobId) -> None:
        self._app.store.enqueue(job_id, in_line=False)
        self._queue.add(job_id)

    def cancel(self, job_id: JobId) -> bool:
        return self._queue.cancel(job_id)

"""Composition root: the only file that knows every room. It hands the tools of one room to another.

Rooms are imported where they are used: a command that lists jobs must not wait for a painter.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from emlinh_desktop.base.cancellation import CancelToken
from emlinh_desktop.base.file_name import free_name, safe_file_name
from emlinh_desktop.base.locale_text import text
from emlinh_desktop.base.paths import AppPaths
from emlinh_desktop.domain.brief import Brief, Language
from emlinh_desktop.domain.errors import ErrorCode, InputError, ResourceError
from emlinh_desktop.domain.event import CLI_SESSION, JobId, JobStatus, ProgressEvent, SessionId, Step

if TYPE_CHECKING:
    from emlinh_desktop.domain.fallback import MayFallBack
    from emlinh_desktop.domain.language_model import LanguageModel
    from emlinh_desktop.domain.ports import ScriptWriter
    from emlinh_desktop.llm.chat_model import ChatModel
    from emlinh_desktop.pipeline.job_runner import Outcome
    from emlinh_desktop.pipeline.tools import Tools
    from emlinh_desktop.server.broadcast import Broadcast
    from emlinh_desktop.server.desk import Desk
    from emlinh_desktop.server.job_queue import JobQueue
    from emlinh_desktop.server.listeners import Listeners
    from emlinh_desktop.settings.online import OnlineSettings
    from emlinh_desktop.settings.secrets import Secrets
    from emlinh_desktop.speech.engine import SpeechSource
    from emlinh_desktop.speech.narrator import SpeechNarrator
    from emlinh_desktop.store.sqlite_store import SqliteStore


class App:
    """The program without a face: records, and films made from them. Use as a context manager.

    `may_fall_back` is asked on the production thread when a voice or writer fails and another could stand in.
    """

    def __init__(self, paths: AppPaths, cancel: CancelToken, may_fall_back: MayFallBack = lambda _fallback: False) -> None:
        self.paths = paths
        self._may_fall_back = may_fall_back
        self._cancel = cancel
        self._store: SqliteStore | None = None
        self._opening = threading.Lock()
        self._left: list[JobId] = []

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
        """Close the records."""
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

    def submit(self, brief: Brief, output: Path | None, session_id: SessionId = CLI_SESSION, folder: Path | None = None) -> JobId:
        """Store a new job. Without `output` the film gets a name in `folder` (or the films folder) that no file and no job has."""
        if output is None:
            output = free_name(folder or self.paths.films, safe_file_name(brief.topic), ".mp4", self.store.is_output)
        return self.store.create_job(brief, session_id, str(output.absolute()))

    def run(self, job_id: JobId, publish: Callable[[ProgressEvent], None], cancel: CancelToken, leaving: CancelToken | None = None) -> Outcome:
        """Make the film of a stored job in this process, from where it stopped. Stopped by `leaving` it becomes interrupted.

        Raises:
            InputError: JOB_UNKNOWN, or JOB_NOT_RESUMABLE when it is completed.
            ResourceError: JOB_BUSY when another process runs it.
        """
        from emlinh_desktop.pipeline.job_runner import run_job
        from emlinh_desktop.store.ownership import JobOwnership

        with JobOwnership(self.store, job_id, cancel), open_tools(self.paths, self.store, self._may_fall_back) as tools:
            return run_job(tools, job_id, publish, cancel, leaving)

    def chat_model(self, writer: str) -> LanguageModel | None:
        """The model that speaks in the conversation: the chosen writer's, else that of EMLINH_LLM_URL; None where neither is set.

        A key in the environment alone lets nobody speak: what is said in the window goes to a service only when one was chosen.

        Raises:
            InputError: BAD_OPTION, an address that is none.
        """
        from emlinh_desktop.settings.online import online_settings
        from emlinh_desktop.settings.secrets import Secrets

        settings = online_settings()
        models = models_of(settings, Secrets())
        chosen = writer if writer in models else "llm" if settings.llm_url else None
        return None if chosen is None else models[chosen]

    def voice_sample(self, voice_id: str, cancel: CancelToken) -> Path:
        """A wav file in which a voice says who it is; made once, kept in the cache.

        Raises:
            InputError: UNKNOWN_NAME.
            ResourceError, ProductError: as the narrator says.
        """
        from emlinh_desktop.speech.voice_sample import voice_sample

        return voice_sample(voice_id, self.paths.speech_cache, cancel)

    def job_queue(self, listeners: Listeners, stop: CancelToken) -> JobQueue:
        """A queue that makes films in this process, one after another, for `serve`."""
        from emlinh_desktop.server.job_queue import JobQueue

        def make(job_id: JobId, cancel: CancelToken, leaving: CancelToken) -> None:
            self.run(job_id, listeners.tell, cancel, leaving)

        def withdraw(job_id: JobId) -> None:
            self.store.set_status(job_id, JobStatus.CANCELLED)
            listeners.tell(self.store.add_event(job_id, Step.CANCELLED, text("step.cancelled", "vi"), self.store.job(job_id).progress, {}))

        return JobQueue(make, withdraw, stop)

    def unfinished(self) -> list[JobId]:
        """Films asked for over the broadcast that wait, or that a crash stopped just before this start; oldest first. None of the command line's."""
        waiting = [job for job in self.store.jobs(200) if job.status is JobStatus.QUEUED or (job.id in self._left and job.status is JobStatus.INTERRUPTED)]
        return [job.id for job in reversed(waiting) if job.session_id != CLI_SESSION]

    def stop_job(self, job_id: JobId) -> None:
        """Ask a job that runs in any process to stop, by the file its run polls."""
        folder = self.paths.jobs / job_id
        if folder.is_dir():
            (folder / "cancel").touch()

    @contextlib.contextmanager
    def broadcasting(self, port: int, listeners: Listeners, *, network: bool, new_key: bool, queue: JobQueue | None) -> Iterator[tuple[Broadcast, str]]:
        """The embedded server inside the block, and the address of its page. Without `queue` it takes no wishes.

        Raises:
            ResourceError: PORT_UNAVAILABLE, NO_WRITE_ACCESS for the key's file.
        """
        from emlinh_desktop.server.access import kept_token
        from emlinh_desktop.server.broadcast import Broadcast, Settings
        from emlinh_desktop.server.page_address import page_address

        key_file = self.paths.config / "broadcast-key"
        try:
            token = kept_token(key_file, renew=new_key)
        except OSError as error:
            raise ResourceError(ErrorCode.NO_WRITE_ACCESS, path=str(key_file)) from error
        broadcast = Broadcast(Settings(port, token, network), self._desk(listeners, queue))
        broadcast.start()
        try:
            yield broadcast, page_address(broadcast.port, token, network=network)
        finally:
            broadcast.stop()

    def _desk(self, listeners: Listeners, queue: JobQueue | None) -> Desk:
        from emlinh_desktop.server.desk import Desk
        from emlinh_desktop.speech.voices import find_voice

        store = self.store

        def submit(brief: Brief, session_id: SessionId) -> JobId:
            assert queue is not None
            find_voice(brief.voice, brief.language or Language.VI)
            job_id = self.submit(brief, None, session_id)
            queue.add(job_id)
            return job_id

        def resume(job_id: JobId) -> None:
            assert queue is not None
            status = store.job(job_id).status
            if status is JobStatus.COMPLETED:
                raise InputError(ErrorCode.JOB_NOT_RESUMABLE, job_id=job_id, status=status.value)
            if status is JobStatus.RUNNING:
                raise ResourceError(ErrorCode.JOB_BUSY, job_id=job_id)
            store.set_status(job_id, JobStatus.QUEUED)
            queue.add(job_id)

        def cancel(job_id: JobId) -> None:
            if queue is None or not queue.cancel(job_id):
                self.stop_job(job_id)

        return Desk(
            submit=submit if queue is not None else None,
            resume=resume if queue is not None else None,
            cancel=cancel,
            job=store.job,
            jobs=store.jobs,
            events=store.events_page,
            newest_event_id=store.newest_event_id,
            video=store.video,
            videos=store.newest_videos,
            subscribe=listeners.subscribe,
        )


@contextlib.contextmanager
def open_tools(paths: AppPaths, store: SqliteStore, may_fall_back: MayFallBack = lambda _fallback: False) -> Iterator[Tools]:
    """The real tool for every port; workers are ended when the block ends."""
    from emlinh_desktop.lipsync.mouth_track import MouthTracker
    from emlinh_desktop.picture.caption_pages import CaptionPages
    from emlinh_desktop.picture.own_media import OwnMedia
    from emlinh_desktop.pipeline.tools import Tools
    from emlinh_desktop.render.renderer import Renderer
    from emlinh_desktop.settings.online import online_settings
    from emlinh_desktop.settings.secrets import Secrets
    from emlinh_desktop.sound.mixer import Mixer

    settings, secrets = online_settings(), Secrets()
    renderer = Renderer(paths.segment_cache)
    try:
        yield Tools(
            store=store,
            writers={writer.id: writer for writer in all_writers(settings, secrets, may_fall_back)},
            narrator=open_narrator(paths, settings, secrets, may_fall_back),
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


def open_narrator(paths: AppPaths, settings: OnlineSettings, secrets: Secrets, may_fall_back: MayFallBack = lambda _fallback: False) -> SpeechNarrator:
    """The narrator with every engine behind it."""
    from emlinh_desktop.speech.narrator import SpeechNarrator

    return SpeechNarrator(paths.speech_cache, speech_sources(paths, settings, secrets), may_fall_back)


def speech_sources(paths: AppPaths, settings: OnlineSettings, secrets: Secrets) -> list[SpeechSource]:
    """Every engine beside the offline one."""
    from emlinh_desktop.settings.online import SPEECH_KEY
    from emlinh_desktop.speech.compatible import CompatibleSource, SpeechEndpoint
    from emlinh_desktop.speech.edge import EdgeSource
    from emlinh_desktop.speech.piper import PiperSource
    from emlinh_desktop.speech.recording import RecordingSource

    def key() -> str | None:
        own_key = secrets.get(SPEECH_KEY)  # OpenAI's key goes to OpenAI alone
        return own_key if own_key or settings.speech_url else secrets.get("OPENAI_API_KEY")

    if settings.speech_url:  # an address of the user's own may need no key
        endpoint = SpeechEndpoint(_host(settings.speech_url), settings.speech_url, settings.speech_model or "", "", settings.speech_voices)
    else:
        endpoint = SpeechEndpoint("OpenAI", "https://api.openai.com/v1", settings.speech_model or "", "OPENAI_API_KEY", settings.speech_voices)
    return [
        EdgeSource(paths.speech_cache),
        CompatibleSource(endpoint, key),
        PiperSource(paths.data / "voices"),
        RecordingSource(paths.speech_cache),
    ]


def all_writers(settings: OnlineSettings, secrets: Secrets, may_fall_back: MayFallBack) -> list[ScriptWriter]:
    """The offline writer, the user's own words, and one writer for each provider of language models."""
    from emlinh_desktop.writing.llm import LlmWriter
    from emlinh_desktop.writing.offline.offline_writer import OfflineWriter
    from emlinh_desktop.writing.own_script import OwnScriptWriter

    models = models_of(settings, secrets)
    by_model = (LlmWriter(writer_id, model.provider.name, model, OfflineWriter(), may_fall_back) for writer_id, model in models.items())
    return [OfflineWriter(), OwnScriptWriter(), *by_model]


def models_of(settings: OnlineSettings, secrets: Secrets) -> dict[str, ChatModel]:
    """The language model of each provider, by the provider's id."""
    from emlinh_desktop.llm.chat_models import chat_models
    from emlinh_desktop.settings.online import LLM_KEY

    return chat_models(settings.llm_url, settings.llm_model, lambda p: secrets.get(LLM_KEY) or (secrets.get(p.key_variable) if p.key_variable else None))


def _host(url: str) -> str:
    return url.split("//", 1)[-1].split("/", 1)[0]


class OpenedWindow:
    """The window with everything behind it, wired. GUI thread, a QApplication must exist.

    `close` once when the window's `leaving` was told; the event loop is the caller's.
    """

    def __init__(self, app: App) -> None:
        from PySide6.QtWidgets import QApplication

        from emlinh_desktop.base.locale_text import text
        from emlinh_desktop.bridge.film_studio import Studio
        from emlinh_desktop.bridge.settings_holder import SettingsHolder
        from emlinh_desktop.bridge.sleep_inhibitor import SleepInhibitor
        from emlinh_desktop.bridge.warm_up import WarmUp
        from emlinh_desktop.settings import settings_file
        from emlinh_desktop.ui import window_state
        from emlinh_desktop.ui.main_window import MainWindow
        from emlinh_desktop.ui.theme import apply_theme
        from emlinh_desktop.ui.ui_text import window_language

        application = QApplication.instance()
        assert isinstance(application, QApplication)
        self._place_file = app.paths.config / window_state.FILE_NAME
        self.settings = SettingsHolder(app.paths.config / settings_file.FILE_NAME)
        window_language().set_language(self.settings.settings.language)
        apply_theme(application, self.settings.settings.theme)
        self.studio = Studio(app, self.settings)
        self.window = MainWindow(self.studio, self.settings)
        window_state.restore_window(self.window, self._place_file)
        talks = self.settings.settings.writer != "offline"
        self._warm_up = WarmUp((*_HEAVY, *_FOR_TALKING) if talks else _HEAVY)
        self._awake = SleepInhibitor(text("ui.window.awake", self.settings.settings.language.value))
        self.studio.busy_changed.connect(self._awake.set_awake)
        self.window.painted.connect(self.studio.start)
        self.studio.opened.connect(self._warm_up.start)

    def close(self) -> bool:
        """End every lane and let go of everything; False if a thread did not end in time."""
        from emlinh_desktop.ui import window_state

        window_state.keep_window(self.window, self._place_file)
        self.window.hide()
        self._awake.set_awake(False)
        self.studio.close()
        warmed = self._warm_up.close(_PATIENCE_S)
        self.settings.close()
        return self.studio.ended and warmed


def run_window(paths: AppPaths, cancel: CancelToken) -> int:
    """Open the window and return when it was closed for good. Main thread. `cancel` ends it; a film is then continued later.

    Raises:
        ResourceError: NO_DISPLAY, SYSTEM_LIBRARY_MISSING.
    """
    from emlinh_desktop.ui.desktop_program import DesktopProgram

    program = DesktopProgram(paths.data)
    if not program.is_first():
        return 0
    app = App(paths, CancelToken(cancel))
    opened = OpenedWindow(app)
    program.live(opened.window, cancel)
    if not opened.close():
        program.leave_at_once()
    app.close()
    program.end()
    return 0


_PATIENCE_S = 8.0
_HEAVY = (
    "emlinh_desktop.bridge.conversation",
    "numpy",
    "av",
    "emlinh_desktop.pipeline.job_runner",
    "emlinh_desktop.lipsync.mouth_track",
    "emlinh_desktop.speech.narrator",
    "emlinh_desktop.picture.caption_pages",
    "emlinh_desktop.render.renderer",
    "moviepy",
    "emlinh_desktop.picture.own_media",
    "emlinh_desktop.sound.mixer",
    "emlinh_desktop.writing.own_script",
    "emlinh_desktop.writing.offline.offline_writer",
)
"""what a film needs, imported one by one after the window was painted"""
_FOR_TALKING = ("emlinh_desktop.bridge.model_talk", "openai")

"""Composition root: the only file that knows every room. It hands the tools of one room to another.

Rooms are imported where they are used: a command that lists jobs must not wait for a painter.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from emlinh_desktop.base.cancellation import CancelToken
from emlinh_desktop.base.file_name import free_name, safe_file_name
from emlinh_desktop.base.paths import AppPaths
from emlinh_desktop.domain.brief import Brief
from emlinh_desktop.domain.event import CLI_SESSION, JobId, ProgressEvent, SessionId

if TYPE_CHECKING:
    from emlinh_desktop.domain.fallback import MayFallBack
    from emlinh_desktop.domain.ports import ScriptWriter
    from emlinh_desktop.pipeline.job_runner import Outcome
    from emlinh_desktop.pipeline.tools import Tools
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

    @property
    def store(self) -> SqliteStore:
        """The records, opened at first use; jobs whose owner is gone become interrupted then."""
        if self._store is None:
            from emlinh_desktop.store.sqlite_store import open_store

            self._store = open_store(self.paths, self._cancel)
            self._store.mark_interrupted()
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

    def submit(self, brief: Brief, output: Path | None, session_id: SessionId = CLI_SESSION) -> JobId:
        """Store a new job. Without `output` the film gets a free name in the films folder."""
        if output is None:
            output = free_name(self.paths.films, safe_file_name(brief.topic), ".mp4")
        return self.store.create_job(brief, session_id, str(output.absolute()))

    def run(self, job_id: JobId, publish: Callable[[ProgressEvent], None], cancel: CancelToken) -> Outcome:
        """Make the film of a stored job in this process, from where it stopped.

        Raises:
            InputError: JOB_UNKNOWN, or JOB_NOT_RESUMABLE when it is completed.
            ResourceError: JOB_BUSY when another process runs it.
        """
        from emlinh_desktop.pipeline.job_runner import run_job
        from emlinh_desktop.store.ownership import JobOwnership

        with JobOwnership(self.store, job_id, cancel), open_tools(self.paths, self.store, self._may_fall_back) as tools:
            return run_job(tools, job_id, publish, cancel)


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
        return secrets.get(SPEECH_KEY) or secrets.get("OPENAI_API_KEY")

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
    from emlinh_desktop.llm.chat_model import ChatModel
    from emlinh_desktop.llm.providers import PROVIDERS, Provider, custom_provider
    from emlinh_desktop.settings.online import LLM_KEY
    from emlinh_desktop.writing.llm import LlmWriter
    from emlinh_desktop.writing.offline.offline_writer import OfflineWriter
    from emlinh_desktop.writing.own_script import OwnScriptWriter

    providers: dict[str, Provider] = dict(PROVIDERS)
    if settings.llm_url:
        own = custom_provider(settings.llm_url)
        providers |= {own.id: own, "openai": Provider("openai", own.name, settings.llm_url)}

    def written_by(provider: Provider) -> ScriptWriter:
        def key() -> str | None:
            own_key = secrets.get(LLM_KEY)
            return own_key or secrets.get(provider.key_variable or PROVIDERS["openai"].key_variable) if provider.key_variable or settings.llm_url else own_key

        return LlmWriter(provider.id, provider.name, ChatModel(provider, settings.llm_model, key), OfflineWriter(), may_fall_back)

    return [OfflineWriter(), OwnScriptWriter(), *map(written_by, providers.values())]


def _host(url: str) -> str:
    return url.split("//", 1)[-1].split("/", 1)[0]

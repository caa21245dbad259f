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
from emlinh_desktop.base.paths import AppPaths
from emlinh_desktop.domain.brief import Brief
from emlinh_desktop.domain.event import CLI_SESSION, JobId, ProgressEvent, SessionId

if TYPE_CHECKING:
    from emlinh_desktop.pipeline.job_runner import Outcome
    from emlinh_desktop.pipeline.tools import Tools
    from emlinh_desktop.store.sqlite_store import SqliteStore


class App:
    """The program without a face: records, and films made from them. Use as a context manager."""

    def __init__(self, paths: AppPaths, cancel: CancelToken) -> None:
        self.paths = paths
        self._cancel = cancel
        self._store: SqliteStore | None = None
        self._opening = threading.Lock()

    @property
    def store(self) -> SqliteStore:
        """The records, opened at first use; jobs whose owner is gone become interrupted then. Any thread."""
        with self._opening:
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

        with JobOwnership(self.store, job_id, cancel), open_tools(self.paths, self.store) as tools:
            return run_job(tools, job_id, publish, cancel, leaving)

    def voice_sample(self, voice_id: str, cancel: CancelToken) -> Path:
        """A wav file in which a voice says who it is; made once, kept in the cache.

        Raises:
            InputError: UNKNOWN_NAME.
            ResourceError, ProductError: as the narrator says.
        """
        from emlinh_desktop.speech.voice_sample import voice_sample

        return voice_sample(voice_id, self.paths.speech_cache, cancel)


@contextlib.contextmanager
def open_tools(paths: AppPaths, store: SqliteStore) -> Iterator[Tools]:
    """The real tool for every port; workers are ended when the block ends."""
    from emlinh_desktop.lipsync.mouth_track import MouthTracker
    from emlinh_desktop.picture.caption_pages import CaptionPages
    from emlinh_desktop.picture.own_media import OwnMedia
    from emlinh_desktop.pipeline.tools import Tools
    from emlinh_desktop.render.renderer import Renderer
    from emlinh_desktop.sound.mixer import Mixer
    from emlinh_desktop.speech.narrator import SpeechNarrator
    from emlinh_desktop.writing.own_script import OwnScriptWriter
    from emlinh_desktop.writing.own_script import OwnScriptWriter as OfflineWriter

    renderer = Renderer(paths.segment_cache)
    writers = (OfflineWriter(), OwnScriptWriter())
    try:
        yield Tools(
            store=store,
            writers={writer.id: writer for writer in writers},
            narrator=SpeechNarrator(paths.speech_cache),
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

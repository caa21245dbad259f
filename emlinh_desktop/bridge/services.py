"""What the studio is given by the composition root, as a Protocol; tests hand in fakes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from emlinh_desktop.base.cancellation import CancelToken
from emlinh_desktop.domain.brief import Brief
from emlinh_desktop.domain.event import JobId, ProgressEvent, SessionId

if TYPE_CHECKING:
    from emlinh_desktop.domain.language_model import LanguageModel
    from emlinh_desktop.pipeline.job_runner import Outcome
    from emlinh_desktop.store.sqlite_store import SqliteStore


class Services(Protocol):
    """The program without a face. Any thread; each call may take its time."""

    @property
    def store(self) -> SqliteStore:
        """The records, opened at first use. Raises ResourceError."""
        ...

    @property
    def jobs_folder(self) -> Path: ...

    def submit(self, brief: Brief, output: Path | None, session_id: SessionId, folder: Path | None = None) -> JobId:
        """Store a new job; without `output` its film gets a free name in `folder` (None: the films folder)."""
        ...

    def run(self, job_id: JobId, publish: Callable[[ProgressEvent], None], cancel: CancelToken, leaving: CancelToken | None = None) -> Outcome:
        """Make a film. Cancelled by `leaving`, the job becomes interrupted instead of cancelled."""
        ...

    def chat_model(self, writer: str) -> LanguageModel | None:
        """The language model that speaks in the conversation: the chosen writer's, if that is one; None: the rules answer. Quick."""
        ...

    def voice_sample(self, voice_id: str, cancel: CancelToken) -> Path:
        """A wav file in which the voice says who it is. Raises EmlinhError."""
        ...

    def close(self) -> None: ...

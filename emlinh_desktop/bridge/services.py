"""What the studio is given by the composition root, as a Protocol; tests hand in fakes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from emlinh_desktop.base.cancellation import CancelToken
from emlinh_desktop.domain.brief import Brief
from emlinh_desktop.domain.event import JobId, ProgressEvent, SessionId

if TYPE_CHECKING:
    from emlinh_desktop.domain.fallback import OnFailure
    from emlinh_desktop.domain.guest import Guest
    from emlinh_desktop.domain.language_model import LanguageModel
    from emlinh_desktop.domain.ports import Orders
    from emlinh_desktop.domain.utterance import Voice
    from emlinh_desktop.pipeline.job_runner import Outcome
    from emlinh_desktop.settings.online import OnlineSettings
    from emlinh_desktop.settings.secrets import Secrets
    from emlinh_desktop.store.sqlite_store import SqliteStore


class LiveBroadcast(Protocol):
    """A server that serves."""

    @property
    def address(self) -> str:
        """Where the page is found now, with the key."""
        ...

    def stop(self) -> None:
        """Say goodbye and end; bounded in time."""
        ...


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

    def run(
        self,
        job_id: JobId,
        publish: Callable[[ProgressEvent], None],
        cancel: CancelToken,
        leaving: CancelToken | None = None,
        on_failure: OnFailure | None = None,
    ) -> Outcome:
        """Make a film. Cancelled by `leaving`, the job becomes interrupted instead of cancelled. `on_failure` decides about stand-ins."""
        ...

    def tell(self, event: ProgressEvent) -> None:
        """Pass a stored event on to the broadcast."""
        ...

    def online(self) -> OnlineSettings:
        """Which online services are used now. Raises InputError for an environment that cannot be."""
        ...

    @property
    def secrets(self) -> Secrets: ...

    def voices(self) -> tuple[Voice, ...]:
        """Every voice that can be chosen, without asking the network. Raises InputError as `online`."""
        ...

    def models(self, writer: str, cancel: CancelToken) -> tuple[str, ...]:
        """The models a provider has. Raises EmlinhError."""
        ...

    def start_broadcast(
        self,
        port: int,
        orders: Orders,
        *,
        network: bool,
        new_key: bool,
        guests_changed: Callable[[tuple[Guest, ...]], None],
        ended: Callable[[], None],
    ) -> LiveBroadcast:
        """Serve the live page. `guests_changed` and `ended` come from the server's thread. Raises ResourceError."""
        ...

    def chat_model(self, writer: str) -> LanguageModel | None:
        """The language model that speaks in the conversation: the chosen writer's, if that is one; None: the rules answer. Quick."""
        ...

    def voice_sample(self, voice_id: str, cancel: CancelToken) -> Path:
        """A wav file in which the voice says who it is. Raises EmlinhError."""
        ...

    def close(self) -> None: ...

"""The window's one door to the program: what happens arrives as signals, what is wanted goes in as calls.

All methods are called on the GUI thread and return at once; all signals arrive on it. Slow work is done on two
lanes: the production lane makes films one after another, the reading lane asks the store. A read is answered by
calling `then` on the GUI thread: `then` must be a method of a QObject living there (a deleted one is not called).
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from emlinh_desktop.bridge.broadcasting import BroadcastState
from emlinh_desktop.bridge.fallback_asker import FallbackQuestion
from emlinh_desktop.domain.brief import Brief
from emlinh_desktop.domain.conversation import ChatPage, JobView, MessageId, SearchHit, SessionRecord, VideoQuery
from emlinh_desktop.domain.errors import EmlinhError
from emlinh_desktop.domain.event import JobId, SessionId, VideoId
from emlinh_desktop.domain.fallback import FallbackChoice
from emlinh_desktop.domain.film import VideoRecord
from emlinh_desktop.settings.secrets import KeyPlace

if TYPE_CHECKING:
    from emlinh_desktop.domain.utterance import Voice


class StudioApi(QObject):
    """What widgets may use. `Studio` is the real one; tests have one in memory."""

    told = Signal(object)
    """ProgressEvent of any job, stored before it is told"""
    job_changed = Signal(object)
    """JobView: queued, started, ended, or its place in the queue moved"""
    preview = Signal(str, object)
    """JobId, QImage of the frame being made; at most four a second"""
    message_added = Signal(object)
    """MessageRecord, of the user or of Em Linh"""
    thinking = Signal(str, bool)
    """SessionId, whether Em Linh is about to answer (typing dots)"""
    reply_words = Signal(str, str)
    """SessionId, the words of Em Linh's answer so far, while they come; the whole of it comes as `message_added`"""
    sessions_changed = Signal()
    videos_changed = Signal()
    busy_changed = Signal(bool)
    """whether a film is being made"""
    fallback_asked = Signal(object)
    """FallbackQuestion: a film waits for `answer_fallback`"""
    fallback_closed = Signal(str)
    """JobId whose question needs no answer any more"""
    broadcast_changed = Signal(object)
    """BroadcastState"""
    broadcast_failed = Signal(object)
    """BroadcastState, once for each time it did not start or ended by itself"""
    asked_outside = Signal(object)
    """JobView of a film asked for on the live page; its messages were told before"""
    trouble = Signal(object)
    """EmlinhError that belongs to no job (the store, a dropped file)"""

    # ---- talking
    @abstractmethod
    def say(self, session_id: SessionId, words: str, defaults: Brief, attachments: Sequence[Path] = ()) -> None:
        """The user says something. `defaults` holds the chips' choices; `attachments` are dropped files (script, background, music)."""

    @abstractmethod
    def stop_reply(self, session_id: SessionId) -> None:
        """Stop the answer that is coming; the words that came stay."""

    @abstractmethod
    def make(self, session_id: SessionId, brief: Brief) -> None:
        """Queue a film of a whole Brief (make again, an example, an import); its job message appears at once."""

    # ---- jobs
    @abstractmethod
    def cancel(self, job_id: JobId) -> None: ...

    @abstractmethod
    def resume(self, job_id: JobId) -> None:
        """Queue an interrupted, cancelled or failed job again."""

    @abstractmethod
    def move(self, job_id: JobId, place: int) -> None:
        """Move a waiting job to a place in the queue (1: next)."""

    @abstractmethod
    def interrupted(self, then: Callable[[Sequence[JobId]], None]) -> None:
        """Jobs a crash interrupted, found at this start."""

    @abstractmethod
    def job(self, job_id: JobId, then: Callable[[JobView], None]) -> None:
        """All there is to know about one job (the library's details). An unknown job is told as `trouble`."""

    @abstractmethod
    def fallback_question(self, job_id: JobId) -> FallbackQuestion | None:
        """What a job waits to be told now."""

    @abstractmethod
    def answer_fallback(self, job_id: JobId, choice: FallbackChoice) -> None:
        """Let a waiting job go on."""

    # ---- the broadcast; switched by the settings
    @abstractmethod
    def broadcast_state(self) -> BroadcastState: ...

    @abstractmethod
    def renew_broadcast_key(self) -> None:
        """Everybody who is connected is sent away, and the old address opens nothing any more."""

    # ---- sessions and messages
    @abstractmethod
    def new_session(self) -> SessionId: ...

    @abstractmethod
    def sessions(self, archived: bool, then: Callable[[Sequence[SessionRecord]], None]) -> None:
        """Favourites first, then the newest spoken in."""

    @abstractmethod
    def search(self, words: str, then: Callable[[Sequence[SearchHit]], None]) -> None: ...

    @abstractmethod
    def rename_session(self, session_id: SessionId, title: str) -> None: ...

    @abstractmethod
    def set_favourite(self, session_id: SessionId, favourite: bool) -> None: ...

    @abstractmethod
    def set_archived(self, session_id: SessionId, archived: bool) -> None: ...

    @abstractmethod
    def delete_session(self, session_id: SessionId) -> None:
        """Gone from every list; `restore_session` brings it back until the program ends."""

    @abstractmethod
    def restore_session(self, session_id: SessionId) -> None: ...

    @abstractmethod
    def chat_page(self, session_id: SessionId, before: MessageId | None, limit: int, then: Callable[[ChatPage], None]) -> None:
        """The newest messages, or those before one."""

    # ---- library
    @abstractmethod
    def videos(self, query: VideoQuery, offset: int, limit: int, then: Callable[[Sequence[VideoRecord]], None]) -> None: ...

    @abstractmethod
    def trash_video(self, video_id: VideoId) -> None:
        """Move a film and its sidecars to the system's trash and forget it."""

    # ---- sound
    @abstractmethod
    def narration(self, job_id: JobId, then: Callable[[Path | None], None]) -> None:
        """The narration's sound file of a job, once it exists."""

    @abstractmethod
    def voice_sample(self, voice_id: str, then: Callable[[Path | None], None]) -> None:
        """A short spoken sample of a voice as a wav file."""

    @abstractmethod
    def voices(self, then: Callable[[Sequence[Voice]], None]) -> None:
        """Every voice that can be chosen, offline ones first; the network is not asked."""

    # ---- online services
    @abstractmethod
    def models(self, writer: str, then: Callable[[Sequence[str] | EmlinhError], None]) -> None:
        """The models of a provider, or why they cannot be listed."""

    @abstractmethod
    def key_place(self, name: str, then: Callable[[KeyPlace], None]) -> None:
        """Where the key of that variable's name is found."""

    @abstractmethod
    def save_key(self, name: str, key: str, then: Callable[[KeyPlace], None]) -> None:
        """Keep a key ("" forgets it); where it is then."""

    # ---- leaving
    @abstractmethod
    def busy(self) -> bool:
        """Whether a film is being made."""

    @abstractmethod
    def running(self) -> JobId | None:
        """The film being made."""

    @abstractmethod
    def close(self) -> None:
        """Stop the lanes (a running job becomes interrupted, queued ones wait for the next start). Bounded; emits nothing after."""

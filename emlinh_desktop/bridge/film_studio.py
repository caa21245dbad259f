"""The studio behind the window: conversations and records on the reading lane, films on the production lane."""

from __future__ import annotations

import logging
import secrets
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from emlinh_desktop.base.cancellation import CancelToken
from emlinh_desktop.bridge.broadcasting import Broadcasting, BroadcastState
from emlinh_desktop.bridge.fallback_asker import FallbackQuestion
from emlinh_desktop.bridge.film_files import narration_of, trash_film
from emlinh_desktop.bridge.film_queue import FilmQueue
from emlinh_desktop.bridge.lane import Lane
from emlinh_desktop.bridge.outside_wishes import OutsideWishes
from emlinh_desktop.bridge.replies import Replies
from emlinh_desktop.bridge.said import Said
from emlinh_desktop.bridge.services import Services
from emlinh_desktop.bridge.settings_holder import SettingsHolder
from emlinh_desktop.bridge.studio import StudioApi
from emlinh_desktop.bridge.turn import Turn
from emlinh_desktop.domain.brief import Brief
from emlinh_desktop.domain.conversation import ChatPage, JobView, MessageId, SearchHit, SessionRecord, VideoQuery
from emlinh_desktop.domain.errors import EmlinhError, ErrorCode, ProductError
from emlinh_desktop.domain.event import JobId, SessionId, VideoId
from emlinh_desktop.domain.fallback import FallbackChoice
from emlinh_desktop.domain.film import VideoRecord
from emlinh_desktop.settings.secrets import KeyPlace, Secrets

if TYPE_CHECKING:
    from emlinh_desktop.bridge.conversation import Conversation
    from emlinh_desktop.bridge.model_talk import ModelTalk
    from emlinh_desktop.domain.language_model import LanguageModel
    from emlinh_desktop.domain.utterance import Voice

log = logging.getLogger(__name__)

Result = TypeVar("Result")

_PATIENCE_S = 8.0


class Studio(StudioApi):
    """The real studio. GUI thread; see `StudioApi` for what each method promises."""

    opened = Signal()
    """once, when the store is open"""

    def __init__(self, services: Services, settings: SettingsHolder, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._settings = settings
        self._conversation: Conversation | None = None
        self._model_conversation: ModelTalk | None = None
        self._awaited: Counter[SessionId] = Counter()
        self._replies = Replies(self)
        self._replies.words.connect(self.reply_words)
        self._records = Lane("records", self)
        self._errands: Lane | None = None
        self._leaving = CancelToken()
        self._queue = FilmQueue(services, self._records, self)
        self._queue.told.connect(self.told)
        self._queue.job_changed.connect(self.job_changed)
        self._queue.preview.connect(self.preview)
        self._queue.videos_changed.connect(self.videos_changed)
        self._queue.busy_changed.connect(self.busy_changed)
        self._queue.broke.connect(self._trouble)
        self._queue.asker.asked.connect(self.fallback_asked)
        self._queue.asker.closed.connect(self.fallback_closed)
        self._wishes = OutsideWishes(services, settings, self.running, self)
        self._wishes.said.connect(self._tell_outside)
        self._wishes.line_changed.connect(self._line_changed_outside)
        self._wishes.cancel_wanted.connect(self.cancel)
        self._broadcasting = Broadcasting(services, self._wishes, settings, self)
        self._broadcasting.changed.connect(self.broadcast_changed)
        self._broadcasting.failed.connect(self.broadcast_failed)
        self._ask(lambda: _tidy(services), self._opened)

    def start(self) -> None:
        """Let the lanes work: not before the window was painted, for opening the store costs half a second of the interpreter."""
        self._records.start()

    # ---- talking

    def say(self, session_id: SessionId, words: str, defaults: Brief, attachments: Sequence[Path] = ()) -> None:
        turn = Turn(session_id, words, defaults, attachments, self._output_folder(), self._settings.settings.language)
        self._replies.stop()
        self._awaited[session_id] += 1
        self.thinking.emit(session_id, True)
        self._records.ask(lambda: self._talk().hear(session_id, words, attachments), self._tell, self._trouble)
        self._records.ask(lambda: self._model_or_answer(turn), lambda found: self._answer_found(turn, found), lambda error: self._failed(turn, error))

    def stop_reply(self, session_id: SessionId) -> None:
        self._replies.stop(session_id)

    def _model_or_answer(self, turn: Turn) -> LanguageModel | Said:
        """On the reading lane: who speaks for Em Linh, or what she says by her rules."""
        model = self._services.chat_model(turn.defaults.writer)
        return self._talk().answer(turn) if model is None else model

    def _answer_found(self, turn: Turn, found: LanguageModel | Said) -> None:
        if isinstance(found, Said):
            self._answered(turn.session_id, found)
            return

        def answering(heard: Callable[[str], None], cancel: CancelToken) -> Said:
            return self._model_talk().answer(turn, found, heard, cancel)

        self._replies.ask(turn.session_id, answering, lambda said: self._answered(turn.session_id, said), lambda error: self._failed(turn, error))

    def _failed(self, turn: Turn, error: Exception) -> None:
        self._answered(turn.session_id, Said(), error)

    def make(self, session_id: SessionId, brief: Brief) -> None:
        folder = self._output_folder()
        self._ask(lambda: self._talk().place_job(session_id, brief, folder), self._tell)

    def _talk(self) -> Conversation:
        """On the reading lane: its rules take half a second to import."""
        if self._conversation is None:
            from emlinh_desktop.bridge.conversation import Conversation

            self._conversation = Conversation(self._services)
        return self._conversation

    def _model_talk(self) -> ModelTalk:
        """On the replies' lane."""
        if self._model_conversation is None:
            from emlinh_desktop.bridge.model_talk import ModelTalk

            self._model_conversation = ModelTalk(self._services, self._talk())
        return self._model_conversation

    def _answered(self, session_id: SessionId, said: Said, error: Exception | None = None) -> None:
        self._awaited[session_id] -= 1
        if self._awaited[session_id] <= 0:  # a stopped answer ends while the next is being thought of
            self.thinking.emit(session_id, False)
        if error is not None:
            self._trouble(error)
        self._tell(said)

    def _tell(self, said: Said) -> None:
        for message in said.messages:
            self.message_added.emit(message)
        if said.job is not None:
            self.job_changed.emit(said.job)
        for job_id in said.cancel:
            self.cancel(job_id)
        if said.messages:
            self.sessions_changed.emit()
        if said.job is not None:
            self._queue.wake()

    def _tell_outside(self, said: Said) -> None:
        """A film was asked for on the live page."""
        self._tell(said)
        if said.job is not None:
            self.asked_outside.emit(said.job)

    def _line_changed_outside(self, job_id: str) -> None:
        self._ask(lambda: self._services.store.job_view(JobId(job_id)), self.job_changed.emit)
        self._queue.wake()

    def _output_folder(self) -> Path | None:
        chosen = self._settings.settings.output_folder
        return Path(chosen) if chosen else None

    # ---- jobs

    def cancel(self, job_id: JobId) -> None:
        self._queue.cancel(job_id)

    def resume(self, job_id: JobId) -> None:
        self._queue.enqueue(job_id)

    def move(self, job_id: JobId, place: int) -> None:
        self._queue.move(job_id, place)

    def interrupted(self, then: Callable[[Sequence[JobId]], None]) -> None:
        self._ask(lambda: self._services.store.interrupted_jobs(), then)  # noqa: PLW0108 - the store is opened on the lane

    def job(self, job_id: JobId, then: Callable[[JobView], None]) -> None:
        self._ask(lambda: self._services.store.job_view(job_id), then)

    def fallback_question(self, job_id: JobId) -> FallbackQuestion | None:
        return self._queue.asker.question(job_id)

    def answer_fallback(self, job_id: JobId, choice: FallbackChoice) -> None:
        self._queue.asker.answer(job_id, choice)

    # ---- the broadcast

    def broadcast_state(self) -> BroadcastState:
        return self._broadcasting.state

    def renew_broadcast_key(self) -> None:
        self._broadcasting.renew_key()

    # ---- sessions and messages

    def new_session(self) -> SessionId:
        return SessionId(secrets.token_hex(6))

    def sessions(self, archived: bool, then: Callable[[Sequence[SessionRecord]], None]) -> None:
        self._ask(lambda: self._services.store.sessions(archived), then)

    def search(self, words: str, then: Callable[[Sequence[SearchHit]], None]) -> None:
        self._ask(lambda: self._services.store.search(words), then)

    def rename_session(self, session_id: SessionId, title: str) -> None:
        self._ask(lambda: self._services.store.rename_session(session_id, title), self._sessions_changed)

    def set_favourite(self, session_id: SessionId, favourite: bool) -> None:
        self._ask(lambda: self._services.store.set_favourite(session_id, favourite), self._sessions_changed)

    def set_archived(self, session_id: SessionId, archived: bool) -> None:
        self._ask(lambda: self._services.store.set_archived(session_id, archived), self._sessions_changed)

    def delete_session(self, session_id: SessionId) -> None:
        self._ask(lambda: self._services.store.delete_session(session_id), self._sessions_changed)

    def restore_session(self, session_id: SessionId) -> None:
        self._ask(lambda: self._services.store.restore_session(session_id), self._sessions_changed)

    def chat_page(self, session_id: SessionId, before: MessageId | None, limit: int, then: Callable[[ChatPage], None]) -> None:
        self._ask(lambda: self._services.store.chat_page(session_id, before, limit), then)

    def _sessions_changed(self, _done: None) -> None:
        self.sessions_changed.emit()

    # ---- library

    def videos(self, query: VideoQuery, offset: int, limit: int, then: Callable[[Sequence[VideoRecord]], None]) -> None:
        self._ask(lambda: self._services.store.videos(query, offset, limit), then)

    def trash_video(self, video_id: VideoId) -> None:
        self._ask(lambda: trash_film(self._services.store, video_id), self._trashed)

    def _trashed(self, job_id: JobId) -> None:
        self.videos_changed.emit()
        self._ask(lambda: self._services.store.job_view(job_id), self.job_changed.emit)

    # ---- sound

    def narration(self, job_id: JobId, then: Callable[[Path | None], None]) -> None:
        self._ask(lambda: narration_of(self._services.store, self._services.jobs_folder, job_id), then)

    def voice_sample(self, voice_id: str, then: Callable[[Path | None], None]) -> None:
        self._errand(lambda: self._services.voice_sample(voice_id, self._leaving), then, lambda error: self._no_sample(error, then))

    def _no_sample(self, error: Exception, then: Callable[[Path | None], None]) -> None:
        self._trouble(error)
        then(None)

    def voices(self, then: Callable[[Sequence[Voice]], None]) -> None:
        self._errand(self._services.voices, then, self._trouble)

    # ---- online services

    def models(self, writer: str, then: Callable[[Sequence[str] | EmlinhError], None]) -> None:
        self._errand(lambda: _models(self._services, writer, self._leaving), then, self._trouble)

    def key_place(self, name: str, then: Callable[[KeyPlace], None]) -> None:
        self._errand(lambda: self._services.secrets.place(name), then, self._trouble)

    def save_key(self, name: str, key: str, then: Callable[[KeyPlace], None]) -> None:
        self._errand(lambda: _key_saved(self._services.secrets, name, key), then, self._trouble)

    def _errand(self, do: Callable[[], Result], then: Callable[[Result], None], failed: Callable[[Exception], None]) -> None:
        """What asks a service, a keyring or a voice, and may take its time: on a lane of its own, begun when first needed."""
        if self._errands is None:
            self._errands = Lane("errands", self).start()
        self._errands.ask(do, then, failed)

    # ---- leaving

    def busy(self) -> bool:
        return self._queue.running is not None

    def running(self) -> JobId | None:
        return self._queue.running

    def close(self) -> None:
        self._leaving.cancel()
        talk_ended = self._replies.close(_PATIENCE_S)
        queue_ended = self._queue.close(_PATIENCE_S)
        self._broadcasting.close()  # after the queue: its last event is still told
        errands_ended = self._errands is None or self._errands.close(_PATIENCE_S)
        self.ended = self._records.close(_PATIENCE_S) and queue_ended and errands_ended and talk_ended
        self.blockSignals(True)

    ended = True
    """after `close`: whether every lane's thread has ended"""

    def _ask(self, do: Callable[[], Result], then: Callable[[Result], None]) -> None:
        self._records.ask(do, then, self._trouble)

    def _opened(self, _done: None) -> None:
        self._queue.wake()
        self._broadcasting.follow()
        self.opened.emit()

    def _trouble(self, error: Exception) -> None:
        if not isinstance(error, EmlinhError):
            log.error("unexpected: %s", error, exc_info=error)
            coded = ProductError(ErrorCode.INTERNAL, reason=f"{type(error).__name__}: {error}"[:300])
            coded.__cause__ = error
            error = coded
        self.trouble.emit(error)


def _models(services: Services, writer: str, cancel: CancelToken) -> Sequence[str] | EmlinhError:
    try:
        return services.models(writer, cancel)
    except EmlinhError as error:
        return error


def _key_saved(secrets: Secrets, name: str, key: str) -> KeyPlace:
    if key:
        secrets.save(name, key)
    else:
        secrets.forget(name)
    return secrets.place(name)


def _tidy(services: Services) -> None:
    """What a start does once: deleted conversations are forgotten, what an earlier window left waiting stands in line again."""
    services.store.forget_deleted()
    services.store.take_back_line()

"""Em Linh's side of a conversation: what a message sets going, and what she answers. No Qt; runs on the reading lane."""

from __future__ import annotations

import dataclasses
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from emlinh_desktop.base.locale_text import text
from emlinh_desktop.bridge.dropped_files import kind_of, with_files
from emlinh_desktop.bridge.services import Services
from emlinh_desktop.bridge.wishes import NotPossible, Stated, brief_of, edited
from emlinh_desktop.domain.brief import Brief, Language
from emlinh_desktop.domain.conversation import JobView, MessageKind, MessageRecord, Role
from emlinh_desktop.domain.errors import EmlinhError, ErrorCode
from emlinh_desktop.domain.event import JobId, JobStatus, SessionId
from emlinh_desktop.domain.timebase import MAX_DURATION_S, MIN_DURATION_S

log = logging.getLogger(__name__)

TITLE_CHARACTERS = 60


@dataclass(frozen=True, slots=True)
class Said:
    """What came of a message: stored messages, the job it began, jobs to cancel."""

    messages: tuple[MessageRecord, ...] = ()
    job: JobView | None = None
    cancel: tuple[JobId, ...] = ()


Understand = Callable[[str], Mapping[str, Any]]
"""a message's meaning as JSON values: intent, brief, edit or edits, error, ask, unsure"""


class Conversation:
    """Answers messages. Every method stores what is said before it returns. One thread at a time."""

    def __init__(self, services: Services, understand: Understand) -> None:
        self._services = services
        self._understand = understand

    def hear(self, session_id: SessionId, words: str, files: Sequence[Path]) -> Said:
        """Keep what the user said; the files by name and purpose."""
        data = {"files": [{"name": file.name, "path": str(file), "kind": kind_of(file)} for file in files]} if files else {}
        return Said((self._services.store.add_message(session_id, Role.USER, words, data=data),))

    def answer(self, session_id: SessionId, words: str, defaults: Brief, files: Sequence[Path], folder: Path | None, language: Language) -> Said:
        """Do what the message wants: begin a film at once, ask when unsure, change the last film, or answer."""
        turn = _Turn(session_id, words, defaults, files, folder, language)
        try:
            return self._answered(turn)
        except EmlinhError as error:
            what, todo = (text(f"error.{error.code.value}.{part}", language.value, **error.params) for part in ("what", "do"))
            return self._say(turn, f"{what} {todo}", data={"error_code": error.code.value})

    def place_job(self, session_id: SessionId, brief: Brief, folder: Path | None) -> Said:
        """Queue a film of a whole wish and give it its place in the conversation."""
        store = self._services.store
        job_id = self._services.submit(brief, None, session_id, folder)
        message = store.add_message(session_id, Role.EM_LINH, brief.topic, MessageKind.JOB, job_id)
        store.rename_session(session_id, brief.topic[:TITLE_CHARACTERS], only_untitled=True)
        store.enqueue(job_id)
        return Said((message,), store.job_view(job_id))

    # ---- one message

    def _answered(self, turn: _Turn) -> Said:
        meant = self._understand(turn.words)
        intent, stated = meant.get("intent"), _set_fields(meant.get("brief"))
        if meant.get("error") == ErrorCode.DURATION_OUT_OF_RANGE.value:
            return self._refuse_duration(turn, stated)
        if intent == "create_video":
            return self._wish(turn, stated, unsure=bool(meant.get("unsure")))
        asked = self._wish_without_topic(turn.session_id)
        if asked is not None and intent in ("none", "smalltalk", None) and turn.words.strip():
            return self._wish(turn, {**asked, "topic": turn.words}, unsure=False)
        if turn.files:
            return self._wish(turn, {**stated, "topic": turn.words.strip() or None}, unsure=False)
        edits = [edit for edit in meant.get("edits") or [meant.get("edit")] if edit]
        if intent == "edit_video" and edits:
            return self._change(turn, [_set_fields(edit) for edit in edits])
        return self._talk(turn, str(intent))

    def _wish(self, turn: _Turn, stated: Stated, *, unsure: bool) -> Said:
        defaults = with_files(turn.defaults, turn.files)
        script = stated.get("script") or defaults.script_text
        if not stated.get("topic") and not script:
            return self._say(turn, text("talk.ask_topic", turn.language.value), kind=MessageKind.ASK, data={"choices": [], "wish": _plain(stated)})
        brief = brief_of({**stated, "script": script}, defaults)
        if unsure:
            return self._ask_whether(turn, brief, stated)
        return self.place_job(turn.session_id, brief, turn.folder)

    def _ask_whether(self, turn: _Turn, brief: Brief, stated: Stated) -> Said:
        """Unsure means asking, with buttons."""
        say = text("talk.say_wish", turn.language.value, topic=brief.topic)
        if stated.get("duration_s"):
            say = text("talk.say_wish_of", turn.language.value, topic=brief.topic, s=f"{brief.duration_s:g}")
        choices = [
            {"label": text("talk.yes_film", turn.language.value), "say": say},
            {"label": text("talk.no", turn.language.value), "say": text("talk.no", turn.language.value)},
        ]
        return self._say(turn, text("talk.ask_sure", turn.language.value, topic=brief.topic), kind=MessageKind.ASK, data={"choices": choices})

    def _refuse_duration(self, turn: _Turn, stated: Stated) -> Said:
        """A length that cannot be is never clamped in silence: the nearest ones are offered."""
        language = turn.language.value
        limits = {"duration": stated.get("duration_s", "?"), "low": f"{MIN_DURATION_S:g}", "high": f"{MAX_DURATION_S:g}"}
        what, todo = (text(f"error.duration_out_of_range.{part}", language, **limits) for part in ("what", "do"))
        choices = []
        if stated.get("topic"):
            for seconds in (limits["low"], "60", limits["high"]):
                choices.append({"label": f"{seconds} s", "say": text("talk.say_wish_of", language, topic=stated["topic"], s=seconds)})
        return self._say(turn, f"{what} {todo}", kind=MessageKind.ASK if choices else MessageKind.TEXT, data={"choices": choices} if choices else {})

    def _change(self, turn: _Turn, edits: Sequence[Stated]) -> Said:
        """The film of this conversation made again with the changes."""
        films = self._films(turn.session_id)
        if not films:
            return self._say(turn, text("talk.no_film_yet", turn.language.value))
        last = films[0]
        if edits[0].get("kind") == "undo":
            earlier = [film for film in films[1:] if film.job.brief != last.job.brief]
            if not earlier:
                return self._say(turn, text("talk.nothing_to_undo", turn.language.value))
            return self.place_job(turn.session_id, earlier[0].job.brief, turn.folder)
        script = self._services.store.script(last.job.id)
        try:
            brief = edited(last.job.brief, script.lines if script else (), edits)
        except NotPossible as error:
            return self._say(turn, text(error.key, turn.language.value))
        return self.place_job(turn.session_id, brief, turn.folder)

    def _talk(self, turn: _Turn, intent: str) -> Said:
        language = turn.language.value
        if intent == "cancel":
            going = [film for film in self._films(turn.session_id) if film.job.status in (JobStatus.RUNNING, JobStatus.QUEUED)]
            if not going:
                return self._say(turn, text("talk.nothing_to_cancel", language))
            said = self._say(turn, text("talk.cancelled", language, topic=going[0].job.brief.topic))
            return dataclasses.replace(said, cancel=(going[0].job.id,))
        if intent == "status":
            return self._say(turn, self._status(turn))
        key = intent if intent in ("help", "smalltalk", "question", "edit_video") else "none"
        return self._say(turn, text(f"talk.{key}", language))

    def _status(self, turn: _Turn) -> str:
        language = turn.language.value
        films = self._films(turn.session_id)
        if not films:
            return text("talk.no_film_yet", language)
        job = films[0].job
        key = job.status.value if job.status in (JobStatus.RUNNING, JobStatus.QUEUED, JobStatus.COMPLETED) else "stopped"
        return text(f"talk.status.{key}", language, topic=job.brief.topic, percent=f"{job.progress:.0f}", place=films[0].place)

    def _films(self, session_id: SessionId) -> list[JobView]:
        """The jobs of a conversation, newest first, those of its newest messages."""
        page = self._services.store.chat_page(session_id, None, _LOOKS_BACK)
        return [page.jobs[message.job_id] for message in reversed(page.messages) if message.job_id is not None]

    def _wish_without_topic(self, session_id: SessionId) -> Stated | None:
        """What was stated when Em Linh's last words asked for the topic."""
        messages, _ = self._services.store.messages(session_id, None, _LOOKS_BACK)
        last = next((message for message in reversed(messages) if message.role is Role.EM_LINH), None)
        wish = None if last is None else last.data.get("wish")
        return wish if isinstance(wish, dict) else None

    def _say(self, turn: _Turn, words: str, kind: MessageKind = MessageKind.TEXT, data: Mapping[str, Any] | None = None) -> Said:
        return Said((self._services.store.add_message(turn.session_id, Role.EM_LINH, words, kind, data=data),))


_LOOKS_BACK = 40


@dataclass(frozen=True, slots=True)
class _Turn:
    """One message with what it is to be read with."""

    session_id: SessionId
    words: str
    defaults: Brief
    files: Sequence[Path]
    folder: Path | None
    language: Language


def _set_fields(fields: Mapping[str, Any] | None) -> dict[str, Any]:
    return {name: value for name, value in (fields or {}).items() if value is not None}


def _plain(stated: Stated) -> dict[str, Any]:
    return {name: value for name, value in stated.items() if value is not None}

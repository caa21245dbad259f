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
from emlinh_desktop.bridge.said import Said
from emlinh_desktop.bridge.services import Services
from emlinh_desktop.bridge.wishes import NotPossible, brief_of, edited
from emlinh_desktop.chat.answers import small_talk_of
from emlinh_desktop.chat.intents import Intent
from emlinh_desktop.chat.meaning import Edit, Understood, WishedBrief
from emlinh_desktop.chat.understanding import understand
from emlinh_desktop.domain.brief import Brief, Composition, Language
from emlinh_desktop.domain.conversation import JobView, MessageKind, Role
from emlinh_desktop.domain.errors import EmlinhError, ErrorCode
from emlinh_desktop.domain.event import JobStatus, SessionId
from emlinh_desktop.domain.timebase import MAX_DURATION_S, MIN_DURATION_S

log = logging.getLogger(__name__)

TITLE_CHARACTERS = 60


class Conversation:
    """Answers messages. Every method stores what is said before it returns. One thread at a time."""

    def __init__(self, services: Services, understand: Callable[[str], Understood] = understand) -> None:
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
        store.rename_session(session_id, brief.topic[:1].upper() + brief.topic[1:TITLE_CHARACTERS], only_untitled=True)
        store.enqueue(job_id)
        return Said((message,), store.job_view(job_id))

    # ---- one message

    def _answered(self, turn: _Turn) -> Said:
        meant = self._understand(turn.words)
        if meant.error is not None:
            return self._refuse(turn, meant)
        if meant.intent is Intent.CREATE_VIDEO:
            return self._wish(turn, meant.brief)
        asked = self._wish_without_topic(turn.session_id)
        is_topic = meant.intent is Intent.NONE and turn.words.strip() and not meant.unsure  # thanks and greetings are no topic
        if asked is not None and is_topic:
            return self._wish(turn, dataclasses.replace(asked, topic=turn.words))
        if turn.files:
            return self._wish(turn, dataclasses.replace(meant.brief, topic=turn.words.strip() or None))
        return self._no_wish(turn, meant)

    def _no_wish(self, turn: _Turn, meant: Understood) -> Said:
        if meant.unsure:
            return self._ask_whether(turn, meant)
        if meant.edits:
            return self._change(turn, meant.edits)
        return self._talk(turn, meant.intent)

    def _wish(self, turn: _Turn, wish: WishedBrief) -> Said:
        defaults = with_files(turn.defaults, turn.files)
        if wish.topic is None and wish.script is None and defaults.script_text is None:
            return self._ask_for_topic(turn, wish)
        return self.place_job(turn.session_id, brief_of(wish, defaults), turn.folder)

    def _ask_whether(self, turn: _Turn, meant: Understood) -> Said:
        """Unsure means asking, with a button where there is something to say yes to."""
        topic, language = meant.brief.topic, turn.language.value
        if meant.edits:
            return self._talk(turn, Intent.EDIT_VIDEO)
        if topic is None:
            return self._ask_for_topic(turn, meant.brief)
        choices = [{"label": text("chat.button.yes", language), "say": text("talk.say_wish", language, topic=topic)}]
        return self._say(turn, text("chat.ask.confirm", language, topic=topic), kind=MessageKind.ASK, data={"choices": choices})

    def _ask_for_topic(self, turn: _Turn, wish: WishedBrief) -> Said:
        """What was stated already is remembered with the question."""
        return self._say(turn, text("chat.ask.topic", turn.language.value), kind=MessageKind.ASK, data={"choices": [], "wish": wish.to_json()})

    def _refuse(self, turn: _Turn, meant: Understood) -> Said:
        """What cannot be is said, never changed in silence; for a length the nearest ones are offered."""
        assert meant.error is not None
        language = turn.language.value
        words = " ".join(text(f"error.{meant.error.value}.{part}", language, **meant.error_params) for part in ("what", "do"))
        topic = meant.brief.topic
        if meant.error is not ErrorCode.DURATION_OUT_OF_RANGE or topic is None:
            return self._say(turn, words, data={"error_code": meant.error.value})
        offered = (MIN_DURATION_S, 60.0, MAX_DURATION_S)
        choices = [{"label": f"{s:g} s", "say": text("talk.say_wish_of", language, topic=topic, s=f"{s:g}")} for s in offered]
        return self._say(turn, words, kind=MessageKind.ASK, data={"choices": choices})

    def _change(self, turn: _Turn, edits: Sequence[Edit]) -> Said:
        """The film of this conversation made again with the changes."""
        films = self._films(turn.session_id)
        if not films:
            return self._say(turn, text("chat.edit.no_film", turn.language.value))
        last = films[0]
        if edits[0].kind == "undo":
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

    def _talk(self, turn: _Turn, intent: Intent) -> Said:
        language = turn.language.value
        if intent is Intent.CANCEL:
            going = [film for film in self._films(turn.session_id) if film.job.status in (JobStatus.RUNNING, JobStatus.QUEUED)]
            if not going:
                return self._say(turn, text("chat.cancel.nothing", language))
            said = self._say(turn, text("chat.cancel.running", language, topic=going[0].job.brief.topic))
            return dataclasses.replace(said, cancel=(going[0].job.id,))
        if intent is Intent.STATUS:
            return self._say(turn, self._status(turn))
        if intent is Intent.SMALLTALK:
            return self._say(turn, text(f"chat.small.{small_talk_of(turn.words)}", language))
        return self._say(turn, text(_ANSWERS.get(intent, "chat.none"), language))

    def _status(self, turn: _Turn) -> str:
        language = turn.language.value
        films = self._films(turn.session_id)
        if not films:
            return text("chat.status.nothing", language)
        job = films[0].job
        key = _STATUSES.get(job.status, "talk.status.stopped")
        return text(key, language, topic=job.brief.topic, percent=f"{job.progress:.0f}", place=films[0].place)

    def _films(self, session_id: SessionId) -> list[JobView]:
        """The jobs of a conversation, newest first, those of its newest messages."""
        page = self._services.store.chat_page(session_id, None, _LOOKS_BACK)
        return [page.jobs[message.job_id] for message in reversed(page.messages) if message.job_id is not None]

    def _wish_without_topic(self, session_id: SessionId) -> WishedBrief | None:
        """What was stated when Em Linh's last words asked for the topic."""
        messages, _ = self._services.store.messages(session_id, None, _LOOKS_BACK)
        last = next((message for message in reversed(messages) if message.role is Role.EM_LINH), None)
        wish = None if last is None else last.data.get("wish")
        return None if wish is None else _stored_wish(wish)

    def _say(self, turn: _Turn, words: str, kind: MessageKind = MessageKind.TEXT, data: Mapping[str, Any] | None = None) -> Said:
        return Said((self._services.store.add_message(turn.session_id, Role.EM_LINH, words, kind, data=data),))


_LOOKS_BACK = 40
_ANSWERS = {
    Intent.HELP: "chat.help",
    Intent.QUESTION: "chat.question",
    Intent.EDIT_VIDEO: "talk.edit_video",
}
_STATUSES = {JobStatus.RUNNING: "chat.status.running", JobStatus.QUEUED: "talk.status.queued", JobStatus.COMPLETED: "talk.status.completed"}


@dataclass(frozen=True, slots=True)
class _Turn:
    """One message with what it is to be read with."""

    session_id: SessionId
    words: str
    defaults: Brief
    files: Sequence[Path]
    folder: Path | None
    language: Language


def _stored_wish(stored: Mapping[str, Any]) -> WishedBrief:
    """A wish as `WishedBrief.to_json` left it; what another version wrote is passed over."""
    kinds: Mapping[str, Callable[[Any], Any]] = {"composition": Composition, "language": Language, "duration_s": float}
    names = {field.name for field in dataclasses.fields(WishedBrief)}
    return WishedBrief(**{name: kinds.get(name, lambda v: v)(value) for name, value in stored.items() if name in names})

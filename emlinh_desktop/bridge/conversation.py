"""Em Linh's side of a conversation: what a message sets going, and what she answers. No Qt; runs on the reading lane."""

from __future__ import annotations

import dataclasses
import logging
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from emlinh_desktop.base.locale_text import text
from emlinh_desktop.bridge.dropped_files import kind_of, with_files
from emlinh_desktop.bridge.said import Said
from emlinh_desktop.bridge.services import Services
from emlinh_desktop.bridge.turn import Turn
from emlinh_desktop.bridge.wishes import NotPossible, brief_of, edited
from emlinh_desktop.chat.intents import Intent
from emlinh_desktop.chat.meaning import Edit, Understood, WishedBrief
from emlinh_desktop.chat.small_talk import small_talk_of
from emlinh_desktop.chat.understanding import understand
from emlinh_desktop.domain.brief import Brief, Composition, Language
from emlinh_desktop.domain.conversation import JobView, MessageKind, Role
from emlinh_desktop.domain.errors import EmlinhError, ErrorCode
from emlinh_desktop.domain.event import JobStatus, SessionId
from emlinh_desktop.domain.script import Script
from emlinh_desktop.domain.timebase import MAX_DURATION_S, MIN_DURATION_S

log = logging.getLogger(__name__)

TITLE_CHARACTERS = 60

Stated = TypeVar("Stated", WishedBrief, Edit)


class Conversation:
    """Answers messages by rules. Every method stores what is said before it returns. Any thread; no state of its own."""

    def __init__(self, services: Services, understand: Callable[[str], Understood] = understand) -> None:
        self._services = services
        self._understand = understand

    def hear(self, session_id: SessionId, words: str, files: Sequence[Path]) -> Said:
        """Keep what the user said; the files by name and purpose."""
        data = {"files": [{"name": file.name, "path": str(file), "kind": kind_of(file)} for file in files]} if files else {}
        return Said((self._services.store.add_message(session_id, Role.USER, words, data=data),))

    def answer(self, turn: Turn) -> Said:
        """Do what the message wants: begin a film at once, ask when unsure, change the last film, or answer."""
        try:
            return self._answered(turn)
        except EmlinhError as error:
            return self.say(turn, both_sentences(error, turn.language), data={"error_code": error.code.value})

    def meaning(self, turn: Turn) -> Understood:
        """What the rules find in the message."""
        return self._understand(turn.words)

    def place_job(self, session_id: SessionId, brief: Brief, folder: Path | None, script: Script | None = None) -> Said:
        """Queue a film of a whole wish and give it its place in the conversation. With `script` its talk is written already."""
        store = self._services.store
        job_id = self._services.submit(brief, None, session_id, folder)
        if script is not None:
            store.save_script(job_id, script)
        message = store.add_message(session_id, Role.EM_LINH, brief.topic, MessageKind.JOB, job_id)
        store.rename_session(session_id, brief.topic[:1].upper() + brief.topic[1:TITLE_CHARACTERS], only_untitled=True)
        store.enqueue(job_id)
        return Said((message,), store.job_view(job_id))

    # ---- one message

    def _answered(self, turn: Turn) -> Said:
        meant = self.meaning(turn)
        agreed = self.agreed_edits(turn)
        if agreed:
            return self.change(turn, agreed)
        if meant.error is not None:
            return self._refuse(turn, meant)
        if meant.intent is Intent.CREATE_VIDEO:
            return self.wish(turn, meant.brief)
        asked = self.asked_wish(turn.session_id)
        is_topic = meant.intent is Intent.NONE and turn.words.strip() and not meant.unsure  # thanks and greetings are no topic
        if asked is not None and is_topic:
            return self.wish(turn, dataclasses.replace(asked, topic=turn.words))
        if turn.files:
            return self.wish(turn, dataclasses.replace(meant.brief, topic=turn.words.strip() or None))
        return self._no_wish(turn, meant)

    def _no_wish(self, turn: Turn, meant: Understood) -> Said:
        if meant.unsure:
            return self._ask_whether(turn, meant)
        if meant.edits:
            return self.change(turn, meant.edits)
        return self.talk(turn, meant.intent)

    def wish(self, turn: Turn, wish: WishedBrief) -> Said:
        defaults = with_files(turn.defaults, turn.files)
        if wish.topic is None and wish.script is None and defaults.script_text is None:
            return self._ask_for_topic(turn, wish)
        return self.place_job(turn.session_id, brief_of(wish, defaults), turn.folder)

    def _ask_whether(self, turn: Turn, meant: Understood) -> Said:
        """Unsure means asking, with a button where there is something to say yes to."""
        if meant.edits:
            return self.talk(turn, Intent.EDIT_VIDEO)
        return self.ask_film(turn, meant.brief)

    def ask_film(self, turn: Turn, wish: WishedBrief) -> Said:
        """Ask whether a film is wanted; the button says the wish in full."""
        topic, language = wish.topic, turn.language.value
        if topic is None:
            return self._ask_for_topic(turn, wish)
        key, values = ("talk.say_wish", {}) if wish.duration_s is None else ("talk.say_wish_of", {"s": f"{wish.duration_s:g}"})
        choices = [{"label": text("chat.button.yes", language), "say": text(key, language, topic=topic, **values)}]
        return self.say(turn, text("chat.ask.confirm", language, topic=topic), kind=MessageKind.ASK, data={"choices": choices})

    def ask_edits(self, turn: Turn, edits: Sequence[Edit]) -> Said:
        """Offer to make the film again with changes; they are remembered with the question."""
        yes = text("chat.button.yes", turn.language.value)
        data = {"choices": [{"label": yes, "say": yes}], "edits": [edit.to_json() for edit in edits]}
        return self.say(turn, text("chat.edit.again", turn.language.value), kind=MessageKind.ASK, data=data)

    def agreed_edits(self, turn: Turn) -> tuple[Edit, ...]:
        """The changes Em Linh's last words offered, where the message is the yes of their button."""
        if turn.words.strip() not in {text("chat.button.yes", language.value) for language in Language}:
            return ()
        return tuple(_stored(Edit, stored) for stored in self._last_data(turn.session_id).get("edits", ()))

    def _ask_for_topic(self, turn: Turn, wish: WishedBrief) -> Said:
        """What was stated already is remembered with the question."""
        return self.say(turn, text("chat.ask.topic", turn.language.value), kind=MessageKind.ASK, data={"choices": [], "wish": wish.to_json()})

    def _refuse(self, turn: Turn, meant: Understood) -> Said:
        """What cannot be is said, never changed in silence; for a length the nearest ones are offered."""
        assert meant.error is not None
        language = turn.language.value
        words = " ".join(text(f"error.{meant.error.value}.{part}", language, **meant.error_params) for part in ("what", "do"))
        topic = meant.brief.topic
        if meant.error is not ErrorCode.DURATION_OUT_OF_RANGE or topic is None:
            return self.say(turn, words, data={"error_code": meant.error.value})
        offered = (MIN_DURATION_S, 60.0, MAX_DURATION_S)
        choices = [{"label": f"{s:g} s", "say": text("talk.say_wish_of", language, topic=topic, s=f"{s:g}")} for s in offered]
        return self.say(turn, words, kind=MessageKind.ASK, data={"choices": choices})

    def change(self, turn: Turn, edits: Sequence[Edit]) -> Said:
        """The film of this conversation made again with the changes."""
        films = self.films(turn.session_id)
        if not films:
            return self.say(turn, text("chat.edit.no_film", turn.language.value))
        last = films[0]
        if edits[0].kind == "undo":
            earlier = [film for film in films[1:] if film.job.brief != last.job.brief]
            if not earlier:
                return self.say(turn, text("talk.nothing_to_undo", turn.language.value))
            return self.place_job(turn.session_id, earlier[0].job.brief, turn.folder, self._model_script(earlier[0]))
        script = self._services.store.script(last.job.id)
        try:
            brief = edited(last.job.brief, script.lines if script else (), edits)
        except NotPossible as error:
            return self.say(turn, text(error.key, turn.language.value))
        keeps_text = all(edit.kind in _KEEP_THE_TALK for edit in edits) and brief.script_text is None
        return self.place_job(turn.session_id, brief, turn.folder, self._model_script(last) if keeps_text else None)

    def _model_script(self, film: JobView) -> Script | None:
        """The talk a language model wrote for a film: asked again, it would write another (the offline writer writes the same)."""
        script = self._services.store.script(film.job.id) if film.job.brief.script_text is None else None
        return None if script is None or script.draft else script

    def talk(self, turn: Turn, intent: Intent) -> Said:
        language = turn.language.value
        if intent is Intent.CANCEL:
            going = [film for film in self.films(turn.session_id) if film.job.status in (JobStatus.RUNNING, JobStatus.QUEUED)]
            if not going:
                return self.say(turn, text("chat.cancel.nothing", language))
            said = self.say(turn, text("chat.cancel.running", language, topic=going[0].job.brief.topic))
            return dataclasses.replace(said, cancel=(going[0].job.id,))
        if intent is Intent.STATUS:
            return self.say(turn, self.status(turn))
        if intent is Intent.SMALLTALK:
            return self.say(turn, text(f"chat.small.{small_talk_of(turn.words)}", language))
        return self.say(turn, text(_ANSWERS.get(intent, "chat.none"), language))

    def status(self, turn: Turn) -> str:
        language = turn.language.value
        films = self.films(turn.session_id)
        if not films:
            return text("chat.status.nothing", language)
        job = films[0].job
        key = _STATUSES.get(job.status, "talk.status.stopped")
        return text(key, language, topic=job.brief.topic, percent=f"{job.progress:.0f}", place=films[0].place)

    def films(self, session_id: SessionId) -> list[JobView]:
        """The jobs of a conversation, newest first, those of its newest messages."""
        page = self._services.store.chat_page(session_id, None, _LOOKS_BACK)
        return [page.jobs[message.job_id] for message in reversed(page.messages) if message.job_id is not None]

    def asked_wish(self, session_id: SessionId) -> WishedBrief | None:
        """What was stated when Em Linh's last words asked for the topic."""
        wish = self._last_data(session_id).get("wish")
        return None if wish is None else _stored(WishedBrief, wish)

    def _last_data(self, session_id: SessionId) -> Mapping[str, Any]:
        """What is remembered with Em Linh's last words; a remark aside (of a model that fails) ends no question."""
        messages, _ = self._services.store.messages(session_id, None, _LOOKS_BACK)
        last = next((message for message in reversed(messages) if message.role is Role.EM_LINH and "aside" not in message.data), None)
        return {} if last is None else last.data

    def say(self, turn: Turn, words: str, kind: MessageKind = MessageKind.TEXT, data: Mapping[str, Any] | None = None) -> Said:
        return Said((self._services.store.add_message(turn.session_id, Role.EM_LINH, words, kind, data=data),))


_LOOKS_BACK = 40
_KEEP_THE_TALK = {"background", "composition", "captions", "music", "voice"}
"""kinds of change that leave every word as it is"""
_ANSWERS = {
    Intent.HELP: "chat.help",
    Intent.QUESTION: "chat.question",
    Intent.EDIT_VIDEO: "talk.edit_video",
}
_STATUSES = {JobStatus.RUNNING: "chat.status.running", JobStatus.QUEUED: "talk.status.queued", JobStatus.COMPLETED: "talk.status.completed"}


def both_sentences(error: EmlinhError, language: Language) -> str:
    """What happened and what to do."""
    return " ".join(text(f"error.{error.code.value}.{part}", language.value, **error.params) for part in ("what", "do"))


def _stored(kind: type[Stated], stored: Mapping[str, Any]) -> Stated:
    """A wish or change as its `to_json` left it; what another version wrote is passed over."""
    kinds: Mapping[str, Callable[[Any], Any]] = {"composition": Composition, "language": Language, "duration_s": float, "delta_s": float}
    names = {field.name for field in dataclasses.fields(kind)}
    return kind(**{name: kinds.get(name, lambda v: v)(value) for name, value in stored.items() if name in names})

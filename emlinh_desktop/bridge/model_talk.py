"""Em Linh's side of a conversation when a language model speaks for her: it answers in words and asks for tools; the rules guard them.

A model is believed in what it says, not in what it does. A tool is honoured only where the user's own message can mean it, as the
rules read it: a question starts nothing, an unsure wish is asked back with a button, and what the rules found in the user's words
counts before what the model made of them. Files and scripts are never shown to it. No Qt; runs on a lane of its own.
"""

from __future__ import annotations

import dataclasses
import functools
import json
import logging
from collections.abc import Callable, Sequence
from typing import Any

from emlinh_desktop.base.cancellation import Cancelled, CancelToken
from emlinh_desktop.base.locale_text import text
from emlinh_desktop.bridge.conversation import Conversation, both_sentences
from emlinh_desktop.bridge.history import history
from emlinh_desktop.bridge.said import Said
from emlinh_desktop.bridge.services import Services
from emlinh_desktop.bridge.turn import Turn
from emlinh_desktop.chat.intents import Intent
from emlinh_desktop.chat.meaning import Understood, WishedBrief
from emlinh_desktop.chat.model_tools import TOOLS, CallUnusable, film_facts, read_call
from emlinh_desktop.chat.persona import is_in_words, persona, shown_words
from emlinh_desktop.chat.understanding import understand
from emlinh_desktop.domain.errors import ONLINE_FAULTS, EmlinhError, ErrorCode
from emlinh_desktop.domain.event import SessionId
from emlinh_desktop.domain.language_model import LanguageModel, ModelMessage, ToolCall

log = logging.getLogger(__name__)

_ROUNDS = 3
"""answers to one message: a model told what was wrong with its call may mend it"""
_ANSWERED_BY_RULES = ONLINE_FAULTS | {ErrorCode.MODEL_NOT_CHOSEN}
_SHOWN_CHARACTERS = 12_000
"""of an answer that is coming; the rest of a longer one is not looked at until it is whole"""
_FILM = (Intent.CREATE_VIDEO, Intent.EDIT_VIDEO)
_NOT_ASKED = "The user's latest message does not ask for this. Answer it in words."

Heard = Callable[[str], None]
"""told all words for the user so far, each time more came"""


class ModelTalk:
    """Answers messages with a model, and by the rules where it fails. One thread at a time."""

    def __init__(self, services: Services, rules: Conversation) -> None:
        self._services = services
        self._rules = rules
        self._told: dict[SessionId, ErrorCode] = {}

    def answer(self, turn: Turn, model: LanguageModel, heard: Heard, cancel: CancelToken) -> Said:
        """Stream an answer and do what it asks for. A stopped one keeps the words that came.

        Raises:
            EmlinhError: of the store.
        """
        meant = self._rules.meaning(turn)
        if turn.files or meant.brief.script is not None or meant.error is not None or self._rules.agreed_edits(turn):
            return self._rules.answer(turn)
        reply = _Reply(heard)
        try:
            said = self._conversed(turn, meant, model, reply, cancel)
        except Cancelled:
            return self._rules.say(turn, f"{reply.words} …") if reply.words else Said()
        except EmlinhError as error:
            if error.code not in _ANSWERED_BY_RULES:
                raise
            log.info("the model does not answer: %s", error)
            return self._by_rules(turn, error)
        self._told.pop(turn.session_id, None)
        return said

    def _by_rules(self, turn: Turn, error: EmlinhError) -> Said:
        """The rules' answer; why it is theirs is said once."""
        said = Said()
        if self._told.get(turn.session_id) is not error.code:
            self._told[turn.session_id] = error.code
            note = f"{both_sentences(error, turn.language)} {text('talk.by_rules', turn.language.value)}"
            said = self._rules.say(turn, note, data={"error_code": error.code.value, "aside": True})
        return said.then(self._rules.answer(turn))

    # ---- the model's turn

    def _conversed(self, turn: Turn, meant: Understood, model: LanguageModel, reply: _Reply, cancel: CancelToken) -> Said:
        messages = [
            ModelMessage("system", persona(turn.language, self._situation(turn))),
            *history(self._services.store, turn.session_id, turn.words, _holds_script),
        ]
        work = _Calls(self._rules, turn, meant, [message.text for message in messages if message.role == "user"])
        for _ in range(_ROUNDS):
            reply.begin()
            answer = model.answer(messages, reply.take, cancel, TOOLS)
            words = shown_words(answer.text)
            results = work.read(answer.calls)
            if work.accepted or not answer.calls:
                break
            messages += [ModelMessage("assistant", answer.text, answer.calls), *results]
        asks_topic = meant.intent is Intent.CREATE_VIDEO and meant.ask == "topic"  # what was stated already is remembered, as the rules do
        said = self._rules.say(turn, words, data={"wish": meant.brief.to_json()} if asks_topic else None) if words else Said()
        said = said.then(work.carried_out())
        if work.accepted or (words.endswith("?") and not answer.calls):
            return said
        return said.then(self._left_undone(turn, meant, nothing_said=not words))

    def _situation(self, turn: Turn) -> str:
        films = self._rules.films(turn.session_id)
        if not films:
            return text("chat.status.nothing", turn.language.value)
        job = films[0].job
        return json.dumps(film_facts(job.brief) | {"status": job.status.value, "percent": round(job.progress)}, ensure_ascii=False)

    def _left_undone(self, turn: Turn, meant: Understood, *, nothing_said: bool) -> Said:
        """What the user surely asked for and the model did not do is done by the rules; words alone are an answer to the rest."""
        wish = meant.may_start or (nothing_said and meant.intent is Intent.CREATE_VIDEO)
        if wish or (meant.intent is Intent.EDIT_VIDEO and not meant.unsure) or meant.intent is Intent.CANCEL:
            return self._rules.answer(turn)
        return self._rules.say(turn, text("talk.model_lost", turn.language.value)) if nothing_said else Said()


class _Reply:
    """The words of one answer as they come."""

    def __init__(self, heard: Heard) -> None:
        self._heard = heard
        self._pieces: list[str] = []
        self._characters = 0
        self.words = ""

    def begin(self) -> None:
        self._pieces, self._characters, self.words = [], 0, ""

    def take(self, piece: str) -> None:
        self._pieces.append(piece)
        self._characters += len(piece)
        if self._characters > _SHOWN_CHARACTERS:
            return
        words = shown_words("".join(self._pieces))
        if words != self.words:
            self.words = words
            self._heard(words)


class _Calls:
    """The calls of one answer: which are honoured, and what comes of them. One film a message."""

    def __init__(self, rules: Conversation, turn: Turn, meant: Understood, said_by_user: list[str]) -> None:
        self._rules, self._turn, self._meant = rules, turn, meant
        self._said_by_user = said_by_user
        self._seen: set[tuple[str, str]] = set()
        self._todo: list[Callable[[], Said]] = []
        self._film = False
        self._second_film = False

    @property
    def accepted(self) -> bool:
        return bool(self._todo)

    def read(self, calls: Sequence[ToolCall]) -> list[ModelMessage]:
        """Judge the calls of an answer; what each is to be told."""
        results = []
        for call in calls:
            try:
                self._read(call)
                result: dict[str, Any] = {"ok": True}
            except CallUnusable as unusable:
                log.info("a call of %s is not honoured: %s", call.name[:40], unusable)
                result = {"ok": False, "error": str(unusable)}
            results.append(ModelMessage("tool", json.dumps(result), call_id=call.id))
        return results

    def carried_out(self) -> Said:
        """Do what was honoured."""
        said = Said()
        for do in self._todo:
            try:
                said = said.then(do())
            except EmlinhError as error:
                said = said.then(self._rules.say(self._turn, both_sentences(error, self._turn.language), data={"error_code": error.code.value}))
        if self._second_film:
            said = said.then(self._rules.say(self._turn, text("talk.one_film", self._turn.language.value)))
        return said

    def _read(self, call: ToolCall) -> None:
        wanted = read_call(call)
        same = (wanted.intent.value, repr(wanted))
        if same in self._seen:
            raise CallUnusable("This was called before.")
        self._seen.add(same)
        if wanted.intent in _FILM and self._film:
            self._second_film = True
            raise CallUnusable("One film a message: the first one was taken.")
        self._todo.append(self._deed(wanted))
        self._film = self._film or wanted.intent in _FILM

    def _deed(self, wanted: Understood) -> Callable[[], Said]:
        """What to do for a call the user's message can mean. Raises CallUnusable for any other."""
        if wanted.intent is Intent.STATUS:
            return lambda: self._rules.talk(self._turn, Intent.STATUS)
        allowed = (Intent.NONE, wanted.intent) if wanted.intent is Intent.CANCEL else (Intent.NONE, Intent.SMALLTALK, *_FILM)
        if self._meant.intent not in allowed:
            raise CallUnusable(_NOT_ASKED)
        if wanted.intent is Intent.CANCEL:
            return lambda: self._rules.talk(self._turn, Intent.CANCEL)
        return self._new_film(wanted.brief) if wanted.intent is Intent.CREATE_VIDEO else self._other_film(wanted)

    def _new_film(self, wish: WishedBrief) -> Callable[[], Said]:
        """At once where the rules read a wish too and the topic is the user's; else Em Linh asks."""
        turn, meant = self._turn, self._meant
        asked = self._rules.asked_wish(turn.session_id)
        stated = meant.brief if meant.intent is Intent.CREATE_VIDEO or meant.unsure else asked
        wish = dataclasses.replace(wish, **(_said_fields(stated) if stated is not None else {}))
        if meant.intent is Intent.CREATE_VIDEO:
            sure = meant.brief.topic is not None or is_in_words(wish.topic or "", self._said_by_user)
        else:
            sure = meant.intent is Intent.NONE and not meant.unsure and asked is not None and is_in_words(wish.topic or "", [turn.words])
        return lambda: self._rules.wish(turn, wish) if sure else self._rules.ask_film(turn, wish)

    def _other_film(self, wanted: Understood) -> Callable[[], Said]:
        turn, meant = self._turn, self._meant
        if meant.intent is Intent.EDIT_VIDEO and not meant.unsure:
            return lambda: self._rules.change(turn, meant.edits or wanted.edits)
        if not self._rules.films(turn.session_id):
            raise CallUnusable("There is no film to change yet.")
        return lambda: self._rules.ask_edits(turn, wanted.edits)


@functools.lru_cache(maxsize=256)
def _holds_script(words: str) -> bool:
    return understand(words).brief.script is not None


def _said_fields(stated: WishedBrief) -> dict[str, Any]:
    return {field.name: value for field in dataclasses.fields(stated) if (value := getattr(stated, field.name)) is not None}

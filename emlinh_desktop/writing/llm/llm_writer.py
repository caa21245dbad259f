"""The writer that asks a language model."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace

from emlinh_desktop.base.cancellation import CancelToken
from emlinh_desktop.domain.brief import Brief, Language, clean_topic
from emlinh_desktop.domain.errors import ONLINE_FAULTS, EmlinhError, ErrorCode, ResourceError
from emlinh_desktop.domain.fallback import Fallback, FallbackChoice, OnFailure
from emlinh_desktop.domain.language_model import LanguageModel, ModelCost, ModelMessage
from emlinh_desktop.domain.ports import Fraction, ScriptWriter, SecondsFor
from emlinh_desktop.domain.script import Script, make_lines
from emlinh_desktop.writing.language import language_of_text
from emlinh_desktop.writing.llm.model_answer import AnswerUnreadable, talk_of
from emlinh_desktop.writing.llm.prompts import another_length, talk_wish
from emlinh_desktop.writing.llm.talk_length import WITHIN, Sentence, film_s, misses_by, shortened, words_for
from emlinh_desktop.writing.offline.subject import sentence_start
from emlinh_desktop.writing.sentences import split_sentences

_log = logging.getLogger(__name__)

_ATTEMPTS = 2  # at one answer, when it was cut or cannot be read
_WORTH_ASKING_AGAIN = {ErrorCode.SERVICE_CUT, ErrorCode.SERVICE_GARBLED, ErrorCode.SERVICE_SILENT}
_CHARACTERS_A_WORD = 5.5


class LlmWriter:
    """Asks `model`; when that fails and `on_failure` says so, `stand_in` writes. `id` is the provider's."""

    def __init__(self, provider_id: str, service: str, model: LanguageModel, stand_in: ScriptWriter, on_failure: OnFailure) -> None:
        self.id = provider_id
        self._service = service
        self._model = model
        self._stand_in = stand_in
        self._on_failure = on_failure

    def language_of(self, brief: Brief) -> Language:
        """The brief's language, else the topic's."""
        return brief.language or language_of_text(brief.topic)

    def write(self, brief: Brief, language: Language, seconds_for: SecondsFor, told: Fraction, cancel: CancelToken) -> Script:
        """A talk that a film of `brief.duration_s` can hold: asked for by its words, once more when its length misses by over 6 %.

        Raises:
            Cancelled: within a second.
            InputError: TOPIC_EMPTY, TOPIC_TOO_LONG, MODEL_NOT_CHOSEN.
            ResourceError: a SERVICE_ or MODEL_ code nobody may stand in for.
        """
        title = clean_topic(brief.topic)
        while True:
            try:
                return _Talk(self._model, self._service, title, language, brief.duration_s, seconds_for, told, cancel).script(self.id)
            except EmlinhError as error:
                if error.code not in ONLINE_FAULTS:
                    raise
                fallback = Fallback("writer", self.id, self._stand_in.id, error)
                choice = self._on_failure(fallback, cancel)
                if choice is FallbackChoice.STOP:
                    raise
                if choice is FallbackChoice.STAND_IN:
                    _log.warning("the writer %s failed (%s): %s writes instead", self.id, error, self._stand_in.id)
                    return replace(self._stand_in.write(brief, language, seconds_for, told, cancel), fallback=fallback)


class _Talk:
    """One talk being written."""

    def __init__(
        self, model: LanguageModel, service: str, title: str, language: Language, wanted_s: float, seconds_for: SecondsFor, told: Fraction, cancel: CancelToken
    ) -> None:
        self._model, self._service = model, service
        self._title, self._language, self._wanted_s = title, language, wanted_s
        self._seconds_for, self._told, self._cancel = seconds_for, told, cancel
        self._seconds: dict[str, float] = {}
        self._cost: ModelCost | None = None
        self._heard = 0
        self._expected = 1.0

    def script(self, writer: str) -> Script:
        words = words_for(self._wanted_s, self._language, self._seconds_for)
        self._expected = 2 * words * _CHARACTERS_A_WORD  # as if it had to be asked twice: progress may jump, never stop
        messages = talk_wish(self._title, self._language, words, self._wanted_s)
        answer, sentences = self._asked(messages)
        spoken_s = self._measured_s(sentences)
        if misses_by(spoken_s, self._wanted_s) > WITHIN:
            sentences = self._refitted([*messages, ModelMessage("assistant", answer)], sentences, spoken_s)
        sentences = shortened(sentences, self._seconds, self._wanted_s)
        sentences[-1] = (sentences[-1][0], True)
        self._told(1.0)
        _log.info("the model wrote %d sentences, %.1f s of %.1f s wanted", len(sentences), film_s(sentences, self._seconds), self._wanted_s)
        return Script(sentence_start(self._title), self._language, make_lines(sentences), writer, draft=False, cost=self._cost)

    def _refitted(self, messages: Sequence[ModelMessage], sentences: list[Sentence], spoken_s: float) -> list[Sentence]:
        """The nearer of the talk and what the model makes of it when told how long it is."""
        count = sum(len(text.split()) for text, _ in sentences)
        words = max(8, round(count * self._wanted_s / spoken_s))
        _, again = self._asked([*messages, another_length(self._language, spoken_s, words, self._wanted_s)])
        nearest = min((sentences, again), key=lambda talk: misses_by(self._measured_s(talk), self._wanted_s))
        longest = max((sentences, again), key=self._measured_s)
        return longest if self._measured_s(nearest) < self._wanted_s * (1 - WITHIN) else nearest  # too long can be mended, too short cannot

    def _asked(self, messages: Sequence[ModelMessage]) -> tuple[str, list[Sentence]]:
        """An answer and its sentences, asked for again when it was cut, empty or broken."""
        attempt = 1
        while True:
            try:
                return self._once(messages)
            except ResourceError as error:
                if error.code not in _WORTH_ASKING_AGAIN or attempt == _ATTEMPTS:
                    raise
                _log.info("asking the model again: %s", error)
                attempt += 1

    def _once(self, messages: Sequence[ModelMessage]) -> tuple[str, list[Sentence]]:
        answer = self._model.answer(messages, self._listen, self._cancel)
        self._cost = answer.cost if self._cost is None else self._cost.plus(answer.cost)
        try:
            sentences = split_sentences(talk_of(answer.text))
        except AnswerUnreadable as error:
            raise ResourceError(ErrorCode.SERVICE_GARBLED, service=self._service) from error
        if not sentences:
            raise ResourceError(ErrorCode.SERVICE_SILENT, service=self._service)
        return answer.text, sentences

    def _listen(self, piece: str) -> None:
        self._heard += len(piece)
        self._told(min(0.95, self._heard / self._expected))

    def _measured_s(self, sentences: Sequence[Sentence]) -> float:
        new = [text for text, _ in sentences if text not in self._seconds]
        self._seconds.update(zip(new, self._seconds_for(new), strict=True))
        return film_s(sentences, self._seconds)

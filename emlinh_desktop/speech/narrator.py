"""Script -> Narration: the port `Narrator`, with every engine behind one catalogue, the cache before it and the length fitted."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from emlinh_desktop.base.cancellation import CancelToken
from emlinh_desktop.base.child_process import Child
from emlinh_desktop.domain.brief import Language
from emlinh_desktop.domain.errors import ONLINE_FAULTS, EmlinhError, ErrorCode, InputError
from emlinh_desktop.domain.fallback import Fallback, FallbackChoice, OnFailure
from emlinh_desktop.domain.ports import SecondsFor
from emlinh_desktop.domain.script import Line
from emlinh_desktop.domain.shot import FilmPlan
from emlinh_desktop.domain.utterance import Narration, SpokenLine, Utterance, Voice
from emlinh_desktop.speech.catalogue import Catalogue
from emlinh_desktop.speech.engine import Asked, Speaker, SpeechSource
from emlinh_desktop.speech.espeak_speaker import EspeakSpeech
from emlinh_desktop.speech.length_fitting import AFTER_PARAGRAPH, AFTER_SENTENCE, LEAD_IN_S, TAIL, Fitting, PauseKind, fit, natural_pause
from emlinh_desktop.speech.outer_speaker import OuterSpeaker
from emlinh_desktop.speech.sample_text import SAMPLE_TEXTS
from emlinh_desktop.speech.utterance_cache import UtteranceCache

_log = logging.getLogger(__name__)

LineDone = Callable[[int], None]


def stop_at_failure(_fallback: Fallback, _cancel: CancelToken) -> FallbackChoice:
    """Nobody stands in."""
    return FallbackChoice.STOP


class SpeechNarrator:
    """Speaks with the offline voices and with those of `sources`. What it keeps lies in `cache_folder`. One thread at a time.

    When an outer voice fails for a reason the offline one does not share, `on_failure` decides whether that one speaks instead.
    """

    def __init__(self, cache_folder: Path, sources: Iterable[SpeechSource] = (), on_failure: OnFailure = stop_at_failure, early: Child | None = None) -> None:
        self._espeak = EspeakSpeech(cache_folder, early)
        self._sources = {source.id: source for source in sources}
        self._catalogue = Catalogue(self._espeak, self._sources.values())
        self._utterances = UtteranceCache(cache_folder / "utterances")
        self._on_failure = on_failure

    def voices(self) -> tuple[Voice, ...]:
        """The whole catalogue, without asking the network."""
        return self._catalogue.voices()

    def voice(self, voice_id: str | None, language: Language) -> Voice:
        """The voice by id (outer ones as `engine:name`), or the default of the language.

        Raises:
            InputError: UNKNOWN_NAME, or what the engine says of the name.
        """
        return self._catalogue.find(voice_id, language)

    def seconds_for(self, voice: Voice, cancel: CancelToken | None = None, speed: float = 1.0) -> SecondsFor:
        """A measure of sentences in that voice at a speed; all sentences of a call are measured together."""
        speaker, token = self._speaker(voice), cancel or CancelToken()
        return lambda sentences: speaker.estimated_s(sentences, token, speed)

    def sample(self, voice: Voice, cancel: CancelToken) -> Utterance:
        """A short sentence in that voice, to choose by ear. No fallback: the errors of `narrate`."""
        line = Line("sample", SAMPLE_TEXTS[voice.language])
        return self._narrated([line], voice, None, None, lambda _n: None, cancel).lines[0].utterance

    def narrate(
        self,
        lines: Sequence[Line],
        voice: Voice,
        target_s: float | None,
        earlier: FilmPlan | None,
        line_done: LineDone,
        cancel: CancelToken,
        speed: float = 1.0,
    ) -> Narration:
        """Speak every Line; `line_done(n)` after the n-th. Finished Lines come from the cache.

        With `earlier`, its tempo, lead-in and pauses are kept; else with `target_s` the length is fitted around `speed`; else
        the tempo is `speed`, and pauses are natural. A Line and its pause are always a whole number of frames.

        Raises:
            Cancelled: within 0.2 s, within 1 s while a service is asked.
            InputError: NOTHING_TO_SAY when no Line holds a word.
            ResourceError: VOICE_UNAVAILABLE, NO_WRITE_ACCESS or DISK_FULL; the SERVICE_ codes of an outer voice nobody may stand in for.
            ProductError: SPEECH_FAILED.
        """
        done = 0

        def growing(n: int) -> None:
            nonlocal done
            if n > done:
                done = n
                line_done(n)

        while True:
            try:
                return self._narrated(lines, voice, target_s, earlier, growing, cancel, speed)
            except EmlinhError as error:
                if voice.engine not in self._sources or error.code not in ONLINE_FAULTS:
                    raise
                stand_in = self._catalogue.stand_in(voice)
                fallback = Fallback("voice", voice.id, stand_in.id, error)
                choice = self._on_failure(fallback, cancel)
                if choice is FallbackChoice.STOP:
                    raise
                if choice is FallbackChoice.STAND_IN:
                    _log.warning("the voice %s failed (%s): %s speaks instead", voice.id, error, stand_in.id)
                    return replace(self._narrated(lines, stand_in, target_s, None, growing, cancel, speed), fallback=fallback)

    def _speaker(self, voice: Voice) -> Speaker:
        source = self._sources.get(voice.engine)
        return self._espeak.speaker(voice) if source is None else OuterSpeaker(source, voice, self._espeak, self._utterances)

    def _narrated(
        self,
        lines: Sequence[Line],
        voice: Voice,
        target_s: float | None,
        earlier: FilmPlan | None,
        line_done: LineDone,
        cancel: CancelToken,
        speed: float = 1.0,
    ) -> Narration:
        speaker = self._speaker(voice)
        texts = [line.text for line in lines]
        asked = speaker.asked(texts, speaker.base_rate)
        if not any(line.sounds for line in asked):
            raise InputError(ErrorCode.NOTHING_TO_SAY)
        fitting: Fitting | None = None
        rate = wished_rate = round(speaker.base_rate * speed)
        if earlier is not None:
            rate = round(speaker.base_rate * earlier.tempo)
        elif target_s is not None:
            fitting = fit(wished_rate, _pause_kinds(lines), lambda at: speaker.lengths(speaker.asked(texts, at), line_done, cancel), target_s)
            rate = fitting.rate_wpm
        if rate != speaker.base_rate:
            asked = speaker.asked(texts, rate)
        utterances = self._spoken(lines, speaker, asked, line_done, cancel)
        pauses_s = fitting.pauses_s if fitting else _kept_or_natural_pauses(lines, utterances, earlier)
        spoken = tuple(SpokenLine(utterance, pause_s) for utterance, pause_s in zip(utterances, pauses_s, strict=True))
        lead_in_s = earlier.lead_in_s if earlier else LEAD_IN_S
        _log.info("narrated %d lines with %s at tempo %.3f", len(lines), voice.id, rate / speaker.base_rate)
        return Narration(voice, rate / speaker.base_rate, lead_in_s, spoken)

    def _spoken(self, lines: Sequence[Line], speaker: Speaker, asked: Sequence[Asked], line_done: LineDone, cancel: CancelToken) -> list[Utterance]:
        found: dict[int, Utterance] = {}

        def told(index: int, utterance: Utterance, *, fresh: bool) -> None:
            if fresh:
                self._utterances.put(asked[index].key, utterance)
            found[index] = replace(utterance, line_id=lines[index].id)
            line_done(len(found))

        missing = []
        for index, line in enumerate(lines):
            cancel.check()
            cached = self._utterances.get(asked[index].key, line.id)
            if cached is None:
                missing.append(index)
            else:
                told(index, cached, fresh=False)
        if missing:
            speaker.speak(asked, missing, lambda index, utterance: told(index, utterance, fresh=True), cancel)
            self._utterances.forget_oldest()
        return [found[index] for index in range(len(lines))]


def _pause_kinds(lines: Sequence[Line]) -> list[PauseKind]:
    return [AFTER_PARAGRAPH if line.ends_paragraph else AFTER_SENTENCE for line in lines[:-1]] + [TAIL]


def _kept_or_natural_pauses(lines: Sequence[Line], utterances: Sequence[Utterance], earlier: FilmPlan | None) -> list[float]:
    """Pauses of an earlier plan where the Line is the same (its last pause stays a tail), natural ones elsewhere."""
    kept = {(plan.line_id, plan.text): plan.pause_after_s for plan in earlier.lines} if earlier else {}
    pauses = []
    for line, utterance, kind in zip(lines, utterances, _pause_kinds(lines), strict=True):
        pause_s = kept.get((line.id, line.text))
        if pause_s is None or (kind is TAIL and pause_s < TAIL.shortest_s):
            pause_s = natural_pause(len(utterance.audio), kind)
        pauses.append(pause_s)
    return pauses

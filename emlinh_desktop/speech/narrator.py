"""Script -> Narration: the port `Narrator`, with the cache before the engine and the length fitted."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from pathlib import Path

from emlinh_desktop.base.cancellation import CancelToken
from emlinh_desktop.domain.brief import Language
from emlinh_desktop.domain.errors import ErrorCode, InputError
from emlinh_desktop.domain.ports import SecondsFor
from emlinh_desktop.domain.script import Line
from emlinh_desktop.domain.shot import FilmPlan
from emlinh_desktop.domain.timebase import SAMPLE_RATE_HZ
from emlinh_desktop.domain.utterance import Narration, SpokenLine, Utterance, Voice
from emlinh_desktop.speech.espeak_engine import EspeakEngine, LineSource, RawLine, batches, line_source, make_utterance
from emlinh_desktop.speech.length_fitting import AFTER_PARAGRAPH, AFTER_SENTENCE, LEAD_IN_S, TAIL, Fitting, PauseKind, fit, natural_pause
from emlinh_desktop.speech.length_log import LengthLog
from emlinh_desktop.speech.utterance_cache import UtteranceCache
from emlinh_desktop.speech.voices import find_voice, tuning_of

_log = logging.getLogger(__name__)

_BATCH_CHARACTERS = 3000  # spoken between two looks at the cache: 0.2 s of work, three minutes of speech
_MEASURED_AT_ONCE = 12_000


class SpeechNarrator:
    """Speaks with espeak-ng in worker processes. Everything it keeps lies in `cache_folder`. One thread at a time."""

    def __init__(self, cache_folder: Path) -> None:
        self._engine = EspeakEngine(cache_folder)
        self._utterances = UtteranceCache(cache_folder / "utterances")
        self._lengths = LengthLog(cache_folder / "lengths.txt")

    def voice(self, voice_id: str | None, language: Language) -> Voice:
        """The voice by id, or the default of the language. Raises InputError UNKNOWN_NAME."""
        return find_voice(voice_id, language)

    def seconds_for(self, voice: Voice) -> SecondsFor:
        """A measure of sentences in that voice at tempo 1.0; all sentences of a call are spoken together."""

        def measure(sentences: Sequence[str]) -> list[float]:
            sources = [line_source(sentence, voice, tuning_of(voice).base_rate_wpm) for sentence in sentences]
            return [length / SAMPLE_RATE_HZ for length in self._measured(sources, None, CancelToken())]

        return measure

    def narrate(
        self,
        lines: Sequence[Line],
        voice: Voice,
        target_s: float | None,
        earlier: FilmPlan | None,
        line_done: Callable[[int], None],
        cancel: CancelToken,
    ) -> Narration:
        """Speak every Line; `line_done(n)` after the n-th. Finished Lines come from the cache.

        With `earlier`, its tempo, lead-in and pauses are kept; else with `target_s` the length is fitted; else
        tempo 1.0 and natural pauses. A Line and its pause are always a whole number of frames.

        Raises:
            Cancelled: within 0.2 s.
            InputError: NOTHING_TO_SAY when no Line holds a word.
            ResourceError: VOICE_UNAVAILABLE, NO_WRITE_ACCESS or DISK_FULL.
            ProductError: SPEECH_FAILED.
        """
        base_rate_wpm = tuning_of(voice).base_rate_wpm
        sources = _sources(lines, voice, base_rate_wpm)
        if not any(source.words for source in sources):
            raise InputError(ErrorCode.NOTHING_TO_SAY)
        heard: dict[str, RawLine] = {}
        fitting: Fitting | None = None
        rate_wpm = base_rate_wpm
        if earlier is not None:
            rate_wpm = round(base_rate_wpm * earlier.tempo)
        elif target_s is not None:

            def lengths_at(rate: int) -> list[int]:
                return self._measured(_sources(lines, voice, rate), heard, cancel)

            fitting = fit(base_rate_wpm, _pause_kinds(lines), lengths_at, target_s)
            rate_wpm = fitting.rate_wpm
        utterances = self._spoken(lines, _sources(lines, voice, rate_wpm), heard, line_done, cancel)
        pauses_s = fitting.pauses_s if fitting else _kept_or_natural_pauses(lines, utterances, earlier)
        spoken = tuple(SpokenLine(utterance, pause_s) for utterance, pause_s in zip(utterances, pauses_s, strict=True))
        lead_in_s = earlier.lead_in_s if earlier else LEAD_IN_S
        _log.info("narrated %d lines with %s at %d words a minute", len(lines), voice.id, rate_wpm)
        return Narration(voice, rate_wpm / base_rate_wpm, lead_in_s, spoken)

    def _measured(self, sources: Sequence[LineSource], heard: dict[str, RawLine] | None, cancel: CancelToken) -> list[int]:
        """The length of each text in samples. What had to be spoken for it is left in `heard`, if given."""
        unknown = {source.key: source for source in sources if self._lengths.get(source.key) is None}
        for batch in batches(list(unknown.values()), _MEASURED_AT_ONCE):
            raw_lines = self._engine.speak(batch, cancel)
            if heard is not None:
                heard.update({raw.source.key: raw for raw in raw_lines})
            self._lengths.add({raw.source.key: raw.sample_count for raw in raw_lines})
        return [self._lengths.get(source.key) or 0 for source in sources]

    def _spoken(
        self, lines: Sequence[Line], sources: Sequence[LineSource], heard: dict[str, RawLine], line_done: Callable[[int], None], cancel: CancelToken
    ) -> list[Utterance]:
        utterances: list[Utterance] = []
        fresh = 0
        for batch in batches(sources, _BATCH_CHARACTERS):
            own = lines[len(utterances) : len(utterances) + len(batch)]
            cached = [self._utterances.get(source.key, line.id) for source, line in zip(batch, own, strict=True)]
            missing = [source for source, found in zip(batch, cached, strict=True) if found is None and source.key not in heard]
            for raw in self._engine.speak(missing, cancel):
                heard[raw.source.key] = raw
            for source, line, found in zip(batch, own, cached, strict=True):
                cancel.check()
                utterance = found or make_utterance(heard[source.key], line.id, cancel)
                if found is None:
                    self._utterances.put(source.key, utterance)
                    fresh += 1
                utterances.append(utterance)
                line_done(len(utterances))
        if fresh:
            self._utterances.forget_oldest()
        return utterances


def _sources(lines: Sequence[Line], voice: Voice, rate_wpm: int) -> list[LineSource]:
    return [line_source(line.text, voice, rate_wpm) for line in lines]


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

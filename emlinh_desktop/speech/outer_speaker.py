"""Voices of an outer engine behind the port: fetched once at tempo 1.0, timed against the reference, kept, stretched.

A narration's texts are fetched together, so a source may ask for several at once. The cache holds each Line at tempo 1.0
and at the film's tempo.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from emlinh_desktop.base.cancellation import CancelToken
from emlinh_desktop.domain.brief import Language
from emlinh_desktop.domain.errors import ONLINE_FAULTS, EmlinhError
from emlinh_desktop.domain.timebase import SAMPLE_RATE_HZ
from emlinh_desktop.domain.utterance import Utterance, Voice
from emlinh_desktop.speech.engine import Asked, HeardSpeech, LineSpoken, SpeechSource, SpeechWish
from emlinh_desktop.speech.espeak_engine import LineSource, timed_utterance
from emlinh_desktop.speech.espeak_frames import ESPEAK_RATE_HZ
from emlinh_desktop.speech.espeak_speaker import EspeakSpeech
from emlinh_desktop.speech.reference_timing import ReferenceTiming, silence
from emlinh_desktop.speech.time_stretch import stretched, stretched_length
from emlinh_desktop.speech.utterance_cache import UtteranceCache

_log = logging.getLogger(__name__)

_TIMING_VERSION = 1  # part of every cache key
_LEAST_OF_REFERENCE = 0.5  # no voice speaks twice as fast as the reference's calm rate: shorter sound was cut
_BASE_RATE = 1000  # tempo in thousandths
_PACE_SENTENCES = {
    Language.VI: ("Xin chào các bạn, rất vui được gặp lại các bạn trong video hôm nay.", "Chúng ta cùng bắt đầu từ những điều đơn giản nhất."),
    Language.EN: ("Hello everyone, it is good to see you again in the video of today.", "Let us begin together with the simplest things of all."),
}


@dataclass(frozen=True, slots=True)
class OuterAsked:
    """A text for an outer voice at a tempo in thousandths; `base_key` names it at tempo 1.0."""

    source: LineSource
    rate: int
    base_key: str
    key: str

    @property
    def text(self) -> str:
        return self.source.text

    @property
    def sounds(self) -> bool:
        return self.source.sounds


class OuterSpeaker:
    """One outer voice at work for one narration. One thread."""

    base_rate = _BASE_RATE

    def __init__(self, source: SpeechSource, voice: Voice, espeak: EspeakSpeech, cache: UtteranceCache) -> None:
        self._source = source
        self._voice = voice
        self._espeak = espeak
        self._timing = ReferenceTiming(espeak)
        self._cache = cache
        self._known_pace: float | None = None

    def asked(self, texts: Sequence[str], rate: int) -> list[OuterAsked]:
        """The talk at a tempo."""
        lines = [self._timing.source(text, self._voice) for text in texts]
        plain = [line.plain for line in lines]
        asked = []
        for index, line in enumerate(lines):
            content = (_TIMING_VERSION, self._source.id, self._voice.id, self._source.fingerprint(self._voice, plain, index), line.key)
            base_key = _digest(content)
            asked.append(OuterAsked(line, rate, base_key, base_key if rate == _BASE_RATE else _digest((base_key, rate))))
        return asked

    def lengths(self, asked: Sequence[Asked], heard: Callable[[int], None], cancel: CancelToken) -> list[int]:
        """Fetch what is not known, then tell what each will last at its tempo."""
        own = [line for line in asked if isinstance(line, OuterAsked)]
        bases = self._bases(own, range(len(own)), heard, cancel)
        return [stretched_length(len(bases[index].audio), line.rate / _BASE_RATE) for index, line in enumerate(own)]

    def speak(self, asked: Sequence[Asked], wanted: Sequence[int], spoken: LineSpoken, cancel: CancelToken) -> None:
        """Stretch the wanted Lines from tempo 1.0, in order; those not fetched yet are told as they come."""
        own = [line for line in asked if isinstance(line, OuterAsked)]

        def told(index: int, base: Utterance) -> None:
            cancel.check()
            spoken(index, base if own[index].rate == _BASE_RATE else stretched(base, own[index].rate / _BASE_RATE))

        self._each_base(own, wanted, told, cancel)

    def estimated_s(self, sentences: Sequence[str], cancel: CancelToken, speed: float = 1.0) -> list[float]:
        """The reference's measure times this voice's pace."""
        if not sentences:
            return []
        reference = self._timing.source(sentences[0], self._voice).voice
        measured_s = self._espeak.speaker(reference).estimated_s(sentences, cancel)
        if self._known_pace is None:  # asked once, even of a service that fails
            self._known_pace = self._pace(reference, cancel)
        return [seconds * self._known_pace / speed for seconds in measured_s]

    def _pace(self, reference: Voice, cancel: CancelToken) -> float:
        """How many seconds this voice takes for one of the reference's, from two sentences (cached like any other)."""
        sentences = _PACE_SENTENCES[self._voice.language]
        if self._source.id == "recording":
            return 1.0
        try:
            own = sum(self.lengths(self.asked(sentences, _BASE_RATE), lambda _n: None, cancel)) / SAMPLE_RATE_HZ
        except EmlinhError as error:
            if error.code not in ONLINE_FAULTS:
                raise
            _log.info("the pace of %s is not known: %s", self._voice.id, error)  # narrating will meet the same fault and answer it
            return 1.0
        return own / max(0.1, sum(self._espeak.speaker(reference).estimated_s(sentences, cancel)))

    def _bases(self, asked: Sequence[OuterAsked], wanted: Sequence[int], heard: Callable[[int], None], cancel: CancelToken) -> dict[int, Utterance]:
        bases: dict[int, Utterance] = {}

        def told(index: int, base: Utterance) -> None:
            bases[index] = base
            heard(len(bases))

        self._each_base(asked, wanted, told, cancel)
        return bases

    def _each_base(self, asked: Sequence[OuterAsked], wanted: Sequence[int], told: LineSpoken, cancel: CancelToken) -> None:
        """Every wanted Line at tempo 1.0: from the cache, or fetched, timed and kept."""
        missing = []
        for index in wanted:
            cancel.check()
            found = self._cache.get(asked[index].base_key, "")
            if found is not None:
                told(index, found)
            elif not asked[index].sounds:
                told(index, timed_utterance(asked[index].source, self._voice.id, "", silence(), (), ()))
            else:
                missing.append(index)
        if not missing:
            return
        references = dict(zip(missing, self._timing.references([asked[index].source for index in missing], cancel), strict=True))

        def arrived(index: int, heard: HeardSpeech) -> None:
            utterance = self._timing.utterance(heard, references[index], self._voice, cancel)
            self._cache.put(asked[index].base_key, utterance)
            told(index, utterance)

        least_s = {index: _LEAST_OF_REFERENCE * len(raw.samples) / ESPEAK_RATE_HZ for index, raw in references.items()}
        wishes = [SpeechWish(line.source.plain, least_s.get(index, 0.0)) for index, line in enumerate(asked)]
        self._source.fetch(wishes, missing, self._voice, arrived, cancel)


def _digest(content: tuple[object, ...]) -> str:
    return hashlib.blake2b(repr(content).encode("utf-8", "replace"), digest_size=16).hexdigest()

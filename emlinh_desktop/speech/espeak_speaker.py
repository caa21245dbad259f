"""The offline voices behind the port: espeak-ng at its own rates, lengths remembered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import cast

from emlinh_desktop.base.cancellation import CancelToken
from emlinh_desktop.base.child_process import Child
from emlinh_desktop.domain.brief import Language
from emlinh_desktop.domain.timebase import SAMPLE_RATE_HZ
from emlinh_desktop.domain.utterance import Voice
from emlinh_desktop.speech.engine import Asked, LineSpoken
from emlinh_desktop.speech.espeak_engine import EspeakEngine, LineSource, RawLine, batches, line_source, make_utterance
from emlinh_desktop.speech.length_log import LengthLog
from emlinh_desktop.speech.voices import CATALOGUE, find_voice, tuning_of

_BATCH_CHARACTERS = 3000  # spoken between two told Lines: 0.2 s of work, three minutes of speech
_MEASURED_AT_ONCE = 12_000


class EspeakSpeech:
    """The offline engine. `spoken_raw` serves other rooms of speech as the reference for timing. `early`: a worker started before."""

    id = ""

    def __init__(self, cache_folder: Path, early: Child | None = None) -> None:
        self._engine = EspeakEngine(cache_folder, early)
        self._lengths = LengthLog(cache_folder / "lengths.txt")

    def voices(self) -> Sequence[Voice]:
        """All offline voices."""
        return CATALOGUE

    def find(self, name: str, language: Language) -> Voice:
        """By id or by a name of the earlier system. Raises InputError UNKNOWN_NAME."""
        return find_voice(name, language)

    def speaker(self, voice: Voice) -> EspeakSpeaker:
        """That voice at work."""
        return EspeakSpeaker(self._engine, self._lengths, voice)

    def spoken_raw(self, sources: Sequence[LineSource], cancel: CancelToken) -> list[RawLine]:
        """Texts with their phonemes, before they become Utterances."""
        return self._engine.speak(sources, cancel)


class EspeakSpeaker:
    """What had to be spoken to be measured is not spoken twice."""

    def __init__(self, engine: EspeakEngine, lengths: LengthLog, voice: Voice) -> None:
        self._engine = engine
        self._lengths = lengths
        self._voice = voice
        self._heard: dict[str, RawLine] = {}
        self.base_rate = tuning_of(voice).base_rate_wpm

    def asked(self, texts: Sequence[str], rate: int) -> list[Asked]:
        """The talk at espeak's words a minute."""
        return [line_source(text, self._voice, rate) for text in texts]

    def lengths(self, asked: Sequence[Asked], heard: Callable[[int], None], cancel: CancelToken) -> list[int]:  # noqa: ARG002 - quick: no news
        """Measured once, then remembered."""
        return self._measured(_sources(asked), cancel, keep=True)

    def estimated_s(self, sentences: Sequence[str], cancel: CancelToken, speed: float = 1.0) -> list[float]:
        """Exact: all sentences are spoken together."""
        asked = self.asked(sentences, round(self.base_rate * speed))
        return [length / SAMPLE_RATE_HZ for length in self._measured(_sources(asked), cancel, keep=False)]

    def speak(self, asked: Sequence[Asked], wanted: Sequence[int], spoken: LineSpoken, cancel: CancelToken) -> None:
        """In order, a batch at a time."""
        sources = _sources(asked)
        places = iter(wanted)
        for batch in batches([sources[index] for index in wanted], _BATCH_CHARACTERS):
            missing = list({source.key: source for source in batch if source.key not in self._heard}.values())
            self._heard.update({raw.source.key: raw for raw in self._engine.speak(missing, cancel)})
            for source in batch:
                cancel.check()
                spoken(next(places), make_utterance(self._heard[source.key], "", cancel))

    def _measured(self, sources: Sequence[LineSource], cancel: CancelToken, *, keep: bool) -> list[int]:
        unknown = {source.key: source for source in sources if self._lengths.get(source.key) is None}
        for batch in batches(list(unknown.values()), _MEASURED_AT_ONCE):
            raw_lines = self._engine.speak(batch, cancel)
            if keep:
                self._heard.update({raw.source.key: raw for raw in raw_lines})
            self._lengths.add({raw.source.key: raw.sample_count for raw in raw_lines})
        return [self._lengths.get(source.key) or 0 for source in sources]


def _sources(asked: Sequence[Asked]) -> list[LineSource]:
    return [cast("LineSource", source) for source in asked]

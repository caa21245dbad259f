"""Of many talks a model writes, nineteen in twenty become films within half a second of the wish: writer and length fitting together.

The voice is a made one whose sentences have lengths of their own; with the offline voice itself, 120 films gave the same.
"""

from __future__ import annotations

import random
from collections.abc import Sequence

from emlinh_desktop.base.cancellation import CancelToken
from emlinh_desktop.domain.brief import Brief, Language
from emlinh_desktop.domain.fallback import FallbackChoice
from emlinh_desktop.domain.timebase import FPS, SAMPLE_RATE_HZ, frames_for
from emlinh_desktop.speech.length_fitting import AFTER_PARAGRAPH, AFTER_SENTENCE, LEAD_IN_S, TAIL, fit
from emlinh_desktop.writing.llm import LlmWriter
from emlinh_desktop.writing.offline.offline_writer import OfflineWriter
from tests.unit.writing.llm.test_llm_writer import ScriptedModel, obeying

_FILMS = 300
_BASE_RATE = 160


def samples(text: str, rate: float) -> int:
    """How long a sentence lasts at a rate: by its words, each a little longer or shorter."""
    dice = random.Random(text)
    return round((0.15 + sum(dice.uniform(0.17, 0.29) for _ in text.split())) * _BASE_RATE / rate * SAMPLE_RATE_HZ)


def miss_s(seed: int) -> float:
    """The model misses the length by up to 60 % at first and by up to 20 % when told so."""
    dice = random.Random(seed)
    wished_s = dice.choice([8.0, 15.0, 30.0, 45.0, 60.0, 120.0, 300.0])
    rate = round(_BASE_RATE * dice.choice([0.8, 1.0, 1.0, 1.0, 1.25]))

    def seconds_for(texts: Sequence[str]) -> list[float]:
        return [samples(text, rate) / SAMPLE_RATE_HZ for text in texts]

    model = ScriptedModel(obeying(dice.uniform(0.6, 1.6), seed), obeying(dice.uniform(0.85, 1.2), seed + 1))
    brief = Brief(topic="lợi ích của việc đọc sách", duration_s=wished_s)
    writer = LlmWriter("ollama", "Ollama", model, OfflineWriter(), lambda _fallback, _cancel: FallbackChoice.STOP)
    lines = writer.write(brief, Language.VI, seconds_for, lambda _done: None, CancelToken()).lines
    kinds = [*(AFTER_PARAGRAPH if line.ends_paragraph else AFTER_SENTENCE for line in lines[:-1]), TAIL]
    fitting = fit(rate, kinds, lambda at: [samples(line.text, at) for line in lines], wished_s)
    spoken_s = [samples(line.text, fitting.rate_wpm) / SAMPLE_RATE_HZ + pause_s for line, pause_s in zip(lines, fitting.pauses_s, strict=True)]
    frames = sum(frames_for(s + (LEAD_IN_S if index == 0 else 0)) for index, s in enumerate(spoken_s))
    return abs(frames / FPS - wished_s)


def test_nineteen_in_twenty_films_land_within_half_a_second() -> None:
    misses_s = sorted(miss_s(seed) for seed in range(_FILMS))
    within = sum(miss <= 0.5 for miss in misses_s)
    assert within >= 0.95 * _FILMS, f"{within} of {_FILMS}: {misses_s[-_FILMS // 20 :]}"

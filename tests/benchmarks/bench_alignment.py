"""Error and speed of the aligner, run by hand: `python tests/benchmarks/bench_alignment.py [flite]`.

Given the program flite (Carnegie Mellon's synthesizer, nothing of espeak-ng in it), four of its voices speak seven English
sentences; it tells the end of every phoneme, so the true start of every word is known. Without it, Vietnamese in a southern
voice is aligned against the northern reference. Wanted: median <= 25 ms, 95th percentile <= 130 ms, a minute in <= 1.5 s.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import time
import wave
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import numpy as np
import numpy.typing as npt

from emlinh_desktop.base.cancellation import CancelToken
from emlinh_desktop.domain.brief import Language
from emlinh_desktop.domain.utterance import Voice
from emlinh_desktop.speech.engine import HeardSpeech
from emlinh_desktop.speech.espeak_frames import ESPEAK_RATE_HZ
from emlinh_desktop.speech.espeak_speaker import EspeakSpeech
from emlinh_desktop.speech.reference_timing import ReferenceTiming, audible
from emlinh_desktop.speech.sound_decoding import from_pcm
from tests.helpers.spoken_text import spoken_text

_ENGLISH = (
    "Hello everyone, today we will explore the deep ocean and its quiet creatures.",
    "Reading helps you focus, sleep better, and understand other people.",
    "Twenty minutes every night is enough to finish more than fifteen books this year.",
    "Light travels slowly through water, so the deep sea stays dark even at noon.",
    "Many strange animals make their own light, and some of them use it to hunt.",
    "Scientists send small robots down to take pictures of places nobody has seen.",
    "Thank you for listening, and see you next time.",
)
_VIETNAMESE = (
    "Hôm nay chúng ta cùng nói về lợi ích của việc đọc sách mỗi ngày.",
    "Chỉ cần hai mươi phút mỗi tối, bạn sẽ tập trung hơn, ngủ ngon hơn và hiểu người khác hơn.",
    "Người dân làng chài ra khơi từ sáng sớm, rồi trở về khi mặt trời lặn.",
    "Cảm ơn các bạn đã lắng nghe, hẹn gặp lại trong video sau.",
)
_FLITE_VOICES = {"slt": "female", "rms": "male", "awb": "male", "kal16": "male"}


@dataclass(frozen=True)
class Truth:
    """A sentence spoken by somebody else, and where its words begin."""

    text: str
    voice: Voice
    sound: npt.NDArray[np.float32]
    rate_hz: int
    starts_s: tuple[float, ...]


def _flite(program: str, name: str, text: str, path: Path) -> list[tuple[str, float]]:
    """(phoneme, end in seconds) of a text, its sound in `path`."""
    said = subprocess.run([program, "-voice", name, "-psdur", "-t", text, "-o", str(path)], capture_output=True, text=True, check=True).stdout
    return [(phoneme, float(end)) for phoneme, end in (pair.split(":") for pair in said.split())]


def _english(program: str, folder: Path) -> list[Truth]:
    truths = []
    for name, gender in _FLITE_VOICES.items():
        for number, text in enumerate(_ENGLISH):
            path = folder / f"{name}{number}.wav"
            told = _flite(program, name, text, path)
            begins = [0.0, *(end for _, end in told)]
            starts = [begins[place] for place, (phoneme, _) in enumerate(told) if phoneme != "pau"]
            counts = [sum(p != "pau" for p, _ in _flite(program, name, re.sub(r"[^\w']", "", word), folder / "word.wav")) for word in text.split()]
            if sum(counts) != len(starts):
                continue  # a word sounds different in its sentence: its start is not known
            with wave.open(str(path)) as file:
                sound, rate_hz = from_pcm(file.readframes(file.getnframes())), file.getframerate()
            voice = Voice(f"flite:{name}", "flite", Language.EN, "us", gender, offline=True, licence="")
            truths.append(Truth(text, voice, sound, rate_hz, tuple(starts[sum(counts[:n])] for n in range(len(counts)))))
    return truths


def _southern() -> list[Truth]:
    voice = Voice("south", "test", Language.VI, "north", "female", offline=True, licence="")
    truths = []
    for text in _VIETNAMESE:
        for rate_wpm in (130, 190):
            spoken = spoken_text(text, "vi-south-female", rate_wpm)
            truths.append(Truth(text, voice, from_pcm(spoken.pcm), ESPEAK_RATE_HZ, tuple(start_s for start_s, _, _ in spoken.words)))
    return truths


def _measure(name: str, truths: list[Truth], folder: Path) -> None:
    cancel = CancelToken()
    timing = ReferenceTiming(EspeakSpeech(folder))
    references = timing.references([timing.source(truth.text, truth.voice) for truth in truths], cancel)
    errors_ms: list[float] = []
    began = time.perf_counter()
    for truth, reference in zip(truths, references, strict=True):
        utterance = timing.utterance(HeardSpeech(truth.sound, truth.rate_hz), reference, truth.voice, cancel)
        cut_s = audible(truth.sound, truth.rate_hz)[0] / truth.rate_hz
        errors_ms += [1000 * abs(word.start_s + cut_s - start_s) for word, start_s in zip(utterance.words, truth.starts_s, strict=True)]
    took_s = time.perf_counter() - began
    minutes = sum(len(truth.sound) / truth.rate_hz for truth in truths) / 60
    median, late = np.median(errors_ms), np.percentile(errors_ms, 95)
    print(f"{name}: {len(errors_ms)} words, median {median:.1f} ms, 95 % {late:.1f} ms, most {max(errors_ms):.0f} ms; a minute takes {took_s / minutes:.2f} s")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        _measure("southern on northern", _southern(), Path(folder, "c"))
        if len(sys.argv) > 1:
            _measure("flite", _english(sys.argv[1], Path(folder)), Path(folder, "c"))


if __name__ == "__main__":
    main()

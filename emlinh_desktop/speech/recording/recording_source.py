"""`recording:PATH` as a source of speech."""

from __future__ import annotations

import bisect
import hashlib
import itertools
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from emlinh_desktop.base.cancellation import CancelToken
from emlinh_desktop.domain.brief import Language
from emlinh_desktop.domain.errors import ErrorCode, InputError
from emlinh_desktop.domain.timebase import SAMPLE_RATE_HZ
from emlinh_desktop.domain.utterance import Voice
from emlinh_desktop.speech.alignment import WordBoundary
from emlinh_desktop.speech.alignment.align import word_runs
from emlinh_desktop.speech.alignment.cepstra import RATE_HZ, Floats
from emlinh_desktop.speech.engine import HeardSpeech, SpeechArrived, SpeechWish
from emlinh_desktop.speech.espeak_speaker import EspeakSpeech
from emlinh_desktop.speech.reference_timing import ReferenceTiming
from emlinh_desktop.speech.sound_decoding import SoundUnreadable, decoded_file

_QUIET_PEAK, _WANTED_PEAK = 0.5, 0.7
_SILENT_PEAK = 1e-3
_MOST_APART = 1.4  # of the usual Line: right ones were measured up to 1.1, other sentences from 1.1 to 1.8
_TELLING_PHONEMES = 8
_FRAME = SAMPLE_RATE_HZ // 100


class RecordingSource:
    """Recordings by path. One call at a time."""

    id = "recording"

    def __init__(self, cache_folder: Path) -> None:
        self._timing = ReferenceTiming(EspeakSpeech(cache_folder))
        self._files: dict[str, tuple[Path, str]] = {}

    def voices(self) -> Sequence[Voice]:
        """None to choose from: the user names a file."""
        return ()

    def find(self, name: str, language: Language) -> Voice:
        """The voice of a file; its id holds the file's name alone. Raises InputError RECORDING_UNREADABLE."""
        path = Path(name)
        try:
            content = hashlib.blake2b(path.read_bytes(), digest_size=16).hexdigest()
        except (OSError, ValueError) as error:
            raise InputError(ErrorCode.RECORDING_UNREADABLE, path=name) from error
        voice = Voice(f"recording:{path.name}", self.id, language, "", "unknown", offline=True, licence="your own", quality="human", name=path.stem)
        self._files[voice.id] = (path, content)
        return voice

    def fingerprint(self, voice: Voice, texts: Sequence[str], index: int) -> str:
        """The file's content and the whole text: a word changed anywhere may move every cut."""
        return f"{self._files[voice.id][1]} {index} {' '.join(texts)}"

    def fetch(self, wishes: Sequence[SpeechWish], wanted: Sequence[int], voice: Voice, arrived: SpeechArrived, cancel: CancelToken) -> None:
        """Align the whole recording with the whole text, then cut it in the pauses between Lines.

        Raises:
            Cancelled.
            InputError: RECORDING_UNREADABLE, RECORDING_MISMATCH when it says something else.
        """
        path = self._files[voice.id][0]
        sound = self._decoded(path, SAMPLE_RATE_HZ, cancel)
        words = self._words(wishes, self._decoded(path, RATE_HZ, cancel), voice, path, cancel)
        cuts = [0, *(_quietest(sound, before[-1].end_s, after[0].start_s) for before, after in itertools.pairwise(filter(None, words))), len(sound)]
        pieces = iter(itertools.pairwise(cuts))
        for index, own in enumerate(words):
            begin, end = next(pieces) if own else (0, 0)
            if index in wanted:
                moved = tuple(WordBoundary(w.text, w.start_s - begin / SAMPLE_RATE_HZ, w.end_s - begin / SAMPLE_RATE_HZ) for w in own)
                arrived(index, HeardSpeech(sound[begin:end], SAMPLE_RATE_HZ, moved))

    def _decoded(self, path: Path, rate_hz: int, cancel: CancelToken) -> Floats:
        try:
            sound = decoded_file(path, rate_hz, cancel)
        except SoundUnreadable as error:
            raise InputError(ErrorCode.RECORDING_UNREADABLE, path=str(path)) from error
        peak = float(np.abs(sound).max(initial=0.0))
        if peak < _SILENT_PEAK:
            raise InputError(ErrorCode.RECORDING_UNREADABLE, path=str(path))
        return sound * np.float32(_WANTED_PEAK / peak) if peak < _QUIET_PEAK else sound

    def _words(self, wishes: Sequence[SpeechWish], sound: Floats, voice: Voice, path: Path, cancel: CancelToken) -> list[list[WordBoundary]]:
        """The timed words of each Line."""
        source = self._timing.source(" ".join(wish.text for wish in wishes), voice)
        (reference,) = self._timing.references([source], cancel)
        alignment, raw = self._timing.aligned(sound, reference, voice, cancel)
        if not alignment.trusted:
            raise InputError(ErrorCode.RECORDING_MISMATCH, path=str(path))
        ends = list(itertools.accumulate(_letters(wish.text) for wish in wishes))
        before = [0, *itertools.accumulate(_letters(word.text) for word in raw.source.words)]
        words: list[list[WordBoundary]] = [[] for _ in wishes]
        apart: list[list[float]] = [[] for _ in wishes]
        for first, until in word_runs(raw.phones):
            word = raw.phones[first].word
            line = min(bisect.bisect_right(ends, before[word]), len(wishes) - 1)
            words[line].append(WordBoundary(raw.source.words[word].text, alignment.seconds[first][0], alignment.seconds[until - 1][1]))
            apart[line] += alignment.distances[first:until]
        told = [float(np.mean(line)) for line in apart if len(line) >= _TELLING_PHONEMES]
        if told and max(told) > _MOST_APART * float(np.median(told)):
            raise InputError(ErrorCode.RECORDING_MISMATCH, path=str(path))
        return words


def _letters(text: str) -> int:
    return sum(char.isalnum() for char in text)


def _quietest(sound: Floats, from_s: float, until_s: float) -> int:
    """The middle of the quietest stretch between two words, in samples."""
    begin, end = int(from_s * SAMPLE_RATE_HZ), int(until_s * SAMPLE_RATE_HZ)
    count = (end - begin) // _FRAME
    if count < 3:
        return (begin + end) // 2
    level = np.abs(sound[begin : begin + count * _FRAME].reshape(count, _FRAME)).mean(1)
    smooth = np.convolve(level, np.ones(3) / 3, "same")
    quiet = np.flatnonzero(smooth <= smooth[1:-1].min() * 1.5 + 1e-5)
    return begin + int((int(quiet[len(quiet) // 2]) + 0.5) * _FRAME)

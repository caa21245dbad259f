"""What goes over the pipe to the speech worker and back: JSON asked, framed binary answered.

One stdin message: UTF-8 JSON with the library, the data folder and the requests. Answers follow each other on
stdout, one frame a request: two little-endian uint32 lengths, the marks as JSON, the sound as int16.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

ESPEAK_RATE_HZ = 22_050
"""the one sample rate of espeak-ng's formant synthesis"""

EXIT_UNAVAILABLE = 10
"""exit code of the worker when library, data or voice cannot be opened (as opposed to failing at a text)"""

_LENGTHS = struct.Struct("<II")


@dataclass(frozen=True, slots=True)
class SpeakRequest:
    """Words to speak: (text, language) each. `voice` is an espeak voice with variant, `language` its own.

    `tones` holds espeak's (pitch, pitch range) for each language; rate and volume are on espeak's scales too.
    """

    words: tuple[tuple[str, str], ...]
    language: str
    voice: str
    rate_wpm: int
    volume: int
    tones: Mapping[str, tuple[int, int]]

    @property
    def character_count(self) -> int:
        return sum(len(text) + 1 for text, _ in self.words)

    @staticmethod
    def from_fields(fields: Mapping[str, Any]) -> SpeakRequest:
        """From the JSON form of `dataclasses.asdict`."""
        words = tuple((text, language) for text, language in fields["words"])
        tones = {language: (pitch, pitch_range) for language, (pitch, pitch_range) in fields["tones"].items()}
        return SpeakRequest(words, fields["language"], fields["voice"], fields["rate_wpm"], fields["volume"], tones)


@dataclass(frozen=True, slots=True)
class Mark:
    """One event: a word beginning (`name` None) or a phoneme ("" is a pause).

    `word` indexes the request's words (-1 for a phoneme); `sample` counts at 22,050 Hz.
    """

    word: int
    sample: int
    name: str | None


@dataclass(frozen=True, slots=True)
class RawSpeech:
    """What espeak gave: little-endian int16 mono at 22,050 Hz, and its marks in order of time."""

    pcm: bytes
    marks: tuple[Mark, ...]

    @property
    def sample_count(self) -> int:
        return len(self.pcm) // 2


@dataclass(frozen=True, slots=True)
class Batch:
    """Everything the worker is told."""

    library: str
    data_folder: str
    requests: tuple[SpeakRequest, ...]

    def encode(self) -> bytes:
        return json.dumps(asdict(self), ensure_ascii=False).encode("utf-8", "replace")

    @staticmethod
    def decode(message: bytes) -> Batch:
        fields = json.loads(message)
        return Batch(fields["library"], fields["data_folder"], tuple(SpeakRequest.from_fields(request) for request in fields["requests"]))


def encode_answer(speech: RawSpeech) -> bytes:
    """One frame."""
    marks = json.dumps([[mark.word, mark.sample, mark.name] for mark in speech.marks], ensure_ascii=False).encode()
    return _LENGTHS.pack(len(marks), len(speech.pcm)) + marks + speech.pcm


def decode_answers(stream: bytes) -> Sequence[RawSpeech]:
    """All frames of a worker's output.

    Raises:
        ValueError: the stream ends inside a frame or holds something else.
    """
    return tuple(_frames(stream))


def _frames(stream: bytes) -> Iterator[RawSpeech]:
    at = 0
    while at < len(stream):
        if len(stream) - at < _LENGTHS.size:
            raise ValueError("the answer ends inside a frame's lengths")
        marks_length, pcm_length = _LENGTHS.unpack_from(stream, at)
        at += _LENGTHS.size
        if len(stream) - at < marks_length + pcm_length:
            raise ValueError("the answer ends inside a frame")
        marks = tuple(Mark(*fields) for fields in json.loads(stream[at : at + marks_length]))
        at += marks_length
        yield RawSpeech(stream[at : at + pcm_length], marks)
        at += pcm_length

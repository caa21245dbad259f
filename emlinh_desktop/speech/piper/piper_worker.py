"""The Piper worker: `python -m emlinh_desktop.speech.piper.piper_worker`, a model and texts on stdin, sound on stdout.

One frame a text: two little-endian uint32 lengths, a JSON header (rate_hz; words: of each the phonetic signs with their samples,
or null where the model tells none), 16-bit mono.
"""

from __future__ import annotations

import importlib
import json
import os
import struct
import sys
from typing import Any

LENGTHS = struct.Struct("<II")
EXIT_MODEL = 10
"""exit code when the model cannot be opened"""

_SIGNS = frozenset(".,!?;:…¡¿\"'()«»“”—–- ")
_MARKERS = frozenset("^$_")  # Piper's begin, end and pad


Signs = list[tuple[str, int, int]]
"""(phonetic sign, first, one past the last sample) of one word"""


def words_of(alignments: list[tuple[str, int]], offset: int = 0) -> list[Signs]:
    """The runs of phonetic signs between spaces and punctuation, from (sign, samples) in order."""
    words: list[Signs] = []
    at, inside = offset, False
    for sign, samples in alignments:
        if sign in _SIGNS:
            inside = False
        elif sign not in _MARKERS:
            if not inside:
                words.append([])
            words[-1].append((sign, at, at + samples))
            inside = True
        elif inside:  # the pad between two signs belongs to the one before it
            last, begin, _ = words[-1][-1]
            words[-1][-1] = (last, begin, at + samples)
        at += samples
    return words


def _spoken(voice: Any, text: str) -> tuple[dict[str, Any], bytes]:
    pcm = bytearray()
    words: list[Signs] | None = []
    for chunk in voice.synthesize(text, include_alignments=True):
        told = chunk.phoneme_alignments
        if words is not None:
            words = None if told is None else words + words_of([(a.phoneme, int(a.num_samples)) for a in told], len(pcm) // 2)
        pcm += chunk.audio_int16_bytes
    return {"rate_hz": voice.config.sample_rate, "words": words}, bytes(pcm)


def main() -> int:
    """Answer one batch and end."""
    asked = json.loads(sys.stdin.buffer.read())
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever the libraries print
    piper: Any = importlib.import_module("piper")  # an extra: it may not be installed where types are checked

    try:
        voice = piper.PiperVoice.load(asked["model"], include_alignments=True)
    except Exception as error:  # noqa: BLE001 - onnxruntime's own types, told to the parent by the exit code
        sys.stderr.write(f"{type(error).__name__}: {error}\n")
        return EXIT_MODEL
    with answers:
        for text in asked["texts"]:
            header, pcm = _spoken(voice, text)
            head = json.dumps(header).encode()
            answers.write(LENGTHS.pack(len(head), len(pcm)) + head + pcm)
    return 0


if __name__ == "__main__":
    sys.exit(main())

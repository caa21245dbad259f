"""The Piper worker: `python -m emlinh_desktop.speech.piper.piper_worker`, a model and texts on stdin, sound on stdout.

One frame a text: two little-endian uint32 lengths, a JSON header (rate_hz; words: the (start, end) samples of each group of
phonemes between spaces, or null where the model tells none), 16-bit mono.
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


def word_spans(alignments: list[tuple[str, int]]) -> list[tuple[int, int]]:
    """[start, end) in samples of each run of phonemes between spaces and signs, from (phoneme, samples) in order."""
    spans: list[tuple[int, int]] = []
    at, inside = 0, False
    for phoneme, samples in alignments:
        if phoneme in _SIGNS:
            inside = False
        elif phoneme not in _MARKERS:
            spans[-1:] = [(spans[-1][0], at + samples)] if inside else [*spans[-1:], (at, at + samples)]
            inside = True
        at += samples
    return spans


def _spoken(voice: Any, text: str) -> tuple[dict[str, Any], bytes]:
    pcm = bytearray()
    words: list[tuple[int, int]] | None = []
    rate_hz = voice.config.sample_rate
    for chunk in voice.synthesize(text, include_alignments=True):
        told = chunk.phoneme_alignments
        offset = len(pcm) // 2
        if words is not None:
            words = None if told is None else words + [(s + offset, e + offset) for s, e in word_spans([(a.phoneme, int(a.num_samples)) for a in told])]
        pcm += chunk.audio_int16_bytes
    return {"rate_hz": rate_hz, "words": words}, bytes(pcm)


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

"""Spoken Lines kept by content: one whole file each, the oldest forgotten above a limit.

A key is the hash of all that makes the Utterance, so an entry never grows stale. A damaged file is the same as none.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np

from emlinh_desktop.base.atomic_file import replacing
from emlinh_desktop.domain.brief import Language
from emlinh_desktop.domain.utterance import MonoAudio, PhonemeTiming, Utterance, WordTiming

_log = logging.getLogger(__name__)

_LIMIT_BYTES = 1_000_000_000  # about three hours of speech
_SCALE = np.float32(32768)


class UtteranceCache:
    """Utterances in `.npz` files: 16-bit audio, timings as JSON. Any thread, any number of processes."""

    def __init__(self, folder: Path, limit_bytes: int = _LIMIT_BYTES) -> None:
        self._folder = folder
        self._limit_bytes = limit_bytes

    def _path(self, key: str) -> Path:
        return self._folder / key[:2] / f"{key}.npz"

    def get(self, key: str, line_id: str) -> Utterance | None:
        """The Utterance under a key, given to a Line; None when there is none or it is damaged."""
        path = self._path(key)
        try:
            with np.load(path, allow_pickle=False) as entry:
                audio = entry["audio"].astype(np.float32) / _SCALE
                utterance = _decoded(bytes(entry["timings"]).decode("utf-8"), audio)
            os.utime(path)  # the oldest use is forgotten first
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError, EOFError, zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError) as error:
            _log.info("the cached utterance %s is damaged and is made again: %s", key, error)
            return None
        return replace(utterance, line_id=line_id)

    def put(self, key: str, utterance: Utterance) -> None:
        """Keep an Utterance. A disk that cannot take it is no failure of the film; it is logged."""
        audio = np.round(utterance.audio * _SCALE).astype(np.int16)
        timings = np.frombuffer(_encoded(utterance).encode("utf-8"), dtype=np.uint8)
        try:
            with replacing(self._path(key)) as part:
                np.savez(part, audio=audio, timings=timings)
        except OSError as error:
            _log.warning("an utterance could not be kept: %s", error)

    def forget_oldest(self) -> None:
        """Delete the least recently used entries until all fit in the limit."""
        entries = []
        for path in self._folder.glob("??/*.npz"):
            with contextlib.suppress(OSError):  # another process may forget at the same time
                found = path.stat()
                entries.append((found.st_mtime, found.st_size, path))
        total = sum(size for _, size, _ in entries)
        for _, size, path in sorted(entries):
            if total <= self._limit_bytes:
                return
            with contextlib.suppress(OSError):
                path.unlink()
            total -= size


def rounded_to_16_bits(audio: MonoAudio) -> MonoAudio:
    """Audio to the byte as it will come out of the cache: clipped, in steps of 1/32768, and with one zero only.

    A fresh -0.0 that came back as 0.0 gave a film's sound another name, and it was mixed again.
    """
    return np.clip(np.round(audio * _SCALE), -32768, 32767).astype(np.int16).astype(np.float32) / _SCALE


def _encoded(utterance: Utterance) -> str:
    words = [(w.text, w.char_start, w.char_end, w.start_s, w.end_s) for w in utterance.words]
    phonemes = [(p.ipa, p.start_s, p.end_s, p.word, p.stress, p.language.value) for p in utterance.phonemes]
    return json.dumps({"text": utterance.text, "voice": utterance.voice, "words": words, "phonemes": phonemes}, ensure_ascii=False)


def _decoded(timings: str, audio: np.ndarray[tuple[int, ...], np.dtype[np.float32]]) -> Utterance:
    fields = json.loads(timings)
    words = tuple(WordTiming(*word) for word in fields["words"])
    phonemes = tuple(PhonemeTiming(ipa, start_s, end_s, word, stress, Language(language)) for ipa, start_s, end_s, word, stress, language in fields["phonemes"])
    return Utterance("", fields["text"], fields["voice"], audio, words, phonemes)

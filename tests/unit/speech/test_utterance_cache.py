from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest

from emlinh_desktop.domain.brief import Language
from emlinh_desktop.domain.utterance import PhonemeTiming, Utterance, WordTiming
from emlinh_desktop.speech.utterance_cache import UtteranceCache

_KEY = "0123456789abcdef" * 2


def _utterance(text: str = "Xin chào.") -> Utterance:
    audio = (np.arange(-4800, 4800, dtype=np.float32)) / np.float32(32768)
    words = (WordTiming("Xin", 0, 3, 0.0, 0.1), WordTiming("chào.", 4, 9, 0.1, 0.2))
    phonemes = (PhonemeTiming("s", 0.0, 0.05, 0, 0, Language.VI), PhonemeTiming("", 0.05, 0.2, -1, 2, Language.EN))
    return Utterance("line", text, "vi-north-female", audio, words, phonemes)


def test_comes_out_as_it_went_in(tmp_path: Path) -> None:
    cache = UtteranceCache(tmp_path)
    cache.put(_KEY, _utterance())
    found = cache.get(_KEY, "other")
    assert found is not None
    assert (found.line_id, found.text, found.voice) == ("other", "Xin chào.", "vi-north-female")
    assert (found.words, found.phonemes) == (_utterance().words, _utterance().phonemes)
    assert np.array_equal(found.audio, _utterance().audio)
    assert found.audio.dtype == np.float32


def test_nothing_there(tmp_path: Path) -> None:
    assert UtteranceCache(tmp_path).get(_KEY, "line") is None


@pytest.mark.parametrize("damage", ["cut", "flipped", "empty", "rubbish"])
def test_a_damaged_entry_is_no_entry(tmp_path: Path, damage: str) -> None:
    cache = UtteranceCache(tmp_path)
    cache.put(_KEY, _utterance())
    (path,) = tmp_path.rglob("*.npz")
    whole = path.read_bytes()
    middle = len(whole) // 2
    flipped = whole[:middle] + bytes([whole[middle] ^ 0xFF]) + whole[middle + 1 :]
    path.write_bytes({"cut": whole[:-40], "flipped": flipped, "empty": b"", "rubbish": b"PK\x03\x04" + os.urandom(200)}[damage])
    assert cache.get(_KEY, "line") is None
    cache.put(_KEY, _utterance())
    assert cache.get(_KEY, "line") is not None


def test_the_least_recently_used_are_forgotten(tmp_path: Path) -> None:
    keys = [f"{n:032x}" for n in range(5)]
    cache = UtteranceCache(tmp_path)
    for age, key in enumerate(keys):
        cache.put(key, _utterance())
        (path,) = tmp_path.rglob(f"{key}.npz")
        os.utime(path, (1_000_000 + age, 1_000_000 + age))
    size = path.stat().st_size
    assert cache.get(keys[0], "line") is not None  # used now: the youngest
    UtteranceCache(tmp_path, limit_bytes=3 * size).forget_oldest()
    assert [cache.get(key, "line") is not None for key in keys] == [True, False, False, True, True]


@pytest.mark.expected_warnings
def test_a_full_disk_stops_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_args: object, **_kwargs: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(np, "savez", full)
    UtteranceCache(tmp_path).put(_KEY, _utterance())
    assert list(tmp_path.rglob("*.npz")) == []

"""Tracks by content."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest

from emlinh_desktop.base.cancellation import Cancelled, CancelToken
from emlinh_desktop.base.loudness_meter import Loudness
from emlinh_desktop.sound.mix_cache import KeptTrack, MixCache, mix_key

LOUDNESS = Loudness(-14.1, 3.2, -1.6)
TRACK = KeptTrack(b"track", LOUDNESS)


def test_gives_back_what_was_put(tmp_path: Path) -> None:
    cache = MixCache(tmp_path / "new")
    assert cache.get("k") is None
    cache.put("k", TRACK)
    assert MixCache(tmp_path / "new").get("k") == TRACK
    (entry,) = (tmp_path / "new").iterdir()
    assert entry.read_bytes().startswith(TRACK.data)


def test_a_damaged_track_is_thrown_away(tmp_path: Path) -> None:
    cache = MixCache(tmp_path)
    cache.put("k", TRACK)
    (entry,) = tmp_path.glob("k-*")
    entry.write_bytes(entry.read_bytes()[:-20])
    assert cache.get("k") is None
    assert not list(tmp_path.iterdir())


def test_forgets_what_was_not_used_for_longest(tmp_path: Path) -> None:
    cache = MixCache(tmp_path, limit_bytes=450)
    for age, key in enumerate(("old", "used", "new")):
        cache.put(key, KeptTrack(bytes(100), LOUDNESS))
        for entry in tmp_path.glob(f"{key}-*"):
            os.utime(entry, (age, age))
        if key == "used":
            assert cache.get("old") is not None
            for entry in tmp_path.glob("old-*"):
                os.utime(entry, (9, 9))
    assert cache.get("used") is None
    assert cache.get("old") is not None
    assert cache.get("new") is not None


def test_a_track_that_cannot_be_kept_is_no_failure(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    cache = MixCache(tmp_path / "file" / "below")
    cache.put("k", TRACK)
    assert cache.get("k") is None


def test_the_key_tells_everything_apart(tmp_path: Path) -> None:
    one, two = np.zeros(1600, np.float32), np.ones(1600, np.float32)
    (tmp_path / "a").write_bytes(b"music a")
    (tmp_path / "b").write_bytes(b"music b")
    token = CancelToken()
    keys = [
        mix_key([one, two], None, "s", token),
        mix_key([two, one], None, "s", token),
        mix_key([one], None, "s", token),
        mix_key([one, two], None, "t", token),
        mix_key([one, two], str(tmp_path / "a"), "s", token),
        mix_key([one, two], str(tmp_path / "b"), "s", token),
    ]
    assert len(set(keys)) == len(keys)
    assert mix_key([one.copy(), two], None, "s", token) == keys[0]
    token.cancel()
    with pytest.raises(Cancelled):
        mix_key([one], None, "s", token)

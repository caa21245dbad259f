from __future__ import annotations

import functools
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from emlinh_desktop.domain.brief import Quality
from emlinh_desktop.domain.errors import ProductError
from emlinh_desktop.render.encoder import SegmentEncoder, encoder_settings
from emlinh_desktop.render.segment_cache import SegmentCache
from emlinh_desktop.render.segment_file import SegmentDamaged, SegmentVerdict, pack_segment, read_segment
from tests.helpers.moving_painter import HEIGHT_PX, LOOK, WIDTH_PX, MovingPainter, make_shot

VERDICT = SegmentVerdict(5, ("black_frames 5",), 101.5)


@functools.cache
def segment_bytes() -> bytes:
    encoder, painter, shot = SegmentEncoder(encoder_settings("x264", Quality.DRAFT), WIDTH_PX, HEIGHT_PX), MovingPainter(LOOK), make_shot(5)
    for frame in range(5):
        encoder.encode(painter.yuv(shot, frame).picture)
    return pack_segment(encoder.finish(), VERDICT)


def make(folder: Path, name: str) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / f"{name}.mp4"
    path.write_bytes(segment_bytes())
    return path


def test_a_segment_with_a_frame_missing_is_never_stored() -> None:
    mp4 = segment_bytes()[: segment_bytes().rindex(b"uuid") - 4]
    with pytest.raises(ProductError):
        pack_segment(mp4, replace(VERDICT, frame_count=6))


def test_a_segment_that_cannot_be_decoded_is_never_stored(tmp_path: Path) -> None:
    first = read_segment(make(tmp_path, "a")).packets[0]
    mp4 = bytearray(segment_bytes()[: segment_bytes().rindex(b"uuid") - 4])
    mp4[first.offset + 5 : first.offset + first.size] = b"\x55" * (first.size - 5)
    with pytest.raises(ProductError, match="decoded"):
        pack_segment(bytes(mp4), VERDICT)


def test_what_is_put_can_be_taken_as_the_same_file(tmp_path: Path) -> None:
    cache = SegmentCache(tmp_path / "cache")
    source = make(tmp_path / "job", "a")
    cache.put(source)
    cache.put(source)
    (tmp_path / "other").mkdir()
    target = tmp_path / "other" / "a.mp4"
    assert cache.take(target) == VERDICT
    assert target.samefile(source)
    assert cache.take(tmp_path / "other" / "b.mp4") is None


DAMAGES: list[Callable[[bytes], bytes]] = [
    lambda data: data[:-1],
    lambda data: data[:200],
    lambda data: b"",
    lambda data: b"x" + data[1:],
    lambda data: data + b"x",
    lambda data: data[:-30] + b"y" * 30,
]


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_entry_is_found_and_removed(tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    cache = SegmentCache(tmp_path / "cache")
    entry = make(tmp_path / "cache", "a")
    entry.write_bytes(damage(entry.read_bytes()))
    with pytest.raises(SegmentDamaged):
        read_segment(entry)
    (tmp_path / "job").mkdir()
    assert cache.take(tmp_path / "job" / "a.mp4") is None
    assert not entry.exists()
    assert not (tmp_path / "job" / "a.mp4").exists()


def test_a_damaged_file_of_the_job_is_replaced_from_the_cache(tmp_path: Path) -> None:
    cache = SegmentCache(tmp_path / "cache")
    make(tmp_path / "cache", "a")
    broken = make(tmp_path / "job", "a")
    broken.write_bytes(b"half")
    assert cache.take(broken) == VERDICT


def test_the_oldest_used_go_first_and_linked_ones_stay(tmp_path: Path) -> None:
    folder = tmp_path / "cache"
    entries = [make(folder, name) for name in "abcd"]
    for age, entry in enumerate(entries):
        os.utime(entry, (1000 + age, 1000 + age))
    size = entries[0].stat().st_size
    cache = SegmentCache(folder, limit_bytes=2 * size)
    (tmp_path / "job").mkdir()
    cache.take(tmp_path / "job" / "b.mp4")
    os.utime(entries[1], (1001, 1001))
    cache.trim()
    assert sorted(path.name for path in folder.iterdir()) == ["b.mp4", "d.mp4"]


def test_taking_counts_as_use(tmp_path: Path) -> None:
    folder = tmp_path / "cache"
    for age, name in enumerate("ab"):
        os.utime(make(folder, name), (1000 + age, 1000 + age))
    cache = SegmentCache(folder, limit_bytes=make(folder, "c").stat().st_size)
    os.utime(folder / "c.mp4", (1005, 1005))
    (tmp_path / "job").mkdir()
    cache.take(tmp_path / "job" / "a.mp4")
    (tmp_path / "job" / "a.mp4").unlink()
    cache.trim()
    assert [path.name for path in folder.iterdir()] == ["a.mp4"]


def test_unfinished_files_are_left_an_hour_for_whoever_writes_them(tmp_path: Path) -> None:
    folder = tmp_path / "cache"
    young, stale = make(folder, ".part-1"), make(folder, ".part-2")
    os.utime(stale, (1000, 1000))
    SegmentCache(folder, limit_bytes=0).trim()
    assert [path.name for path in folder.iterdir()] == [young.name]


def test_without_links_segments_are_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*_: object) -> None:
        raise OSError(18, "Invalid cross-device link")

    monkeypatch.setattr(os, "link", no_links)
    cache = SegmentCache(tmp_path / "cache")
    source = make(tmp_path / "job", "a")
    cache.put(source)
    source.unlink()
    assert cache.take(source) == VERDICT


def test_a_cache_that_cannot_be_written_does_not_stop_the_film(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be")
    cache = SegmentCache(tmp_path / "cache")
    source = make(tmp_path / "job", "a")
    cache.put(source)
    assert cache.take(source) == VERDICT


def test_a_picture_is_kept_whole_or_drawn_again(tmp_path: Path) -> None:
    cache = SegmentCache(tmp_path / "cache")
    picture = b"some picture"
    assert cache.picture("a-40.jpg") is None
    cache.put_picture("a-40.jpg", picture)
    assert cache.picture("a-40.jpg") == picture
    kept = tmp_path / "cache" / "a-40.jpg"
    whole = kept.read_bytes()
    for damaged in (whole[:-2], b"", whole[:20] + b"\0" + whole[21:]):
        kept.write_bytes(damaged)
        assert cache.picture("a-40.jpg") is None


def test_a_picture_that_cannot_be_kept_harms_nothing(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be")
    SegmentCache(tmp_path / "cache").put_picture("a-40.jpg", b"some picture")
    assert SegmentCache(tmp_path / "cache").picture("a-40.jpg") is None


def test_the_oldest_picture_is_forgotten_too(tmp_path: Path) -> None:
    cache = SegmentCache(tmp_path / "cache", limit_bytes=100)
    for age, name in enumerate(("old.jpg", "new.jpg")):
        cache.put_picture(name, bytes(80))
        os.utime(tmp_path / "cache" / name, (1000 + age, 1000 + age))
    cache.trim()
    assert [path.name for path in (tmp_path / "cache").iterdir()] == ["new.jpg"]

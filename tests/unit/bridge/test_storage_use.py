"""What the files take, and a clean-up that deletes nothing dear."""

from __future__ import annotations

import os
from pathlib import Path

from emlinh_desktop.base.paths import AppPaths, app_paths
from emlinh_desktop.bridge.storage_use import clean_cache, measure_storage


def filled(paths: AppPaths) -> None:
    files = {
        paths.segment_cache / "a.mp4": 1000,
        paths.segment_cache / "b.mp4": 500,
        paths.segment_cache / ".part-1-c.mp4": 70,
        paths.cache / "sound" / "x.m4a": 200,
        paths.speech_cache / "utterances" / "1" / "u.npz": 30,
        paths.speech_cache / "samples" / "v.wav": 4,
        paths.speech_cache / "espeak-1" / "vi_dict": 9,
        paths.films / "film.mp4": 5000,
        paths.database: 60,
    }
    for path, size in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x" * size)
    linked = paths.jobs / "j1" / "a.mp4"
    linked.parent.mkdir(parents=True)
    os.link(paths.segment_cache / "a.mp4", linked)


def test_each_part_is_measured_and_a_linked_piece_counts_once() -> None:
    paths = app_paths()
    filled(paths)
    use = measure_storage(paths, paths.films)
    assert (use.films, use.pictures, use.sound, use.records) == (5000, 1570, 234, 60)
    assert use.free > 0
    assert use.cleanable == 1804


def test_cleaning_keeps_films_records_and_what_others_write() -> None:
    paths = app_paths()
    filled(paths)
    assert clean_cache(paths) == 500 + 234  # the linked piece frees nothing
    left = sorted(str(path.relative_to(paths.cache.parent)) for path in paths.cache.parent.rglob("*") if path.is_file())
    assert left == [
        "cache/segments/.part-1-c.mp4",
        "cache/speech/espeak-1/vi_dict",
        "data/emlinh.sqlite3",
        "data/jobs/j1/a.mp4",
        "films/film.mp4",
    ]


def test_nothing_there_is_nothing(tmp_path: Path) -> None:
    use = measure_storage(app_paths(), tmp_path / "nowhere")
    assert use.cleanable == use.films == use.records == 0
    assert clean_cache(app_paths()) == 0


def test_links_are_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "dear"
    outside.mkdir()
    (outside / "photo.jpg").write_bytes(b"x" * 10)
    paths = app_paths()
    paths.segment_cache.mkdir(parents=True)
    (paths.segment_cache / "link").symlink_to(outside, target_is_directory=True)
    assert clean_cache(paths) == 0
    assert (outside / "photo.jpg").exists()

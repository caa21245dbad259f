"""Whole renders of small frames in real worker processes."""

from __future__ import annotations

import errno
import resource
import threading
import time
from pathlib import Path

import av
import numpy as np
import psutil
import pytest

from emlinh_desktop.base.cancellation import Cancelled, CancelToken
from emlinh_desktop.domain.brief import Brief, Language
from emlinh_desktop.domain.errors import ErrorCode, ProductError, ResourceError
from emlinh_desktop.domain.shot import Shot
from emlinh_desktop.render.renderer import Renderer
from tests.helpers.moving_painter import MovingPainter, make_shot
from tests.helpers.sound_file import write_tone
from tests.unit.render.conftest import make_renderer

BRIEF = Brief("Đọc sách")
SHOTS = [make_shot(1, seed=1), make_shot(2, seed=2), make_shot(150, seed=3), make_shot(3, seed=4), make_shot(30, seed=5)]
FRAMES = sum(shot.frame_count for shot in SHOTS)


def render(renderer: Renderer, job: Path, shots: list[Shot] = SHOTS, cancel: CancelToken | None = None) -> list[Path]:
    return list(renderer.render(shots, BRIEF, job, lambda _: None, cancel or CancelToken()))


def leftovers(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.name.startswith(".part-") or path.name == "cancel" or path.suffix == ".frames"]


def test_a_film_of_one_frame_and_long_segments_has_every_frame_at_its_time(renderer: Renderer, tmp_path: Path) -> None:
    told: list[int] = []
    segments = renderer.render(SHOTS, BRIEF, tmp_path / "job", told.append, CancelToken())
    assert len(segments) == 6
    assert told == sorted(set(told))
    assert told[-1] == FRAMES
    sound = write_tone(tmp_path / "sound.m4a", FRAMES * 1600)
    film = renderer.finish(SHOTS, segments, sound, "Đọc sách", Language.VI, tmp_path / "out" / "film.mp4", CancelToken())
    assert film.frame_count == FRAMES
    assert film.report.passed
    assert film.report.measures["joins"] == 6
    with av.open(str(film.path)) as container:
        video, audio = container.streams.video[0], container.streams.audio[0]
        pictures = list(container.decode(video))
        assert [picture.pts * picture.time_base * 30 for picture in pictures if picture.pts is not None and picture.time_base] == list(range(FRAMES))
        assert audio.duration == FRAMES * 1600
    _assert_frames_painted(pictures)
    assert sorted(path.name for path in film.path.parent.iterdir()) == ["film.jpg", "film.mp4", "film.srt", "film.vtt"]


def _assert_frames_painted(pictures: list[av.VideoFrame]) -> None:
    """Each decoded frame is nearer to its own painting than the lossy encoder's error."""
    painter = MovingPainter(SHOTS[0].look)
    expected = [painter.yuv(shot, frame).y for shot in SHOTS for frame in range(shot.frame_count)]
    for picture, painted in zip(pictures, expected, strict=True):
        luma = picture.to_ndarray()[: painted.shape[0]]
        assert float(np.abs(luma.astype(int) - painted).mean()) < 8


def test_the_bytes_are_equal_for_one_worker_and_two(tmp_path: Path) -> None:
    made = []
    for workers in (1, 2):
        renderer = make_renderer(tmp_path / f"cache{workers}", workers)
        made.append([path.read_bytes() for path in render(renderer, tmp_path / f"job{workers}")])
        renderer.close()
    assert made[0] == made[1]


def test_only_the_changed_shot_is_made_again(renderer: Renderer, tmp_path: Path) -> None:
    first = {path.name: path.stat().st_ino for path in render(renderer, tmp_path / "job1")}
    edited = [*SHOTS[:4], make_shot(30, seed=5, text="Câu mới")]
    second = {path.name: path.stat().st_ino for path in render(renderer, tmp_path / "job2", edited)}
    assert len(set(second) - set(first)) == 1
    assert all(second[name] == first[name] for name in set(first) & set(second))


def test_dismissed_workers_are_gone_when_the_renderer_is_closed_and_others_come(tmp_path: Path) -> None:
    before = psutil.Process().children()
    renderer = make_renderer(tmp_path / "cache", 2)
    render(renderer, tmp_path / "job1")
    renderer.dismiss()
    render(renderer, tmp_path / "job2", [make_shot(30, seed=5, text="Câu mới")])
    renderer.dismiss()
    renderer.close()
    assert psutil.Process().children() == before


def test_nothing_is_painted_for_a_film_already_made(tmp_path: Path) -> None:
    first = make_renderer(tmp_path / "cache", 1)
    render(first, tmp_path / "job")
    first.close()
    again = make_renderer(tmp_path / "cache", 1)
    before = psutil.Process().children()
    render(again, tmp_path / "job")
    assert psutil.Process().children() == before


@pytest.mark.parametrize("text", ["slow", "stuck"])
def test_cancel_ends_everything_within_a_second(renderer: Renderer, tmp_path: Path, text: str) -> None:
    job, cancel = tmp_path / "job", CancelToken()
    before = psutil.Process().children()
    began: list[float] = []

    def cancel_when_working() -> None:
        while not list(job.glob("render/*.frames")):
            if cancel.cancelled:
                return
            time.sleep(0.01)
        began.append(time.monotonic())
        cancel.cancel()

    watcher = threading.Thread(target=cancel_when_working)
    watcher.start()
    with pytest.raises(Cancelled):
        render(renderer, job, [make_shot(100, seed=n, text=text) for n in range(4)], cancel)
    took_s = time.monotonic() - began[0]
    watcher.join()
    assert took_s < 1.0
    assert psutil.Process().children() == before
    assert leftovers(tmp_path) == []


def test_a_file_the_mixer_has_begun_in_the_jobs_folder_is_left_alone(renderer: Renderer, tmp_path: Path) -> None:
    sound = tmp_path / "job" / ".part-1a2b3c4d-sound.m4a"
    sound.parent.mkdir()
    sound.write_bytes(b"half")
    render(renderer, tmp_path / "job", SHOTS[:2])
    assert sound.read_bytes() == b"half"


def test_cancel_while_workers_start_is_quick_too(renderer: Renderer, tmp_path: Path) -> None:
    renderer.warm(SHOTS[0].look)
    cancel = CancelToken()
    cancel.cancel()
    began = time.monotonic()
    with pytest.raises(Cancelled):
        render(renderer, tmp_path / "job", SHOTS, cancel)
    assert time.monotonic() - began < 1.0


@pytest.mark.expected_warnings
def test_a_killed_worker_is_replaced_and_its_segment_made_again(renderer: Renderer, tmp_path: Path) -> None:
    shots = [make_shot(40, seed=1), make_shot(60, seed=2, text=f"kill:{tmp_path / 'killed'}"), make_shot(50, seed=3)]
    segments = render(renderer, tmp_path / "job", shots)
    assert (tmp_path / "killed").exists()
    assert all(path.exists() for path in segments)
    assert leftovers(tmp_path) == []


@pytest.mark.expected_warnings
def test_workers_that_always_die_are_given_up(renderer: Renderer, tmp_path: Path) -> None:
    with pytest.raises(ResourceError) as caught:
        render(renderer, tmp_path / "job", [make_shot(40, text="always-kill")])
    assert caught.value.code is ErrorCode.WORKER_LOST


def test_a_disk_that_fills_crosses_the_process_border_with_its_code(renderer: Renderer, tmp_path: Path) -> None:
    with pytest.raises(ResourceError) as caught:
        render(renderer, tmp_path / "job", [make_shot(40, seed=1), make_shot(60, seed=2, text="full")])
    assert caught.value.code is ErrorCode.DISK_FULL
    assert leftovers(tmp_path) == []


def test_a_disk_that_fills_at_the_join_leaves_the_old_film(renderer: Renderer, tmp_path: Path) -> None:
    segments = render(renderer, tmp_path / "job")
    sound = write_tone(tmp_path / "sound.m4a", FRAMES * 1600)
    final = tmp_path / "out" / "film.mp4"
    final.parent.mkdir()
    final.write_bytes(b"old")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, limits[1]))
    try:
        with pytest.raises(ResourceError) as caught:
            renderer.finish(SHOTS, segments, sound, "x", Language.EN, final, CancelToken())
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert caught.value.code is ErrorCode.DISK_FULL
    assert [path.name for path in final.parent.iterdir()] == ["film.mp4"]
    assert final.read_bytes() == b"old"


def test_a_sound_file_that_is_none_is_a_failed_render(renderer: Renderer, tmp_path: Path) -> None:
    segments = render(renderer, tmp_path / "job")
    sound = write_tone(tmp_path / "sound.m4a", FRAMES * 1600)
    sound.path.write_bytes(b"no sound" * 100)
    with pytest.raises(ProductError) as caught:
        renderer.finish(SHOTS, segments, sound, "x", Language.EN, tmp_path / "film.mp4", CancelToken())
    assert caught.value.code is ErrorCode.RENDER_FAILED
    assert not (tmp_path / "film.mp4").exists()


def test_cancel_at_the_join_leaves_nothing(renderer: Renderer, tmp_path: Path) -> None:
    segments = render(renderer, tmp_path / "job")
    sound = write_tone(tmp_path / "sound.m4a", FRAMES * 1600)
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        renderer.finish(SHOTS, segments, sound, "x", Language.EN, tmp_path / "out" / "film.mp4", cancel)
    assert list((tmp_path / "out").iterdir()) == []


def test_a_damaged_segment_stops_the_join(renderer: Renderer, tmp_path: Path) -> None:
    segments = render(renderer, tmp_path / "job")
    whole = segments[2].read_bytes()
    segments[2].unlink()
    segments[2].write_bytes(whole[:-100])
    sound = write_tone(tmp_path / "sound.m4a", FRAMES * 1600)
    with pytest.raises(ProductError) as caught:
        renderer.finish(SHOTS, segments, sound, "x", Language.EN, tmp_path / "film.mp4", CancelToken())
    assert caught.value.code is ErrorCode.RENDER_FAILED
    assert not (tmp_path / "film.mp4").exists()


@pytest.mark.expected_warnings
def test_a_bug_in_a_worker_is_a_product_error_and_the_next_render_works(renderer: Renderer, tmp_path: Path) -> None:
    with pytest.raises(ProductError) as caught:
        render(renderer, tmp_path / "job", [make_shot(40, text="bug")])
    assert caught.value.code is ErrorCode.RENDER_FAILED
    assert "a bug in the painter" in str(caught.value)
    assert len(render(renderer, tmp_path / "job", [make_shot(40)])) == 1


def test_an_error_told_by_the_caller_ends_the_workers(renderer: Renderer, tmp_path: Path) -> None:
    before = psutil.Process().children()

    def told(_: int) -> None:
        raise ValueError("the sound failed")

    with pytest.raises(ValueError, match="the sound failed"):
        renderer.render([make_shot(90, text="slow")], BRIEF, tmp_path / "job", told, CancelToken())
    assert psutil.Process().children() == before


def test_a_preview_is_renamed_into_the_job_folder(tmp_path: Path) -> None:
    renderer = make_renderer(tmp_path / "cache", 1, previews=True)
    render(renderer, tmp_path / "job", [make_shot(30, text="slow")])
    renderer.close()
    with av.open(str(tmp_path / "job" / "preview.jpg")) as picture:
        assert next(picture.decode(video=0)).width == 128
    assert leftovers(tmp_path) == []


def test_a_folder_that_cannot_be_written_is_named(renderer: Renderer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "no")  # made up: a test run by root may write everywhere

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(ResourceError) as caught:
        render(renderer, tmp_path / "job")
    assert caught.value.code is ErrorCode.NO_WRITE_ACCESS
    assert caught.value.params["path"] == str(tmp_path / "job")


def test_black_and_frozen_pictures_reach_the_check(renderer: Renderer, tmp_path: Path) -> None:
    shots = [make_shot(30, seed=1, text="black"), make_shot(100, seed=2, text="still")]
    segments = render(renderer, tmp_path / "job", shots)
    sound = write_tone(tmp_path / "sound.m4a", 130 * 1600)
    film = renderer.finish(shots, segments, sound, "x", Language.EN, tmp_path / "film.mp4", CancelToken())
    assert [fault.split()[0] for fault in film.report.faults] == ["black_frames", "frozen"]


def test_a_rejected_film_leaves_an_older_one_as_it_was(renderer: Renderer, tmp_path: Path) -> None:
    final = tmp_path / "film.mp4"
    final.write_bytes(b"the older film")
    shots = [make_shot(30, seed=1, text="black"), make_shot(100, seed=2, text="still")]
    segments = render(renderer, tmp_path / "job", shots)
    sound = write_tone(tmp_path / "sound.m4a", 130 * 1600)
    film = renderer.finish(shots, segments, sound, "x", Language.EN, final, CancelToken())
    assert final.read_bytes() == b"the older film"
    assert film.path == tmp_path / "film.rejected.mp4"
    assert film.path.stat().st_size > 1000
    assert not list(tmp_path.glob("film*.srt")) + list(tmp_path.glob("film*.jpg"))


def test_a_small_change_starts_one_worker(tmp_path: Path) -> None:
    """A second would be ready when the first is done."""
    before = psutil.Process().children()
    renderer = make_renderer(tmp_path / "cache", 2, frames_worth_a_start=130)
    try:
        render(renderer, tmp_path / "job", [make_shot(40, seed=n) for n in range(3)])
        workers = [child for child in psutil.Process().children() if child not in before and "resource_tracker" not in " ".join(child.cmdline())]
        assert len(workers) == 1
    finally:
        renderer.close()

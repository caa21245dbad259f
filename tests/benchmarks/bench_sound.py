"""How long mixing and checking take: `python -m tests.benchmarks.bench_sound [SECONDS]`, by hand.

Prints seconds, the share of the film's length, and processor seconds of all children; first alone, then beside two
processes that keep two cores busy as render workers do. Compare lines of one run only.
"""

from __future__ import annotations

import multiprocessing
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from emlinh_desktop.base.cancellation import CancelToken
from emlinh_desktop.base.child_process import lower_priority, run_child
from emlinh_desktop.base.ffmpeg_binary import ffmpeg_path, file_url
from emlinh_desktop.base.loudness_meter import measure_loudness
from emlinh_desktop.render.quality_check import check_film
from emlinh_desktop.sound.mixer import Mixer
from tests.unit.sound.conftest import silence, speech_like, tone, write_music

GROUP_FRAMES = 90


def timed(name: str, length_s: float, work: Callable[[], object]) -> None:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started_s = time.perf_counter()
    work()
    taken_s = time.perf_counter() - started_s
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    processor_s = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(f"{name:42s} {taken_s:6.2f} s  {100 * taken_s / length_s:5.2f} % of the film  children {processor_s:5.2f} s")


def make_film(folder: Path, length_s: int, track: Path) -> Path:
    film = folder / "film.mp4"
    source = ["-f", "lavfi", "-i", f"testsrc2=size=1920x1080:rate=30:duration={length_s}", "-i", file_url(track)]
    picture = ["-c:v", "libx264", "-preset", "ultrafast", "-g", str(GROUP_FRAMES), "-sc_threshold", "0", "-pix_fmt", "yuv420p"]
    run_child([ffmpeg_path(), "-v", "error", *source, *picture, "-c:a", "copy", "-movflags", "+faststart", file_url(film)])
    return film


def run(folder: Path, length_s: int, label: str) -> None:
    token = CancelToken()
    shots = [np.concatenate([speech_like(5.0, seed), silence(1.0)]) for seed in range(length_s // 6)]
    music = write_music(folder / "music.mp3", tone(330, 47.0))
    mixer = Mixer(folder / f"cache {label}")
    track = folder / "track.m4a"
    timed(f"mix, {label}", length_s, lambda: mixer.mix(shots, None, track, token))
    loudness = measure_loudness(track)
    print(f"{'':42s} {loudness}")
    timed(f"mix again, {label}", length_s, lambda: mixer.mix(shots, None, track, token))
    timed(f"mix with music, {label}", length_s, lambda: mixer.mix(shots, str(music), folder / "music.m4a", token))
    frames = 30 * length_s
    film = make_film(folder, length_s, track)
    spoken = [(6.0 * n, 6.0 * n + 5) for n in range(length_s // 6)]

    def check() -> None:
        joins = range(GROUP_FRAMES, frames, GROUP_FRAMES)
        unknown = {"picture_digest": b"", "sound_digest": b""}
        report = check_film(
            film, loudness=loudness, **unknown, frame_count=frames, joins=joins, spoken_s=spoken, captions_s=spoken, segment_faults=(), cancel=token
        )
        assert report.passed, report

    timed(f"quality check, {label}", length_s, check)


def burn() -> None:
    lower_priority()  # as render workers do
    while True:
        pass


def main() -> None:
    length_s = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    with tempfile.TemporaryDirectory() as name:
        run(Path(name), length_s, "alone")
        workers = [multiprocessing.get_context("spawn").Process(target=burn, daemon=True) for _ in range(2)]
        for worker in workers:
            worker.start()
        try:
            run(Path(name), length_s, "two cores busy")
        finally:
            for worker in workers:
                worker.kill()
                worker.join()


if __name__ == "__main__":
    main()

"""Frames per second of the engine against the encoder alone, and against a moviepy film of the same layers. Run by hand:

    python tests/benchmarks/bench_render.py [--seconds 40] [--rounds 4] [--only office-landscape ...] [--no-moviepy]

The ceiling: 90 distinct frames of the same film, in memory as YUV, encoded with the same settings and no painting, in
the better of two layouts (one process of one thread a core; one process with a thread a core). Engine and ceiling
take turns in one run, at the same priority, the engine with the same workers in every round. Printed are the rounds' own ratios, of
the workers' first film and the median of their later ones, twice: by the clock, which means something on an idle machine only, and by
processor time, which holds on a busy one too.
"""

from __future__ import annotations

import argparse
import io
import multiprocessing
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import av
import psutil

from emlinh_desktop.base.cancellation import CancelToken
from emlinh_desktop.base.child_process import lower_priority
from emlinh_desktop.domain.brief import Brief, Composition, Quality
from emlinh_desktop.domain.shot import Shot
from emlinh_desktop.domain.timebase import FPS
from emlinh_desktop.picture.frame_painter import FramePainter
from emlinh_desktop.render.encoder import FRAME_TIME, encoder_settings
from emlinh_desktop.render.renderer import Renderer
from emlinh_desktop.render.workers import core_count
from tests.benchmarks.spoken_shots import reseeded, spoken_shots
from tests.helpers.talk_shots import frames_of

CASES = {
    "office-landscape": (Composition.LANDSCAPE, "office"),
    "office-portrait": (Composition.PORTRAIT, "office"),
    "office-square": (Composition.SQUARE, "office"),
    "abstract-landscape": (Composition.LANDSCAPE, "abstract"),
    "abstract-portrait": (Composition.PORTRAIT, "abstract"),
}
DISTINCT_FRAMES = 90
CEILING_FRAMES = 270


def frames_in_memory(shots: Sequence[Shot]) -> list[av.VideoFrame]:
    painter = FramePainter(shots[0].look)
    frames = []
    for shot in shots:
        for number in range(shot.frame_count):
            frame = av.VideoFrame.from_ndarray(painter.yuv(shot, number).picture.to_ndarray(), "yuv420p")
            frame.time_base = FRAME_TIME
            frames.append(frame)
            if len(frames) == DISTINCT_FRAMES:
                return frames
    return frames


def encode_only(case: str, seconds: float, threads: int, barrier: Barrier, results: Any) -> None:
    """One process of the ceiling: waits for the others, encodes, says when it began and ended and what it cost."""
    lower_priority()
    composition, background = CASES[case]
    frames = frames_in_memory(spoken_shots(seconds, composition, background))
    options = {**dict(encoder_settings("x264", Quality.STANDARD).options), "threads": str(threads)}
    barrier.wait()
    began, cost_s = time.monotonic(), time.process_time()
    for _ in range(CEILING_FRAMES // DISTINCT_FRAMES):
        with av.open(io.BytesIO(), "w", format="mp4") as container:
            stream: Any = container.add_stream("libx264", rate=FPS, options=options)
            stream.width, stream.height, stream.pix_fmt = frames[0].width, frames[0].height, "yuv420p"
            stream.codec_context.time_base = FRAME_TIME
            for number, frame in enumerate(frames):
                frame.pts = number
                container.mux(stream.encode(frame))
            container.mux(stream.encode(None))
    results.put((began, time.monotonic(), time.process_time() - cost_s))


@dataclass(frozen=True, slots=True)
class Speed:
    """Frames a second by the clock, and processor milliseconds a frame over all processes."""

    fps: float
    cpu_ms: float


def median(speeds: Sequence[Speed]) -> Speed:
    return Speed(statistics.median(speed.fps for speed in speeds), statistics.median(speed.cpu_ms for speed in speeds))


def ceiling(case: str, seconds: float, processes: int, threads: int) -> Speed:
    context = multiprocessing.get_context("spawn")
    barrier, results = context.Barrier(processes), context.Queue()
    children = [context.Process(target=encode_only, args=(case, seconds, threads, barrier, results)) for _ in range(processes)]
    for child in children:
        child.start()
    spans = [results.get() for _ in children]
    for child in children:
        child.join()
    frames = processes * CEILING_FRAMES
    wall_s = max(end for _, end, _ in spans) - min(begin for begin, _, _ in spans)
    return Speed(frames / wall_s, 1000 * sum(cost_s for _, _, cost_s in spans) / frames)


def tree_cpu_s() -> float:
    here = psutil.Process()
    return sum(sum(process.cpu_times()[:2]) for process in [here, *here.children(recursive=True)])


def engine(renderer: Renderer, shots: Sequence[Shot], folder: Path) -> Speed:
    """Workers that are warm; Shots nobody has made before."""
    began, cost_s = time.monotonic(), tree_cpu_s()
    renderer.render(shots, Brief("x"), folder, lambda _: None, CancelToken())
    frames = frames_of(shots)
    return Speed(frames / (time.monotonic() - began), 1000 * (tree_cpu_s() - cost_s) / frames)


def moviepy_fps(shots: Sequence[Shot], target: Path, seconds: float) -> float:
    """The same layers (backdrop, presenter, title and captions) as clips of a CompositeVideoClip, same encoder settings."""
    from tests.benchmarks.moviepy_film import layered_clip

    clip = layered_clip(shots, seconds)
    began = time.monotonic()
    clip.write_videofile(str(target), fps=FPS, codec="libx264", preset="veryfast", ffmpeg_params=["-crf", "21"], threads=core_count(), audio=False, logger=None)
    return float(seconds * FPS / (time.monotonic() - began))


def measure(case: str, seconds: float, rounds: int, with_moviepy: bool) -> None:
    composition, background = CASES[case]
    shots = spoken_shots(seconds, composition, background)
    layouts = ((core_count(), 1), (1, core_count()))
    tops: dict[tuple[int, int], list[Speed]] = {layout: [] for layout in layouts}
    ours: list[Speed] = []
    with tempfile.TemporaryDirectory() as folder:
        renderer = Renderer(Path(folder) / "cache")
        renderer.warm(shots[0].look)
        engine(renderer, reseeded(shots[:2], 100), Path(folder) / "warm")
        for number in range(rounds):
            for layout in layouts:
                tops[layout].append(ceiling(case, seconds, *layout))
            ours.append(engine(renderer, reseeded(shots, number), Path(folder) / str(number)))
        renderer.close()
        best = max(layouts, key=lambda layout: median(tops[layout]).fps)
        top, mine = median(tops[best]), median(ours)
        print(f"{case:19} engine {mine.fps:6.1f} fps {mine.cpu_ms:5.1f} ms, ceiling {top.fps:6.1f} fps {top.cpu_ms:5.1f} ms ", end="")
        by_clock = [e.fps / c.fps for e, c in zip(ours, tops[best], strict=True)]
        by_cpu = [c.cpu_ms / e.cpu_ms for e, c in zip(ours, tops[best], strict=True)]
        print(f"({best[0]} x {best[1]} threads)", flush=True)
        for name, ratios in (("by the clock", by_clock), ("by processor time", by_cpu)):
            later = ratios[1:] or ratios
            print(f"    {name}: first film {ratios[0]:.2f}, later ones {statistics.median(later):.2f} ({min(later):.2f}-{max(later):.2f})", flush=True)
        if with_moviepy and case == "office-landscape":
            theirs = moviepy_fps(shots, Path(folder) / "moviepy.mp4", 4.0)
            print(f"{case:19} moviepy {theirs:5.1f} fps: the engine is {mine.fps / theirs:.1f} times as fast", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=40)
    parser.add_argument("--rounds", type=int, default=4)
    parser.add_argument("--only", nargs="*", choices=CASES, default=list(CASES))
    parser.add_argument("--no-moviepy", action="store_true")
    options = parser.parse_args()
    for case in options.only:
        measure(case, options.seconds, options.rounds, not options.no_moviepy)


if __name__ == "__main__":
    main()

"""From command to file: speed, memory, one changed Line, again unchanged. Run by hand:

    python tests/benchmarks/bench_film.py [--seconds 60] [--composition NAME] [--background NAME]

Prints one line for each figure with its ratio, all measured in one run on one machine. Memory is looked at in a run of its own: reading
the page tables of a gigabyte five times a second takes 5 % of the film's time.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

import psutil

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from emlinh_desktop.app import App
from emlinh_desktop.base.cancellation import CancelToken
from emlinh_desktop.base.paths import app_paths
from emlinh_desktop.domain.brief import Brief, Composition
from tests.helpers.command_line import run, start
from tests.helpers.film_probe import film_facts

TOPIC = "Lợi ích của việc đọc sách mỗi ngày"


def tree_memory_mb(process: psutil.Process) -> float:
    """Proportional set size of a process and its children: shared pages are counted once."""
    total = 0
    for member in [process, *process.children(recursive=True)]:
        try:
            total += member.memory_full_info().pss
        except (psutil.Error, OSError):
            continue
    return total / 1e6


def timed_make(home: Path, *arguments: str) -> float:
    """Seconds from command to file."""
    began = time.perf_counter()
    done = run(home, "make", *arguments)
    if done.code != 0:
        raise SystemExit(done.err)
    return time.perf_counter() - began


def peak_memory_mb(home: Path, *arguments: str) -> float:
    """Peak memory of the process tree."""
    process = start(home, "make", *arguments)
    watched, peak_mb = psutil.Process(process.pid), 0.0
    while process.poll() is None:
        try:
            peak_mb = max(peak_mb, tree_memory_mb(watched))
        except psutil.Error:
            break
        time.sleep(0.2)
    _, err = process.communicate()
    if process.returncode != 0:
        raise SystemExit(err)
    return peak_mb


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--composition", default="Scene-Landscape")
    parser.add_argument("--background", default="office")
    options = parser.parse_args()
    root = Path(tempfile.mkdtemp(prefix="emlinh-bench-"))
    try:
        look = ("--composition", options.composition, "--background", options.background)
        film = root / "film.mp4"
        first_s = timed_make(root / "home", TOPIC, "--duration", str(options.seconds), "-o", str(film), *look)
        facts = film_facts(film)
        print(f"{options.composition} {options.background}: {facts.video_s:.2f} s of film in {first_s:.2f} s = {facts.video_s / first_s:.2f} x real time")
        print(f"frames per second from command to file: {facts.frame_count / first_s:.1f}")
        again_s = timed_make(root / "home", TOPIC, "--duration", str(options.seconds), "-o", str(film), *look)
        print(f"again unchanged: {again_s:.2f} s = {100 * again_s / first_s:.1f} % of the first time")
        _changed_line(root, options.seconds, look)
        _changed_line_in_a_running_program(root, options.seconds, options.composition, options.background)
        memory_mb = peak_memory_mb(root / "watched", TOPIC, "--duration", str(options.seconds), "-o", str(root / "watched.mp4"), *look)
        print(f"peak memory of the tree: {memory_mb:.0f} MB")
    finally:
        shutil.rmtree(root)


def _talks(seconds: float) -> list[str]:
    """A script, and the same with its third sentence changed."""
    sentences = [f"Đây là câu thứ {n} của bài nói, nói về một điều nhỏ mà em học được từ trang sách." for n in range(1, max(3, round(seconds / 5)))]
    edited = [*sentences[:2], "Câu này vừa được sửa lại cho hay hơn một chút, mong các bạn thích.", *sentences[3:]]
    return [" ".join(sentences), " ".join(edited)]


def _changed_line(root: Path, seconds: float, look: tuple[str, ...]) -> None:
    script, film = root / "talk.txt", root / "talk.mp4"
    times = []
    for talk in _talks(seconds):
        script.write_text(talk, encoding="utf-8")
        times.append(timed_make(root / "edit", "đọc sách", "--script", str(script), "-o", str(film), *look))
    print(f"one Line changed: {times[1]:.2f} s after {times[0]:.2f} s = {100 * times[1] / times[0]:.1f} %")
    listed = run(root / "edit", "jobs")
    assert listed.out.count("completed") == 2


def _changed_line_in_a_running_program(root: Path, seconds: float, composition: str, background: str) -> None:
    """As the window does it: nothing but the workers is started, nothing is loaded anew."""
    os.environ["EMLINH_HOME"] = str(root / "running")
    cancel, times = CancelToken(), []
    with App(app_paths(), cancel) as app:
        for talk in ("Một câu để nạp mọi thứ.", *_talks(seconds)):
            brief = Brief("đọc sách", composition=Composition(composition), background=background, script_text=talk)
            began = time.perf_counter()
            app.run(app.submit(brief, root / "running.mp4"), lambda _: None, cancel)
            times.append(time.perf_counter() - began)
    print(f"one Line changed in a running program: {times[2]:.2f} s after {times[1]:.2f} s = {100 * times[2] / times[1]:.1f} %")


if __name__ == "__main__":
    main()

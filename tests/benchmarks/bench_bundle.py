"""What was built against the source: films made by both in turn, and the window's start. Prints ratios. Run by hand:

    python tests/benchmarks/bench_bundle.py [ROUNDS] [PROGRAM]

Each film starts in an empty home, so nothing comes from a cache. The ratio counts processor seconds of the whole process tree and
elapsed seconds; the first is the steadier one on a machine that does other things.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BUILT = ROOT / "dist" / "emlinh-desktop" / "emlinh-desktop"
WISH = ("make", "Lợi ích của việc đọc sách mỗi ngày", "--duration", "20")


def main() -> None:
    """Measure and print."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    program = sys.argv[2] if len(sys.argv) > 2 else str(BUILT)
    commands = {"source": [sys.executable, "-m", "emlinh_desktop"], "bundle": [program]}
    films: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
    for number in range(rounds):
        order = list(commands) if number % 2 == 0 else list(reversed(commands))
        for name in order:
            films[name].append(film(commands[name]))
            print(f"{name}: {films[name][-1][0]:.1f} s, {films[name][-1][1]:.1f} s of processor", flush=True)
    for part, what in enumerate(("elapsed", "processor")):
        ratios = [bundle[part] / source[part] for source, bundle in zip(films["source"], films["bundle"], strict=True)]
        print(f"film, bundle / source, {what}: {statistics.median(ratios):.3f} (of {', '.join(f'{ratio:.3f}' for ratio in sorted(ratios))})")
    for name, command in commands.items():
        starts = sorted(window(command) for _ in range(rounds + 1))
        print(f"window painted, {name}: {starts[0]:.2f} s the quickest, {statistics.median(starts):.2f} s in the middle of {len(starts)}")


def environment(home: str) -> dict[str, str]:
    """A home of its own, no screen."""
    return {**os.environ, "EMLINH_HOME": home, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}


def film(command: Sequence[str]) -> tuple[float, float]:
    """Elapsed and processor seconds of one film."""
    with tempfile.TemporaryDirectory() as home:
        before, began = spent_s(), time.monotonic()
        subprocess.run([*command, *WISH, "-o", f"{home}/film.mp4"], env=environment(home), check=True, capture_output=True)
        return time.monotonic() - began, spent_s() - before


def spent_s() -> float:
    """Processor seconds of all children that have ended, and of theirs."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def window(command: Sequence[str]) -> float:
    """Seconds from the start of the process to the painted window, by its log."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        log = Path(home) / "data" / "logs" / "emlinh.log"
        began = time.monotonic()
        process = subprocess.Popen(command, env=environment(home))
        try:
            while not (log.is_file() and "window painted" in log.read_text(encoding="utf-8")):
                time.sleep(0.005)
            return time.monotonic() - began
        finally:
            process.terminate()
            process.wait()


if __name__ == "__main__":
    main()

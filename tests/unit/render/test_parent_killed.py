"""The parent dies by kill -9: its workers leave, and the next run goes on from what was finished."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import psutil

from emlinh_desktop.base.cancellation import CancelToken
from emlinh_desktop.domain.brief import Brief
from emlinh_desktop.render.renderer import Renderer
from tests.helpers.moving_painter import make_shot
from tests.unit.render.conftest import make_renderer

ROOT = Path(__file__).resolve().parents[3]
SHOTS = [make_shot(frames, seed=frames, text="slow") for frames in (20, 21, 40)]


def render_all(folder: Path) -> None:
    renderer: Renderer = make_renderer(folder / "cache", 2)
    renderer.render(SHOTS, Brief("x"), folder / "job", lambda _: None, CancelToken())


def test_workers_leave_with_a_killed_parent_and_finished_segments_are_kept(tmp_path: Path, renderer: Renderer) -> None:
    segments, cache = tmp_path / "job" / "segments", tmp_path / "cache"
    parent = subprocess.Popen([sys.executable, str(Path(__file__)), str(tmp_path)], env={**os.environ, "PYTHONPATH": str(ROOT)})
    until = time.monotonic() + 20
    while not (list(segments.glob("*.mp4")) and list(cache.glob("*.mp4"))) and time.monotonic() < until:
        assert parent.poll() is None
        time.sleep(0.02)
    workers = psutil.Process(parent.pid).children(recursive=True)
    assert len(workers) >= 2
    parent.kill()
    parent.wait()
    _, alive = psutil.wait_procs(workers, timeout=3)
    assert alive == []
    finished = {path.name: path.stat().st_ino for path in segments.glob("*.mp4")}
    paths = renderer.render(SHOTS, Brief("x"), tmp_path / "job", lambda _: None, CancelToken())
    assert all(path.stat().st_ino == finished.get(path.name, path.stat().st_ino) for path in paths)
    assert len(finished) < len(paths)


if __name__ == "__main__":
    render_all(Path(sys.argv[1]))

"""What every render test needs: the resource tracker of multiprocessing started first, and a renderer of test frames."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from multiprocessing import resource_tracker
from pathlib import Path

import pytest

from emlinh_desktop.base.cancellation import CancelToken
from emlinh_desktop.base.loudness_meter import Loudness
from emlinh_desktop.domain.film import QualityReport
from emlinh_desktop.render.renderer import Renderer
from emlinh_desktop.render.workers import WorkerProcesses
from tests.helpers.moving_painter import fingerprint, moving_painter


@pytest.fixture(scope="session", autouse=True)
def resource_tracker_running() -> None:
    """It is a child of the interpreter, started with the first spawn and kept to the end: not something a test left."""
    resource_tracker.ensure_running()


def pass_film(
    film: Path,
    *,
    loudness: Loudness,
    picture_digest: bytes,
    sound_digest: bytes,
    frame_count: int,
    joins: Sequence[int],
    spoken_s: Sequence[tuple[float, float]],
    captions_s: Sequence[tuple[float, float]],
    segment_faults: Sequence[str],
    cancel: CancelToken,
) -> QualityReport:
    """Notes what it was told; the real check has its own tests."""
    return QualityReport(tuple(segment_faults), (), {"frames": frame_count, "joins": len(joins), "spoken": len(spoken_s), "captions": len(captions_s)})


@pytest.fixture
def renderer(tmp_path: Path) -> Iterator[Renderer]:
    made = make_renderer(tmp_path / "cache", workers=2)
    yield made
    made.close()


def make_renderer(cache: Path, workers: int | None, *, previews: bool = False, frames_worth_a_start: int = 1) -> Renderer:
    executor = WorkerProcesses(workers, frames_worth_a_start)
    return Renderer(cache, previews=previews, check=pass_film, painter_factory=moving_painter, fingerprint=fingerprint, executor=executor)

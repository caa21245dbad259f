"""Painting aside is as pure as painting here, and its errors reach the caller."""

from __future__ import annotations

import sys
from functools import partial

import numpy as np
import numpy.typing as npt
import pytest

from emlinh_desktop.domain.brief import Composition
from emlinh_desktop.domain.shot import Shot
from emlinh_desktop.picture.frame_painter import FramePainter
from emlinh_desktop.picture.paint_thread import _paint_pool, on_paint_thread
from tests.helpers.talk_shots import talk_shots


def luma(painter: FramePainter, shot: Shot, frame: int) -> npt.NDArray[np.uint8]:
    return on_paint_thread(partial(painter.yuv, shot, frame)).result().y.copy()


def test_frames_are_pure_there_and_but_a_rounding_from_the_main_thread() -> None:
    shot = talk_shots(3, Composition.SQUARE, "office")[0]
    forth, back, here = (FramePainter(shot.look) for _ in range(3))
    frames = (0, 5, 6, 12, 20, 40)
    seen = {frame: luma(forth, shot, frame) for frame in frames}
    for frame in reversed(frames):
        assert np.array_equal(luma(back, shot, frame), seen[frame])
        apart = np.abs(here.yuv(shot, frame).y.astype(int) - seen[frame])
        assert apart.max() <= 1
        assert np.count_nonzero(apart) < 20


def test_an_error_is_raised_where_the_work_was_asked_for() -> None:
    def fail() -> None:
        raise ValueError("no paint")

    with pytest.raises(ValueError, match="no paint"):
        on_paint_thread(fail).result()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="found on Linux only")
def test_the_pool_is_found_with_the_qt_we_ship() -> None:
    assert _paint_pool() is not None

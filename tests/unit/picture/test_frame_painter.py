"""A frame is a function of (Shot, index), and what is converted piece by piece equals the whole."""

from __future__ import annotations

import functools
import random
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QRect

from emlinh_desktop.domain.brief import Composition
from emlinh_desktop.domain.errors import EmlinhError, ErrorCode
from emlinh_desktop.domain.shot import Background, Look, Shot
from emlinh_desktop.picture.fingerprint import look_fingerprint
from emlinh_desktop.picture.frame_painter import FramePainter
from emlinh_desktop.picture.ink import pixels_of
from emlinh_desktop.picture.paint_thread import on_paint_thread
from emlinh_desktop.picture.yuv_planes import PlaneCutter, Planes, YuvPlanes, fill_from_planes, grid_rects
from tests.unit.picture.stage_shots import make_shot, plane_bytes

BUILT_IN = ("office", "abstract", "none")


@pytest.mark.parametrize("background", BUILT_IN)
def test_pixels_do_not_depend_on_what_was_painted_before(background: str) -> None:
    shot = make_shot(Composition.SQUARE, background)
    in_order = FramePainter(shot.look)
    chosen = [0, 1, 7, 8, 40, 41, 43, 90, 91, shot.frame_count - 3, shot.frame_count - 1]
    wanted = {}
    for frame in range(shot.frame_count):
        planes = in_order.yuv(shot, frame)
        if frame in chosen:
            wanted[frame] = plane_bytes(planes)
    shuffled = random.Random(5).sample(chosen * 2, 2 * len(chosen))
    used = FramePainter(shot.look)
    assert all(plane_bytes(used.yuv(shot, frame)) == wanted[frame] for frame in shuffled)
    for frame in (chosen[3], chosen[-2]):
        assert plane_bytes(FramePainter(shot.look).yuv(shot, frame)) == wanted[frame]


def painted_alone(painter: FramePainter, shot: Shot, number: int) -> bytes:
    return plane_bytes(painter.yuv(shot, number))


@pytest.mark.parametrize("ahead", [False, True])
@pytest.mark.parametrize("background", BUILT_IN)
def test_frames_painted_in_groups_are_the_same_frames(background: str, ahead: bool) -> None:
    shot = make_shot(Composition.SQUARE, background)
    alone, grouped = FramePainter(shot.look), FramePainter(shot.look)
    seen = [plane_bytes(painted) for painted in grouped.frames(shot, 20, 50, ahead=ahead)]
    assert seen == [on_paint_thread(functools.partial(painted_alone, alone, shot, number)).result() for number in range(20, 70)]


@pytest.mark.parametrize("ahead", [False, True])
def test_leaving_a_group_early_harms_nothing(ahead: bool) -> None:
    shot = make_shot(Composition.SQUARE)
    painter = FramePainter(shot.look)
    frames = painter.frames(shot, 0, 60, ahead=ahead)
    for _ in range(3):
        next(frames)
    frames.close()  # type: ignore[attr-defined]  # a generator
    assert plane_bytes(painter.yuv(shot, 5)) == plane_bytes(FramePainter(shot.look).yuv(shot, 5))


@pytest.mark.parametrize("composition", list(Composition))
def test_another_shot_between_changes_nothing(composition: Composition) -> None:
    one, other = make_shot(composition), make_shot(composition, text="Xin chào các bạn! 👋", title=None, motion_in_s=33.0)
    painter = FramePainter(one.look)
    wanted = plane_bytes(painter.yuv(one, 50))
    painter.yuv(other, 20)
    assert plane_bytes(painter.yuv(one, 50)) == wanted


@pytest.mark.parametrize("composition", list(Composition))
def test_planes_have_the_size_and_range_of_the_composition(composition: Composition) -> None:
    shot = make_shot(composition, "none")
    width, height = composition.size_px
    planes = FramePainter(shot.look).yuv(shot, 30)
    assert planes.y.shape == (height, width)
    assert planes.u.shape == planes.v.shape == (height // 2, width // 2)
    assert planes.y.min() >= 16
    assert planes.y.max() <= 235


@pytest.mark.parametrize("background", BUILT_IN)
def test_planes_are_the_bt709_of_the_image(background: str) -> None:
    """Measured against the formula (ITU-R BT.709-6, item 3), limited range."""
    shot = make_shot(Composition.SQUARE, background)
    painter = FramePainter(shot.look)
    for frame in (0, 61):
        planes = painter.yuv(shot, frame)
        rgb = pixels_of(image := painter.image(shot, frame))[:, :, 2::-1].astype(np.float64)
        assert not image.isNull()
        luma = rgb @ np.array([0.2126, 0.7152, 0.0722])
        difference = np.abs(planes.y - (16 + 219 / 255 * luma))
        assert difference.max() <= 2.5  # two enlargers meet in `abstract`
        assert difference.mean() < 0.6
        blue = (rgb[:, :, 2] - luma).reshape(540, 2, 540, 2).mean((1, 3)) / 1.8556
        assert np.abs(planes.u - (128 + 224 / 255 * blue)).mean() < 0.8


def test_a_rectangle_converts_to_the_same_bytes_as_the_whole() -> None:
    rng = np.random.default_rng(3)
    pixels = rng.integers(0, 256, (270, 480, 4), dtype=np.uint8)
    whole, pieces, cutter = YuvPlanes(480, 270), YuvPlanes(480, 270), PlaneCutter()
    whole.put(cutter.cut(pixels, QRect(0, 0, 480, 270)))
    for _ in range(200):
        x, y = 2 * int(rng.integers(0, 220)), 2 * int(rng.integers(0, 130))
        pieces.put(cutter.cut(pixels, QRect(x, y, 2 * int(rng.integers(1, (480 - x) // 2 + 1)), 2 * int(rng.integers(1, (270 - y) // 2 + 1)))))
    done = pieces.frame.y > 0
    assert done.mean() > 0.9
    assert np.array_equal(pieces.frame.y[done], whole.frame.y[done])
    done = pieces.frame.u > 0
    assert np.array_equal(pieces.frame.u[done], whole.frame.u[done])
    assert np.array_equal(pieces.frame.v[done], whole.frame.v[done])


def test_planes_painted_and_taken_apart_again_are_unchanged() -> None:
    rng = np.random.default_rng(4)
    planes = Planes(*(rng.integers(0, 256, size, dtype=np.uint8) for size in ((90, 160), (45, 80), (45, 80))))
    pixels = np.zeros((90, 160, 4), np.uint8)
    back, cutter = YuvPlanes(160, 90), PlaneCutter()
    for rect in (QRect(0, 0, 64, 90), QRect(64, 0, 96, 90)):
        fill_from_planes(pixels, planes, rect)
        back.put(cutter.cut(pixels, rect))
    assert np.array_equal(back.frame.y, planes.y)
    assert np.array_equal(back.frame.u, planes.u)
    assert np.array_equal(back.frame.v, planes.v)


def test_dirty_rectangles_lie_on_the_grid_apart_and_cover_all() -> None:
    rng = random.Random(1)
    bounds = QRect(0, 0, 640, 360)
    for _ in range(200):
        rects = [QRect(rng.randrange(-20, 640), rng.randrange(-20, 360), rng.randrange(0, 90), rng.randrange(0, 90)) for _ in range(rng.randrange(1, 8))]
        merged = grid_rects(rects, bounds)
        assert all(not (rect.x() | rect.width()) % 8 and not (rect.y() | rect.height()) % 2 for rect in merged)
        assert all(bounds.contains(rect) for rect in merged)
        assert not any(a.intersects(b) for index, a in enumerate(merged) for b in merged[:index])
        assert all(any(rect.contains(part) for rect in merged) for part in (rect.intersected(bounds) for rect in rects) if not part.isEmpty())


def test_without_captions_and_title_only_the_figure_stands_there() -> None:
    shot = make_shot(Composition.LANDSCAPE, "none", title=None)
    quiet = make_shot(Composition.LANDSCAPE, "none", title=None, captions=False)
    with_captions, without = FramePainter(shot.look).image(shot, 60), FramePainter(quiet.look).image(quiet, 60)
    differing = (pixels_of(with_captions) != pixels_of(without)).any(axis=2)
    assert differing[866:1026, 96:1136].any()
    differing[866:1026, 96:1136] = False
    assert not differing.any()


def test_unknown_names_are_refused() -> None:
    look = make_shot().look
    with pytest.raises(EmlinhError) as refused:
        FramePainter(replace(look, background=Background("ofice")))
    assert refused.value.code is ErrorCode.UNKNOWN_NAME
    assert refused.value.params["nearest"] == "office"


def test_the_fingerprint_knows_the_look_and_the_content_of_own_media() -> None:
    look = Look(Composition.LANDSCAPE, Background("office"), "em-linh", captions=True)
    one, moved, other = (replace(look, background=Background("clip", path, content)) for path, content in (("/a", "1"), ("/b", "1"), ("/a", "2")))
    assert look_fingerprint(look) == look_fingerprint(replace(look))
    assert look_fingerprint(one) == look_fingerprint(moved)
    assert len({look_fingerprint(each) for each in (look, replace(look, captions=False), replace(look, background=Background("none")), one, other)}) == 5


def test_warming_changes_no_pixel() -> None:
    shot = make_shot(Composition.SQUARE)
    cold, warm = FramePainter(shot.look), FramePainter(shot.look)
    warm.warm()
    assert plane_bytes(cold.yuv(shot, 45)) == plane_bytes(warm.yuv(shot, 45))

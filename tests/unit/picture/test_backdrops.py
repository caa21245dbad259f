"""Backgrounds: seamless loops, states that name what changes, the user's own picture and clip covered and looped."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import numpy.typing as npt
import pytest
from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QColor, QImage, QImageIOHandler, QImageWriter

from emlinh_desktop.domain.brief import Composition
from emlinh_desktop.domain.errors import ErrorCode, InputError
from emlinh_desktop.domain.shot import Background
from emlinh_desktop.picture.abstract import PERIOD_S, STEPS, AbstractBackdrop
from emlinh_desktop.picture.backdrop import Backdrop, PaintedBackdrop
from emlinh_desktop.picture.backgrounds import backdrop_for
from emlinh_desktop.picture.clip import CHUNK_FRAMES, ClipBackdrop, ClipFrames
from emlinh_desktop.picture.fonts import load_fonts
from emlinh_desktop.picture.frame_painter import FramePainter
from emlinh_desktop.picture.ink import pixels_of, to_rgb
from emlinh_desktop.picture.layout import stage_layout
from emlinh_desktop.picture.photograph import PictureBackdrop, read_picture
from emlinh_desktop.picture.yuv_planes import fill_from_planes
from tests.unit.picture.stage_shots import make_shot, plane_bytes

SQUARE = stage_layout(Composition.SQUARE)
SQUARE_SIZE = QSize(1080, 1080)


def whole_picture(backdrop: Backdrop, motion_s: float) -> npt.NDArray[np.int64]:
    """Blue, green and red."""
    state = backdrop.state(motion_s)
    whole = QRect(0, 0, SQUARE.width_px, SQUARE.height_px)
    if isinstance(backdrop, PaintedBackdrop):
        image = backdrop.image(state, whole)
    else:
        image = QImage(whole.size(), QImage.Format.Format_RGB32)
        fill_from_planes(pixels_of(image), backdrop.planes(state), whole)
    shown = to_rgb(image)
    return pixels_of(shown)[:, :, :3].astype(np.int64)


def write_clip(path: Path, frames: int, fps: int = 25, size: tuple[int, int] = (64, 48)) -> Path:
    """A clip whose frame n is a grey of 8 + 2 n, so that a frame tells its index; raw and exact."""
    with av.open(str(path), "w") as container:
        stream = container.add_stream("ffv1", rate=fps)
        stream.width, stream.height = size
        stream.pix_fmt = "bgr0"
        for index in range(frames):
            pixels = np.full((size[1], size[0], 3), 8 + 2 * (index % 120), np.uint8)
            for packet in stream.encode(av.VideoFrame.from_ndarray(pixels, "rgb24")):
                container.mux(packet)
        for packet in stream.encode():
            container.mux(packet)
    return path


def index_of(pixels: npt.NDArray[np.uint8]) -> float:
    return (float(pixels.mean()) - 8) / 2


def test_abstract_is_a_seamless_loop() -> None:
    load_fonts()
    backdrop = AbstractBackdrop(SQUARE)
    assert backdrop.state(0.0) == backdrop.state(PERIOD_S) == backdrop.state(7 * PERIOD_S)
    step_s = PERIOD_S / STEPS
    seam = np.abs(whole_picture(backdrop, PERIOD_S - step_s) - whole_picture(backdrop, PERIOD_S)).mean()
    elsewhere = np.abs(whole_picture(backdrop, 5.0) - whole_picture(backdrop, 5.0 + step_s)).mean()
    assert seam < 2 * elsewhere
    assert np.abs(whole_picture(backdrop, 0.0) - whole_picture(backdrop, PERIOD_S / 2)).mean() > 3


def test_abstract_planes_and_rgb_meet_without_a_seam() -> None:
    load_fonts()
    shot = make_shot(Composition.SQUARE, "abstract", title=None)
    painter = FramePainter(shot.look)
    luma = painter.yuv(shot, 50).y.astype(int)
    corner = luma[2:30, 2:30]
    assert np.abs(np.diff(corner, axis=0)).max() <= 2
    from_rgb = pixels_of(image := painter.image(shot, 50))[2:30, 2:30, :3].astype(float)
    assert not image.isNull()
    assert np.abs(corner - (16 + 219 / 255 * (from_rgb @ np.array([0.0722, 0.7152, 0.2126])))).max() <= 1.6


@pytest.mark.parametrize("kind", ["office", "none"])
@pytest.mark.parametrize("composition", list(Composition))
def test_a_state_names_all_that_changes(kind: str, composition: Composition) -> None:
    load_fonts()
    layout = stage_layout(composition)
    backdrop = backdrop_for(Background(kind), composition)
    assert isinstance(backdrop, PaintedBackdrop)
    whole = QRect(0, 0, layout.width_px, layout.height_px)
    for before_s, after_s in ((0.0, 0.2), (3.0, 3.4), (41.0, 90.0)):
        old, new = backdrop.state(before_s), backdrop.state(after_s)
        first = pixels_of(backdrop.image(old, whole)).copy()
        differing = (first != pixels_of(backdrop.image(new, whole))).any(axis=2)
        if kind == "none":
            assert not differing.any()
        for rect in backdrop.changed(old, new):
            differing[max(0, rect.top()) : rect.bottom() + 1, max(0, rect.left()) : rect.right() + 1] = False
        assert not differing.any()


def test_the_office_lives_a_little() -> None:
    load_fonts()
    backdrop = backdrop_for(Background("office"), Composition.SQUARE)
    moved = (whole_picture(backdrop, 1.0) != whole_picture(backdrop, 2.0)).any(axis=2).mean()
    assert 0.005 < moved < 0.15


def write_picture(path: Path, turned: bool = False) -> Path:
    """Left half red, right half blue, 400 x 200."""
    image = QImage(400, 200, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    for x in range(200, 400):
        for y in range(200):
            image.setPixelColor(x, y, QColor("blue"))
    writer = QImageWriter(str(path))
    if turned:
        writer.setTransformation(QImageIOHandler.Transformation.TransformationRotate90)
    assert writer.write(image)
    return path


def test_a_picture_covers_the_stage_and_moves_slowly(tmp_path: Path) -> None:
    load_fonts()
    backdrop = PictureBackdrop(str(write_picture(tmp_path / "p.png")), SQUARE)
    first, later = whole_picture(backdrop, 0.0), whole_picture(backdrop, 10.0)
    assert np.abs(first[540, 20] - (0, 0, 255)).max() <= 2  # as near as eight bits of Y, U and V come
    assert np.abs(first[540, 1060] - (255, 0, 0)).max() <= 2
    assert (first != later).any()
    assert np.abs(whole_picture(backdrop, 10.1) - later).mean() < 3
    assert (whole_picture(backdrop, 40.0) == first).all()


def test_a_picture_is_turned_upright(tmp_path: Path) -> None:
    load_fonts()
    path = write_picture(tmp_path / "p.jpg", turned=True)
    upright = read_picture(str(path), SQUARE_SIZE)
    assert upright.height() > upright.width()
    top, bottom = upright.pixelColor(upright.width() // 2, 20), upright.pixelColor(upright.width() // 2, upright.height() - 20)
    assert {top.red() > 200, bottom.red() > 200} == {True, False}


def test_transparent_parts_of_a_picture_show_a_plain_ground(tmp_path: Path) -> None:
    load_fonts()
    image = QImage(50, 50, QImage.Format.Format_ARGB32)
    image.fill(QColor(0, 0, 0, 0))
    image.save(str(tmp_path / "clear.png"))
    assert read_picture(str(tmp_path / "clear.png"), SQUARE_SIZE).pixelColor(10, 10).lightness() > 200


@pytest.mark.parametrize("frames", [1, 2, 30, CHUNK_FRAMES + 7])
def test_a_frame_of_a_clip_does_not_depend_on_the_way_there(tmp_path: Path, frames: int) -> None:
    path = str(write_clip(tmp_path / "c.mkv", frames))
    clip = ClipFrames(path)
    assert clip.count == frames
    forward = [clip.frame(index).copy() for index in range(frames)]
    assert [round(index_of(pixels)) for pixels in forward] == [index % 120 for index in range(frames)]
    for index in (frames - 1, 0, frames // 2, frames - 1):
        assert np.array_equal(clip.frame(index), forward[index])
    clip.close()


def test_a_clip_loops_by_the_motion_clock_and_covers(tmp_path: Path) -> None:
    load_fonts()
    backdrop = ClipBackdrop(str(write_clip(tmp_path / "c.mkv", 20, size=(63, 49))), SQUARE)
    assert [backdrop.state(s) for s in (0.0, 0.04, 0.79, 0.8, 100.0)] == [0, 1, 19, 0, 0]
    picture = whole_picture(backdrop, 0.4)
    assert picture.shape == (1080, 1080, 3)
    assert round(index_of(picture.astype(np.uint8))) == 10
    assert np.ptp(picture) <= 2
    backdrop.close()


def test_frames_over_a_clip_are_pure(tmp_path: Path) -> None:
    background = Background("clip", str(write_clip(tmp_path / "c.mkv", 20)), "hash")
    shot = make_shot(Composition.SQUARE, background)
    painter, other = FramePainter(shot.look), FramePainter(shot.look)
    wanted = {frame: plane_bytes(painter.yuv(shot, frame)) for frame in range(20, 32)}
    assert all(plane_bytes(other.yuv(shot, frame)) == wanted[frame] for frame in (31, 20, 25, 30))
    painter.close()
    other.close()


def test_own_media_that_went_away_is_told(tmp_path: Path) -> None:
    load_fonts()
    for kind in ("picture", "clip"):
        with pytest.raises(InputError) as refused:
            backdrop_for(Background(kind, str(tmp_path / "gone.mp4"), "hash"), Composition.SQUARE)
        assert refused.value.code is ErrorCode.BACKGROUND_UNREADABLE

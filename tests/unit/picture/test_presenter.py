from __future__ import annotations

import itertools
import random

import numpy as np
import pytest
from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QImage, QPainter, QRegion

from emlinh_desktop.domain.errors import ErrorCode, InputError
from emlinh_desktop.picture.ink import ink, to_rgb
from emlinh_desktop.picture.mouth import Mouth
from emlinh_desktop.picture.presenter import PRESENTERS, Pose, Presenter
from tests.unit.picture.figure_shots import BACK, LANDSCAPE, gui, inside, painted, pixels


@pytest.fixture(scope="module")
def presenter() -> Presenter:
    gui()
    return Presenter("em-linh", *LANDSCAPE)


def any_pose(draw: random.Random) -> Pose:
    u = draw.uniform
    return Pose(
        mouth=Mouth(u(0, 1), u(-1, 1), u(0, 1), u(0, 1), u(0, 1), u(-1, 1), u(0, 1)),
        blink=draw.choice((0.0, 1.0, u(0, 1))),
        gaze_x=u(-1, 1),
        gaze_y=u(-1, 1),
        brow=u(-1, 1),
        cheek=u(0, 1),
        tilt_deg=u(-4, 4),
        nod=u(-1, 1),
        turn=u(-1, 1),
        breath=u(0, 1),
        arm=draw.choice((0.0, 1.0, u(0, 1))),
    )


def near(pose: Pose, draw: random.Random) -> Pose:
    """A pose that differs in a few things only, as neighbouring frames do."""
    other = any_pose(draw)
    fields = {name: getattr(pose, name) for name in Pose.__dataclass_fields__}
    for name in draw.sample(sorted(fields), 2):
        fields[name] = getattr(other, name)
    return Pose(**fields)


def test_unknown_presenter_is_refused_with_the_nearest_name() -> None:
    with pytest.raises(InputError) as caught:
        Presenter("em-lin", 0, 0, 100)
    assert caught.value.code is ErrorCode.UNKNOWN_NAME
    assert caught.value.params["nearest"] == PRESENTERS[0]
    assert caught.value.params["kind"] == "presenter"


def test_poses_are_hashable_values() -> None:
    assert Pose() == Pose()
    assert len({Pose(), Pose(), Pose(arm=1.0)}) == 2


@pytest.mark.parametrize("seed", range(12))
def test_a_clip_shows_the_same_pixels_as_the_whole(presenter: Presenter, seed: int) -> None:
    draw = random.Random(seed)
    pose = any_pose(draw)
    whole = pixels(painted(presenter, pose))
    clip = QRegion()
    for _ in range(1 + seed % 3):
        clip = clip.united(QRect(draw.randint(1100, 1500), draw.randint(150, 800), draw.randint(1, 300), draw.randint(1, 300)))
    clipped = pixels(painted(presenter, pose, clip))
    within = np.zeros(whole.shape[:2], dtype=bool)
    for rect in clip:  # type: ignore[attr-defined]  # a QRegion iterates over its rectangles
        within[inside(rect, whole.shape)] = True
    assert np.array_equal(whole[within], clipped[within])
    back = ink(BACK)
    assert (clipped[~within] == (back.blue(), back.green(), back.red())).all()


@pytest.mark.parametrize("seed", range(14))
def test_parts_cover_every_changed_pixel(presenter: Presenter, seed: int) -> None:
    draw = random.Random(seed)
    first = any_pose(draw)
    second = near(first, draw) if seed % 2 else any_pose(draw)
    changed = (pixels(painted(presenter, first)) != pixels(painted(presenter, second))).any(axis=2)
    for (old_key, old_rect), (new_key, new_rect) in zip(presenter.parts(first), presenter.parts(second), strict=True):
        if old_key != new_key:
            for rect in (old_rect, new_rect):
                changed[inside(rect, changed.shape)] = False
    assert not changed.any()


def test_repainting_only_what_changed_gives_the_whole_frame(presenter: Presenter) -> None:
    draw = random.Random(77)
    pose = any_pose(draw)
    image = painted(presenter, pose)
    for _ in range(6):
        new = near(pose, draw)
        dirty = QRect()
        for (old_key, old_rect), (new_key, new_rect) in zip(presenter.parts(pose), presenter.parts(new), strict=True):
            if old_key != new_key:
                dirty = dirty.united(old_rect).united(new_rect)
        painter = QPainter(image)
        painter.fillRect(dirty, ink(BACK))
        painter.end()
        painted(presenter, new, dirty, image)
        assert np.array_equal(pixels(image), pixels(painted(presenter, new)))
        pose = new


def test_a_frame_does_not_depend_on_the_frames_before_it() -> None:
    gui()
    draw = random.Random(5)
    poses = [any_pose(draw) for _ in range(4)]
    forward, backward = Presenter("em-linh", *LANDSCAPE), Presenter("em-linh", *LANDSCAPE)
    there = [pixels(painted(forward, pose)) for pose in poses]
    back = [pixels(painted(backward, pose)) for pose in reversed(poses)][::-1]
    assert all(np.array_equal(a, b) for a, b in zip(there, back, strict=True))


def test_a_talking_face_leaves_body_and_head_alone(presenter: Presenter) -> None:
    body, arm, head, mouth, look = presenter.parts(Pose())
    other = presenter.parts(Pose(mouth=Mouth(0.5)))
    assert (body, arm, head, look) == (*other[:3], other[4])
    assert mouth[0] != other[3][0]
    assert mouth[1].width() * mouth[1].height() < 0.15 * head[1].width() * head[1].height()
    assert presenter.parts(Pose(blink=0.5))[3] == mouth
    assert presenter.parts(Pose(blink=0.5))[4][0] != look[0]


def test_a_moving_arm_leaves_the_body_alone(presenter: Presenter) -> None:
    """Once it has left its rest, where body and arms are one layer."""
    rest, away, further = (presenter.parts(Pose(arm=arm)) for arm in (0.0, 0.4, 0.6))
    assert rest[0][0] != away[0][0]
    assert away[0] == further[0]
    assert away[1][0] != further[1][0]
    assert away[2:] == further[2:]


def test_every_pose_stays_within_the_bounds(presenter: Presenter) -> None:
    draw = random.Random(9)
    bounds = presenter.bounds()
    extremes = [
        Pose(tilt_deg=s * 4.0, turn=t, nod=n, breath=1.0, arm=a) for s in (-1, 1) for t in (-1.0, 1.0) for n in (-1.0, 1.0) for a in (0.0, 0.3, 0.7, 1.0)
    ]
    for pose in [*extremes, *(any_pose(draw) for _ in range(10))]:
        for _, rect in presenter.parts(pose):
            assert rect.isEmpty() or bounds.contains(rect.intersected(QRect(-4000, -4000, 8000, 4000 + 1080))), (pose, rect)


def test_boxes_hold_the_face_and_the_hands(presenter: Presenter) -> None:
    shown = to_rgb(painted(presenter, Pose()))
    image = pixels(shown).astype(int)
    skin = (
        (image[..., 2] > 190) & (image[..., 2] - image[..., 0] > 35) & (image[..., 0] > 120) & (image[..., 1] < image[..., 2] - 34)
    )  # the trim's gold is greener
    for box in (presenter.face_box(), presenter.hands_box()):
        assert skin[inside(box, skin.shape)].mean() > 0.4
    below_chin = skin.copy()
    below_chin[: presenter.face_box().bottom() + 60] = False
    below_chin[inside(presenter.hands_box(), skin.shape)] = False
    assert below_chin.sum() < 60  # nothing of the hands lies outside their box


def test_gesture_moves_without_a_cut() -> None:
    """No step of the opening arm changes much more of the picture than the others: nothing is swapped in."""
    gui()
    small = Presenter("em-linh", 0.0, 0.0, 300.0)
    frames = [pixels(painted(small, Pose(arm=k / 24), size=QSize(280, 300))).astype(int) for k in range(25)]
    sizes = [int((np.abs(b - a).max(axis=2) > 24).sum()) for a, b in itertools.pairwise(frames)]
    assert min(sizes) > 0
    assert max(sizes) < 3 * float(np.median(sizes))


@pytest.mark.parametrize("height_px", [300.0, 858.0, 1304.0])
def test_warm_at_every_size(height_px: float) -> None:
    gui()
    presenter = Presenter("em-linh", 3.5, 7.25, height_px)
    presenter.warm()
    image = QImage(400, 300, QImage.Format.Format_RGB32)
    image.fill(0)
    painter = QPainter(image)
    presenter.paint(painter, Pose(), image.rect())
    painter.end()
    assert pixels(image).any()

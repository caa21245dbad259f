from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from emlinh_desktop.domain.brief import Quality
from emlinh_desktop.domain.errors import ErrorCode, InputError
from emlinh_desktop.domain.shot import Background, Shot, TitleCue
from emlinh_desktop.render.encoder import encoder_settings
from emlinh_desktop.render.segment_plan import frame_ranges, longest_first, plan_segments
from tests.helpers.moving_painter import LOOK, fingerprint, make_shot

SETTINGS = encoder_settings("x264", Quality.STANDARD)


def names(*shots: Shot) -> list[str]:
    return [segment.name for segment in plan_segments(shots, SETTINGS, fingerprint)]


@given(st.integers(1, 9000))
def test_ranges_cover_the_shot_in_parts_of_60_to_120_frames(frame_count: int) -> None:
    ranges = frame_ranges(frame_count)
    assert sum(count for _, count in ranges) == frame_count
    at = 0
    for first, count in ranges:
        assert first == at
        assert count <= 120
        at += count
    if frame_count > 120:
        assert min(count for _, count in ranges) >= 60


def test_one_changed_line_renames_only_its_own_segments() -> None:
    film = [make_shot(40, seed=1), make_shot(250, seed=2), make_shot(90, seed=3)]
    before = names(*film)
    after = names(film[0], replace(film[1], text="Khác rồi"), film[2])
    assert [a == b for a, b in zip(before, after, strict=True)] == [True, False, False, False, True]


def test_the_line_id_and_the_path_of_a_known_background_do_not_count() -> None:
    shot = make_shot(40)
    assert names(shot) == names(replace(shot, line_id="elsewhere"))
    at_home, moved = (replace(LOOK, background=Background("picture", path, "abc")) for path in ("/a.png", "/b.png"))
    assert names(replace(shot, look=at_home)) == names(replace(shot, look=moved))


@pytest.mark.parametrize(
    "change",
    [
        {"seed": 9},
        {"motion_in_s": 0.25},
        {"motion_out_s": 9.0},
        {"title": TitleCue("Sách", fades_in=True, fades_out=False)},
        {"captions": ()},
        {"words": ()},
        {"mouth": np.full((40, 7), 0.25, np.float32)},
        {"look": replace(LOOK, captions=False)},
        {"look": replace(LOOK, background=Background("picture", "/a.png", "abd"))},
    ],
)
def test_everything_pixels_depend_on_is_in_the_name(change: dict[str, object]) -> None:
    shot = make_shot(40)
    assert names(shot) != names(replace(shot, **change))  # type: ignore[arg-type]  # any field of a Shot


def test_quality_and_painter_are_in_the_name() -> None:
    shot = make_shot(40)
    draft = plan_segments([shot], encoder_settings("x264", Quality.DRAFT), fingerprint)
    other = plan_segments([shot], SETTINGS, lambda _: "other artwork")
    assert len({*names(shot), draft[0].name, other[0].name}) == 3


def test_longest_first() -> None:
    segments = plan_segments([make_shot(30), make_shot(110, seed=1), make_shot(70, seed=2)], SETTINGS, fingerprint)
    assert [segment.frame_count for segment in longest_first(segments)] == [110, 70, 30]


def test_an_unknown_encoder_is_named_with_the_nearest() -> None:
    with pytest.raises(InputError) as caught:
        encoder_settings("h264_nvnc", Quality.HIGH)
    assert caught.value.code is ErrorCode.UNKNOWN_NAME
    assert caught.value.params["nearest"] == "h264_nvenc"

"""Music, its volume and the speed as the command line takes them."""

from __future__ import annotations

from pathlib import Path

import pytest

from emlinh_desktop.cli.brief_options import brief_from
from emlinh_desktop.cli.parser import build_parser
from emlinh_desktop.domain.brief import Brief
from emlinh_desktop.domain.errors import ErrorCode, InputError


def brief(*options: str) -> Brief:
    return brief_from(build_parser().parse_args(["make", "hoa sen", *options]))


@pytest.mark.parametrize(
    ("given", "music"),
    [
        ("calm", "calm"),
        ("Bright", "bright"),
        ("auto", "auto"),
        ("none", None),
        ("", None),
        ("x.mp3", str(Path("x.mp3").absolute())),
        ("./calm", str(Path("calm").absolute())),
    ],
)
def test_music_is_a_piece_or_a_file(given: str, music: str | None) -> None:
    assert brief("--music", given).music == music


def test_nothing_said_means_no_music_the_usual_volume_and_speed() -> None:
    made = brief()
    assert (made.music, made.music_percent, made.speed) == (None, 100.0, 1.0)


def test_volume_and_speed() -> None:
    made = brief("--music-volume", "50%", "--speed", "1.25")
    assert (made.music_percent, made.speed) == (50.0, 1.25)


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (("--music", "brigth"), ErrorCode.UNKNOWN_NAME),
        (("--music-volume", "9"), ErrorCode.MUSIC_VOLUME_OUT_OF_RANGE),
        (("--music-volume", "nan"), ErrorCode.MUSIC_VOLUME_OUT_OF_RANGE),
        (("--music-volume", "loud"), ErrorCode.BAD_OPTION),
        (("--speed", "0.79"), ErrorCode.SPEED_OUT_OF_RANGE),
        (("--speed", "inf"), ErrorCode.SPEED_OUT_OF_RANGE),
        (("--speed", "fast"), ErrorCode.BAD_OPTION),
    ],
)
def test_what_cannot_be_is_refused(options: tuple[str, ...], code: ErrorCode) -> None:
    with pytest.raises(InputError) as caught:
        brief(*options)
    assert caught.value.code is code
    assert code is not ErrorCode.UNKNOWN_NAME or caught.value.params["nearest"] == "bright"

from __future__ import annotations

import io

import av
import pytest

from emlinh_desktop.domain.brief import Quality
from emlinh_desktop.domain.errors import ErrorCode, InputError, ResourceError
from emlinh_desktop.render import encoder
from emlinh_desktop.render.encoder import ENCODERS, SegmentEncoder, encoder_settings, prove_encoder
from tests.helpers.moving_painter import HEIGHT_PX, LOOK, WIDTH_PX, MovingPainter, make_shot


def encode(frame_count: int, quality: Quality = Quality.STANDARD) -> bytes:
    made = SegmentEncoder(encoder_settings("x264", quality), WIDTH_PX, HEIGHT_PX)
    painter, shot = MovingPainter(LOOK), make_shot(frame_count)
    for frame in range(frame_count):
        made.encode(painter.yuv(shot, frame).picture)
    return made.finish()


@pytest.mark.parametrize("quality", list(Quality))
def test_bytes_repeat_and_extradata_does_not_depend_on_length(quality: Quality) -> None:
    assert encode(40, quality) == encode(40, quality)
    extradata = set()
    for frame_count in (1, 2, 40):
        with av.open(io.BytesIO(encode(frame_count, quality))) as container:
            extradata.add(container.streams.video[0].codec_context.extradata)
    assert len(extradata) == 1


def test_colour_and_time_are_tagged() -> None:
    with av.open(io.BytesIO(encode(100)), "r") as container:
        stream = container.streams.video[0]
        context = stream.codec_context
        assert (context.color_primaries, context.color_trc, context.colorspace, context.color_range) == (1, 1, 1, 1)
        assert (context.pix_fmt, context.name, stream.time_base) == ("yuv420p", "h264", encoder.FRAME_TIME / 512)
        packets = [packet for packet in container.demux(stream) if packet.dts is not None]
    assert sorted(packet.pts or 0 for packet in packets) == [512 * n for n in range(100)]
    assert packets[0].is_keyframe


def test_x264_works_and_its_absence_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _trouble_with("x264") is None
    monkeypatch.setattr(encoder, "encoder_settings", lambda _name, _quality: encoder.EncoderSettings("no such encoder", (), ""))
    assert _trouble_with("x264") is ErrorCode.ENCODER_UNAVAILABLE


@pytest.mark.parametrize("name", ENCODERS[1:])
def test_hardware_works_or_is_said_to_be_absent(name: str) -> None:
    assert _trouble_with(name) in (None, ErrorCode.ENCODER_UNAVAILABLE)


def _trouble_with(name: str) -> ErrorCode | None:
    try:
        prove_encoder(name)
    except ResourceError as error:
        return error.code
    return None


def test_an_unknown_encoder_is_the_users_mistake() -> None:
    with pytest.raises(InputError):
        prove_encoder("x265")

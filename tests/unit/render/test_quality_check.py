"""Films broken on purpose, one fault each: every fault is named, and a good film passes."""

from __future__ import annotations

import functools
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import numpy.typing as npt
import pytest

from emlinh_desktop.base.cancellation import Cancelled, CancelToken
from emlinh_desktop.base.loudness_meter import Loudness
from emlinh_desktop.domain.film import QualityReport
from emlinh_desktop.render.packet_digest import PacketDigest
from emlinh_desktop.render.picture_packets import PicturePackets
from emlinh_desktop.render.quality_check import check_film

FRAMES = 90
GROUP = 30
JOINS = (30, 60)
RATE_HZ = 48_000
SPOKEN = ((0.2, 1.4), (1.6, 2.8))
Packets = list[tuple[bytes, int, int, bool]]
"""payload, pts and dts in frames, key frame"""
Change = Callable[[Packets], Packets]


def hum(level_lufs: float = -14.0, frames: int = FRAMES) -> npt.NDArray[np.float32]:
    """A steady 997 Hz sine: its peak level in dBFS is its loudness in LUFS when both channels have it."""
    times = np.arange(frames * 1600) / RATE_HZ
    return np.tile((10 ** (level_lufs / 20) * np.sin(2 * np.pi * 997 * times)).astype(np.float32), (2, 1))


@functools.cache
def encoded_picture() -> tuple[Packets, bytes]:
    """Ninety small frames in three closed groups with B-frames, and the stream's parameter sets."""
    encoder = av.VideoCodecContext.create("libx264", "w")
    encoder.width, encoder.height, encoder.pix_fmt, encoder.gop_size = 96, 64, "yuv420p", GROUP
    encoder.time_base, encoder.framerate = Fraction(1, 30), Fraction(30)
    encoder.options = {"x264-params": "scenecut=0:open-gop=0:bframes=2"}
    encoder.flags |= av.codec.context.Flags.global_header
    packets: Packets = []
    for index in range(FRAMES):
        pixels = np.roll(np.arange(64 * 96 * 3, dtype=np.int64).reshape(64, 96, 3), 3 * index, axis=1).astype(np.uint8)
        frame = av.VideoFrame.from_ndarray(pixels, format="rgb24").reformat(format="yuv420p")
        frame.pts, frame.time_base = index, Fraction(1, 30)
        packets += [_plain(packet) for packet in encoder.encode(frame)]
    packets += [_plain(packet) for packet in encoder.encode(None)]
    return packets, encoder.extradata or b""


def _plain(packet: av.Packet[Any]) -> tuple[bytes, int, int, bool]:
    assert packet.pts is not None
    assert packet.dts is not None
    return bytes(packet), packet.pts, packet.dts, packet.is_keyframe


def make_film(path: Path, change: Change | None = None, sound: npt.NDArray[np.float32] | None = None, *, tick: int = 512, shift: int = 0) -> Path:
    """A film from the (changed) picture packets and the sound; `shift` moves every picture by ticks of 1/15360 s."""
    packets, extradata = encoded_picture()
    with av.open(str(path), "w", options={"movflags": "+faststart"}) as container:
        video = container.add_stream("h264", rate=30)
        video.width, video.height, video.pix_fmt = 96, 64, "yuv420p"
        video.codec_context.extradata = extradata
        video.time_base = Fraction(1, 15_360)  # the muxer's own choice for 30 a second
        samples = hum() if sound is None else sound
        audio = container.add_stream("aac", rate=RATE_HZ, layout="stereo") if samples.size else None
        for payload, pts, dts, key in change(packets) if change else packets:
            packet = av.Packet(payload)
            packet.stream, packet.time_base, packet.is_keyframe = video, Fraction(1, 15_360), key
            packet.pts, packet.dts, packet.duration = pts * tick + shift, dts * tick + shift, tick
            container.mux(packet)
        if audio is not None:
            _add_sound(container, audio, samples)
    return path


def _add_sound(container: av.container.OutputContainer, audio: av.AudioStream, sound: npt.NDArray[np.float32]) -> None:
    audio.bit_rate = 192_000
    for start in range(0, sound.shape[1], 1024):
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(sound[:, start : start + 1024]), format="fltp", layout="stereo")
        frame.sample_rate, frame.pts = RATE_HZ, start
        container.mux(audio.encode(frame))
    container.mux(audio.encode(None))


def check(film: Path, **changes: object) -> QualityReport:
    wanted: dict[str, object] = {
        "loudness": Loudness(-99.0, 0.0, 9.0),
        "picture_digest": b"",
        "sound_digest": b"",
        "frame_count": FRAMES,
        "joins": JOINS,
        "spoken_s": SPOKEN,
        "captions_s": ((0.2, 2.8),),
        "segment_faults": (),
        "cancel": CancelToken(),
    }
    return check_film(film, **{**wanted, **changes})  # type: ignore[arg-type]  # the tests change one at a time


def test_a_good_film_passes(tmp_path: Path) -> None:
    report = check(make_film(tmp_path / "f.mp4"))
    assert (report.faults, report.warnings) == ((), ())
    assert report.passed
    assert report.measures["frames"] == FRAMES
    assert report.measures["duration_s"] == 3.0
    assert report.measures["audio_video_difference_ms"] == 0
    assert report.measures["caption_coverage"] == 1.0
    assert report.measures["loudness_lufs"] == pytest.approx(-14.0, abs=0.15)
    assert report.measures["true_peak_dbtp"] == pytest.approx(-13.5, abs=1.5)
    assert report.measures["silent_while_spoken_s"] == 0


def drop(*frames: int) -> Change:
    return lambda packets: [packet for packet in packets if packet[1] not in frames]


def wreck(frame: int) -> Change:
    """The frame's own bytes replaced; its length fields stay, as after a damage on disk."""
    return lambda packets: [(p[:5] + b"\x55" * (len(p) - 5), pts, dts, key) if pts == frame else (p, pts, dts, key) for p, pts, dts, key in packets]


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        pytest.param(drop(45), "frames_missing 1", id="a packet missing"),
        pytest.param(drop(45), "frames 89 of 90", id="a frame too few"),
        pytest.param(drop(*range(60, 90)), "frames_missing 30", id="the last group missing"),
        pytest.param(drop(30), "joins_broken 1, the first at frame 30", id="the key frame of a join missing"),
        pytest.param(wreck(60), "joins_broken 1, the first at frame 60", id="the key frame of a join damaged"),
    ],
)
def test_picture_faults(tmp_path: Path, change: Change, fault: str) -> None:
    report = check(make_film(tmp_path / "f.mp4", change))
    assert fault in report.faults
    assert not report.passed


def test_a_join_inside_a_group(tmp_path: Path) -> None:
    assert check(make_film(tmp_path / "f.mp4"), joins=(30, 45, 60)).faults == ("joins_broken 1, the first at frame 45",)


def digest_of(film: Path) -> bytes:
    with av.open(str(film)) as container:
        packets = PicturePackets(container.streams.video[0])
        for packet in container.demux(container.streams.video[0]):
            packets.add(packet)
        return packets.digest


def sound_digest_of(film: Path) -> bytes:
    with av.open(str(film)) as container:
        digest = PacketDigest(container.streams.audio[0].codec_context.extradata)
        for packet in container.demux(container.streams.audio[0]):
            digest.add(packet)
        return digest.value


def test_joins_are_decoded_where_the_packets_are_not_those_of_the_segments(tmp_path: Path) -> None:
    film = make_film(tmp_path / "f.mp4")
    damaged = make_film(tmp_path / "damaged.mp4", wreck(60))
    assert check(damaged, picture_digest=digest_of(film)).faults == ("joins_broken 1, the first at frame 60",)
    assert check(film, picture_digest=digest_of(film), joins=(45,)).passed  # proven elsewhere: not looked at again


def test_timestamps_off_the_grid(tmp_path: Path) -> None:
    assert "timestamps_off 90" in check(make_film(tmp_path / "f.mp4", shift=100)).faults


def test_a_wrong_rate(tmp_path: Path) -> None:
    report = check(make_film(tmp_path / "f.mp4", tick=600))
    assert any(fault.startswith("timestamps_off") for fault in report.faults)


def test_a_film_longer_than_planned(tmp_path: Path) -> None:
    report = check(make_film(tmp_path / "f.mp4"), frame_count=80)
    assert "frames 90 of 80" in report.faults
    assert "sound_length 3.000 of 2.667 s" in report.faults


@pytest.mark.parametrize(
    ("sound", "fault"),
    [
        pytest.param(0 * hum(), "silent_words 2 spans", id="silent"),
        pytest.param(hum(-11.0), None, id="three louder"),
        pytest.param(hum(-17.0), None, id="three quieter"),
        pytest.param(hum(-14.0, 75), "sound_length 2.500 of 3.000 s", id="too short"),
        pytest.param(hum(-14.0, 105), "sound_length 3.500 of 3.000 s", id="too long"),
        pytest.param(np.clip(hum(9.0), -1.2, 1.2), None, id="clipped"),
        pytest.param(np.zeros((2, 0), np.float32), "no_sound", id="none"),
    ],
)
def test_sound_faults(tmp_path: Path, sound: npt.NDArray[np.float32], fault: str | None) -> None:
    report = check(make_film(tmp_path / "f.mp4", sound=sound))
    assert not report.passed
    if fault is not None:
        assert fault in report.faults
    else:
        assert any(found.startswith(("loudness -11", "loudness -17", "clipping")) for found in report.faults)


def test_one_sentence_silent(tmp_path: Path) -> None:
    sound = hum()
    sound[:, int(1.5 * RATE_HZ) :] = 0
    assert "silent_words 1 spans" in check(make_film(tmp_path / "f.mp4", sound=sound)).faults


def test_mostly_silent_though_no_span_is(tmp_path: Path) -> None:
    sound = hum()
    sound[:, int(0.5 * RATE_HZ) : int(1.25 * RATE_HZ)] = 0
    sound[:, int(1.7 * RATE_HZ) : int(2.7 * RATE_HZ)] = 0
    assert any(fault.startswith("silent_words 1.") and fault.endswith("of 2.4 s") for fault in check(make_film(tmp_path / "f.mp4", sound=sound)).faults)


def test_silence_where_nobody_speaks_is_right(tmp_path: Path) -> None:
    sound = hum()
    sound[:, : RATE_HZ // 5] = 0
    sound[:, int(1.4 * RATE_HZ) : int(1.6 * RATE_HZ)] = 0
    report = check(make_film(tmp_path / "f.mp4", sound=sound))
    assert report.passed


def test_soft_faults_only_warn(tmp_path: Path) -> None:
    sound = hum(-13.0)
    sound[:, 70_000] = 0.98
    report = check(make_film(tmp_path / "f.mp4", sound=sound), captions_s=((0.2, 1.4),))
    assert report.passed
    assert {warning.split()[0] for warning in report.warnings} >= {"loudness", "caption_coverage"}
    assert report.measures["caption_coverage"] == 0.5


def test_the_measures_of_a_track_are_those_of_a_film_with_the_same_packets(tmp_path: Path) -> None:
    film = make_film(tmp_path / "f.mp4")
    track = make_film(tmp_path / "track.mp4", drop(45))
    measures = check(film, sound_digest=sound_digest_of(track), loudness=Loudness(-14.3, 1.5, -1.2)).measures
    assert (measures["loudness_lufs"], measures["loudness_range_lu"], measures["true_peak_dbtp"]) == (-14.3, 1.5, -1.2)


def test_a_film_with_other_sound_than_its_track_is_measured(tmp_path: Path) -> None:
    sound = hum()
    sound[:, 70_000:70_100] *= 0.9
    track = make_film(tmp_path / "track.mp4", sound=sound)
    measures = check(make_film(tmp_path / "f.mp4"), sound_digest=sound_digest_of(track)).measures
    assert measures["loudness_lufs"] == pytest.approx(-14.0, abs=0.15)


def test_a_high_true_peak_warns(tmp_path: Path) -> None:
    sound = hum(-14.0)
    sound[:, 40_000:40_200] *= 4.9
    report = check(make_film(tmp_path / "f.mp4", sound=sound))
    assert any(warning.startswith("true_peak") for warning in report.warnings)
    assert report.passed


def test_a_film_without_words_may_be_silent(tmp_path: Path) -> None:
    assert check(make_film(tmp_path / "f.mp4", sound=0 * hum()), spoken_s=(), captions_s=()).passed


def test_captions_off_are_not_counted(tmp_path: Path) -> None:
    report = check(make_film(tmp_path / "f.mp4"), captions_s=())
    assert report.passed
    assert "caption_coverage" not in report.measures


def test_what_was_found_in_a_segment_fails_the_film(tmp_path: Path) -> None:
    assert check(make_film(tmp_path / "f.mp4"), segment_faults=("black 30-59",)).faults == ("black 30-59",)


def test_a_truncated_film(tmp_path: Path) -> None:
    film = make_film(tmp_path / "f.mp4")
    whole = film.read_bytes()
    for share in (0.2, 0.6, 0.9, 0.99):
        film.write_bytes(whole[: int(len(whole) * share)])
        assert not check(film).passed, share


@pytest.mark.parametrize("content", [None, b"", b"no film" * 500])
def test_what_is_no_film(tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / "f.mp4").write_bytes(content)
    report = check(tmp_path / "f.mp4")
    assert report.faults[0].startswith("unreadable")


def test_cancel(tmp_path: Path) -> None:
    film = make_film(tmp_path / "f.mp4")
    for asked in range(3):
        left = iter(range(asked))
        token = CancelToken(also=functools.partial(lambda polls: next(polls, None) is None, left), poll_s=0)
        with pytest.raises(Cancelled):
            check(film, cancel=token)

"""The last look at a finished film: everything that can be measured in the file itself, against what was planned.

Hard faults are what a viewer would call broken: frames or sound missing, silence where words should be, a wrong
length, a level far off. Soft ones are worth a line in the report. One pass over the packets, all sound decoded: a fifth
of a second for a minute of film. The picture was looked at and its first frames decoded when each Segment was made,
loudness was measured in the decoded track. Where the film's packets are theirs, byte for byte, this holds for the film;
where they are not, the frames at the joins are decoded here and the film's loudness is measured.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import av
import av.error

from emlinh_desktop.base.cancellation import CancelToken
from emlinh_desktop.base.child_process import ChildFailed
from emlinh_desktop.base.loudness_meter import Loudness, LoudnessUnreadable, measure_loudness
from emlinh_desktop.domain.film import QualityReport
from emlinh_desktop.domain.timebase import FPS, SAMPLE_RATE_HZ, SAMPLES_PER_FRAME
from emlinh_desktop.render.picture_packets import UNDECODED, JoinDecoder, PicturePackets
from emlinh_desktop.render.sound_levels import SoundLevels
from emlinh_desktop.render.time_spans import covered_s, length_s, merged

if TYPE_CHECKING:
    from av.container import InputContainer

_log = logging.getLogger(__name__)

TARGET_LUFS = -14.0
LOUDNESS_SOFT_LU = 0.5
LOUDNESS_HARD_LU = 2.0
TRUE_PEAK_DBTP = -1.0
_AAC_FRAME = 1024
_CLIPPED_HARD = 0.001
_SILENT_SHARE_HARD = 0.5
_COVERAGE_WANTED = 0.995
_POLL_PACKETS = 64

_P = TypeVar("_P")
Spans = Sequence[tuple[float, float]]


@dataclass(slots=True)
class _Findings:
    faults: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    measures: dict[str, float] = field(default_factory=dict)

    def judge(self, broken: bool, text: str, *, hard: bool = True) -> None:
        if broken:
            (self.faults if hard else self.warnings).append(text)

    def report(self) -> QualityReport:
        return QualityReport(tuple(self.faults), tuple(self.warnings), self.measures)


def check_film(
    film: Path,
    *,
    loudness: Loudness,
    picture_digest: bytes,
    sound_digest: bytes,
    frame_count: int,
    joins: Sequence[int],
    spoken_s: Spans,
    captions_s: Spans,
    segment_faults: Sequence[str],
    cancel: CancelToken,
) -> QualityReport:
    """Measure a finished film. Any thread.

    Args:
        film: an mp4 with one picture and one sound stream.
        loudness: of the track the film was joined from.
        picture_digest, sound_digest: the `PacketDigest` of the Segments and of the track. Where the film's are the same, what was proved of those holds.
        frame_count: how many frames were planned, at 30 a second.
        joins: indices of the first frames of all Segments but the first.
        spoken_s: spans of film time in which words are spoken.
        captions_s: spans under a caption; empty when captions are off.
        segment_faults: what was found in the Segments when they were made; each fails the film.

    A file that cannot be read is a fault, not an error.

    Raises:
        Cancelled
        OSError: ffmpeg cannot be started.
    """
    found = _Findings()
    found.faults.extend(segment_faults)
    try:
        found.measures.update(size_mb=round(film.stat().st_size / 1e6, 3), joins=len(joins))
        with ThreadPoolExecutor(1, thread_name_prefix="sound-check") as beside:
            listening = beside.submit(_listen, film, cancel)
            seen = _look(film, cancel)
            broken_joins = [] if seen is None or seen.digest == picture_digest else _broken_joins(film, joins, cancel)
            heard = listening.result()
    except (av.error.FFmpegError, OSError, ValueError) as error:
        _log.info("film not readable: %s", error)
        found.faults.append(f"unreadable {type(error).__name__}")
        return found.report()
    found.judge(seen is None, "no_picture")
    found.judge(heard is None, "no_sound")
    if seen is not None:
        _judge_picture(seen, broken_joins, frame_count, found)
    if heard is not None:
        _judge_sound(heard, frame_count, merged(spoken_s), found)
        _check_loudness(film, loudness if heard.digest == sound_digest else None, bool(spoken_s), found, cancel)
    _check_captions(spoken_s, captions_s, found)
    return found.report()


def _look(film: Path, cancel: CancelToken) -> PicturePackets | None:
    """All packets of the picture; None where there is none."""
    with _packets_of(film) as container:
        if not container.streams.video:
            return None
        packets = PicturePackets(container.streams.video[0])
        for packet in _each(container.demux(container.streams.video[0]), cancel):
            packets.add(packet)
        return packets


def _broken_joins(film: Path, joins: Sequence[int], cancel: CancelToken) -> list[int]:
    """The joins whose first frames cannot be decoded."""
    with _packets_of(film) as container:
        decoder = JoinDecoder(container.streams.video[0], joins)
        for packet in _each(container.demux(container.streams.video[0]), cancel):
            decoder.add(packet)
        return decoder.broken()


def _listen(film: Path, cancel: CancelToken) -> SoundLevels | None:
    """All the sound, decoded; None where there is none. Beside `_look`: both wait for FFmpeg most of the time."""
    with _packets_of(film) as container:
        if not container.streams.audio:
            return None
        levels = SoundLevels(container.streams.audio[0])
        if levels.codec == "aac":
            for packet in _each(container.demux(container.streams.audio[0]), cancel):
                levels.add(packet)
        levels.finish()
        return levels


def _packets_of(film: Path) -> InputContainer:
    return av.open(str(film.absolute()), metadata_errors="replace", options=UNDECODED)


def _each(packets: Iterator[_P], cancel: CancelToken) -> Iterator[_P]:
    for count, packet in enumerate(packets):
        if count % _POLL_PACKETS == 0:
            cancel.check()
        yield packet


def _judge_picture(picture: PicturePackets, broken_joins: Sequence[int], frame_count: int, found: _Findings) -> None:
    duration_s = picture.frame_count / FPS
    found.measures.update(frames=picture.frame_count, duration_s=round(duration_s, 4))
    found.judge(picture.frame_count != frame_count, f"frames {picture.frame_count} of {frame_count}")
    missing = picture.missing(frame_count)
    found.judge(missing > 0, f"frames_missing {missing}")
    found.judge(picture.off_grid > 0, f"timestamps_off {picture.off_grid}")
    found.judge(picture.backwards > 0, f"timestamps_backwards {picture.backwards}")
    found.judge(picture.damaged > 0, f"packets_damaged {picture.damaged}")
    found.judge(not picture.starts_with_key, "first_frame_not_key")
    found.judge(bool(broken_joins), f"joins_broken {len(broken_joins)}, the first at frame {broken_joins[0] if broken_joins else 0}")


def _judge_sound(sound: SoundLevels, frame_count: int, spoken_s: Spans, found: _Findings) -> None:
    found.judge(sound.codec != "aac", f"sound_codec {sound.codec}")
    wanted = frame_count * SAMPLES_PER_FRAME
    declared_s = sound.declared_s
    decoded_s = sound.sample_count / SAMPLE_RATE_HZ
    length = decoded_s if declared_s is None else declared_s
    found.measures.update(audio_s=round(length, 4), audio_samples=sound.sample_count)
    found.judge(sound.rate_hz != SAMPLE_RATE_HZ, f"sound_rate {sound.rate_hz} Hz")
    found.judge(sound.damaged > 0, f"sound_damaged {sound.damaged} packets")
    found.judge(sound.gaps > 0, f"sound_gaps {sound.gaps}")
    off_s = length - wanted / SAMPLE_RATE_HZ
    found.measures["audio_video_difference_ms"] = round(1000 * off_s, 2)
    found.judge(abs(off_s) > 1 / FPS, f"sound_length {length:.3f} of {wanted / SAMPLE_RATE_HZ:.3f} s")
    short = not wanted <= sound.sample_count < wanted + SAMPLES_PER_FRAME
    found.judge(short and abs(off_s) <= 1 / FPS, f"sound_samples {sound.sample_count} of {wanted}", hard=sound.sample_count < wanted - SAMPLES_PER_FRAME)
    _judge_silence(sound, spoken_s, found)
    share = sound.clipped / max(sound.sample_count, 1)
    found.measures["clipped_samples"] = sound.clipped
    found.judge(sound.clipped > 0, f"clipping {sound.clipped} samples", hard=share > _CLIPPED_HARD)


def _judge_silence(sound: SoundLevels, spoken_s: Spans, found: _Findings) -> None:
    spoken_total_s = length_s(spoken_s)
    silent_s, silent_spans = sound.silence_in(spoken_s)
    found.measures.update(spoken_s=round(spoken_total_s, 3), silent_while_spoken_s=round(silent_s, 3))
    if spoken_total_s == 0:
        return
    found.judge(silent_spans > 0, f"silent_words {silent_spans} spans")
    found.judge(silent_spans == 0 and silent_s > _SILENT_SHARE_HARD * spoken_total_s, f"silent_words {silent_s:.1f} of {spoken_total_s:.1f} s")
    dropout_s = sound.longest_dropout_s(spoken_s)
    found.measures["longest_dropout_s"] = round(dropout_s, 3)
    found.judge(dropout_s > 1.0, f"digital_silence {dropout_s:.1f} s while words are spoken", hard=False)


def _check_loudness(film: Path, known: Loudness | None, spoken: bool, found: _Findings, cancel: CancelToken) -> None:
    try:
        loudness = known or measure_loudness(film, cancel=cancel)
    except (ChildFailed, LoudnessUnreadable) as error:
        _log.info("loudness not measurable: %s", error)
        found.faults.append("loudness_unreadable")
        return
    _judge_loudness(loudness, spoken, found)


def _judge_loudness(loudness: Loudness, spoken: bool, found: _Findings) -> None:
    found.measures.update(loudness_lufs=loudness.integrated_lufs, loudness_range_lu=loudness.range_lu)
    if loudness.true_peak_dbtp is not None:
        peak_db = loudness.true_peak_dbtp
        found.measures["true_peak_dbtp"] = peak_db
        found.judge(peak_db > TRUE_PEAK_DBTP, f"true_peak {peak_db:.1f} dBTP", hard=False)
    off_lu = abs(loudness.integrated_lufs - TARGET_LUFS)
    found.judge(spoken and off_lu > LOUDNESS_SOFT_LU, f"loudness {loudness.integrated_lufs:.1f} LUFS", hard=off_lu > LOUDNESS_HARD_LU)


def _check_captions(spoken_s: Spans, captions_s: Spans, found: _Findings) -> None:
    total_s = length_s(merged(spoken_s))
    if not captions_s or total_s == 0:
        return
    coverage = covered_s(spoken_s, captions_s) / total_s
    found.measures["caption_coverage"] = round(coverage, 4)
    found.judge(coverage < _COVERAGE_WANTED, f"caption_coverage {coverage:.3f}", hard=False)

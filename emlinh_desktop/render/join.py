"""Segments, sound, subtitles and chapters -> one mp4. Nothing is encoded again; timestamps are rebuilt.

Each Segment counts its own time, and its decode times start at 0 or at -1 or -2 frames depending on how many frames
it has (x264's reordering), so copying them as they are collides at the joins. The film's k-th packet in decode order
gets the decode time k - 2, and its presentation time is the Segment's first frame plus its own: within a Segment
a packet is never shown more than two frames before its turn, so presentation never precedes decoding.
"""

from __future__ import annotations

import heapq
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import av

from emlinh_desktop.base.cancellation import CancelToken
from emlinh_desktop.domain.brief import Language
from emlinh_desktop.domain.errors import ErrorCode, ProductError
from emlinh_desktop.domain.timebase import FPS
from emlinh_desktop.render.encoder import FRAME_TIME
from emlinh_desktop.render.mp4_boxes import disable_subtitle_track
from emlinh_desktop.render.packet_digest import PacketDigest
from emlinh_desktop.render.picture_packets import UNDECODED
from emlinh_desktop.render.segment_file import SegmentDamaged, SegmentVerdict, read_segment
from emlinh_desktop.render.sidecars import Cue

if TYPE_CHECKING:
    from av.audio.stream import AudioStream
    from av.container import InputContainer, OutputContainer
    from av.container.core import Chapter as ChapterEntry
    from av.packet import Packet
    from av.subtitles.stream import SubtitleStream
    from av.video.stream import VideoStream

_Due: TypeAlias = "tuple[float, Packet[Any]]"
"""decode time in seconds, packet"""

_REORDER_FRAMES = 2
_CUE_TIME = Fraction(1, 1000)
_POLL_EVERY_PACKETS = 100
_ISO_639_2 = {Language.VI: "vie", Language.EN: "eng"}
# The style header the mov_text encoder turns into its track's description; players set the subtitles their own way.
_SUBTITLE_STYLE = (
    "[Script Info]\nScriptType: v4.00+\nPlayResX: 384\nPlayResY: 288\n\n[V4+ Styles]\n"
    "Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic, Underline, "
    "StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, Encoding\n"
    "Style: Default,Sans,16,&Hffffff,&Hffffff,&H0,&H0,0,0,0,0,100,100,0,0,1,1,0,2,10,10,10,1\n\n"
    "[Events]\nFormat: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"
)


@dataclass(frozen=True, slots=True)
class Chapter:
    """A named stretch of the film, in frames."""

    first_frame: int
    end_frame: int
    title: str


@dataclass(frozen=True, slots=True)
class FilmTexts:
    """What is written into the file as text. `notice` says that the film was made by a program."""

    title: str
    notice: str
    language: Language
    cues: Sequence[Cue]
    chapters: Sequence[Chapter]


@dataclass(frozen=True, slots=True)
class Joined:
    """What went into a film: the verdict of each Segment, and the `PacketDigest` of all their packets and of the track's."""

    verdicts: Sequence[SegmentVerdict]
    picture_digest: bytes
    sound_digest: bytes


def join_film(segments: Sequence[Path], sound: Path, texts: FilmTexts, frame_count: int, target: Path, cancel: CancelToken) -> Joined:
    """Write the mp4 (faststart) to `target`.

    The sound is cut (never stretched) to end with the last of `frame_count` frames.

    Raises:
        ProductError: RENDER_FAILED when a Segment does not fit the others.
        OSError: the disk; PyAV's errors are OSErrors too.
    """
    verdicts: list[SegmentVerdict] = []
    with av.open(str(target), "w", format="mp4", options={"movflags": "+faststart"}) as film, av.open(str(sound)) as audio_file:
        film.metadata.update(title=texts.title, comment=texts.notice, description=texts.notice)
        with av.open(str(segments[0]), options=UNDECODED) as first:
            video = film.add_stream_from_template(first.streams.video[0])
            seen = PacketDigest(first.streams.video[0].codec_context.extradata)
        heard = PacketDigest(audio_file.streams.audio[0].codec_context.extradata)
        audio = film.add_stream_from_template(audio_file.streams.audio[0])
        audio.metadata["language"] = _ISO_639_2[texts.language]
        subtitles = _subtitle_stream(film, texts) if texts.cues else None
        film.set_chapters([_chapter_entry(number, chapter) for number, chapter in enumerate(texts.chapters, 1)])
        film.start_encoding()
        sources = [_video_packets(segments, video, verdicts, seen), _audio_packets(audio_file, audio, frame_count, heard)]
        if subtitles is not None:
            sources.append(_subtitle_packets(texts.cues, subtitles))
        for number, (_, packet) in enumerate(heapq.merge(*sources, key=itemgetter(0))):
            if number % _POLL_EVERY_PACKETS == 0:
                cancel.check()
            film.mux_one(packet)
    if subtitles is not None:
        disable_subtitle_track(target)
    joined = sum(verdict.frame_count for verdict in verdicts)
    if joined != frame_count:
        raise ProductError(ErrorCode.RENDER_FAILED, reason=f"{joined} frames instead of {frame_count}")
    return Joined(verdicts, seen.value, heard.value)


def _video_packets(segments: Sequence[Path], video: VideoStream, verdicts: list[SegmentVerdict], digest: PacketDigest) -> Iterator[_Due]:
    """All packets of all Segments with the film's own timestamps, in units of one frame; fills `verdicts` and `digest` on the way."""
    number = 0
    extradata: bytes | None = None
    for path in segments:
        try:
            segment = read_segment(path)
        except (SegmentDamaged, FileNotFoundError) as error:
            raise ProductError(ErrorCode.RENDER_FAILED, reason=f"Segment {path.name} is damaged") from error
        extradata = extradata or segment.extradata
        if segment.extradata != extradata:
            raise ProductError(ErrorCode.RENDER_FAILED, reason=f"Segment {path.name} was encoded with other settings")
        first_frame = number
        for stored in segment.packets:
            if stored.frame < number - first_frame - _REORDER_FRAMES:
                raise ProductError(ErrorCode.RENDER_FAILED, reason=f"Segment {path.name} has a frame out of order")
            payload = segment.data[stored.offset : stored.offset + stored.size]
            digest.add(payload)
            packet = av.Packet(payload)
            packet.time_base = FRAME_TIME
            packet.pts, packet.dts, packet.duration = first_frame + stored.frame, number - _REORDER_FRAMES, 1
            packet.is_keyframe = stored.keyframe
            packet.stream = video
            yield packet.dts / FPS, packet
            number += 1
        verdicts.append(segment.verdict)


def _audio_packets(file: InputContainer, audio: AudioStream, frame_count: int, digest: PacketDigest) -> Iterator[_Due]:
    """The sound as it is, priming (negative times) included; the last packet's duration tells where it ends. Fills `digest`, also with what is cut off."""
    source = file.streams.audio[0]
    assert source.time_base is not None
    tick_s, end = float(source.time_base), int(frame_count * FRAME_TIME / source.time_base)
    for packet in file.demux(source):
        if packet.dts is None:
            continue
        assert packet.pts is not None
        digest.add(packet)
        left = end - packet.pts
        if left <= 0:
            return
        packet.duration = min(packet.duration or left, left)
        packet.stream = audio
        yield packet.dts * tick_s, packet


def _subtitle_stream(film: OutputContainer, texts: FilmTexts) -> SubtitleStream:
    stream = film.add_stream("mov_text")
    assert isinstance(stream, av.subtitles.stream.SubtitleStream)
    stream.codec_context.subtitle_header = _SUBTITLE_STYLE.encode("ascii")
    stream.codec_context.time_base = stream.time_base = _CUE_TIME
    stream.metadata["language"] = _ISO_639_2[texts.language]
    return stream


def _subtitle_packets(cues: Sequence[Cue], stream: SubtitleStream) -> Iterator[_Due]:
    """3GPP timed text samples (TS 26.245): two bytes of length, then UTF-8. The muxer fills the gaps."""
    for cue in cues:
        text = cue.text.encode("utf-8")
        packet = av.Packet(struct.pack(">H", len(text)) + text)
        packet.time_base = _CUE_TIME
        packet.pts = packet.dts = round(cue.start_s * 1000)
        packet.duration = round(cue.end_s * 1000) - packet.pts
        packet.stream = stream
        yield cue.start_s, packet


def _chapter_entry(number: int, chapter: Chapter) -> ChapterEntry:
    return {
        "id": number,
        "start": chapter.first_frame,
        "end": chapter.end_frame,
        "time_base": FRAME_TIME,
        "metadata": {"title": chapter.title},
    }

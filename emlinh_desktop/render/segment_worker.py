"""The life of one worker process: it takes orders through a pipe, paints, encodes, answers, and leaves with its parent."""

from __future__ import annotations

import contextlib
import time
import traceback
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TypeAlias

import numpy as np

from emlinh_desktop.base import atomic_file
from emlinh_desktop.base.cancellation import Cancelled, CancelToken
from emlinh_desktop.base.heap import give_back_freed, have_ready, keep_freed
from emlinh_desktop.domain.errors import EmlinhError, ErrorCode, ProductError
from emlinh_desktop.domain.shot import MOUTH_PARAMETERS, CaptionPage, Look, Shot, TitleCue
from emlinh_desktop.domain.utterance import WordTiming
from emlinh_desktop.render.coded_faults import coded_faults
from emlinh_desktop.render.encoder import EncoderSettings, SegmentEncoder
from emlinh_desktop.render.job_folder import JobFolder, ProgressNote, preview_is_due
from emlinh_desktop.render.painter import Painter, PainterFactory
from emlinh_desktop.render.preview import jpeg
from emlinh_desktop.render.segment_file import SegmentVerdict, pack_segment
from emlinh_desktop.render.segment_inspector import SegmentInspector
from emlinh_desktop.render.segment_plan import Segment

_PREVIEW_PX = 480

# Every Segment has an encoder of its own. Were its pictures given back at once, the system would have to find and clear 165 MB a
# Segment: 1 ms a frame of 11. Kept whole they serve the next one; the first one's are fetched while its order is waited for. What
# painting leaves free between its layers is given back amid a Segment, while the encoder holds its own: 3 ms each time.
_LARGEST_BLOCK_BYTES = 64 << 20
_KEPT_BYTES = 200 << 20
_ENCODER_BYTES_A_PIXEL = 77
_GIVE_BACK_EVERY_FRAMES = 40


@dataclass(frozen=True, slots=True)
class WarmOrder:
    """Load everything and paint once, so that the first Segment finds a ready painter."""

    look: Look
    painter_factory: PainterFactory


@dataclass(frozen=True, slots=True)
class SegmentOrder:
    """Make one Segment into `job_folder/segments/`. `ahead`: a core is free to paint while the worker encodes."""

    segment: Segment
    settings: EncoderSettings
    job_folder: Path
    painter_factory: PainterFactory
    previews: bool
    ahead: bool = False


Order: TypeAlias = WarmOrder | SegmentOrder


@dataclass(frozen=True, slots=True)
class Failure:
    """A worker's error on its way to the parent. `trace` is its traceback as text, for the log."""

    error: EmlinhError | Cancelled
    trace: str


Answer: TypeAlias = SegmentVerdict | Failure | None


def serve(orders: Connection) -> None:
    """Answer orders until the parent hangs up; the answer to the first, which may be None, says the worker is ready."""
    keep_freed(_LARGEST_BLOCK_BYTES, _KEPT_BYTES)
    worker = _Worker()
    with contextlib.suppress(EOFError, OSError):  # the parent closed the pipe: the ordinary end
        while True:
            orders.send(_answer(worker, orders.recv()))


def _answer(worker: _Worker, order: Order | None) -> Answer:
    try:
        if isinstance(order, SegmentOrder):
            return worker.make(order)
        if order is not None:
            worker.warm(order)
        return None
    except (EmlinhError, Cancelled) as error:
        return Failure(error, "")
    except Exception as error:  # noqa: BLE001 - a worker's top: whatever it was must reach the parent, once
        reason = f"{type(error).__name__}: {error}"
        return Failure(ProductError(ErrorCode.RENDER_FAILED, reason=reason), traceback.format_exc())


class _Worker:
    """Keeps the painter of the last Look between orders: loading one costs as much as painting a hundred frames."""

    def __init__(self) -> None:
        self._painter: tuple[Look, PainterFactory, Painter] | None = None

    def warm(self, order: WarmOrder) -> None:
        painter = self._painter_for(order.look, order.painter_factory)
        shot = _warming_shot(order.look)
        for _ in painter.frames(shot, 0, shot.frame_count, ahead=False):
            pass
        width_px, height_px = order.look.composition.size_px
        have_ready(_ENCODER_BYTES_A_PIXEL * width_px * height_px)

    def make(self, order: SegmentOrder) -> SegmentVerdict:
        folder = JobFolder(order.job_folder)
        final = folder.segments / order.segment.file_name
        with coded_faults(final):
            painter = self._painter_for(order.segment.shot.look, order.painter_factory)
            mp4, verdict = _encode(order, painter, CancelToken(also=folder.cancel_file.exists))
            atomic_file.write_bytes(final, pack_segment(mp4, verdict))
        return verdict

    def _painter_for(self, look: Look, factory: PainterFactory) -> Painter:
        if self._painter is None or self._painter[:2] != (look, factory):
            self._painter = None  # freed before the next is made
            self._painter = (look, factory, factory(look))
        return self._painter[2]


def _encode(order: SegmentOrder, painter: Painter, cancel: CancelToken) -> tuple[bytes, SegmentVerdict]:
    segment, folder = order.segment, JobFolder(order.job_folder)
    inspector = SegmentInspector(segment.shot.mouth[segment.first_frame : segment.first_frame + segment.frame_count])
    encoder: SegmentEncoder | None = None
    with contextlib.closing(ProgressNote(folder.progress_file(segment.name))) as progress:
        preview_looked_at = time.monotonic()
        for painted in painter.frames(segment.shot, segment.first_frame, segment.frame_count, ahead=order.ahead):
            cancel.check()
            if encoder is None:
                encoder = SegmentEncoder(order.settings, painted.picture.width, painted.picture.height)
            encoder.encode(painted.picture)
            inspector.look(painted.y)
            progress.tell(encoder.frame_count)
            if encoder.frame_count % _GIVE_BACK_EVERY_FRAMES == 0:
                give_back_freed()
            if order.previews and time.monotonic() - preview_looked_at > 0.1:
                preview_looked_at = time.monotonic()
                _offer_preview(folder, encoder)
        assert encoder is not None
        return encoder.finish(), inspector.verdict()


def _offer_preview(folder: JobFolder, encoder: SegmentEncoder) -> None:
    """Show the frame just encoded, if nobody did lately. A preview that cannot be written harms nothing."""
    if preview_is_due(folder.preview):
        with contextlib.suppress(OSError):
            folder.unfinished_preview.write_bytes(jpeg(encoder.last_frame, _PREVIEW_PX))
            folder.unfinished_preview.replace(folder.preview)


def _warming_shot(look: Look) -> Shot:
    """A second of nothing with a title and a caption, so that fonts, figure and background are loaded."""
    frame_count = 30
    word = WordTiming("Em", 0, 2, 0.0, 0.9)
    return Shot(
        line_id="warm",
        text="Em",
        frame_count=frame_count,
        look=look,
        words=(word,),
        phonemes=(),
        captions=(CaptionPage(0.0, 1.0, ((0,),)),),
        mouth=np.zeros((frame_count, len(MOUTH_PARAMETERS)), np.float32),
        seed=0,
        motion_in_s=0.0,
        motion_out_s=1.0,
        title=TitleCue("Em Linh", fades_in=False, fades_out=False),
    )

"""The room's front door: the port `FilmRenderer`."""

from __future__ import annotations

import contextlib
import itertools
import logging
import shutil
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Protocol

from emlinh_desktop.base import atomic_file
from emlinh_desktop.base.cancellation import CancelToken
from emlinh_desktop.base.loudness_meter import Loudness
from emlinh_desktop.domain.brief import Brief, Language, Quality
from emlinh_desktop.domain.errors import EmlinhError
from emlinh_desktop.domain.film import Film, QualityReport
from emlinh_desktop.domain.shot import Look, Shot
from emlinh_desktop.domain.soundtrack import Soundtrack
from emlinh_desktop.domain.timebase import FPS
from emlinh_desktop.render.coded_faults import coded_faults
from emlinh_desktop.render.encoder import EncoderSettings, encoder_settings, prove_encoder
from emlinh_desktop.render.film_texts import film_texts
from emlinh_desktop.render.job_folder import JobFolder
from emlinh_desktop.render.join import join_film
from emlinh_desktop.render.painter import Fingerprint, PainterFactory, frame_painter, look_fingerprint
from emlinh_desktop.render.segment_cache import DEFAULT_LIMIT_BYTES, SegmentCache
from emlinh_desktop.render.segment_file import SegmentVerdict
from emlinh_desktop.render.segment_plan import Segment, frame_ranges, longest_first, plan_segments
from emlinh_desktop.render.segment_worker import SegmentOrder, WarmOrder
from emlinh_desktop.render.sidecars import Cue, spoken_spans, srt_text, vtt_text
from emlinh_desktop.render.thumbnail import draw_thumbnail, thumbnail_frame
from emlinh_desktop.render.workers import SegmentExecutor, WorkerProcesses

_log = logging.getLogger(__name__)

# Bytes per 1080p frame, twice what the busiest background measured; Segments, film and faststart's second pass each need it.
_FRAME_BYTES = {Quality.DRAFT: 12_000, Quality.STANDARD: 20_000, Quality.HIGH: 32_000}
_COPIES = 3
_SOUND_BYTES_PER_S = 24_000
_SMALL_FILES_BYTES = 5_000_000


class FilmCheck(Protocol):
    """`quality_check.check_film`, or a test's own."""

    def __call__(
        self,
        film: Path,
        *,
        loudness: Loudness,
        picture_digest: bytes,
        sound_digest: bytes,
        frame_count: int,
        joins: Sequence[int],
        spoken_s: Sequence[tuple[float, float]],
        captions_s: Sequence[tuple[float, float]],
        segment_faults: Sequence[str],
        cancel: CancelToken,
    ) -> QualityReport: ...


class _Rejected(Exception):  # noqa: N818 - a way out, never seen outside `finish`
    """The film did not pass its check."""


class Renderer:
    """Shots -> Segments -> Film. Called from the one production thread; the work is done in worker processes.

    Args:
        cache_folder: finished Segments of all films; made when first needed.
        cache_limit_bytes: the oldest used are forgotten above it.
        previews: write `preview.jpg` into the job's folder while rendering, at most four a second.
        check: the quality check of a finished film; `painter_factory` and `fingerprint`: who paints; `executor`: who
            makes Segments. By default the real ones.
    """

    def __init__(
        self,
        cache_folder: Path,
        *,
        cache_limit_bytes: int = DEFAULT_LIMIT_BYTES,
        previews: bool = False,
        check: FilmCheck | None = None,
        painter_factory: PainterFactory = frame_painter,
        fingerprint: Fingerprint = look_fingerprint,
        executor: SegmentExecutor | None = None,
    ) -> None:
        self._cache = SegmentCache(cache_folder, cache_limit_bytes)
        self._previews = previews
        self._check = check
        self._painter_factory = painter_factory
        self._fingerprint = fingerprint
        self._executor = executor or WorkerProcesses()

    def warm(self, look: Look, shots: int | None = None) -> None:
        """Start the workers and let them load what this Look needs, while other steps run. Returns at once."""
        self._executor.warm(WarmOrder(look, self._painter_factory), shots)
        threading.Thread(target=self._read_files, args=(look,), name="fingerprint", daemon=True).start()

    def _read_files(self, look: Look) -> None:
        """Fingerprints read 12 MB once a process: done here, `render` need not wait for it, and says what cannot be read."""
        with contextlib.suppress(EmlinhError, OSError):
            self._fingerprint(look)

    def dismiss(self) -> None:
        """Send all workers away without waiting until they are gone, which takes a worker 20 ms."""
        self._executor.dismiss()

    def close(self) -> None:
        """End all workers. The renderer can be used again; it then starts new ones."""
        self._executor.close()

    def check_encoder(self, encoder: str) -> None:
        """Prove by a trial that the encoder works.

        Raises:
            InputError: UNKNOWN_NAME.
            ResourceError: ENCODER_UNAVAILABLE.
        """
        prove_encoder(encoder)

    def needed_bytes(self, frame_count: int, brief: Brief) -> int:
        """A generous estimate of the disk space a film needs, temporary files included."""
        width_px, height_px = brief.composition.size_px
        picture = frame_count * _FRAME_BYTES[brief.quality] * (width_px * height_px) // (1920 * 1080)
        sound = frame_count * _SOUND_BYTES_PER_S // FPS
        return _COPIES * (picture + sound) + _SMALL_FILES_BYTES

    def render(self, shots: Sequence[Shot], brief: Brief, job_folder: Path, frames_done: Callable[[int], None], cancel: CancelToken) -> Sequence[Path]:
        """Make every Segment that is not in the job's folder or the cache; return all in film order.

        On cancel the workers are ended and no unfinished file is left; finished Segments stay.

        Raises:
            Cancelled: within a second of the token's cancel.
            InputError: UNKNOWN_NAME for the encoder.
            ResourceError: DISK_FULL, NO_WRITE_ACCESS or WORKER_LOST.
            ProductError: RENDER_FAILED.
        """
        settings = encoder_settings(brief.encoder, brief.quality)
        segments = plan_segments(shots, settings, self._fingerprint)
        folder = JobFolder(job_folder)
        with coded_faults(job_folder):
            folder.open_run()
            missing = self._take_finished(segments, folder, cancel)
        _log.info("%d Segments, %d to be made", len(segments), len(missing))
        if missing:
            self._make(missing, settings, folder, _Count(segments, missing, folder, frames_done), cancel)
        else:
            frames_done(sum(segment.frame_count for segment in segments))
        folder.close_run()
        return [folder.segments / segment.file_name for segment in segments]

    def finish(
        self, shots: Sequence[Shot], segments: Sequence[Path], sound: Soundtrack, title: str, language: Language, final: Path, cancel: CancelToken
    ) -> Film:
        """Join, mux, check, and write the sidecars; everything appears under its final name at the end, or nothing.

        A film with faults does not take the place of an older one: it is given beside it as `<name>.rejected.mp4`, alone.

        Raises:
            Cancelled: with nothing left behind.
            ResourceError: NO_WRITE_ACCESS or DISK_FULL.
            ProductError: RENDER_FAILED when a Segment is damaged or does not fit.
        """
        frame_count = sum(shot.frame_count for shot in shots)
        texts = film_texts(shots, title, language)
        paths = {suffix: final.with_suffix(suffix) for suffix in ((".jpg", ".srt", ".vtt") if texts.cues else (".jpg",))}
        rejected = final.with_name(f"{final.stem}.rejected{final.suffix}")
        with coded_faults(final), contextlib.suppress(_Rejected), contextlib.ExitStack() as files:
            film = files.enter_context(atomic_file.replacing(final))
            sidecars = {suffix: files.enter_context(atomic_file.replacing(path)) for suffix, path in paths.items()}
            with ThreadPoolExecutor(1, thread_name_prefix="sidecars") as beside:
                written = beside.submit(self._write_sidecars, shots, segments, texts.cues, sidecars)
                joined = join_film(segments, sound.path, texts, frame_count, film, cancel)
                report = self._film_check()(
                    film,
                    loudness=sound.loudness,
                    picture_digest=joined.picture_digest,
                    sound_digest=joined.sound_digest,
                    frame_count=frame_count,
                    joins=_starts(joined.verdicts),
                    spoken_s=spoken_spans(shots),
                    captions_s=[(cue.start_s, cue.end_s) for cue in texts.cues] if shots[0].look.captions else [],
                    segment_faults=_faults(joined.verdicts),
                    cancel=cancel,
                )
                written.result()
            cancel.check()
            if not report.passed:
                shutil.copyfile(film, rejected)
                raise _Rejected  # takes back everything else
        if not report.passed:
            return Film(rejected, None, None, None, frame_count / FPS, frame_count, report)
        return Film(final, paths.get(".srt"), paths.get(".vtt"), paths[".jpg"], frame_count / FPS, frame_count, report)

    def _write_sidecars(self, shots: Sequence[Shot], segments: Sequence[Path], cues: Sequence[Cue], targets: Mapping[str, Path]) -> None:
        targets[".jpg"].write_bytes(self._thumbnail(shots, segments))
        if cues:
            targets[".srt"].write_text(srt_text(cues), encoding="utf-8", newline="\n")
            targets[".vtt"].write_text(vtt_text(cues), encoding="utf-8", newline="\n")

    def _thumbnail(self, shots: Sequence[Shot], segments: Sequence[Path]) -> bytes:
        """Drawn from the Segment that holds its frame, so that it need not wait for the film; kept, for an edit seldom changes the first Line."""
        frame = thumbnail_frame(shots)
        number, (first, _) = next((number, span) for number, span in enumerate(frame_ranges(shots[0].frame_count)) if frame < sum(span))
        name = f"{segments[number].stem}-{frame - first}.thumbnail"
        picture = self._cache.picture(name)
        if picture is None:
            picture = draw_thumbnail(segments[number], frame - first)
            self._cache.put_picture(name, picture)
        return picture

    def _film_check(self) -> FilmCheck:
        if self._check is None:
            from emlinh_desktop.render.quality_check import check_film

            return check_film
        return self._check

    def _take_finished(self, segments: Sequence[Segment], folder: JobFolder, cancel: CancelToken) -> list[Segment]:
        """Link what exists; return what must be made, each name once."""
        missing: dict[str, Segment] = {}
        for name, segment in {segment.name: segment for segment in segments}.items():
            cancel.check()
            if self._cache.take(folder.segments / segment.file_name) is None:
                missing[name] = segment
        return list(missing.values())

    def _make(self, missing: Sequence[Segment], settings: EncoderSettings, folder: JobFolder, count: _Count, cancel: CancelToken) -> None:
        orders = [SegmentOrder(segment, settings, folder.path, self._painter_factory, self._previews) for segment in longest_first(missing)]
        began = time.monotonic()

        def done(order: SegmentOrder, verdict: SegmentVerdict) -> None:
            if verdict.faults:
                _log.info("Segment %s: %s", order.segment.name, ", ".join(verdict.faults))
            self._cache.put(folder.segments / order.segment.file_name)
            count.finished(order.segment)

        try:
            self._executor.run(orders, done, count.tell, folder.tell_cancel, cancel)
        finally:
            folder.close_run()
            self._cache.trim()
        seconds = time.monotonic() - began
        frames = sum(segment.frame_count for segment in missing)
        _log.info("made %d frames in %.1f s, %.0f a second", frames, seconds, frames / seconds)


class _Count:
    """Adds up finished Segments and the notes of those in the making; what it tells only grows."""

    def __init__(self, segments: Sequence[Segment], missing: Sequence[Segment], folder: JobFolder, told: Callable[[int], None]) -> None:
        self._uses = {segment.name: 0 for segment in segments}
        for segment in segments:
            self._uses[segment.name] += segment.frame_count
        self._folder = folder
        self._told = told
        self._open = {segment.name: segment for segment in missing}
        self._last = -1

    def finished(self, segment: Segment) -> None:
        del self._open[segment.name]
        self.tell()

    def tell(self) -> None:
        whole = sum(frames for name, frames in self._uses.items() if name not in self._open)
        frames = whole + sum(self._folder.frames_made(name) for name in self._open)
        if frames > self._last:
            self._last = frames
            self._told(frames)


def _starts(verdicts: Sequence[SegmentVerdict]) -> list[int]:
    """The frame each Segment begins with."""
    counts = [verdict.frame_count for verdict in verdicts]
    return [0, *itertools.accumulate(counts[:-1])]


def _faults(verdicts: Sequence[SegmentVerdict]) -> list[str]:
    """The picture faults of all Segments, each with the second of the film where its Segment begins."""
    return [f"{fault} at {start / FPS:.1f} s" for start, verdict in zip(_starts(verdicts), verdicts, strict=True) for fault in verdict.faults]

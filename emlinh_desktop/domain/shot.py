"""One Line's moving picture, self-contained: everything a worker needs to paint it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from emlinh_desktop.domain.brief import Composition
from emlinh_desktop.domain.timebase import FPS, SAMPLES_PER_FRAME
from emlinh_desktop.domain.utterance import PhonemeTiming, WordTiming

MOUTH_PARAMETERS = ("open", "width", "round", "teeth", "tongue", "smile", "press")

MouthTrack: TypeAlias = npt.NDArray[np.float32]
"""shape (frames, 7), one row a frame in the order of MOUTH_PARAMETERS; open, round, teeth, tongue and press
are 0..1, width and smile -1..1. First and last rows are the resting mouth."""


@dataclass(frozen=True, slots=True)
class Background:
    """`kind` is office|abstract|none|picture|clip; own media carry their path and content hash."""

    kind: str
    path: str = ""
    content_hash: str = ""


@dataclass(frozen=True, slots=True)
class Look:
    """How the whole film looks."""

    composition: Composition
    background: Background
    presenter: str
    captions: bool


@dataclass(frozen=True, slots=True)
class CaptionPage:
    """Up to two lines of words shown together. Times are seconds from the start of the Shot.

    `lines` holds indices into `Shot.words`.
    """

    start_s: float
    end_s: float
    lines: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class TitleCue:
    """The title block over this Shot: it slides in at the start and out at the end where the flags say so."""

    text: str
    fades_in: bool
    fades_out: bool


@dataclass(frozen=True, slots=True, eq=False)
class Shot:
    """One Line's picture: always a whole number of frames, its pixels a function of this value alone.

    Word and phoneme times are seconds from the start of the Shot (lead-in included). The motion clock drives every
    slow motion (breath, sway, background drift, a clip's time): at frame i it reads
    motion_in_s + (motion_out_s - motion_in_s) * i / frame_count. `seed` decides blinks, glances and
    gestures; gestures and blinks begin and end at rest inside the Shot.
    """

    line_id: str
    text: str
    frame_count: int
    look: Look
    words: tuple[WordTiming, ...]
    phonemes: tuple[PhonemeTiming, ...]
    captions: tuple[CaptionPage, ...]
    mouth: MouthTrack
    seed: int
    motion_in_s: float
    motion_out_s: float
    title: TitleCue | None = None

    @property
    def duration_s(self) -> float:
        return self.frame_count / FPS

    @property
    def sample_count(self) -> int:
        return self.frame_count * SAMPLES_PER_FRAME

    def motion_s(self, frame: int) -> float:
        """The motion clock at a frame."""
        return self.motion_in_s + (self.motion_out_s - self.motion_in_s) * frame / self.frame_count


@dataclass(frozen=True, slots=True)
class LinePlan:
    """What stays fixed about a Line from its first planning on: pause, seed, place on the motion clock, title."""

    line_id: str
    text: str
    pause_after_s: float
    seed: int
    motion_in_s: float
    motion_out_s: float
    title: TitleCue | None


@dataclass(frozen=True, slots=True)
class FilmPlan:
    """The first planning of a film, kept: a later plan of the same topic and look starts from it."""

    tempo: float
    lead_in_s: float
    lines: tuple[LinePlan, ...]

"""The film's captions as text: `.srt` and `.vtt` beside it, and the cues of the soft subtitles inside it."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from emlinh_desktop.domain.shot import Shot
from emlinh_desktop.domain.timebase import FPS

if TYPE_CHECKING:
    import pysubs2


@dataclass(frozen=True, slots=True)
class Cue:
    """One caption page. Times are seconds from the start of the film; `text` has a line break between its lines."""

    start_s: float
    end_s: float
    text: str


def cues(shots: Sequence[Shot]) -> list[Cue]:
    """The caption pages of the whole film, in order, never overlapping."""
    found: list[Cue] = []
    first_frame = 0
    for shot in shots:
        offset_s = first_frame / FPS
        for page in shot.captions:
            text = "\n".join(" ".join(shot.words[index].text for index in line) for line in page.lines)
            start_s = max(page.start_s + offset_s, found[-1].end_s if found else 0.0)
            end_s = min(page.end_s, shot.duration_s) + offset_s
            if text.strip() and end_s > start_s:
                found.append(Cue(start_s, end_s, text))
        first_frame += shot.frame_count
    return found


def spoken_spans(shots: Sequence[Shot]) -> list[tuple[float, float]]:
    """(start, end) of every word with sound, seconds from the start of the film."""
    spans = []
    first_frame = 0
    for shot in shots:
        offset_s = first_frame / FPS
        spans += [(word.start_s + offset_s, word.end_s + offset_s) for word in shot.words if word.end_s > word.start_s]
        first_frame += shot.frame_count
    return spans


def srt_text(pages: Sequence[Cue]) -> str:
    """SubRip."""
    return _subtitles(pages, escape=False).to_string("srt", keep_ssa_tags=True)  # braces in a text are text


def vtt_text(pages: Sequence[Cue]) -> str:
    """WebVTT; `&`, `<` and `>` are escaped as its grammar asks."""
    return _subtitles(pages, escape=True).to_string("vtt", keep_ssa_tags=True)


def _subtitles(pages: Sequence[Cue], *, escape: bool) -> pysubs2.SSAFile:
    import pysubs2  # while the film is checked, not while the program starts

    file = pysubs2.SSAFile()
    for page in pages:
        text = html.escape(page.text, quote=False) if escape else page.text
        event = pysubs2.SSAEvent(start=round(page.start_s * 1000), end=round(page.end_s * 1000))
        event.plaintext = text
        file.append(event)
    return file

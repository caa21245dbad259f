"""The words inside the film's file: title, notice of how it was made, chapters, captions."""

from __future__ import annotations

from collections.abc import Sequence

from emlinh_desktop.base.locale_text import text
from emlinh_desktop.domain.brief import Language
from emlinh_desktop.domain.shot import Shot
from emlinh_desktop.domain.timebase import FPS
from emlinh_desktop.render.join import Chapter, FilmTexts
from emlinh_desktop.render.sidecars import cues

_CHAPTER_LEAST_S = 8.0
_CHAPTER_TITLE_CHARACTERS = 60


def film_texts(shots: Sequence[Shot], title: str, language: Language) -> FilmTexts:
    """Everything written into the film as text, in the film's own language."""
    return FilmTexts(title=title, notice=text("film.ai_notice", language.value), language=language, cues=cues(shots), chapters=chapters(shots))


def chapters(shots: Sequence[Shot]) -> list[Chapter]:
    """One chapter per group of Lines: a new one begins with a Line at least eight seconds after the last began.

    Named by the Line it begins with. The rest of the film is never shorter than a chapter: it joins the last.
    """
    starts: list[tuple[int, str]] = []
    frame = 0
    total = sum(shot.frame_count for shot in shots)
    least = int(_CHAPTER_LEAST_S * FPS)
    for shot in shots:
        if not starts or (frame - starts[-1][0] >= least and total - frame >= least):
            starts.append((frame, _shortened(shot.text)))
        frame += shot.frame_count
    ends = [start for start, _ in starts[1:]] + [total]
    return [Chapter(start, end, title) for (start, title), end in zip(starts, ends, strict=True)]


def _shortened(text: str) -> str:
    """The beginning of a sentence, cut between words."""
    if len(text) <= _CHAPTER_TITLE_CHARACTERS:
        return text
    cut = text[: _CHAPTER_TITLE_CHARACTERS - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut else cut).rstrip(" ,;:.–-") + "…"

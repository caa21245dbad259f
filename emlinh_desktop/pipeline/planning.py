"""Narration -> plan -> Shots, starting from the last plan of the same film so that only edited Lines change."""

from __future__ import annotations

import difflib
import hashlib
import json
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from emlinh_desktop.domain.brief import Brief, Language
from emlinh_desktop.domain.ports import CaptionPaginator, LipSync
from emlinh_desktop.domain.script import Script
from emlinh_desktop.domain.shot import FilmPlan, LinePlan, Look, Shot, TitleCue
from emlinh_desktop.domain.timebase import FPS, SAMPLES_PER_FRAME, frames_for
from emlinh_desktop.domain.utterance import MonoAudio, Narration

_TITLE_S = 3.5
_SLOWEST, _FASTEST = 0.4, 2.5  # how far an edited Shot alone may stretch its slow motions


@dataclass(frozen=True, slots=True)
class PlannedFilm:
    """The plan, the Shots made from it, and one array of sound per Shot (exactly `sample_count` long; emptied once the mixer has it on disk)."""

    plan: FilmPlan
    shots: tuple[Shot, ...]
    audio: list[MonoAudio]

    @property
    def frame_count(self) -> int:
        return sum(shot.frame_count for shot in self.shots)


def plan_key(brief: Brief, look: Look, voice_id: str, language: Language) -> str:
    """What makes two productions the same film, so that the later one starts from the earlier one's plan."""
    facts: list[object] = [
        unicodedata.normalize("NFC", brief.topic).casefold(),
        None if brief.script_text is not None else brief.duration_s,
        look.composition,
        look.background.kind,
        look.background.content_hash,
        look.presenter,
        look.captions,
        voice_id,
        language,
    ]
    if brief.speed != 1.0:  # added later: the key of a film at the usual speed stayed what it was
        facts.append(brief.speed)
    return hashlib.blake2b(json.dumps(facts, ensure_ascii=False).encode("utf-8"), digest_size=16).hexdigest()


def plan_film(script: Script, narration: Narration, earlier: FilmPlan | None) -> FilmPlan:
    """Give each Line its seed, pause, title and place on the motion clock, keeping what `earlier` fixed."""
    spoken = narration.lines
    frames = _frame_counts(narration)
    kept = _kept_lines([s.utterance.text for s in spoken], earlier)
    spans = _motion_spans(frames, kept)
    title_count = _title_count(frames, earlier)
    lines = []
    for n, (line, spoken_line) in enumerate(zip(script.lines, spoken, strict=True)):
        old = kept[n]
        lines.append(
            LinePlan(
                line_id=line.id,
                text=line.text,
                pause_after_s=spoken_line.pause_after_s,
                seed=old.seed if old is not None else _seed(line.id),
                motion_in_s=spans[n][0],
                motion_out_s=spans[n][1],
                title=TitleCue(script.title, n == 0, n == title_count - 1) if n < title_count else None,
            )
        )
    return FilmPlan(narration.tempo, narration.lead_in_s, tuple(lines))


def make_shots(plan: FilmPlan, narration: Narration, look: Look, lip_sync: LipSync, captions: CaptionPaginator) -> PlannedFilm:
    """Self-contained Shots and their sound."""
    frames = _frame_counts(narration)
    shots, audio = [], []
    for n, (line, spoken) in enumerate(zip(plan.lines, narration.lines, strict=True)):
        lead_frames = round(narration.lead_in_s * FPS) if n == 0 else 0
        lead_s = lead_frames / FPS
        utterance = spoken.utterance
        words = tuple(replace(w, start_s=w.start_s + lead_s, end_s=w.end_s + lead_s) for w in utterance.words)
        phonemes = tuple(replace(p, start_s=p.start_s + lead_s, end_s=p.end_s + lead_s) for p in utterance.phonemes)
        pages = captions.pages(line.text, words, frames[n] / FPS, look.composition)
        shots.append(
            Shot(
                line_id=line.line_id,
                text=line.text,
                frame_count=frames[n],
                look=look,
                words=words,
                phonemes=phonemes,
                captions=pages,
                mouth=lip_sync.track(utterance, lead_frames, frames[n]),
                seed=line.seed,
                motion_in_s=line.motion_in_s,
                motion_out_s=line.motion_out_s,
                title=line.title,
            )
        )
        padded = np.zeros(frames[n] * SAMPLES_PER_FRAME, dtype=np.float32)
        start = lead_frames * SAMPLES_PER_FRAME
        padded[start : start + len(utterance.audio)] = utterance.audio
        audio.append(padded)
    return PlannedFilm(plan, tuple(shots), audio)


def _frame_counts(narration: Narration) -> list[int]:
    counts = []
    for n, spoken in enumerate(narration.lines):
        lead_s = round(narration.lead_in_s * FPS) / FPS if n == 0 else 0.0
        counts.append(max(1, frames_for(lead_s + spoken.utterance.duration_s + spoken.pause_after_s)))
    return counts


def _seed(line_id: str) -> int:
    return int.from_bytes(hashlib.blake2b(line_id.encode("utf-8"), digest_size=4).digest(), "big")


def _kept_lines(texts: Sequence[str], earlier: FilmPlan | None) -> list[LinePlan | None]:
    """For each Line, the earlier plan of the same sentence in the same order, or None where it is new or edited."""
    kept: list[LinePlan | None] = [None] * len(texts)
    if earlier is not None:
        matcher = difflib.SequenceMatcher(None, [line.text for line in earlier.lines], texts, autojunk=False)
        for block in matcher.get_matching_blocks():
            for i in range(block.size):
                kept[block.b + i] = earlier.lines[block.a + i]
    return kept


def _motion_spans(frames: Sequence[int], kept: Sequence[LinePlan | None]) -> list[tuple[float, float]]:
    """Where each Shot enters and leaves the motion clock.

    Kept Lines stay where they are. New ones share the time between their fixed neighbours; where that would be
    too slow or too fast (an inserted or deleted Line), the following Shot shares its own time with them, so that
    no slow motion ever jumps or stands still.
    """
    natural = [count / FPS for count in frames]
    spans: list[tuple[float, float] | None] = [(k.motion_in_s, k.motion_out_s) if k is not None else None for k in kept]
    n, clock_s = 0, 0.0
    while n < len(spans):
        span = spans[n]
        if span is not None and (n == 0 or abs(span[0] - clock_s) < 1e-6):
            clock_s = span[1]
            n += 1
            continue
        stop = n
        while stop < len(spans) and spans[stop] is None:
            stop += 1
        start_s = clock_s if n > 0 else _start_before(spans, natural, stop)
        end_s, stop = _gap_end(spans, natural, n, stop, start_s)
        total_s = sum(natural[n:stop])
        at_s = start_s
        for k in range(n, stop):
            width_s = (end_s - start_s) * natural[k] / total_s
            spans[k] = (at_s, at_s + width_s)
            at_s += width_s
        clock_s, n = end_s, stop
    return [span for span in spans if span is not None]


def _start_before(spans: Sequence[tuple[float, float] | None], natural: Sequence[float], stop: int) -> float:
    """Where the clock starts when the first Lines are new: as long before the first kept one as they need."""
    following = spans[stop] if stop < len(spans) else None
    return following[0] - sum(natural[:stop]) if following is not None else 0.0


def _gap_end(spans: Sequence[tuple[float, float] | None], natural: Sequence[float], n: int, stop: int, start_s: float) -> tuple[float, int]:
    """The fixed end of a gap that begins at `n`, taking in following Shots until the speed is bearable."""
    while stop < len(spans):
        following = spans[stop]
        need_s = sum(natural[n:stop])
        have_s = (following[0] if following is not None else start_s) - start_s
        if need_s and _SLOWEST <= have_s / need_s <= _FASTEST:
            return start_s + have_s, stop
        stop += 1
        if following is not None:
            have_s = following[1] - start_s
            if _SLOWEST <= have_s / sum(natural[n:stop]) <= _FASTEST:
                return following[1], stop
    return start_s + sum(natural[n:]), len(spans)


def _title_count(frames: Sequence[int], earlier: FilmPlan | None) -> int:
    """How many of the first Shots show the title: those of the earlier plan, else until it was seen long enough."""
    if earlier is not None:
        return min(len(frames), sum(line.title is not None for line in earlier.lines))
    shown = 0
    for count, frame_count in enumerate(frames, start=1):
        shown += frame_count
        if shown >= _TITLE_S * FPS:
            return count
    return len(frames)

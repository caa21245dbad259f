"""Shots -> Segments: which frames are encoded together, and the name each Segment is known by."""

from __future__ import annotations

import dataclasses
import hashlib
import itertools
import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

import numpy as np

from emlinh_desktop.domain.shot import Background, Shot
from emlinh_desktop.render.encoder import LONGEST_GOP_FRAMES, EncoderSettings
from emlinh_desktop.render.painter import Fingerprint

SEGMENT_FORMAT = 4
"""Part of every name: raise it when the way a Segment is made or stored changes."""


@dataclass(frozen=True, slots=True, eq=False)
class Segment:
    """A frame range of one Shot, encoded as one file. `name` is the hash of everything that makes its bytes."""

    name: str
    shot: Shot
    first_frame: int
    frame_count: int

    @property
    def file_name(self) -> str:
        return f"{self.name}.mp4"


def frame_ranges(frame_count: int) -> list[tuple[int, int]]:
    """(first frame, count) of the Segments of one Shot: whole up to 120 frames, else even parts of 60 to 120."""
    parts = math.ceil(frame_count / LONGEST_GOP_FRAMES)
    edges = [frame_count * part // parts for part in range(parts + 1)]
    return [(first, last - first) for first, last in itertools.pairwise(edges)]


def plan_segments(shots: Sequence[Shot], settings: EncoderSettings, fingerprint: Fingerprint) -> list[Segment]:
    """All Segments in film order. Equal content gets equal names, also twice in one film."""
    fingerprints = {look: fingerprint(look) for look in {shot.look for shot in shots}}  # it reads files: once a look
    made_by = [SEGMENT_FORMAT, settings.codec, settings.options, settings.version]
    segments = []
    for shot in shots:
        recipe = [made_by, fingerprints[shot.look], canonical(shot)]
        for first, count in frame_ranges(shot.frame_count):
            segments.append(Segment(_digest([recipe, first, count]), shot, first, count))
    return segments


def longest_first(segments: Iterable[Segment]) -> list[Segment]:
    """The order for the workers: so that no long one is left alone at the end."""
    return sorted(segments, key=lambda segment: -segment.frame_count)


def canonical(value: Any) -> Any:
    """A value as JSON lists and scalars that say everything pixels depend on, and nothing else.

    Walks every field of a dataclass, so a field added later is part of the name by itself. Left out: a Shot's
    `line_id` (the same sentence elsewhere looks the same) and the path of a background known by its content.
    """
    if isinstance(value, np.ndarray):
        return [value.dtype.str, list(value.shape), hashlib.blake2b(np.ascontiguousarray(value).data, digest_size=16).hexdigest()]
    if isinstance(value, Enum):
        return value.value
    if dataclasses.is_dataclass(value):
        left_out = _left_out(value)
        return [[field.name, canonical(getattr(value, field.name))] for field in dataclasses.fields(value) if field.name not in left_out]
    if isinstance(value, (list, tuple)):
        return [canonical(item) for item in value]
    if isinstance(value, np.generic):
        return value.item()
    return value


def _left_out(value: object) -> tuple[str, ...]:
    if isinstance(value, Shot):
        return ("line_id",)
    if isinstance(value, Background) and value.content_hash:
        return ("path",)
    return ()


def _digest(recipe: Any) -> str:
    text = json.dumps(recipe, ensure_ascii=True, separators=(",", ":"), allow_nan=False)
    return hashlib.blake2b(text.encode("ascii"), digest_size=16).hexdigest()

"""A film's whole sound as the mixer gives it: the file, and what was measured in it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from emlinh_desktop.base.loudness_meter import Loudness


@dataclass(frozen=True, slots=True)
class Soundtrack:
    """One AAC stream (48 kHz stereo) in an .m4a. `loudness` is that of the decoded stream over the film's length, true peak included."""

    path: Path
    loudness: Loudness

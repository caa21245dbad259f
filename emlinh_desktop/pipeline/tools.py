"""What a production is given to work with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from emlinh_desktop.domain.ports import CaptionPaginator, FilmRenderer, JobStore, LipSync, MediaReader, Narrator, ScriptWriter, SoundMixer


@dataclass(frozen=True, slots=True)
class Tools:
    """One tool for each port, and the folders a production may write to."""

    store: JobStore
    writers: Mapping[str, ScriptWriter]
    narrator: Narrator
    lip_sync: LipSync
    captions: CaptionPaginator
    media: MediaReader
    mixer: SoundMixer
    renderer: FilmRenderer
    jobs_folder: Path
    cache_folder: Path

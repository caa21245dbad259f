"""What a dropped file is for: script, background or music, by its name's ending."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType

from emlinh_desktop.domain.brief import Brief
from emlinh_desktop.domain.errors import ErrorCode, InputError


class DroppedKind(StrEnum):
    """What a file becomes in a film."""

    SCRIPT = "script"
    BACKGROUND = "background"
    MUSIC = "music"


ENDINGS = MappingProxyType(
    {
        DroppedKind.SCRIPT: (".txt", ".md", ".srt", ".docx"),  # as writing.script_file, whose import brings docx; tested to be the same
        DroppedKind.BACKGROUND: (*(".png .jpg .jpeg .webp .bmp .gif .tif .tiff".split()), *(".mp4 .mov .mkv .webm .avi .m4v".split())),
        DroppedKind.MUSIC: tuple(".mp3 .m4a .wav .flac .ogg .opus .aac .wma".split()),
    }
)
"""the one list of what can be dropped or chosen, each opened by the room that reads it"""
_KINDS = {ending: kind for kind, endings in ENDINGS.items() for ending in endings}


def kind_of(file: Path) -> DroppedKind | None:
    """What the file becomes; None for one that no film can use."""
    return _KINDS.get(file.suffix.casefold())


def with_files(brief: Brief, files: Sequence[Path]) -> Brief:
    """The wish with its dropped files; of two for one purpose the last counts.

    Raises:
        InputError: SCRIPT_TYPE for a file no film can use; what `writing.script_file` says of a script.
    """
    for file in files:
        kind = kind_of(file)
        if kind is DroppedKind.SCRIPT:
            from emlinh_desktop.writing.script_file import read_script_file

            brief = dataclasses.replace(brief, script_text=read_script_file(file))
        elif kind is DroppedKind.BACKGROUND:
            brief = dataclasses.replace(brief, background=str(file.absolute()))
        elif kind is DroppedKind.MUSIC:
            brief = dataclasses.replace(brief, music=str(file.absolute()))
        else:
            raise InputError(ErrorCode.SCRIPT_TYPE, path=str(file))
    return brief

"""File names that every file system takes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from pathlib import Path

# Names Windows reserves in every folder, with any extension.
# https://learn.microsoft.com/windows/win32/fileio/naming-a-file
_RESERVED = {"con", "prn", "aux", "nul", *(f"com{n}" for n in "0123456789¹²³"), *(f"lpt{n}" for n in "0123456789¹²³")}
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
_MAX_BYTES = 120


def safe_file_name(words: str, fallback: str = "film") -> str:
    """A file name (no extension) made of `words`: never a path, a device, hidden, empty or over 120 bytes."""
    name = unicodedata.normalize("NFC", words)
    name = "".join(c for c in name if unicodedata.category(c)[0] != "C")
    name = " ".join(_FORBIDDEN.sub(" ", name).split()).strip(". ")
    while len(name.encode("utf-8")) > _MAX_BYTES:
        name = name[:-1]
    name = name.strip(". ")
    if name.split(".")[0].strip().casefold() in _RESERVED:
        name = f"{fallback} {name}"
    return name or fallback


def free_name(folder: Path, stem: str, suffix: str, taken: Callable[[Path], bool] = Path.exists) -> Path:
    """The first path of `stem.suffix`, `stem (2).suffix` ... that does not exist yet and is not `taken` otherwise."""
    path = folder / f"{stem}{suffix}"
    turn = 2
    while path.exists() or taken(path):
        path = folder / f"{stem} ({turn}){suffix}"
        turn += 1
    return path

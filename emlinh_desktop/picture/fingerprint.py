"""The name of everything the pixels of a Look depend on. Loads no Qt: whoever plans a film asks, and would wait for it."""

from __future__ import annotations

import functools
import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from emlinh_desktop.base.resources import resource, resources_root

if TYPE_CHECKING:  # the window reads the fonts' names before numpy is loaded
    from emlinh_desktop.domain.shot import Look

RENDERER_VERSION = "3"
"""Part of every Segment's name: raise it whenever pixels change for the same Shot."""

FONT_FILES = ("BeVietnamPro-Regular.ttf", "BeVietnamPro-SemiBold.ttf", "BeVietnamPro-Bold.ttf", "NotoColorEmoji.ttf")


def font_paths() -> tuple[Path, ...]:
    """The font files that the pixels depend on."""
    return tuple(resource(f"fonts/{name}") for name in FONT_FILES)


def look_fingerprint(look: Look) -> str:
    """A hash of all files and versions the pixels of this look depend on, apart from the Shot itself.

    The user's own media count by content, not by path.
    """
    background = f"{look.background.kind} {look.background.content_hash}"
    parts = (RENDERER_VERSION, _qt_version(), str(look.composition), background, look.presenter, str(look.captions), _files_hash())
    return hashlib.blake2b("\n".join(parts).encode(), digest_size=16).hexdigest()


def _qt_version() -> str:
    """As its installation says: importing the package, even without Qt, takes a tenth of a second."""
    from importlib.metadata import version

    return version("PySide6-Essentials")


@functools.cache
def _files_hash() -> str:
    """Of the shipped fonts and artwork; 12 MB, read once a process."""
    digest = hashlib.blake2b(digest_size=16)
    folders = [resources_root() / name for name in ("presenters", "backgrounds")]
    for path in (*font_paths(), *(path for folder in folders for path in sorted(folder.rglob("*.*")))):
        digest.update(path.name.encode())
        digest.update(hashlib.blake2b(path.read_bytes()).digest())
    return digest.hexdigest()

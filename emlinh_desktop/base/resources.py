"""Files shipped with the program: fonts, drawings, texts."""

from __future__ import annotations

import functools
import sys
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


@functools.cache
def resources_root() -> Path:
    """The folder `resources`: inside an installed package, or beside the package in a checkout.

    Raises:
        FileNotFoundError: the installation is incomplete.
    """
    for candidate in (_PACKAGE / "resources", _PACKAGE.parent / "resources"):
        if (candidate / "locale").is_dir():
            return candidate
    raise FileNotFoundError(f"resources not found beside {_PACKAGE}")


def resource(relative: str) -> Path:
    """The path of one shipped file, such as `"fonts/BeVietnamPro-Bold.ttf"`."""
    return resources_root() / relative


def licences_folder() -> Path | None:
    """The licences of everything an installed bundle holds; None from source, where every package keeps its own."""
    if not getattr(sys, "frozen", False):
        return None
    program = Path(sys.executable).resolve().parent
    return next((folder for folder in (program / "licences", program.parent / "Resources" / "licences") if folder.is_dir()), None)

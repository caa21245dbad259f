"""Files shipped with the program: fonts, drawings, texts."""

from __future__ import annotations

import functools
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

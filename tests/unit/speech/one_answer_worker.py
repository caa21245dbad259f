"""The speech worker as it is on a system that never unloads a library."""

from __future__ import annotations

import sys

from emlinh_desktop.speech.espeak_library import EspeakLibrary
from emlinh_desktop.speech.espeak_worker import main


def _kept(_library: EspeakLibrary) -> bool:
    return False


if __name__ == "__main__":
    EspeakLibrary.close = _kept  # type: ignore[method-assign, assignment]  # the stand-in is the point
    sys.exit(main())

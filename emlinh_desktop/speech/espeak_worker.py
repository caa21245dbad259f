"""The speech worker: `python -m emlinh_desktop.speech.espeak_worker`, a batch on stdin, sound and marks on stdout.

The library is loaded afresh for every request, so an answer depends on its request alone, to the byte. Where
the system does not unload a library, the worker answers one request and ends; its parent asks a new one for the rest.
"""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path

from emlinh_desktop.speech.espeak_frames import EXIT_UNAVAILABLE, Batch, encode_answer
from emlinh_desktop.speech.espeak_library import EspeakLibrary, EspeakUnavailable

_LIMIT_S = 60.0
_EXIT_TOO_LONG = 11


def _leave_after(limit_s: float) -> None:
    """No text may hold a processor for ever, even when the parent is gone (a batch takes well under a second)."""
    timer = threading.Timer(limit_s, os._exit, (_EXIT_TOO_LONG,))
    timer.daemon = True
    timer.start()


def _own_stdout() -> int:
    """The real stdout; whatever the library prints goes to stderr instead."""
    answers = os.dup(1)
    os.dup2(2, 1)
    return answers


def main() -> int:
    """Answer one batch and end."""
    batch = Batch.decode(sys.stdin.buffer.read())  # it may have been started long before it is needed
    _leave_after(_LIMIT_S)
    with os.fdopen(_own_stdout(), "wb") as answers:
        for request in batch.requests:
            try:
                library = EspeakLibrary(Path(batch.library), Path(batch.data_folder))
                speech = library.speak(request)
            except EspeakUnavailable as error:
                sys.stderr.write(f"{error}\n")
                return EXIT_UNAVAILABLE
            answers.write(encode_answer(speech))
            if not library.close():
                break
    return 0


if __name__ == "__main__":
    sys.exit(main())

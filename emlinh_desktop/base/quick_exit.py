"""The end of a process without taking it apart."""

from __future__ import annotations

import contextlib
import os
import sys
import threading


def leave(code: int) -> None:
    """End the process with `code`; its memory goes back with it. Python would first free a hundred thousand objects one by one: 0.03 to 0.2 s.

    For when all is closed. Returns, for the ordinary end, while another thread is to be waited for or what was printed cannot be written.
    """
    others = (thread for thread in threading.enumerate() if thread is not threading.main_thread() and not thread.daemon)
    if not any(others):
        with contextlib.suppress(OSError, ValueError):
            for stream in (sys.stdout, sys.stderr):
                if stream is not None:  # a program without a console has none
                    stream.flush()
            os._exit(code)

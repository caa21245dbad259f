"""A speech worker as a process. Loads nothing heavy, so that the worker can start while its parent still loads."""

from __future__ import annotations

from emlinh_desktop.base.child_process import Child, module_command

_WORKER = "emlinh_desktop.speech.espeak_worker"


def speech_worker() -> Child:
    """Start one; it waits for its batch. Raises OSError where there is no process to be had."""
    return Child(module_command(_WORKER), reads=True)

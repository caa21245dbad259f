"""Children that never outlive their parent: started, watched, ended; from source and frozen alike."""

from __future__ import annotations

import contextlib
import os
import runpy
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from multiprocessing import parent_process

from emlinh_desktop.base.cancellation import Cancelled, CancelToken

RUN_MODULE_FLAG = "--run-module"
_NICE = 10
_CHILD_NICE = 13
"""a render worker is what a film waits for: a child that runs beside it gets half of what it gets"""
_POLL_S = 0.05


class ChildFailed(Exception):  # noqa: N818 - the border classifies it into a domain error
    """A child ended with a code other than 0. `stderr` holds the end of what it said."""

    def __init__(self, command: str, code: int, stderr: str) -> None:
        super().__init__(f"{command} ended with code {code}: {stderr[-2000:]}")
        self.code = code
        self.stderr = stderr


def module_command(module: str) -> list[str]:
    """The command that runs a module of this package in a fresh process."""
    if getattr(sys, "frozen", False):
        return [sys.executable, RUN_MODULE_FLAG, module]
    return [sys.executable, "-m", module]


def run_module_if_asked(argv: Sequence[str]) -> bool:
    """In a child of a frozen program: run the named module instead of the program. First thing in `__main__`."""
    if len(argv) >= 2 and argv[0] == RUN_MODULE_FLAG and argv[1].startswith("emlinh_desktop."):
        sys.argv = [argv[1], *argv[2:]]
        runpy.run_module(argv[1], run_name="__main__")
        return True
    return False


def free_library_path() -> None:
    """In a frozen program: let other programs started from it (a file manager, a browser) load their own libraries again.

    PyInstaller's start puts the program's folder into LD_LIBRARY_PATH and keeps what stood there under another name. This process
    has read it already; children of this program get it anew from their own start.
    """
    if getattr(sys, "frozen", False) and "LD_LIBRARY_PATH" in os.environ:
        before = os.environ.get("LD_LIBRARY_PATH_ORIG", "")
        if before:
            os.environ["LD_LIBRARY_PATH"] = before
        else:
            del os.environ["LD_LIBRARY_PATH"]


def child_environment(extra: Mapping[str, str] | None) -> dict[str, str]:
    """The environment of a child that is to find this package too, with `extra` on top."""
    environment = {**os.environ, **(extra or {})}
    if not getattr(sys, "frozen", False):
        package_root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
        old = environment.get("PYTHONPATH")
        environment["PYTHONPATH"] = package_root + (os.pathsep + old if old else "")
    return environment


class Child:
    """A command started now and waited for later; its priority is below a render worker's. Any one thread."""

    def __init__(self, command: Sequence[str], *, reads: bool, environment: Mapping[str, str] | None = None) -> None:
        """Start it. `reads`: it will be given an input.

        Raises:
            OSError: it could not be started.
        """
        self._name = os.path.basename(command[0])
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE if reads else subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=child_environment(environment),
            creationflags=getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0),
        )
        lower_priority(self._process.pid, _CHILD_NICE)

    def finish(self, stdin: bytes | None, cancel: CancelToken | None) -> tuple[bytes, bytes]:
        """Give it its input, wait until it has ended, and return (stdout, stderr).

        Raises:
            Cancelled: the token was cancelled; the child is gone before this is raised.
            ChildFailed: the child ended with another code than 0.
        """
        feeder = _start_feeding(self._process, stdin)
        try:
            while True:
                try:
                    out, err = self._process.communicate(timeout=_POLL_S)
                    break
                except subprocess.TimeoutExpired:
                    if cancel is not None and cancel.cancelled:
                        raise Cancelled from None
        finally:
            self.end()
            if feeder is not None:
                feeder.join()
        if self._process.returncode != 0:
            raise ChildFailed(self._name, self._process.returncode, err.decode("utf-8", "replace"))
        return out, err

    def end(self) -> None:
        """Kill and reap it if it still runs; close its pipes. Safe to call twice."""
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout, self._process.stderr):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()


def run_child(
    command: Sequence[str],
    *,
    stdin: bytes | None = None,
    cancel: CancelToken | None = None,
    environment: Mapping[str, str] | None = None,
) -> tuple[bytes, bytes]:
    """Run a command to its end and return (stdout, stderr). Any thread; its priority is below a render worker's.

    Raises:
        Cancelled: the token was cancelled; the child is gone before this is raised.
        ChildFailed: the child ended with another code than 0.
        OSError: it could not be started.
    """
    return Child(command, reads=stdin is not None, environment=environment).finish(stdin, cancel)


def _start_feeding(process: subprocess.Popen[bytes], data: bytes | None) -> threading.Thread | None:
    """Write a child's input beside its output being read.

    `communicate` is not given the input: called again after a timeout, Python before 3.14 forgets what it had not yet
    written, and a child that reads slowly waits for the rest for ever.
    """
    pipe, process.stdin = process.stdin, None
    if pipe is None or data is None:
        return None

    def feed() -> None:
        with contextlib.suppress(OSError), pipe:  # the child may leave without reading all
            pipe.write(data)

    feeder = threading.Thread(target=feed, name="child-input", daemon=True)
    feeder.start()
    return feeder


def lower_priority(pid: int = 0, nice: int = _NICE) -> None:
    """Let the window and other programs go first (POSIX; on Windows the creation flag does it)."""
    if hasattr(os, "setpriority"):
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, pid, nice)


def leave_with_parent() -> None:
    """Called in a `multiprocessing` worker: leave at once when the parent process is gone.

    After a kill -9 of the parent, spawn workers were seen alive ten minutes later without this.
    """
    parent = parent_process()
    if parent is None:
        return

    def watch() -> None:
        parent.join()
        os._exit(3)

    threading.Thread(target=watch, name="parent-watch", daemon=True).start()

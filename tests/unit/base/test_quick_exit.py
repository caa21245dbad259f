"""A process ends at once, with all that was printed, and waits for whoever is still at work."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.helpers.command_line import ROOT

_LEAVES = """
import sys, threading, time
from emlinh_desktop.base.quick_exit import leave
print("printed")
class Said:
    def __del__(self):
        print("taken apart", file=sys.stderr)
said = Said()
{before}
leave(7)
sys.exit(8)
"""


def _run(before: str, stdout: int = subprocess.PIPE) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", _LEAVES.format(before=before)], cwd=ROOT, stdout=stdout, stderr=subprocess.PIPE, text=True, check=False)


def test_what_was_printed_is_written_and_nothing_is_taken_apart() -> None:
    done = _run("")
    assert (done.returncode, done.stdout, done.stderr) == (7, "printed\n", "")


def test_a_daemon_is_not_waited_for() -> None:
    done = _run("threading.Thread(target=time.sleep, args=(60,), daemon=True).start()")
    assert done.returncode == 7


def test_another_thread_is_waited_for() -> None:
    done = _run("threading.Timer(0.3, print, ('finished',)).start()")
    assert done.returncode == 8
    assert done.stdout == "printed\nfinished\n"


@pytest.mark.skipif(sys.platform != "linux", reason="/dev/full")
def test_what_cannot_be_written_is_not_passed_over() -> None:
    with open("/dev/full", "w") as full:
        done = _run("", stdout=full.fileno())
    assert done.returncode not in (0, 7)
    assert "No space left" in done.stderr


def test_a_program_without_a_console_leaves_too() -> None:
    assert _run("sys.stdout = sys.stderr = None").returncode == 7

"""What is freed goes back to the system when asked."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.helpers.command_line import ROOT

_KEEPS_AND_GIVES_BACK = """
import psutil
from emlinh_desktop.base.heap import give_back_freed, keep_freed
own = psutil.Process().memory_info
keep_freed(64 << 20, 400 << 20)
blocks = [bytearray(b"x") * (20 << 20) for _ in range(8)]
full = own().rss
blocks.clear()
kept = own().rss
give_back_freed()
print(full - kept, kept - own().rss)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="glibc's switches")
def test_freed_blocks_are_kept_until_they_are_given_back() -> None:
    done = subprocess.run([sys.executable, "-c", _KEEPS_AND_GIVES_BACK], cwd=ROOT, capture_output=True, text=True, check=True)
    at_once, given_back = map(int, done.stdout.split())
    assert at_once < 30 << 20
    assert given_back > 120 << 20


_HAS_READY = """
import psutil
from emlinh_desktop.base.heap import have_ready, keep_freed
faults = lambda: int(open("/proc/self/stat").read().rsplit(")", 1)[1].split()[7])
keep_freed(64 << 20, 400 << 20)
before = psutil.Process().memory_info().rss
have_ready(80 << 20)
held, asked = psutil.Process().memory_info().rss - before, faults()
block = bytearray(40 << 20)
print(held, faults() - asked)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="glibc's switches")
def test_what_was_made_ready_is_there_without_asking_the_system() -> None:
    done = subprocess.run([sys.executable, "-c", _HAS_READY], cwd=ROOT, capture_output=True, text=True, check=True)
    held, faults = map(int, done.stdout.split())
    assert held > 70 << 20
    assert faults < 1000  # 40 MB are ten thousand pages


_THREAD_SPEAKS = """
import psutil, threading
from emlinh_desktop.base.heap import give_back_freed, share_one_heap
{share}
bytearray(12 << 20)  # a block as large as this, freed, lets glibc keep twice as much
before = psutil.Process().memory_info().rss
def speak():
    [bytearray(b"x") * 100_000 for _ in range(180)]
thread = threading.Thread(target=speak)
thread.start()
thread.join()
give_back_freed()
print(psutil.Process().memory_info().rss - before)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="glibc's switches")
def test_what_a_thread_freed_is_given_back_where_all_share_one_heap() -> None:
    def kept(share: str) -> int:
        code = _THREAD_SPEAKS.format(share=share)
        return int(subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout)

    assert kept("share_one_heap()") < 1 << 20
    assert kept("") > 2 << 20  # if this fails, glibc has changed and nothing need be shared

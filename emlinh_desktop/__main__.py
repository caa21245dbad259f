"""`python -m emlinh_desktop` and the installed command."""

from __future__ import annotations

import multiprocessing
import os
import sys

from emlinh_desktop.base.child_process import free_library_path, run_module_if_asked
from emlinh_desktop.base.heap import collect_seldom, share_one_heap
from emlinh_desktop.base.quick_exit import leave


def main() -> int:
    """The program's entry; a frozen program starts its children through it too."""
    collect_seldom()
    share_one_heap()
    # numpy's algebra: cores are used by processes here, and its threads spin for 0.05 s at the start of each
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    free_library_path()
    multiprocessing.freeze_support()
    if run_module_if_asked(sys.argv[1:]):
        return 0
    from emlinh_desktop.cli import main as command_line

    code = command_line(sys.argv[1:])
    leave(code)
    return code


if __name__ == "__main__":
    sys.exit(main())

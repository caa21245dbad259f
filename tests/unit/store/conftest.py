"""A fresh store for each test, and child processes that use the same one."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from emlinh_desktop.base.cancellation import CancelToken
from emlinh_desktop.base.paths import AppPaths, app_paths
from emlinh_desktop.domain.brief import Brief
from emlinh_desktop.domain.event import CLI_SESSION, JobId
from emlinh_desktop.store.sqlite_store import SqliteStore, open_store

_CHILD_HEAD = """
import sys
from emlinh_desktop.base.cancellation import CancelToken
from emlinh_desktop.base.paths import app_paths
from emlinh_desktop.domain.event import Step
from emlinh_desktop.store.ownership import JobOwnership
from emlinh_desktop.store.sqlite_store import open_store
cancel = CancelToken()
store = open_store(app_paths(), cancel)
job_id = sys.argv[1]
def tell(word): print(word, flush=True)
def heed(): return sys.stdin.readline()
tell("ready")
heed()
"""


@pytest.fixture
def paths() -> AppPaths:
    return app_paths()


@pytest.fixture
def store(paths: AppPaths) -> Iterator[SqliteStore]:
    with open_store(paths, CancelToken()) as opened:
        yield opened


@pytest.fixture
def job_id(store: SqliteStore) -> JobId:
    return store.create_job(Brief("Lợi ích của việc đọc sách"), CLI_SESSION, None)


class Child:
    """Another process with the same store; it says "ready", and runs its code when told to go."""

    def __init__(self, code: str, job_id: JobId) -> None:
        root = Path(__file__).parents[3]
        self.process = subprocess.Popen(
            [sys.executable, "-c", _CHILD_HEAD + code, job_id], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8", cwd=root
        )
        assert self.heard() == "ready"

    def go(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write("go\n")
        self.process.stdin.flush()

    def heard(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def end(self, *, kill: bool = False) -> int:
        if kill:
            self.process.kill()
        self.process.communicate(timeout=30)
        return self.process.returncode


@pytest.fixture
def start_child() -> Iterator[Callable[[str, JobId], Child]]:
    children: list[Child] = []

    def start(code: str, job_id: JobId) -> Child:
        children.append(Child(code, job_id))
        return children[-1]

    yield start
    for child in children:
        if child.process.poll() is None:
            child.end(kill=True)

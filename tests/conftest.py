"""Rules every test lives under: offscreen, no network but loopback, nothing left behind, no unexpected warning."""

from __future__ import annotations

import logging
import os
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import psutil
import pytest
from hypothesis import settings
from PySide6.QtWidgets import QApplication

settings.register_profile("same_each_time", derandomize=True)  # a found fault is a case to write down, not a red run for whoever comes next
settings.register_profile("search", max_examples=5000, deadline=None)  # by hand: pytest --hypothesis-profile=search
settings.load_profile("same_each_time")


class _Collector(logging.Handler):
    def __init__(self, records: list[logging.LogRecord]) -> None:
        super().__init__(logging.WARNING)
        self._records = records

    def emit(self, record: logging.LogRecord) -> None:
        self._records.append(record)


@pytest.fixture(scope="session", autouse=True)
def one_application(qapp: QApplication) -> QApplication:
    """Widgets need a QApplication, and a process can hold one application only: it is made before a painter makes a smaller one."""
    return qapp


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Each test has its own data, cache and films folders."""
    home = tmp_path / "home"
    monkeypatch.setenv("EMLINH_HOME", str(home))
    return home


@pytest.fixture(autouse=True)
def loopback_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test that reaches for the internet fails."""
    real_connect = socket.socket.connect

    def connect(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in ("127.0.0.1", "::1", "localhost"):
            raise AssertionError(f"a test reached for the network: {address}")
        real_connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect)


def _own_threads() -> set[threading.Thread]:
    """Threads Python began. What it notes of a QThread in which Python ran stays noted after that has ended (before Python 3.13)."""
    return {thread for thread in threading.enumerate() if not isinstance(thread, threading._DummyThread)}


@pytest.fixture(autouse=True)
def nothing_left_behind(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test fails that leaves a thread or a child process, or logs a warning it did not announce with `expected_warnings`."""
    threads = _own_threads()
    children = {child.pid for child in psutil.Process().children(recursive=True)}
    records: list[logging.LogRecord] = []
    handler = _Collector(records)
    logger = logging.getLogger("emlinh_desktop")
    logger.addHandler(handler)
    yield
    logger.removeHandler(handler)
    for thread in _own_threads() - threads:
        thread.join(timeout=2)
    left = [t.name for t in _own_threads() - threads if t.is_alive()]
    assert not left, f"threads left behind: {left}"
    new_children = [c for c in psutil.Process().children(recursive=True) if c.pid not in children]
    _, alive = psutil.wait_procs(new_children, timeout=2)
    assert not alive, f"processes left behind: {[c.cmdline() for c in alive if c.is_running()]}"
    if request.node.get_closest_marker("expected_warnings") is None:
        assert not records, f"unexpected warnings: {[r.getMessage() for r in records]}"

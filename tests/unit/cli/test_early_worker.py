"""The render worker and the voice's that `make` starts before anything else."""

from __future__ import annotations

from multiprocessing import resource_tracker
from pathlib import Path

import psutil
import pytest

from emlinh_desktop.app import App
from emlinh_desktop.base.cancellation import CancelToken
from emlinh_desktop.base.paths import app_paths
from emlinh_desktop.domain.brief import Brief


@pytest.fixture(scope="module", autouse=True)
def resource_tracker_running() -> None:
    """A child of the interpreter that stays to the end: not something a test left."""
    resource_tracker.ensure_running()


def test_a_worker_nobody_needed_ends_with_the_program() -> None:
    before = psutil.Process().children()
    with App(app_paths(), CancelToken()) as app:
        app.expect(Brief("Đọc sách"))
        assert len(psutil.Process().children()) == len(before) + 2
    assert psutil.Process().children() == before


def test_the_users_own_media_are_proved_before_a_worker_loads_them(tmp_path: Path) -> None:
    before = psutil.Process().children()
    with App(app_paths(), CancelToken()) as app:
        app.expect(Brief("Đọc sách", background=str(tmp_path / "room.png"), voice="edge:vi-VN-HoaiMyNeural"))
        assert psutil.Process().children() == before


def test_where_no_process_can_be_had_nothing_fails_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []

    def refuse(process: object, *_command: object) -> None:
        asked.append(process)
        raise OSError(11, "Resource temporarily unavailable")

    before = psutil.Process().children()
    monkeypatch.setattr("multiprocessing.process.BaseProcess.start", refuse)
    monkeypatch.setattr("subprocess.Popen._execute_child", refuse)
    with App(app_paths(), CancelToken()) as app:
        app.expect(Brief("Đọc sách"))
        assert len(asked) == 2
    assert psutil.Process().children() == before

"""The doctor's child process: lines as they come, one end, no child left."""

from __future__ import annotations

import os
import sys

import pytest
from pytestqt.qtbot import QtBot

from emlinh_desktop.bridge.doctor_run import DoctorRun

HANGS = "import time; print('✓ begun', flush=True); time.sleep(60)"


def run(script: str) -> DoctorRun:
    return DoctorRun(command=[sys.executable, "-c", script])


@pytest.mark.parametrize(("code", "passed"), [(0, True), (1, False)])
def test_lines_and_verdict(qtbot: QtBot, code: int, passed: bool) -> None:
    doctor = run(f"import os,sys; print('✓ Quyền ghi'); print(); print('✗', os.environ['EMLINH_LANG'], end=''); sys.exit({code})")
    lines: list[str] = []
    doctor.line.connect(lines.append)
    with qtbot.waitSignal(doctor.finished, timeout=10_000) as end:
        doctor.start("vi")
        assert doctor.running
        doctor.start("vi")  # a second press changes nothing
    assert lines == ["✓ Quyền ghi", "✗ vi"]
    assert end.args == [passed]
    assert not doctor.running


def test_stopping_ends_it_once(qtbot: QtBot) -> None:
    doctor = run(HANGS)
    ends: list[bool] = []
    doctor.finished.connect(ends.append)
    with qtbot.waitSignal(doctor.line, timeout=10_000):
        doctor.start("en")
    with qtbot.waitSignal(doctor.finished, timeout=10_000):
        doctor.stop()
    assert ends == [False]


def test_closing_leaves_no_child(qtbot: QtBot) -> None:
    doctor = run(HANGS)
    with qtbot.waitSignal(doctor.line, timeout=10_000):
        doctor.start("en")
    with qtbot.assertNotEmitted(doctor.finished):
        doctor.close()
    assert not doctor.running


def test_a_program_that_is_not_there(qtbot: QtBot, tmp_path: object) -> None:
    doctor = DoctorRun(command=[os.path.join(str(tmp_path), "no-such-program")])
    with qtbot.waitSignal(doctor.finished, timeout=10_000) as end:
        doctor.start("en")
    assert end.args == [False]
    assert not doctor.running

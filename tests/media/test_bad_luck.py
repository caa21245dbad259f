"""Bad input and bad luck: one clear sentence, an exit code, nothing lost."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import psutil
import pytest

from tests.helpers.command_line import run, start

BAD_COMMANDS = [
    (["make", ""], "Chủ đề đang trống."),
    (["make", "?!..."], "Chủ đề đang trống."),
    (["make", "a" * 501], "vượt quá giới hạn 500"),
    (["make", "mèo", "--duration", "4"], "từ 5 đến 300 giây"),
    (["make", "mèo", "--duration", "nan"], "từ 5 đến 300 giây"),
    (["make", "mèo", "--duration", "lâu"], "--duration"),
    (["make", "mèo", "--background", "ofice"], "“office”"),
    (["make", "mèo", "--composition", "Scene-Landscap"], "“Scene-Landscape”"),
    (["make", "mèo", "--voice", "vi-nort-female"], "“vi-north-female”"),
    (["make", "mèo", "--writer", "ofline"], "“offline”"),
    (["make", "mèo", "--quality", "hight"], "“high”"),
    (["make", "mèo", "--presenter", "em-lin"], "“em-linh”"),
    (["make", "mèo", "--script", "no-such.txt"], "no-such.txt"),
    (["make", "mèo", "--background", "no-such.png"], "no-such.png"),
    (["make", "mèo", "--music", "no-such.mp3"], "no-such.mp3"),
    (["make", "mèo", "-o", "film.avi"], "film.avi"),
    (["make", "mèo", "-o", "đ" * 200 + ".mp4"], "đđđ"),
    (["make", "mèo", "-o", "/dev/null"], "/dev/null"),
    (["make", "mèo", "-o", "."], "-o"),
    (["resume", "nothing"], "nothing"),
]


@pytest.mark.parametrize(("arguments", "says"), BAD_COMMANDS, ids=lambda value: str(value)[:30])
def test_bad_input_is_one_clear_sentence_and_code_2(own_home: Path, arguments: list[str], says: str) -> None:
    done = run(own_home, *arguments)
    assert done.code == 2, done.err
    assert says in done.err
    assert "Traceback" not in done.err


def test_a_background_that_is_no_picture_offers_no_resume(own_home: Path, tmp_path: Path) -> None:
    fake = tmp_path / "fake.png"
    fake.write_text("chữ", encoding="utf-8")
    done = run(own_home, "make", "mèo", "--duration", "5", "--background", str(fake), "-o", str(tmp_path / "film.mp4"))
    assert done.code == 2
    assert "fake.png" in done.err.splitlines()[-1]
    assert "emlinh-desktop resume" not in done.err
    assert sorted(p.name for p in tmp_path.iterdir()) == ["fake.png", "home"]


def test_a_place_that_cannot_be_written_is_code_1(own_home: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    done = run(own_home, "make", "mèo", "-o", str(tmp_path / "file" / "film.mp4"))
    assert done.code == 1
    assert "Không ghi được vào" in done.err


def _wait_for_frames(home: Path, process_output: Path, at_least: float) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        lines = process_output.read_text(encoding="utf-8").splitlines() if process_output.exists() else []
        if (lines and f'"progress": {at_least:.0f}' in lines[-1]) or any('"step": "video_rendering"' in line for line in lines):
            return
        time.sleep(0.02)  # the command is another process: its event file is the condition
    raise AssertionError(f"the film in {home} never got there")


def test_ctrl_c_cancels_within_a_second_and_leaves_nothing_half_done(own_home: Path, tmp_path: Path) -> None:
    events, film = tmp_path / "events.jsonl", tmp_path / "film.mp4"
    process = start(own_home, "make", "đi bộ mỗi sáng", "--duration", "20", "--quality", "draft", "-o", str(film), "--events", str(events))
    children: list[psutil.Process] = []
    try:
        _wait_for_frames(own_home, events, 80)
        children = psutil.Process(process.pid).children(recursive=True)
        process.send_signal(signal.SIGINT)
        asked_at = time.monotonic()
        _, err = process.communicate(timeout=20)
        took_s = time.monotonic() - asked_at
    finally:
        process.kill()
        process.wait()
    assert process.returncode == 130, err
    assert took_s < 5  # one second on a quiet machine; benchmarks hold the real figure
    _, alive = psutil.wait_procs(children, timeout=2)
    assert not alive
    assert not film.exists()
    assert [p.name for p in tmp_path.rglob(".part-*")] == []


def test_kill_9_then_resume_loses_nothing(own_home: Path, tmp_path: Path) -> None:
    events, film = tmp_path / "events.jsonl", tmp_path / "film.mp4"
    process = start(own_home, "make", "đi bộ mỗi sáng", "--duration", "15", "--quality", "draft", "-o", str(film), "--events", str(events))
    try:
        _wait_for_frames(own_home, events, 80)
        children = psutil.Process(process.pid).children(recursive=True)
    finally:
        os.kill(process.pid, signal.SIGKILL)
        process.communicate(timeout=10)
    _, alive = psutil.wait_procs(children, timeout=5)
    assert not alive, "workers outlived their parent"
    finished = {p.name: p.stat().st_ino for p in (own_home / "cache" / "segments").rglob("*.mp4")}
    listed = run(own_home, "jobs")
    assert "interrupted" in listed.out
    job_id = listed.out.split()[0]
    done = run(own_home, "resume", job_id, "--events", "-")
    assert done.code == 0, done.err
    assert film.exists()
    now = {p.name: p.stat().st_ino for p in (own_home / "cache" / "segments").rglob("*.mp4")}
    assert all(now[name] == stamp for name, stamp in finished.items())
    assert run(own_home, "resume", job_id).code == 2

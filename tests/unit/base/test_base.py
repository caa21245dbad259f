"""Folders, whole files, names, texts, tokens and children."""

from __future__ import annotations

import logging
import os
import sys
import time
from pathlib import Path

import pytest

from emlinh_desktop.base.atomic_file import replacing, write_text
from emlinh_desktop.base.cancellation import Cancelled, CancelToken
from emlinh_desktop.base.child_process import ChildFailed, free_library_path, run_child
from emlinh_desktop.base.file_name import free_name, safe_file_name
from emlinh_desktop.base.log_setup import set_up_logging
from emlinh_desktop.base.paths import app_paths


def test_a_failed_write_leaves_the_old_file_and_nothing_beside(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"
    write_text(target, "old")

    def fail_in_the_middle() -> None:
        with replacing(target) as part:
            part.write_text("half")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_in_the_middle()
    assert target.read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Lợi ích của việc đọc sách", "Lợi ích của việc đọc sách"),
        ("../../../etc/passwd", "etc passwd"),
        ("CON", "film CON"),
        ("COM1.mp4", "film COM1.mp4"),
        ("mèo mướp...", "mèo mướp"),
        ("a/b\\c:d*e?f", "a b c d e f"),
        ("???", "film"),
        (".hidden", "hidden"),
    ],
)
def test_a_file_name_is_safe_everywhere(words: str, name: str) -> None:
    assert safe_file_name(words) == name


def test_a_long_name_is_cut_between_letters() -> None:
    name = safe_file_name("ế" * 500)
    assert len(name.encode()) <= 120
    assert set(name) == {"ế"}


def test_a_free_name_counts_up(tmp_path: Path) -> None:
    (tmp_path / "a.mp4").touch()
    (tmp_path / "a (2).mp4").touch()
    assert free_name(tmp_path, "a", ".mp4").name == "a (3).mp4"


def test_home_moves_everything(own_home: Path) -> None:
    paths = app_paths()
    assert all(p.is_relative_to(own_home) for p in (paths.data, paths.cache, paths.config, paths.films, paths.database, paths.logs))


def test_a_token_asks_its_second_source() -> None:
    answers = iter([False, True])
    token = CancelToken(also=lambda: next(answers), poll_s=0.0)
    token.check()
    with pytest.raises(Cancelled):
        token.check()
    with pytest.raises(Cancelled):
        token.wait(10)


def test_a_child_is_gone_before_cancelled_is_raised() -> None:
    token = CancelToken()
    token.cancel()
    began = time.monotonic()
    with pytest.raises(Cancelled):
        run_child([sys.executable, "-c", "import time; time.sleep(60)"], cancel=token)
    assert time.monotonic() - began < 30


def test_a_failing_child_says_why() -> None:
    with pytest.raises(ChildFailed, match="reason") as caught:
        run_child([sys.executable, "-c", "import sys; sys.exit('reason')"])
    assert caught.value.code == 1


def test_a_child_gets_its_input_and_gives_its_output() -> None:
    out, _ = run_child([sys.executable, "-c", "import sys; sys.stdout.write(sys.stdin.read().upper())"], stdin=b"abc" * 100_000)
    assert out == b"ABC" * 100_000


def test_a_child_that_reads_late_still_gets_all_of_its_input() -> None:
    """Longer than a pipe holds, and later than the first look at the cancel token."""
    late = "import sys, time; time.sleep(0.3); print(len(sys.stdin.buffer.read()))"
    out, _ = run_child([sys.executable, "-c", late], stdin=b"x" * 1_000_000)
    assert out.strip() == b"1000000"


def test_a_child_that_reads_nothing_leaves_no_feeder() -> None:
    assert run_child([sys.executable, "-c", "pass"], stdin=b"x" * 1_000_000) == (b"", b"")


def test_control_characters_never_reach_the_log(tmp_path: Path) -> None:
    path = set_up_logging(tmp_path)
    logger = logging.getLogger("emlinh_desktop.test")
    logger.info("topic %s", "biển\x1b[31m\nxanh")
    for handler in list(logging.getLogger("emlinh_desktop").handlers):
        handler.close()
        logging.getLogger("emlinh_desktop").removeHandler(handler)
    logged = path.read_text(encoding="utf-8")
    assert "\x1b" not in logged
    assert logged.count("\n") == 1


@pytest.mark.parametrize(("before", "after"), [("", None), ("/own", "/own")])
def test_a_frozen_program_keeps_its_libraries_from_other_programs(monkeypatch: pytest.MonkeyPatch, before: str, after: str | None) -> None:
    monkeypatch.setenv("LD_LIBRARY_PATH", "/bundle")
    monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", before)
    free_library_path()
    assert os.environ["LD_LIBRARY_PATH"] == "/bundle"  # from source nobody has touched it
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    free_library_path()
    assert os.environ.get("LD_LIBRARY_PATH") == after

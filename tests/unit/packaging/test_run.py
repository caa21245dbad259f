"""The set-up script, without a network: what it decides, and what it says."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).parents[3] / "packaging" / "run.py"


@pytest.fixture
def run_py(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The script as a module, its checkout a folder of the test; the locks are small."""
    spec = importlib.util.spec_from_file_location("emlinh_run_py", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    venv = tmp_path / "đường dẫn" / ".venv"
    python = venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    for name, value in {"ROOT": venv.parent, "VENV": venv, "PYTHON": python, "MARK": venv / ".made-by-run-py", "STAMP": venv / ".set-up"}.items():
        monkeypatch.setattr(module, name, value)
    venv.parent.mkdir()
    for name in ("APP_LOCK", "TEST_LOCK"):
        lock = tmp_path / f"{name}.txt"
        lock.write_text(f"# {name}\n")
        monkeypatch.setattr(module, name, lock)
    return module


def test_an_empty_lock_makes_an_environment_that_finds_the_checkout(run_py: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(run_py.shutil, "which", lambda _name: None)
    monkeypatch.setattr(run_py, "install", lambda _lock: None)
    (run_py.ROOT / "found_by_pth.py").write_text("print('found')")
    (run_py.ROOT / "emlinh_desktop").mkdir()
    (run_py.ROOT / "emlinh_desktop" / "__init__.py").touch()
    run_py.set_up(run_py.APP_LOCK)
    assert run_py.is_set_up(run_py.APP_LOCK)
    done = subprocess.run([run_py.PYTHON, "-m", "found_by_pth"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "found", done.stderr
    assert list((run_py.ROOT / "emlinh_desktop").rglob("*.pyc"))


def test_the_test_lock_serves_the_app_but_not_the_other_way_round(run_py: ModuleType) -> None:
    run_py.PYTHON.parent.mkdir(parents=True)
    run_py.PYTHON.touch()
    run_py.write_whole(run_py.STAMP, run_py.stamp(run_py.TEST_LOCK))
    assert run_py.is_set_up(run_py.APP_LOCK)
    run_py.write_whole(run_py.STAMP, run_py.stamp(run_py.APP_LOCK))
    assert not run_py.is_set_up(run_py.TEST_LOCK)


def test_a_changed_lock_or_a_lost_python_is_a_new_set_up(run_py: ModuleType) -> None:
    run_py.PYTHON.parent.mkdir(parents=True)
    run_py.PYTHON.touch()
    run_py.write_whole(run_py.STAMP, run_py.stamp(run_py.APP_LOCK))
    run_py.PYTHON.unlink()
    assert not run_py.is_set_up(run_py.APP_LOCK)
    run_py.PYTHON.touch()
    run_py.APP_LOCK.write_text("# newer\n")
    assert not run_py.is_set_up(run_py.APP_LOCK)


def test_a_failed_install_leaves_no_stamp(run_py: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_lock: Path) -> None:
        raise run_py.SetUpFailed("no network")

    monkeypatch.setattr(run_py, "install", fail)
    with pytest.raises(run_py.SetUpFailed):
        run_py.set_up(run_py.APP_LOCK)
    assert not run_py.STAMP.exists()
    with pytest.raises(run_py.SetUpFailed, match="no network"):  # it tries again in its own, marked folder
        run_py.set_up(run_py.APP_LOCK)


def test_somebody_else_s_environment_is_left_alone(run_py: ModuleType) -> None:
    (run_py.VENV / "bin").mkdir(parents=True)
    with pytest.raises(run_py.SetUpFailed, match="not made by this script"):
        run_py.set_up(run_py.APP_LOCK)
    assert (run_py.VENV / "bin").is_dir()


def test_an_old_python_is_told_so(run_py: ModuleType, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(run_py.sys, "version_info", (3, 10, 4))
    assert run_py.main([]) == 1
    assert capfd.readouterr() == ("", "[run] Em Linh Desktop needs Python 3.11 or newer; this is Python 3.10.\n")


@pytest.mark.skipif(sys.platform == "win32", reason="flock")
def test_only_one_start_sets_up(run_py: ModuleType) -> None:
    code = f"import os; f = open({str(SCRIPT)!r}, 'rb'); import fcntl; fcntl.flock(f, fcntl.LOCK_EX | fcntl.LOCK_NB)"
    with run_py.only_one():
        assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode == 1
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode == 0


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="apt")
def test_a_missing_system_library_is_told_with_the_one_command(run_py: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(run_py, "LIBRARIES_STAMP", tmp_path / "found")
    monkeypatch.setattr(run_py, "probe", lambda code: "ImportError: libGL.so.1: cannot open shared object file")
    monkeypatch.setenv("EMLINH_NO_APT", "1")
    with pytest.raises(run_py.SetUpFailed) as caught:
        run_py.find_system_libraries()
    assert "libGL.so.1" in str(caught.value)
    assert "sudo apt-get install -y --no-install-recommends libgl1" in str(caught.value)
    assert not (tmp_path / "found").exists()


@pytest.mark.parametrize(("given", "added"), [([], ["-n", "2"]), (["-q", "tests/x"], ["-n", "2"]), (["-n0"], []), (["--pdb"], []), (["-p", "no:xdist"], [])])
def test_tests_run_two_at_a_time_unless_told_otherwise(run_py: ModuleType, given: list[str], added: list[str]) -> None:
    assert run_py.parallel(given) == added

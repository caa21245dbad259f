"""From a fresh clone to the running app, with nothing but Python.

    python3 packaging/run.py [arguments of emlinh-desktop]      set up if needed, then start
    python3 packaging/run.py test [arguments of pytest]         the same with the test tools, then run the tests

It makes `.venv` beside `packaging`, installs the hash-pinned lock into it (with uv if there is one, else with pip), adds the
system libraries Qt needs (by apt-get when run as root, unless EMLINH_NO_APT=1; else it says the one command), and starts.
Standard library only; a stamp makes the next start immediate; a broken-off set-up is done again.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
WINDOWS = os.name == "nt"
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")
BASE_PYTHON = getattr(sys, "_base_executable", None) or sys.executable  # not the Python of a .venv that may be made anew
APP_LOCK = ROOT / "packaging" / "requirements.lock"
TEST_LOCK = ROOT / "packaging" / "requirements-test.lock"  # holds all of APP_LOCK
MARK = VENV / ".made-by-run-py"
STAMP = VENV / ".set-up"
LIBRARIES_STAMP = VENV / ".libraries-found"
OLDEST_PYTHON = (3, 11)

# What `import PySide6.QtGui` and its offscreen platform load, measured on a bare Debian 12.
APT_PACKAGES = ("libgl1", "libegl1", "libglib2.0-0", "libfontconfig1", "libfreetype6", "libdbus-1-3", "libxkbcommon0", "libbrotli1")
# What the window's X11 platform and QtMultimedia load besides; films are made without them.
WINDOW_PACKAGES = (
    *("libxkbcommon-x11-0", "libxcb-cursor0", "libxcb-icccm4", "libxcb-image0", "libxcb-keysyms1", "libxcb-render-util0", "libxcb-shape0", "libxcb-xkb1"),
    *("libpulse0", "libxrandr2"),
)
PROBE = """
import subprocess
import PySide6.QtGui, PySide6.QtSvg, PySide6.QtNetwork, av, imageio_ffmpeg
application = PySide6.QtGui.QGuiApplication(["probe", "-platform", "offscreen"])
subprocess.run([imageio_ffmpeg.get_ffmpeg_exe(), "-version"], check=True, stdout=subprocess.DEVNULL)
"""

WINDOW_PROBE = """
import ctypes, pathlib, sys
import PySide6.QtMultimedia, PySide6.QtWidgets
if sys.platform.startswith("linux"):
    ctypes.CDLL(str(pathlib.Path(PySide6.__file__).parent / "Qt/plugins/platforms/libqxcb.so"))
"""


def main(arguments: Sequence[str]) -> int:
    """Set up what is missing, then become the app (or run the tests) and return its exit code."""
    if sys.version_info < OLDEST_PYTHON:
        return refuse("Em Linh Desktop needs Python 3.11 or newer; this is Python {}.{}.".format(*sys.version_info[:2]))
    testing = list(arguments[:1]) == ["test"]
    try:
        set_up(TEST_LOCK if testing else APP_LOCK)
        find_system_libraries()
    except SetUpFailed as failure:
        return refuse(str(failure))
    except KeyboardInterrupt:
        return refuse("stopped; the next start goes on from here.", code=130)
    if testing:
        os.chdir(ROOT)
        return become([PYTHON, "-m", "pytest", *parallel(arguments[1:]), *arguments[1:]], os.environ)
    # the user's own folder stays the current one, for `-o film.mp4`; a module in it must not shadow ours
    return become([PYTHON, "-m", "emlinh_desktop", *arguments], {**os.environ, "PYTHONSAFEPATH": "1"})


class SetUpFailed(Exception):  # noqa: N818 - reads as what happened
    """The set-up cannot go on; the text says why and what to do."""


def set_up(lock: Path) -> None:
    """Make `.venv` hold what the lock names. A second start at the same time waits for the first."""
    if is_set_up(lock):
        return
    with only_one():
        if is_set_up(lock):
            return
        if VENV.exists() and not MARK.exists():
            raise SetUpFailed(f"{VENV} was not made by this script. Rename or delete it, then run this again.")
        started = time.monotonic()
        say(f"setting up in {VENV} (once; some 200 MB are downloaded)")
        if not (lock == TEST_LOCK and is_set_up(APP_LOCK)):
            make_environment()
        STAMP.unlink(missing_ok=True)
        install(lock)
        add_project()
        write_whole(STAMP, stamp(lock))
        say(f"set up in {time.monotonic() - started:.0f} s")


def is_set_up(lock: Path) -> bool:
    """Whether an earlier set-up with this lock, this Python and this place came to its end."""
    good = {stamp(lock), stamp(TEST_LOCK)}
    return PYTHON.exists() and STAMP.exists() and STAMP.read_text(encoding="utf-8") in good


def stamp(lock: Path) -> str:
    """A hash of everything a set-up depends on."""
    digest = hashlib.sha256(lock.read_bytes())
    digest.update(os.fsencode("\0".join((sys.version, BASE_PYTHON, str(ROOT)))))
    return digest.hexdigest()


def make_environment() -> None:
    """An empty virtual environment, without pip, in place of a broken or outdated one of ours."""
    shutil.rmtree(VENV, ignore_errors=True)
    VENV.mkdir(exist_ok=True)
    MARK.touch()
    if run([BASE_PYTHON, "-m", "venv", "--without-pip", VENV]) != 0:
        raise SetUpFailed("Python cannot make a virtual environment. On Debian and Ubuntu: sudo apt-get install -y python3-venv")


def install(lock: Path) -> None:
    """Install the lock with the first tool that is there."""
    uv = shutil.which("uv")
    if uv is not None:
        if run([uv, "pip", "install", "--quiet", "--compile-bytecode", "--python", PYTHON, "--require-hashes", "-r", lock]) == 0:
            return
        say("uv could not install; trying pip")
    if run([*pip(), "install", "--quiet", "--disable-pip-version-check", "--require-hashes", "-r", lock]) != 0:
        raise SetUpFailed("Installing the dependencies failed (see above). Check the network, then run this again.")


def pip() -> list[str | Path]:
    """A pip that installs into `.venv`: the system's, else one unpacked there from Python's own copy."""
    from_outside: list[str | Path] = [BASE_PYTHON, "-m", "pip", "--python", PYTHON]  # pip >= 22.3
    inside: list[str | Path] = [PYTHON, "-m", "pip"]
    if works([*from_outside, "--version"]):
        return from_outside
    if works([*inside, "--version"]) or works([PYTHON, "-m", "ensurepip"]):
        return inside
    if may_use_apt() and apt_install(["python3-venv"]) and works([PYTHON, "-m", "ensurepip"]):
        return inside
    raise SetUpFailed("Python has no pip here. Install one, then run this again. On Debian and Ubuntu: sudo apt-get install -y python3-venv")


def add_project() -> None:
    """Let `.venv` find the checkout itself: nothing to build, nothing to download, edits count at once."""
    answer = subprocess.run([PYTHON, "-c", "import sysconfig; print(ascii(sysconfig.get_path('purelib')))"], check=True, capture_output=True, text=True)
    folder = Path(answer.stdout.strip()[1:-1].encode("ascii").decode("unicode_escape"))
    # a plain path line is read in the locale's encoding before Python 3.13; this one is ASCII whatever the path
    write_whole(folder / "emlinh-desktop-checkout.pth", f"import sys; sys.path.append({str(ROOT)!a})\n")
    # as the installers do for the rest: where PYTHONDONTWRITEBYTECODE is set (containers) every start would compile it, 0.2 s
    run([PYTHON, "-m", "compileall", "-q", ROOT / "emlinh_desktop"], quiet=True)


def find_system_libraries() -> None:
    """Prove that Qt, the codecs and ffmpeg load; install what Qt misses, or say how."""
    if LIBRARIES_STAMP.exists():
        return
    complaint = probe(PROBE)
    if sys.platform.startswith("linux") and may_use_apt() and (wanted := complaint or probe(WINDOW_PROBE)):
        say(f"{wanted}; installing Qt's system libraries with apt-get")
        apt_install([*APT_PACKAGES, *WINDOW_PACKAGES])
        complaint = probe(PROBE)
    if complaint and sys.platform.startswith("linux"):
        command = f"sudo apt-get update && sudo apt-get install -y --no-install-recommends {' '.join([*APT_PACKAGES, *WINDOW_PACKAGES])}"
        raise SetUpFailed(f"A system library is missing: {complaint}\nOn Debian and Ubuntu install them so, then run this again:\n  {command}")
    if complaint:
        raise SetUpFailed(f"The installed libraries do not load: {complaint}")
    LIBRARIES_STAMP.touch()


def probe(code: str) -> str:
    """What the libraries complain about, in one line; empty when all load. In a process of its own: Qt aborts."""
    done = subprocess.run([PYTHON, "-c", code], capture_output=True, text=True, errors="replace", check=False)
    if done.returncode == 0:
        return ""
    lines = done.stderr.strip().splitlines()
    return lines[-1] if lines else f"exit code {done.returncode}"


def may_use_apt() -> bool:
    """Whether packages can be installed without asking anybody."""
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    return root and shutil.which("apt-get") is not None and os.environ.get("EMLINH_NO_APT", "") in ("", "0")


def apt_install(packages: Sequence[str]) -> bool:
    """Install system packages, quietly, with a fresh list."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    run(["apt-get", "update", "-qq"], environment=environment, quiet=True)
    return run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages], environment=environment, quiet=True) == 0


def parallel(arguments: Sequence[str]) -> list[str]:
    """Two test processes, unless the caller decides or wants a debugger."""
    decided = any(a.startswith(("-n", "--numprocesses", "--pdb", "--trace", "--dist")) or a == "no:xdist" for a in arguments)
    return [] if decided else ["-n", "2"]


@contextlib.contextmanager
def only_one() -> Iterator[None]:
    """Hold a lock on this very file (no lock file to leave behind); the system lets it go when the process dies.

    On POSIX a child inherits it: a pip that outlives a killed start still holds the lock, so nobody builds in its way.
    """
    with Path(__file__).open("rb") as handle:
        os.set_inheritable(handle.fileno(), True)
        if not try_lock(handle.fileno()):
            say("another start is setting up; waiting for it")
            while not try_lock(handle.fileno()):
                time.sleep(0.2)
        yield


def try_lock(descriptor: int) -> bool:
    """Lock the open file if nobody else has."""
    try:
        if sys.platform == "win32":
            os.lseek(descriptor, 1 << 30, os.SEEK_SET)  # far behind its end: a locked byte there keeps nobody from reading
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def write_whole(path: Path, text: str) -> None:
    """Write beside, then rename: a half-written stamp can never be taken for a whole one."""
    part = path.with_name(path.name + ".part")
    part.write_text(text, encoding="utf-8")
    part.replace(path)


def run(command: Sequence[str | Path], *, environment: Mapping[str, str] | None = None, quiet: bool = False) -> int:
    """Run a command to its end and return its exit code."""
    return subprocess.run(command, env=environment, stdout=subprocess.DEVNULL if quiet else None, close_fds=False, check=False).returncode


def works(command: Sequence[str | Path]) -> bool:
    """Whether a command ends well; what it says is not shown."""
    return subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, close_fds=False, check=False).returncode == 0


def become(command: Sequence[str | Path], environment: Mapping[str, str]) -> int:
    """Let the command take the place of this process; on Windows, which cannot, wait for its exit code."""
    if not WINDOWS:
        sys.stderr.flush()
        os.execve(command[0], [str(part) for part in command], environment)
    return run(command, environment=environment)


def say(text: str) -> None:
    """Tell the user what takes time; stdout belongs to the app."""
    print(f"[run] {text}", file=sys.stderr, flush=True)


def refuse(text: str, code: int = 1) -> int:
    """Say why nothing was started."""
    say(text)
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Start what was built as a stranger would, and treat any line nobody expected as a failure.

    python3 packaging/smoke.py [PROGRAM]                            dist/emlinh-desktop/emlinh-desktop unless told otherwise
    python3 packaging/smoke.py --root FOLDER --user NAME [PROGRAM]  inside a Debian root, as that user (run as root)

An empty home whose name has spaces and Vietnamese letters, no network, no Python on the path. It says its version, lets the doctor look
twice (as the command starts it and as the settings do), makes a 5 s film, opens the window and ends it politely, opens a database of the
first release and keeps its rows, and looks for processes left behind. Standard library only.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OLD_DATABASE = ROOT / "tests" / "migrations" / "schema_0001.sql"
BUILT = ROOT / "dist" / "emlinh-desktop" / ("emlinh-desktop.exe" if os.name == "nt" else "emlinh-desktop")
HOME_NAME = "Nhà của Én Nhỏ"
DOCTOR_LINE = re.compile(r"✓ [^:]+: .+")
STATION_LINE = re.compile(r" *\d+\.\d %  .+")
PATIENCE_S = 180
LATEST_END_S = 15


class Unexpected(Exception):  # noqa: N818 - reads as what was found
    """Something that was built does not behave."""


@dataclass(frozen=True)
class Place:
    """Where the program runs. `outer` is the home as this script sees it, `home` as the program does."""

    program: str
    outer: Path
    home: str
    prefix: tuple[str, ...] = ()
    owner: tuple[int, int] | None = None

    def environment(self, extra: Mapping[str, str]) -> dict[str, str]:
        """Nothing of this process's own; a network that leads nowhere even where it could not be cut."""
        nowhere = dict.fromkeys(("http_proxy", "https_proxy", "all_proxy"), "http://127.0.0.1:9")
        kept = {name: os.environ[name] for name in ("SYSTEMROOT", "WINDIR", "COMSPEC", "TEMP", "TMP") if name in os.environ and os.name == "nt"}
        folders = {"HOME": self.home, "USERPROFILE": self.home, "XDG_RUNTIME_DIR": f"{self.home}/.run", "PATH": f"{self.home}/no programs"}
        return {**nowhere, **kept, **folders, "LANG": "C.UTF-8", "EMLINH_LANG": "vi", "EMLINH_HOME": f"{self.home}/Em Linh", **extra}

    def command(self, *arguments: str) -> list[str]:
        return [*self.prefix, self.program, *arguments]

    @property
    def data(self) -> Path:
        return self.outer / "Em Linh" / "data"

    def make(self, folder: Path) -> Path:
        """A folder of the user's in the home."""
        folder.mkdir(parents=True, exist_ok=True)
        if self.owner is not None:
            for path in (folder, *folder.parents):
                if self.outer in path.parents:
                    os.chown(path, *self.owner)
        return folder


def main(arguments: Sequence[str]) -> int:
    """Run every check; 0 when nothing unexpected was seen."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", nargs="?")
    parser.add_argument("--root", type=Path)
    parser.add_argument("--user")
    options = parser.parse_args(list(arguments))
    checks: tuple[Callable[[Place], str], ...] = (says_its_version, doctor, doctor_of_the_settings, film, window, older_database, nothing_left)
    with place_of(options) as place:
        for check in checks:
            began = time.monotonic()
            try:
                found = check(place)
            except (Unexpected, OSError, sqlite3.Error, subprocess.TimeoutExpired) as error:
                print(f"FAILED {check.__name__}: {error}", flush=True)
                return 1
            print(f"ok {check.__name__}: {found} ({time.monotonic() - began:.1f} s)", flush=True)
    return 0


@contextlib.contextmanager
def place_of(options: argparse.Namespace) -> Iterator[Place]:
    """The place asked for, its home empty."""
    offline = without_network()
    if options.root is not None:
        fields = next(line.split(":") for line in (options.root / "etc/passwd").read_text(encoding="utf-8").splitlines() if line.startswith(f"{options.user}:"))
        home, owner = fields[5], (int(fields[2]), int(fields[3]))
        chroot = shutil.which("chroot", path="/usr/sbin:/usr/bin:/sbin:/bin")
        prefix = (*offline, str(chroot), f"--userspec={owner[0]}:{owner[1]}", str(options.root))
        place = Place(options.program or "/usr/bin/emlinh-desktop", options.root / home.lstrip("/"), home, prefix, owner)
        shutil.rmtree(place.outer / "Em Linh", ignore_errors=True)
        place.make(place.outer / ".run").chmod(0o700)
        yield place
        return
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        home_folder = Path(folder) / HOME_NAME
        (home_folder / ".run").mkdir(parents=True, mode=0o700)
        yield Place(str(Path(options.program or BUILT).absolute()), home_folder, str(home_folder), offline)


def without_network() -> tuple[str, ...]:
    """What runs a command in a network of its own, where this system lets us."""
    unshare = shutil.which("unshare")
    for flags in (("-n",), ("-r", "-n")):
        if unshare and subprocess.run([unshare, *flags, "true"], capture_output=True, check=False).returncode == 0:
            print("network: cut off", flush=True)
            return (unshare, *flags)
    print("network: only a proxy that leads nowhere", flush=True)
    return ()


def run(place: Place, *arguments: str) -> tuple[list[str], list[str]]:
    """The lines of stdout and stderr of a command that must end well."""
    done = subprocess.run(place.command(*arguments), env=place.environment({}), capture_output=True, timeout=PATIENCE_S, check=False)
    out, err = (said.decode("utf-8").splitlines() for said in (done.stdout, done.stderr))
    if done.returncode != 0:
        raise Unexpected(f"exit code {done.returncode}", out, err)
    return out, err


def expect(what: str, lines: Sequence[str], form: re.Pattern[str], count: int) -> None:
    """So many lines, each of the form."""
    strange = [line for line in lines if not form.fullmatch(line)]
    if strange or len(lines) != count:
        raise Unexpected(f"{what}: {len(lines)} lines, {count} expected; strange: {strange}")


# ---- the checks


def says_its_version(place: Place) -> str:
    """`--version` and nothing else."""
    out, err = run(place, "--version")
    expect("stdout", out, re.compile(r"emlinh-desktop \d+\.\d+\.\d+"), 1)
    expect("stderr", err, DOCTOR_LINE, 0)
    return out[0]


def doctor(place: Place) -> str:
    """Six good lines."""
    out, err = run(place, "doctor")
    expect("stdout", out, DOCTOR_LINE, 6)
    expect("stderr", err, DOCTOR_LINE, 0)
    return out[-1]


def doctor_of_the_settings(place: Place) -> str:
    """The same through the door by which the program starts its own children."""
    out, err = run(place, "--run-module", "emlinh_desktop.__main__", "doctor")
    expect("stdout", out, DOCTOR_LINE, 6)
    expect("stderr", err, DOCTOR_LINE, 0)
    return out[-1]


def film(place: Place) -> str:
    """A 5 s film that its own check calls good, with its sidecars."""
    folder = place.make(place.outer / "Video của tôi")
    target, report = (f"{place.home}/{folder.name}/{name}" for name in ("mèo mướp.mp4", "kết quả.json"))
    out, err = run(place, "make", "Lợi ích của việc ngủ trưa", "--duration", "5", "-o", target, "--report", report)
    if out != [target]:
        raise Unexpected(f"stdout: {out}")
    expect("stderr", err, STATION_LINE, 12)
    found = json.loads((folder / "kết quả.json").read_text(encoding="utf-8"))
    if not found["passed"]:
        raise Unexpected(f"the film's own check: {found}")
    missing = [suffix for suffix in (".mp4", ".srt", ".vtt", ".jpg") if not (folder / "mèo mướp").with_suffix(suffix).is_file()]
    if missing:
        raise Unexpected(f"no {missing}")
    seconds = mp4_seconds((folder / "mèo mướp.mp4").read_bytes())
    if not 3.5 <= seconds <= 8:
        raise Unexpected(f"the film lasts {seconds} s")
    return f"{seconds:.1f} s"


def mp4_seconds(content: bytes) -> float:
    """The length its movie header tells (ISO/IEC 14496-12, 8.2.2)."""
    at = content.index(b"mvhd") + 4
    wide = content[at] == 1
    place, width = (at + 20, 8) if wide else (at + 12, 4)
    scale = int.from_bytes(content[place : place + 4], "big")
    return int.from_bytes(content[place + 4 : place + 4 + width], "big") / scale


def window(place: Place) -> str:
    """Opens without a screen, gets everything ready, and ends when asked to; its log tells nothing bad."""
    log = place.data / "logs" / "emlinh.log"
    log.unlink(missing_ok=True)
    began = time.monotonic()
    process = subprocess.Popen(place.command(), env=place.environment({"QT_QPA_PLATFORM": "offscreen"}), stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    try:
        wait_for(lambda: logged(log, "window painted"), process)
        painted_s = time.monotonic() - began
        wait_for(lambda: logged(log, "warmed up"), process)
        process.send_signal(signal.SIGTERM)
        said = process.communicate(timeout=LATEST_END_S)[0].decode("utf-8")
    finally:
        process.kill()
        process.wait()
    if os.name != "nt" and process.returncode != 0:
        raise Unexpected(f"exit code {process.returncode}: {said}")
    bad = re.findall(r"^.* (?:WARNING|ERROR|CRITICAL) .*$|^.*not warmed.*$", log.read_text(encoding="utf-8"), re.MULTILINE)
    if said or bad:
        raise Unexpected(f"said {said!r}; logged {bad}")
    return f"painted {painted_s:.2f} s after its start"


def wait_for(there: Callable[[], bool], process: subprocess.Popen[bytes]) -> None:
    """Wait until something is there; not for a program that ended."""
    until = time.monotonic() + PATIENCE_S
    while not there():
        if process.poll() is not None or time.monotonic() > until:
            process.kill()
            raise Unexpected(f"the window did not come: {process.communicate()[0].decode('utf-8', 'replace')}")
        time.sleep(0.02)


def logged(log: Path, words: str) -> bool:
    """Whether the program's log holds the words."""
    return log.is_file() and words in log.read_text(encoding="utf-8", errors="replace")


def older_database(place: Place) -> str:
    """A database of the first release is brought to this one's form; its rows are all there, and a copy of the old file."""
    database = place.data / "emlinh.sqlite3"
    for path in place.data.glob(f"{database.name}*"):
        path.unlink()
    with contextlib.closing(sqlite3.connect(database)) as connection:
        connection.executescript(OLD_DATABASE.read_text(encoding="utf-8"))
        before = rows(connection)
    if place.owner is not None:
        os.chown(database, *place.owner)
    out, err = run(place, "jobs", "--json")
    expect("stderr", err, DOCTOR_LINE, 0)
    shown = {json.loads(line)["job_id"] for line in out}
    with contextlib.closing(sqlite3.connect(database)) as connection:
        after = rows(connection)
        revision = connection.execute("SELECT version_num FROM alembic_version").fetchone()[0]
    lost = {name: found - after.get(name, set()) for name, found in before.items()}
    if any(lost.values()) or revision == "0001" or shown != before["jobs"] or not database.with_name(f"{database.name}.bak").is_file():
        raise Unexpected(f"lost {lost}, revision {revision}, shown {shown}")
    return f"0001 -> {revision}, {sum(map(len, before.values()))} rows kept"


def rows(connection: sqlite3.Connection) -> dict[str, set[object]]:
    """The keys of every row of the user's."""
    names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return {
        name: {key for (key,) in connection.execute(f"SELECT id FROM {name}")} for name in names if name in ("sessions", "messages", "jobs", "videos", "lines")
    }


def nothing_left(place: Place) -> str:
    """No process of the program outlives it."""
    if not Path("/proc/self").exists():
        return "cannot look on this system"
    folder = str(Path(place.program).resolve().parent) if place.owner is None else "/usr/lib/emlinh-desktop"  # as seen inside the root
    left = []
    for process in Path("/proc").iterdir():
        with contextlib.suppress(OSError):
            if process.name.isdecimal() and folder in os.readlink(process / "exe"):
                left.append(process.name)
    if left:
        raise Unexpected(f"processes {left}")
    return "no process"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

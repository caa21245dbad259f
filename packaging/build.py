"""Build what users install, on the system it is for.

    python3 packaging/build.py bundle     dist/emlinh-desktop/: the program in one folder, with everything it needs
    python3 packaging/build.py deb        the bundle as a Debian package
    python3 packaging/build.py tar        the bundle as a tar.gz for other Linuxes
    python packaging/build.py setup       the bundle as a Windows installer (Inno Setup must be there)
    python3 packaging/build.py dmg        the bundle as a macOS disk image; EMLINH_CODESIGN names the identity to sign with
    python3 packaging/build.py check      read the definitions of all three, on any system
    python3 packaging/build.py sbom       what the bundle is made of, as CycloneDX JSON
    python3 packaging/build.py sums       SHA256SUMS of everything in dist/ to be published

It makes `build/venv` from the hash-pinned `requirements-build.lock` and works with that. The version is `emlinh_desktop.__version__`.
`packaging/README.md` says what each system needs besides Python.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import os
import platform
import re
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HERE = ROOT / "packaging"
BUILD = ROOT / "build"
DIST = ROOT / "dist"
BUNDLE = DIST / "emlinh-desktop"
APPLICATION = DIST / "Em Linh Desktop.app"
LOCK = HERE / "requirements-build.lock"
VENV = BUILD / "venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / ".set-up"
NEED_BUNDLE = ("deb", "tar", "setup", "dmg", "sbom")
PUBLISHED = ("*.deb", "*.tar.gz", "*.cdx.json", "*.exe", "*.dmg")


def main(arguments: Sequence[str]) -> int:
    """Run one command in the build environment."""
    options = parse(arguments)
    if options.command != "sums" and not is_build_environment():
        set_up()
        return subprocess.run([PYTHON, __file__, *arguments], check=False).returncode
    if options.command in NEED_BUNDLE and not BUNDLE.is_dir():
        say(f"{BUNDLE} is not there: build the bundle first")
        return 1
    commands = {
        "bundle": bundle,
        "deb": lambda: deb(options.revision, options.compression),
        "tar": tar,
        "setup": setup,
        "dmg": dmg,
        "check": check,
        "sbom": sbom,
        "sums": sums,
    }
    commands[options.command]()
    return 0


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("bundle")
    debian = commands.add_parser("deb")
    debian.add_argument("--revision", type=int, default=1, help="Debian revision of the same version")
    debian.add_argument("--compression", choices=("xz", "gzip"), default="xz", help="gzip is quick, for tests")
    for name in ("tar", "setup", "dmg", "check", "sbom", "sums"):
        commands.add_parser(name)
    return parser.parse_args(list(arguments))


def version() -> str:
    """The one place it is written."""
    found = re.search(r'^__version__ = "([^"]+)"$', (ROOT / "emlinh_desktop" / "__init__.py").read_text(encoding="utf-8"), re.MULTILINE)
    assert found is not None
    return found[1]


# ---- the build environment


def is_build_environment() -> bool:
    """Whether this very process runs in `build/venv`, made from the lock of now."""
    return Path(sys.prefix).resolve() == VENV.resolve() and STAMP.exists() and STAMP.read_text() == stamp()


def stamp() -> str:
    """What the environment depends on."""
    return hashlib.sha256(LOCK.read_bytes() + str(VENV).encode()).hexdigest()


def set_up() -> None:
    """Make `build/venv` hold exactly what the lock names."""
    if STAMP.exists() and STAMP.read_text() == stamp():
        return
    say(f"setting up {VENV}")
    shutil.rmtree(VENV, ignore_errors=True)
    subprocess.run([getattr(sys, "_base_executable", sys.executable), "-m", "venv", VENV], check=True)
    subprocess.run([PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes", "-r", LOCK], check=True)
    STAMP.write_text(stamp())


# ---- the bundle


def bundle() -> None:
    """The program in one folder, made by PyInstaller, with the licences of all it holds."""
    from app_icons import write_system_icon
    from debug_symbols import strip_debug_symbols
    from licences import collect_licences
    from system_libraries import drop_unneeded

    shutil.rmtree(BUNDLE, ignore_errors=True)
    icon = write_system_icon(BUILD)
    environment = {**os.environ, "EMLINH_ICON": str(icon), "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "1", "SOURCE_DATE_EPOCH": source_date()}
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level=WARN", "--distpath", DIST, "--workpath", BUILD / "pyinstaller"]
    subprocess.run([*command, HERE / "emlinh.spec"], check=True, cwd=ROOT, env=environment)
    if sys.platform.startswith("linux"):
        drop_unneeded(BUNDLE)
        say(f"stripped {strip_debug_symbols(BUNDLE) / 1e6:.0f} MB of debugging symbols")
    collect_licences(BUNDLE, ROOT)
    if sys.platform == "darwin":
        shutil.copytree(BUNDLE / "licences", APPLICATION / "Contents" / "Resources" / "licences")
    say(f"{BUNDLE}: {folder_bytes(BUNDLE) / 1e6:.0f} MB")


def source_date() -> str:
    """The time of the commit that is built, for everything that carries a date."""
    said = subprocess.run(["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.strip()
    return os.environ.get("SOURCE_DATE_EPOCH") or said or "0"


def folder_bytes(folder: Path) -> int:
    """What all files of a folder hold; a link holds nothing."""
    return sum(path.lstat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


# ---- what is published


def deb(revision: int, compression: str) -> None:
    """The bundle as a Debian package."""
    from debian_package import build_package

    target = build_package(BUNDLE, ROOT, DIST, f"{version()}-{revision}", int(source_date()), compression)
    say(f"{target}: {target.stat().st_size / 1e6:.1f} MB, installed {folder_bytes(BUNDLE) / 1e6:.0f} MB")


def tar() -> None:
    """The bundle, its menu entry and icons as a tar.gz; times and owners are the same on every machine."""
    from app_icons import write_menu_icons

    name = f"emlinh-desktop-{version()}-linux-{platform.machine()}"
    target = DIST / f"{name}.tar.gz"
    menu = BUILD / "menu"
    shutil.rmtree(menu, ignore_errors=True)
    write_menu_icons(menu / "icons")
    date = int(source_date())

    def plain(entry: tarfile.TarInfo) -> tarfile.TarInfo:
        entry.mtime, entry.uid, entry.gid, entry.uname, entry.gname = date, 0, 0, "", ""
        return entry

    with target.open("wb") as file, gzip.GzipFile("", "wb", 6, file, date) as packed, tarfile.open(fileobj=packed, mode="w") as archive:
        for source, place in ((BUNDLE, ""), (menu, "/share"), (HERE / "linux" / "emlinh-desktop.desktop", "/share/emlinh-desktop.desktop")):
            for path in sorted([source, *source.rglob("*")]):
                inside = path.relative_to(source).as_posix()
                archive.add(path, f"{name}{place}" + ("" if inside == "." else f"/{inside}"), recursive=False, filter=plain)
    say(f"{target}: {target.stat().st_size / 1e6:.1f} MB")


def setup() -> None:
    """The Windows installer. Untested."""
    compiler = shutil.which("iscc") or str(Path(os.environ.get("PROGRAMFILES(X86)", "")) / "Inno Setup 6" / "ISCC.exe")
    subprocess.run([compiler, "/Qp", f"/DVersion={version()}", HERE / "windows" / "emlinh.iss"], check=True)


def dmg() -> None:
    """The macOS disk image, its application signed (by nobody, unless EMLINH_CODESIGN names who). Untested."""
    identity = os.environ.get("EMLINH_CODESIGN", "-")
    entitlements = HERE / "macos" / "entitlements.plist"
    subprocess.run(["codesign", "--force", "--deep", "--options", "runtime", "--entitlements", entitlements, "--sign", identity, APPLICATION], check=True)
    target = DIST / f"emlinh-desktop-{version()}-{platform.machine()}.dmg"
    command = [sys.executable, "-m", "dmgbuild", "-s", HERE / "macos" / "dmg_settings.py", "-D", f"application={APPLICATION}", "Em Linh Desktop", target]
    subprocess.run(command, check=True)


def check() -> None:
    """Everything about the definitions that can be proved without their systems."""
    from definitions import check_definitions

    for line in check_definitions(ROOT):
        say(line)


def sbom() -> None:
    """What the bundle is made of."""
    from bill_of_materials import write_sbom

    say(str(write_sbom(BUNDLE, ROOT, DIST / f"emlinh-desktop-{version()}-{sys.platform}.cdx.json", version())))


def sums() -> None:
    """SHA256SUMS, in the form `sha256sum --check` reads."""
    files = sorted(path for pattern in PUBLISHED for path in DIST.glob(pattern))
    lines = []
    for path in files:
        with path.open("rb") as file:
            lines.append(f"{hashlib.file_digest(file, 'sha256').hexdigest()}  {path.name}\n")
    (DIST / "SHA256SUMS").write_text("".join(lines), encoding="utf-8")
    say(f"{DIST / 'SHA256SUMS'}: {len(files)} files")


def say(text: str) -> None:
    """Tell the builder."""
    print(f"[build] {text}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

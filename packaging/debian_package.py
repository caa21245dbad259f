"""The bundle as a Debian package: files in their places, and what it depends on, read from its libraries."""

from __future__ import annotations

import gzip
import os
import shutil
import subprocess
import time
from email.utils import formatdate
from pathlib import Path

from app_icons import write_menu_icons
from system_libraries import debian_dependencies

NAME = "emlinh-desktop"
MAINTAINER = "Em Linh Desktop <noreply@emlinh.invalid>"
# Started by name, not linked: a keyring for keys of online services, and what QDesktopServices opens folders with.
_RECOMMENDED = ("xdg-utils", "ca-certificates")
_SUGGESTED = ("gnome-keyring | kwalletmanager",)
_COPYRIGHT = """Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: Em Linh Desktop
Comment: The licences of everything in this package are in /usr/lib/emlinh-desktop/licences.

Files: *
Copyright: the authors of Em Linh Desktop and of the parts named there
License: GPL-3+
 This program is free software: you can redistribute it and/or modify it under the terms of the GNU General Public License as
 published by the Free Software Foundation, either version 3 of the License, or (at your option) any later version.
 .
 On Debian systems the full text is in /usr/share/common-licenses/GPL-3.
"""


def build_package(bundle: Path, root: Path, target_folder: Path, version: str, date: int, compression: str) -> Path:
    """Write `emlinh-desktop_<version>_<architecture>.deb`; the same bytes from the same bundle, version and date."""
    architecture = subprocess.run(["dpkg", "--print-architecture"], check=True, capture_output=True, text=True).stdout.strip()
    tree = root / "build" / "deb"
    shutil.rmtree(tree, ignore_errors=True)
    _lay_out(tree, bundle, root / "packaging" / "linux", version, date)
    control = tree / "DEBIAN" / "control"
    control.parent.mkdir()
    control.write_text(_control(version, architecture, debian_dependencies(bundle), _kilobytes(tree)), encoding="utf-8")
    _write_sums(tree)
    _settle(tree, date)
    target = target_folder / f"{NAME}_{version}_{architecture}.deb"
    command = ["dpkg-deb", "--root-owner-group", f"-Z{compression}", "--build", tree, target]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env={**os.environ, "SOURCE_DATE_EPOCH": str(date)})
    shutil.rmtree(tree)
    return target


def _lay_out(tree: Path, bundle: Path, linux: Path, version: str, date: int) -> None:
    share = tree / "usr" / "share"
    documents = share / "doc" / NAME
    for folder in (tree / "usr" / "bin", share / "applications", share / "metainfo", documents):
        folder.mkdir(parents=True)
    shutil.copytree(bundle, tree / "usr" / "lib" / NAME, symlinks=True)
    (tree / "usr" / "bin" / NAME).symlink_to(f"../lib/{NAME}/{NAME}")
    shutil.copyfile(linux / f"{NAME}.desktop", share / "applications" / f"{NAME}.desktop")
    (share / "metainfo" / "vn.emlinh.Desktop.metainfo.xml").write_text(metainfo(linux, version, date), encoding="utf-8")
    write_menu_icons(share / "icons" / "hicolor")
    (documents / "copyright").write_text(_COPYRIGHT, encoding="utf-8")
    news = f"{NAME} ({version}) stable; urgency=medium\n\n  * See the release notes.\n\n -- {MAINTAINER}  {formatdate(date)}\n"
    with (documents / "changelog.Debian.gz").open("wb") as file, gzip.GzipFile("", "wb", 9, file, 0) as packed:
        packed.write(news.encode())


def metainfo(linux: Path, version: str, date: int) -> str:
    """What software centres show, for this version."""
    text = (linux / "vn.emlinh.Desktop.metainfo.xml").read_text(encoding="utf-8")
    return text.replace("@VERSION@", version.split("-", maxsplit=1)[0]).replace("@DATE@", time.strftime("%Y-%m-%d", time.gmtime(date)))


def _control(version: str, architecture: str, dependencies: list[str], kilobytes: int) -> str:
    fields = {
        "Package": NAME,
        "Version": version,
        "Section": "video",
        "Priority": "optional",
        "Architecture": architecture,
        "Installed-Size": str(kilobytes),
        "Maintainer": MAINTAINER,
        "Depends": ", ".join(dependencies),
        "Recommends": ", ".join(_RECOMMENDED),
        "Suggests": ", ".join(_SUGGESTED),
        "Description": "topic in, spoken and drawn film out, without a network\n"
        " Tell Em Linh a topic. She writes a short talk, speaks it in Vietnamese or\n"
        " English, and a drawn presenter says it on screen with moving lips and\n"
        " captions. Out comes an mp4, made on this computer.",
    }
    return "".join(f"{name}: {value}\n" for name, value in fields.items())


def _write_sums(tree: Path) -> None:
    """What `dpkg --verify` compares with."""
    files = sorted(path for path in (tree / "usr").rglob("*") if path.is_file() and not path.is_symlink())
    said = subprocess.run(["md5sum", *(path.relative_to(tree) for path in files)], cwd=tree, check=True, capture_output=True, text=True).stdout
    (tree / "DEBIAN" / "md5sums").write_text(said, encoding="utf-8")


def _settle(tree: Path, date: int) -> None:
    """Modes Debian wants, and one time for all."""
    for path in [tree, *tree.rglob("*")]:
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or (os.access(path, os.X_OK) and ".so" not in path.name) else 0o644)
        os.utime(path, (date, date), follow_symlinks=False)


def _kilobytes(tree: Path) -> int:
    """As Debian counts: each file rounded up to a kilobyte, a folder as one."""
    return sum(1 if path.is_dir() or path.is_symlink() else -(-path.stat().st_size // 1024) for path in tree.rglob("*"))

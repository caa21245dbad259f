"""The licences of everything in the bundle, in its one folder `licences`."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import sysconfig
from importlib.metadata import Distribution
from pathlib import Path

from bundled_distributions import bundled_distributions

FOLDER = "licences"
_LICENCE_FILE = re.compile(r"(licen[cs]e|copying|notice|copyright|authors)", re.IGNORECASE)
_DEBIAN_DOCUMENTS = Path("/usr/share/doc")


def collect_licences(bundle: Path, root: Path) -> Path:
    """Fill `<bundle>/licences` anew."""
    folder = bundle / FOLDER
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(root / "packaging" / "licences", folder)
    shutil.copyfile(root / "LICENSE", folder / "GPL-3.0.txt")
    shutil.copyfile(root / "resources" / "NOTICE.md", folder / "NOTICE.md")
    _python_licence(folder)
    for distribution in bundled_distributions(root):
        _copy_from(distribution, folder / distribution.name)
    if sys.platform.startswith("linux"):
        for package in debian_packages(bundle):
            shutil.copyfile(_DEBIAN_DOCUMENTS / package / "copyright", _made(folder / "debian") / f"{package}.txt")
    return folder


def debian_packages(bundle: Path) -> list[str]:
    """The packages of the build machine whose libraries PyInstaller copied into the bundle."""
    libraries = [path.name for path in (bundle / "_internal").glob("lib*.so*") if not path.is_symlink() and not path.name.startswith("libpython")]
    said = subprocess.run(["dpkg", "-S", *(f"*/{name}" for name in libraries)], capture_output=True, text=True, check=False).stdout
    return sorted({line.split(":")[0] for line in said.splitlines() if "/lib/" in line})


def _copy_from(distribution: Distribution, folder: Path) -> None:
    metadata = distribution.read_text("METADATA")
    assert metadata is not None
    _made(folder)
    (folder / "METADATA").write_text(metadata, encoding="utf-8")
    for file in distribution.files or ():
        if ".dist-info" in file.parts[0] and _LICENCE_FILE.search(file.name):
            source = Path(str(file.locate()))
            shutil.copyfile(source, folder / source.name)


def _python_licence(folder: Path) -> None:
    for place in (Path(sysconfig.get_path("stdlib")) / "LICENSE.txt", Path(sys.base_prefix) / "LICENSE.txt"):
        if place.is_file():
            shutil.copyfile(place, folder / "Python.txt")
            return
    raise FileNotFoundError("the licence of Python")


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder

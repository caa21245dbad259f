"""Linux libraries the bundle takes from the system: those that must fit its drivers, desktop and services.

A copy of our own would shadow the system's (an older libstdc++ keeps Mesa's drivers from loading), and OpenSSL is mended by the
system. The Debian package depends on what is named here; a library that is needed, not bundled and not here stops the build.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable
from pathlib import Path

DEBIAN_PACKAGES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libXext.so.6": "libxext6",
    "libXrandr.so.2": "libxrandr2",
    "libXrender.so.1": "libxrender1",
    "libbrotlicommon.so.1": "libbrotli1",
    "libbrotlidec.so.1": "libbrotli1",
    "libcrypto.so.3": "libssl3t64 | libssl3",
    "libdbus-1.so.3": "libdbus-1-3",
    "libdrm.so.2": "libdrm2",
    "libexpat.so.1": "libexpat1",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libgcc_s.so.1": "libgcc-s1",
    "libglib-2.0.so.0": "libglib2.0-0t64 | libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libgthread-2.0.so.0": "libglib2.0-0t64 | libglib2.0-0",
    "libpulse.so.0": "libpulse0",
    "libssl.so.3": "libssl3t64 | libssl3",
    "libstdc++.so.6": "libstdc++6",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
}
_C_LIBRARY = re.compile(r"(?:ld-linux[-\w]*|lib(?:c|m|mvec|dl|pthread|resolv|rt|util))\.so\.\d+$")
_C_LIBRARY_VERSION = re.compile(rb"GLIBC_2\.(\d+)")


def comes_from_system(name: str) -> bool:
    """Whether a library, by its file name, stays out of the bundle."""
    return name in DEBIAN_PACKAGES or _C_LIBRARY.match(name) is not None


def drop_unneeded(bundle: Path) -> None:
    """Take out what was brought by something that itself was left out.

    PyInstaller follows the libraries of everything it finds before the spec prunes. Those of wheels lie in folders; the build
    machine's lie at the top, and each of them must be needed by something that stays.
    """
    top = bundle / "_internal"
    while True:
        _drop_dangling_links(top)
        files = [path for path in bundle.rglob("*") if path.is_file() and not path.is_symlink() and is_elf(path)]
        needed = {name for path in files for name in needed_by(path)}
        stray = [path for path in files if path.parent == top and path.name.startswith("lib") and path.name not in needed]
        stray = [path for path in stray if not path.name.startswith("libpython")]  # the start program opens it by name
        if not stray:
            return
        for path in stray:
            path.unlink()


def _drop_dangling_links(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_symlink() and not path.exists():
            path.unlink()


class UnknownLibraries(Exception):  # noqa: N818 - reads as what was found
    """The bundle needs libraries nobody brings."""


def debian_dependencies(bundle: Path) -> list[str]:
    """The Debian packages the files of a bundle need.

    Raises:
        UnknownLibraries: some library is neither bundled nor named above.
    """
    binaries = [path for path in bundle.rglob("*") if path.is_file() and not path.is_symlink() and is_elf(path)]
    own = {path.name for path in bundle.rglob("*.so*")}
    wanted = set().union(*(needed_by(path) for path in binaries)) - own
    unknown = sorted(name for name in wanted if not comes_from_system(name))
    if unknown:
        raise UnknownLibraries(", ".join(unknown))
    packages = {DEBIAN_PACKAGES[name] for name in wanted if name in DEBIAN_PACKAGES}
    return [f"libc6 (>= 2.{_newest_c_library(binaries)})", *sorted(packages)]


def is_elf(path: Path) -> bool:
    """Whether a file is a Linux program or library."""
    with path.open("rb") as file:
        return file.read(4) == b"\x7fELF"


def needed_by(path: Path) -> set[str]:
    """The libraries a program or library is linked with, by name."""
    said = subprocess.run(["objdump", "-p", path], check=True, capture_output=True, text=True).stdout
    return {line.split()[1] for line in said.splitlines() if line.strip().startswith("NEEDED")}


def _newest_c_library(binaries: Iterable[Path]) -> int:
    return max(int(number) for path in binaries for number in _C_LIBRARY_VERSION.findall(path.read_bytes()))

"""A private copy of espeak-ng's data in a folder it can open, with our own voice variants.

espeak-ng cannot open a data path longer than 159 bytes, and on Windows opens it in the ANSI code page; own variants
must lie inside its data. Vietnamese and English need 0.9 MB of the wheel's 19. The folder is named by the
hash of its content and of the library, so different versions live side by side, and every file is compared before use: two
processes preparing it at once write the same bytes, each file renamed into place whole.
"""

from __future__ import annotations

import errno
import functools
import hashlib
import os
import stat
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import espeakng_loader  # type: ignore[import-untyped]  # espeakng-loader ships no types

from emlinh_desktop.base.atomic_file import write_bytes
from emlinh_desktop.base.resources import resource
from emlinh_desktop.domain.errors import ErrorCode, ResourceError

FILES = (
    "phondata", "phonindex", "phontab", "intonations", "vi_dict", "en_dict",
    "lang/aav/vi", "lang/aav/vi-VN-x-central", "lang/aav/vi-VN-x-south", "lang/gmw/en", "lang/gmw/en-US",
)  # fmt: skip
_OWN_VARIANTS = ("emlinh", "minh")
_MAX_PATH_BYTES = 159  # N_PATH_HOME of espeak-ng is 160


@dataclass(frozen=True, slots=True)
class EspeakInstallation:
    """What the wheel and our resources give. `fingerprint` changes with any byte of them."""

    library: Path
    files: Mapping[str, bytes]
    fingerprint: str


@functools.cache
def espeak_installation() -> EspeakInstallation:
    """Read the installed library and data once.

    Raises:
        ResourceError: VOICE_UNAVAILABLE, the installation is incomplete.
    """
    try:
        library = Path(espeakng_loader.get_library_path())
        source = Path(espeakng_loader.get_data_path())
        files = {name: (source / name).read_bytes() for name in FILES}
        for variant in _OWN_VARIANTS:
            files[f"voices/!v/{variant}"] = resource(f"voices/{variant}.variant").read_bytes()
        digest = hashlib.blake2b(library.read_bytes(), digest_size=8)
    except (OSError, RuntimeError) as error:  # the loader raises RuntimeError for a missing data folder
        raise ResourceError(ErrorCode.VOICE_UNAVAILABLE, voice="espeak-ng", reason=str(error)) from error
    for name, content in sorted(files.items()):
        digest.update(f"{name} {len(content)} ".encode())
        digest.update(content)
    return EspeakInstallation(library, MappingProxyType(files), digest.hexdigest())


def prepared_data(cache_folder: Path) -> Path:
    """The private data folder, complete and undamaged. Any thread, any number of processes.

    Raises:
        ResourceError: VOICE_UNAVAILABLE, NO_WRITE_ACCESS or DISK_FULL.
    """
    installation = espeak_installation()
    folder = _short_folder(cache_folder, installation.fingerprint)
    for name, content in installation.files.items():
        _put(folder / name, content)
    return folder


def _put(path: Path, content: bytes) -> None:
    if _holds(path, content):
        return
    try:
        write_bytes(path, content)
    except OSError as error:
        if _holds(path, content):  # another process was first, and Windows does not replace an open file
            return
        if error.errno == errno.ENOSPC:
            raise ResourceError(ErrorCode.DISK_FULL, path=str(path.parent), needed_mb=1, free_mb=0) from error
        raise ResourceError(ErrorCode.NO_WRITE_ACCESS, path=str(path.parent)) from error


def _holds(path: Path, content: bytes) -> bool:
    try:
        return path.stat().st_size == len(content) and path.read_bytes() == content
    except OSError:
        return False


def _short_folder(cache_folder: Path, fingerprint: str) -> Path:
    name = f"espeak-{fingerprint}"
    wanted = cache_folder / name
    if _espeak_can_open(wanted):
        return wanted
    for shared in _shared_folders():
        own = shared / f"emlinh-{_user()}"
        if _espeak_can_open(own / name) and _is_private(own):
            return own / name
    raise ResourceError(ErrorCode.VOICE_UNAVAILABLE, voice="espeak-ng", reason=f"no folder with a short plain path beside {cache_folder}")


def _espeak_can_open(folder: Path) -> bool:
    path = str(folder)
    return path.isascii() and len(path) <= _MAX_PATH_BYTES


def _shared_folders() -> Iterator[Path]:
    yield Path(tempfile.gettempdir())
    if sys.platform == "win32":
        for variable in ("PROGRAMDATA", "PUBLIC"):
            if variable in os.environ:
                yield Path(os.environ[variable])
    else:
        yield Path("/var/tmp")  # noqa: S108 - used only after _is_private has made and checked a folder of our own in it


def _user() -> str:
    if sys.platform == "win32":
        return hashlib.blake2b(os.environ.get("USERNAME", "").encode(), digest_size=4).hexdigest()
    return str(os.getuid())


def _is_private(folder: Path) -> bool:
    """Make the folder for this user alone; False if somebody else holds the name."""
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        found = folder.lstat()
    except OSError:
        return False
    if not stat.S_ISDIR(found.st_mode):
        return False
    if sys.platform == "win32":
        return True  # content is compared before each use, and it is data, not code
    return found.st_uid == os.getuid() and found.st_mode & 0o077 == 0

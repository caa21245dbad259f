"""Take debugging symbols out of the bundle's libraries: 70 MB that nobody who only runs it needs.

`strip` destroys some libraries whose headers `patchelf` had rewritten (numpy's OpenBLAS: "address not page-aligned"), so only
those with debugging sections are touched, and each result is looked at before it takes the original's place.
"""

from __future__ import annotations

import shutil
import struct
import subprocess
from pathlib import Path

from system_libraries import is_elf

_HEADER = struct.Struct("<16sHHIQQQIHHHHHH")
_SEGMENT = struct.Struct("<IIQQQQQQ")
_LOAD = 1
_PAGE = 4096


def strip_debug_symbols(bundle: Path) -> int:
    """Strip every library that has debugging sections; the bytes gained."""
    gained = 0
    for path in bundle.rglob("*.so*"):
        if not path.is_file() or path.is_symlink() or not is_elf(path) or b".debug_info" not in path.read_bytes():
            continue
        stripped = path.with_name(path.name + ".stripped")
        subprocess.run(["strip", "--strip-debug", "-o", stripped, path], check=True)
        if loadable(stripped):
            gained += path.stat().st_size - stripped.stat().st_size
            shutil.copymode(path, stripped)
            stripped.replace(path)
        else:
            stripped.unlink()
    return gained


def loadable(path: Path) -> bool:
    """Whether each loaded segment's place in the file agrees with its address to the page: what the loader insists on."""
    content = path.read_bytes()
    fields = _HEADER.unpack_from(content)
    table, entry_bytes, count = fields[5], fields[9], fields[10]
    segments = (_SEGMENT.unpack_from(content, table + number * entry_bytes) for number in range(count))
    return all(offset % _PAGE == address % _PAGE for kind, _, offset, address, *_ in segments if kind == _LOAD)

"""How long each text turned out to be, remembered across starts: measuring a talk again starts no worker.

One line a text, appended: the key (see `espeak_engine.line_source`), the length in samples at 48 kHz, and a full
stop that proves the line whole.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from pathlib import Path

_log = logging.getLogger(__name__)

_LINE = re.compile(r"([0-9a-f]{32}) (\d{1,12}) \.")
_LIMIT_BYTES = 4_000_000  # some 90,000 texts; then it starts anew


class LengthLog:
    """Lengths by key. One thread of each process; several processes may append."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lengths: dict[str, int] | None = None

    def get(self, key: str) -> int | None:
        """The length in samples, or None."""
        return self._known().get(key)

    def add(self, lengths: Mapping[str, int]) -> None:
        """Remember lengths. A disk that cannot take them is no failure; it is logged."""
        known = self._known()
        new = {key: length for key, length in lengths.items() if known.get(key) != length}
        known.update(new)
        if not new:
            return
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            too_big = self._path.exists() and self._path.stat().st_size > _LIMIT_BYTES
            with self._path.open("w" if too_big else "a", encoding="ascii", newline="\n") as handle:
                handle.write("".join(f"\n{key} {length} .\n" for key, length in new.items()))
        except OSError as error:
            _log.warning("measured lengths could not be kept: %s", error)

    def _known(self) -> dict[str, int]:
        if self._lengths is None:
            self._lengths = {}
            try:
                lines = self._path.read_text(encoding="ascii", errors="replace").splitlines()
            except OSError:
                lines = []
            for line in lines:
                match = _LINE.fullmatch(line)
                if match:
                    self._lengths[match[1]] = int(match[2])
        return self._lengths

"""The user's own list: how a word is to be said."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from emlinh_desktop.speech.speakable.cursor import Said


def own_readings(text: str, pronunciations: Mapping[str, str]) -> dict[int, Said]:
    """Where the listed words stand, by their start. Whole words; the longest wins; case counts only for entries with capitals."""
    entries = {unicodedata.normalize("NFC", key.strip()): value for key, value in pronunciations.items() if key.strip()}
    found: dict[int, Said] = {}
    if not entries:
        return found
    exact = {key: value for key, value in entries.items() if key != key.lower()}
    loose = {key: value for key, value in entries.items() if key == key.lower()}
    for table, flags in ((loose, re.IGNORECASE), (exact, 0)):
        if not table:
            continue
        for match in re.finditer(_alternatives(table), text, flags):
            known = table.get(match[0], table.get(match[0].lower()))
            if known is not None and (match.start() not in found or match.end() >= found[match.start()].end):
                found[match.start()] = Said(*match.span(), " ".join(known.split()))
    return found


def _alternatives(table: Mapping[str, str]) -> str:
    keys = sorted(table, key=len, reverse=True)
    return r"(?<![^\W_])(?:" + "|".join(re.escape(key) for key in keys) + r")(?![^\W_])"

"""Regular expressions made from tables."""

from __future__ import annotations

import re
from collections.abc import Iterable


def alternatives(symbols: Iterable[str]) -> str:
    """A regular expression of the symbols, longest first."""
    return "|".join(re.escape(symbol) for symbol in sorted(symbols, key=len, reverse=True))


def words_before(*words: str) -> re.Pattern[str]:
    """A context: one of the words stands directly before (white space, a colon or an opening mark between)."""
    return re.compile(r"(?:^|[^\w])(?:" + "|".join(words) + r")[\s:.(“\"]{0,3}$")


def words_near(*words: str) -> re.Pattern[str]:
    """A context: one of the words stands somewhere before in the same sentence."""
    return re.compile(r"(?:^|[^\w])(?:" + "|".join(words) + r")(?!\w)")

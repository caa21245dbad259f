"""Tables written as text, and regular expressions made from them."""

from __future__ import annotations

import re
from collections.abc import Iterable

UPPER = "A-Z" + "".join(char for char in map(chr, range(0xC0, 0x1EFA)) if char.isupper())
"""the inside of a character class: upper-case Latin letters, Vietnamese ones among them"""


def alternatives(symbols: Iterable[str]) -> str:
    """A regular expression of the symbols, longest first."""
    return "|".join(re.escape(symbol) for symbol in sorted(symbols, key=len, reverse=True))


def words_before(*words: str) -> re.Pattern[str]:
    """A context: one of the words stands directly before (white space, a colon or an opening mark between)."""
    return re.compile(r"(?:^|[^\w])(?:" + "|".join(words) + r")[\s:.(“\"]{0,3}$")


def words_near(*words: str) -> re.Pattern[str]:
    """A context: one of the words stands somewhere before in the same sentence."""
    return re.compile(r"(?:^|[^\w])(?:" + "|".join(words) + r")(?!\w)")


def words(listed: str) -> frozenset[str]:
    """A set of words from a table written as running text."""
    return frozenset(listed.split())


def table(rows: str) -> dict[str, str]:
    """A table of `written=said` lines."""
    return dict(row.split("=", 1) for row in rows.strip().splitlines())

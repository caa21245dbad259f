"""Tables written as text, and regular expressions made from them."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterable

UPPER = "A-Z" + "".join(char for char in map(chr, itertools.chain(range(0xC0, 0x250), range(0x1E00, 0x1F00))) if char.isupper())
"""the inside of a character class: upper-case Latin letters, Vietnamese ones among them"""


def alternatives(symbols: Iterable[str]) -> str:
    """A regular expression of the symbols, longest first."""
    return "|".join(re.escape(symbol) for symbol in sorted(symbols, key=len, reverse=True))


class Context:
    """An expression for what stands before a place. Compiled when first asked: most texts ask few of them, and all together cost a start 20 ms."""

    def __init__(self, expression: str) -> None:
        self._expression = expression

    @functools.cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile(self._expression)

    def search(self, text: str) -> re.Match[str] | None:
        """As `re.Pattern.search`."""
        return self._pattern.search(text)


def words_before(*words: str) -> Context:
    """One of the words stands directly before (white space, a colon or an opening mark between)."""
    return Context(r"(?:^|[^\w])(?:" + "|".join(words) + r")[\s:.(“\"]{0,3}$")


def words_near(*words: str) -> Context:
    """One of the words stands somewhere before in the same sentence."""
    return Context(r"(?:^|[^\w])(?:" + "|".join(words) + r")(?!\w)")


def words(listed: str) -> frozenset[str]:
    """A set of words from a table written as running text."""
    return frozenset(listed.split())


def table(rows: str) -> dict[str, str]:
    """A table of `written=said` lines."""
    return dict(row.split("=", 1) for row in rows.strip().splitlines())

"""Roman numerals in their canonical form, I to MMMCMXCIX."""

from __future__ import annotations

import re

_CANONICAL = re.compile(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}


def roman_value(word: str) -> int | None:
    """The number a canonical numeral stands for; None for anything else ("IIII", "VX", "")."""
    if not 0 < len(word) <= 15 or _CANONICAL.fullmatch(word) is None:
        return None
    total = 0
    for char, after in zip(word, [*word[1:], ""], strict=True):
        value = _VALUES[char]
        total += -value if value < _VALUES.get(after, 0) else value
    return total

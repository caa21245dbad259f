"""Is a word in capitals because everything around it is?"""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W\d_]{2,}")
_VOWEL = re.compile(r"[AEIOUY\u00c0-\u1ef9]")
_REACH = 40


def shouted(text: str, start: int, end: int) -> bool:
    """Whether the words around [start, end) are capitals too: a heading. Other acronyms are no proof of one."""
    around = _WORD.findall(text[max(0, start - _REACH) : start]) + _WORD.findall(text[end : end + _REACH])
    loud = [word for word in around if word.isupper() and _VOWEL.search(word) and (len(word) > 3 or not word.isascii())]
    return len(loud) * 2 > len(around)

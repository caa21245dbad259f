"""The place in a text where rules are tried, and what a rule answers."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from emlinh_desktop.speech.speakable.patterns import Context

_TAIL_CHARACTERS = 64
_SENTENCE_END = re.compile(r"[.!?…]\s|[\n;]")

_LAST_WORD = re.compile(r"[^\W\d_]+$")
_ABBREVIATED = frozenset(
    {"vol", "no", "nos", "ch", "fig", "sec", "art", "pp", "p", "q", "tr", "tp", "tx", "tel", "ext", "approx", "pt", "vs", "ts", "gs", "đt", "sđt"}
)
"""a dot after these ends no sentence"""


@dataclass(slots=True)
class Said:
    """A stretch [start, end) of the text and its words. `plain`: a word said as written, its language not yet decided.

    `foreign`: to be spoken in the other language. `pause` is the punctuation heard after it.
    """

    start: int
    end: int
    text: str
    plain: bool = False
    foreign: bool = False
    pause: str = ""


@dataclass(slots=True)
class Cursor:
    """A position in a text (NFC). Rules look back a bounded way only, so reading stays linear."""

    text: str
    start: int
    _tail: str | None = None

    def tail(self) -> str:
        """Up to 64 lower-case characters of the same sentence before this place."""
        if self._tail is None:
            self._tail = self._look_back()
        return self._tail

    def _look_back(self) -> str:
        raw = self.text[max(0, self.start - _TAIL_CHARACTERS) : self.start]
        last = 0
        for end in _SENTENCE_END.finditer(raw):
            word = _LAST_WORD.search(raw, max(0, end.start() - 8), end.start())
            if word is None or word[0].lower() not in _ABBREVIATED:
                last = end.end()
        return raw[last:].lower()

    def follows(self, context: Context | re.Pattern[str]) -> bool:
        """Whether the words before this place match (patterns end in `$`)."""
        return context.search(self.tail()) is not None

    def match(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """The pattern at this very place."""
        return pattern.match(self.text, self.start)

    def at_token_start(self) -> bool:
        """Whether nothing but space or an opening mark stands directly before."""
        return self.start == 0 or self.text[self.start - 1] in " \t\n\r\u00a0\u202f([{\"'“‘«/,;:=<>≤≥±~≈*×"

    def next_char(self, end: int) -> str:
        """The character at `end`, or ""."""
        return self.text[end : end + 1]


Rule = Callable[[Cursor], list[Said] | None]
"""Answers None when it has nothing to say about this place; the last answer's end is where reading goes on."""

"""The talk and its sentences."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from emlinh_desktop.domain.brief import Language
from emlinh_desktop.domain.fallback import Fallback
from emlinh_desktop.domain.language_model import ModelCost


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence of the talk.

    `id` is stable: made from the words and, for a repeated sentence, its turn. `text` is NFC, what captions
    show. `ends_paragraph` asks the voice for a longer pause after it.
    """

    id: str
    text: str
    ends_paragraph: bool = False


@dataclass(frozen=True, slots=True)
class Script:
    """A whole talk. `writer` names who wrote it (`own` for the user); `draft` marks an outline-made text.

    `fallback` (why another writer than the wanted one wrote it) and `cost` are news, not content: they are not stored and not compared.
    """

    title: str
    language: Language
    lines: tuple[Line, ...]
    writer: str
    draft: bool
    fallback: Fallback | None = field(default=None, compare=False)
    cost: ModelCost | None = field(default=None, compare=False)

    @property
    def text(self) -> str:
        """The talk as running text, paragraphs apart."""
        parts = [line.text + ("\n\n" if line.ends_paragraph else " ") for line in self.lines]
        return "".join(parts).strip()


def make_lines(sentences: Iterable[tuple[str, bool]]) -> tuple[Line, ...]:
    """Lines from (text, ends_paragraph), each with its stable id."""
    seen: Counter[str] = Counter()
    lines = []
    for text, ends_paragraph in sentences:
        seen[text] += 1
        digest = hashlib.blake2b(text.encode("utf-8"), digest_size=6).hexdigest()
        lines.append(Line(f"{digest}-{seen[text]}", text, ends_paragraph))
    return tuple(lines)

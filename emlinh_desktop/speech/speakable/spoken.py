"""What `speakable` gives back: pieces of the text, each with what is said for it."""

from __future__ import annotations

from dataclasses import dataclass

from emlinh_desktop.domain.brief import Language


@dataclass(frozen=True, slots=True)
class SpokenPiece:
    """A stretch of the written text and what the voice says for it.

    `written` is a span of the given text in NFC; spans never overlap and come in order. Several pieces may
    share one whitespace token ("12A"), and one piece may reach over several ("$2.5 million"). `text` holds
    words only, and , . ? ! for pauses; it is "" when nothing is said (emoji). `language` is the one to speak it in.
    """

    written: tuple[int, int]
    text: str
    language: Language


@dataclass(frozen=True, slots=True)
class Spoken:
    """The pieces of a text, and the whole of it as one would write down what is heard."""

    pieces: tuple[SpokenPiece, ...]
    text: str

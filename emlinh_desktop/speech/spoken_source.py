"""Spoken pieces -> what the worker is asked: words with their language, in stretches of bounded length."""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from emlinh_desktop.domain.brief import Language
from emlinh_desktop.speech.espeak_frames import SpeakRequest
from emlinh_desktop.speech.speakable import Spoken
from emlinh_desktop.speech.voices import EspeakTuning

_LONGEST_WORD = 80  # espeak's own word buffer holds 160 bytes
_STRETCH_SOFT = 280  # characters after which a stretch ends at the next pause sign
_STRETCH_HARD = 420  # and after which it ends anywhere
_PAUSE_SIGNS = (",", ".", "?", "!", ";", ":", "…")
_KEPT_SIGNS = frozenset("'’-,.?!;:…")
_EDGE_MARKS = "'’-"  # inside a word they belong to it; at its edge espeak reads some of them aloud
_LAST_LATIN, _VIETNAMESE_LATIN = 0x024F, range(0x1E00, 0x1F00)


@dataclass(frozen=True, slots=True)
class SourceWord:
    """One whitespace-separated word given to espeak. `piece` indexes `Spoken.pieces`."""

    piece: int
    text: str
    language: Language


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words spoken in one breath of the engine. `first_word` counts in the whole Line."""

    first_word: int
    words: tuple[SourceWord, ...]


def source_words(spoken: Spoken) -> tuple[SourceWord, ...]:
    """The words to speak; signs standing alone are glued to the word before them."""
    words: list[SourceWord] = []
    for index, piece in enumerate(spoken.pieces):
        for text in "".join(map(_sayable, piece.text)).split():
            word = text.strip(_EDGE_MARKS)
            if any(char.isalnum() for char in word):
                words.extend(SourceWord(index, part, piece.language) for part in _bounded(word))
            elif words and word.startswith(_PAUSE_SIGNS) and not words[-1].text.endswith(_PAUSE_SIGNS):
                last = words[-1]
                words[-1] = SourceWord(last.piece, last.text + word[0], last.language)
    return tuple(words)


@functools.lru_cache(maxsize=4096)
def _sayable(char: str) -> str:
    """The character if the voices can say it, else a space.

    Of other scripts espeak-ng names the letters at best; for some it looks for other languages' data and crashes without it.
    """
    if char in _KEPT_SIGNS or (char.isascii() and char.isalnum()) or unicodedata.category(char) == "Mn":
        return char
    is_latin = char.isalpha() and (ord(char) <= _LAST_LATIN or ord(char) in _VIETNAMESE_LATIN)
    return char if is_latin else " "


def _bounded(word: str) -> Iterable[str]:
    return (word[at : at + _LONGEST_WORD] for at in range(0, len(word), _LONGEST_WORD))


def stretches(words: Sequence[SourceWord]) -> tuple[Stretch, ...]:
    """Cut a Line where the engine may breathe: usually one stretch, more for a Line of hundreds of words."""
    found: list[Stretch] = []
    first, length = 0, 0
    for index, word in enumerate(words):
        length += len(word.text) + 1
        pauses = length > _STRETCH_SOFT and word.text.endswith(_PAUSE_SIGNS)
        if pauses or length > _STRETCH_HARD or index == len(words) - 1:
            found.append(Stretch(first, tuple(words[first : index + 1])))
            first, length = index + 1, 0
    return tuple(found)


def request_of(stretch: Stretch, tuning: EspeakTuning, language: Language, rate_wpm: int) -> SpeakRequest:
    """What to ask of a voice of `language` for a stretch."""
    words = tuple((word.text, word.language.value) for word in stretch.words)
    tones = {of.value: (tone.pitch, tone.pitch_range) for of, tone in tuning.tones.items()}
    return SpeakRequest(words, language.value, tuning.espeak_voice, rate_wpm, tuning.volume, tones)

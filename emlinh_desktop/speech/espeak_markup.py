"""Words with their languages -> SSML for espeak-ng, and where in it each word begins.

Two ways to say a foreign word, the better one where it works:
- In phonemes, inside the clause: `[[_^_en-us b|l|'0|k|tS|eI|n _^_vi]]`. Measured for an English word in a Vietnamese
  sentence: the syllable before keeps its 157 ms (244 with the other way), the melody runs through.
- Another voice: `<voice xml:lang="vi">`, which ends a clause before and after it. For Vietnamese in an English
  sentence (its tones come out flat the first way), for long quotations, and where there are no phonemes.
Of the SSML forms `<lang>` and `<voice name=...>` do nothing; entities shift espeak's text positions, so no word may hold markup.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from emlinh_desktop.speech.espeak_frames import SpeakRequest

ENGLISH = "en-us"
_SWITCH_TO = {"vi": "vi", "en": ENGLISH}
_PHONEME_TABLES = {"vi": "vi", "vi-vn-x-central": "vi-hue", "vi-vn-x-south": "vi-sgn"}
_LONGEST_INLINE = 4  # words; longer English in a Vietnamese text has a melody of its own
_SIGNS = ",.?!;:…"

PhonemesOf = Callable[[str], str]
"""an English word -> espeak's phoneme mnemonics parted by `|`, "" when there are none"""


@dataclass(frozen=True, slots=True)
class Markup:
    """SSML; `starts[i]` is the code point where word i begins."""

    ssml: str
    starts: tuple[int, ...]


def markup(request: SpeakRequest, phonemes_of: PhonemesOf) -> Markup:
    """The words of a request as SSML."""
    parts: list[str] = []
    starts: list[int] = []
    at = 0
    for part, begins_word in _parts(request, phonemes_of):
        if begins_word:
            starts.append(at)
        parts.append(part)
        at += len(part)
    return Markup("".join(parts).rstrip(), tuple(starts))


def _parts(request: SpeakRequest, phonemes_of: PhonemesOf) -> Iterator[tuple[str, bool]]:
    """Pieces of SSML, and whether a word begins with the piece."""
    for language, run in itertools.groupby(request.words, key=lambda word: word[1]):
        texts = [text for text, _ in run]
        if language == request.language:
            yield from ((f"{text} ", True) for text in texts)
            continue
        table = _PHONEME_TABLES.get(request.voice.partition("+")[0])
        spelled = [phonemes_of(text.rstrip(_SIGNS)) for text in texts] if table and len(texts) <= _LONGEST_INLINE else []
        if spelled and all(spelled):
            for text, phonemes in zip(texts, spelled, strict=True):
                yield f"[[_^_{ENGLISH} {phonemes} _^_{table}]]{text[len(text.rstrip(_SIGNS)) :]} ", True
        else:
            yield from _other_voice(texts, language, request)


def _other_voice(texts: Sequence[str], language: str, request: SpeakRequest) -> Iterator[tuple[str, bool]]:
    pitch, pitch_range = request.tones[language]
    yield f'<voice xml:lang="{_SWITCH_TO[language]}"><prosody pitch="{pitch}" range="{pitch_range}">', False
    for text in texts:
        yield f"{text} ", True
    yield "</prosody></voice> ", False

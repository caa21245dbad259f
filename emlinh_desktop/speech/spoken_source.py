"""Spoken pieces -> what espeak is given: words with their language, in stretches of bounded length, as SSML.

Foreign words are switched with `<voice xml:lang=...>`, the only form espeak-ng obeys inside a sentence (`<lang>` and
`<voice name=...>` do nothing); entities shift its text positions, so `<`, `>` and `&` never appear as text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from emlinh_desktop.domain.brief import Language
from emlinh_desktop.speech.espeak_frames import SpeakRequest
from emlinh_desktop.speech.speakable import Spoken
from emlinh_desktop.speech.voices import EspeakTuning

_SWITCH_TO = {Language.VI: "vi", Language.EN: "en-us"}
_NO_MARKUP = {ord("<"): " ", ord(">"): " ", ord("&"): " "}
_LONGEST_WORD = 80  # espeak's own word buffer holds 160 bytes
_STRETCH_SOFT = 280  # characters after which a stretch ends at the next pause sign
_STRETCH_HARD = 420  # and after which it ends anywhere
_PAUSE_SIGNS = (",", ".", "?", "!", ";", ":", "…")


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


@dataclass(frozen=True, slots=True)
class StretchSource:
    """A stretch as espeak gets it; `starts` are the code points of the SSML where its words begin."""

    request: SpeakRequest
    starts: tuple[int, ...]


def source_words(spoken: Spoken) -> tuple[SourceWord, ...]:
    """The words to speak; signs standing alone are glued to the word before them."""
    words: list[SourceWord] = []
    for index, piece in enumerate(spoken.pieces):
        for text in piece.text.translate(_NO_MARKUP).split():
            if any(char.isalnum() for char in text):
                words.extend(SourceWord(index, part, piece.language) for part in _bounded(text))
            elif words and not words[-1].text.endswith(_PAUSE_SIGNS):
                last = words[-1]
                words[-1] = SourceWord(last.piece, last.text + text[:3], last.language)
    return tuple(words)


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


def stretch_source(stretch: Stretch, tuning: EspeakTuning, language: Language, rate_wpm: int) -> StretchSource:
    """The SSML of a stretch for a voice of `language`, and where its words begin."""
    parts: list[str] = []
    starts: list[int] = []
    at = 0
    current = language
    for word in stretch.words:
        if word.language is not current:
            switch = ("" if current is language else "</prosody></voice> ") + _opening(word.language, language, tuning)
            parts.append(switch)
            at += len(switch)
            current = word.language
        starts.append(at)
        parts.append(word.text + " ")
        at += len(word.text) + 1
    if current is not language:
        parts.append("</prosody></voice>")
    tone = tuning.tones[language]
    ssml = "".join(parts).rstrip()
    return StretchSource(SpeakRequest(ssml, tuning.espeak_voice, rate_wpm, tone.pitch, tone.pitch_range, tuning.volume), tuple(starts))


def _opening(wanted: Language, own: Language, tuning: EspeakTuning) -> str:
    if wanted is own:
        return ""
    tone = tuning.tones[wanted]
    return f'<voice xml:lang="{_SWITCH_TO[wanted]}"><prosody pitch="{tone.pitch}" range="{tone.pitch_range}">'

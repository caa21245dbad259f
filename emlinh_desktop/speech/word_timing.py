"""Phonemes of spoken words -> times of the written tokens the captions show.

"2024" is one written token and four spoken words; "20 - 11" is three written tokens and perhaps one spoken piece. Every
token gets a time; times never run backwards; a token nobody speaks (a lone dash, an emoji) has no length.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence

from emlinh_desktop.domain.utterance import WordTiming
from emlinh_desktop.speech.phoneme_track import Phone, shares
from emlinh_desktop.speech.speakable import Spoken
from emlinh_desktop.speech.spoken_source import SourceWord

_TOKEN = re.compile(r"\S+")


def token_spans(text: str) -> list[tuple[int, int]]:
    """The whitespace-separated tokens of a Line."""
    return [match.span() for match in _TOKEN.finditer(text)]


def give_tokens(phones: Sequence[Phone], words: Sequence[SourceWord], spoken: Spoken, text: str) -> None:
    """Replace each phoneme's source word by the written token it is spoken for."""
    spans = token_spans(text)
    sounding: dict[int, list[Phone]] = {}
    for phone in phones:
        if phone.ipa and phone.word >= 0:
            sounding.setdefault(words[phone.word].piece, []).append(phone)
    for piece, own in sounding.items():
        tokens = _tokens_of(spoken.pieces[piece].written, spans, text)
        if len(tokens) == 1:
            for phone in own:
                phone.word = tokens[0]
        else:
            _deal(own, tokens, [_weight(spans[token], text) for token in tokens])


def _tokens_of(written: tuple[int, int], spans: Sequence[tuple[int, int]], text: str) -> list[int]:
    """Indices of the tokens a span touches, those with letters or digits if there are any; -1 if it touches none."""
    first = max(0, bisect.bisect_right(spans, (written[0], len(text))) - 1)
    until = bisect.bisect_left(spans, (written[1], 0))
    touched = [index for index in range(first, until) if spans[index][1] > written[0]]
    return [index for index in touched if _weight(spans[index], text)] or touched or [first if spans else -1]


def _weight(span: tuple[int, int], text: str) -> int:
    return sum(char.isalnum() for char in text[span[0] : span[1]])


def _deal(phones: Sequence[Phone], tokens: Sequence[int], weights: Sequence[int]) -> None:
    """Several tokens spoken as one piece: whole spoken words where there are enough, else single phonemes."""
    heard = list(dict.fromkeys(phone.word for phone in phones))
    if len(heard) >= len(tokens):
        token_of = dict(zip(heard, shares(len(heard), weights), strict=True))
        for phone in phones:
            phone.word = tokens[token_of[phone.word]]
    else:
        for phone, share in zip(phones, shares(len(phones), weights), strict=True):
            phone.word = tokens[share]


def word_timings(text: str, phones: Sequence[Phone], seconds: Sequence[tuple[float, float]]) -> tuple[WordTiming, ...]:
    """One timing a token, from phonemes that know their token and their (start, end) in seconds."""
    spans = token_spans(text)
    starts: dict[int, float] = {}
    ends: dict[int, float] = {}
    for phone, (start_s, end_s) in zip(phones, seconds, strict=True):
        if phone.ipa and phone.word >= 0:
            starts.setdefault(phone.word, start_s)
            ends[phone.word] = end_s
    timings = []
    reached_s = 0.0
    for index, (begin, end) in enumerate(spans):
        start_s = max(reached_s, starts.get(index, reached_s))
        reached_s = max(start_s, ends.get(index, start_s))
        timings.append(WordTiming(text[begin:end], begin, end, start_s, reached_s))
    return tuple(timings)

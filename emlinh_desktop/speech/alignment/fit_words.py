"""Phonemes stretched into the word times an engine gave.

Boundaries may join words ("Hà Nội"), skip marks, or split what we hold for one word: both sides are matched as runs of
letters. A word nobody timed lies between its neighbours.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from emlinh_desktop.speech.alignment.align import with_pauses, word_runs
from emlinh_desktop.speech.phoneme_track import Phone


@dataclass(frozen=True, slots=True)
class WordBoundary:
    """A word as the engine tells it; seconds from the start of its sound.

    `symbols`, where the engine knows them: each phonetic sign of the word and when it ends.
    """

    text: str
    start_s: float
    end_s: float
    symbols: tuple[tuple[str, float], ...] = ()


def fit_words(phones: Sequence[Phone], words: Sequence[str], boundaries: Sequence[WordBoundary], total_s: float) -> tuple[tuple[float, float], ...] | None:
    """(start, end) of each phoneme, or None when the boundaries are not those of these words.

    `words` are the texts `Phone.word` indexes. Inside a boundary phonemes keep their proportions.
    """
    spans = _spans(words)
    told = _spans([boundary.text for boundary in boundaries])
    letters, heard = "".join(map(_letters, words)), "".join(_letters(boundary.text) for boundary in boundaries)
    if not heard or letters != heard:
        return None
    edges = sorted({span[0] for span in told} | {span[1] for span in told})
    starts = {span[0]: boundary.start_s for span, boundary in zip(told, boundaries, strict=True) if span[1] > span[0]}
    ends = {span[1]: boundary.end_s for span, boundary in zip(told, boundaries, strict=True) if span[1] > span[0]}
    symbols = {span: boundary.symbols for span, boundary in zip(told, boundaries, strict=True)}
    groups = _groups(phones, spans, edges)
    times: dict[int, tuple[float, float]] = {}
    for (low, high), indices in groups.items():
        if not _by_symbols(phones, indices, symbols.get((low, high), ()), starts[low], times):
            _stretch(phones, indices, starts[low], ends[high], times)
    return with_pauses(len(phones), _in_order(times), total_s)


def _letters(text: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFC", text).casefold() if char.isalnum())


def _spans(texts: Sequence[str]) -> list[tuple[int, int]]:
    """Where each text's letters lie in the letters of all."""
    spans = []
    at = 0
    for text in texts:
        length = len(_letters(text))
        spans.append((at, at + length))
        at += length
    return spans


def _groups(phones: Sequence[Phone], spans: Sequence[tuple[int, int]], edges: Sequence[int]) -> dict[tuple[int, int], list[int]]:
    """Phonemes by the smallest stretch between told edges that holds their whole word."""
    groups: dict[tuple[int, int], list[int]] = {}
    for first, until in word_runs(phones):
        begin, end = spans[phones[first].word]
        low = max(edge for edge in edges if edge <= begin)
        high = min((edge for edge in edges if edge >= max(end, low + 1)), default=edges[-1])
        if high > low:
            groups.setdefault((low, high), []).extend(range(first, until))
    return groups


def _stretch(phones: Sequence[Phone], indices: Sequence[int], start_s: float, end_s: float, times: dict[int, tuple[float, float]]) -> None:
    whole = sum(phones[index].end - phones[index].start for index in indices)
    reached = 0
    for index in indices:
        begin = reached
        reached += phones[index].end - phones[index].start
        times[index] = (start_s + (end_s - start_s) * begin / whole, start_s + (end_s - start_s) * reached / whole)


def _by_symbols(
    phones: Sequence[Phone], indices: Sequence[int], symbols: Sequence[tuple[str, float]], start_s: float, times: dict[int, tuple[float, float]]
) -> bool:
    """The engine's own times, where its signs and our phonemes count the same letters (length, stress and tone marks aside)."""
    ends_s: list[float] = []
    for sign, end_s in symbols:
        if _signs(sign):
            ends_s.append(end_s)
        elif ends_s:
            ends_s[-1] = end_s  # a mark belongs to the letter before it
    counts = [_signs(phones[index].ipa) for index in indices]
    if not ends_s or min(counts) == 0 or sum(counts) != len(ends_s):
        return False
    reached, taken = start_s, 0
    for index, count in zip(indices, counts, strict=True):
        taken += count
        times[index] = (reached, ends_s[taken - 1])
        reached = ends_s[taken - 1]
    return True


def _signs(text: str) -> int:
    return sum(unicodedata.category(char) in ("Ll", "Lo") for char in unicodedata.normalize("NFD", text))


def _in_order(times: dict[int, tuple[float, float]]) -> dict[int, tuple[float, float]]:
    """Told words may overlap by some milliseconds: none starts before the one before it ends."""
    reached_s = 0.0
    ordered = {}
    for index in sorted(times):
        start_s, end_s = times[index]
        start_s = max(start_s, reached_s)
        reached_s = max(start_s, end_s)
        ordered[index] = (start_s, reached_s)
    return ordered

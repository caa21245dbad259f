"""Sentences too long for one breath, cut where a reader would breathe."""

from __future__ import annotations

import re

LONGEST_CHARACTERS = 220
_SHORTEST_PIECE = 40
_BREATHS = (  # best first; each match ends where the first piece ends
    re.compile(r"[;:]\s"),
    re.compile(r"\s[—–]\s|,\s"),
    re.compile(r"\s(?=(?:và|nhưng|mà|nên|vì|còn|rồi|để|khi|thì|and|but|because|which|while|so|or|then|when|that)\s)", re.IGNORECASE),
    re.compile(r"\s"),
)


def in_speakable_pieces(sentence: str) -> list[str]:
    """Pieces of at most 220 characters, cut at ; : — , or before a conjunction, else between words, as near the middle as can be."""
    if len(sentence) <= LONGEST_CHARACTERS:
        return [sentence]
    pieces: list[str] = []
    rest = sentence
    while len(rest) > LONGEST_CHARACTERS:
        cut = _best_cut(rest)
        pieces.append(rest[:cut].strip())
        rest = rest[cut:].strip()
    return [*pieces, rest] if rest else pieces


def _best_cut(text: str) -> int:
    """The cut that makes the most even pieces of up to 220 characters."""
    count = -(-len(text) // LONGEST_CHARACTERS)
    wanted = len(text) / count
    window = text[:LONGEST_CHARACTERS]
    for breath in _BREATHS:
        cuts = [found.end() for found in breath.finditer(window) if _SHORTEST_PIECE <= found.end() <= len(text) - 20]
        if cuts:
            return min(cuts, key=lambda cut: abs(cut - wanted))
    return LONGEST_CHARACTERS

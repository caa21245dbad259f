"""A message beside the form it is matched in: lower case, tone marks in their one place, same length.

A message typed without diacritics is matched in *soft* letters: wide forms of a, d, e, i, o, u, y that stand for the letter and
all its marked forms. In a message that marks its words an unmarked word means just what it says.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

HIDDEN = "\ufffc"
"""stands in the matching form for each character of a quote or script: no word, no space, no punctuation"""

SOFT = {ord(letter): chr(ord(letter) + 0xFEE0) for letter in "adeiouy"}
"""each letter that can bear a mark, and its soft (full width) form"""
_HARD = {soft: chr(letter) for letter, soft in SOFT.items()}
_MARKED_SHARE = 0.3  # of the words; one marked word in "tạo video ve con meo" does not make the others mean it
_ENGLISH_SHARE = 0.2
_ENGLISH = frozenset(
    {
        "about",
        "abt",
        "add",
        "and",
        "are",
        "background",
        "cancel",
        "caption",
        "captions",
        "change",
        "could",
        "create",
        "delete",
        "did",
        "does",
        "don't",
        "faster",
        "first",
        "for",
        "generate",
        "has",
        "have",
        "hello",
        "help",
        "how",
        "i'm",
        "insert",
        "is",
        "it",
        "landscape",
        "last",
        "line",
        "longer",
        "made",
        "make",
        "minute",
        "minutes",
        "my",
        "need",
        "not",
        "of",
        "please",
        "pls",
        "plz",
        "portrait",
        "put",
        "remove",
        "replace",
        "second",
        "seconds",
        "sentence",
        "shorter",
        "should",
        "show",
        "slower",
        "slowly",
        "speak",
        "square",
        "stop",
        "subtitle",
        "subtitles",
        "switch",
        "thank",
        "thanks",
        "thx",
        "that",
        "the",
        "there",
        "this",
        "turn",
        "undo",
        "use",
        "vertical",
        "voice",
        "want",
        "was",
        "what",
        "when",
        "where",
        "which",
        "why",
        "with",
        "without",
        "would",
        "you",
        "your",
    }
)
"""everyday English words no Vietnamese syllable could spell"""
_JOINER = "\u200d"
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_SPACES = re.compile(r"\s+")
_GLUED = re.compile(r"\b(tạo|tao|làm|lam|dựng|dung|make|create)(video|clip)\b|\b(video|clip)(\d)", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W\d_]+")
_VOWELS = frozenset("aeiouy")
_SAME = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "–": "-", "—": "-", "：": ":", "，": ","})


@dataclass(frozen=True, slots=True)
class MessageText:
    """`original` is what the user wrote (NFC, invisible characters gone, each run of white space one space or
    at most two line breaks); `plain[i]` is the matching form of `original[i]`."""

    original: str
    plain: str

    def hide(self, spans: Iterable[tuple[int, int]]) -> MessageText:
        """The same message with the spans' words hidden from every rule."""
        plain = self.plain
        for start, end in spans:
            plain = plain[:start] + HIDDEN * (end - start) + plain[end:]
        return MessageText(self.original, plain)

    def blank(self, spans: Iterable[tuple[int, int]]) -> MessageText:
        """The same message with the spans' words unsaid: the rules see white space there."""
        plain = self.plain
        for start, end in spans:
            plain = plain[:start] + " " * (end - start) + plain[end:]
        return MessageText(self.original, plain)

    def words(self, start: int, end: int) -> str:
        """The user's own words of a span, white space collapsed."""
        return " ".join(self.original[start:end].split())


def message_text(raw: str) -> MessageText:
    """Prepare a message for matching. Linear in its length."""
    original = _SPACES.sub(_one_space, "".join(map(_visible, unicodedata.normalize("NFC", raw))))
    original = _GLUED.sub(lambda m: f"{m[1] or m[3]} {m[2] or m[4]}", original)
    lowered = "".join(map(_lower, original)).translate(_SAME)
    plain = _LETTERS.sub(lambda word: canonical_tone(word[0]), lowered)
    return MessageText(original, plain if _means_its_letters(plain) else plain.translate(SOFT))


def _means_its_letters(plain: str) -> bool:
    """Whether words are typed as they are meant: marked Vietnamese, or English."""
    words = _LETTERS.findall(plain)
    marked = sum(any(char != unmarked(char) for char in word) for word in words)
    return marked > _MARKED_SHARE * len(words) or sum(word in _ENGLISH for word in words) > _ENGLISH_SHARE * len(words)


def unmarked_word(word: str) -> str:
    """The word in plain hard letters, white space collapsed."""
    return " ".join("".join(map(unmarked, word)).split())


def is_soft(text: str) -> bool:
    """Whether letters of the matching form stand for themselves and all their marked forms."""
    return any(char in _HARD for char in text)


def _one_space(run: re.Match[str]) -> str:
    breaks = run[0].count("\n")
    return "\n" * min(breaks, 2) or " "


def _visible(char: str) -> str:
    category = unicodedata.category(char)
    if char in "\n\t\r":
        return char
    if category in ("Cc", "Cs", "Co", "Cn") or (category == "Cf" and char != _JOINER):
        return ""
    return char


def _lower(char: str) -> str:
    lowered = char.lower()
    return lowered if len(lowered) == 1 else char


def unmarked(char: str) -> str:
    """The hard letter without tone and vowel mark: ợ -> o, đ -> d."""
    if char.isascii():
        return char
    if char in _HARD:
        return _HARD[char]
    return "d" if char == "đ" else unicodedata.normalize("NFD", char)[0]


def without_tone(char: str) -> str:
    """The letter without its tone, vowel mark kept: ợ -> ơ."""
    return unicodedata.normalize("NFC", "".join(c for c in unicodedata.normalize("NFD", char) if c not in _TONES))


@functools.lru_cache(maxsize=4096)
def canonical_tone(word: str) -> str:
    """The lower-case word with its one tone on the letter the old spelling rule names (hoà and hoa` -> hòa, taọ -> tạo).

    Tones typed on a neighbouring letter and both schools of spelling become one; other words come back unchanged.
    """
    if word.isascii() or len(word) > 7:
        return word
    tones = [mark for char in word for mark in unicodedata.normalize("NFD", char) if mark in _TONES]
    if len(tones) != 1:
        return word
    letters = [without_tone(char) for char in word]
    place = _tone_place(letters)
    typed = next(i for i, char in enumerate(word) if without_tone(char) != char)
    if place is None or any(unmarked(letter) not in _VOWELS for letter in letters[min(place, typed) : max(place, typed)]):
        return word  # no Vietnamese syllable, such as "café"
    letters[place] = unicodedata.normalize("NFC", letters[place] + tones[0])
    placed = "".join(letters)
    return placed if len(placed) == len(word) else word


def _tone_place(letters: list[str]) -> int | None:
    bases = [unmarked(letter) for letter in letters]
    start = 2 if "".join(bases[:2]) in ("qu", "gi") and len(bases) > 2 and bases[2] in _VOWELS else 0
    nucleus: list[int] = []
    for index in range(start, len(bases)):
        if bases[index] in _VOWELS:
            nucleus.append(index)
        elif nucleus:
            break
    if not nucleus:
        return None
    marked = [index for index in nucleus if letters[index] != bases[index]]
    if marked:
        return marked[-1]
    if nucleus[-1] + 1 < len(letters):
        return nucleus[-1]
    return nucleus[0] if len(nucleus) < 3 else nucleus[1]

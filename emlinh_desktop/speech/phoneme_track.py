"""espeak's marks -> phonemes in order, each with its source word, stress and language.

What espeak reports, and what is made of it: a word of the text may have several WORD events ("2024"), or share one
with its neighbours ("in the"); stress marks and language switches ("(en)") are glued onto phoneme names; the silent
closure of a stop comes before its event, as a short pause or as part of the word's beginning, and belongs to the stop
(lips must close in it).
"""

from __future__ import annotations

import bisect
import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from emlinh_desktop.domain.brief import Language
from emlinh_desktop.speech.espeak_frames import ESPEAK_RATE_HZ, RawSpeech
from emlinh_desktop.speech.spoken_source import SourceWord

_SWITCH = re.compile(r"\(([a-z]*)[a-z-]*\)?")  # "(vi-hue)" may be cut at 8 bytes
_VOWELS = frozenset("aɑæɐʌəɚɛɜeiɪoɔuʊyɒᵻ")
_LONGEST_CLOSURE = int(0.07 * ESPEAK_RATE_HZ)


@dataclass(slots=True)
class Phone:
    """One phoneme while it is being placed; times are samples at 22,050 Hz. `word` -1: none."""

    ipa: str
    start: int
    end: int
    word: int
    stress: int
    language: Language

    @property
    def is_consonant(self) -> bool:
        return bool(self.ipa) and self.ipa[0] not in _VOWELS


def phones_of(speech: RawSpeech, words: Sequence[SourceWord]) -> list[Phone]:
    """The phonemes of one stretch; `word` indexes `words`. They follow each other without gap."""
    phones, begins = _read_marks(speech, words)
    for phone, following in itertools.pairwise(phones):
        phone.end = following.start
    if phones:
        phones[-1].end = speech.sample_count
    _share_merged_words(phones, begins, words)
    _give_closures(phones, begins)
    _give_lengths(phones)
    return [phone for phone in phones if phone.end > phone.start]


def _read_marks(speech: RawSpeech, words: Sequence[SourceWord]) -> tuple[list[Phone], dict[int, int]]:
    """Phonemes in order, and the sample where each reported word begins."""
    phones: list[Phone] = []
    begins: dict[int, int] = {}
    word = 0
    switched: Language | None = None
    for mark in speech.marks:
        sample = min(max(mark.sample, phones[-1].start if phones else 0), speech.sample_count)
        if mark.name is None:
            found = max(word, mark.word)
            if words[found].language is not words[word].language:
                switched = None
            word = found
            begins.setdefault(word, sample)
            continue
        switch = _SWITCH.match(mark.name)
        if switch:
            switched = Language.EN if switch.group(1) == "en" else Language.VI
        name = _SWITCH.sub("", mark.name)
        stress = 2 if "ˈ" in name else 1 if "ˌ" in name else 0
        ipa = name.replace("ˈ", "").replace("ˌ", "").strip()
        phones.append(Phone(ipa, sample, sample, word if ipa else -1, stress, switched or words[word].language))
    return phones, begins


def shares(count: int, weights: Sequence[int]) -> list[int]:
    """Deal `count` things in order to groups in proportion to their weights: the group of each thing.

    Every group gets one as long as there are enough.
    """
    groups = len(weights)
    if count < groups:
        return list(range(count))
    whole = sum(weights) or groups
    bounds: list[int] = []
    reached = 0
    for group, weight in enumerate(weights):
        reached += weight or 1
        low = (bounds[-1] if bounds else 0) + 1
        bounds.append(min(max(round(reached / whole * count), low), count - (groups - 1 - group)))
    bounds[-1] = count
    return [bisect.bisect_right(bounds, item) for item in range(count)]


def _share_merged_words(phones: list[Phone], begins: dict[int, int], words: Sequence[SourceWord]) -> None:
    """Words without an event of their own were spoken with the word before: they share its phonemes by length."""
    by_word: dict[int, list[Phone]] = {}
    for phone in phones:
        if phone.ipa:
            by_word.setdefault(phone.word, []).append(phone)
    for word in sorted(by_word):
        group = [word]
        while group[-1] + 1 < len(words) and group[-1] + 1 not in begins and group[-1] + 1 not in by_word:
            group.append(group[-1] + 1)
        if len(group) == 1:
            continue
        dealt = _with_vowels(by_word[word], shares(len(by_word[word]), [len(words[g].text) for g in group]))
        for phone, share in zip(by_word[word], dealt, strict=True):
            phone.word = group[share]
            begins.setdefault(phone.word, phone.start)


def _with_vowels(phones: Sequence[Phone], dealt: list[int]) -> list[int]:
    """Move the bounds of shares on until each holds a vowel ("we shall": not w | iː ʃ ɐ l), as long as the next keeps something."""
    moved = list(dealt)
    has_vowel = False
    for index in range(len(moved)):
        begins = index > 0 and moved[index] != moved[index - 1]
        if begins and not has_vowel and index + 1 < len(moved) and moved[index + 1] == moved[index]:
            moved[index] = moved[index - 1]
        elif begins:
            has_vowel = False
        has_vowel = has_vowel or not phones[index].is_consonant
    return moved


def _give_lengths(phones: Sequence[Phone]) -> None:
    """An l that espeak melted into its vowel is reported without length: it gets the end of that vowel."""
    for before, phone in itertools.pairwise(phones):
        if phone.ipa and phone.start == phone.end and before.word == phone.word and before.end == phone.start:
            phone.start = before.end = phone.start - min((before.end - before.start) // 3, _LONGEST_CLOSURE)


def _give_closures(phones: list[Phone], begins: dict[int, int]) -> None:
    """A consonant begins where its closure begins: at the short pause before it, or at the start of its word."""
    for before, phone in itertools.pairwise(phones):
        if phone.is_consonant and not before.ipa and phone.start - before.start < _LONGEST_CLOSURE:
            phone.start = before.end = before.start
        elif phone.ipa and phone.word != before.word:
            begin = begins.get(phone.word, phone.start)
            if before.start <= begin < phone.start and phone.start - begin < _LONGEST_CLOSURE:
                phone.start = before.end = begin
    if phones and phones[0].ipa and phones[0].start < _LONGEST_CLOSURE:
        phones[0].start = 0

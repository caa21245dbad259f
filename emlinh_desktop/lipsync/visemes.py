"""Phonemes to mouth shapes: the tables.

The nine shapes are those of the Rhubarb alphabet (after Hanna-Barbera's mouth charts), drawn here as seven numbers.
Phoneme names are espeak-ng's events. The inventory was taken from espeak-ng 1.52 by rendering every spellable
Vietnamese onset and rime in three dialects and some 4,400 English words.
"""

from __future__ import annotations

from typing import TypeAlias

from emlinh_desktop.domain.brief import Language

Shape: TypeAlias = str
"""A closed (p b m), B slightly open with teeth, C open, D wide, E rounded and open, F puckered, G f and v, H tongue up, X rest."""

Targets: TypeAlias = tuple[tuple[Shape, float], ...]
"""One or more shapes with their shares of the phoneme's duration."""

# open, width, round, teeth, tongue, smile, press
SHAPES: dict[Shape, tuple[float, float, float, float, float, float, float]] = {
    "A": (0.00, 0.00, 0.00, 0.00, 0.00, 0.12, 1.00),
    "B": (0.23, 0.32, 0.00, 1.00, 0.00, 0.45, 0.00),
    "C": (0.48, 0.22, 0.00, 0.72, 0.35, 0.42, 0.00),
    "D": (0.96, 0.15, 0.00, 0.72, 0.45, 0.40, 0.00),
    "E": (0.54, -0.15, 0.48, 0.45, 0.25, 0.20, 0.00),
    "F": (0.26, -0.25, 1.00, 0.00, 0.00, 0.00, 0.00),
    "G": (0.15, -0.06, 0.00, 1.00, 0.00, 0.16, 0.90),
    "H": (0.58, 0.16, 0.00, 0.60, 1.00, 0.38, 0.00),
    "X": (0.00, 0.02, 0.00, 0.00, 0.00, 0.75, 0.00),
}
REST = SHAPES["X"]
PROTECTED = frozenset("AG")
"""Shapes the eye misses at once when they are not there."""

ROUNDED = frozenset("EF")


def _targets(**shapes: str) -> dict[str, Targets]:
    """`A="p b m"`: the phonemes of one shape."""
    return {ipa: ((shape, 1.0),) for shape, names in shapes.items() for ipa in names.split()}


_CONSONANTS = _targets(
    A="p b m",
    B="t t̪ d ɗ ɾ ɖ ʈ n n̩ s z tʃ ɲ c ʝ j ç ɟ ʲ k kh ɡ g ɣ x ŋ ʔ",
    C="h",
    E="ʃ ʒ dʒ cr ʐ ʂ ɹ r",
    F="w ʍ",
    G="f v",
    H="θ ð l ɬ",
)
_VOWELS = {
    # ư comes as "y" and is unrounded: B, not F
    **_targets(B="ɪ i iː ᵻ y", C="ɐ ʌ e- ɛ e ə əː ə- eə", D="a aː ɑː ɑ æ ɑ̃", E="ɚ ɜː ɜ ɔ ɔː ɒ ɔ̃ ɔːɹ", F="o u u- uː ʊ"),
    "əl": (("C", 0.4), ("H", 0.6)),
    # Vietnamese
    "iɛ": (("B", 0.4), ("C", 0.6)),
    "iə": (("B", 0.5), ("C", 0.5)),
    "yə": (("B", 0.45), ("C", 0.55)),
    "uə": (("F", 0.5), ("E", 0.5)),
    "ɔ-": (("E", 0.55), ("B", 0.45)),
    "əɪ": (("C", 0.5), ("B", 0.5)),
    "aːɪ": (("D", 0.55), ("B", 0.45)),
    "aːʊ": (("D", 0.55), ("F", 0.45)),
    # English
    "aɪ": (("D", 0.6), ("B", 0.4)),
    "aʊ": (("D", 0.6), ("F", 0.4)),
    "ɔɪ": (("E", 0.6), ("B", 0.4)),
    "eɪ": (("C", 0.6), ("B", 0.4)),
    "oʊ": (("E", 0.55), ("F", 0.45)),
    "əʊ": (("C", 0.5), ("F", 0.5)),
    "ɪə": (("B", 0.5), ("C", 0.5)),
    "ʊə": (("F", 0.5), ("C", 0.5)),
    "aɪə": (("D", 0.45), ("B", 0.3), ("C", 0.25)),
    "aɪɚ": (("D", 0.45), ("B", 0.3), ("E", 0.25)),
    "ɑːɹ": (("D", 0.65), ("E", 0.35)),
    "ʊɹ": (("F", 0.6), ("E", 0.4)),
    "ɪɹ": (("B", 0.6), ("E", 0.4)),
    "ɛɹ": (("C", 0.6), ("E", 0.4)),
}
PHONEMES: dict[str, Targets] = {**_CONSONANTS, **_VOWELS}
WEAK = frozenset(("k", "kh", "ɡ", "g", "ɣ", "x", "ŋ", "h", "ʔ", "c", "n", "t", "t̪", "ɾ", "d"))
"""Consonants made inside the mouth: when short, the lips keep the neighbour's shape."""

_LABIALISED_CODAS = frozenset(("ŋ", "k", "c", "kh"))
_ROUND_NUCLEI = frozenset(("u", "o", "ɔ", "u-"))
_LENGTH_AND_DIACRITICS = "ː̩̪̃ʲ-:"
_ANYTHING_ELSE: Targets = (("B", 1.0),)


def targets_of(ipa: str) -> Targets:
    """The shapes of a phoneme. A name not in the table goes by its base letter; one nobody knows is a small opening."""
    known = PHONEMES.get(ipa) or PHONEMES.get(ipa.rstrip(_LENGTH_AND_DIACRITICS))
    if known is None:
        known = PHONEMES.get(ipa[:1]) if ipa else None
    return known or _ANYTHING_ELSE


def closes_the_lips(ipa: str, before: str, language: Language) -> bool:
    """Whether a Vietnamese final is labialised: -ng and -c after u, o, ô are [ŋ͡m] and [k͡p], as in "ông", "học"."""
    return language is Language.VI and ipa in _LABIALISED_CODAS and before in _ROUND_NUCLEI

from __future__ import annotations

import pytest

from emlinh_desktop.domain.brief import Language
from emlinh_desktop.domain.shot import MOUTH_PARAMETERS
from emlinh_desktop.lipsync.visemes import PHONEMES, SHAPES, closes_the_lips, targets_of

# What espeak-ng 1.52 was seen to say in Vietnamese (three dialects) and English.
VIETNAMESE = "p b m f v w t t̪ ɗ n l s z tʃ cr ʐ ɲ c ʝ j k kh ɣ x ŋ h a aː e- ɛ e i ə əː ə- y ɔ o u u- iɛ iə yə uə ɔ- əɪ aːɪ aːʊ"
ENGLISH = "θ ð d ɾ n̩ ɬ ʃ ʒ dʒ ç ʲ ɹ r ɡ ʔ ɑː ɐ ʌ æ ɑ̃ ɪ iː ᵻ ɚ ɜː əl ɔː ɒ ɔ̃ uː ʊ aɪ aʊ ɔɪ eɪ oʊ əʊ eə ʊə aɪə aɪɚ ɑːɹ ɔːɹ ʊɹ ɪɹ ɛɹ"


def test_every_phoneme_heard_is_in_the_table() -> None:
    assert [ipa for ipa in f"{VIETNAMESE} {ENGLISH}".split() if ipa not in PHONEMES] == []


@pytest.mark.parametrize("ipa", sorted(PHONEMES))
def test_the_shapes_of_a_phoneme_are_known_and_fill_its_time(ipa: str) -> None:
    targets = PHONEMES[ipa]
    assert all(shape in SHAPES for shape, _ in targets)
    assert sum(share for _, share in targets) == pytest.approx(1.0)


def test_shapes_keep_the_ranges_of_the_mouth_track() -> None:
    for shape in SHAPES.values():
        for name, value in zip(MOUTH_PARAMETERS, shape, strict=True):
            assert (-1.0 if name in ("width", "smile") else 0.0) <= value <= 1.0


@pytest.mark.parametrize(
    ("ipa", "shape"),
    [
        ("p", "A"),
        ("m", "A"),
        ("f", "G"),
        ("a", "D"),
        ("aː", "D"),
        ("e", "C"),
        ("o", "F"),
        ("ɔ", "E"),
        ("u", "F"),
        ("w", "F"),
        ("j", "B"),
        ("l", "H"),
        ("i", "B"),
    ],
)
def test_plain_phonemes(ipa: str, shape: str) -> None:
    assert targets_of(ipa) == ((shape, 1.0),)


def test_u_with_horn_is_not_rounded() -> None:
    assert SHAPES[targets_of("y")[0][0]][MOUTH_PARAMETERS.index("round")] == 0.0
    assert all(SHAPES[shape][MOUTH_PARAMETERS.index("round")] == 0.0 for shape, _ in targets_of("yə"))


@pytest.mark.parametrize(("ipa", "like"), [("uːː", "u"), ("pʲ", "p"), ("aqq", "a"), ("ɔ:", "ɔ"), ("", "k"), ("☃", "k"), ("123", "k")])
def test_unknown_names_fall_back_and_never_raise(ipa: str, like: str) -> None:
    assert targets_of(ipa) == targets_of(like)


@pytest.mark.parametrize("coda", ["ŋ", "k", "c", "kh"])
@pytest.mark.parametrize("nucleus", ["u", "o", "ɔ", "u-"])
def test_finals_after_round_vowels_close_the_lips_in_vietnamese_only(coda: str, nucleus: str) -> None:
    assert closes_the_lips(coda, nucleus, Language.VI)
    assert not closes_the_lips(coda, nucleus, Language.EN)
    assert not closes_the_lips(coda, "uə", Language.VI)
    assert not closes_the_lips("n", nucleus, Language.VI)

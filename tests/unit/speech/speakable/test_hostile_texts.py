"""Whatever is pasted is read in time that grows with its length (the suite's timeout is the judge)."""

from __future__ import annotations

import unicodedata

import pytest

from emlinh_desktop.domain.brief import Language
from emlinh_desktop.speech.speakable import speakable

HOSTILE = {
    "5000 digits": "7" * 5000,
    "a megabyte of a": "a" * 1_000_000,
    "a megabyte of A": "A" * 1_000_000,
    "every plane": "".join(map(chr, [*range(1, 0x3000), *range(0xFE00, 0x10000), *range(0x1F000, 0x1FB00)])),
    "lone surrogates": "mèo \ud83d \udc31" * 1000,
    "points": "1." * 6_000,
    "dashes": "1-" * 6_000,
    "slashes": "1/" * 6_000,
    "clocks": "1:" * 10_000,
    "dots": "." * 20_000,
    "initials": "a." * 6_000,
    "brackets": "[a](" * 6_000,
    "addresses": "a@" * 6_000,
    "one long address": "a" * 20_000 + "@" + "b." * 1000,
    "hashtag": "#" + "aB" * 6_000,
    "marks": "a" + "\u0301" * 40_000,
    "white space": " \n" * 40_000,
    "quotes": "a'" * 6_000,
    "capitals": "AB " * 6_000,
    "numerals": "I" * 20_000,
}


@pytest.mark.timeout(20)
@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_read(name: str, language: Language) -> None:
    text = unicodedata.normalize("NFC", HOSTILE[name])
    assert all(piece.written[0] <= piece.written[1] <= len(text) for piece in speakable(text, language).pieces)


def test_long_numbers_are_read_digit_by_digit() -> None:
    assert len(speakable("7" * 5000, Language.VI).text.split()) == 5000

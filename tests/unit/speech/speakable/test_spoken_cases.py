"""Every kind of written thing, as it is said."""

from __future__ import annotations

import re

import pytest

from emlinh_desktop.domain.brief import Language
from emlinh_desktop.speech.speakable import speakable
from tests.unit.speech.speakable.spoken_cases import ENGLISH, VIETNAMESE, rows


def heard(text: str) -> str:
    return " ".join(re.sub(r"[,.?!]", " ", text).casefold().split())


@pytest.mark.parametrize(("written", "spoken"), rows(VIETNAMESE))
def test_vietnamese(written: str, spoken: str) -> None:
    assert heard(speakable(written, Language.VI).text) == heard(spoken)


@pytest.mark.parametrize(("written", "spoken"), rows(ENGLISH))
def test_english(written: str, spoken: str) -> None:
    assert heard(speakable(written, Language.EN).text) == heard(spoken)

"""Every kind of written thing, as it is said."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from emlinh_desktop.domain.brief import Language
from emlinh_desktop.speech.speakable import speakable
from tests.unit.speech.speakable.spoken_cases import ENGLISH, VIETNAMESE, rows

MORE: list[dict[str, str]] = [json.loads(line) for line in Path(__file__).with_name("spoken.jsonl").read_text(encoding="utf-8").splitlines()]
"""texts written before the rules were looked at, so that no rule was made for one"""


def heard(text: str) -> str:
    return " ".join(re.sub(r"[,.?!]", " ", text).casefold().split())


@pytest.mark.parametrize(("written", "spoken"), rows(VIETNAMESE))
def test_vietnamese(written: str, spoken: str) -> None:
    assert heard(speakable(written, Language.VI).text) == heard(spoken)


@pytest.mark.parametrize(("written", "spoken"), rows(ENGLISH))
def test_english(written: str, spoken: str) -> None:
    assert heard(speakable(written, Language.EN).text) == heard(spoken)


@pytest.mark.parametrize("language", list(Language))
def test_more(language: Language) -> None:
    said = {case["written"]: heard(case["spoken"]) for case in MORE if case["language"] == language}
    assert {written: heard(speakable(written, language).text) for written in said} == said

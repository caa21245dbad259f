"""The hand-written outlines themselves: complete, filled correctly, well punctuated."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from emlinh_desktop.domain.brief import Language
from emlinh_desktop.writing.offline.outline_files import Block, outline, themes
from emlinh_desktop.writing.offline.topic import Kind

LANGUAGES = list(Language)
KINDS = [kind.value for kind in Kind]
PLACES = {"comparison": "stvab", "explanation": "stvq", "list": "stv", "shared": "stv"}


def sentences(kind: str, language: Language) -> Iterator[str]:
    file = outline(kind, language)
    for lines in file.lines.values():
        yield from lines
    for blocks in file.blocks.values():
        for block in blocks:
            yield block.lead
            yield from block.more


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_has_plenty_to_choose_from(kind: str, language: Language) -> None:
    file = outline(kind, language)
    assert len(file.lines["gist"]) >= 8
    assert len(file.lines["hook"]) >= 8
    assert len(file.lines["close"]) >= 6
    points = [block for blocks in file.blocks.values() for block in blocks]
    assert len(points) >= 10
    assert sum(len(block.more) for block in points) >= len(points)


@pytest.mark.parametrize("language", LANGUAGES)
def test_shared_outline_is_rich(language: Language) -> None:
    file = outline("shared", language)
    assert len(file.blocks["point"]) >= 28
    assert all(len(file.lines[section]) >= 6 for section in ("greeting", "announce", "hook", "mini", "close", "farewell"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", [*KINDS, "shared"])
def test_sentences_are_well_made(kind: str, language: Language) -> None:
    allowed = PLACES.get(kind, "stv")
    for sentence in sentences(kind, language):
        assert sentence[-1] in ".!?", sentence
        assert sentence[0].isupper() or sentence[0] == "{", sentence
        assert "  " not in sentence
        for place in re.findall(r"\{(\w+)\}", sentence):
            assert place.lower() in allowed or (kind == "list" and place.lower() == "tips"), sentence


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", [*KINDS, "shared"])
def test_no_sentence_twice(kind: str, language: Language) -> None:
    found = list(sentences(kind, language))
    assert len(found) == len(set(found))


@pytest.mark.parametrize("language", LANGUAGES)
def test_english_never_says_the_subject_is(language: Language) -> None:
    """The subject may be singular or plural."""
    agreeing = re.compile(r"(?:^|[,:] |\bthat |\bif |\bwhen )\{[Ss]\} (?:is|are|was|were|has|have|does|do)\b")
    if language is Language.EN:
        for kind in [*KINDS, "shared"]:
            assert not [sentence for sentence in sentences(kind, language) if agreeing.search(sentence)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_themes_are_well_made(language: Language) -> None:
    found = themes(language)
    assert len(found) >= 25
    names = [theme.name for theme in found]
    keys = [key for theme in found for key in theme.keys]
    assert len(names) == len(set(names))
    assert len(keys) == len(set(keys))
    for theme in found:
        assert set(theme.blocks) <= {"gist", "fact", "benefit", "tip", "history"}
        for block in (block for blocks in theme.blocks.values() for block in blocks):
            check_theme_block(block)
        assert all(len(block.lead) <= 45 for block in theme.blocks.get("tip", ())), theme.name


def check_theme_block(block: Block) -> None:
    for sentence in (block.lead, *block.more):
        assert sentence[-1] in ".!?", sentence
        assert sentence[0].isupper(), sentence
        assert "{" not in sentence, sentence

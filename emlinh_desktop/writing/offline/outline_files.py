"""The hand-written outlines of `resources/outlines/`, read once.

A file has sections `[name]`. `[point]`, `[step]`, `[tip]`, `[benefit]`, `[fact]` and `[history]` hold blocks apart by blank lines: the first line
makes the point,
the others say more and may be left out; `! ` marks a point that must not be missing, `~ ` one that
suits things and habits but no question or decision. Every other section holds one sentence a line. `#` starts a comment.
In `themes.txt`, `== name: keyword, keyword` opens a theme with sections of its own; its `[gist]` holds blocks of one line.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass

from emlinh_desktop.base.resources import resource
from emlinh_desktop.domain.brief import Language

_BLOCK_SECTIONS = frozenset({"point", "step", "tip", "benefit", "fact", "history"})


@dataclass(frozen=True, slots=True)
class Block:
    """One point: its lead, and what may be said after it, in order. `place` is its place in its section; an `essential` one must not be missing; one for
    `only_things` does not suit a question or a decision."""

    lead: str
    more: tuple[str, ...]
    place: int
    essential: bool = False
    only_things: bool = False


@dataclass(frozen=True, slots=True)
class Outline:
    """The sections of one file: `lines` one sentence each, `blocks` points."""

    lines: Mapping[str, tuple[str, ...]]
    blocks: Mapping[str, tuple[Block, ...]]


@dataclass(frozen=True, slots=True)
class Theme:
    """What is generally known of an everyday theme, and the words it is recognised by."""

    name: str
    keys: tuple[str, ...]
    blocks: Mapping[str, tuple[Block, ...]]


@functools.cache
def outline(kind: str, language: Language) -> Outline:
    """The outline of a kind of topic, or `shared`."""
    text = resource(f"outlines/{language.value}/{kind}.txt").read_text(encoding="utf-8")
    sections = _sections(text)
    return Outline(
        lines={name: tuple(line for line in body if line) for name, body in sections.items() if name not in _BLOCK_SECTIONS},
        blocks={name: _blocks(body) for name, body in sections.items() if name in _BLOCK_SECTIONS},
    )


@functools.cache
def themes(language: Language) -> tuple[Theme, ...]:
    """All themes of a language."""
    text = resource(f"outlines/{language.value}/themes.txt").read_text(encoding="utf-8")
    found = []
    for part in text.split("\n== ")[1:]:
        head, _, body = part.partition("\n")
        name, _, keys = head.partition(":")
        blocks = {section: _blocks(lines) for section, lines in _sections(body).items()}
        found.append(Theme(name.strip(), tuple(key.strip() for key in keys.split(",")), blocks))
    return tuple(found)


def _sections(text: str) -> dict[str, list[str]]:
    sections: dict[str, list[str]] = {}
    body: list[str] = []
    for raw in text.splitlines():
        line = raw.strip()
        if line.startswith("#"):
            continue
        if line.startswith("[") and line.endswith("]"):
            body = sections.setdefault(line[1:-1], [])
        else:
            body.append(line)
    return sections


def _blocks(lines: list[str]) -> tuple[Block, ...]:
    groups: list[list[str]] = [[]]
    for line in lines:
        if line:
            groups[-1].append(line)
        elif groups[-1]:
            groups.append([])
    return tuple(_block(group, place) for place, group in enumerate(filter(None, groups)))


def _block(group: list[str], place: int) -> Block:
    lead = group[0].removeprefix("! ").removeprefix("~ ")
    return Block(lead, tuple(group[1:]), place, essential=group[0].startswith("! "), only_things=group[0].startswith("~ "))

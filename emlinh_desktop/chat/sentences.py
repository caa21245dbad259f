"""A message cut into sentences, and those at their commas. Offsets are into the whole message."""

from __future__ import annotations

import re
from dataclasses import dataclass

from emlinh_desktop.chat.compounds import COMPOUND_AT_END
from emlinh_desktop.chat.phrase import expanded

_ABBREVIATION = re.compile(expanded(r"(?:^|\W)(?:tp|ts|ths|gs|pgs|bs|ks|dr|mr|mrs|ms|st|vs|tt|tx|no|nxb|q|p|h|v\.v|vv|[^\W\d_])$"))
_END = re.compile(r"([.!?…]+)(?=\s|$|\ufffc)|\n+|;(?=\s)")
_CONTINUES = re.compile(expanded(r"(?:(?<!\w)(?:về|về chủ đề|chủ đề|about|với|là|và)|[,:])\s*$"))
_CUT = re.compile(rf"(?<!\d),|,(?!\d)|;|:(?=\s|\ufffc)|\s[-–]\s|[|\[\]{{}}]|\s\(|\n|(?<!\w){expanded('(?:nhưng(?: mà)?|còn bây giờ|giờ thì|but)')}(?!\w)")


@dataclass(frozen=True, slots=True)
class Sentence:
    """`plain[start:end]` without its closing marks; `asked` if they hold a question mark."""

    start: int
    end: int
    asked: bool


def split_sentences(plain: str) -> list[Sentence]:
    """The non-empty sentences in order. A line break ends one; the dot of an abbreviation does not."""
    found: list[Sentence] = []
    start = 0
    for match in _END.finditer(plain):
        before = plain[max(start, match.start() - 24) : match.start()]
        if match[0] == "." and _ABBREVIATION.search(before) and match.end() < len(plain):
            continue
        if match[0].startswith("\n") and _CONTINUES.search(before) and not COMPOUND_AT_END.search(before.rstrip()):
            continue
        if plain[start : match.start()].strip():
            found.append(_sentence(plain, start, match.start(), "?" in match[0]))
        elif found and "?" in match[0]:
            found[-1] = Sentence(found[-1].start, found[-1].end, asked=True)
        start = match.end()
    if plain[start:].strip():
        found.append(_sentence(plain, start, len(plain), asked=False))
    return found


def _sentence(plain: str, start: int, end: int, asked: bool) -> Sentence:
    part = plain[start:end]
    return Sentence(start + len(part) - len(part.lstrip()), end - (len(part) - len(part.rstrip())), asked)


def split_segments(plain: str, start: int, end: int) -> list[tuple[int, int]]:
    """The stretch cut at commas, colons, dashes and "nhưng"; a decimal comma and a clock's colon cut nothing."""
    found: list[tuple[int, int]] = []
    place = start
    for match in _CUT.finditer(plain, start, end):
        found.append((place, match.start()))
        place = match.end()
    found.append((place, end))
    return [(a, b) for a, b in found if plain[a:b].strip()]

"""Running text -> sentences a voice can say in one breath."""

from __future__ import annotations

import re
import unicodedata

from emlinh_desktop.domain.script import Line, make_lines
from emlinh_desktop.writing.abbreviations import ends_with_abbreviation
from emlinh_desktop.writing.long_sentences import in_speakable_pieces

_STOP = re.compile(r"(?:[.!?…]+|[。！？]+)[”’\"'»)\]*]*")
_WIDE_STOPS = "。！？"
_LINE_ENDS = re.compile(r"\r\n?|[\u2028\u2029\u0085\v\f]")
_OPENING, _CLOSING = "“«(", "”»)"
_WRAPPED_FROM = 50
_LONGEST_QUOTE = 160


def split_sentences(text: str) -> list[tuple[str, bool]]:
    """(sentence, ends_paragraph) in order, NFC, single-spaced; none is without a letter or digit.

    A blank line ends a paragraph. A single line end joins wrapped prose and separates lists, headings and titles. Full stops of
    abbreviations, initials, decimals, times and addresses end nothing; a quotation of up to 160 characters stays with its sentence.
    """
    text = _LINE_ENDS.sub("\n", unicodedata.normalize("NFC", text))
    result: list[tuple[str, bool]] = []
    for paragraph in re.split(r"\n\s*\n", text):
        sentences = [piece for unit in _units(paragraph) for sentence in _sentences(unit) for piece in in_speakable_pieces(sentence)]
        speakable = _with_marks_attached(sentences)
        result.extend((sentence, index == len(speakable) - 1) for index, sentence in enumerate(speakable))
    return result


def split_lines(text: str) -> tuple[Line, ...]:
    """The Lines of a plain text."""
    return make_lines(split_sentences(text))


def _units(paragraph: str) -> list[str]:
    """Lines of a paragraph, wrapped ones joined."""
    units: list[str] = []
    for raw in paragraph.split("\n"):
        line = " ".join(raw.split())
        if not line:
            continue
        if units and _is_wrapped(units[-1], len(units[-1].rpartition("\n")[2]), line):
            units[-1] += "\n" + line
        else:
            units.append(line)
    return [unit.replace("\n", " ") for unit in units]


def _is_wrapped(before: str, last_line_characters: int, after: str) -> bool:
    """Whether a line goes on in the next: a small letter follows, a comma is open, or the line was full and unfinished."""
    if before[-1] in ".!?…:;。！？" or before.endswith(("”", '"', ")")):
        return before[-1] not in ":;。！？" and after[0].islower()
    return after[0].islower() or before[-1] in ",—–-" or last_line_characters >= _WRAPPED_FROM


def _sentences(unit: str) -> list[str]:
    sentences: list[str] = []
    start = 0
    for stop in _STOP.finditer(unit):
        if _ends_sentence(unit, start, stop):
            sentences.append(unit[start : stop.end()].strip())
            start = stop.end()
    sentences.append(unit[start:].strip())
    return [sentence for sentence in sentences if sentence]


def _ends_sentence(unit: str, start: int, stop: re.Match[str]) -> bool:
    rest = unit[stop.end() :]
    if not rest.strip():
        return True
    marks = stop.group()
    if _inside_quotation(unit, start, stop):
        return False
    if marks[0] in _WIDE_STOPS:
        return True
    if not rest[0].isspace():  # 3.5, TP.HCM, vnexpress.net, ?v=1
        return False
    after = rest.lstrip()
    if after[0].islower() or after[0] in ",;:.)":  # “…!”, bác cười. / v.v. và
        return False
    return not (marks == "." and ends_with_abbreviation(unit[start : stop.start()], after))


def _inside_quotation(unit: str, start: int, stop: re.Match[str]) -> bool:
    """Whether a quotation or bracket opened in this sentence is still open here and short enough to stay whole."""
    opened: list[int] = []
    straight = -1
    for index in range(max(start, stop.end() - _LONGEST_QUOTE), stop.end()):
        char = unit[index]
        if char in _OPENING:
            opened.append(index)
        elif char in _CLOSING and opened:
            opened.pop()
        elif char == '"':
            straight = -1 if straight >= 0 else index
    if straight >= 0:
        opened.append(straight)
    if not opened:
        return False
    closing = {"“": "”", "«": "»", "(": ")", '"': '"'}[unit[opened[0]]]
    end = unit.find(closing, stop.end(), opened[0] + _LONGEST_QUOTE)
    return end >= 0


def _with_marks_attached(sentences: list[str]) -> list[str]:
    """A lone mark or emoji goes to the sentence before it, or is left out where there is none."""
    kept: list[str] = []
    for sentence in sentences:
        if any(char.isalnum() for char in sentence):
            kept.append(sentence)
        elif kept and any(unicodedata.category(char) == "So" for char in sentence):
            kept[-1] += " " + sentence
    return kept

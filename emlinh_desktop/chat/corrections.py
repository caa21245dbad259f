"""Words taken back in the same breath: "45 giây, à không 60 giây", "về mèo, à nhầm, về chó"."""

from __future__ import annotations

import re
from itertools import islice

from emlinh_desktop.chat.line_edits import LINE_RULE
from emlinh_desktop.chat.phrase import ME, phrase
from emlinh_desktop.chat.request_words import TOPIC_RULE
from emlinh_desktop.chat.stated import find_stated

_TAKEN_BACK = re.compile(
    r"\s*[,.…\-–(]*\s*"
    + phrase(
        rf"(?:à|ấy|ủa|ơ|í|oh|oops|no|uh)?,? ?(?:à không|à nhầm|à quên|à thôi|nhầm|nhầm rồi|không phải|ý (?:{ME} )?là|ý em là|đúng ra là|đúng hơn là"
        rf"|chính xác là"
        r"|no,? wait|wait,? no|sorry|i mean|make that|or rather|scratch that|correction|actually)(?:,? (?:phải là|là|mà|i mean|make it|make that|no))?"
    ).pattern
    + r"\s*[,:]?\s*"
)
_SURE = re.compile(r"\s*[,.…\-–(]|" + r"\s*" + phrase("à|nhầm|no|wait|oops|scratch").pattern)
"""a pause or a word that means nothing else must lead in: "không phải" and "actually" alone take nothing back"""
_MISTAKEN = phrase("nhầm|no,? wait|wait,? no|i mean|scratch that")
_PARTICLES = re.compile(rf"(?:\s|{phrase('nhé|nha|thôi|đi|ạ|nghen|please|long').pattern})*")
_MOST = 4
_BEFORE = 60
_AFTER = 40


def taken_back(plain: str) -> list[tuple[int, int]]:
    """The spans that no longer count: what was said first, and the words that take it back. Linear."""
    spans: list[tuple[int, int]] = []
    sure = (mark for mark in _TAKEN_BACK.finditer(plain) if _SURE.match(mark[0]))
    for mark in islice(sure, _MOST):
        start = _replaced_from(plain, mark)
        if start is not None:
            spans.append((start, mark.end()))
    return spans


def _replaced_from(plain: str, mark: re.Match[str]) -> int | None:
    """Where the words begin that what follows `mark` replaces: a statement of the same field, a line, a topic."""
    low, high = max(0, mark.start() - _BEFORE), min(len(plain), mark.end() + _AFTER)
    if any(mark.start() < s.end and s.start < mark.end() for s in find_stated(plain, mark.start(), high)):
        return None  # "à không cần phụ đề"
    after = [s for s in find_stated(plain, mark.end(), high) if not plain[mark.end() : s.start].strip()]
    if after:
        same = [s for s in find_stated(plain, low, mark.start()) if s.fields.keys() == after[0].fields.keys()]
        return same[-1].start if same and _PARTICLES.fullmatch(plain, same[-1].end, mark.start()) else None
    if LINE_RULE.match(plain, mark.end()):
        lines = [m for m in LINE_RULE.finditer(plain, low, mark.start()) if m.end() == mark.start()]
        return lines[-1].start() if lines else None
    topics = list(TOPIC_RULE.finditer(plain, low, mark.start()))
    if topics and TOPIC_RULE.match(plain, mark.end()):
        return topics[-1].start()
    return topics[-1].end() if topics and _MISTAKEN.search(mark[0]) else None

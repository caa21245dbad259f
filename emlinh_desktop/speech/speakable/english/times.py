"""English times: 14:30, 3:05 p.m., 5 pm, 10am-5pm, 8:00, 1:23:45."""

from __future__ import annotations

import re

from emlinh_desktop.speech.speakable.cursor import Cursor, Said
from emlinh_desktop.speech.speakable.english.numbers import cardinal
from emlinh_desktop.speech.speakable.patterns import words_before

_HALF = r"(?: ?([AaPp])\.? ?[Mm](?![A-Za-z])\.?)"
_CLOCK = re.compile(rf"([0-9]{{1,2}}):([0-5][0-9])(?::([0-5][0-9]))?(?![0-9:]|[.,][0-9]|-? ?(?:scale|ratio|odds|mix)){_HALF}?")
_HOUR = re.compile(rf"([0-9]{{1,2}})(?:\.([0-5][0-9]))?{_HALF}")
_DASH = re.compile(r" ?[-–—] ?")
_BARE_HOUR = re.compile(r"([0-9]{1,2}) ?[-–—] ?(?=[0-9]{1,2}(?::[0-5][0-9])? ?[AaPp]\.?[Mm])")
_RATIO = words_before("ratio of", "ratio", "aspect ratio", "scale of", "format")
_SENTENCE_GOES_ON = re.compile(r" [a-z]|[,;:)]")


def _clock_words(found: re.Match[str]) -> str:
    hour, minute = int(found[1]), found[2]
    second = found[3] if found.re is _CLOCK else None
    half = found[found.re.groups]
    words = cardinal(hour)
    if minute and int(minute):
        words += f" {'oh ' if int(minute) < 10 else ''}{cardinal(int(minute))}"
    elif minute and not half:
        words += " o'clock" if 1 <= hour <= 12 else " hundred"
    if second and int(second):
        words += f" and {cardinal(int(second))} seconds"
    return words + (f" {half.lower()} m" if half else "")


def _time_at(text: str, position: int) -> re.Match[str] | None:
    found = _CLOCK.match(text, position) or _HOUR.match(text, position)
    return found if found and int(found[1]) <= 24 else None


def _end(text: str, found: re.Match[str]) -> int:
    """A final dot of "p.m." that also ends the sentence is left as a pause."""
    end = found.end()
    return end - 1 if text[end - 1 : end] == "." and not _SENTENCE_GOES_ON.match(text, end) else end


def time_of_day(cursor: Cursor) -> list[Said] | None:
    """One time, or two with a dash between ("to")."""
    first = _time_at(cursor.text, cursor.start)
    if not first:
        bare = cursor.match(_BARE_HOUR)
        second = _time_at(cursor.text, bare.end()) if bare else None
        if not bare or not second:
            return None
        return [
            Said(cursor.start, bare.end(1), cardinal(int(bare[1]))),
            Said(bare.end(1), _end(cursor.text, second), f"to {_clock_words(second)}"),
        ]
    if first.re is _CLOCK and not first[4] and cursor.follows(_RATIO):
        return None
    said = [Said(first.start(), _end(cursor.text, first), _clock_words(first))]
    dash = _DASH.match(cursor.text, first.end())
    second = _time_at(cursor.text, dash.end()) if dash else None
    if second:
        said.append(Said(first.end(), _end(cursor.text, second), f"to {_clock_words(second)}"))
    return said


_HOURS_MINUTES = re.compile(r"([0-9]{1,2}) ?h ?([0-5][0-9]) ?(?:m|min)?(?!\w)")


def hours_minutes(cursor: Cursor) -> list[Said] | None:
    """1h30."""
    found = cursor.match(_HOURS_MINUTES)
    if not found:
        return None
    hours, minutes = int(found[1]), int(found[2])
    words = f"{cardinal(hours)} hour{'' if hours == 1 else 's'}"
    return [Said(*found.span(), words + (f" {cardinal(minutes)} minute{'' if minutes == 1 else 's'}" if minutes else ""))]

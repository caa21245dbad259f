"""What the user asked for."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from emlinh_desktop.domain.errors import ErrorCode, InputError
from emlinh_desktop.domain.timebase import MAX_DURATION_S, MIN_DURATION_S

MAX_TOPIC_CHARACTERS = 500
DEFAULT_DURATION_S = 30.0
_MAX_MARKS_PER_LETTER = 4
_JOINERS = "\u200d"  # kept: it holds emoji families together


class Composition(StrEnum):
    """The shape of a film, by the names the earlier system used."""

    LANDSCAPE = "Scene-Landscape"
    PORTRAIT = "Scene-Portrait"
    SQUARE = "Scene-Square"

    @property
    def size_px(self) -> tuple[int, int]:
        """(width, height)."""
        return {"Scene-Landscape": (1920, 1080), "Scene-Portrait": (1080, 1920), "Scene-Square": (1080, 1080)}[self]


class Quality(StrEnum):
    """How much time and size the encoder may spend."""

    DRAFT = "draft"
    STANDARD = "standard"
    HIGH = "high"


class Language(StrEnum):
    """Languages spoken and written."""

    VI = "vi"
    EN = "en"


BUILT_IN_BACKGROUNDS = ("office", "abstract", "none")


@dataclass(frozen=True, slots=True)
class Brief:
    """One wish for a film.

    `background` is a built-in name or the absolute path of the user's own picture or clip. `voice` and
    `language` may be None: chosen from the topic. `script_text` is the user's own words, already read from
    their file but not yet cleaned; with it, `duration_s` is ignored: the film is as long as the text needs.
    """

    topic: str
    duration_s: float = DEFAULT_DURATION_S
    composition: Composition = Composition.LANDSCAPE
    background: str = "office"
    voice: str | None = None
    language: Language | None = None
    presenter: str = "em-linh"
    captions: bool = True
    quality: Quality = Quality.STANDARD
    writer: str = "offline"
    script_text: str | None = None
    music: str | None = None
    encoder: str = "x264"


_TERMINAL_COMMAND = re.compile(r"\x1b\[[0-?]{0,32}[ -/]{0,8}[@-~]")
"""ECMA-48, 5.4: a colour or cursor command pasted from a terminal"""


def clean_text(raw: str) -> str:
    """NFC text without control, invisible, private or broken characters; white space collapsed.

    At most four combining marks stay on a letter (Vietnamese needs two; a "zalgo" has twenty-five).
    """
    kept: list[str] = []
    marks = 0
    for char in unicodedata.normalize("NFC", _TERMINAL_COMMAND.sub("", raw)):
        category = unicodedata.category(char)
        if char.isspace():
            kept.append(" ")
        elif category in ("Cc", "Cs", "Co", "Cn") or (category == "Cf" and char not in _JOINERS):
            continue
        elif category == "Mn":
            marks += 1
            if marks <= _MAX_MARKS_PER_LETTER:
                kept.append(char)
            continue
        else:
            kept.append(char)
        marks = 0
    return " ".join("".join(kept).split())


def clean_topic(raw: str) -> str:
    """A topic fit for a title, a voice and a file name.

    Raises:
        InputError: TOPIC_TOO_LONG above 500 characters; TOPIC_EMPTY when no letter or digit is left.
    """
    if len(raw) > 40 * MAX_TOPIC_CHARACTERS:  # refuse before any work is done on a megabyte
        raise InputError(ErrorCode.TOPIC_TOO_LONG, length=len(raw), limit=MAX_TOPIC_CHARACTERS)
    topic = clean_text(raw)
    if len(topic) > MAX_TOPIC_CHARACTERS:
        raise InputError(ErrorCode.TOPIC_TOO_LONG, length=len(topic), limit=MAX_TOPIC_CHARACTERS)
    if not any(char.isalnum() for char in topic):
        raise InputError(ErrorCode.TOPIC_EMPTY)
    return topic


def check_duration(duration_s: float) -> float:
    """The wanted length, refused (never clamped in silence) outside 5 to 300 seconds.

    Raises:
        InputError: DURATION_OUT_OF_RANGE, also for NaN.
    """
    if not MIN_DURATION_S <= duration_s <= MAX_DURATION_S:
        raise InputError(ErrorCode.DURATION_OUT_OF_RANGE, duration=duration_s, low=MIN_DURATION_S, high=MAX_DURATION_S)
    return duration_s

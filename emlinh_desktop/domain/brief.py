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
MUSIC_PIECES = ("calm", "bright", "thoughtful")
"""the project's own music, by mood"""
AUTO_MUSIC = "auto"
"""the piece that suits the topic"""
MIN_SPEED, MAX_SPEED = 0.8, 1.25
MIN_MUSIC_PERCENT, MAX_MUSIC_PERCENT = 10, 200


@dataclass(frozen=True, slots=True)
class Brief:
    """One wish for a film.

    `background` is a built-in name or the absolute path of the user's own picture or clip. `voice` and
    `language` may be None: chosen from the topic. `script_text` is the user's own words, already read from
    their file but not yet cleaned; with it, `duration_s` is ignored: the film is as long as the text needs.
    `speed` is the tempo wished for, 1.0 the voice's own; the length stays `duration_s`, so a faster voice says more.
    `music` is one of MUSIC_PIECES, AUTO_MUSIC, the absolute path of the user's file, or None: no music.
    `music_percent` is its volume where nobody speaks, 100 the usual; under the voice it is ducked by the same depth at any volume.
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
    speed: float = 1.0
    music_percent: float = 100.0


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


def check_speed(speed: float) -> float:
    """The wanted tempo, refused outside 0.8 to 1.25.

    Raises:
        InputError: SPEED_OUT_OF_RANGE, also for NaN.
    """
    if not MIN_SPEED <= speed <= MAX_SPEED:
        raise InputError(ErrorCode.SPEED_OUT_OF_RANGE, speed=speed, low=MIN_SPEED, high=MAX_SPEED)
    return speed


def check_music_percent(percent: float) -> float:
    """The wanted volume of the music, refused outside 10 to 200 percent.

    Raises:
        InputError: MUSIC_VOLUME_OUT_OF_RANGE, also for NaN.
    """
    if not MIN_MUSIC_PERCENT <= percent <= MAX_MUSIC_PERCENT:
        raise InputError(ErrorCode.MUSIC_VOLUME_OUT_OF_RANGE, percent=percent, low=MIN_MUSIC_PERCENT, high=MAX_MUSIC_PERCENT)
    return percent

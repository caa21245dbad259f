"""A client's wish for a film -> Brief. Names only: nothing in a wish can lead to a file."""

from __future__ import annotations

import math
from collections.abc import Mapping
from enum import StrEnum
from typing import Any, TypeVar

from emlinh_desktop.domain.brief import (
    AUTO_MUSIC,
    BUILT_IN_BACKGROUNDS,
    DEFAULT_DURATION_S,
    MUSIC_PIECES,
    Brief,
    Composition,
    Language,
    Quality,
    check_duration,
    check_music_percent,
    check_speed,
    clean_topic,
)
from emlinh_desktop.domain.errors import ErrorCode, InputError, unknown_name
from emlinh_desktop.domain.event import SessionId
from emlinh_desktop.server.faults import Fault
from emlinh_desktop.server.protocol import session_named

WEB_SESSION = "web"
_MAX_SCRIPT_CHARACTERS = 60_000
_MAX_NAME_CHARACTERS = 64

Name = TypeVar("Name", bound=StrEnum)


def wish_from(given: object) -> tuple[Brief, SessionId]:
    """The Brief and the session of a wish: topic, duration, composition, background, voice, session_id as the earlier system
    named them, and language, captions, quality, script, music (a piece by name), music_volume, speed. What is unknown besides is passed over.

    Raises:
        Fault: bad_request, a value of the wrong kind.
        InputError: a value that cannot be.
    """
    if not isinstance(given, Mapping):
        raise Fault("bad_request")
    script = _text(given, "script", _MAX_SCRIPT_CHARACTERS)
    language = _text(given, "language")
    captions = given.get("captions", True)
    if not isinstance(captions, bool):
        raise Fault("bad_request")
    brief = Brief(
        topic=clean_topic(_text(given, "topic", 100_000) or ""),
        duration_s=check_duration(_number(given, "duration", DEFAULT_DURATION_S)),
        composition=_one_of(Composition, "composition", _text(given, "composition") or Composition.LANDSCAPE.value),
        background=_background(_text(given, "background") or BUILT_IN_BACKGROUNDS[0]),
        voice=_text(given, "voice"),
        language=_one_of(Language, "language", language) if language else None,
        captions=captions,
        quality=_one_of(Quality, "quality", _text(given, "quality") or Quality.STANDARD.value),
        script_text=script,
        music=_music(_text(given, "music")),
        speed=check_speed(_number(given, "speed", 1.0)),
        music_percent=check_music_percent(_number(given, "music_volume", 100.0)),
    )
    return brief, session_named(given.get("session_id"), WEB_SESSION)


def _text(given: Mapping[str, Any], key: str, limit: int = _MAX_NAME_CHARACTERS) -> str | None:
    value = given.get(key)
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise Fault("bad_request")
    if len(value) > limit:
        raise Fault("too_large")
    return value


def _number(given: Mapping[str, Any], key: str, default: float) -> float:
    """A number; it may come as text, as the earlier system's form sent it. What is none or endless is out of every range: -1."""
    value = given.get(key)
    if value is None or value == "":
        return default
    if isinstance(value, bool) or not isinstance(value, int | float | str) or (isinstance(value, str) and len(value) > _MAX_NAME_CHARACTERS):
        raise Fault("bad_request")
    try:
        number = float(value)
    except (ValueError, OverflowError) as error:
        raise InputError(ErrorCode.BAD_OPTION, option=key, value=str(value)[:_MAX_NAME_CHARACTERS]) from error
    return number if math.isfinite(number) else -1.0


def _music(given: str | None) -> str | None:
    if given is None or given == "none":
        return None
    if given not in (*MUSIC_PIECES, AUTO_MUSIC):
        raise unknown_name("music", given, (*MUSIC_PIECES, AUTO_MUSIC, "none"))
    return given


def _background(given: str) -> str:
    if given not in BUILT_IN_BACKGROUNDS:
        raise unknown_name("background", given, BUILT_IN_BACKGROUNDS)
    return given


def _one_of(kind: type[Name], word: str, given: str) -> Name:
    for member in kind:
        if member.value.casefold() == given.casefold():
            return member
    raise unknown_name(word, given, [member.value for member in kind])

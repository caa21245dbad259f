"""A client's wish for a film -> Brief. Names only: nothing in a wish can lead to a file."""

from __future__ import annotations

import math
from collections.abc import Mapping
from enum import StrEnum
from typing import Any, TypeVar

from emlinh_desktop.domain.brief import BUILT_IN_BACKGROUNDS, DEFAULT_DURATION_S, Brief, Composition, Language, Quality, check_duration, clean_topic
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
    named them, and language, captions, quality, script. What is unknown besides is passed over.

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
        duration_s=_duration(given.get("duration")),
        composition=_one_of(Composition, "composition", _text(given, "composition") or Composition.LANDSCAPE.value),
        background=_background(_text(given, "background") or BUILT_IN_BACKGROUNDS[0]),
        voice=_text(given, "voice"),
        language=_one_of(Language, "language", language) if language else None,
        captions=captions,
        quality=_one_of(Quality, "quality", _text(given, "quality") or Quality.STANDARD.value),
        script_text=script,
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


def _duration(given: object) -> float:
    """Seconds; a number may come as text, as the earlier system's form sent it."""
    if given is None or given == "":
        return DEFAULT_DURATION_S
    if isinstance(given, bool) or not isinstance(given, int | float | str) or (isinstance(given, str) and len(given) > _MAX_NAME_CHARACTERS):
        raise Fault("bad_request")
    try:
        duration_s = float(given)
    except (ValueError, OverflowError) as error:
        raise InputError(ErrorCode.BAD_OPTION, option="duration", value=str(given)[:_MAX_NAME_CHARACTERS]) from error
    return check_duration(duration_s if math.isfinite(duration_s) else -1.0)


def _background(given: str) -> str:
    if given not in BUILT_IN_BACKGROUNDS:
        raise unknown_name("background", given, BUILT_IN_BACKGROUNDS)
    return given


def _one_of(kind: type[Name], word: str, given: str) -> Name:
    for member in kind:
        if member.value.casefold() == given.casefold():
            return member
    raise unknown_name(word, given, [member.value for member in kind])

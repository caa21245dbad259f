"""Options of `make` -> Brief; every name checked here is answered with the nearest right one."""

from __future__ import annotations

import argparse
import os
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from emlinh_desktop.domain.brief import (
    AUTO_MUSIC,
    BUILT_IN_BACKGROUNDS,
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

_COMPOSITION_WORDS = {
    "landscape": Composition.LANDSCAPE,
    "ngang": Composition.LANDSCAPE,
    "portrait": Composition.PORTRAIT,
    "dọc": Composition.PORTRAIT,
    "square": Composition.SQUARE,
    "vuông": Composition.SQUARE,
}

Name = TypeVar("Name", bound=StrEnum)

_LONGEST_NAME_BYTES = 230


def brief_from(options: argparse.Namespace) -> Brief:
    """The Brief a command line asks for.

    Raises:
        InputError: an empty or over-long topic, an unknown name, a number that is none, a script that cannot be read.
    """
    script_text = _script_text(options.script) if options.script else None
    return Brief(
        topic=_topic(options.topic, script_text),
        duration_s=_duration(options.duration, script_text),
        composition=_composition(options.composition),
        background=_background(options.background),
        voice=_voice(options),
        language=language_named(options.language) if options.language else None,
        presenter=options.presenter,
        captions=not options.no_captions,
        quality=_one_of(Quality, "quality", options.quality),
        script_text=script_text,
        music=_music(options.music),
        encoder=options.encoder,
        speed=check_speed(_number("--speed", options.speed)),
        music_percent=check_music_percent(_number("--music-volume", options.music_volume.removesuffix("%"))),
    )


def output_path(given: str | None) -> Path | None:
    """The wanted path of the film: `.mp4` is added to a name without suffix.

    Raises:
        InputError: another suffix than .mp4, a folder, a device, or no name at all.
    """
    if not given:
        return None
    path = Path(given)
    if not path.suffix and path.name:
        path = path.with_suffix(".mp4")
    if path.suffix.lower() != ".mp4" or not _may_be_a_file(Path(given)) or not _may_be_a_file(path):
        raise InputError(ErrorCode.BAD_OPTION, option="-o", value=given)
    return path


def _may_be_a_file(path: Path) -> bool:
    """Whether a film could stand there: no folder, no device, no name the file system cannot hold (sidecars' names are a little longer)."""
    try:
        return len(os.fsencode(path.name)) <= _LONGEST_NAME_BYTES and (path.is_file() or not path.exists())
    except (OSError, ValueError):  # too long a path, a NUL, a lone surrogate
        return False


def language_named(given: str) -> Language:
    """`vi` or `en`. Raises InputError UNKNOWN_NAME."""
    return _one_of(Language, "language", given)


def _voice(options: argparse.Namespace) -> str | None:
    """The voice's name; a recording needs the script that was read."""
    if options.recording:
        if not options.script:
            raise InputError(ErrorCode.RECORDING_NEEDS_SCRIPT)
        return f"recording:{Path(options.recording).absolute()}"
    given: str | None = options.voice
    return given


def _script_text(given: str) -> str:
    from emlinh_desktop.writing.script_file import read_script_file

    return read_script_file(Path(given))


def _topic(given: str | None, script_text: str | None) -> str:
    if given is None and script_text is not None:
        from emlinh_desktop.writing.own_script import title_of

        return clean_topic(title_of(script_text))
    return clean_topic(given or "")


def _duration(given: str, script_text: str | None) -> float:
    duration_s = _number("--duration", given)
    return duration_s if script_text is not None else check_duration(duration_s)


def _number(option: str, given: str) -> float:
    try:
        return float(given)
    except ValueError as error:
        raise InputError(ErrorCode.BAD_OPTION, option=option, value=given) from error


def _composition(given: str) -> Composition:
    by_word = _COMPOSITION_WORDS.get(given.casefold())
    return by_word or _one_of(Composition, "composition", given)


def _background(given: str) -> str:
    return str(Path(given).absolute()) if given not in BUILT_IN_BACKGROUNDS and _looks_like_path(given) else given


def _music(given: str | None) -> str | None:
    """A piece's name, `auto`, or the path of a file; None for `none` and where nothing is said: music is never a surprise."""
    if not given or given.casefold() == "none":
        return None
    if given.casefold() in (*MUSIC_PIECES, AUTO_MUSIC):
        return given.casefold()
    if _looks_like_path(given):
        return str(Path(given).absolute())
    raise unknown_name("music", given, (*MUSIC_PIECES, AUTO_MUSIC, "none"))


def _looks_like_path(given: str) -> bool:
    path = Path(given)
    return "\0" not in given and bool(path.suffix or "/" in given or "\\" in given or path.exists())


def _one_of(kind: type[Name], word: str, given: str) -> Name:
    for member in kind:
        if member.value.casefold() == given.casefold():
            return member
    raise unknown_name(word, given, [member.value for member in kind])

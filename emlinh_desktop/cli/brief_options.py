"""Options of `make` -> Brief; every name checked here is answered with the nearest right one."""

from __future__ import annotations

import argparse
import os
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from emlinh_desktop.domain.brief import BUILT_IN_BACKGROUNDS, Brief, Composition, Language, Quality, check_duration, clean_topic
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
        writer=options.writer,
        script_text=script_text,
        music=str(Path(options.music).absolute()) if options.music else None,
        encoder=options.encoder,
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
    try:
        duration_s = float(given)
    except ValueError as error:
        raise InputError(ErrorCode.BAD_OPTION, option="--duration", value=given) from error
    return duration_s if script_text is not None else check_duration(duration_s)


def _composition(given: str) -> Composition:
    by_word = _COMPOSITION_WORDS.get(given.casefold())
    return by_word or _one_of(Composition, "composition", given)


def _background(given: str) -> str:
    if given in BUILT_IN_BACKGROUNDS:
        return given
    path = Path(given)
    looks_like_path = "\0" not in given and (path.suffix or path.parent != Path(".") or path.exists())
    return str(path.absolute()) if looks_like_path else given


def _one_of(kind: type[Name], word: str, given: str) -> Name:
    for member in kind:
        if member.value.casefold() == given.casefold():
            return member
    raise unknown_name(word, given, [member.value for member in kind])

"""What is checked before any work begins, so that a bad wish fails in its first second."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path

from emlinh_desktop.base.disk import check_writable, existing_parent, free_bytes
from emlinh_desktop.domain.brief import Brief, Language, check_duration, check_music_percent, check_speed
from emlinh_desktop.domain.errors import ErrorCode, InputError, ResourceError, unknown_name
from emlinh_desktop.domain.ports import ScriptWriter
from emlinh_desktop.domain.shot import Look
from emlinh_desktop.domain.timebase import MAX_DURATION_S, frames_for
from emlinh_desktop.domain.utterance import Voice
from emlinh_desktop.pipeline.tools import Tools

log = logging.getLogger(__name__)

_MB = 1_000_000
_CHARACTERS_PER_S = 10.0  # a slow reading of a user's own script, for the disk estimate only
_MIN_FREE_BYTES = 100 * _MB


@dataclass(frozen=True, slots=True)
class Preflight:
    """The tools and names a wish resolved to."""

    writer: ScriptWriter
    language: Language
    voice: Voice
    look: Look
    music: str | None = None
    """path"""


def preflight(brief: Brief, tools: Tools, output: Path) -> Preflight:
    """Resolve every name of the brief and prove that its media, encoder, folders and disk will do.

    Raises:
        InputError: an unknown name, a length out of range, media that cannot be opened.
        ResourceError: no right to write, too little disk, no working encoder or voice.
    """
    writer_id = "own" if brief.script_text is not None else brief.writer
    writer = tools.writers.get(writer_id)
    if writer is None:
        raise unknown_name("writer", writer_id, (name for name in tools.writers if name != "own"))
    if brief.script_text is None:
        check_duration(brief.duration_s)
    check_speed(brief.speed)
    check_music_percent(brief.music_percent)
    language = writer.language_of(brief)
    voice = tools.narrator.voice(brief.voice, language)
    if brief.language is not None and voice.language is not brief.language:
        raise InputError(ErrorCode.BAD_OPTION, option="voice", value=voice.id)
    background = tools.media.background(brief.background)
    music = None if brief.music is None else tools.mixer.music_file(brief.music, brief.topic)
    if music is not None:
        tools.media.check_music(music)
    tools.renderer.check_encoder(brief.encoder)
    for folder in (output.parent, tools.jobs_folder, tools.cache_folder):
        _check_folder(folder)
    expected_s = brief.duration_s if brief.script_text is None else len(brief.script_text) / _CHARACTERS_PER_S
    check_room(tools, frames_for(min(expected_s, 20 * MAX_DURATION_S)), brief, output.parent)
    return Preflight(writer, voice.language, voice, Look(brief.composition, background, brief.presenter, brief.captions), music)


def check_room(tools: Tools, frame_count: int, brief: Brief, film_folder: Path) -> None:
    """Raise ResourceError DISK_FULL if a film of so many frames will not fit."""
    needed = tools.renderer.needed_bytes(frame_count, brief) + _MIN_FREE_BYTES
    for folder in (film_folder, tools.cache_folder):
        free = free_bytes(folder)
        if free < needed:
            raise ResourceError(ErrorCode.DISK_FULL, path=str(folder), needed_mb=needed // _MB, free_mb=free // _MB)


def _check_folder(folder: Path) -> None:
    try:
        check_writable(folder)
    except OSError as error:
        log.info("cannot write to %s: %s", existing_parent(folder), error)
        raise ResourceError(ErrorCode.NO_WRITE_ACCESS, path=str(folder)) from error

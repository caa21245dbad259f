"""The settings as one frozen value, each field checked by itself."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from emlinh_desktop.base.locale_text import interface_language
from emlinh_desktop.domain.brief import DEFAULT_DURATION_S, Brief, Composition, Language, Quality, check_duration, check_music_percent, check_speed
from emlinh_desktop.domain.errors import InputError
from emlinh_desktop.domain.fallback import FallbackPolicy
from emlinh_desktop.domain.voice_name import language_named


class Theme(StrEnum):
    """The window's colours; `system` follows the desktop."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


BROADCAST_PORT = 8765
_PRIVILEGED_PORTS = 1024


def _interface_language() -> Language:
    return Language(interface_language())


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything the user chose for good.

    `language` is the window's; `film_language` and `voice` None let the topic decide. An empty `output_folder` means the
    films folder of the account. `welcomed` says that the first start is over. `background` and `music` are as in `Brief`: a built-in name or an absolute path.
    `llm_` and `speech_` name online services ("": the preset's own; `speech_voices`, names parted by commas); see `online` for what the environment says
    over them. `broadcast_network`: the broadcast listens beyond this machine.
    """

    language: Language = field(default_factory=_interface_language)
    theme: Theme = Theme.SYSTEM
    output_folder: str = ""
    duration_s: float = DEFAULT_DURATION_S
    composition: Composition = Composition.LANDSCAPE
    background: str = "office"
    voice: str | None = None
    film_language: Language | None = None
    captions: bool = True
    music: str | None = None
    writer: str = "offline"
    quality: Quality = Quality.STANDARD
    encoder: str = "x264"
    notifications: bool = True
    welcomed: bool = False
    speed: float = 1.0
    music_percent: float = 100.0
    llm_url: str = ""
    llm_model: str = ""
    speech_url: str = ""
    speech_model: str = ""
    speech_voices: str = ""
    fallback: FallbackPolicy = FallbackPolicy.ASK
    broadcast: bool = False
    broadcast_network: bool = False
    broadcast_port: int = BROADCAST_PORT

    def brief(self, topic: str) -> Brief:
        """A wish for a film about `topic` with everything else as the user likes it."""
        return Brief(
            topic=topic,
            duration_s=self.duration_s,
            composition=self.composition,
            background=self.background,
            voice=self.voice,
            language=self.film_language,
            captions=self.captions,
            quality=self.quality,
            writer=self.writer,
            music=self.music,
            encoder=self.encoder,
            speed=self.speed,
            music_percent=self.music_percent,
        )

    def voice_for(self, language: Language) -> str | None:
        """The usual voice if it speaks that language, as far as its name tells; else None."""
        return self.voice if language_named(self.voice) in (None, language) else None


def changed(settings: Settings, fields: Mapping[str, Any]) -> Settings:
    """The settings with some fields changed.

    Raises:
        ValueError: a value that field cannot have, or no such field.
    """
    unknown = set(fields) - set(FIELDS)
    if unknown:
        raise ValueError(f"no such setting: {', '.join(sorted(unknown))}")
    return dataclasses.replace(settings, **{name: FIELDS[name](value) for name, value in fields.items()})


def _or_none(check: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda value: None if value is None else check(value)


def _words(value: Any) -> str:
    if not isinstance(value, str) or not value.strip() or "\0" in value:
        raise ValueError(f"not a name: {value!r}")
    return value


def _folder(value: Any) -> str:
    if not isinstance(value, str) or "\0" in value or (value and not Path(value).is_absolute()):
        raise ValueError(f"not a folder: {value!r}")
    return value


def _switch(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"neither true nor false: {value!r}")
    return value


def _number(check: Callable[[float], float]) -> Callable[[Any], float]:
    def checked(value: Any) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise ValueError(f"not a number: {value!r}")
        try:
            return check(float(value))
        except InputError as error:
            raise ValueError(f"out of range: {value!r}") from error

    return checked


def _line(value: Any) -> str:
    if not isinstance(value, str) or not (value == "" or value.isprintable()):
        raise ValueError(f"not one line of text: {value!r}")
    return value.strip()


def _address(value: Any) -> str:
    line = _line(value)
    if line and not is_address(line):
        raise ValueError(f"not an address: {value!r}")
    return line


def is_address(given: str) -> bool:
    """Whether it can be the address of a service."""
    scheme, _, rest = given.partition("://")
    return scheme in ("http", "https") and bool(rest.strip("/")) and not any(c.isspace() for c in given)


def _port(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not _PRIVILEGED_PORTS <= value <= 65535:
        raise ValueError(f"not a port: {value!r}")
    return value


FIELDS: Mapping[str, Callable[[Any], Any]] = {
    "language": Language,
    "theme": Theme,
    "output_folder": _folder,
    "duration_s": _number(check_duration),
    "composition": Composition,
    "background": _words,
    "voice": _or_none(_words),
    "film_language": _or_none(Language),
    "captions": _switch,
    "music": _or_none(_words),
    "writer": _words,
    "quality": Quality,
    "encoder": _words,
    "notifications": _switch,
    "welcomed": _switch,
    "speed": _number(check_speed),
    "music_percent": _number(check_music_percent),
    "llm_url": _address,
    "llm_model": _line,
    "speech_url": _address,
    "speech_model": _line,
    "speech_voices": _line,
    "fallback": FallbackPolicy,
    "broadcast": _switch,
    "broadcast_network": _switch,
    "broadcast_port": _port,
}
"""the check of each field: gives the value to keep, or raises ValueError"""

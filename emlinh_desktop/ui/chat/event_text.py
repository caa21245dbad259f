"""What a bubble says about a job, in the window's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from emlinh_desktop.base.locale_text import has_text
from emlinh_desktop.domain.brief import AUTO_MUSIC, BUILT_IN_BACKGROUNDS, MUSIC_PIECES
from emlinh_desktop.domain.errors import EmlinhError
from emlinh_desktop.domain.event import ProgressEvent, Step
from emlinh_desktop.ui.ui_text import ui_text

_INTERNAL = "internal"
_ENGINES = {"edge": "Edge", "openai": "OpenAI", "piper": "Piper"}


def step_text(step: Step, values: Mapping[str, Any]) -> str:
    """A station's message; `values` are those stored with it. Names of voices and backgrounds are said as people say them."""
    named = dict(values)
    for key, name_of in (("voice", voice_name), ("bg", background_name), ("comp", composition_name)):
        if key in named:
            named[key] = name_of(str(named[key]))
    return ui_text(f"step.{step.value}", **named)


def station_values(events: Iterable[ProgressEvent]) -> dict[Step, Mapping[str, Any]]:
    """The values of each station that was told; repeats of a station carry none."""
    return {event.step: event.data.get("values", {}) for event in events if "values" in event.data or event.step is Step.COMPLETED}


def failure_text(code: str, params: Mapping[str, Any]) -> tuple[str, str]:
    """(what happened, what to do) for an error code. Where the common advice names a command, the window has its own."""
    known = code if has_text(f"error.{code}.what", "vi") else _INTERNAL
    shown = {"reason": code} | dict(params)
    if "path" in shown:
        shown["path"] = Path(str(shown["path"])).name
    advice = f"ui.chat.do.{known}" if has_text(f"ui.chat.do.{known}", "vi") else f"error.{known}.do"
    try:
        return ui_text(f"error.{known}.what", **shown), ui_text(advice, **shown)
    except KeyError:  # a job of an earlier version stored fewer values
        return ui_text(f"error.{_INTERNAL}.what", reason=code), ui_text(f"ui.chat.do.{_INTERNAL}")


def error_text(error: EmlinhError) -> str:
    """Both sentences of an error."""
    return " ".join(failure_text(error.code.value, error.params))


def voice_name(voice_id: str) -> str:
    """`vi-north-female` as a person would say it, `edge:vi-VN-HoaiMyNeural` by its name and engine; an unknown id stays itself."""
    engine, colon, name = voice_id.rpartition(":")
    if colon:
        return f"{_short_name(engine, Path(name).name)} · {_ENGINES.get(engine, engine)}"
    language, _, rest = voice_id.partition("-")
    region, _, gender = rest.partition("-")
    keys = (f"ui.chat.voice.{gender}", f"ui.chat.region.{region}")
    if language not in ("vi", "en") or not all(has_text(key, "vi") for key in keys):
        return voice_id
    return f"{ui_text(keys[0])} · {ui_text(keys[1])}"


def _short_name(engine: str, name: str) -> str:
    """`vi-VN-HoaiMyNeural` -> HoaiMy, `vi_VN-vais1000-medium` -> vais1000; a file stays itself."""
    parts = name.split("-")
    if engine == "edge":
        return parts[-1].removesuffix("Neural").removesuffix("Multilingual")
    return parts[1] if engine == "piper" and len(parts) == 3 else name


def background_name(background: str) -> str:
    """A built-in background by its name, the user's own by its file."""
    return ui_text(f"ui.chat.background.{background}") if background in BUILT_IN_BACKGROUNDS else Path(background).name


def music_name(music: str | None) -> str:
    """A piece by its name, the user's own by its file; None: no music."""
    known = (AUTO_MUSIC, *MUSIC_PIECES)
    return ui_text(f"ui.chat.music.{music or 'none'}") if music is None or music in known else Path(music).name


def composition_name(composition: str) -> str:
    """`Scene-Portrait` as a person would say it."""
    key = f"ui.chat.composition.{composition}"
    return ui_text(key) if has_text(key, "vi") else composition

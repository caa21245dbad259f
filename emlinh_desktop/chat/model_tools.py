"""What a language model may ask for, and what its call means: the same values the rules find in words.

A call is checked field by field. What is broken, unknown, incomplete or absurd is refused with a reason the model can mend; names
lead to built-in things only, never to a file.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from emlinh_desktop.chat.intents import Intent
from emlinh_desktop.chat.meaning import Edit, Understood, WishedBrief
from emlinh_desktop.domain.brief import AUTO_MUSIC, BUILT_IN_BACKGROUNDS, MAX_TOPIC_CHARACTERS, MUSIC_PIECES, Brief, Composition, Language, clean_text
from emlinh_desktop.domain.language_model import Tool, ToolCall
from emlinh_desktop.domain.timebase import MAX_DURATION_S, MIN_DURATION_S

_SHAPES = {"landscape": Composition.LANDSCAPE, "portrait": Composition.PORTRAIT, "square": Composition.SQUARE}
_GENDERS = {"female": "nữ", "male": "nam"}
_REGIONS = {"north": "bắc", "central": "trung", "south": "nam"}
_SPEEDS = {"slow": "chậm", "slower": "chậm", "fast": "nhanh", "faster": "nhanh", "normal": None}
_LANGUAGES = {language.value: language for language in Language}
_MUSIC = (*MUSIC_PIECES, AUTO_MUSIC, "none")
_VOICE = re.compile(r"(?:(?:edge|openai):)?[\w-]{1,60}")
_MOST_LINES = 20
_MOST_LINE_CHARACTERS = 2_000
_WHERE = ("before", "after")


class CallUnusable(Exception):  # noqa: N818 - an answer for the model, not an error of ours
    """A call that cannot be carried out. `args[0]` says why, in English, for the model."""


def _choice(about: str, names: Mapping[str, Any] | tuple[str, ...]) -> dict[str, Any]:
    return {"type": "string", "enum": list(names), "description": about}


_LOOKS: dict[str, Any] = {
    "composition": _choice("Shape of the picture", _SHAPES),
    "background": _choice("What stands behind the presenter", BUILT_IN_BACKGROUNDS),
    "voice_gender": _choice("Who speaks", _GENDERS),
    "voice_region": _choice("Vietnamese accent", _REGIONS),
    "voice": {"type": "string", "description": "A voice by its name, only if the user named one"},
    "language": _choice("Language spoken in the film", _LANGUAGES),
    "captions": {"type": "boolean", "description": "Captions in the picture"},
    "music": _choice("Music under the voice", _MUSIC),
}
_DURATION = {"type": "number", "minimum": MIN_DURATION_S, "maximum": MAX_DURATION_S, "description": "Length in seconds"}
_LINE = {
    "type": "object",
    "properties": {
        "action": _choice("What to do", ("replace", "insert", "delete")),
        "line": {"type": "integer", "description": "Number of the sentence from 1; -1 is the last"},
        "text": {"type": "string", "description": "The new sentence"},
        "where": _choice("Where to insert", _WHERE),
    },
    "required": ["action", "line"],
}


def _tool(name: str, about: str, properties: Mapping[str, Any], required: tuple[str, ...] = ()) -> Tool:
    return Tool(name, about, {"type": "object", "properties": dict(properties), "required": list(required), "additionalProperties": False})


TOOLS = (
    _tool(
        "create_video",
        "Make a new film. Only when the user's latest message asks for one. Leave out everything the user did not say.",
        {
            "topic": {"type": "string", "description": "What the film is about, in the user's own words"},
            "duration_seconds": _DURATION,
            "speed": _choice("Speaking speed", ("slow", "normal", "fast")),
            **_LOOKS,
        },
        ("topic",),
    ),
    _tool(
        "edit_video",
        "Make the latest film of this conversation again with changes. Only when the user's latest message asks for a change.",
        {
            "duration_seconds": _DURATION,
            "duration_change_seconds": {"type": "number", "description": "Seconds longer (or shorter, below zero)"},
            "speed": _choice("Speaking speed against now", ("slower", "faster")),
            "music_volume": _choice("Volume of the music against now", ("down", "up")),
            "topic": {"type": "string", "description": "Another topic"},
            "lines": {"type": "array", "items": _LINE, "description": "Changes of single sentences of the script"},
            "undo": {"type": "boolean", "description": "Back to the film before the last change"},
            **_LOOKS,
        },
    ),
    _tool("cancel_video", "Stop the film that is being made. Only when the user's latest message asks for it.", {}),
    _tool("video_status", "Tell how far the film is.", {}),
)


def read_call(call: ToolCall) -> Understood:
    """What a call means.

    Raises:
        CallUnusable: broken JSON, an unknown tool or value, nothing in it, a number out of range.
    """
    if call.name not in {tool.name for tool in TOOLS}:
        raise CallUnusable(f"There is no tool {call.name[:40]!r}; there are {', '.join(tool.name for tool in TOOLS)}.")
    given = _arguments(call.arguments)
    if call.name == "cancel_video":
        return Understood(Intent.CANCEL)
    if call.name == "video_status":
        return Understood(Intent.STATUS)
    return Understood(Intent.CREATE_VIDEO, _wish(given)) if call.name == "create_video" else Understood(Intent.EDIT_VIDEO, edits=_edits(given))


def film_facts(brief: Brief) -> dict[str, Any]:
    """A film's choices under the names of the tools, for "twice as long" to mean something. Of own files only that there is one."""
    shapes = {shape: name for name, shape in _SHAPES.items()}
    return {
        "topic": "the user's own script" if brief.script_text is not None else brief.topic,
        "duration_seconds": "as long as the user's own script" if brief.script_text is not None else brief.duration_s,
        "composition": shapes[brief.composition],
        "background": brief.background if brief.background in BUILT_IN_BACKGROUNDS else "own file",
        "captions": brief.captions,
        "music": "none" if brief.music is None else brief.music if brief.music in _MUSIC else "own file",
        "speed": brief.speed,
    }


def _arguments(text: str) -> Mapping[str, Any]:
    try:
        given = json.loads(text or "{}")
    except (ValueError, RecursionError) as error:
        raise CallUnusable("The arguments are not valid JSON.") from error
    if not isinstance(given, dict):
        raise CallUnusable("The arguments are not a JSON object.")
    return {name: value for name, value in given.items() if value is not None and value != ""}


def _wish(given: Mapping[str, Any]) -> WishedBrief:
    music = _named(given, "music", _MUSIC)
    return WishedBrief(
        topic=_topic(given),
        duration_s=_length(given, "duration_seconds"),
        speed=_SPEEDS[_named(given, "speed", ("slow", "normal", "fast")) or "normal"],
        music=None if music is None else music != "none",
        music_mood=None if music in (None, "none") else music,
        **_looks(given),
    )


def _looks(given: Mapping[str, Any]) -> dict[str, Any]:
    captions = given.get("captions")
    if captions is not None and not isinstance(captions, bool):
        raise CallUnusable("captions must be true or false.")
    return {
        "composition": _SHAPES.get(_named(given, "composition", _SHAPES) or ""),
        "background": _named(given, "background", BUILT_IN_BACKGROUNDS),
        "voice": _voice(given),
        "voice_gender": _GENDERS.get(_named(given, "voice_gender", _GENDERS) or ""),
        "voice_region": _REGIONS.get(_named(given, "voice_region", _REGIONS) or ""),
        "language": _LANGUAGES.get(_named(given, "language", _LANGUAGES) or ""),
        "captions": captions,
    }


def _edits(given: Mapping[str, Any]) -> tuple[Edit, ...]:
    if given.get("undo") is True:
        return (Edit("undo"),)
    looks = _looks(given)
    edits = [Edit(name, **{name: looks[name]}) for name in ("background", "composition", "captions", "language") if looks[name] is not None]
    voice = {name: looks[name] for name in ("voice", "voice_gender", "voice_region") if looks[name] is not None}
    edits += [Edit("voice", **voice)] if voice else []
    if (speed := _named(given, "speed", ("slower", "faster"))) is not None:
        edits.append(Edit("speed", speed=_SPEEDS[speed]))
    if (volume := _named(given, "music_volume", ("down", "up"))) is not None:
        edits.append(Edit("music", volume=volume))
    if (music := _named(given, "music", _MUSIC)) is not None:
        edits.append(Edit("music", music=music != "none", music_mood=None if music == "none" else music))
    if (length := _length(given, "duration_seconds")) is not None:
        edits.append(Edit("duration", duration_s=length))
    elif (change := _number(given, "duration_change_seconds", -MAX_DURATION_S, MAX_DURATION_S)) is not None:
        edits.append(Edit("duration", delta_s=change))
    if "topic" in given:
        edits.append(Edit("topic", topic=_topic(given)))
    edits += _line_edits(given.get("lines", []))
    if not edits:
        raise CallUnusable("Nothing to change was given.")
    return tuple(edits)


def _line_edits(given: Any) -> list[Edit]:
    if not isinstance(given, list) or len(given) > _MOST_LINES or not all(isinstance(each, dict) for each in given):
        raise CallUnusable(f"lines must be a list of at most {_MOST_LINES} objects.")
    edits = []
    for each in given:
        action, number = _named(each, "action", ("replace", "insert", "delete")), each.get("line")
        if action is None or isinstance(number, bool) or not isinstance(number, int) or number == 0 or abs(number) > 10_000:
            raise CallUnusable("Each of lines needs an action and the number of a sentence, from 1, or -1 for the last.")
        if action == "delete":
            edits.append(Edit("line_delete", line=number))
            continue
        text = each.get("text")
        if not isinstance(text, str) or not clean_text(text) or len(text) > _MOST_LINE_CHARACTERS:
            raise CallUnusable("text must be one sentence.")
        where = _named(each, "where", _WHERE) or "after"
        edits.append(Edit("line_text", line=number, text=clean_text(text)) if action == "replace" else _insert(number, where, text))
    return edits


def _insert(line: int, where: str, text: str) -> Edit:
    return Edit("line_insert", line=line, where=where, text=clean_text(text))


def _topic(given: Mapping[str, Any]) -> str:
    topic = given.get("topic")
    if not isinstance(topic, str) or not any(char.isalnum() for char in topic):
        raise CallUnusable("topic is missing: ask the user what the film shall be about.")
    if len(topic) > MAX_TOPIC_CHARACTERS:
        raise CallUnusable(f"topic is longer than {MAX_TOPIC_CHARACTERS} characters.")
    return clean_text(topic)


def _length(given: Mapping[str, Any], name: str) -> float | None:
    return _number(given, name, MIN_DURATION_S, MAX_DURATION_S)


def _number(given: Mapping[str, Any], name: str, low: float, high: float) -> float | None:
    value = given.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
        raise CallUnusable(f"{name} must be a number from {low:g} to {high:g}.")
    return float(value)


def _named(given: Mapping[str, Any], name: str, known: Mapping[str, Any] | tuple[str, ...]) -> str | None:
    value = given.get(name)
    if value is None:
        return None
    if not isinstance(value, str) or value.casefold() not in known:
        raise CallUnusable(f"{name} must be one of {', '.join(known)}.")
    return value.casefold()


def _voice(given: Mapping[str, Any]) -> str | None:
    value = given.get("voice")
    if value is not None and (not isinstance(value, str) or not _VOICE.fullmatch(value)):
        raise CallUnusable("voice must be the name of a voice.")
    return value

"""From what a message states to a Brief: a new wish, or the last film's Brief with changes."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from emlinh_desktop.domain.brief import Brief, Composition, Language, check_duration, clean_topic
from emlinh_desktop.domain.script import Line
from emlinh_desktop.speech.voices import CATALOGUE, DEFAULT_VOICES, find_voice

Stated = Mapping[str, Any]
"""fields a message states, as `chat` names them: topic, duration_s, composition, background, voice, voice_gender,
voice_region, language, captions, script"""

_GENDERS = {"nữ": "female", "nam": "male"}
_REGIONS = {"bắc": "north", "trung": "central", "nam": "south"}
_SAME_FIELDS = ("background", "captions")
_LONGER, _SHORTER = 1.5, 1 / 1.5


class NotPossible(Exception):  # noqa: N818 - an answer, not an error
    """A change that the film maker cannot make. `key` names the sentence that says so."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


def brief_of(stated: Stated, defaults: Brief) -> Brief:
    """The wish, with the chips' choices where the message states nothing.

    Raises:
        InputError: what `clean_topic`, `check_duration` and `find_voice` say.
    """
    script = stated.get("script")
    topic = stated.get("topic") or (_title_of(script) if script else "")
    brief = dataclasses.replace(_with_stated(defaults, stated), topic=clean_topic(topic))
    return dataclasses.replace(brief, script_text=script) if script else brief


def edited(brief: Brief, lines: Sequence[Line], edits: Sequence[Stated]) -> Brief:
    """The last film's wish with changes. `lines` are its script, for changes of single sentences.

    Raises:
        NotPossible: a change that cannot be made, with the key of the sentence that says why.
        InputError: as `brief_of`.
    """
    for edit in edits:
        kind = str(edit.get("kind"))
        if kind in _LINE_EDITS:
            lines = _LINE_EDITS[kind](list(lines), edit)
            brief = dataclasses.replace(brief, script_text=_running_text(lines))
        elif kind == "duration":
            brief = dataclasses.replace(brief, duration_s=_new_duration(brief, edit))
        elif kind == "music":
            if edit.get("music") != "off":
                raise NotPossible("talk.no_music")
            brief = dataclasses.replace(brief, music=None)
        elif kind in {"background", "composition", "captions", "voice", "language"}:
            brief = _with_stated(brief, edit)
        else:
            raise NotPossible("talk.cannot_change")
    return brief


def _with_stated(brief: Brief, stated: Stated) -> Brief:
    changes: dict[str, Any] = {name: stated[name] for name in _SAME_FIELDS if stated.get(name) is not None}
    if stated.get("duration_s") is not None:
        changes["duration_s"] = check_duration(float(stated["duration_s"]))
    if stated.get("composition") is not None:
        changes["composition"] = Composition(stated["composition"])
    if stated.get("language") is not None:
        changes["language"] = Language(stated["language"])
        changes["voice"] = None if _speaks_other(brief.voice, changes["language"]) else brief.voice
    brief = dataclasses.replace(brief, **changes)
    return dataclasses.replace(brief, voice=_voice(brief, stated))


def _speaks_other(voice_id: str | None, language: Language) -> bool:
    return any(voice.id == voice_id and voice.language is not language for voice in CATALOGUE)


def _voice(brief: Brief, stated: Stated) -> str | None:
    """The named voice, or the nearest of the catalogue to what is said of it: region, then gender, then as before."""
    language = brief.language or Language.VI
    if stated.get("voice"):
        return _named_voice(str(stated["voice"]), language)
    gender, region = _GENDERS.get(stated.get("voice_gender", "")), _REGIONS.get(stated.get("voice_region", ""))
    if gender is None and region is None:
        return brief.voice
    before = next((voice for voice in CATALOGUE if voice.id == (brief.voice or DEFAULT_VOICES[language])), CATALOGUE[0])
    language = Language.VI if region is not None else language
    fitting = [voice for voice in CATALOGUE if voice.language is language]
    return max(fitting, key=lambda v: (v.region == (region or before.region), v.gender == (gender or before.gender))).id


_ONLINE_NAMES = {"hoaimy": "vi-north-female", "namminh": "vi-north-male"}


def _named_voice(name: str, language: Language) -> str:
    return _ONLINE_NAMES.get(name.casefold()) or find_voice(name, language).id


def _new_duration(brief: Brief, edit: Stated) -> float:
    if brief.script_text is not None:
        raise NotPossible("talk.own_script_length")
    if edit.get("duration_s") is not None:
        wanted = float(edit["duration_s"])
    elif edit.get("delta_s") is not None:
        wanted = brief.duration_s + float(edit["delta_s"])
    else:
        wanted = float(round(brief.duration_s * (_SHORTER if edit.get("direction") == "shorter" else _LONGER)))
    return check_duration(wanted)


def _place(lines: Sequence[Line], number: int) -> int:
    index = number - 1 if number > 0 else len(lines) + number
    if not 0 <= index < len(lines):
        raise NotPossible("talk.no_such_line")
    return index


def _change_line(lines: list[Line], edit: Stated) -> list[Line]:
    index = _place(lines, int(edit["line"]))
    old = lines[index]
    if edit.get("find"):
        if edit["find"] not in old.text:
            raise NotPossible("talk.no_such_words")
        text = old.text.replace(edit["find"], edit.get("replace") or "")
    else:
        text = str(edit["text"])
    lines[index] = dataclasses.replace(old, text=text)
    return lines


def _delete_line(lines: list[Line], edit: Stated) -> list[Line]:
    del lines[_place(lines, int(edit["line"]))]
    if not lines:
        raise NotPossible("talk.nothing_left")
    return lines


def _insert_line(lines: list[Line], edit: Stated) -> list[Line]:
    index = _place(lines, int(edit["line"]))
    after = edit.get("where") != "before"
    ends = after and lines[index].ends_paragraph
    if ends:
        lines[index] = dataclasses.replace(lines[index], ends_paragraph=False)
    lines.insert(index + 1 if after else index, Line("", str(edit["text"]), ends))
    return lines


_LINE_EDITS: Mapping[str, Callable[[list[Line], Stated], list[Line]]] = {
    "line_text": _change_line,
    "line_delete": _delete_line,
    "line_insert": _insert_line,
}


def _running_text(lines: Sequence[Line]) -> str:
    """Each sentence ended, so that two of them are not read as one."""
    pieces = []
    for line in lines:
        text = line.text.strip()
        ended = text if text[-1:] in '.!?…:;"”»' else f"{text}."
        pieces.append(ended + ("\n\n" if line.ends_paragraph else " "))
    return "".join(pieces).strip()


def _title_of(script: str) -> str:
    from emlinh_desktop.writing.own_script import title_of

    return title_of(script)

"""From what a message states to a Brief: a new wish, or the last film's Brief with changes."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from emlinh_desktop.chat.meaning import OTHER_MUSIC, Edit, WishedBrief
from emlinh_desktop.domain.brief import (
    AUTO_MUSIC,
    MAX_MUSIC_PERCENT,
    MAX_SPEED,
    MIN_MUSIC_PERCENT,
    MIN_SPEED,
    MUSIC_PIECES,
    Brief,
    Language,
    check_duration,
    clean_topic,
)
from emlinh_desktop.domain.script import Line
from emlinh_desktop.domain.voice_name import language_named
from emlinh_desktop.sound.pieces import piece_for
from emlinh_desktop.speech.voices import CATALOGUE, DEFAULT_VOICES, find_voice

_GENDERS = {"nữ": "female", "nam": "male"}
_REGIONS = {"bắc": "north", "trung": "central", "nam": "south"}
_ONLINE_NAMES = {"hoaimy": "vi-north-female", "namminh": "vi-north-male"}
_SAME_FIELDS = ("background", "captions", "composition")
_SPEEDS = {"nhanh": 1.1, "chậm": 0.9}
"""what a wish for a film means by fast and slow"""
_SPEED_STEP = 0.1
_VOLUME_STEP = 2**0.5
"""3 dB: plainly heard, not startling"""
_LONGER, _SHORTER = 1.5, 1 / 1.5


class NotPossible(Exception):  # noqa: N818 - an answer, not an error
    """A change that the film maker cannot make. `key` names the sentence that says so."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


def brief_of(wish: WishedBrief, defaults: Brief) -> Brief:
    """The wish, with the chips' choices where the message states nothing.

    Raises:
        InputError: what `clean_topic`, `check_duration` and `find_voice` say.
    """
    script = wish.script or defaults.script_text
    topic = wish.topic or (_title_of(script) if script else "")
    return dataclasses.replace(_with_stated(defaults, wish), topic=clean_topic(topic), script_text=script)


def edited(brief: Brief, lines: Sequence[Line], edits: Sequence[Edit]) -> Brief:
    """The last film's wish with changes. `lines` are its script, for changes of single sentences.

    Raises:
        NotPossible: a change that cannot be made, with the key of the sentence that says why.
        InputError: as `brief_of`.
    """
    for edit in edits:
        if edit.kind in _LINE_EDITS:
            lines = _LINE_EDITS[edit.kind](list(lines), edit)
            brief = dataclasses.replace(brief, script_text=_running_text(lines))
        elif edit.kind == "duration":
            brief = dataclasses.replace(brief, duration_s=_new_duration(brief, edit))
        elif edit.kind == "music":
            brief = _other_volume(brief, edit) if edit.volume is not None else _with_stated(brief, edit)
        elif edit.kind == "speed":
            brief = dataclasses.replace(brief, speed=_new_speed(brief, edit))
        elif edit.kind == "topic":
            brief = dataclasses.replace(brief, topic=clean_topic(edit.topic or ""), script_text=None)
        elif edit.kind in {"background", "composition", "captions", "voice", "language"}:
            brief = _with_stated(brief, edit)
        else:
            raise NotPossible("talk.cannot_change")
    return brief


def _with_stated(brief: Brief, stated: WishedBrief | Edit) -> Brief:
    changes: dict[str, Any] = {name: getattr(stated, name) for name in _SAME_FIELDS if getattr(stated, name) is not None}
    if stated.duration_s is not None:
        changes["duration_s"] = check_duration(stated.duration_s)
    if stated.language is not None:
        changes["language"] = stated.language
        changes["voice"] = None if _speaks_other(brief.voice, stated.language) else brief.voice
    if stated.music is not None:
        changes["music"] = _music(brief, stated) if stated.music else None
    if stated.speed is not None:
        changes["speed"] = _SPEEDS[stated.speed]
    brief = dataclasses.replace(brief, **changes)
    return dataclasses.replace(brief, voice=_voice(brief, stated))


def _speaks_other(voice_id: str | None, language: Language) -> bool:
    return language_named(voice_id) not in (None, language)


def _voice(brief: Brief, stated: WishedBrief | Edit) -> str | None:
    """The named voice, or the nearest of the catalogue to what is said of it: region, then gender, then as before."""
    language = brief.language or Language.VI
    if stated.voice is not None:
        return _ONLINE_NAMES.get(stated.voice.casefold()) or find_voice(stated.voice, language).id
    gender, region = _GENDERS.get(stated.voice_gender or ""), _REGIONS.get(stated.voice_region or "")
    if gender is None and region is None:
        return brief.voice
    before = next((voice for voice in CATALOGUE if voice.id == (brief.voice or DEFAULT_VOICES[language])), CATALOGUE[0])
    language = Language.VI if region is not None else language
    fitting = [voice for voice in CATALOGUE if voice.language is language]
    return max(fitting, key=lambda v: (v.region == (region or before.region), v.gender == (gender or before.gender))).id


def _music(brief: Brief, stated: WishedBrief | Edit) -> str:
    if stated.music_mood != OTHER_MUSIC:
        return stated.music_mood or brief.music or AUTO_MUSIC
    now = piece_for(brief.topic) if brief.music == AUTO_MUSIC else brief.music
    place = MUSIC_PIECES.index(now) + 1 if now in MUSIC_PIECES else 0
    return MUSIC_PIECES[place % len(MUSIC_PIECES)]


def _new_speed(brief: Brief, edit: Edit) -> float:
    step = _SPEED_STEP if edit.speed == "nhanh" else -_SPEED_STEP
    speed = min(max(round(brief.speed + step, 2), MIN_SPEED), MAX_SPEED)
    if speed == brief.speed:
        raise NotPossible("talk.fastest" if step > 0 else "talk.slowest")
    return speed


def _other_volume(brief: Brief, edit: Edit) -> Brief:
    if brief.music is None:
        raise NotPossible("talk.no_music")
    step = _VOLUME_STEP if edit.volume == "up" else 1 / _VOLUME_STEP
    percent = min(max(float(round(brief.music_percent * step)), MIN_MUSIC_PERCENT), MAX_MUSIC_PERCENT)
    if percent == brief.music_percent:
        raise NotPossible("talk.loudest" if edit.volume == "up" else "talk.softest")
    return dataclasses.replace(brief, music_percent=percent)


def _new_duration(brief: Brief, edit: Edit) -> float:
    if brief.script_text is not None:
        raise NotPossible("talk.own_script_length")
    if edit.duration_s is not None:
        wanted = edit.duration_s
    elif edit.delta_s is not None:
        wanted = brief.duration_s + edit.delta_s
    else:
        wanted = float(round(brief.duration_s * (_SHORTER if edit.direction == "shorter" else _LONGER)))
    return check_duration(wanted)


def _place(lines: Sequence[Line], edit: Edit) -> int:
    number = edit.line or 0
    index = number - 1 if number > 0 else len(lines) + number
    if number == 0 or not 0 <= index < len(lines):
        raise NotPossible("talk.no_such_line")
    return index


def _change_line(lines: list[Line], edit: Edit) -> list[Line]:
    index = _place(lines, edit)
    old = lines[index]
    if edit.find:
        if edit.find not in old.text:
            raise NotPossible("talk.no_such_words")
        text = old.text.replace(edit.find, edit.replace or "")
    else:
        text = edit.text or ""
    lines[index] = dataclasses.replace(old, text=text)
    return lines


def _delete_line(lines: list[Line], edit: Edit) -> list[Line]:
    del lines[_place(lines, edit)]
    if not lines:
        raise NotPossible("talk.nothing_left")
    return lines


def _insert_line(lines: list[Line], edit: Edit) -> list[Line]:
    index = _place(lines, edit)
    after = edit.where != "before"
    ends = after and lines[index].ends_paragraph
    if ends:
        lines[index] = dataclasses.replace(lines[index], ends_paragraph=False)
    lines.insert(index + 1 if after else index, Line("", edit.text or "", ends))
    return lines


_LINE_EDITS: Mapping[str, Callable[[list[Line], Edit], list[Line]]] = {
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

"""What a message was understood as: the values this room hands out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from emlinh_desktop.chat.intents import Intent
from emlinh_desktop.domain.brief import Composition, Language
from emlinh_desktop.domain.errors import ErrorCode

OTHER_MUSIC = "other"
"""the `music_mood` of "đổi nhạc khác": any piece but the one that is there"""


@dataclass(frozen=True, slots=True)
class WishedBrief:
    """What the text states about the wished film; None is unsaid. The words are the user's own.

    `voice` is a name as engines know it (nova, HoaiMy) or an id of the catalogue; `voice_gender` is nam or nữ,
    `voice_region` bắc, trung or nam, `speed` nhanh or chậm, `music` whether any is wanted and `music_mood` the piece its words describe.
    """

    topic: str | None = None
    duration_s: float | None = None
    composition: Composition | None = None
    background: str | None = None
    voice: str | None = None
    voice_gender: str | None = None
    voice_region: str | None = None
    speed: str | None = None
    language: Language | None = None
    captions: bool | None = None
    music: bool | None = None
    music_mood: str | None = None
    script: str | None = None

    def to_json(self) -> dict[str, Any]:
        return _stated_only(self)


@dataclass(frozen=True, slots=True)
class Edit:
    """One change of the film at hand.

    `kind` is background, composition, voice, speed, duration, captions, music, language, topic, line_text, line_delete,
    line_insert or undo. `line` counts from 1, -1 is the last. A line_text has `text` (the whole line) or `find` and
    `replace`; a line_insert puts `text` `where` (before or after) the line; a duration is `duration_s`, `delta_s`
    or a `direction` (shorter, longer); music is on (of a `music_mood`) or off, or its
    `volume` goes up or down.
    """

    kind: str
    background: str | None = None
    composition: Composition | None = None
    voice: str | None = None
    voice_gender: str | None = None
    voice_region: str | None = None
    speed: str | None = None
    duration_s: float | None = None
    delta_s: float | None = None
    direction: str | None = None
    captions: bool | None = None
    music: bool | None = None
    music_mood: str | None = None
    volume: str | None = None
    language: Language | None = None
    topic: str | None = None
    line: int | None = None
    where: str | None = None
    text: str | None = None
    find: str | None = None
    replace: str | None = None

    def to_json(self) -> dict[str, Any]:
        return _stated_only(self)


@dataclass(frozen=True, slots=True)
class Understood:
    """The meaning of a message.

    A film may be started only for `create_video` with `ask` and `error` None. `ask` is what must be asked first:
    "topic" (a wish without one), "confirm" (a wish nobody would bet on, its reading in `brief`; or a change, in `edits`). `error` is
    set when what was asked cannot be, its values in `error_params`.
    """

    intent: Intent
    brief: WishedBrief = field(default_factory=WishedBrief)
    edits: tuple[Edit, ...] = ()
    error: ErrorCode | None = None
    error_params: Mapping[str, str | int | float] = field(default_factory=dict)
    ask: str | None = None

    @property
    def unsure(self) -> bool:
        """Whether to ask for a yes before anything is done."""
        return self.ask == "confirm"

    @property
    def may_start(self) -> bool:
        """Whether a film may be started without another word."""
        return self.intent is Intent.CREATE_VIDEO and self.ask is None and self.error is None

    def to_json(self) -> dict[str, Any]:
        """The form the command `understand` prints: unset fields absent; `edit` for one change, `edits` for several."""
        stated = _agreed_form(self.brief) if self.intent is Intent.CREATE_VIDEO or self.unsure else {}
        told: dict[str, Any] = {"intent": self.intent.value, "brief": stated}
        if self.edits and self.intent is Intent.EDIT_VIDEO:
            changes = [_agreed_form(edit) for edit in self.edits]
            told |= {"edit": changes[0]} if len(changes) == 1 else {"edits": changes}
        for name, value in (("error", self.error.value if self.error else None), ("ask", self.ask), ("unsure", self.unsure or None)):
            if value is not None:
                told[name] = value
        return told


def _agreed_form(value: WishedBrief | Edit) -> dict[str, Any]:
    """The agreed form of `understand` knows music on and off, not which."""
    return {name: told for name, told in value.to_json().items() if name != "music_mood"}


def _stated_only(value: WishedBrief | Edit) -> dict[str, Any]:
    told = {f.name: getattr(value, f.name) for f in fields(value)}
    return {name: _plain_number(v) for name, v in told.items() if v is not None}


def _plain_number(value: Any) -> Any:
    return int(value) if isinstance(value, float) and value.is_integer() else value

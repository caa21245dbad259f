"""One message with what it is to be read with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from emlinh_desktop.domain.brief import Brief, Language
from emlinh_desktop.domain.event import SessionId


@dataclass(frozen=True, slots=True)
class Turn:
    """`defaults` holds the chips' choices, `files` what was dropped, `folder` where films go (None: the films folder); `language` is the window's."""

    session_id: SessionId
    words: str
    defaults: Brief
    files: Sequence[Path]
    folder: Path | None
    language: Language

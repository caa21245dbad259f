"""Files dropped on the conversation: what each became, as a chip that can be taken away."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QToolButton, QWidget

from emlinh_desktop.ui.chat.flow_layout import FlowLayout
from emlinh_desktop.ui.icons import icon
from emlinh_desktop.ui.theme import colours, theme_news
from emlinh_desktop.ui.ui_text import ui_text, window_language

SCRIPT_SUFFIXES = (".txt", ".md", ".srt", ".docx")  # as writing.script_file, whose import brings docx; tested to be the same
PICTURE_SUFFIXES = (".png", ".jpg", ".jpeg", ".webp", ".bmp", ".gif")
CLIP_SUFFIXES = (".mp4", ".mov", ".mkv", ".webm", ".avi", ".m4v")
BACKGROUND_SUFFIXES = PICTURE_SUFFIXES + CLIP_SUFFIXES
SOUND_SUFFIXES = (".mp3", ".m4a", ".wav", ".ogg", ".opus", ".flac", ".aac")


class FileRole(StrEnum):
    """What a file becomes in the film."""

    SCRIPT = "script"
    BACKGROUND = "background"
    MUSIC = "music"


_ICONS = {FileRole.SCRIPT: "script", FileRole.BACKGROUND: "picture", FileRole.MUSIC: "music"}


def role_of(path: Path) -> FileRole | None:
    """What a file becomes, by its suffix; None: nothing."""
    suffix = path.suffix.casefold()
    for role, suffixes in ((FileRole.SCRIPT, SCRIPT_SUFFIXES), (FileRole.BACKGROUND, BACKGROUND_SUFFIXES), (FileRole.MUSIC, SOUND_SUFFIXES)):
        if suffix in suffixes:
            return role
    return None


class Attachments(QWidget):
    """One file of each role at most; a newer one takes the place of the older."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._files: dict[FileRole, Path] = {}
        self._line = FlowLayout(self)
        self.hide()
        window_language().language_changed.connect(self._show)
        theme_news().changed.connect(self._show)

    @property
    def paths(self) -> tuple[Path, ...]:
        """The files, script first."""
        return tuple(self._files[role] for role in FileRole if role in self._files)

    def add(self, paths: Sequence[Path]) -> list[Path]:
        """Take files in; those that can become nothing are given back."""
        refused = []
        for path in paths:
            role = role_of(path)
            if role is None or not path.is_file():
                refused.append(path)
            else:
                self._files[role] = path
        self._show()
        return refused

    def clear(self) -> None:
        """Forget them all."""
        self._files.clear()
        self._show()

    def _remove(self, role: FileRole, _checked: bool = False) -> None:
        self._files.pop(role, None)
        self._show()

    def _show(self) -> None:
        while (item := self._line.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for role, path in self._files.items():
            self._line.addWidget(self._chip(role, path))
        self.setVisible(bool(self._files))
        self.updateGeometry()
        self.changed.emit()

    def _chip(self, role: FileRole, path: Path) -> QToolButton:
        chip = QToolButton()
        name = path.name if len(path.name) <= 28 else f"{path.name[:16]}…{path.name[-10:]}"
        chip.setText(f"{ui_text(f'ui.chat.file.{role.value}')}: {name}  ✕")
        chip.setToolTip(ui_text("ui.chat.file_remove", path=str(path)))
        chip.setAccessibleName(f"{ui_text(f'ui.chat.file.{role.value}')}: {path.name}. {ui_text('ui.chat.remove')}")
        chip.setProperty("kind", "file")
        chip.setIcon(icon(_ICONS[role], colours().link, 15))
        chip.setIconSize(QSize(15, 15))
        chip.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        chip.clicked.connect(partial(self._remove, role))
        return chip

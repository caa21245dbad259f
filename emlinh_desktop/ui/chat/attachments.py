"""Files dropped on the conversation: what each became, as a chip that can be taken away."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QToolButton, QWidget

from emlinh_desktop.bridge.dropped_files import DroppedKind, kind_of
from emlinh_desktop.ui.chat.flow_layout import FlowLayout
from emlinh_desktop.ui.icons import icon
from emlinh_desktop.ui.theme import colours, theme_news
from emlinh_desktop.ui.ui_text import ui_text, window_language

_ICONS = {DroppedKind.SCRIPT: "script", DroppedKind.BACKGROUND: "picture", DroppedKind.MUSIC: "music"}


class Attachments(QWidget):
    """One file of each kind at most; a newer one takes the place of the older."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._files: dict[DroppedKind, Path] = {}
        self._line = FlowLayout(self)
        self.hide()
        window_language().language_changed.connect(self._show)
        theme_news().changed.connect(self._show)

    @property
    def paths(self) -> tuple[Path, ...]:
        """The files, script first."""
        return tuple(self._files[kind] for kind in DroppedKind if kind in self._files)

    def add(self, paths: Sequence[Path]) -> list[Path]:
        """Take files in; those that can become nothing are given back."""
        refused = []
        for path in paths:
            kind = kind_of(path)
            if kind is None or not path.is_file():
                refused.append(path)
            else:
                self._files[kind] = path
        self._show()
        return refused

    def clear(self) -> None:
        """Forget them all."""
        self._files.clear()
        self._show()

    def _remove(self, kind: DroppedKind, _checked: bool = False) -> None:
        self._files.pop(kind, None)
        self._show()

    def _show(self) -> None:
        while (item := self._line.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for kind, path in self._files.items():
            self._line.addWidget(self._chip(kind, path))
        self.setVisible(bool(self._files))
        self.updateGeometry()
        self.changed.emit()

    def _chip(self, kind: DroppedKind, path: Path) -> QToolButton:
        chip = QToolButton()
        name = path.name if len(path.name) <= 28 else f"{path.name[:16]}…{path.name[-10:]}"
        chip.setText(f"{ui_text(f'ui.chat.file.{kind.value}')}: {name}  ✕")
        chip.setToolTip(ui_text("ui.chat.file_remove", path=str(path)))
        chip.setAccessibleName(f"{ui_text(f'ui.chat.file.{kind.value}')}: {path.name}. {ui_text('ui.chat.remove')}")
        chip.setProperty("kind", "file")
        chip.setIcon(icon(_ICONS[kind], colours().link, 15))
        chip.setIconSize(QSize(15, 15))
        chip.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        chip.clicked.connect(partial(self._remove, kind))
        return chip

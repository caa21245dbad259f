"""Where the user writes: words, files and choices; Enter sends them."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QLabel, QPlainTextEdit, QToolButton, QVBoxLayout, QWidget

from emlinh_desktop.bridge.dropped_files import ENDINGS, DroppedKind, kind_of
from emlinh_desktop.bridge.settings_holder import SettingsHolder
from emlinh_desktop.domain.brief import Brief
from emlinh_desktop.ui.buttons import IconButton
from emlinh_desktop.ui.chat.attachments import Attachments
from emlinh_desktop.ui.chat.option_chips import OptionChips
from emlinh_desktop.ui.icons import icon
from emlinh_desktop.ui.theme import colours, theme_news, ui_font
from emlinh_desktop.ui.ui_text import ui_text, window_language

_MAX_LINES = 8
_STOP_AFTER_MS = 600  # the rules have answered by then: no button that flickers
_SETTING_OF = {"language": "film_language"}  # the setting that keeps a Brief's field, where the names differ


class WordsEdit(QPlainTextEdit):
    """Grows with its words up to eight lines."""

    sent = Signal()
    recall_wanted = Signal()
    """Up in the empty field: the last wish again"""
    stopped = Signal()
    """Escape"""
    files_pasted = Signal(list)
    focus_moved = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "bare")
        self.setFont(ui_font(15))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabChangesFocus(True)
        self.setAcceptDrops(False)  # files fall through to the conversation
        self.document().setDocumentMargin(2)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)
        self._grow()

    def _grow(self) -> None:
        lines = min(_MAX_LINES, max(1, round(self.document().documentLayout().documentSize().height())))
        wanted = lines * self.fontMetrics().lineSpacing() + 8
        if wanted != self.height():
            self.setFixedHeight(wanted)
        policy = Qt.ScrollBarPolicy.ScrollBarAsNeeded if lines == _MAX_LINES else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(policy)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        plain = not event.modifiers() & (Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.AltModifier)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            self.sent.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.stopped.emit()
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Up and not self.toPlainText():
            self.recall_wanted.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        super().focusInEvent(event)
        self.focus_moved.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        super().focusOutEvent(event)
        self.focus_moved.emit()

    def canInsertFromMimeData(self, source: QMimeData) -> bool:  # noqa: N802 - Qt's name
        return source.hasUrls() or super().canInsertFromMimeData(source)

    def insertFromMimeData(self, source: QMimeData) -> None:  # noqa: N802 - Qt's name
        files = [Path(url.toLocalFile()) for url in source.urls() if url.isLocalFile()]
        if files:
            self.files_pasted.emit(files)
        else:
            self.insertPlainText(source.text())


class Composer(QFrame):
    """Tells `sent` with words and files, or `make_wanted` with a whole Brief when a film is made again."""

    sent = Signal(str, object, object)
    """words, tuple of paths, the choices as a Brief"""
    make_wanted = Signal(object)
    """Brief"""
    stop_wanted = Signal()
    """the answer that is coming shall end"""
    recall_wanted = Signal()
    refused = Signal(list)
    """paths that can become nothing"""

    def __init__(self, settings: SettingsHolder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._again: Brief | None = None
        self._answering = False
        self._stop_soon = QTimer(self, interval=_STOP_AFTER_MS, singleShot=True)
        self._stop_soon.timeout.connect(self._show_state)
        self.setObjectName("composer")
        self._build()
        self.edit.sent.connect(self.send)
        self.edit.recall_wanted.connect(self.recall_wanted)
        self.edit.stopped.connect(self.stop_wanted)
        self.edit.files_pasted.connect(self.add_files)
        self.edit.textChanged.connect(self._show_state)
        self.edit.focus_moved.connect(self._show_focus)
        self.files.changed.connect(self._show_state)
        self.chips.chosen.connect(self._keep_choice)
        settings.changed.connect(self._settings_changed)
        window_language().language_changed.connect(self.retranslate)
        theme_news().changed.connect(self._show_state)
        self.retranslate()
        self._show_state()

    def _build(self) -> None:
        self._box = box = QVBoxLayout(self)
        box.setContentsMargins(12, 9, 9, 9)
        box.setSpacing(7)
        self._again_line = QWidget()
        line = QHBoxLayout(self._again_line)
        line.setContentsMargins(0, 0, 0, 0)
        self._again_label = QLabel()
        self._again_label.setProperty("ink", "muted")
        self._again_label.setFont(ui_font(12))
        self._leave = IconButton("ui.chat.leave_again", "close", size_px=14)
        self._leave.clicked.connect(self.leave_again)
        line.addWidget(self._again_label, 1)
        line.addWidget(self._leave)
        self._again_line.hide()
        box.addWidget(self._again_line)
        self.files = Attachments()
        box.addWidget(self.files)
        self.edit = WordsEdit()
        box.addWidget(self.edit)
        foot = QHBoxLayout()
        foot.setSpacing(5)
        self.attach_button = IconButton("ui.chat.attach", "attach")
        self.attach_button.setFixedSize(30, 30)
        self.attach_button.clicked.connect(self._ask_files)
        self.chips = OptionChips(self._settings.settings.brief(""))
        self.send_button = QToolButton()
        self.send_button.setProperty("kind", "send")
        self.send_button.setFixedSize(32, 32)
        self.send_button.setIconSize(QSize(18, 18))
        self.send_button.clicked.connect(self._send_or_stop)
        foot.addWidget(self.attach_button, 0, Qt.AlignmentFlag.AlignBottom)
        foot.addWidget(self.chips, 1)
        foot.addWidget(self.send_button, 0, Qt.AlignmentFlag.AlignBottom)
        box.addLayout(foot)

    def retranslate(self) -> None:
        """Say it in the window's language."""
        self.edit.setPlaceholderText(ui_text("ui.chat.placeholder"))
        self.edit.setAccessibleName(ui_text("ui.chat.composer"))
        self.edit.setAccessibleDescription(ui_text("ui.chat.composer_keys"))
        self._show_state()
        self._again_label.setText(ui_text("ui.chat.again_banner"))

    def set_narrow(self, narrow: bool) -> None:
        """Use short names and thin margins in a narrow window, so that the chips stay on two lines."""
        self.chips.set_narrow(narrow)
        self._box.setContentsMargins(*((8, 8, 7, 7) if narrow else (12, 9, 9, 9)))

    # ---- what is in it
    @property
    def brief(self) -> Brief:
        """The choices as a Brief without topic."""
        return self._again if self._again is not None else self._settings.settings.brief("")

    def set_words(self, words: str) -> None:
        """Put words into the field, the cursor behind them."""
        self.edit.setPlainText(words)
        self.edit.moveCursor(self.edit.textCursor().MoveOperation.End)
        self.edit.setFocus()

    def add_files(self, paths: Sequence[Path]) -> None:
        """Take files in."""
        refused = self.files.add(paths)
        if refused:
            self.refused.emit(refused)
        self.edit.setFocus()

    def load(self, brief: Brief) -> None:
        """Everything of an earlier film back into the composer: sending makes it again with what was changed."""
        self._again = brief
        self._again_line.show()
        self.files.clear()
        self.chips.show_brief(brief)
        self.set_words(brief.topic)

    def leave_again(self) -> None:
        """Back to the own choices."""
        self._again = None
        self._again_line.hide()
        self.chips.show_brief(self._settings.settings.brief(""))
        self.edit.clear()

    def send(self) -> None:
        """Send what is there, if there is something."""
        words = self.edit.toPlainText().strip()
        if not words and not self.files.paths:
            return
        again, brief, files = self._again, self.brief, self.files.paths
        self.leave_again()
        self.files.clear()
        self.edit.setFocus()
        if again is None or any(kind_of(path) is DroppedKind.SCRIPT for path in files):  # a script is read where films are understood
            self.sent.emit(words, files, brief)
        else:
            self.make_wanted.emit(_with_files(dataclasses.replace(again, topic=words or again.topic), files))

    def set_answering(self, answering: bool) -> None:
        """While an answer is coming (and takes its time) the button stops it, unless there are words to send."""
        self._answering = answering
        if answering:
            self._stop_soon.start()
        else:
            self._stop_soon.stop()
        self._show_state()

    # ---- inside
    def _send_or_stop(self) -> None:
        if self._stops:
            self.stop_wanted.emit()
        else:
            self.send()

    @property
    def _ready(self) -> bool:
        return bool(self.edit.toPlainText().strip() or self.files.paths)

    @property
    def _stops(self) -> bool:
        return self._answering and not self._stop_soon.isActive() and not self._ready

    def _keep_choice(self, fields: dict[str, Any]) -> None:
        if self._again is not None:
            self._again = dataclasses.replace(self._again, **fields)
        self._settings.change(**{_SETTING_OF.get(name, name): value for name, value in fields.items()})

    def _settings_changed(self, _settings: object) -> None:
        if self._again is None:
            self.chips.show_brief(self._settings.settings.brief(""))

    def _show_state(self) -> None:
        active = self._ready or self._stops
        words = ui_text("ui.chat.stop_reply" if self._stops else "ui.chat.send")
        self.send_button.setToolTip(words)
        self.send_button.setAccessibleName(words)
        self.send_button.setEnabled(active)
        self.send_button.setIcon(icon("stop" if self._stops else "send", colours().on_accent if active else colours().muted))

    def _show_focus(self) -> None:
        self.setProperty("focused", self.edit.hasFocus())
        self.style().unpolish(self)
        self.style().polish(self)

    def _ask_files(self) -> None:
        kinds = " ".join(f"*{suffix}" for endings in ENDINGS.values() for suffix in endings)
        dialog = QFileDialog(self, ui_text("ui.chat.attach"), "", f"{ui_text('ui.chat.attach')} ({kinds})")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(self._take_files)
        dialog.open()

    def _take_files(self, names: Sequence[str]) -> None:
        self.add_files([Path(name) for name in names])


def _with_files(brief: Brief, files: Sequence[Path]) -> Brief:
    for path in files:
        own = str(path.absolute())
        brief = dataclasses.replace(brief, background=own) if kind_of(path) is DroppedKind.BACKGROUND else dataclasses.replace(brief, music=own)
    return brief

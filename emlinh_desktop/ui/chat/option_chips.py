"""The row of chips under the words: length, shape, background, voice, language, music. Each opens a menu of its choices."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QFileDialog, QInputDialog, QMenu, QToolButton, QWidget

from emlinh_desktop.bridge.dropped_files import ENDINGS, DroppedKind
from emlinh_desktop.domain.brief import AUTO_MUSIC, BUILT_IN_BACKGROUNDS, MUSIC_PIECES, Brief, Composition, Language
from emlinh_desktop.domain.timebase import MAX_DURATION_S, MIN_DURATION_S
from emlinh_desktop.domain.voice_name import language_named
from emlinh_desktop.ui.chat.event_text import background_name, composition_name, music_name, voice_name
from emlinh_desktop.ui.chat.flow_layout import FlowLayout
from emlinh_desktop.ui.icons import icon
from emlinh_desktop.ui.theme import colours, theme_news
from emlinh_desktop.ui.ui_text import ui_text, window_language

_LENGTHS_S = (15, 30, 45, 60, 90, 120, 180, 300)
_SHAPE_ICONS = {Composition.LANDSCAPE: "landscape", Composition.PORTRAIT: "portrait", Composition.SQUARE: "square"}


class Chip(QToolButton):
    """One choice: an icon, the value of now, and a menu made anew each time it opens."""

    def __init__(self, key: str, fill: Callable[[QMenu], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = key
        self._fill = fill
        self._icon_name = ""
        self.setProperty("kind", "chip")
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setIconSize(QSize(15, 15))
        self.setFixedHeight(30)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        menu = QMenu(self)
        menu.aboutToShow.connect(self._fill_menu)
        self.setMenu(menu)
        theme_news().changed.connect(self._colour_icon)

    def show_value(self, icon_name: str, words: str, short: str) -> None:
        """Show the value of now; `short` is what fits on the chip."""
        self._icon_name = icon_name
        self._colour_icon()
        self.setText(short if len(short) <= 22 else f"{short[:20]}…")
        self.setToolTip(f"{ui_text(self._key)}: {words}")
        self.setAccessibleName(f"{ui_text(self._key)}: {words}")

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Without the room Qt keeps for an arrow that is not drawn."""
        self.ensurePolished()
        return QSize(self.fontMetrics().horizontalAdvance(self.text()) + 15 + 4 + 18, 30)

    def _fill_menu(self) -> None:
        self.menu().clear()
        self._fill(self.menu())

    def _colour_icon(self) -> None:
        if self._icon_name:
            self.setIcon(icon(self._icon_name, colours().muted, 15))


class OptionChips(QWidget):
    """Shows a Brief's choices and lets them be changed; `chosen` tells each change as Brief fields."""

    chosen = Signal(dict)

    def __init__(self, brief: Brief, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._brief = brief
        self._narrow = False
        self.length = Chip("ui.chat.chip.length", self._fill_length)
        self.shape = Chip("ui.chat.chip.shape", self._fill_shape)
        self.background = Chip("ui.chat.chip.background", self._fill_background)
        self.voice = Chip("ui.chat.chip.voice", self._fill_voice)
        self.language = Chip("ui.chat.chip.language", self._fill_language)
        self.music = Chip("ui.chat.chip.music", self._fill_music)
        line = FlowLayout(self, spacing_px=4)
        for chip in (self.length, self.shape, self.background, self.voice, self.language, self.music):
            line.addWidget(chip)
        window_language().language_changed.connect(self.retranslate)
        self.retranslate()

    def show_brief(self, brief: Brief) -> None:
        """Show other choices."""
        self._brief = brief
        self.retranslate()

    def retranslate(self) -> None:
        """Say the values in the window's language."""
        brief = self._brief
        length = ui_text("ui.chat.own_length") if brief.script_text is not None else _length_name(brief.duration_s)
        shape = composition_name(brief.composition.value)
        background = background_name(brief.background)
        voice = voice_name(brief.voice) if brief.voice else ui_text("ui.chat.auto_voice")
        language = ui_text(f"ui.chat.language.{brief.language.value}" if brief.language else "ui.chat.auto_language")
        self.length.show_value("clock", length, length)
        self.shape.show_value(_SHAPE_ICONS[brief.composition], shape, shape.rpartition(" ")[2] if self._narrow else shape)
        self.background.show_value("picture", background, background)
        self.voice.show_value("voice", voice, ui_text("ui.chat.auto_short") if self._narrow and not brief.voice else voice)
        self.language.show_value("language", language, ui_text("ui.chat.auto_short") if self._narrow and not brief.language else language)

        music = music_name(brief.music)
        self.music.show_value("music", music, "" if self._narrow or brief.music is None else music)

    def set_narrow(self, narrow: bool) -> None:
        """Use short names, so that the chips stay on two lines in a narrow window."""
        if narrow != self._narrow:
            self._narrow = narrow
            self.retranslate()

    def _choose(self, fields: dict[str, Any], _checked: bool = False) -> None:
        self._brief = dataclasses.replace(self._brief, **fields)
        self.retranslate()
        self.chosen.emit(fields)

    # ---- menus
    def _add(self, menu: QMenu, words: str, fields: dict[str, Any]) -> None:
        action = menu.addAction(words, partial(self._choose, fields))
        action.setCheckable(True)
        group = menu.findChild(QActionGroup) or QActionGroup(menu)
        group.addAction(action)
        action.setChecked(all(getattr(self._brief, name) == value for name, value in fields.items()))

    def _fill_length(self, menu: QMenu) -> None:
        for length_s in _LENGTHS_S:
            self._add(menu, _length_name(length_s), {"duration_s": float(length_s)})
        menu.addSeparator()
        menu.addAction(ui_text("ui.chat.other_length"), self._ask_length)

    def _fill_shape(self, menu: QMenu) -> None:
        for shape in Composition:
            self._add(menu, composition_name(shape.value), {"composition": shape})
        for action, shape in zip(menu.actions(), Composition, strict=True):
            action.setIcon(icon(_SHAPE_ICONS[shape], colours().muted))

    def _fill_background(self, menu: QMenu) -> None:
        own = self._brief.background
        for name in BUILT_IN_BACKGROUNDS if own in BUILT_IN_BACKGROUNDS else (*BUILT_IN_BACKGROUNDS, own):
            self._add(menu, background_name(name), {"background": name})
        menu.addSeparator()
        menu.addAction(ui_text("ui.chat.own_background"), self._ask_background)

    def _fill_voice(self, menu: QMenu) -> None:
        from emlinh_desktop.speech.voices import CATALOGUE  # brings numpy: not before the first paint

        self._add(menu, ui_text("ui.chat.auto_voice"), {"voice": None})
        for language in Language:
            menu.addSection(ui_text(f"ui.chat.language.{language.value}"))
            for voice in CATALOGUE:
                if voice.language is language:
                    follows = self._brief.language in (None, language)
                    fields = {"voice": voice.id} if follows else {"voice": voice.id, "language": language}
                    self._add(menu, voice_name(voice.id), fields)
        other = self._brief.voice
        if other is not None and ":" in other:
            menu.addSeparator()
            self._add(menu, voice_name(other), {"voice": other})

    def _fill_language(self, menu: QMenu) -> None:
        self._add(menu, ui_text("ui.chat.auto_language"), {"language": None})
        for language in Language:
            fits = language_named(self._brief.voice) in (None, language)
            self._add(menu, ui_text(f"ui.chat.language.{language.value}"), {"language": language} if fits else {"language": language, "voice": None})

    def _fill_music(self, menu: QMenu) -> None:
        own = self._brief.music
        known = (None, AUTO_MUSIC, *MUSIC_PIECES)
        for name in known if own in known else (*known, own):
            self._add(menu, music_name(name), {"music": name})
        menu.addSeparator()
        menu.addAction(ui_text("ui.chat.own_music"), self._ask_music)

    def _ask_length(self) -> None:
        dialog = QInputDialog(self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setInputMode(QInputDialog.InputMode.IntInput)
        dialog.setIntRange(int(MIN_DURATION_S), int(MAX_DURATION_S))
        dialog.setIntValue(round(self._brief.duration_s))
        dialog.setWindowTitle(ui_text("ui.chat.chip.length"))
        dialog.setLabelText(ui_text("ui.chat.length_question", low=int(MIN_DURATION_S), high=int(MAX_DURATION_S)))
        dialog.setOkButtonText(ui_text("ui.chat.ok"))
        dialog.setCancelButtonText(ui_text("ui.chat.cancel"))
        dialog.intValueSelected.connect(self._take_length)
        dialog.open()

    def _take_length(self, length_s: int) -> None:
        self._choose({"duration_s": float(length_s)})

    def _ask_background(self) -> None:
        self._ask_file("background", ENDINGS[DroppedKind.BACKGROUND])

    def _ask_music(self) -> None:
        self._ask_file("music", ENDINGS[DroppedKind.MUSIC])

    def _ask_file(self, field: str, suffixes: tuple[str, ...]) -> None:
        kinds = " ".join(f"*{suffix}" for suffix in suffixes)
        dialog = QFileDialog(self, ui_text(f"ui.chat.own_{field}"), "", f"{ui_text(f'ui.chat.chip.{field}')} ({kinds})")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(partial(self._take_file, field))
        dialog.open()

    def _take_file(self, field: str, path: str) -> None:
        if path:
            self._choose({field: str(Path(path).absolute())})


def _length_name(length_s: float) -> str:
    if length_s >= 60 and length_s % 60 == 0:
        return ui_text("ui.chat.minutes", n=int(length_s // 60))
    return ui_text("ui.chat.seconds", n=f"{length_s:g}")

"""A bubble: the rounded ground everything said stands on, and the texts in it."""

from __future__ import annotations

import html
import re

from PySide6.QtCore import QRectF, QSize, Qt, QUrl
from PySide6.QtGui import QColor, QDesktopServices, QFont, QGuiApplication, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QMenu, QSizePolicy, QVBoxLayout, QWidget

from emlinh_desktop.ui.theme import colours, theme_news, ui_font
from emlinh_desktop.ui.ui_text import ui_text

RADIUS_PX = 16
TAIL_RADIUS_PX = 5
CARD_WIDTH_PX = 540
_MARGIN_PX = 13

_LINK = re.compile(r"(?:https?://|www\.)[^\s<>\"'”]+[^\s<>\"'”.,;:!?)\]]")


class Bubble(QWidget):
    """The ground. `mine` is the user's: teal, at the right. Cards are as wide as there is room, up to 540 px."""

    def __init__(self, *, mine: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.mine = mine
        self.tail = False
        """whether the corner beside the speaker is sharp: the last bubble of a group"""
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(_MARGIN_PX, 10, _MARGIN_PX, 10)
        self.box.setSpacing(8)

    def width_in(self, available_px: int) -> int:
        """The width to take of what there is."""
        return min(available_px, CARD_WIDTH_PX)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        super().paintEvent(event)
        now = colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(now.line), 1) if not self.mine else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(now.user if self.mine else now.card))
        painter.drawPath(_outline(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), self.mine, self.tail))
        painter.end()


def _outline(rect: QRectF, mine: bool, tail: bool) -> QPainterPath:
    """A rounded rectangle; with `tail` the lower corner beside the speaker is sharper."""
    small = TAIL_RADIUS_PX if tail else RADIUS_PX
    radii = (RADIUS_PX, RADIUS_PX, small if mine else RADIUS_PX, RADIUS_PX if mine else small)  # clockwise from the upper left
    left, top, right, bottom = rect.left(), rect.top(), rect.right(), rect.bottom()
    path = QPainterPath()
    path.moveTo(left + radii[0], top)
    path.lineTo(right - radii[1], top)
    path.arcTo(right - 2 * radii[1], top, 2 * radii[1], 2 * radii[1], 90, -90)
    path.lineTo(right, bottom - radii[2])
    path.arcTo(right - 2 * radii[2], bottom - 2 * radii[2], 2 * radii[2], 2 * radii[2], 0, -90)
    path.lineTo(left + radii[3], bottom)
    path.arcTo(left, bottom - 2 * radii[3], 2 * radii[3], 2 * radii[3], 270, -90)
    path.lineTo(left, top + radii[0])
    path.arcTo(left, top, 2 * radii[0], 2 * radii[0], 180, -90)
    path.closeSubpath()
    return path


class WordsLabel(QLabel):
    """Words to read, select and follow links in. `ink` names a colour: text, muted, user, good, warning, danger."""

    def __init__(self, words: str = "", *, ink: str = "text", size_px: int = 14, weight: QFont.Weight = QFont.Weight.Normal) -> None:
        super().__init__()
        self._words = ""
        self._ink = ink
        self.setProperty("ink", ink)
        self.setFont(ui_font(size_px, weight))
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
            | Qt.TextInteractionFlag.LinksAccessibleByMouse
            | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.linkActivated.connect(self._follow)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._show_menu)
        theme_news().changed.connect(self._colour_links)
        self.set_words(words)

    @property
    def words(self) -> str:
        return self._words

    def set_words(self, words: str) -> None:
        """Show plain words; addresses in them become links."""
        if words == self._words:
            return
        self._words = words
        self.setText(self._as_html())
        self.setAccessibleName(words)

    def set_ink(self, ink: str) -> None:
        """Change the colour."""
        if ink != self._ink:
            self._ink = ink
            self.setProperty("ink", ink)
            self.style().unpolish(self)
            self.style().polish(self)

    def natural_width(self) -> int:
        """The width of the longest line, unwrapped."""
        metrics = self.fontMetrics()
        return max((metrics.horizontalAdvance(line) for line in self._words.split("\n")), default=0) + 4

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(24, self.fontMetrics().height())

    def _as_html(self) -> str:
        colour = colours().user_link if self._ink == "user" else colours().link
        pieces, at = [], 0
        for found in _LINK.finditer(self._words):
            address = found[0] if found[0].startswith("http") else f"https://{found[0]}"
            pieces.append(html.escape(self._words[at : found.start()]))
            pieces.append(f'<a href="{html.escape(address)}" style="color:{colour}">{html.escape(found[0])}</a>')
            at = found.end()
        pieces.append(html.escape(self._words[at:]))
        return '<span style="white-space:pre-wrap">' + "".join(pieces).replace("\n", "<br>") + "</span>"

    def _colour_links(self) -> None:
        if "<a " in self.text():
            self.setText(self._as_html())

    def _follow(self, address: str) -> None:
        QDesktopServices.openUrl(QUrl(address))

    def _show_menu(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self.hasSelectedText():
            menu.addAction(ui_text("ui.chat.copy_selection"), self._copy_selection)
        menu.addAction(ui_text("ui.chat.copy"), self._copy_all)
        menu.popup(self.cursor().pos())

    def _copy_selection(self) -> None:
        QGuiApplication.clipboard().setText(self.selectedText().replace("\u2029", "\n").replace("\u2028", "\n"))

    def _copy_all(self) -> None:
        QGuiApplication.clipboard().setText(self._words)


class TextBubble(Bubble):
    """Words said by one of the two."""

    def __init__(self, words: str, *, mine: bool, parent: QWidget | None = None) -> None:
        super().__init__(mine=mine, parent=parent)
        self.label = WordsLabel(words, ink="user" if mine else "text")
        self.box.addWidget(self.label)

    def width_in(self, available_px: int) -> int:
        """As narrow as its longest line; for easy reading never wider than 560 px."""
        return min(available_px, 560, self.label.natural_width() + 2 * _MARGIN_PX)

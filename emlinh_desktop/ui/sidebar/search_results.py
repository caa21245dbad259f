"""What the search found: conversations by title, then messages with the words marked in their excerpt."""

from __future__ import annotations

import html
import unicodedata
from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAbstractTextDocumentLayout, QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPalette, QTextDocument
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from emlinh_desktop.domain.conversation import SearchHit
from emlinh_desktop.ui.sidebar.session_model import title_of
from emlinh_desktop.ui.theme import colours, theme_news, ui_font
from emlinh_desktop.ui.ui_text import ui_text, window_language

_HIT_ROLE = Qt.ItemDataRole.UserRole + 1
_PADDING_PX = 10
_TITLE_HEIGHT_PX = 38
_HEIGHT_PX = 76


class SearchResults(QListWidget):
    """Hits, newest first; Enter or a click opens one."""

    opened = Signal(object)
    """SearchHit"""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("searchResults")
        self.setFrameShape(QListWidget.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._delegate = _HitDelegate(self)
        self.setItemDelegate(self._delegate)
        self.itemClicked.connect(self._open)
        theme_news().changed.connect(self.viewport().update)
        window_language().language_changed.connect(self._translate)
        self._translate()

    def show_hits(self, words: str, hits: Sequence[SearchHit]) -> None:
        """Show what was found for `words`."""
        self._delegate.words = words
        self.clear()
        for hit in hits:
            item = QListWidgetItem(f"{title_of(hit.session)}: {hit.excerpt}" if hit.message_id is not None else title_of(hit.session))
            item.setData(_HIT_ROLE, hit)
            self.addItem(item)
        if hits:
            self.setCurrentRow(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open_current()
        else:
            super().keyPressEvent(event)

    def open_current(self) -> None:
        """Open the marked hit, at first the best."""
        item: QListWidgetItem | None = self.currentItem()
        if item is not None:
            self._open(item)

    def _open(self, item: QListWidgetItem) -> None:
        self.opened.emit(item.data(_HIT_ROLE))

    def _translate(self) -> None:
        self.setAccessibleName(ui_text("ui.sidebar.results"))


class _HitDelegate(QStyledItemDelegate):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.words = ""

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: N802 - Qt's name
        return QSize(80, _TITLE_HEIGHT_PX if index.data(_HIT_ROLE).message_id is None else _HEIGHT_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        hit: SearchHit = index.data(_HIT_ROLE)
        shown = colours()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(QColor(shown.link) if selected and option.state & QStyle.StateFlag.State_HasFocus else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(shown.tint if selected else shown.hover))
            painter.drawRoundedRect(QRectF(option.rect).adjusted(1.5, 1.5, -1.5, -1.5), 9, 9)
        box = option.rect.adjusted(_PADDING_PX, 7, -_PADDING_PX, -6)
        title = QFontMetrics(ui_font(14, QFont.Weight.DemiBold)).elidedText(title_of(hit.session), Qt.TextElideMode.ElideRight, box.width())
        _draw_marked(painter, QRectF(box.x(), box.y(), box.width(), 22), title, self.words, ui_font(14, QFont.Weight.DemiBold), shown.text)
        if hit.message_id is not None:
            small = ui_font(13)
            two_lines = QRectF(box.x(), box.y() + 22, box.width(), 2 * QFontMetrics(small).lineSpacing())
            _draw_marked(painter, two_lines, hit.excerpt, self.words, small, shown.muted)
        painter.restore()


def _draw_marked(painter: QPainter, box: QRectF, text: str, words: str, font: QFont, ink: str) -> None:
    document = QTextDocument()
    document.setDocumentMargin(0)
    document.setDefaultFont(font)
    document.setTextWidth(box.width())
    document.setHtml(marked_html(text, words, colours().link))
    context = QAbstractTextDocumentLayout.PaintContext()
    context.palette.setColor(QPalette.ColorRole.Text, QColor(ink))
    painter.save()
    painter.setClipRect(box)
    painter.translate(box.topLeft())
    document.documentLayout().draw(painter, context)
    painter.restore()


def marked_html(text: str, words: str, ink: str) -> str:
    """`text` as HTML with every one of `words` in colour `ink`; marks and capitals do not matter ("doc" marks "Đọc")."""
    whole = unicodedata.normalize("NFC", text)
    pieces = [_folded(c) for c in whole]
    plain = "".join(pieces)
    owner = [place for place, piece in enumerate(pieces) for _ in piece]
    hit = [False] * len(whole)
    for word in "".join(map(_folded, unicodedata.normalize("NFC", words))).split():
        at = plain.find(word)
        while at >= 0:
            for place in owner[at : at + len(word)]:
                hit[place] = True
            at = plain.find(word, at + len(word))
    parts = [f'<b style="color:{ink}">{html.escape(c)}</b>' if marked else html.escape(c) for c, marked in zip(whole, hit, strict=True)]
    return "".join(parts).replace(f'</b><b style="color:{ink}">', "")


def _folded(character: str) -> str:
    decomposed = unicodedata.normalize("NFD", character.lower())
    return "".join(c for c in decomposed if not unicodedata.combining(c)).replace("đ", "d")

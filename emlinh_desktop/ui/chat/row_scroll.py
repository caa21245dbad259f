"""A scroll area of rows whose heights change: what is read stays where it is, the bottom stays the bottom."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from emlinh_desktop.ui.chat.message_row import MessageRow

_BOTTOM_PX = 24  # as good as at the bottom
_GAP_PX = 2
_TOP_PX = 14


class _Canvas(QWidget):
    """Carries the rows; tells when one wants another height."""

    stale = Signal()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.stale.emit()
        return super().event(event)


class RowScroll(QScrollArea):
    """Holds rows and places them. Subclasses decide which rows there are."""

    bottom_left = Signal(bool)
    """whether the newest row is out of sight"""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[MessageRow] = []
        self._heights: dict[MessageRow, tuple[int, int]] = {}
        self._stuck = True
        """whether the view follows the newest row"""
        self._placing = False
        self._typing: MessageRow | None = None
        self._canvas = _Canvas()
        self._canvas.stale.connect(self._place)
        self.setWidget(self._canvas)
        self.setWidgetResizable(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.verticalScrollBar().setSingleStep(26)

    @property
    def is_away(self) -> bool:
        """Whether the newest row is out of sight."""
        return not self._at_bottom()

    def _shows_newest(self) -> bool:
        """Whether the last row is the newest there is."""
        return True

    def _mark_runs(self) -> None:
        """Tell each row what its neighbours are, before heights are asked."""

    def _throw_away(self, row: MessageRow) -> None:
        self._heights.pop(row, None)
        row.hide()
        row.deleteLater()

    def _place(self) -> None:
        """Give each row its place; keep what is read where it is."""
        if self._placing:
            return
        self._placing = True
        bar = self.verticalScrollBar()
        anchor = None if self._stuck else self._anchor()
        width_px = self.viewport().width()
        self._mark_runs()
        shown: Sequence[MessageRow] = [*self.rows, self._typing] if self._typing is not None else self.rows
        heights = [self._height(row, width_px) for row in shown]
        total_px = sum(heights) + _GAP_PX * len(heights) + _TOP_PX
        top = max(0, self.viewport().height() - total_px) + _TOP_PX  # few rows stand at the bottom, near the composer
        self._canvas.resize(width_px, max(total_px, self.viewport().height()))
        for row, height_px in zip(shown, heights, strict=True):
            wanted = QRect(0, top, width_px, height_px)
            if row.geometry() != wanted:
                row.setGeometry(wanted)
            row.setVisible(True)
            top += height_px + _GAP_PX
        if anchor is not None:
            row, offset_px = anchor
            bar.setValue(row.y() - offset_px)
        elif self._stuck:
            bar.setValue(bar.maximum())
        self._placing = False
        self.bottom_left.emit(not self._at_bottom())

    def _height(self, row: MessageRow, width_px: int) -> int:
        known = self._heights.get(row)
        if known is None or known[0] != width_px or row.take_stale():
            row.take_stale()
            known = (width_px, row.heightForWidth(width_px))
            self._heights[row] = known
        return known[1]

    def _anchor(self) -> tuple[MessageRow, int] | None:
        top = self.verticalScrollBar().value()
        for row in self.rows:
            if row in self._heights and row.y() + row.height() > top:
                return row, row.y() - top
        return None

    def _at_bottom(self) -> bool:
        bar = self.verticalScrollBar()
        return self._shows_newest() and bar.value() >= bar.maximum() - _BOTTOM_PX

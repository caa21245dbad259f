"""Widgets under one another, each as wide as it wants to be, with heights that follow widths."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget


def height_at(widget: QWidget, width_px: int) -> int:
    """The height a widget needs at a width."""
    if widget.hasHeightForWidth():
        return max(widget.heightForWidth(width_px), widget.minimumHeight())
    return max(widget.sizeHint().height(), widget.minimumHeight())


def width_in(widget: QWidget, available_px: int) -> int:
    """The width a widget takes of what there is: its own `width_in` if it has one, else all."""
    own = getattr(widget, "width_in", None)
    return min(available_px, int(own(available_px))) if own is not None else available_px


class Column(QWidget):
    """A stack of widgets, aligned left or right. Hidden ones take no room.

    Unlike a box layout it lets each child have a width of its own while heights follow, which bubbles need.
    """

    def __init__(self, spacing_px: int, *, align_right: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._spacing_px = spacing_px
        self._align_right = align_right
        self._children: list[QWidget] = []
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def add(self, child: QWidget) -> None:
        """Put a widget below the others."""
        self.insert(len(self._children), child)

    def insert(self, index: int, child: QWidget) -> None:
        """Put a widget at a place."""
        child.setParent(self)
        self._children.insert(index, child)
        child.show()
        self.updateGeometry()

    def remove(self, child: QWidget) -> None:
        """Take a widget out and delete it."""
        self._children.remove(child)
        child.hide()
        child.deleteLater()
        self.updateGeometry()

    def width_in(self, available_px: int) -> int:
        """As wide as the widest child."""
        return max((width_in(child, available_px) for child in self._shown()), default=0)

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        return True

    def heightForWidth(self, width_px: int) -> int:  # noqa: N802 - Qt's name
        shown = self._shown()
        heights = sum(height_at(child, width_in(child, width_px)) for child in shown)
        return heights + self._spacing_px * max(0, len(shown) - 1)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        width_px = self.width_in(self.width() or 480)
        return QSize(width_px, self.heightForWidth(width_px))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(0, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self._place()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
            self._place()
        return super().event(event)

    def _shown(self) -> list[QWidget]:
        return [child for child in self._children if not child.isHidden()]

    def _place(self) -> None:
        top = 0
        for child in self._shown():
            width_px = width_in(child, self.width())
            height_px = height_at(child, width_px)
            left = self.width() - width_px if self._align_right else 0
            child.setGeometry(QRect(left, top, width_px, height_px))
            top += height_px + self._spacing_px

"""Films' thumbnails: decoded off the GUI thread at the size they are shown in, a bounded number kept."""

from __future__ import annotations

from collections import OrderedDict

from PySide6.QtCore import QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QImage, QImageReader

from emlinh_desktop.bridge.side_lane import SideLane

DEFAULT_LIMIT_BYTES = 48_000_000
"""some 250 thumbnails of 320x180 on a screen of 100 %, 60 on one of 200 %"""
_MOST_WAITING = 80
_WIDTH_STEP_PX = 80  # so that a window being resized does not read every picture again at each pixel

_Key = tuple[str, int]


class Thumbnails(QObject):
    """`image` answers at once with what is known and asks for the rest; `ready` tells when it is there. GUI thread."""

    ready = Signal(str)
    """the path that can now be drawn"""

    def __init__(self, parent: QObject | None = None, limit_bytes: int = DEFAULT_LIMIT_BYTES) -> None:
        super().__init__(parent)
        self._limit_bytes = limit_bytes
        self._kept: OrderedDict[_Key, QImage] = OrderedDict()
        self._kept_bytes = 0
        self._asked: set[_Key] = set()
        self._lane = SideLane("thumbnails", self, newest_first=True, limit=_MOST_WAITING)

    def image(self, path: str, width_px: int) -> QImage | None:
        """The picture at about the size that fits a 16:9 frame of that width (device pixels), never smaller.

        A null image for a file that is none. While it is read: the same picture in another size if there is one, else None.
        """
        key = (path, -(-width_px // _WIDTH_STEP_PX) * _WIDTH_STEP_PX)
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        if key not in self._asked:
            if len(self._asked) >= _MOST_WAITING:  # the lane has forgotten the oldest: let them be asked again when seen
                self._asked.clear()
            self._asked.add(key)
            self._lane.ask(lambda: (key, _decoded(*key)), self._arrived)
        return next((image for (kept, _), image in reversed(self._kept.items()) if kept == path), None)

    def forget_unreadable(self) -> None:
        """Look again for files that were not there."""
        for key in [key for key, image in self._kept.items() if image.isNull()]:
            del self._kept[key]

    def forget_waiting(self) -> None:
        """Nobody looks: read no more of what was asked for."""
        self._lane.forget_waiting()
        self._asked.clear()

    @property
    def kept_bytes(self) -> int:
        return self._kept_bytes

    def _arrived(self, answer: tuple[_Key, QImage]) -> None:
        key, image = answer
        self._asked.discard(key)
        if key not in self._kept:
            self._kept[key] = image
            self._kept_bytes += image.sizeInBytes()
        while self._kept_bytes > self._limit_bytes and len(self._kept) > 1:
            _, oldest = self._kept.popitem(last=False)
            self._kept_bytes -= oldest.sizeInBytes()
        self.ready.emit(key[0])


def _decoded(path: str, width_px: int) -> QImage:
    """Side thread. JPEG is decoded straight to about the size wanted, which takes a quarter of the time."""
    reader = QImageReader(path)
    reader.setAutoTransform(True)
    if reader.size().isValid():
        reader.setScaledSize(reader.size().scaled(QSize(width_px, width_px * 9 // 16), Qt.AspectRatioMode.KeepAspectRatio))
    return reader.read().convertToFormat(QImage.Format.Format_RGB32)


def fitted(image: QImage, box: QRect) -> QRect:
    """Where in `box` the whole picture lies, centred; all of it if their shapes differ by a hair."""
    size = image.size().scaled(box.size(), Qt.AspectRatioMode.KeepAspectRatio)
    if box.width() - size.width() <= 2 and box.height() - size.height() <= 2:
        return box
    return QRect(box.x() + (box.width() - size.width()) // 2, box.y() + (box.height() - size.height()) // 2, size.width(), size.height())

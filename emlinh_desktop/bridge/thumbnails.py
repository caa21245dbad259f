"""Films' thumbnails: decoded off the GUI thread at the size they are shown in, a bounded number kept."""

from __future__ import annotations

from collections import OrderedDict

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage, QImageReader

from emlinh_desktop.bridge.side_lane import SideLane

DEFAULT_LIMIT_BYTES = 48_000_000
"""some 250 thumbnails of 320x180 on a screen of 100 %, 60 on one of 200 %"""
_MOST_WAITING = 80


class Thumbnails(QObject):
    """`image` answers at once with what is known and asks for the rest; `ready` tells when it is there. GUI thread."""

    ready = Signal(str)
    """the path that can now be drawn"""

    def __init__(self, parent: QObject | None = None, limit_bytes: int = DEFAULT_LIMIT_BYTES) -> None:
        super().__init__(parent)
        self._limit_bytes = limit_bytes
        self._kept: OrderedDict[tuple[str, int, int], QImage] = OrderedDict()
        self._kept_bytes = 0
        self._asked: set[tuple[str, int, int]] = set()
        self._lane = SideLane("thumbnails", self, newest_first=True, limit=_MOST_WAITING)

    def image(self, path: str, size_px: QSize) -> QImage | None:
        """The picture fitting into `size_px` (device pixels), a null image for a file that is none, None while it is read."""
        key = (path, size_px.width(), size_px.height())
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        if key not in self._asked:
            if len(self._asked) >= _MOST_WAITING:  # the lane has forgotten the oldest: let them be asked again when seen
                self._asked.clear()
            self._asked.add(key)
            self._lane.ask(lambda: (key, _decoded(path, size_px)), self._arrived)
        return None

    def forget_unreadable(self) -> None:
        """Look again for files that were not there."""
        for key in [key for key, image in self._kept.items() if image.isNull()]:
            del self._kept[key]

    def close(self) -> None:
        """Read nothing more."""
        self._lane.close()

    @property
    def kept_bytes(self) -> int:
        return self._kept_bytes

    def _arrived(self, answer: tuple[tuple[str, int, int], QImage]) -> None:
        key, image = answer
        self._asked.discard(key)
        if key not in self._kept:
            self._kept[key] = image
            self._kept_bytes += image.sizeInBytes()
        while self._kept_bytes > self._limit_bytes and len(self._kept) > 1:
            _, oldest = self._kept.popitem(last=False)
            self._kept_bytes -= oldest.sizeInBytes()
        self.ready.emit(key[0])


def _decoded(path: str, size_px: QSize) -> QImage:
    """Side thread. JPEG is decoded straight to about the size wanted, which takes a quarter of the time."""
    reader = QImageReader(path)
    reader.setAutoTransform(True)
    if reader.size().isValid():
        reader.setScaledSize(reader.size().scaled(size_px, Qt.AspectRatioMode.KeepAspectRatio))
    return reader.read().convertToFormat(QImage.Format.Format_RGB32)

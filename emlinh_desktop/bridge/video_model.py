"""The library as a Qt model: films in pages, fetched as the view scrolls to them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from emlinh_desktop.bridge.studio import StudioApi
from emlinh_desktop.domain.conversation import VideoQuery
from emlinh_desktop.domain.event import VideoId
from emlinh_desktop.domain.film import VideoRecord

PAGE = 60
VIDEO_ROLE = Qt.ItemDataRole.UserRole + 1
_NO_PARENT = QModelIndex()


class VideoModel(QAbstractListModel):
    """Films that match a query. A row's `VIDEO_ROLE` is its VideoRecord. GUI thread; reads go through the studio's reading lane."""

    loaded = Signal()
    """a page, or the renewed list, has arrived"""

    def __init__(self, studio: StudioApi, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._studio = studio
        self._query = VideoQuery()
        self._videos: list[VideoRecord] = []
        self._more = False  # a view lays itself out before it is shown; nothing is read until somebody asks
        self._request: _PageRequest | None = None

    @property
    def query(self) -> VideoQuery:
        return self._query

    def show(self, query: VideoQuery) -> None:
        """Show what matches `query`, from the top."""
        self._query = query
        self._ask(0, PAGE)

    def refresh(self) -> None:
        """Read again as many films as are shown: something changed."""
        self._ask(0, max(PAGE, len(self._videos)))

    def video(self, row: int) -> VideoRecord:
        """The film of a row."""
        return self._videos[row]

    def row_of(self, video_id: VideoId) -> int:
        """The row of a film, -1 if it is not (yet) among those read."""
        return next((row for row, video in enumerate(self._videos) if video.id == video_id), -1)

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NO_PARENT) -> int:  # noqa: N802 - Qt's name
        return 0 if parent.isValid() else len(self._videos)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        video = self._videos[index.row()]
        if role == VIDEO_ROLE:
            return video
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return video.title or video.topic
        return None

    def canFetchMore(self, parent: QModelIndex | QPersistentModelIndex) -> bool:  # noqa: N802 - Qt's name
        return not parent.isValid() and self._more and self._request is None

    def fetchMore(self, parent: QModelIndex | QPersistentModelIndex) -> None:  # noqa: N802 - Qt's name
        if self.canFetchMore(parent):
            self._ask(len(self._videos), PAGE)

    def _ask(self, offset: int, limit: int) -> None:
        if self._request is not None:
            self._request.deleteLater()
        self._request = _PageRequest(self, offset, limit)
        self._studio.videos(self._query, offset, limit, self._request.arrived)

    def take(self, request: _PageRequest, videos: Sequence[VideoRecord]) -> None:
        """What a request brought; one that was overtaken by a newer one is dropped."""
        request.deleteLater()
        if request is not self._request:
            return
        self._request = None
        self._more = len(videos) >= request.limit
        if request.offset == 0:
            self._replace(list(videos))
        known = {video.id for video in self._videos}  # a film finished meanwhile moves the pages by one
        fresh = [video for video in videos if video.id not in known]
        if fresh:
            first = len(self._videos)
            self.beginInsertRows(QModelIndex(), first, first + len(fresh) - 1)
            self._videos += fresh
            self.endInsertRows()
        self.loaded.emit()

    def _replace(self, videos: list[VideoRecord]) -> None:
        if [video.id for video in videos] == [video.id for video in self._videos]:
            self._videos = videos
            if videos:
                self.dataChanged.emit(self.index(0), self.index(len(videos) - 1))
            return
        self.beginResetModel()
        self._videos = videos
        self.endResetModel()


class _PageRequest(QObject):
    """One question to the studio, so that its answer can be told from an older one's."""

    def __init__(self, model: VideoModel, offset: int, limit: int) -> None:
        super().__init__(model)
        self._model = model
        self.offset = offset
        self.limit = limit

    def arrived(self, videos: Sequence[VideoRecord]) -> None:
        self._model.take(self, videos)

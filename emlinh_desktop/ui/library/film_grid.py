"""The grid of films: cells that share the width, pages read as they come into sight."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from emlinh_desktop.bridge.thumbnails import Thumbnails
from emlinh_desktop.bridge.video_model import VIDEO_ROLE, VideoModel
from emlinh_desktop.domain.event import VideoId
from emlinh_desktop.domain.film import VideoRecord
from emlinh_desktop.ui.library.film_delegate import FilmDelegate, card_height_px
from emlinh_desktop.ui.theme import theme_news
from emlinh_desktop.ui.ui_text import ui_text, window_language

_WANTED_CELL_PX = 236
_NARROWEST_CELL_PX = 158


class FilmGrid(QListView):
    """Enter or a double click opens a film, Delete asks for the trash, the menu key for the menu. A selected film stays so when the list changes."""

    selected = Signal(object)
    """VideoRecord, or None"""
    opened = Signal(object)
    trash_wanted = Signal(object)
    menu_wanted = Signal(object, QPoint)

    def __init__(self, films: VideoModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._films = films
        self._selected: VideoId | None = None
        self.thumbnails = Thumbnails(self)
        self._delegate = FilmDelegate(self.thumbnails, self)
        self.setObjectName("films")
        self.setModel(films)
        self.setItemDelegate(self._delegate)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # its coming and going would change the columns
        self.setFrameShape(QListView.Shape.NoFrame)
        self.verticalScrollBar().setSingleStep(40)
        self.verticalScrollBar().setEnabled(False)
        self.verticalScrollBar().rangeChanged.connect(self._show_handle)
        self.thumbnails.ready.connect(self._thumbnail_ready)
        self.activated.connect(self._open)
        films.modelReset.connect(self._keep_selection)
        films.dataChanged.connect(self._tell_selected)
        self.selectionModel().selectionChanged.connect(self._selection_changed)
        theme_news().changed.connect(self.viewport().update)
        window_language().language_changed.connect(self._translate)
        self._translate()

    def current_film(self) -> VideoRecord | None:
        """The selected film."""
        row = -1 if self._selected is None else self._films.row_of(self._selected)
        return self._films.video(row) if row >= 0 else None

    def show_film(self, video_id: VideoId) -> None:
        """Select a film and bring it into sight, if it has been read."""
        row = self._films.row_of(video_id)
        if row >= 0:
            index = self._films.index(row)
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self.scrollTo(index)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        room = self.viewport().width() - 2
        columns = max(1, round(room / _WANTED_CELL_PX), 2 if room >= 2 * _NARROWEST_CELL_PX else 1)
        width = room // columns
        cell = QSize(width, card_height_px(width))
        if cell != self._delegate.cell_px or self.gridSize() != cell:
            self._delegate.cell_px = cell
            self.setGridSize(cell)
            self._fetch_to_fill()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        film = self.current_film()
        if film is not None and event.matches(QKeySequence.StandardKey.Delete):
            self.trash_wanted.emit(film)
        elif film is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(film)
        elif event.key() == Qt.Key.Key_Escape and film is not None:
            self.clearSelection()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 - Qt's name
        by_keyboard = event.reason() is QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_keyboard else self.indexAt(event.pos())
        film = index.data(VIDEO_ROLE)
        if isinstance(film, VideoRecord):
            place = self.viewport().mapToGlobal(self.visualRect(index).center()) if by_keyboard else event.globalPos()
            self.menu_wanted.emit(film, place)

    def _open(self, index: QModelIndex) -> None:
        film = index.data(VIDEO_ROLE)
        if isinstance(film, VideoRecord):
            self.opened.emit(film)

    def _selection_changed(self) -> None:
        chosen = self.selectionModel().selectedIndexes()
        film = chosen[0].data(VIDEO_ROLE) if chosen else None
        self._selected = film.id if isinstance(film, VideoRecord) else None
        self.selected.emit(film)

    def _keep_selection(self) -> None:
        """After a reset: the film that was selected is so again, or nothing is."""
        kept, self._selected = self._selected, None
        if kept is not None and self._films.row_of(kept) >= 0:
            self.show_film(kept)
        elif kept is not None:
            self.selected.emit(None)
        self.thumbnails.forget_unreadable()

    def _tell_selected(self) -> None:
        if self._selected is not None:
            self.selected.emit(self.current_film())

    def _fetch_to_fill(self) -> None:
        """Ask for more when the cells became so small that a page does not fill the view."""
        if self.verticalScrollBar().maximum() == 0 and self._films.canFetchMore(self.rootIndex()):
            self._films.fetchMore(self.rootIndex())

    def _show_handle(self, _least: int, most: int) -> None:
        """A bar with nothing to scroll is there (see above) but not seen."""
        self.verticalScrollBar().setEnabled(most > 0)

    def _thumbnail_ready(self, _path: str) -> None:
        self.viewport().update()

    def _translate(self) -> None:
        self.setAccessibleName(ui_text("ui.library.films"))
        self.viewport().update()

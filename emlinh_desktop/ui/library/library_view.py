"""The library: films searched, sorted and filtered, and the details of the one that is selected."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QMessageBox, QStackedWidget, QVBoxLayout, QWidget

from emlinh_desktop.bridge.studio import StudioApi
from emlinh_desktop.bridge.video_model import VideoModel
from emlinh_desktop.domain.brief import Composition
from emlinh_desktop.domain.conversation import VideoOrder, VideoQuery
from emlinh_desktop.domain.event import JobStatus
from emlinh_desktop.domain.film import VideoRecord
from emlinh_desktop.ui.chat.desktop import open_file, show_in_folder
from emlinh_desktop.ui.chat.event_text import composition_name
from emlinh_desktop.ui.choice_box import ChoiceBox
from emlinh_desktop.ui.icons import icon
from emlinh_desktop.ui.library.details_panel import DetailsPanel
from emlinh_desktop.ui.library.film_delegate import CARD_MARGIN_PX
from emlinh_desktop.ui.library.film_grid import FilmGrid
from emlinh_desktop.ui.library.nothing_here import NothingHere
from emlinh_desktop.ui.search_field import SearchField
from emlinh_desktop.ui.theme import colours
from emlinh_desktop.ui.toast import Toast
from emlinh_desktop.ui.ui_text import ui_text, window_language

_DETAILS_WIDTH_PX = 348
_MARGIN_PX = 20
_SIDE_BY_SIDE_FROM_PX = 720
_ANY_WIDTH_PX = 16_777_215  # Qt's QWIDGETSIZE_MAX
_STATUSES = (None, JobStatus.COMPLETED, JobStatus.RUNNING, JobStatus.FAILED, JobStatus.INTERRUPTED, JobStatus.CANCELLED)


class LibraryView(QWidget):
    """Reads the films when first shown and whenever they change while it is shown. GUI thread."""

    make_again_wanted = Signal(object)
    """JobId"""

    def __init__(self, studio: StudioApi, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("library")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._studio = studio
        self._stale = True
        self._leaving_film: VideoRecord | None = None
        self.films = VideoModel(studio, self)
        self.grid = FilmGrid(self.films)
        self.details = DetailsPanel(studio, self.grid.thumbnails)
        self.search = SearchField("ui.library.search")
        self._title = QLabel()
        self._title.setProperty("rank", "title")
        self._status, self._composition, self._order = (
            ChoiceBox("ui.library.by_status"),
            ChoiceBox("ui.library.by_composition"),
            ChoiceBox("ui.library.by_order"),
        )
        self._nothing = NothingHere()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.grid)
        self._stack.addWidget(self._nothing)
        self._left = QWidget()
        self._lay_out()
        self.toast = Toast(self._left)
        self._translate()
        self._connect()
        self.details.hide()
        self.setFocusProxy(self.search)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(self._title)
        head.addWidget(self.search, 1)
        filters = QHBoxLayout()
        filters.setSpacing(8)
        for box in (self._status, self._composition, self._order):
            box.setMinimumWidth(84)
            box.setMaximumWidth(190)
            filters.addWidget(box, 1)
        filters.addStretch(0)
        column = QVBoxLayout(self._left)
        column.setContentsMargins(_MARGIN_PX - CARD_MARGIN_PX, 16, 6, 0)
        column.setSpacing(12)
        for row in (head, filters):
            row.setContentsMargins(CARD_MARGIN_PX, 0, 14, 0)
            column.addLayout(row)
        column.addWidget(self._stack, 1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._left, 1)
        whole.addWidget(self.details)

    def _connect(self) -> None:
        self.search.wanted.connect(self._query_changed)
        self.search.left_downwards.connect(self.grid.setFocus)
        for box in (self._status, self._composition, self._order):
            box.picked.connect(self._query_changed)
        self.films.loaded.connect(self._show_page)
        self.films.loaded.connect(self._tell_trashed)
        self._studio.trouble.connect(self._keep_film)
        self.films.rowsInserted.connect(self._show_page)
        self._studio.videos_changed.connect(self._videos_changed)
        self.grid.selected.connect(self._selected)
        self.grid.opened.connect(self.open_film)
        self.grid.trash_wanted.connect(self.trash)
        self.grid.menu_wanted.connect(self._show_menu)
        self.details.open_wanted.connect(self.open_film)
        self.details.folder_wanted.connect(self.show_folder)
        self.details.again_wanted.connect(self._make_again)
        self.details.trash_wanted.connect(self.trash)
        self.details.close_wanted.connect(self._close_details)
        window_language().language_changed.connect(self._translate)

    def _translate(self) -> None:
        self._title.setText(ui_text("ui.library.title"))
        self._status.set_choices([(ui_text(f"ui.library.status.{status.value if status else 'any'}"), status) for status in _STATUSES])
        self._composition.set_choices([(ui_text("ui.library.any_composition"), None), *((composition_name(shape.value), shape.value) for shape in Composition)])
        self._order.set_choices([(ui_text(f"ui.library.order.{order.value}"), order) for order in VideoOrder])
        self._show_page()

    # ---- what is shown
    def query(self) -> VideoQuery:
        """What the fields ask for."""
        return VideoQuery(self.search.words(), self._status.chosen(), self._composition.chosen(), self._order.chosen() or VideoOrder.NEWEST)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        super().showEvent(event)
        if self._stale:
            self._stale = False
            self.films.refresh()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        super().hideEvent(event)
        self.grid.thumbnails.forget_waiting()

    def event(self, event: QEvent) -> bool:
        """Ctrl+F searches films while the keyboard is in here, before the window takes it for its own search."""
        if isinstance(event, QKeyEvent) and event.matches(QKeySequence.StandardKey.Find):
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
                return True
        return super().event(event)

    def _videos_changed(self) -> None:
        if self.isVisible():
            self.films.refresh()
        else:
            self._stale = True

    def _query_changed(self) -> None:
        self._keep_film()
        self.films.show(self.query())

    def _show_page(self) -> None:
        query = self.films.query
        asked = query.words or query.status is not None or query.composition is not None
        self._nothing.say(ui_text("ui.library.nothing_found" if asked else "ui.library.empty"))
        self._stack.setCurrentWidget(self.grid if self.films.rowCount() else self._nothing)

    # ---- details
    def _selected(self, film: VideoRecord | None) -> None:
        if film is not None:
            self.details.show_film(film)
        self._share_room(with_details=film is not None)

    def _close_details(self) -> None:
        self.grid.clearSelection()
        self.grid.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self._share_room(with_details=not self.details.isHidden())

    def _share_room(self, *, with_details: bool) -> None:
        """Grid and details side by side, or in a narrow window one of them. What goes goes first: never both may claim the width."""
        wide = self.width() >= _SIDE_BY_SIDE_FROM_PX
        if not with_details:
            self.details.hide()
        self._left.setVisible(wide or not with_details)
        self.details.setMaximumWidth(_DETAILS_WIDTH_PX if wide else _ANY_WIDTH_PX)
        self.details.setMinimumWidth(_DETAILS_WIDTH_PX if wide else 0)
        if with_details:
            self.details.show()

    # ---- what is done with a film
    def open_film(self, film: VideoRecord) -> None:
        """Play it in the system's player."""
        self._hand_over(film, open_file)

    def show_folder(self, film: VideoRecord) -> None:
        """Show its file in the file manager."""
        self._hand_over(film, show_in_folder)

    def _hand_over(self, film: VideoRecord, hand: Callable[[Path], bool]) -> None:
        if film.path is None:
            return
        file = Path(film.path)
        if not file.is_file() or not hand(file):
            self.toast.say(ui_text("ui.library.gone", name=file.name))

    def trash(self, film: VideoRecord) -> None:
        """Ask, then move the film to the system's trash, where it can be taken from again."""
        if film.status in (JobStatus.RUNNING, JobStatus.QUEUED):
            return
        box = self.trash_question(film)
        box.accepted.connect(lambda: self._trash_now(film))
        box.open()

    def trash_question(self, film: VideoRecord) -> QMessageBox:
        """The question before a film goes; its first button says yes."""
        box = QMessageBox(
            QMessageBox.Icon.NoIcon, ui_text("ui.library.trash"), ui_text("ui.library.trash_question", title=film.title or film.topic), parent=self
        )
        box.setInformativeText(ui_text("ui.library.trash_note"))
        yes = box.addButton(ui_text("ui.library.trash"), QMessageBox.ButtonRole.AcceptRole)
        yes.setProperty("kind", "danger")
        yes.style().polish(yes)
        box.setDefaultButton(box.addButton(ui_text("ui.library.keep"), QMessageBox.ButtonRole.RejectRole))
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return box

    def _trash_now(self, film: VideoRecord) -> None:
        self._leaving_film = film
        self._studio.trash_video(film.id)

    def _tell_trashed(self) -> None:
        """Say so once the film is really gone; what went wrong instead is the window's to say."""
        film = self._leaving_film
        if film is not None and self.films.row_of(film.id) < 0:
            self._leaving_film = None
            self.toast.say(ui_text("ui.library.trashed", title=film.title or film.topic))

    def _keep_film(self, _trouble: object = None) -> None:
        self._leaving_film = None

    def _make_again(self, film: VideoRecord) -> None:
        self.make_again_wanted.emit(film.job_id)

    def _show_menu(self, film: VideoRecord, place: QPoint) -> None:
        menu = self.menu_for(film)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(place)

    def menu_for(self, film: VideoRecord) -> QMenu:
        """What can be done with one film."""
        menu = QMenu(self)
        ink = colours().muted
        done = film.path is not None and film.status is JobStatus.COMPLETED
        still = film.status not in (JobStatus.RUNNING, JobStatus.QUEUED)
        wishes = (
            ("open", "play", self.open_film, done),
            ("show_in_folder", "folder", self.show_folder, done),
            ("make_again", "again", self._make_again, True),
            ("trash", "trash", self.trash, still),
        )
        for key, drawing, wish, possible in wishes:
            action = menu.addAction(icon(drawing, ink), ui_text(f"ui.library.{key}"))
            action.setEnabled(possible)
            action.triggered.connect(lambda _checked=False, wish=wish: wish(film))
        return menu

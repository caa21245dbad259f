"""The settings: pages at the right, their names at the left, above them in a narrow window."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QDialog, QListWidget, QListWidgetItem, QStackedWidget, QVBoxLayout, QWidget

from emlinh_desktop.bridge.settings_holder import SettingsHolder
from emlinh_desktop.bridge.studio import StudioApi
from emlinh_desktop.ui.choice_box import ChoiceBox
from emlinh_desktop.ui.icons import icon
from emlinh_desktop.ui.settings.about_page import AboutPage
from emlinh_desktop.ui.settings.broadcast_page import BroadcastPage
from emlinh_desktop.ui.settings.diagnostics_page import DiagnosticsPage
from emlinh_desktop.ui.settings.general_page import GeneralPage
from emlinh_desktop.ui.settings.new_films_page import NewFilmsPage
from emlinh_desktop.ui.settings.services_page import ServicesPage
from emlinh_desktop.ui.settings.storage_page import StoragePage
from emlinh_desktop.ui.settings.voices_page import VoicesPage
from emlinh_desktop.ui.theme import colours, theme_news
from emlinh_desktop.ui.ui_text import ui_text, window_language

_LIST_FROM_PX = 560
_PAGES = (
    ("general", "settings"),
    ("new_films", "film"),
    ("voices", "voice"),
    ("services", "cloud"),
    ("broadcast", "broadcast"),
    ("storage", "library"),
    ("diagnostics", "check"),
    ("about", "info"),
)


class SettingsDialog(QDialog):
    """Every change takes effect at once; there is nothing to confirm. Escape closes it. Made anew each time it is opened. GUI thread."""

    def __init__(self, studio: StudioApi, settings: SettingsHolder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("settingsDialog")
        self.voices = VoicesPage(studio, settings)
        self.services = ServicesPage(studio, settings)
        self.broadcast = BroadcastPage(studio, settings)
        self.storage = StoragePage(studio, settings)
        self.diagnostics = DiagnosticsPage(settings)
        self.general = GeneralPage(settings)
        self.new_films = NewFilmsPage(settings)
        self._stack = QStackedWidget()
        for page in (self.general, self.new_films, self.voices, self.services, self.broadcast, self.storage, self.diagnostics, AboutPage()):
            self._stack.addWidget(page)
        self.names = QListWidget()
        self.names.setObjectName("settingsNames")
        self.names.setFixedWidth(196)
        self.names.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for _ in _PAGES:
            self.names.addItem(QListWidgetItem())
        self._narrow_names = ChoiceBox("ui.settings.pages")
        self._top = QWidget()
        top = QVBoxLayout(self._top)
        top.setContentsMargins(24, 16, 24, 0)
        top.addWidget(self._narrow_names)
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._layout.addWidget(self.names)
        self._layout.addWidget(self._top)
        self._layout.addWidget(self._stack, 1)
        self._connect()
        self._translate()
        self.names.setCurrentRow(0)
        self.resize(760, 560)
        self.setMinimumSize(340, 360)

    def _connect(self) -> None:
        self.names.currentRowChanged.connect(self._show_page)
        self._narrow_names.picked.connect(self.names.setCurrentRow)
        self.finished.connect(self._leave)
        window_language().language_changed.connect(self._translate)
        theme_news().changed.connect(self._translate)

    def show_page(self, name: str) -> None:
        """Go to `general`, `new_films`, `voices`, `services`, `broadcast`, `storage`, `diagnostics` or `about`."""
        self.names.setCurrentRow([key for key, _ in _PAGES].index(name))

    def _show_page(self, number: int) -> None:
        self._stack.setCurrentIndex(number)
        self._narrow_names.choose(number)
        self.voices.stop()

    def _leave(self) -> None:
        self.voices.stop()
        self.diagnostics.leave()

    def _translate(self) -> None:
        self.setWindowTitle(ui_text("ui.settings.title"))
        self.names.setAccessibleName(ui_text("ui.settings.pages"))
        names = [ui_text(f"ui.settings.{key}") for key, _ in _PAGES]
        for number, (words, (_, drawing)) in enumerate(zip(names, _PAGES, strict=True)):
            item = self.names.item(number)
            item.setText(words)
            item.setIcon(icon(drawing, colours().text))
        self._narrow_names.set_choices([(words, number) for number, words in enumerate(names)])
        self._narrow_names.choose(self.names.currentRow())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        wide = event.size().width() >= _LIST_FROM_PX
        self.names.setVisible(wide)
        self._top.setVisible(not wide)
        self._layout.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)

"""How much room films and caches take, and the clean-up."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLabel

from emlinh_desktop.base.paths import app_paths
from emlinh_desktop.bridge.settings_holder import SettingsHolder
from emlinh_desktop.bridge.side_lane import SideLane
from emlinh_desktop.bridge.storage_use import StorageUse, clean_cache, measure_storage
from emlinh_desktop.bridge.studio import StudioApi
from emlinh_desktop.ui.buttons import ThemedButton
from emlinh_desktop.ui.settings.page import Page, plain_label
from emlinh_desktop.ui.ui_text import ui_text, window_language

_PARTS = ("films", "pictures", "sound", "records", "free")


class StoragePage(Page):
    """Measured each time it is shown, beside the GUI thread."""

    def __init__(self, studio: StudioApi, holder: SettingsHolder) -> None:
        super().__init__("ui.settings.storage")
        self._studio = studio
        self._holder = holder
        self._lane = SideLane("storage", self)
        self._use: StorageUse | None = None
        self._cleaned = -1
        self._sizes = {part: QLabel("…") for part in _PARTS}
        for part in _PARTS:
            self.add_row(f"storage.{part}", self._sizes[part], with_note=part in ("pictures", "sound"))
        self.clean = ThemedButton("ui.settings.clean", "trash")
        self._said = plain_label("second")
        self.column.addSpacing(14)
        self.column.addWidget(self.clean, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addSpacing(8)
        self.column.addWidget(self._said)
        self.column.addStretch(1)
        self.clean.clicked.connect(self._clean)
        studio.job_changed.connect(self._show)
        self.translate()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        super().showEvent(event)
        self._cleaned = -1
        self._measure()

    def translate(self) -> None:
        super().translate()
        self._show()

    def _measure(self) -> None:
        paths = app_paths()
        folder = Path(self._holder.settings.output_folder or paths.films)
        self._lane.ask(lambda: measure_storage(paths, folder), self._measured)

    def _measured(self, use: StorageUse) -> None:
        self._use = use
        self._show()

    def _clean(self) -> None:
        paths = app_paths()
        self.clean.setEnabled(False)
        self._lane.ask(lambda: clean_cache(paths), self._was_cleaned)

    def _was_cleaned(self, freed: int) -> None:
        self._cleaned = freed
        self._measure()

    def _show(self, _job: object = None) -> None:
        busy = self._studio.busy()
        use = self._use
        if use is not None:
            for part, label in self._sizes.items():
                label.setText(size_text(getattr(use, part)))
        self.clean.setEnabled(not busy and use is not None and use.cleanable > 0)
        if busy:
            self._said.setText(ui_text("ui.settings.clean_later"))
        elif self._cleaned >= 0:
            self._said.setText(ui_text("ui.settings.cleaned", size=size_text(self._cleaned)))
        else:
            self._said.setText(ui_text("ui.settings.clean.note"))


def size_text(size_bytes: int) -> str:
    """Bytes as a person reads them, in the window's language."""
    locale = QLocale(window_language().language.value)
    return locale.formattedDataSize(size_bytes, 1, QLocale.DataSizeFormat.DataSizeSIFormat)

"""Language, colours, notifications and the folder films go to."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication, QFileDialog, QHBoxLayout, QWidget

from emlinh_desktop.base.paths import app_paths
from emlinh_desktop.bridge.settings_holder import SettingsHolder
from emlinh_desktop.domain.brief import Language
from emlinh_desktop.settings.settings import Settings, Theme
from emlinh_desktop.ui.buttons import IconButton, ThemedButton
from emlinh_desktop.ui.choice_box import ChoiceBox
from emlinh_desktop.ui.settings.page import Page, plain_label
from emlinh_desktop.ui.switch import Switch
from emlinh_desktop.ui.theme import apply_theme
from emlinh_desktop.ui.ui_text import ui_text, window_language

_LANGUAGE_NAMES = {Language.VI: "Tiếng Việt", Language.EN: "English"}  # each in its own tongue, whatever the window's


class GeneralPage(Page):
    """Everything takes effect at once."""

    def __init__(self, holder: SettingsHolder) -> None:
        super().__init__("ui.settings.general")
        self._holder = holder
        self.language = LanguageChoice(holder)
        self.theme = ChoiceBox("ui.settings.theme")
        self.notifications = Switch()
        self.folder = FolderChoice(holder)
        self.add_row("language", self.language)
        self.add_row("theme", self.theme)
        self.add_row("notifications", self.notifications, with_note=True)
        self.add_row("output_folder", self.folder)
        self.column.addStretch(1)
        self.translate()
        self.show_settings(holder.settings)
        self.theme.picked.connect(self._dress)
        self.notifications.clicked.connect(lambda wanted: holder.change(notifications=wanted))
        holder.changed.connect(self.show_settings)

    def _dress(self, theme: Theme) -> None:
        self._holder.change(theme=theme)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            apply_theme(app, theme)

    def show_settings(self, settings: Settings) -> None:
        """Show what is set."""
        self.theme.choose(settings.theme)
        self.notifications.setChecked(settings.notifications)

    def translate(self) -> None:
        super().translate()
        self.theme.set_choices([(ui_text(f"ui.settings.theme.{theme.value}"), theme) for theme in Theme])


class LanguageChoice(ChoiceBox):
    """The window's language; it speaks the chosen one at once."""

    def __init__(self, holder: SettingsHolder) -> None:
        super().__init__("ui.settings.language")
        self._holder = holder
        self.put_choices([(_LANGUAGE_NAMES[language], language) for language in Language], holder.settings.language)
        self.picked.connect(self._speak)
        holder.changed.connect(self._show)

    def _speak(self, language: Language) -> None:
        self._holder.change(language=language)
        window_language().set_language(language)

    def _show(self, settings: Settings) -> None:
        self.choose(settings.language)


class FolderChoice(QWidget):
    """The films' folder, a button to choose another and one to go back to the account's own."""

    def __init__(self, holder: SettingsHolder) -> None:
        super().__init__()
        self._holder = holder
        self._path = plain_label("second")
        self._choose = ThemedButton("ui.settings.choose_folder", "folder")
        self._reset = IconButton("ui.settings.reset_folder", "undo")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._path, 1)
        row.addWidget(self._reset)
        row.addWidget(self._choose)
        self._choose.clicked.connect(self._ask)
        self._reset.clicked.connect(lambda: holder.change(output_folder=""))
        self.setFocusProxy(self._choose)
        holder.changed.connect(self._show)
        self._show(holder.settings)

    def _show(self, settings: Settings) -> None:
        chosen = settings.output_folder
        path = Path(chosen) if chosen else app_paths().films
        self._path.setText(path.name or str(path))
        self._path.setToolTip(str(path))
        self._reset.setVisible(bool(chosen))

    def _ask(self) -> None:
        start = self._holder.settings.output_folder or str(app_paths().films)
        dialog = QFileDialog(self, ui_text("ui.settings.output_folder"), start)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self.take)
        dialog.open()

    def take(self, folder: str) -> None:
        """A folder was chosen."""
        self._holder.change(output_folder=str(Path(folder).absolute()))

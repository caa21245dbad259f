"""A choice box whose last entry lets the user take a file of their own."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from emlinh_desktop.ui.choice_box import ChoiceBox
from emlinh_desktop.ui.ui_text import ui_text

_OTHER = object()


class OwnFileBox(ChoiceBox):
    """Values are those of the given choices, or the absolute path of the user's file."""

    def __init__(self, name_key: str, suffixes: Collection[str]) -> None:
        super().__init__(name_key)
        self._suffixes = sorted(suffixes)
        self._own = ""
        self._choices: list[tuple[str, object]] = []
        self._value: object = None

    def set_own_choices(self, choices: Sequence[tuple[str, object]]) -> None:
        """The choices beside a file, in the window's language."""
        self._choices = list(choices)
        self._arrange()

    def choose(self, value: object) -> None:
        """Show a value as chosen, a path by its file's name."""
        self._value = value
        if isinstance(value, str) and value not in [known for _, known in self._choices]:
            self._own = value
        self._arrange()

    def _arrange(self) -> None:
        own = [(Path(self._own).name, self._own)] if self._own else []
        self.put_choices([*self._choices, *own, (ui_text("ui.settings.other_file"), _OTHER)], self._value)

    def take_choice(self) -> None:
        if self.chosen() is not _OTHER:
            self._value = self.chosen()
            super().take_choice()
            return
        self._arrange()  # the old choice stays until a file is taken
        patterns = " ".join(f"*{suffix}" for suffix in self._suffixes)
        dialog = QFileDialog(self.window(), self.accessibleName(), "", f"{self.accessibleName()} ({patterns})")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.take)
        dialog.open()

    def take(self, path: str) -> None:
        """A file was chosen."""
        self.choose(str(Path(path).absolute()))
        self.picked.emit(self._value)

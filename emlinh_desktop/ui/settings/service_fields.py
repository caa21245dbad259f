"""Fields for what a service is reached by: a line of text, a model to choose or write, a key that is never shown."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from emlinh_desktop.bridge.studio import StudioApi
from emlinh_desktop.domain.errors import EmlinhError
from emlinh_desktop.settings.secrets import KeyPlace
from emlinh_desktop.ui.buttons import ThemedButton
from emlinh_desktop.ui.chat.event_text import error_text
from emlinh_desktop.ui.settings.page import CONTROL_WIDTH_PX, plain_label
from emlinh_desktop.ui.ui_text import ui_text, window_language


class LineField(QLineEdit):
    """Tells what was written once it is left or Enter was pressed."""

    written = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._told = ""
        self.setFixedWidth(CONTROL_WIDTH_PX)
        self.editingFinished.connect(self._tell)

    def show_value(self, value: str) -> None:
        """Show what is set; what is being written is left alone."""
        self._told = value
        if not self.hasFocus():
            self.setText(value)
            self.setCursorPosition(0)

    def _tell(self) -> None:
        if self.text().strip() != self._told:
            self._told = self.text().strip()
            self.written.emit(self._told)


class ModelField(QWidget):
    """A model's name, written or chosen among those the service lists when it is asked."""

    written = Signal(str)

    def __init__(self, studio: StudioApi) -> None:
        super().__init__()
        self._studio = studio
        self._writer = ""
        self._found: Sequence[str] | EmlinhError | None = None
        self.name = QComboBox()
        self.name.setEditable(True)
        self.name.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.name.setMinimumWidth(CONTROL_WIDTH_PX - 82)
        self.list = ThemedButton("ui.settings.list_models")
        self.said = plain_label("second")
        self.said.hide()
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.name, 1)
        row.addWidget(self.list)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addLayout(row)
        column.addWidget(self.said)
        self.setFixedWidth(CONTROL_WIDTH_PX)
        self.setFocusProxy(self.name)
        self.list.clicked.connect(self._ask)
        self.name.activated.connect(self._tell)
        editor = self.name.lineEdit()
        assert editor is not None
        editor.editingFinished.connect(self._tell)
        self._told = ""
        window_language().language_changed.connect(self._translate)
        self._translate()

    def show_value(self, writer: str, model: str) -> None:
        """The service to ask, and the model that is set."""
        if writer != self._writer:
            self._writer, self._found = writer, None
            with QSignalBlocker(self.name):
                self.name.clear()
            self._translate()
        self._told = model
        if not self.name.hasFocus():
            self.name.setEditText(model)

    def _ask(self) -> None:
        self.list.setEnabled(False)
        self.list.set_key("ui.settings.listing_models")
        self._studio.models(self._writer, self._arrived)

    def _arrived(self, found: Sequence[str] | EmlinhError) -> None:
        self._found = found
        written = self.name.currentText()
        with QSignalBlocker(self.name):
            self.name.clear()
            if not isinstance(found, EmlinhError):
                self.name.addItems(list(found))
        self.name.setEditText(written)
        self.list.setEnabled(True)
        self.list.set_key("ui.settings.list_models")
        self._translate()

    def _tell(self) -> None:
        written = self.name.currentText().strip()
        if written != self._told:
            self._told = written
            self.written.emit(written)

    def _translate(self) -> None:
        found = self._found
        self.said.setVisible(found is not None)
        if found is not None:
            self.said.setText(error_text(found) if isinstance(found, EmlinhError) else ui_text("ui.settings.models_found", n=len(found)))
        editor = self.name.lineEdit()
        assert editor is not None
        editor.setPlaceholderText(ui_text("ui.settings.only_model"))
        self.name.setAccessibleName(ui_text("ui.settings.llm_model"))


class KeyField(QWidget):
    """Takes a key and says where it is kept; what is kept is never shown again."""

    def __init__(self, studio: StudioApi, name_key: str) -> None:
        super().__init__()
        self._studio = studio
        self._name_key = name_key
        self._variable = ""
        self._place = KeyPlace.NOWHERE
        self.edit = QLineEdit()
        self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.save = ThemedButton("ui.settings.key.save")
        self.forget = ThemedButton("ui.settings.key.forget", kind="link")
        self.said = plain_label("second")
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.edit, 1)
        row.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addLayout(row)
        column.addWidget(self.said)
        column.addWidget(self.forget)
        self.setFixedWidth(CONTROL_WIDTH_PX)
        self.setFocusProxy(self.edit)
        self.save.clicked.connect(self._save)
        self.edit.returnPressed.connect(self._save)
        self.forget.clicked.connect(self._forget)
        window_language().language_changed.connect(self._show)
        self._show()

    def show_variable(self, variable: str) -> None:
        """The key of that name is meant from now on."""
        if variable != self._variable:
            self._variable = variable
            self.edit.clear()
            if self.isVisible():
                self._look()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Not before it is seen: a keyring may ask the user to unlock it."""
        super().showEvent(event)
        self._look()

    def _look(self) -> None:
        if self._variable:
            self._studio.key_place(self._variable, self._placed)

    def _save(self) -> None:
        key = self.edit.text().strip()
        if key:
            self.edit.clear()
            self._studio.save_key(self._variable, key, self._placed)

    def _forget(self) -> None:
        self._studio.save_key(self._variable, "", self._placed)

    def _placed(self, place: KeyPlace) -> None:
        self._place = place
        self._show()

    def _show(self) -> None:
        given = self._place is KeyPlace.ENVIRONMENT
        self.edit.setEnabled(not given)
        self.save.setEnabled(not given)
        self.forget.setVisible(self._place in (KeyPlace.KEYRING, KeyPlace.MEMORY))
        place = ui_text("ui.settings.from_environment", variable=self._variable) if given else ui_text(f"ui.settings.key.{self._place.value}")
        self.said.setText(place)
        self.edit.setPlaceholderText(ui_text("ui.settings.key.paste"))
        self.edit.setAccessibleName(ui_text(self._name_key))
        self.edit.setAccessibleDescription(place)

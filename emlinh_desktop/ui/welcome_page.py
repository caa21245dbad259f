"""The first start: language, the films' folder, how to let an AI write, and a sample film in one press. Needs no network."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from emlinh_desktop.bridge.settings_holder import SettingsHolder
from emlinh_desktop.ui.buttons import ThemedButton
from emlinh_desktop.ui.chat.empty_state import centred_label
from emlinh_desktop.ui.icons import face
from emlinh_desktop.ui.settings.general_page import FolderChoice, LanguageChoice
from emlinh_desktop.ui.settings.page import SettingRow
from emlinh_desktop.ui.ui_text import ui_text, window_language

_WIDEST_PX = 600
_BESIDE_FROM_PX = 460


class WelcomePage(QScrollArea):
    """Shown once, before there is any conversation; Escape passes it by. What is chosen here takes effect at once. GUI thread."""

    sample_wanted = Signal(str)
    """the wish to say"""
    passed = Signal()
    """go on without a sample"""
    connect_wanted = Signal()

    def __init__(self, holder: SettingsHolder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("welcome")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.language = LanguageChoice(holder)
        self.folder = FolderChoice(holder)
        self.connect_ai = ThemedButton("ui.welcome.connect", "script")
        self.sample = ThemedButton("ui.welcome.sample", "play", kind="primary")
        self.skip = ThemedButton("ui.welcome.skip", kind="quiet")
        self._face = QLabel()
        self._face.setPixmap(face(88))
        self._face.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._hello = centred_label(22, QFont.Weight.Bold)
        self._about = centred_label(14)
        self._note = centred_label(12)
        for label in (self._about, self._note):
            label.setProperty("ink", "muted")
        self._buttons = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._lay_out()
        self.connect_ai.clicked.connect(self.connect_wanted)
        self.sample.clicked.connect(lambda: self.sample_wanted.emit(ui_text("ui.welcome.sample_wish")))
        self.skip.clicked.connect(self.passed)
        window_language().language_changed.connect(self._translate)
        self._translate()
        self.setFocusProxy(self.sample)

    def _lay_out(self) -> None:
        column = QVBoxLayout()
        column.setSpacing(6)
        for widget in (self._face, self._hello, self._about):
            column.addWidget(widget)
        column.addSpacing(14)
        column.addWidget(self._choices())
        column.addSpacing(16)
        for button in (self.sample, self.skip):
            button.setMinimumHeight(38)
        self._buttons.setSpacing(8)
        self._buttons.addStretch(1)
        self._buttons.addWidget(self.sample)
        self._buttons.addWidget(self.skip)
        self._buttons.addStretch(1)
        column.addLayout(self._buttons)
        column.addSpacing(4)
        column.addWidget(self._note)
        narrowed = QWidget()
        narrowed.setMaximumWidth(_WIDEST_PX)
        narrowed.setLayout(column)
        column.setContentsMargins(0, 0, 0, 0)
        page = QWidget()
        grid = QGridLayout(page)
        grid.setContentsMargins(18, 18, 18, 18)
        grid.setRowStretch(0, 2)
        grid.setRowStretch(2, 3)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1000)
        grid.setColumnStretch(2, 1)
        grid.addWidget(narrowed, 1, 1)
        self.setWidget(page)

    def _choices(self) -> QFrame:
        card = QFrame()
        card.setObjectName("welcomeCard")
        rows = QVBoxLayout(card)
        rows.setContentsMargins(18, 6, 18, 6)
        rows.setSpacing(0)
        named: tuple[tuple[str, QWidget, bool], ...] = (
            ("ui.settings.language", self.language, False),
            ("ui.settings.output_folder", self.folder, False),
            ("ui.welcome.ai", self.connect_ai, True),
        )
        for number, (key, control, with_note) in enumerate(named):
            if number:
                line = QFrame()
                line.setObjectName("hairline")
                line.setFixedHeight(1)
                rows.addWidget(line)
            rows.addWidget(SettingRow(key, control, with_note=with_note))
        return card

    def _translate(self) -> None:
        self._hello.setText(ui_text("ui.welcome.hello"))
        self._about.setText(ui_text("ui.welcome.about"))
        self._note.setText(ui_text("ui.welcome.sample.note"))
        self._face.setAccessibleName(ui_text("ui.chat.em_linh"))
        self.setAccessibleName(self._hello.text())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        beside = event.size().width() >= _BESIDE_FROM_PX
        self._buttons.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() == Qt.Key.Key_Escape:
            self.passed.emit()
            return
        super().keyPressEvent(event)

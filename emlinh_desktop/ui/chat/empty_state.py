"""What a new conversation shows: who Em Linh is, and four wishes to begin with."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from emlinh_desktop.ui.icons import face
from emlinh_desktop.ui.theme import ui_font
from emlinh_desktop.ui.ui_text import ui_text, window_language

_EXAMPLES = ("reading", "sky", "water", "plan")
_WIDE_PX = 560


class ExampleCard(QPushButton):
    """A wish to press."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self.setProperty("kind", "example")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        box = QVBoxLayout(self)
        box.setContentsMargins(14, 11, 14, 11)
        box.setSpacing(3)
        self._title = QLabel()
        self._title.setFont(ui_font(14, QFont.Weight.DemiBold))
        self._wish = QLabel()
        self._wish.setFont(ui_font(13))
        self._wish.setProperty("ink", "muted")
        for label in (self._title, self._wish):
            label.setWordWrap(True)
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            box.addWidget(label)
        box.addStretch(1)
        self.retranslate()

    @property
    def wish(self) -> str:
        """What pressing it says."""
        return self._wish.text()

    def retranslate(self) -> None:
        """Say it in the window's language."""
        self._title.setText(ui_text(f"ui.chat.example.{self._name}"))
        self._wish.setText(ui_text(f"ui.chat.example.{self._name}_wish"))
        self.setAccessibleName(self._wish.text())

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        return True

    def heightForWidth(self, width_px: int) -> int:  # noqa: N802 - Qt's name
        layout = self.layout()
        return layout.totalHeightForWidth(width_px) if layout is not None else 60

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(250, self.heightForWidth(max(200, self.width())))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(140, 60)


class EmptyState(QScrollArea):
    """Greets and offers."""

    wished = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        page = QWidget()
        outer = QVBoxLayout(page)
        outer.setContentsMargins(18, 18, 18, 18)
        outer.setSpacing(6)
        outer.addStretch(2)
        self._face = QLabel()
        self._face.setPixmap(face(104))
        self._face.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        outer.addWidget(self._face)
        outer.addSpacing(8)
        self._hello = centred_label(22, QFont.Weight.Bold)
        self._about = centred_label(14)
        self._about.setProperty("ink", "muted")
        outer.addWidget(self._hello)
        outer.addWidget(self._about)
        outer.addSpacing(16)
        self.cards = [ExampleCard(name) for name in _EXAMPLES]
        self._grid_box = QWidget()
        self._grid_box.setMaximumWidth(680)
        self._grid = QGridLayout(self._grid_box)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(10)
        for card in self.cards:
            card.clicked.connect(partial(self._wish, card))
        centre = QGridLayout()
        centre.setColumnStretch(0, 1)
        centre.setColumnStretch(1, 1000)
        centre.setColumnStretch(2, 1)
        centre.addWidget(self._grid_box, 0, 1)
        outer.addLayout(centre)
        outer.addSpacing(10)
        self._hint = centred_label(12)
        self._hint.setProperty("ink", "muted")
        outer.addWidget(self._hint)
        outer.addStretch(3)
        self.setWidget(page)
        self._columns = 0
        self._arrange(2)
        window_language().language_changed.connect(self.retranslate)
        self.retranslate()

    def retranslate(self) -> None:
        """Say it in the window's language."""
        self._hello.setText(ui_text("ui.chat.hello"))
        self._about.setText(ui_text("ui.chat.about"))
        self._hint.setText(ui_text("ui.chat.drop_hint"))
        self._face.setAccessibleName(ui_text("ui.chat.em_linh"))
        for card in self.cards:
            card.retranslate()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self._arrange(2 if self.width() >= _WIDE_PX else 1)

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for index, card in enumerate(self.cards):
            self._grid.addWidget(card, index // columns, index % columns)

    def _wish(self, card: ExampleCard, _checked: bool = False) -> None:
        self.wished.emit(card.wish)


def centred_label(size_px: int, weight: QFont.Weight = QFont.Weight.Normal) -> QLabel:
    """A label that wraps around the middle."""
    label = QLabel()
    label.setFont(ui_font(size_px, weight))
    label.setWordWrap(True)
    label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    return label

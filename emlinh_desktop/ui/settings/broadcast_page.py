"""The broadcast: on or off, for whom, its address as words and as a QR code, and who is connected."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QLabel, QSpinBox, QVBoxLayout, QWidget

from emlinh_desktop.bridge.broadcasting import BroadcastState, Phase
from emlinh_desktop.bridge.settings_holder import SettingsHolder
from emlinh_desktop.bridge.studio import StudioApi
from emlinh_desktop.settings.settings import Settings
from emlinh_desktop.ui.broadcast_text import guest_text, state_text, tone_of
from emlinh_desktop.ui.buttons import ThemedButton
from emlinh_desktop.ui.chat.flow_layout import FlowLayout
from emlinh_desktop.ui.choice_box import ChoiceBox
from emlinh_desktop.ui.qr_code import QrCode
from emlinh_desktop.ui.settings.page import CONTROL_WIDTH_PX, Page, plain_label
from emlinh_desktop.ui.switch import Switch
from emlinh_desktop.ui.ui_text import ui_text

_QR_PX = 188
_INSET_PX = 14
_SHOWN_GUESTS = 8
_COPIED_MS = 2500


class BroadcastPage(Page):
    """Changes take effect at once; what became of them is told by the studio."""

    def __init__(self, studio: StudioApi, holder: SettingsHolder) -> None:
        super().__init__("ui.settings.broadcast")
        self._studio = studio
        self._holder = holder
        self.on = Switch()
        self.reach = ChoiceBox("ui.settings.broadcast_reach")
        self.port = QSpinBox()
        self.port.setRange(1024, 65535)
        self.port.setKeyboardTracking(False)
        self.port.setFixedWidth(CONTROL_WIDTH_PX)
        self.port.lineEdit().setTextMargins(7, 0, 7, 0)
        self.banner = plain_label()
        self.banner.setObjectName("broadcastBanner")
        self.door = BroadcastDoor(studio)
        self.guests = plain_label("second")
        self._guests_title = plain_label("heading")
        self.add_row("broadcast_on", self.on, with_note=True)
        self.add_row("broadcast_reach", self.reach, with_note=True)
        self.add_row("broadcast_port", self.port)
        self.column.addSpacing(12)
        self.column.addWidget(self.banner)
        self.column.addSpacing(14)
        self.column.addWidget(self.door)
        self.column.addSpacing(16)
        self.column.addWidget(self._guests_title)
        self.column.addSpacing(4)
        self.column.addWidget(self.guests)
        self.column.addStretch(1)
        self.translate()
        self.show_settings(holder.settings)
        self.on.clicked.connect(lambda wanted: holder.change(broadcast=wanted))
        self.reach.picked.connect(lambda network: holder.change(broadcast_network=network))
        self.port.valueChanged.connect(lambda port: holder.change(broadcast_port=port))
        holder.changed.connect(self.show_settings)
        studio.broadcast_changed.connect(self.show_state)

    def show_settings(self, settings: Settings) -> None:
        """Show what is set."""
        self.on.setChecked(settings.broadcast)
        self.reach.choose(settings.broadcast_network)
        self.port.blockSignals(True)
        self.port.setValue(settings.broadcast_port)
        self.port.blockSignals(False)

    def show_state(self, state: BroadcastState) -> None:
        """Show what became of it."""
        live = state.phase is Phase.ON
        self.banner.setText(state_text(state))
        tone = tone_of(state)
        if self.banner.property("tone") != tone:
            self.banner.setProperty("tone", tone)
            self.banner.style().unpolish(self.banner)
            self.banner.style().polish(self.banner)
        self.door.setVisible(live)
        self.door.show_state(state)
        self._guests_title.setVisible(live)
        self.guests.setVisible(live)
        self._guests_title.setText(ui_text("ui.broadcast.guests", n=len(state.guests)))
        lines = [guest_text(guest) for guest in state.guests[-_SHOWN_GUESTS:]]
        if len(state.guests) > _SHOWN_GUESTS:
            lines.append(ui_text("ui.broadcast.more_guests", n=len(state.guests) - _SHOWN_GUESTS))
        self.guests.setText("\n".join(lines) or ui_text("ui.broadcast.nobody"))

    def translate(self) -> None:
        super().translate()
        self.reach.set_choices([(ui_text("ui.broadcast.reach.here"), False), (ui_text("ui.broadcast.reach.network"), True)])
        self.door.translate()
        self.show_state(self._studio.broadcast_state())


class BroadcastDoor(QFrame):
    """The address: to scan, to copy, to open; and a new key."""

    def __init__(self, studio: StudioApi) -> None:
        super().__init__()
        self.setObjectName("broadcastDoor")
        self._address = ""
        self._network = False
        self.qr = QrCode(_QR_PX)
        self.address = QLabel()
        self.address.setProperty("rank", "heading")
        self.address.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._scan = plain_label("second")
        self.copy = ThemedButton("ui.broadcast.copy", "copy", kind="primary")
        self.open = ThemedButton("ui.broadcast.open", "open")
        self.renew = ThemedButton("ui.broadcast.renew", "again", kind="quiet")
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(_INSET_PX, _INSET_PX, _INSET_PX, _INSET_PX)
        self._row.setSpacing(18)
        self._row.addWidget(self.qr, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
        self._row.addWidget(self._words(), 1)
        self._copied = QTimer(self, interval=_COPIED_MS, singleShot=True)
        self._copied.timeout.connect(lambda: self.copy.set_key("ui.broadcast.copy"))
        self.copy.clicked.connect(self._copy)
        self.open.clicked.connect(lambda: QDesktopServices.openUrl(QUrl(self._address)))
        self.renew.clicked.connect(studio.renew_broadcast_key)

    def _words(self) -> QWidget:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 2, 0, 0)
        column.setSpacing(10)
        buttons = FlowLayout()
        for button in (self.copy, self.open, self.renew):
            buttons.addWidget(button)
        column.addWidget(self.address)
        column.addWidget(self._scan)
        column.addLayout(buttons)
        column.addStretch(1)
        return side

    def show_state(self, state: BroadcastState) -> None:
        """Another address."""
        self._address, self._network = state.address, state.network
        self.qr.show_words(state.address)
        self.address.setText(state.shown_address.removeprefix("http://").rstrip("/"))
        self.translate()

    def translate(self) -> None:
        """Say it in the window's language."""
        self._scan.setText(ui_text("ui.broadcast.scan" if self._network else "ui.broadcast.scan_here"))
        self.renew.setToolTip(ui_text("ui.broadcast.renew.note"))
        self.renew.setAccessibleDescription(ui_text("ui.broadcast.renew.note"))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._address)
        self.copy.set_key("ui.broadcast.copied")
        self._copied.start()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As narrow as the code: what stands beside it goes below it then."""
        return QSize(_QR_PX + 2 * _INSET_PX, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        beside = event.size().width() >= 2 * _QR_PX + 40
        self._row.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)

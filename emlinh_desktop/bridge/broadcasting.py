"""The broadcast as the window has it: switched by the settings, started and stopped beside the GUI thread, shown as one state."""

from __future__ import annotations

import dataclasses
import logging
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from emlinh_desktop.bridge.outside_wishes import OutsideWishes
from emlinh_desktop.bridge.services import LiveBroadcast, Services
from emlinh_desktop.bridge.settings_holder import SettingsHolder
from emlinh_desktop.bridge.side_lane import SideLane
from emlinh_desktop.domain.errors import EmlinhError, ErrorCode, ProductError
from emlinh_desktop.domain.guest import Guest
from emlinh_desktop.settings.settings import Settings

log = logging.getLogger(__name__)

_LOOK_MS = 5000  # this machine's address changes when it joins another network
_LOOPBACK = "//127.0.0.1:"


class Phase(StrEnum):
    OFF = "off"
    STARTING = "starting"
    ON = "on"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class BroadcastState:
    """`address` holds the key. `network`: devices beyond this machine may come in. `error` None with FAILED: it ended by itself."""

    phase: Phase = Phase.OFF
    address: str = ""
    network: bool = False
    guests: tuple[Guest, ...] = ()
    error: EmlinhError | None = None

    @property
    def alone(self) -> bool:
        """Whether nobody else can come in because this machine is in no network."""
        return self.network and _LOOPBACK in self.address

    @property
    def shown_address(self) -> str:
        """The address without the key, for eyes that pass by."""
        return self.address.partition("#")[0]


@dataclass(frozen=True, slots=True)
class _Wanted:
    on: bool = False
    network: bool = False
    port: int = 0


class Broadcasting(QObject):
    """GUI thread. Follows `settings` from `follow` on until `close`; a start that fails switches the setting off again."""

    changed = Signal(object)
    """BroadcastState"""
    failed = Signal(object)
    """BroadcastState with phase FAILED, once each time"""
    _guests_changed = Signal(object, object)
    _ended = Signal(object)

    def __init__(self, services: Services, wishes: OutsideWishes, settings: SettingsHolder, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._wishes = wishes
        self._settings = settings
        self._lane = SideLane("broadcast-switch", self)
        self._wanted = _Wanted()
        self._live: LiveBroadcast | None = None  # touched on the lane's thread alone, and in `close` when that has ended
        self._closed = False
        self.state = BroadcastState()
        self._guests: tuple[Guest, ...] = ()
        self._guests_changed.connect(self._show_guests)  # queued: they come from the server's thread
        self._ended.connect(self._show_end)
        self._look = QTimer(self, interval=_LOOK_MS)
        self._look.timeout.connect(self._look_for_address)

    def follow(self) -> None:
        """Begin to do what the settings say."""
        self._settings.changed.connect(self._follow)
        self._follow(self._settings.settings)

    def renew_key(self) -> None:
        """Everybody out: only who gets the new address comes in again."""
        if self._wanted.on:
            self._switch(new_key=True)

    def close(self) -> None:
        """Say goodbye to everybody and end the server's thread. Bounded in time; tells nothing after."""
        self._closed = True
        self._look.stop()
        self._lane.close()
        live, self._live = self._live, None
        if live is not None:
            live.stop()

    # ---- following the settings

    def _follow(self, settings: Settings) -> None:
        wanted = _Wanted(settings.broadcast, settings.broadcast_network, settings.broadcast_port)
        if self._closed or wanted == self._wanted or not (wanted.on or self._wanted.on):
            return
        self._wanted = wanted
        self._switch(new_key=False)

    def _switch(self, *, new_key: bool) -> None:
        wanted, self._guests = self._wanted, ()
        failed_before = self.state.phase is Phase.FAILED and not wanted.on
        if not failed_before:  # switching off after a failure leaves the sentence to be read
            self._show(BroadcastState(Phase.STARTING if wanted.on else Phase.OFF, network=wanted.network))
        self._lane.ask(partial(self._switched, wanted, new_key=new_key), self._show_switched)

    def _switched(self, wanted: _Wanted, *, new_key: bool) -> tuple[_Wanted, BroadcastState | None]:
        """Side thread: the old server out, the new one in."""
        live, self._live = self._live, None
        if live is not None:
            live.stop()
        if not wanted.on:
            return wanted, None
        try:
            self._live = self._services.start_broadcast(
                wanted.port,
                self._wishes,
                network=wanted.network,
                new_key=new_key,
                guests_changed=partial(self._guests_changed.emit, wanted),
                ended=partial(self._ended.emit, wanted),
            )
        except EmlinhError as error:
            log.info("the broadcast does not start: %s", error)
            return wanted, BroadcastState(Phase.FAILED, error=error)
        except Exception as error:
            log.exception("the broadcast does not start")
            coded = ProductError(ErrorCode.INTERNAL, reason=f"{type(error).__name__}: {error}"[:300])
            coded.__cause__ = error
            return wanted, BroadcastState(Phase.FAILED, error=coded)
        return wanted, BroadcastState(Phase.ON, self._live.address, wanted.network)

    # ---- telling

    def _show_switched(self, answer: tuple[_Wanted, BroadcastState | None]) -> None:
        wanted, state = answer
        if wanted == self._wanted and state is not None:
            self._show(dataclasses.replace(state, guests=self._guests))
            if state.phase is Phase.FAILED:
                self._fail(state)

    def _show_end(self, wanted: _Wanted) -> None:
        if wanted == self._wanted and not self._closed:
            state = BroadcastState(Phase.FAILED)
            self._show(state)
            self._fail(state)

    def _fail(self, state: BroadcastState) -> None:
        self._settings.change(broadcast=False)
        self.failed.emit(state)

    def _show_guests(self, wanted: _Wanted, guests: tuple[Guest, ...]) -> None:
        if wanted != self._wanted:
            return
        self._guests = guests
        if self.state.phase is Phase.ON:
            self._show(dataclasses.replace(self.state, guests=guests))

    def _look_for_address(self) -> None:
        self._lane.ask(self._address_now, self._show_address)

    def _address_now(self) -> str:
        return self._live.address if self._live is not None else ""

    def _show_address(self, address: str) -> None:
        if address and self.state.phase is Phase.ON and address != self.state.address:
            self._show(dataclasses.replace(self.state, address=address))

    def _show(self, state: BroadcastState) -> None:
        if self._closed:
            return
        self.state = state
        if state.phase is Phase.ON and state.network:
            self._look.start()
        else:
            self._look.stop()
        self.changed.emit(state)

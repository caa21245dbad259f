"""What the window says about the broadcast."""

from __future__ import annotations

from emlinh_desktop.bridge.broadcasting import BroadcastState, Phase
from emlinh_desktop.domain.guest import Guest
from emlinh_desktop.ui.chat.event_text import error_text
from emlinh_desktop.ui.chat.time_text import clock_text
from emlinh_desktop.ui.ui_text import ui_text


def state_text(state: BroadcastState) -> str:
    """One or two sentences."""
    if state.phase is Phase.FAILED:
        return error_text(state.error) if state.error is not None else ui_text("ui.broadcast.stopped")
    if state.phase is not Phase.ON:
        return ui_text(f"ui.broadcast.{state.phase.value}")
    if state.alone:
        return ui_text("ui.broadcast.alone")
    return ui_text("ui.broadcast.on_network" if state.network else "ui.broadcast.on_here")


def badge_text(state: BroadcastState) -> str:
    """A few words for a small place."""
    if state.phase is Phase.ON:
        return ui_text("ui.broadcast.badge_network" if state.network else "ui.broadcast.badge_here", n=len(state.guests))
    return ui_text({Phase.OFF: "ui.sidebar.broadcast"}.get(state.phase, f"ui.broadcast.badge_{state.phase.value}"))


def guest_text(guest: Guest) -> str:
    """A line about one who is connected."""
    device = guest.device or ui_text("ui.broadcast.some_device")
    return ui_text("ui.broadcast.guest", device=device, address=guest.address, time=clock_text(guest.since))


def tone_of(state: BroadcastState) -> str:
    """The colour it is said in: danger, warning (beyond this machine), good, or "" while it is off."""
    if state.phase is Phase.FAILED:
        return "danger"
    if state.network and state.phase is not Phase.OFF:
        return "warning"
    return "good" if state.phase is Phase.ON else ""

"""Someone who looks in from outside the window."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Guest:
    """A client of the broadcast. `device` is a kind of device or a program (`iPhone`, `python`), "" when nobody says."""

    address: str
    device: str
    since: datetime

"""What the disk image looks like; read by dmgbuild, which gives `defines`. UNTESTED: never run on macOS yet."""

from __future__ import annotations

from typing import Any

defines: dict[str, Any] = globals().get("defines", {})
application = defines["application"]
files = [application]
symlinks = {"Applications": "/Applications"}
icon_locations = {"Em Linh Desktop.app": (140, 130), "Applications": (420, 130)}
format = "ULFO"  # noqa: A001 - dmgbuild's name
window_rect = ((200, 200), (560, 330))
icon_size = 112

"""The program's icon in the forms the systems want, drawn from `resources/icons`; small ones from the drawing made for small."""

from __future__ import annotations

import os
import shutil
import struct
import subprocess
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

ICONS = Path(__file__).resolve().parent.parent / "resources" / "icons"
MENU_SIZES_PX = (16, 24, 32, 48, 64, 128, 256)
_SMALL_UP_TO_PX = 32


def write_menu_icons(hicolor: Path, name: str = "emlinh-desktop") -> None:
    """A theme folder for Linux menus: PNGs and the drawing itself."""
    for size_px in MENU_SIZES_PX:
        target = hicolor / f"{size_px}x{size_px}" / "apps" / f"{name}.png"
        target.parent.mkdir(parents=True)
        target.write_bytes(icon_png(size_px))
    scalable = hicolor / "scalable" / "apps" / f"{name}.svg"
    scalable.parent.mkdir(parents=True)
    shutil.copyfile(ICONS / "em-linh.svg", scalable)


def write_system_icon(folder: Path) -> Path:
    """The icon a program file carries on this system: .ico, .icns, or a PNG where it carries none."""
    folder.mkdir(parents=True, exist_ok=True)
    if sys.platform == "win32":
        target = folder / "emlinh-desktop.ico"
        target.write_bytes(ico([(size_px, icon_png(size_px)) for size_px in MENU_SIZES_PX]))
    elif sys.platform == "darwin":
        target = folder / "emlinh-desktop.icns"
        write_icns(target)
    else:
        target = folder / "emlinh-desktop.png"
        target.write_bytes(icon_png(256))
    return target


def icon_png(size_px: int) -> bytes:
    """The icon as a PNG of one size."""
    application = QGuiApplication.instance() or QGuiApplication([])
    assert application is not None
    drawing = QSvgRenderer(str(ICONS / ("em-linh-small.svg" if size_px <= _SMALL_UP_TO_PX else "em-linh.svg")))
    image = QImage(size_px, size_px, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    drawing.render(painter)
    painter.end()
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(content.data())


def ico(pictures: list[tuple[int, bytes]]) -> bytes:
    """Windows' icon file: a table, then the PNGs (allowed since Windows Vista)."""
    head = struct.pack("<HHH", 0, 1, len(pictures))
    place = len(head) + 16 * len(pictures)
    table = b""
    for size_px, content in pictures:
        side = size_px % 256  # 256 is written as 0
        table += struct.pack("<BBBBHHII", side, side, 0, 0, 1, 32, len(content), place)
        place += len(content)
    return head + table + b"".join(content for _, content in pictures)


def write_icns(target: Path) -> None:
    """macOS' icon file, by the system's own tool."""
    folder = target.with_suffix(".iconset")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for size_px in (16, 32, 128, 256, 512):
        (folder / f"icon_{size_px}x{size_px}.png").write_bytes(icon_png(size_px))
        (folder / f"icon_{size_px}x{size_px}@2x.png").write_bytes(icon_png(2 * size_px))
    subprocess.run(["iconutil", "-c", "icns", "-o", target, folder], check=True)

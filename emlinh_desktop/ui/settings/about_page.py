"""What this program is: version, licence, what it is built with, and the sources of what it ships."""

from __future__ import annotations

import platform

from PySide6.QtCore import Qt, QUrl, qVersion
from PySide6.QtGui import QDesktopServices, QTextOption
from PySide6.QtWidgets import QHBoxLayout, QLabel, QTextBrowser, QVBoxLayout

from emlinh_desktop import __version__
from emlinh_desktop.base.resources import licences_folder, resource
from emlinh_desktop.ui.buttons import ThemedButton
from emlinh_desktop.ui.icons import face
from emlinh_desktop.ui.settings.page import Page, plain_label
from emlinh_desktop.ui.ui_text import ui_text

_FACE_PX = 64
_NOTICE_LEAST_PX = 180


class AboutPage(Page):
    """Shows texts; the licences' folder is offered where there is one (in installed bundles). GUI thread."""

    def __init__(self) -> None:
        super().__init__("ui.settings.about")
        self.version = plain_label("heading")
        self._what = plain_label("second")
        self._licence = plain_label()
        self._built_with = plain_label("second")
        self._heading = plain_label("heading")
        self.licences = ThemedButton("ui.about.licences", "folder")
        self.notice = QTextBrowser()
        self.notice.setMinimumHeight(_NOTICE_LEAST_PX)
        self.notice.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.notice.setOpenExternalLinks(True)
        self.notice.setMarkdown(notice_text())
        self._lay_out()
        folder = licences_folder()
        self.licences.setVisible(folder is not None)
        self.licences.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))))
        self.translate()

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.version)
        words.addWidget(self._what)
        picture = QLabel()
        picture.setPixmap(face(_FACE_PX))
        head = QHBoxLayout()
        head.setSpacing(14)
        head.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        self.column.addLayout(head)
        self.column.addSpacing(14)
        self.column.addWidget(self._licence)
        self.column.addSpacing(6)
        self.column.addWidget(self._built_with)
        self.column.addSpacing(10)
        self.column.addWidget(self.licences, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addSpacing(10)
        self.column.addWidget(self._heading)
        self.column.addSpacing(6)
        self.column.addWidget(self.notice, 1)

    def translate(self) -> None:
        super().translate()
        self.version.setText(f"Em Linh Desktop · {ui_text('ui.about.version', version=__version__)}")
        self._what.setText(ui_text("ui.about.what"))
        self._licence.setText(ui_text("ui.about.licence"))
        self._built_with.setText(ui_text("ui.about.built_with", python=platform.python_version(), qt=qVersion()))
        self._heading.setText(ui_text("ui.about.notice"))
        self.notice.setAccessibleName(self._heading.text())


def notice_text() -> str:
    """`NOTICE.md` with each row of its table as a point of a list: a table of four columns has no room in a dialog."""
    lines = []
    for line in resource("NOTICE.md").read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split(" | ")] if line.startswith("| ") else []
        if len(cells) == 4 and cells[0] != "files":
            lines.append(f"- **{cells[1]}**: {cells[2]}; {cells[3]} ({cells[0]})")
        elif not line.startswith(("|", "# ")):
            lines.append(line)
    return "\n".join(lines)

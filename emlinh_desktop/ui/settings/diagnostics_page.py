"""The doctor's lines, and a bundle to send when something is wrong."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout

from emlinh_desktop.base.paths import app_paths
from emlinh_desktop.bridge.diagnostics_bundle import save_bundle
from emlinh_desktop.bridge.doctor_run import DoctorRun
from emlinh_desktop.bridge.settings_holder import SettingsHolder
from emlinh_desktop.bridge.side_lane import SideLane
from emlinh_desktop.ui.buttons import ThemedButton
from emlinh_desktop.ui.settings.page import Page, plain_label
from emlinh_desktop.ui.ui_text import ui_text, window_language

_GOOD = "✓"


class DiagnosticsPage(Page):
    """The doctor runs in a child process; its lines appear as they come."""

    def __init__(self, holder: SettingsHolder, doctor: DoctorRun | None = None) -> None:
        super().__init__("ui.settings.diagnostics")
        self._holder = holder
        self._doctor = doctor or DoctorRun(self)
        self._lane = SideLane("diagnostics", self)
        self.lines: list[str] = []
        self._passed: bool | None = None
        self.check = ThemedButton("ui.settings.check", "check", kind="primary")
        self.copy = ThemedButton("ui.settings.copy_lines", "copy")
        self.save = ThemedButton("ui.settings.save_bundle", "save")
        self._note = plain_label("second")
        self._verdict = plain_label("heading")
        self._said = plain_label("second")
        self._shown = QVBoxLayout()
        self._shown.setSpacing(6)
        self._lay_out()
        self.check.clicked.connect(self._check)
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText("\n".join(self.lines)))
        self.save.clicked.connect(self._ask_where)
        self._doctor.line.connect(self._add_line)
        self._doctor.finished.connect(self._finished)
        self.translate()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.check)
        row.addWidget(self.copy)
        row.addStretch(1)
        self.column.addWidget(self._note)
        self.column.addSpacing(12)
        self.column.addLayout(row)
        self.column.addSpacing(12)
        self.column.addWidget(self._verdict)
        self.column.addSpacing(4)
        self.column.addLayout(self._shown)
        self.column.addSpacing(18)
        self.add_line()
        self.column.addSpacing(14)
        self.column.addWidget(self._said)
        self.column.addSpacing(8)
        self.column.addWidget(self.save, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addStretch(1)

    def leave(self) -> None:
        """The dialog goes: the doctor stops in its own time."""
        self._doctor.abandon()

    def translate(self) -> None:
        super().translate()
        self._note.setText(ui_text("ui.settings.check.note"))
        self._said.setText(ui_text("ui.settings.save_bundle.note"))
        self._show_state()

    # ---- the doctor
    def _check(self) -> None:
        if self._doctor.running:
            self._doctor.stop()
            return
        self.lines.clear()
        self._passed = None
        while (item := self._shown.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        self._doctor.start(window_language().language.value)
        self._show_state()

    def _add_line(self, line: str) -> None:
        self.lines.append(line)
        label = plain_label()
        label.setText(line)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        label.setProperty("tone", "good" if line.startswith(_GOOD) else "danger")
        self._shown.addWidget(label)

    def _finished(self, passed: bool) -> None:
        self._passed = passed
        self._show_state()

    def _show_state(self) -> None:
        running = self._doctor.running
        self.check.set_key("ui.settings.check_stop" if running else "ui.settings.check")
        self.copy.setVisible(bool(self.lines) and not running)
        state = "running" if running else {True: "passed", False: "failed", None: ""}[self._passed]
        self._verdict.setText(ui_text(f"ui.settings.check.{state}") if state else "")
        self._verdict.setVisible(bool(state))

    # ---- the bundle
    def _ask_where(self) -> None:
        name = f"em-linh-{datetime.now().astimezone():%Y%m%d-%H%M}.zip"
        dialog = QFileDialog(self.window(), ui_text("ui.settings.save_bundle"), str(Path.home() / name), "Zip (*.zip)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("zip")
        dialog.selectFile(name)
        dialog.fileSelected.connect(self.save_to)
        dialog.open()

    def save_to(self, path: str) -> None:
        """Write the bundle there, beside the GUI thread."""
        target, paths, settings, lines = Path(path), app_paths(), self._holder.settings, tuple(self.lines)

        def write() -> str:
            try:
                save_bundle(target, paths, settings, lines)
            except OSError:
                return "bundle_failed"
            return "bundle_saved"

        self.save.setEnabled(False)
        self._lane.ask(lambda: (write(), target.name), self._saved)

    def _saved(self, answer: tuple[str, str]) -> None:
        key, name = answer
        self.save.setEnabled(True)
        self._said.setText(ui_text(f"ui.settings.{key}", name=name))

"""A film that could not be finished: what happened, what to do, and the way on."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QFont, QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from emlinh_desktop.domain.conversation import JobView
from emlinh_desktop.domain.event import JobStatus
from emlinh_desktop.ui.buttons import ThemedButton
from emlinh_desktop.ui.chat.bubble import Bubble, WordsLabel
from emlinh_desktop.ui.chat.event_text import failure_text
from emlinh_desktop.ui.chat.flow_layout import FlowLayout
from emlinh_desktop.ui.chat.job_log import last_lines
from emlinh_desktop.ui.ui_text import ui_text, window_language

_ASKED_WRONG = ("topic_", "duration_", "unknown_name", "script_", "nothing_to_say", "background_", "music_", "bad_option")


class EndedBubble(Bubble):
    """A failed, cancelled or interrupted job."""

    resume_wanted = Signal()
    again_wanted = Signal()

    def __init__(self, view: JobView, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._view = view
        self._what = WordsLabel(weight=QFont.Weight.DemiBold)
        self._do = WordsLabel(ink="muted")
        self.box.addWidget(self._what)
        self.box.addWidget(self._do)
        buttons = FlowLayout()
        failed = view.job.status is JobStatus.FAILED
        self.resume_button = ThemedButton("ui.chat.try_again" if failed else "ui.chat.continue", "again" if failed else "play", kind="primary")
        self.resume_button.clicked.connect(self._ask_resume)
        self.again_button = ThemedButton("ui.chat.change", "edit")
        self.again_button.clicked.connect(self.again_wanted)
        if failed and str(view.job.error_code or "").startswith(_ASKED_WRONG):  # the same wish would fail the same way
            self.resume_button.hide()
        buttons.addWidget(self.resume_button)
        buttons.addWidget(self.again_button)
        self.box.addLayout(buttons)
        self.details: QPlainTextEdit | None = None
        if failed:
            self.details_button = ThemedButton("ui.chat.details", "info", kind="quiet")
            self.details_button.clicked.connect(self.toggle_details)
            buttons.addWidget(self.details_button)
            self.copy_button = ThemedButton("ui.chat.copy", "copy", kind="quiet")
            self.copy_button.clicked.connect(self._copy_details)
            self.copy_button.hide()
            buttons.addWidget(self.copy_button)
        window_language().language_changed.connect(self.retranslate)
        self.retranslate()

    @property
    def words(self) -> str:
        """Both sentences."""
        return f"{self._what.words} {self._do.words}"

    def retranslate(self) -> None:
        """Say it in the window's language."""
        job = self._view.job
        if job.status is JobStatus.FAILED:
            what, todo = failure_text(job.error_code or "internal", job.error_params)
            self._what.set_words(f"❌ {what}")
            self._what.set_ink("danger")
        else:
            key = "cancelled" if job.status is JobStatus.CANCELLED else "interrupted"
            what, todo = ui_text(f"ui.chat.{key}", topic=job.brief.topic), ui_text(f"ui.chat.{key}_do", percent=int(job.progress))
            self._what.set_words(what)
        self._do.set_words(todo)

    def toggle_details(self) -> None:
        """Show or hide the job's last log lines."""
        if self.details is None:
            self.details = QPlainTextEdit("\n".join(last_lines(self._view.job.id)) or ui_text("ui.chat.no_log"))
            self.details.setReadOnly(True)
            self.details.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
            self.details.setFixedHeight(150)
            self.details.setAccessibleName(ui_text("ui.chat.details"))
            self.details.setTabChangesFocus(True)
            self.details.setProperty("kind", "log")
            self.box.addWidget(self.details)
            self.details.show()
            self.copy_button.show()
            return
        shown = not self.details.isHidden()
        self.details.setVisible(not shown)
        self.copy_button.setVisible(not shown)

    def _copy_details(self) -> None:
        if self.details is not None:
            job = self._view.job
            QGuiApplication.clipboard().setText(f"{job.id} {job.error_code} {dict(job.error_params)}\n{self.details.toPlainText()}")

    def _ask_resume(self) -> None:
        self.resume_button.setEnabled(False)
        self.resume_wanted.emit()

"""What people outside the window want of it: films asked for on the live page join the window's own queue and conversations."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from emlinh_desktop.base.locale_text import text
from emlinh_desktop.bridge.said import Said
from emlinh_desktop.bridge.services import Services
from emlinh_desktop.bridge.settings_holder import SettingsHolder
from emlinh_desktop.domain.brief import Brief
from emlinh_desktop.domain.conversation import Role
from emlinh_desktop.domain.event import JobId, JobStatus, SessionId


class OutsideWishes(QObject):
    """`submit`, `resume` and `cancel` are called on the server's threads and write to the store; the window is told on the GUI thread."""

    said = Signal(object)
    """Said: stored messages and the job they began"""
    line_changed = Signal(str)
    """JobId that was put in line again"""
    cancel_wanted = Signal(str)
    """JobId"""

    def __init__(self, services: Services, settings: SettingsHolder, running: Callable[[], JobId | None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._settings = settings
        self._running = running

    def submit(self, brief: Brief, session_id: SessionId) -> JobId:
        """Queue a film and show it in its conversation, as if it had been asked for there. Raises EmlinhError."""
        from emlinh_desktop.bridge.conversation import Conversation

        store, settings = self._services.store, self._settings.settings
        asked = store.add_message(session_id, Role.USER, brief.topic)
        store.restore_session(session_id)
        store.rename_session(session_id, text("ui.broadcast.session", settings.language.value), only_untitled=True)
        folder = Path(settings.output_folder) if settings.output_folder else None
        placed = Conversation(self._services).place_job(session_id, brief, folder)
        assert placed.job is not None
        self.said.emit(Said((asked, *placed.messages), placed.job))
        return placed.job.job.id

    def resume(self, job_id: JobId) -> None:
        """Put a stopped job in line again. Raises EmlinhError."""
        self._services.store.enqueue(job_id)
        self.line_changed.emit(job_id)

    def cancel(self, job_id: JobId) -> bool:
        """Stop a job that waits or is made here; False if another process has it."""
        here = job_id == self._running() or job_id in self._services.store.waiting() or self._services.store.job(job_id).status is JobStatus.QUEUED
        if here:
            self.cancel_wanted.emit(job_id)
        return here

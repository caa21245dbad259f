"""What came of a message."""

from __future__ import annotations

from dataclasses import dataclass

from emlinh_desktop.domain.conversation import JobView, MessageRecord
from emlinh_desktop.domain.event import JobId


@dataclass(frozen=True, slots=True)
class Said:
    """Stored messages, the job a message began, jobs to cancel."""

    messages: tuple[MessageRecord, ...] = ()
    job: JobView | None = None
    cancel: tuple[JobId, ...] = ()

    def then(self, after: Said) -> Said:
        """Both, one after the other. At most one of them began a job."""
        return Said(self.messages + after.messages, self.job or after.job, self.cancel + after.cancel)

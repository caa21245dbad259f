"""What a client may have done, whichever way it asks: create, cancel, resume, status."""

from __future__ import annotations

from typing import Any

from emlinh_desktop.domain.event import JobId, JobStatus
from emlinh_desktop.server.faults import Fault
from emlinh_desktop.server.limits import MAX_WAITING_JOBS, Bucket
from emlinh_desktop.server.protocol import Command, CommandName
from emlinh_desktop.server.records import Records
from emlinh_desktop.server.views import job_json, submitted_json
from emlinh_desktop.server.wish import wish_from

_LOOKED_AT = 200
_MAX_ID_CHARACTERS = 64


class Commands:
    """Each returns the body of its answer. On the server's loop. Raises Fault or EmlinhError."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._wishes = Bucket(rate_hz=0.5, burst=10)

    async def do(self, command: Command) -> dict[str, Any]:
        """A command of the WebSocket."""
        if command.name is CommandName.CREATE:
            return await self.create(command.data)
        job_id = _job_id(command.data.get("job_id"))
        if command.name is CommandName.CANCEL:
            return await self.cancel(job_id)
        if command.name is CommandName.RESUME:
            return await self.resume(job_id)
        if command.name is CommandName.STATUS:
            return await self.status(job_id)
        raise Fault("bad_request")

    async def create(self, given: object) -> dict[str, Any]:
        """Queue a film."""
        submit = self._records.desk.submit
        if submit is None:
            raise Fault("not_accepting")
        brief, session_id = wish_from(given)
        if not self._wishes.take():
            raise Fault("too_many_requests")
        jobs = await self._records.ask(lambda: self._records.desk.jobs(_LOOKED_AT))
        if sum(job.status is JobStatus.QUEUED for job in jobs) >= MAX_WAITING_JOBS:
            raise Fault("too_many_waiting")
        return submitted_json(await self._records.ask(lambda: submit(brief, session_id)), session_id)

    async def cancel(self, job_id: JobId) -> dict[str, Any]:
        """Ask a job to stop; how it ends is told as an event."""
        job = await self._records.ask(lambda: self._records.desk.job(job_id))
        if job.status not in (JobStatus.QUEUED, JobStatus.RUNNING):
            raise Fault("not_running")
        await self._records.ask(lambda: self._records.desk.cancel(job_id))
        return {"job_id": job_id, "cancelling": True}

    async def resume(self, job_id: JobId) -> dict[str, Any]:
        """Queue a stopped job again."""
        resume = self._records.desk.resume
        if resume is None:
            raise Fault("not_accepting")
        await self._records.ask(lambda: resume(job_id))
        return {"job_id": job_id, "resuming": True}

    async def status(self, job_id: JobId) -> dict[str, Any]:
        """How a job stands."""
        return job_json(await self._records.ask(lambda: self._records.desk.job(job_id)))


def _job_id(given: object) -> JobId:
    if not isinstance(given, str) or not 0 < len(given) <= _MAX_ID_CHARACTERS:
        raise Fault("bad_request")
    return JobId(given)

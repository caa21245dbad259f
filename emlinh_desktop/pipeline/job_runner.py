"""Running one claimed job to one of its ends, whatever happens; the top of a production."""

from __future__ import annotations

import errno
import logging
from dataclasses import dataclass
from pathlib import Path

from emlinh_desktop.base.cancellation import Cancelled, CancelToken
from emlinh_desktop.base.locale_text import text
from emlinh_desktop.domain.errors import EmlinhError, ErrorCode, ProductError, ResourceError
from emlinh_desktop.domain.event import JobId, JobStatus, Step
from emlinh_desktop.domain.film import Film
from emlinh_desktop.pipeline.production import Production, job_folder
from emlinh_desktop.pipeline.progress import Progress, Publish
from emlinh_desktop.pipeline.tools import Tools

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a job ended. Exactly one of film (completed) and error (failed) is set, or neither (cancelled)."""

    job_id: JobId
    film: Film | None = None
    error: EmlinhError | None = None


def run_job(tools: Tools, job_id: JobId, publish: Publish, cancel: CancelToken, leaving: CancelToken | None = None) -> Outcome:
    """Make the film of a job that this process has claimed; store and tell its end exactly once.

    `leaving` stops the work like `cancel`, but the job is then interrupted, to be continued, and not cancelled.

    Never raises for a failure of the job itself: a failure is an outcome. A store that cannot be written any more
    does raise: nothing could be remembered.
    """
    job = tools.store.job(job_id)
    cancel_file = job_folder(tools, job) / "cancel"
    cancel_file.unlink(missing_ok=True)
    leaving = leaving or CancelToken()
    token = CancelToken(cancel, also=lambda: leaving.cancelled or cancel_file.exists())
    progress = Progress(tools.store, job_id, publish, token)
    try:
        film = Production(tools, job, progress, token).run()
    except Cancelled:
        interrupted = leaving.cancelled and not cancel.cancelled
        tools.store.set_status(job_id, JobStatus.INTERRUPTED if interrupted else JobStatus.CANCELLED)
        progress.end(Step.INTERRUPTED if interrupted else Step.CANCELLED)
        cancel_file.unlink(missing_ok=True)
        return Outcome(job_id)
    except Exception as error:
        coded = classify(error)
        log.error("job %s failed: %s", job_id, coded, exc_info=error)
        tools.store.set_status(job_id, JobStatus.FAILED, coded.code.value, coded.params)
        params = public_params(coded)
        what, todo = (text(f"error.{coded.code.value}.{part}", "vi", **params) for part in ("what", "do"))
        progress.end(Step.FAILED, {"error_code": coded.code.value, "error_params": params}, what=what, do=todo)
        return Outcome(job_id, error=coded)
    return Outcome(job_id, film=film)


def public_params(error: EmlinhError) -> dict[str, str | int | float]:
    """The error's parameters as an event may tell them: of a path only the name."""
    return {name: Path(str(value)).name if name == "path" else value for name, value in error.params.items()}


def classify(error: Exception) -> EmlinhError:
    """The coded form of any exception; the original stays its cause."""
    if isinstance(error, EmlinhError):
        return error
    coded: EmlinhError
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        coded = ResourceError(ErrorCode.DISK_FULL, path=str(error.filename or ""), needed_mb="?", free_mb=0)
    elif isinstance(error, PermissionError) or (isinstance(error, OSError) and error.errno == errno.EROFS):
        coded = ResourceError(ErrorCode.NO_WRITE_ACCESS, path=str(error.filename or ""))
    else:
        coded = ProductError(ErrorCode.INTERNAL, reason=f"{type(error).__name__}: {error}"[:300])
    coded.__cause__ = error
    return coded

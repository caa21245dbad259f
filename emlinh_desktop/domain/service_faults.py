"""Faults of online services: from an HTTP status to a code, which pass by themselves, how long to wait."""

from __future__ import annotations

import math

from emlinh_desktop.domain.errors import EmlinhError, ErrorCode, ResourceError

ATTEMPTS = 3
_WAITS_S = (0.5, 1.5)
LONGEST_WAIT_S = 20.0
"""a service that asks for more is told to the user instead of waited for"""

_PASSING = {
    ErrorCode.SERVICE_BUSY,
    ErrorCode.SERVICE_CUT,
    ErrorCode.SERVICE_DOWN,
    ErrorCode.SERVICE_SILENT,
    ErrorCode.SERVICE_TIMEOUT,
    ErrorCode.SERVICE_UNREACHABLE,
}
_BY_STATUS = {401: ErrorCode.SERVICE_KEY_WRONG, 402: ErrorCode.SERVICE_QUOTA, 403: ErrorCode.SERVICE_REJECTED}


def fault_of_status(service: str, status: int, retry_after: str | None = None) -> ResourceError:
    """The fault an HTTP status tells of. `retry_after` is the header's value (seconds; a date counts as unknown)."""
    if status in _BY_STATUS:
        return ResourceError(_BY_STATUS[status], service=service)
    if status == 429:
        return ResourceError(ErrorCode.SERVICE_BUSY, service=service, wait_s=_seconds(retry_after))
    code = ErrorCode.SERVICE_DOWN if status >= 500 else ErrorCode.SERVICE_MISUSED
    return ResourceError(code, service=service, status=status)


def _seconds(retry_after: str | None) -> int:
    try:
        wait_s = float(retry_after or 0)
    except ValueError:
        return 0
    return math.ceil(min(max(wait_s, 0.0), 86_400.0)) if math.isfinite(wait_s) else 0


def wait_before_retry_s(error: EmlinhError, attempt: int) -> float | None:
    """How long to wait after the `attempt`-th failure (from 1), or None when another try is of no use."""
    if error.code not in _PASSING or attempt >= ATTEMPTS:
        return None
    wait_s = max(_WAITS_S[min(attempt, len(_WAITS_S)) - 1], float(error.params.get("wait_s", 0)))
    return wait_s if wait_s <= LONGEST_WAIT_S else None


def fault_of_refusal(service: str, status: int, code: str | None, retry_after: str | None, model: str) -> ResourceError:
    """The fault an OpenAI-compatible endpoint tells of: its status, and the code in its error object."""
    if code in ("insufficient_quota", "billing_hard_limit_reached"):
        return ResourceError(ErrorCode.SERVICE_QUOTA, service=service)
    if status == 404 or code == "model_not_found":
        return ResourceError(ErrorCode.MODEL_MISSING, service=service, model=model)
    return fault_of_status(service, status, retry_after)

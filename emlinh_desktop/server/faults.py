"""What goes wrong between a client and the server, as codes with an HTTP status and a sentence."""

from __future__ import annotations

from pathlib import Path
from types import MappingProxyType
from typing import Any

from emlinh_desktop.base.locale_text import text
from emlinh_desktop.domain.errors import EmlinhError, ErrorCode, InputError, ResourceError

_STATUS = MappingProxyType(
    {
        "bad_request": 400,
        "unauthorized": 401,
        "forbidden_host": 403,
        "forbidden_origin": 403,
        "not_found": 404,
        "method_not_allowed": 405,
        "not_accepting": 409,
        "not_running": 409,
        "too_large": 413,
        "too_many_requests": 429,
        "too_many_clients": 503,
        "too_many_waiting": 503,
        "slow_reader": 503,
    }
)
"""the server's own codes; their sentences are `server.error.<code>`"""

_CODED_STATUS = MappingProxyType({ErrorCode.JOB_UNKNOWN: 404, ErrorCode.JOB_BUSY: 409, ErrorCode.JOB_NOT_RESUMABLE: 409, ErrorCode.DISK_FULL: 507})


class Fault(Exception):  # noqa: N818 - the server's own tree beside the domain's, named by code
    """A request that is refused. `code` is one of the server's own."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code

    @property
    def status(self) -> int:
        return _STATUS[self.code]


def status_of(error: Fault | EmlinhError) -> int:
    """The HTTP status of a failure."""
    if isinstance(error, Fault):
        return error.status
    if error.code is ErrorCode.UNKNOWN_NAME and error.params.get("kind") == "video":
        return 404
    fallback = 400 if isinstance(error, InputError) else 503 if isinstance(error, ResourceError) else 500
    return _CODED_STATUS.get(error.code, fallback)


def code_of(error: Fault | EmlinhError) -> str:
    """The stable name of a failure."""
    return error.code if isinstance(error, Fault) else error.code.value


def sentence_of(error: Fault | EmlinhError, language: str) -> str:
    """What happened and what to do, without any local path."""
    if isinstance(error, Fault):
        return text(f"server.error.{error.code}", language)
    params = {name: Path(str(value)).name if name == "path" else value for name, value in error.params.items()}
    return " ".join(text(f"error.{error.code.value}.{part}", language, **params) for part in ("what", "do"))


def fault_json(error: Fault | EmlinhError, language: str) -> dict[str, Any]:
    """The body of a refused request."""
    return {"error": {"code": code_of(error), "message": sentence_of(error, language)}}

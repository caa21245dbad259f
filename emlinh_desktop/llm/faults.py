"""What the openai library raises, and lets through, as coded errors.

Not everything is an OpenAIError: broken JSON comes as JSONDecodeError or pydantic's ValidationError (both ValueErrors), a
cut body as httpx2's error. An early end of a stream is no error at all: see `chat_model`.
"""

from __future__ import annotations

import httpx2
import openai

from emlinh_desktop.domain.errors import ErrorCode, ResourceError
from emlinh_desktop.domain.service_faults import fault_of_refusal

RAISED = (openai.OpenAIError, httpx2.HTTPError, TimeoutError, OSError, ValueError)
"""everything a call may raise for a reason that is not ours"""


def fault_of(error: Exception, service: str, model: str, silence_s: float) -> ResourceError:
    """The coded form of one of `RAISED`."""
    if isinstance(error, openai.APIStatusError):
        return fault_of_refusal(service, error.status_code, error.code, error.response.headers.get("Retry-After"), model)
    if isinstance(error, (openai.APITimeoutError, TimeoutError, httpx2.TimeoutException)):
        return ResourceError(ErrorCode.SERVICE_TIMEOUT, service=service, seconds=round(silence_s))
    if isinstance(error, (openai.APIConnectionError, httpx2.ConnectError)):
        return ResourceError(ErrorCode.SERVICE_UNREACHABLE, service=service)
    if isinstance(error, (openai.APIResponseValidationError, ValueError)):
        return ResourceError(ErrorCode.SERVICE_GARBLED, service=service)
    if isinstance(error, openai.APIError):  # told inside a stream
        return ResourceError(ErrorCode.SERVICE_DOWN, service=service, status=error.code or "stream")
    return ResourceError(ErrorCode.SERVICE_CUT, service=service)

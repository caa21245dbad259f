"""What every request passes on its way in and out: names, origin, rate, key; headers and coded errors."""

from __future__ import annotations

import asyncio
import functools
import json
import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from aiohttp import web
from aiohttp.typedefs import Middleware

from emlinh_desktop.domain.errors import EmlinhError, ErrorCode, ProductError
from emlinh_desktop.server.access import Access, origin_fits
from emlinh_desktop.server.faults import Fault, code_of, fault_json, status_of
from emlinh_desktop.server.limits import Buckets

log = logging.getLogger(__name__)

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
_TRUSTWORTHY = ("127.0.0.1:", "localhost:")
"""where browsers heed an opener policy; elsewhere they complain of one (https://html.spec.whatwg.org/#the-cross-origin-opener-policy-header)"""
_API_POLICY = "default-src 'none'; frame-ancestors 'none'"
_HTTP_CODES = {404: "not_found", 405: "method_not_allowed", 413: "too_large"}
OPEN_PATHS = frozenset({"/", "/health", "/api/openapi.json", "/api/access", "/texts/vi.json", "/texts/en.json"})
"""no key needed: they hold nothing of the user's"""
LET_IN = web.RequestKey("let_in", bool)


class Doorkeeper:
    """The middlewares. On the server's loop."""

    def __init__(self, access: Access) -> None:
        self._access = access
        self._known = Buckets(rate_hz=40, burst=200)
        self._strangers = Buckets(rate_hz=10, burst=60)

    def middlewares(self) -> list[Middleware]:
        """Outermost first."""

        @web.middleware
        async def errors(request: web.Request, handler: Handler) -> web.StreamResponse:
            return await self._answered(request, handler)

        @web.middleware
        async def door(request: web.Request, handler: Handler) -> web.StreamResponse:
            self._check(request)
            return await handler(request)

        return [errors, door]

    def _check(self, request: web.Request) -> None:
        if not self._access.host_fits(request):
            raise Fault("forbidden_host")
        if request.path != "/" and not origin_fits(request):  # a link to the page itself may stand anywhere
            raise Fault("forbidden_origin")
        let_in = self._access.let_in(request)
        buckets = self._known if let_in else self._strangers
        if not buckets.take(request.remote or ""):
            raise Fault("too_many_requests")
        request[LET_IN] = let_in
        if not let_in and request.path not in OPEN_PATHS and request.path != "/ws":
            raise Fault("unauthorized")

    async def _answered(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            return await handler(request)
        except (Fault, EmlinhError) as error:
            return _refused(request, error)
        except web.HTTPException as error:
            if error.status < 400:
                raise
            code = _HTTP_CODES.get(error.status, "bad_request")
            refused = _refused(request, Fault(code))
            if "Allow" in error.headers:
                refused.headers["Allow"] = error.headers["Allow"]
            return refused
        except (ConnectionError, asyncio.CancelledError):
            raise
        except Exception as error:  # the server's top: one request fails, not the broadcast
            log.exception("a request failed: %s %s", request.method, request.path)
            internal = ProductError(ErrorCode.INTERNAL, reason=type(error).__name__)
            internal.__cause__ = error
            return _refused(request, internal)


async def dress(request: web.Request, response: web.StreamResponse) -> None:
    """Security headers on every answer (signal `on_response_prepare`)."""
    if request.host.startswith(_TRUSTWORTHY):
        response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Content-Security-Policy", _API_POLICY)
    response.headers.setdefault("Cache-Control", "no-store")
    response.headers["Server"] = "emlinh"


def language_of(request: web.BaseRequest) -> str:
    """The language of sentences: `?lang=`, else the browser's, else Vietnamese."""
    wanted: str = request.query.get("lang") or request.headers.get("Accept-Language") or ""
    return "en" if wanted.casefold().startswith("en") else "vi"


def _refused(request: web.Request, error: Fault | EmlinhError) -> web.Response:
    status = status_of(error)
    log.debug("refused %s: %s", status, code_of(error))
    headers = {"Retry-After": "2"} if status in (429, 503) else {"WWW-Authenticate": "Bearer"} if status == 401 else {}
    return json_answer(fault_json(error, language_of(request)), status, headers)


def json_answer(body: Mapping[str, Any], status: int = 200, headers: Mapping[str, str] | None = None) -> web.Response:
    """A JSON body with readable Vietnamese."""
    return web.json_response(body, status=status, headers=headers, dumps=functools.partial(json.dumps, ensure_ascii=False))

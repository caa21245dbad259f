"""The live page: one HTML file, sent with a policy that lets it run its own script and reach this server, nothing else."""

from __future__ import annotations

import base64
import hashlib
import json
import re

from aiohttp import web

from emlinh_desktop.base.locale_text import LANGUAGES
from emlinh_desktop.base.resources import resource

_INLINE = re.compile(r"<(script|style)>(.*?)</\1>", re.DOTALL)
_SHOWN = ("step.", "error.", "server.")


class LivePage:
    """Read once at the start. Raises FileNotFoundError when the installation is incomplete."""

    def __init__(self) -> None:
        self._html = resource("web/index.html").read_bytes()
        self._openapi = resource("web/openapi.json").read_bytes()
        self._hashes = {kind: _hash(inline) for kind, inline in _INLINE.findall(self._html.decode("utf-8"))}
        self._texts = {language: _shown_texts(language) for language in LANGUAGES}

    def routes(self) -> list[web.RouteDef]:
        return [web.get("/", self.page), web.get("/texts/{language}.json", self.page_texts), web.get("/api/openapi.json", self.openapi)]

    async def page(self, request: web.Request) -> web.Response:
        return web.Response(body=self._html, content_type="text/html", charset="utf-8", headers={"Content-Security-Policy": self._policy(request)})

    async def page_texts(self, request: web.Request) -> web.Response:
        body = self._texts.get(request.match_info["language"])
        if body is None:
            raise web.HTTPNotFound
        return web.Response(text=body, content_type="application/json")

    async def openapi(self, _request: web.Request) -> web.Response:
        return web.Response(body=self._openapi, content_type="application/json")

    def _policy(self, request: web.Request) -> str:
        """`ws:` is named because older Safari does not count it under 'self'. The host was checked at the door."""
        parts = {
            "default-src": "'none'",
            "script-src": self._hashes["script"],
            "style-src": self._hashes["style"],
            "connect-src": f"'self' ws://{request.host}",
            "img-src": "'self' data:",
            "media-src": "'self'",
            "base-uri": "'none'",
            "form-action": "'none'",
            "frame-ancestors": "'none'",
        }
        return "; ".join(f"{name} {value}" for name, value in parts.items())


def _shown_texts(language: str) -> str:
    catalogue = json.loads(resource(f"locale/{language}.json").read_text(encoding="utf-8"))
    return json.dumps({key: words for key, words in catalogue.items() if key.startswith(_SHOWN)}, ensure_ascii=False)


def _hash(inline: str) -> str:
    return "'sha256-" + base64.b64encode(hashlib.sha256(inline.encode("utf-8")).digest()).decode("ascii") + "'"

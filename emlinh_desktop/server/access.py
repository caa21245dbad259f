"""Who may come in: the key, the cookie made from it, and the names this server may be called by."""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import os
import secrets
from pathlib import Path

from aiohttp import web

from emlinh_desktop.base.atomic_file import replacing

TOKEN_CHARACTERS = 43  # 32 random bytes, https://docs.python.org/3/library/secrets.html#how-many-bytes-should-tokens-use
COOKIE_S = 30 * 24 * 3600


def kept_token(path: Path, *, renew: bool = False) -> str:
    """The key kept in a file only its owner can read, made if there is none: a client let in once may come back after a crash.

    Raises:
        OSError: it can be neither read nor written.
    """
    if not renew and path.is_file():
        token = path.read_text(encoding="ascii", errors="replace").strip()
        if len(token) == TOKEN_CHARACTERS:
            return token
    token = secrets.token_urlsafe(32)
    with replacing(path) as part:
        handle = os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(token + "\n")
    return token


class Access:
    """Compares in constant time; knows the token, never tells it. Any thread."""

    def __init__(self, token: str) -> None:
        self._token = token.encode("ascii")
        self._cookie = hmac.new(self._token, b"emlinh cookie 1", hashlib.sha256).hexdigest().encode("ascii")

    @property
    def cookie(self) -> str:
        """What the browser keeps instead of the token; one does not lead back to the other."""
        return self._cookie.decode("ascii")

    def token_fits(self, given: str) -> bool:
        return hmac.compare_digest(given.encode("utf-8", "surrogateescape"), self._token)

    def let_in(self, request: web.BaseRequest) -> bool:
        """Whether a request carries the token as bearer, or the cookie."""
        scheme, _, given = request.headers.get("Authorization", "").partition(" ")
        if scheme.casefold() == "bearer" and self.token_fits(given.strip()):
            return True
        cookie = request.cookies.get(cookie_name(request), "")
        return hmac.compare_digest(cookie.encode("utf-8", "surrogateescape"), self._cookie)

    def host_fits(self, request: web.BaseRequest) -> bool:
        """Whether the request was meant for this server: a name pointed here by somebody else (DNS rebinding) is refused.

        An address counts if it is the one the connection came in by; the only name is `localhost`.
        """
        hosts = request.headers.getall("Host", [])
        if len(hosts) != 1:
            return False
        name, port = _split_host(hosts[0].casefold())
        own = request.transport.get_extra_info("sockname") if request.transport is not None else None
        if own is None or port != own[1]:
            return False
        if name == "localhost":
            return _address(str(own[0])).is_loopback
        try:
            return ipaddress.ip_address(name) == _address(str(own[0]))
        except ValueError:
            return False


def origin_fits(request: web.BaseRequest) -> bool:
    """Whether a browser's request comes from this server's own page, or was no page's at all (a script, a typed address)."""
    origin = request.headers.get("Origin")
    host = request.headers.get("Host", "").casefold()
    if origin is not None and origin.casefold() not in (f"http://{host}", f"https://{host}"):
        return False
    return request.headers.get("Sec-Fetch-Site", "none") in ("same-origin", "none")


def cookie_name(request: web.BaseRequest) -> str:
    """Cookies know no ports: two servers on one machine must not take each other's."""
    own = request.transport.get_extra_info("sockname") if request.transport is not None else None
    return f"emlinh_{own[1] if own else 0}"


def _address(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    address = ipaddress.ip_address(text.partition("%")[0])
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return mapped or address


def _split_host(host: str) -> tuple[str, int]:
    if host.startswith("["):
        name, _, rest = host[1:].partition("]")
        port = rest.removeprefix(":")
    else:
        name, _, port = host.partition(":")
    return name, int(port) if port.isascii() and port.isdecimal() and len(port) <= 5 else 80

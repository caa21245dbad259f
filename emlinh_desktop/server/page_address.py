"""The address of the live page, as it is printed or drawn as a QR code."""

from __future__ import annotations

import socket


def page_address(port: int, token: str, *, network: bool) -> str:
    """The page with the key after `#`, a part browsers never send: the page exchanges it for a cookie."""
    host = network_address() if network else "127.0.0.1"
    return f"http://{host}:{port}/#token={token}"


def network_address() -> str:
    """This machine's address in its network; 127.0.0.1 without one. Nothing is sent: only a route is looked up."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # an address for documentation, RFC 5737
            return str(probe.getsockname()[0])
        except OSError:
            return "127.0.0.1"

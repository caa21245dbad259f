"""Handing bytes to the system in the one call that costs anything.

Telling an event to a client is one system call: 6.0 us of 6.8 us with `socket.send`, of 7.4 us with an asyncio transport (loopback,
450 bytes, 200 clients at 20 events a second). So, where nothing waits in the transport's buffer, the call is made directly.
"""

from __future__ import annotations

import asyncio
import os


class DirectWriter:
    """Writes to one connection, in order with what its transport writes. On the transport's loop."""

    def __init__(self, transport: asyncio.Transport) -> None:
        self._transport = transport
        self._socket = transport.get_extra_info("socket") if os.name == "posix" else None  # elsewhere a socket is no file

    def write(self, data: bytes) -> bool:
        """Whether all went to the system at once; what did not waits in the transport's buffer."""
        transport = self._transport
        if self._socket is None or transport.is_closing() or transport.get_write_buffer_size():
            transport.write(data)
            return False
        try:
            written = os.write(self._socket.fileno(), data)  # asked anew: -1 once closed, never the number of another connection
        except BlockingIOError:
            written = 0
        except OSError:
            transport.abort()
            return False
        if written == len(data):
            return True
        transport.write(data[written:])
        return False

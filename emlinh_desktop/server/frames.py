"""WebSocket frames made once and written many times (RFC 6455 section 5.2; server frames are not masked, not compressed)."""

from __future__ import annotations

_FINAL = 0x80
_TEXT, _PING = 0x1, 0x9


def text_frame(payload: bytes) -> bytes:
    """A whole text message as one frame."""
    return _frame(_TEXT, payload)


PING_FRAME = bytes((_FINAL | _PING, 0))
"""An empty ping; the client's pong shows that it lives."""


def _frame(opcode: int, payload: bytes) -> bytes:
    length = len(payload)
    if length < 126:
        head = bytes((_FINAL | opcode, length))
    elif length < 1 << 16:
        head = bytes((_FINAL | opcode, 126)) + length.to_bytes(2, "big")
    else:
        head = bytes((_FINAL | opcode, 127)) + length.to_bytes(8, "big")
    return head + payload

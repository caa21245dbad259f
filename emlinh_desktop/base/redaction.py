"""Secrets that no log line may show, whatever a library says in its errors."""

from __future__ import annotations

_SHORTEST = 6
_hidden: set[str] = set()


def hide(secret: str) -> None:
    """From now on `redacted` replaces this secret. Any thread."""
    if len(secret) >= _SHORTEST:
        _hidden.add(secret)


def redacted(text: str) -> str:
    """The text with every hidden secret replaced."""
    for secret in tuple(_hidden):
        text = text.replace(secret, "[secret]")
    return text

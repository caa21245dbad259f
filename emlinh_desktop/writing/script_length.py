"""How long a user's own script may be."""

from __future__ import annotations

from emlinh_desktop.domain.errors import ErrorCode, InputError

MAX_SCRIPT_CHARACTERS = 30_000
"""About half an hour of speech (Vietnamese: some 230 syllables a minute at four and a half characters each)."""


def check_script_length(text: str) -> None:
    """Refuse a text nobody would listen to the end of.

    Raises:
        InputError: SCRIPT_TOO_LONG; `size` and `limit` count characters.
    """
    if len(text) > MAX_SCRIPT_CHARACTERS:
        raise InputError(ErrorCode.SCRIPT_TOO_LONG, size=len(text), limit=MAX_SCRIPT_CHARACTERS)

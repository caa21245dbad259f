"""API keys: from the environment, else the system's keyring, else this process's memory. Never in a file of ours.

Every key that was seen is hidden from the logs.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from emlinh_desktop.base.redaction import hide

_log = logging.getLogger(__name__)

_SERVICE = "emlinh-desktop"


class KeyPlace(StrEnum):
    """Where a key is found."""

    NOWHERE = "nowhere"
    ENVIRONMENT = "environment"
    KEYRING = "keyring"
    MEMORY = "memory"


class Secrets:
    """Keys by the name of their environment variable. Any thread; the keyring may ask the user and take its time."""

    def __init__(self, environment: Mapping[str, str] | None = None) -> None:
        self._environment = os.environ if environment is None else environment
        self._memory: dict[str, str] = {}

    def get(self, name: str) -> str | None:
        """The key, or None."""
        found = self._environment.get(name) or self._memory.get(name) or self._from_keyring(name)
        key = (found or "").strip()
        if key:
            hide(key)
        return key or None

    def place(self, name: str) -> KeyPlace:
        """Where `get` finds the key."""
        if self._environment.get(name, "").strip():
            return KeyPlace.ENVIRONMENT
        if self._from_keyring(name):
            return KeyPlace.KEYRING
        return KeyPlace.MEMORY if self._memory.get(name) else KeyPlace.NOWHERE

    def from_environment(self, name: str) -> str | None:
        """The key if the environment holds it."""
        return self.get(name) if self.place(name) is KeyPlace.ENVIRONMENT else None

    def save(self, name: str, key: str) -> bool:
        """Keep a key in the keyring (True), or for this run only where there is none (False)."""
        hide(key)
        self._memory[name] = key
        keyring = _keyring()
        if keyring is None:
            return False
        try:
            keyring.set_password(_SERVICE, name, key)
        except keyring.errors.KeyringError as error:
            _log.info("the system keyring does not take the key: %s", type(error).__name__)
            return False
        return True

    def forget(self, name: str) -> None:
        """Remove a key from memory and keyring."""
        self._memory.pop(name, None)
        keyring = _keyring()
        if keyring is None:
            return
        try:
            keyring.delete_password(_SERVICE, name)
        except keyring.errors.KeyringError as error:
            _log.info("the system keyring holds no such key: %s", type(error).__name__)

    def _from_keyring(self, name: str) -> str | None:
        keyring = _keyring()
        if keyring is None:
            return None
        try:
            found: str | None = keyring.get_password(_SERVICE, name)
        except keyring.errors.KeyringError as error:
            _log.info("the system keyring does not answer: %s", type(error).__name__)
            return None
        return found


def _keyring() -> Any:
    """The library, or None where it is not installed (it is an extra)."""
    try:
        import keyring
        import keyring.errors
    except ImportError:
        return None
    return keyring

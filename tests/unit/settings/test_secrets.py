"""Keys: where they are looked for, and that no log shows one."""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

from emlinh_desktop.base.log_setup import set_up_logging
from emlinh_desktop.settings.secrets import KeyPlace, Secrets

_KEY = "sk-planted-9f8e7d6c5b4a"


@pytest.fixture
def keyring(monkeypatch: pytest.MonkeyPatch) -> dict[tuple[str, str], str]:
    """A keyring in memory in place of the system's."""
    kept: dict[tuple[str, str], str] = {}

    class KeyringError(Exception):
        pass

    def delete(service: str, name: str) -> None:
        if kept.pop((service, name), None) is None:
            raise KeyringError

    module = ModuleType("keyring")
    errors = ModuleType("keyring.errors")
    errors.KeyringError = KeyringError  # type: ignore[attr-defined]  # a module made here
    for name, value in {
        "errors": errors,
        "get_password": lambda service, name: kept.get((service, name)),
        "set_password": lambda service, name, key: kept.__setitem__((service, name), key),
        "delete_password": delete,
    }.items():
        setattr(module, name, value)
    monkeypatch.setitem(sys.modules, "keyring", module)
    monkeypatch.setitem(sys.modules, "keyring.errors", errors)
    return kept


def test_the_environment_wins_over_the_keyring(keyring: dict[tuple[str, str], str]) -> None:
    secrets = Secrets({"OPENAI_API_KEY": " from-environment "})
    assert secrets.save("OPENAI_API_KEY", "from-keyring")
    assert keyring == {("emlinh-desktop", "OPENAI_API_KEY"): "from-keyring"}
    assert secrets.get("OPENAI_API_KEY") == "from-environment"
    assert Secrets({}).get("OPENAI_API_KEY") == "from-keyring"
    Secrets({}).forget("OPENAI_API_KEY")
    Secrets({}).forget("OPENAI_API_KEY")
    assert Secrets({}).get("OPENAI_API_KEY") is None


def test_without_a_keyring_a_key_lives_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)
    secrets = Secrets({})
    assert not secrets.save("X_KEY", "only-here")
    assert secrets.get("X_KEY") == "only-here"
    secrets.forget("X_KEY")
    assert secrets.get("X_KEY") is None


def test_a_locked_keyring_is_no_keyring(keyring: dict[tuple[str, str], str], monkeypatch: pytest.MonkeyPatch) -> None:
    module = sys.modules["keyring"]

    def locked(*_args: str) -> None:
        raise sys.modules["keyring.errors"].KeyringError

    monkeypatch.setattr(module, "get_password", locked)
    monkeypatch.setattr(module, "set_password", locked)
    secrets = Secrets({})
    assert secrets.get("X_KEY") is None
    assert not secrets.save("X_KEY", "in-memory")
    assert secrets.get("X_KEY") == "in-memory"


def test_no_log_shows_a_key_even_in_a_traceback(tmp_path: Path) -> None:
    Secrets({"X_KEY": _KEY}).get("X_KEY")
    logger = logging.getLogger("emlinh_desktop")
    before = SimpleNamespace(handlers=list(logger.handlers), propagate=logger.propagate, level=logger.level)
    logger.handlers = []
    path = set_up_logging(tmp_path)
    try:
        try:
            raise ValueError(f"the server said: wrong key {_KEY}")
        except ValueError as error:
            logging.getLogger("emlinh_desktop.x").info("refused with %s", _KEY, exc_info=error)
    finally:
        for handler in logger.handlers:
            handler.close()
        logger.handlers, logger.propagate = before.handlers, before.propagate
        logger.setLevel(before.level)
    written = path.read_text(encoding="utf-8")
    assert "refused with [secret]" in written
    assert "ValueError" in written
    assert _KEY not in written


def test_where_a_key_is_kept_is_told(keyring: dict[tuple[str, str], str]) -> None:
    secrets = Secrets({"GIVEN": "a"})
    secrets.save("KEPT", "b")
    assert [secrets.place(name) for name in ("GIVEN", "KEPT", "NONE")] == [KeyPlace.ENVIRONMENT, KeyPlace.KEYRING, KeyPlace.NOWHERE]
    assert (secrets.from_environment("GIVEN"), secrets.from_environment("KEPT")) == ("a", None)


def test_a_key_in_memory_is_told_as_such(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)
    secrets = Secrets({})
    secrets.save("KEPT", "b")
    assert secrets.place("KEPT") is KeyPlace.MEMORY

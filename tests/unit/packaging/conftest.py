"""The scripts of `packaging/`, which import each other by their plain names."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest

PACKAGING = Path(__file__).parents[3] / "packaging"


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], ModuleType]]:
    """Import one of them; it is forgotten after the test."""
    before = set(sys.modules)
    monkeypatch.syspath_prepend(PACKAGING)
    yield importlib.import_module
    for name in set(sys.modules) - before:
        if (PACKAGING / f"{name}.py").is_file():
            del sys.modules[name]

"""One stage a test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.server.stage import Stage


@pytest.fixture
def bare_stage(own_home: Path) -> Iterator[Stage]:
    """The program, not serving yet."""
    stage = Stage()
    with stage.app:
        yield stage


@pytest.fixture
def stage(bare_stage: Stage) -> Iterator[Stage]:
    """The program, serving and taking wishes."""
    with bare_stage.serving():
        yield bare_stage

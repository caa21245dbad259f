"""The locks name no host, hash everything, and hold what pyproject.toml asks for."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[3]
APP, TESTS, BUILD = "requirements.lock", "requirements-test.lock", "requirements-build.lock"


def entries(name: str) -> dict[str, str]:
    """Version by package; each entry must carry a hash."""
    found = {}
    for block in re.split(r"\n(?=\S)", (ROOT / "packaging" / name).read_text(encoding="utf-8")):
        if block.startswith("#"):
            continue
        match = re.match(r"([a-z0-9-]+)==(\S+)", block)
        assert match is not None, block
        assert "--hash=sha256:" in block
        found[match[1]] = match[2]
    return found


@pytest.mark.parametrize("name", [APP, TESTS, BUILD])
def test_no_host_and_no_path(name: str) -> None:
    text = (ROOT / "packaging" / name).read_text(encoding="utf-8")
    assert not re.search(r"://|index-url|find-links|@ ", text)


@pytest.mark.parametrize(("name", "extras"), [(APP, []), (TESTS, ["test", "lint"]), (BUILD, ["keyring", "package"])])
def test_what_the_project_asks_for_is_locked(name: str, extras: list[str]) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = project["dependencies"] + [line for extra in extras for line in project["optional-dependencies"][extra]]
    locked = entries(name)
    for requirement in map(Requirement, asked):
        assert requirement.specifier.contains(locked[canonicalize_name(requirement.name)]), requirement


@pytest.mark.parametrize("name", [TESTS, BUILD])
def test_the_other_locks_hold_the_app_lock(name: str) -> None:
    assert entries(APP).items() <= entries(name).items()

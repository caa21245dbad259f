"""The Python packages that are in the bundle: the project's dependencies and theirs, as installed in the build environment."""

from __future__ import annotations

import importlib.metadata
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

BUNDLED_EXTRAS = ("keyring",)


def bundled_distributions(root: Path) -> list[importlib.metadata.Distribution]:
    """Every one of them, by name."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [*project["dependencies"], *(line for extra in BUNDLED_EXTRAS for line in project["optional-dependencies"][extra])]
    waiting = [Requirement(line) for line in asked]
    found: dict[str, importlib.metadata.Distribution] = {}
    while waiting:
        requirement = waiting.pop()
        name = canonicalize_name(requirement.name)
        if name in found or not _wanted_here(requirement):
            continue
        found[name] = importlib.metadata.distribution(name)
        waiting += [Requirement(line) for line in found[name].requires or ()]
    return [found[name] for name in sorted(found)]


def modules_of_tools(root: Path) -> list[str]:
    """Top modules of what is installed only to build: other packages would use them if they were there (requests takes chardet)."""
    bundled = {canonicalize_name(distribution.name) for distribution in bundled_distributions(root)}
    holders = importlib.metadata.packages_distributions()
    return sorted(module for module, names in holders.items() if not bundled & {canonicalize_name(name) for name in names})


def _wanted_here(requirement: Requirement) -> bool:
    return requirement.marker is None or requirement.marker.evaluate({"extra": ""})

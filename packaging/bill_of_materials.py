"""What a bundle is made of, as CycloneDX JSON: Python packages by `cyclonedx-py`, then what is not one."""

from __future__ import annotations

import json
import os
import platform
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from bundled_distributions import bundled_distributions
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from licences import debian_packages
from packaging.utils import canonicalize_name


def write_sbom(bundle: Path, root: Path, target: Path, version: str) -> Path:
    """Write and validate it.

    Raises:
        ValueError: the result is not what the standard asks for.
    """
    target.parent.mkdir(exist_ok=True)
    command = [sys.executable, "-m", "cyclonedx_py", "environment", "--pyproject", root / "pyproject.toml", "--output-reproducible", "--of", "JSON"]
    said = subprocess.run([*command, sys.executable], check=True, capture_output=True, text=True, env={**os.environ, "PYTHONUTF8": "1"}).stdout
    found = json.loads(said)
    found["metadata"]["component"]["version"] = version
    _keep_bundled(found, {canonicalize_name(distribution.name) for distribution in bundled_distributions(root)})
    found["components"] += _others(bundle)
    text = json.dumps(found, ensure_ascii=False, indent=1) + "\n"
    fault = JsonStrictValidator(SchemaVersion.V1_6).validate_str(text)
    if fault is not None:
        raise ValueError(fault)
    target.write_text(text, encoding="utf-8")
    return target


def _keep_bundled(found: dict[str, Any], names: set[str]) -> None:
    """The environment holds the tools that build too; they are not shipped."""
    found["components"] = [part for part in found["components"] if canonicalize_name(part["name"]) in names]
    known = {part["bom-ref"] for part in found["components"]} | {found["metadata"]["component"]["bom-ref"]}
    found["dependencies"] = [entry for entry in found["dependencies"] if entry["ref"] in known]
    for entry in found["dependencies"]:
        if "dependsOn" in entry:
            entry["dependsOn"] = [ref for ref in entry["dependsOn"] if ref in known]


def _others(bundle: Path) -> list[dict[str, Any]]:
    parts = [_part("python", platform.python_version(), "Python-2.0.1", f"pkg:generic/python@{platform.python_version()}")]
    for program in bundle.glob("_internal/imageio_ffmpeg/binaries/ffmpeg*"):
        said = subprocess.run([program, "-version"], check=True, capture_output=True, text=True).stdout
        number = re.match(r"ffmpeg version (\S+)", said)
        assert number is not None
        parts.append(_part("ffmpeg", number[1], "GPL-3.0-or-later", f"pkg:generic/ffmpeg@{number[1]}"))
    if sys.platform.startswith("linux"):
        for package in debian_packages(bundle):
            answer = subprocess.run(["dpkg-query", "-W", "-f", "${Version} ${Architecture}\n", package], check=True, capture_output=True, text=True).stdout
            number_of, architecture = answer.split()[:2]
            parts.append(_part(package, number_of, "", f"pkg:deb/debian/{package}@{number_of}?arch={architecture}"))
    return parts


def _part(name: str, version: str, licence: str, purl: str) -> dict[str, Any]:
    part: dict[str, Any] = {"type": "library", "bom-ref": f"{name}=={version}", "name": name, "version": version, "purl": purl}
    return {**part, "licenses": [{"license": {"id": licence}}]} if licence else part

"""Reads the definitions of packages and workflow as far as any system can: their form, and that what they name is there."""

from __future__ import annotations

import plistlib
import re
import runpy
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from debian_package import metainfo

_INNO_SECTION = re.compile(r"\[(\w+)\]$")
_INNO_SETTING = re.compile(r"([A-Z]\w+)=(.*)$")
_INNO_ENTRY = re.compile(r'\w+: (?:"[^"]*"|[\w ]+)(?:; \w+: (?:"[^"]*"|[\w ]+))*$')
_INNO_SECTIONS = {"Setup", "Languages", "InstallDelete", "Files", "Icons", "Run"}
_INNO_NEEDED = {"AppId", "AppName", "AppVersion", "DefaultDirName", "PrivilegesRequired", "OutputDir", "OutputBaseFilename"}
_STEP = re.compile(r"packaging/build\.py (\w+)|commands: (.+)")


class WrongDefinition(Exception):  # noqa: N818 - reads as what was found
    """A definition that cannot work."""


def check_definitions(root: Path) -> Iterator[str]:
    """A line for each that was found good.

    Raises:
        WrongDefinition: what is wrong.
    """
    packaging = root / "packaging"
    yield from _linux(packaging / "linux")
    check_inno_setup(packaging / "windows" / "emlinh.iss", built=("build/emlinh-desktop.ico", "dist/emlinh-desktop/*"))
    yield "windows/emlinh.iss: sections, settings and files (not compiled)"
    entitlements = plistlib.loads((packaging / "macos" / "entitlements.plist").read_bytes())
    if not all(value is True for value in entitlements.values()):
        raise WrongDefinition("entitlements")
    image = runpy.run_path(str(packaging / "macos" / "dmg_settings.py"), {"defines": {"application": "dist/Em Linh Desktop.app"}})
    if Path(image["files"][0]).name not in image["icon_locations"]:
        raise WrongDefinition("dmg_settings: the application has no place")
    yield "macos: entitlements and disk image settings (not run)"
    workflow = root / ".github" / "workflows" / "packages.yml"
    _run([sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-workflows", workflow])
    unknown = set(commands_named(workflow)) - known_commands()
    if unknown:
        raise WrongDefinition(f"{workflow.name}: build.py has no {unknown}")
    yield ".github/workflows/packages.yml: the schema of workflows, and build.py's commands"


def check_inno_setup(script: Path, built: tuple[str, ...]) -> None:
    """The form of an Inno Setup script, and that the files it names exist or are `built` (relative to the checkout).

    Raises:
        WrongDefinition: what is wrong.
    """
    root = script.parents[2]
    text = script.read_text(encoding="utf-8")
    settings = _inno_settings(script.name, text)
    if _INNO_NEEDED - set(settings):
        raise WrongDefinition(f"{script.name}: no {_INNO_NEEDED - set(settings)}")
    for place in (settings["LicenseFile"], settings["SetupIconFile"], *re.findall(r'^Source: "([^"]+)"', text, re.MULTILINE)):
        relative = place.replace("..\\", "").replace("\\", "/")
        if relative not in built and not (root / relative).exists():
            raise WrongDefinition(f"{script.name}: {place} is not there")


def _inno_settings(name: str, text: str) -> dict[str, str]:
    """What stands under [Setup]; every other line must have its section's form."""
    section, settings = "", dict[str, str]()
    for number, line in enumerate(map(str.strip, text.splitlines()), 1):
        heading = _INNO_SECTION.match(line)
        setting = _INNO_SETTING.match(line)
        if heading and heading[1] in _INNO_SECTIONS:
            section = heading[1]
        elif section == "Setup" and setting:
            settings[setting[1]] = setting[2]
        elif line and not line.startswith((";", "#")) and not (section and section != "Setup" and _INNO_ENTRY.match(line)):
            raise WrongDefinition(f"{name}:{number}: {line}")
    return settings


def known_commands() -> set[str]:
    """What build.py can be asked for."""
    text = (Path(__file__).parent / "build.py").read_text(encoding="utf-8")
    return set(re.findall(r"^ {4}python3? packaging/build\.py (\w+) ", text, re.MULTILINE))


def commands_named(workflow: Path) -> Iterator[str]:
    """The commands of build.py a workflow uses."""
    for found in _STEP.finditer(workflow.read_text(encoding="utf-8")):
        yield from (found[1] or found[2]).split()


def _linux(folder: Path) -> Iterator[str]:
    if shutil.which("desktop-file-validate"):
        said = _run(["desktop-file-validate", folder / "emlinh-desktop.desktop"])
        if said:
            raise WrongDefinition(said)
        yield "linux/emlinh-desktop.desktop: desktop-file-validate"
    if shutil.which("appstreamcli"):
        with tempfile.TemporaryDirectory() as temporary:
            file = Path(temporary) / "vn.emlinh.Desktop.metainfo.xml"
            file.write_text(metainfo(folder, "1.0.0-1", 0), encoding="utf-8")
            _run(["appstreamcli", "validate", "--no-net", file])
        yield "linux/vn.emlinh.Desktop.metainfo.xml: appstreamcli validate"


def _run(command: list[str | Path]) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise WrongDefinition(f"{command[0]}: {done.stdout}{done.stderr}")
    return done.stdout.strip()

"""The definitions of packages for systems that are not here, as far as they can be read; `build.py check` reads more."""

from __future__ import annotations

import configparser
import re
import shutil
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from emlinh_desktop import __version__

ROOT = Path(__file__).parents[3]
Script = Callable[[str], ModuleType]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout in small, with the installer's script."""
    script = tmp_path / "packaging" / "windows" / "emlinh.iss"
    script.parent.mkdir(parents=True)
    shutil.copy(ROOT / "packaging" / "windows" / "emlinh.iss", script)
    shutil.copy(ROOT / "LICENSE", tmp_path / "LICENSE")
    return script


BUILT = ("build/emlinh-desktop.ico", "dist/emlinh-desktop/*")


def test_the_windows_installer_s_script_is_in_form(script: Script, checkout: Path) -> None:
    script("definitions").check_inno_setup(checkout, BUILT)
    assert "PrivilegesRequired=lowest" in checkout.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("[Icons]", "[Icon]"),
        ("AppVersion=", "AppVersion "),
        ('DestDir: "{app}";', 'DestDir "{app}";'),
        ("..\\..\\LICENSE", "..\\..\\LICENCE"),
        ("AppId=", ";AppId="),
    ],
)
def test_its_faults_are_found(script: Script, checkout: Path, right: str, wrong: str) -> None:
    text = checkout.read_text(encoding="utf-8")
    assert right in text
    checkout.write_text(text.replace(right, wrong), encoding="utf-8")
    definitions = script("definitions")
    with pytest.raises(definitions.WrongDefinition):
        definitions.check_inno_setup(checkout, BUILT)


def test_the_workflow_asks_for_what_the_build_can_do(script: Script) -> None:
    definitions = script("definitions")
    named = set(definitions.commands_named(ROOT / ".github" / "workflows" / "packages.yml"))
    assert {"bundle", "check", "deb", "tar", "setup", "dmg"} <= named
    assert named <= definitions.known_commands()


def test_the_menu_entry_starts_the_program_in_both_languages() -> None:
    parser = configparser.RawConfigParser(strict=True)
    parser.optionxform = str  # type: ignore[assignment,method-assign]  # keys keep their letters
    parser.read(ROOT / "packaging" / "linux" / "emlinh-desktop.desktop", encoding="utf-8")
    entry = dict(parser["Desktop Entry"])
    assert (entry["Exec"], entry["Type"], entry["Terminal"]) == ("emlinh-desktop", "Application", "false")
    assert entry["Comment[vi]"] != entry["Comment"]


def test_software_centres_are_told_this_version(script: Script) -> None:
    text = script("debian_package").metainfo(ROOT / "packaging" / "linux", f"{__version__}-3", 1_764_000_000)
    component = ElementTree.fromstring(text)
    release = component.find("releases/release")
    assert release is not None
    assert release.attrib == {"version": __version__, "date": "2025-11-24"}
    assert not re.search("@[A-Z]+@", text)

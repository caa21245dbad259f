"""The settings' JSON file: whole or not there; what another version wrote into it is kept."""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import Any

from emlinh_desktop.base.atomic_file import write_text
from emlinh_desktop.settings.settings import FIELDS, Settings, changed

log = logging.getLogger(__name__)

FILE_NAME = "settings.json"


def load(path: Path) -> Settings:
    """The stored settings; a missing file gives the defaults, a wrong value its own default and a warning."""
    settings = Settings()
    for name, value in _stored(path).items():
        if name not in FIELDS:
            continue
        try:
            settings = changed(settings, {name: value})
        except ValueError as error:
            log.warning("%s: %s keeps its default: %s", path.name, name, error)
    return settings


def save(path: Path, settings: Settings) -> None:
    """Write the settings beside whatever unknown keys the file holds. Raises OSError; the old file is then untouched."""
    kept = {name: value for name, value in _stored(path).items() if name not in FIELDS}
    mine = {name: getattr(settings, name) for name in FIELDS}
    write_text(path, json.dumps({**kept, **mine}, ensure_ascii=False, indent=2) + "\n")


def _stored(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        log.warning("%s cannot be read, defaults are used: %s", path, error)
        return {}
    if not isinstance(found, dict):
        log.warning("%s holds no settings, defaults are used", path)
        return {}
    return found

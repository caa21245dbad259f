"""The one place user-facing texts are read from: `resources/locale/<language>.json`."""

from __future__ import annotations

import functools
import json
import os
from typing import Any

from emlinh_desktop.base.resources import resource

LANGUAGES = ("vi", "en")


@functools.cache
def _catalogue(language: str) -> dict[str, str]:
    catalogue: dict[str, str] = json.loads(resource(f"locale/{language}.json").read_text(encoding="utf-8"))
    return catalogue


def has_text(key: str, language: str) -> bool:
    """Whether the key has a text in that language."""
    return key in _catalogue(language)


def text(key: str, language: str = "vi", /, **values: Any) -> str:
    """The text of `key`, its `{names}` filled in. Translate when shown, never at import.

    Raises:
        KeyError: no such key, or a value is missing (a bug, found by the tests).
    """
    return _catalogue(language)[key].format(**values)


def interface_language() -> str:
    """The language the command line talks in: `EMLINH_LANG`, else English for an English locale, else Vietnamese."""
    wanted = os.environ.get("EMLINH_LANG", "")[:2].lower()
    if wanted in LANGUAGES:
        return wanted
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(variable, "")
        if value:
            return "en" if value.lower().startswith("en") else "vi"
    return "vi"

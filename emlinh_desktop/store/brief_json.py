"""A Brief as JSON and back, over versions: an unknown key is passed over, a missing one takes its default."""

from __future__ import annotations

import dataclasses

from emlinh_desktop.domain.brief import Brief, Composition, Language, Quality
from emlinh_desktop.store.columns import Json

_FIELDS = {field.name for field in dataclasses.fields(Brief)}
_ENUMS = {"composition": Composition, "quality": Quality, "language": Language}


def brief_to_json(brief: Brief) -> Json:
    """Every field by name; the enums are strings already."""
    return dataclasses.asdict(brief)


def brief_from_json(stored: Json) -> Brief:
    """The Brief a job was made from.

    Raises:
        ValueError: a value no version of this program wrote.
    """
    if not isinstance(stored.get("topic"), str):
        raise ValueError("a stored brief has no topic")
    known = {name: value for name, value in stored.items() if name in _FIELDS}
    for name, kind in _ENUMS.items():
        if known.get(name) is not None:
            known[name] = kind(known[name])
    return Brief(**known)

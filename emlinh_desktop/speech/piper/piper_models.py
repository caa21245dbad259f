"""Which Piper models there are: in the voices folder, and those known to be worth downloading."""

from __future__ import annotations

import re
from pathlib import Path

from emlinh_desktop.domain.brief import Language
from emlinh_desktop.domain.errors import ErrorCode, ResourceError
from emlinh_desktop.domain.utterance import Voice

_KNOWN = {
    "vi_VN-vais1000-medium": "female",
    "vi_VN-25hours_single-low": "female",
    "vi_VN-vivos-x_low": "unknown",
    "en_US-lessac-medium": "female",
    "en_US-ryan-medium": "male",
    "en_GB-alba-medium": "female",
}
_NAME = re.compile(r"(vi|en)_([A-Z]{2})-[\w]+-\w+")
_LICENCE = re.compile(r"licen[cs]e:?\**\s*[:*]?\s*(\S[^\n]*)", re.IGNORECASE)
_UNREAD = "see its model card"


def model_voice(name: str, folder: Path) -> Voice:
    """The entry of a model by its name (`vi_VN-vais1000-medium`), installed in `folder` or not."""
    found = _NAME.fullmatch(name)
    language = Language(found[1]) if found else Language.VI
    region = {"US": "us", "GB": "gb"}.get(found[2], "") if found else ""
    gender = _KNOWN.get(name, "unknown")
    installed = is_model(folder / f"{name}.onnx")
    licence = _licence(folder / f"{name}.MODEL_CARD")
    return Voice(f"piper:{name}", "piper", language, region, gender, offline=True, licence=licence, quality="neural", name=name, installed=installed)


def model_names(folder: Path) -> list[str]:
    """Installed ones first, then those that can be downloaded."""
    installed = sorted(path.stem for path in folder.glob("*.onnx") if is_model(path))
    return list(dict.fromkeys([*installed, *_KNOWN]))


def is_model(path: Path) -> bool:
    """Whether both files of a model are there."""
    return path.is_file() and path.with_name(path.name + ".json").is_file()


def model_path(name: str, folder: Path) -> Path:
    """The model file. Raises ResourceError VOICE_NOT_INSTALLED."""
    path = folder / f"{name}.onnx"
    if not is_model(path):
        raise ResourceError(ErrorCode.VOICE_NOT_INSTALLED, voice=f"piper:{name}")
    return path


def _licence(card: Path) -> str:
    try:
        found = _LICENCE.search(card.read_text(encoding="utf-8", errors="replace"))
    except OSError:
        return _UNREAD
    return found[1].strip() if found else _UNREAD

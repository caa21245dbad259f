"""What helps to find a fault, in one zip to send: versions, the end of the log, settings, the doctor's lines. No paths, no secrets."""

from __future__ import annotations

import contextlib
import dataclasses
import getpass
import importlib.metadata
import json
import platform
import re
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import qVersion

from emlinh_desktop import __version__
from emlinh_desktop.base.atomic_file import replacing
from emlinh_desktop.base.paths import AppPaths
from emlinh_desktop.settings.settings import Settings

_LOG_TAIL_BYTES = 400_000
PACKAGES = ("PySide6-Essentials", "PySide6-Addons", "SQLAlchemy", "alembic", "av", "espeakng-loader", "imageio-ffmpeg", "moviepy", "numpy", "qasync")
_SECRETS = re.compile(r"(?i)\b(bearer\s+|sk-|(?:api[_-]?key|token|secret|password)[\"']?\s*[=:]\s*[\"']?)[^\s\"',;]+")
_OWN_FILE = re.compile(r"<(home|films|data|cache|config)>[/\\][^\n\"'|:*?]*?(\.\w{1,8}\b|(?=[\n\"']|$))")
_OTHER_PATH = re.compile(r"(?<![\w<>~.:/\\-])(?:/(?:[\w.@+-]+(?: [\w.@+-]+)*/)+|[A-Za-z]:\\(?:[^\\\n\"'|:*?<>]+\\)*)([\w.@+-]+)")


def save_bundle(target: Path, paths: AppPaths, settings: Settings, doctor_lines: Sequence[str]) -> None:
    """Write the zip beside its final name and rename it. Any thread.

    Raises:
        OSError: the target cannot be written.
    """
    redact = Redaction(paths)
    with replacing(target) as part, zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as bundle:
        bundle.writestr("versions.txt", redact(_versions()))
        bundle.writestr("settings.json", redact(_settings_text(settings)))
        bundle.writestr("log.txt", redact(_log_tail(paths.logs / "emlinh.log")))
        bundle.writestr("doctor.txt", redact("\n".join(doctor_lines) + "\n"))


class Redaction:
    """Takes the user's folders, file names, account name and anything like a key out of a text."""

    def __init__(self, paths: AppPaths) -> None:
        program = Path(__file__).resolve().parent.parent
        named = [
            (paths.films, "<films>"),
            (paths.data, "<data>"),
            (paths.cache, "<cache>"),
            (paths.config, "<config>"),
            (program.parent, "<program>"),
            (Path(sys.prefix), "<python>"),
            (Path(sys.base_prefix), "<python>"),
            (Path.home(), "<home>"),
        ]
        self._folders = sorted(((str(folder), name) for folder, name in named if len(folder.parts) > 1), key=lambda pair: -len(pair[0]))
        self._account = ""
        with contextlib.suppress(OSError, KeyError, ImportError):
            self._account = getpass.getuser()

    def __call__(self, text: str) -> str:
        for folder, name in self._folders:
            text = text.replace(folder, name).replace(json.dumps(folder)[1:-1], name)
        text = _OWN_FILE.sub(r"<\1>/…\2", text)
        text = _OTHER_PATH.sub(r"<path>/\1", text)
        text = _SECRETS.sub(r"\1…", text)
        if len(self._account) > 2:
            text = re.sub(rf"\b{re.escape(self._account)}\b", "<user>", text)
        return text


def _versions() -> str:
    lines = [f"emlinh-desktop {__version__}", f"Python {platform.python_version()}", f"Qt {qVersion()}", platform.platform(), platform.machine()]
    for name in PACKAGES:
        with contextlib.suppress(importlib.metadata.PackageNotFoundError):
            lines.append(f"{name} {importlib.metadata.version(name)}")
    return "\n".join(lines) + "\n"


def _settings_text(settings: Settings) -> str:
    shown = {field.name: getattr(settings, field.name) for field in dataclasses.fields(settings)}
    for name in ("output_folder", "background", "music"):
        if shown[name] and Path(str(shown[name])).is_absolute():
            shown[name] = "<own>" + Path(str(shown[name])).suffix
    for name in ("llm_url", "speech_url"):  # an address of the user's own may hold a name, a password or a key
        shown[name] = "<own>" if shown[name] else ""
    return json.dumps(shown, ensure_ascii=False, indent=2) + "\n"


def _log_tail(log_file: Path) -> str:
    with contextlib.suppress(OSError), log_file.open("rb") as handle:
        handle.seek(0, 2)
        handle.seek(max(0, handle.tell() - _LOG_TAIL_BYTES))
        return handle.read().decode("utf-8", "replace")
    return "no log\n"

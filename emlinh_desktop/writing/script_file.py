"""The user's own script, from their file to text (not yet cleaned)."""

from __future__ import annotations

import re
import stat
import zipfile
from pathlib import Path

from emlinh_desktop.domain.errors import ErrorCode, InputError
from emlinh_desktop.writing.script_length import MAX_SCRIPT_CHARACTERS, check_script_length
from emlinh_desktop.writing.text_encoding import NotText, decode_text

SCRIPT_SUFFIXES = (".txt", ".md", ".srt", ".docx")
_MAX_TEXT_BYTES = 5_000_000
_MAX_DOCX_BYTES = 50_000_000  # pictures inside may be large; only its words are read
_CUE_TAGS = re.compile(r"</?[A-Za-z][^<>]*>|\{[^{}]*\}")
_BROKEN_CUE = re.compile(r"^.*-->.*$\n?", re.MULTILINE)
"""a time line the reader could not understand and took for words"""
_PARAGRAPH_GAP_MS = 2_000


def read_script_file(path: Path) -> str:
    """The text of a .txt, .md, .srt or .docx file, NFC, at most 30,000 characters.

    Raises:
        InputError: SCRIPT_MISSING, SCRIPT_UNREADABLE, SCRIPT_TYPE, SCRIPT_BINARY, SCRIPT_EMPTY, SCRIPT_TOO_LONG, SCRIPT_UNSAFE.
    """
    suffix = path.suffix.casefold()
    size = _checked_size(path)
    if suffix not in SCRIPT_SUFFIXES:
        raise InputError(ErrorCode.SCRIPT_TYPE, path=str(path))
    if size > (_MAX_DOCX_BYTES if suffix == ".docx" else _MAX_TEXT_BYTES):
        raise InputError(ErrorCode.SCRIPT_TOO_LONG, size=size, limit=MAX_SCRIPT_CHARACTERS)
    if size == 0:
        raise InputError(ErrorCode.SCRIPT_EMPTY)
    text = _docx(path) if suffix == ".docx" else _plain(path)
    if suffix == ".srt" and "-->" in text:
        text = _cue_text(text, path)
    if not any(char.isalnum() for char in text):
        raise InputError(ErrorCode.SCRIPT_EMPTY)
    check_script_length(text)
    return text


def _checked_size(path: Path) -> int:
    try:
        status = path.stat()
    except (FileNotFoundError, NotADirectoryError, ValueError) as error:  # ValueError: a NUL in the name
        raise InputError(ErrorCode.SCRIPT_MISSING, path=str(path)) from error
    except OSError as error:
        raise InputError(ErrorCode.SCRIPT_UNREADABLE, path=str(path)) from error
    if not stat.S_ISREG(status.st_mode):  # a folder, or a device that would never end
        raise InputError(ErrorCode.SCRIPT_UNREADABLE, path=str(path))
    return status.st_size


def _plain(path: Path) -> str:
    try:
        return decode_text(path.read_bytes())
    except NotText as error:
        raise InputError(ErrorCode.SCRIPT_BINARY, path=str(path)) from error
    except OSError as error:
        raise InputError(ErrorCode.SCRIPT_UNREADABLE, path=str(path)) from error


def _docx(path: Path) -> str:
    from emlinh_desktop.writing.docx_text import UnsafeArchive, docx_text

    try:
        return docx_text(path)
    except UnsafeArchive as error:
        raise InputError(ErrorCode.SCRIPT_UNSAFE, path=str(path)) from error
    except (OSError, zipfile.BadZipFile, KeyError, ValueError, NotImplementedError) as error:
        raise InputError(ErrorCode.SCRIPT_UNREADABLE, path=str(path)) from error
    except Exception as error:
        raise InputError(ErrorCode.SCRIPT_UNREADABLE, path=str(path)) from error


def _cue_text(text: str, path: Path) -> str:
    """Cue texts in order, joined into running text; a silence of two seconds starts a paragraph."""
    import pysubs2

    try:
        cues = pysubs2.SSAFile.from_string(text, format_="srt")
    except (pysubs2.exceptions.Pysubs2Error, ValueError) as error:
        raise InputError(ErrorCode.SCRIPT_UNREADABLE, path=str(path)) from error
    parts: list[str] = []
    ended_ms = 0
    for cue in sorted(cues.events, key=lambda event: event.start):
        words = " ".join(_CUE_TAGS.sub("", line).strip().removeprefix("- ").strip() for line in _BROKEN_CUE.sub("", cue.plaintext).splitlines()).strip()
        if not words:
            continue
        if parts:
            parts.append("\n\n" if cue.start - ended_ms > _PARAGRAPH_GAP_MS and parts[-1].endswith((".", "!", "?", "…", "”", '"')) else " ")
        parts.append(words)
        ended_ms = cue.end
    return "".join(parts)

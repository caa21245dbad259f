"""Bytes of a text file -> text, whatever editor saved it."""

from __future__ import annotations

import codecs
import itertools
import re
import unicodedata

_BOMS = (  # UTF-32 first: its little-endian mark starts with UTF-16's
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = (b"\x89PNG", b"\xff\xd8\xff", b"%PDF", b"PK\x03\x04", b"\x7fELF", b"\xd0\xcf\x11\xe0", b"{\\rtf", b"GIF8", b"RIFF", b"\x1f\x8b", b"ID3")
_VOWELS = frozenset("aeiouyâêôăơưAEIOUYÂÊÔĂƠƯ")
_VI_MARKS = frozenset("\u0300\u0301\u0303\u0309\u0323")
_HARMLESS_CONTROLS = frozenset("\t\n\r\f\v\x1b\x85\x1a")
_MOST_CONTROLS = 0.02
_WHOLE_PER_BROKEN = 4
_SURROGATE = re.compile("[\ud800-\udfff]")


class NotText(ValueError):  # noqa: N818 - says what the bytes are not; the border makes an error of it
    """The bytes are no text in any encoding known here."""


def decode_text(data: bytes) -> str:
    """NFC text from UTF-8, UTF-16 or UTF-32 with or without a byte order mark, Windows-1258 or Windows-1252.

    Raises:
        NotText: the bytes are a picture, an archive, a program or noise.
    """
    if data.startswith(_MAGIC):
        raise NotText
    text = unicodedata.normalize("NFC", _decoded(data))
    controls = sum(1 for char in text if unicodedata.category(char) in ("Cc", "Cn") and char not in _HARMLESS_CONTROLS)
    if controls > _MOST_CONTROLS * len(text):
        raise NotText
    return text


def _decoded(data: bytes) -> str:
    try:
        for bom, encoding in _BOMS:
            if data.startswith(bom):
                return data.decode(encoding)
        if b"\0" in data:
            return data.decode(_wide_encoding(data))
    except UnicodeDecodeError as error:
        raise NotText from error
    try:
        return _SURROGATE.sub("", data.decode("utf-8", "surrogatepass"))
    except UnicodeDecodeError:
        return _mostly_utf8(data) or _decoded_windows(data)


def _mostly_utf8(data: bytes) -> str | None:
    """UTF-8 in which a few bytes went wrong: in another encoding hardly a marked letter would be valid UTF-8 by chance."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    whole = sum(not char.isascii() for char in text) - broken
    return text.replace("\ufffd", "") if whole > _WHOLE_PER_BROKEN * broken else None


def _wide_encoding(data: bytes) -> str:
    """UTF-16 without a mark shows a zero in most of every second byte (Latin text)."""
    pairs = max(1, len(data) // 2)
    if data[1::2].count(0) > 0.4 * pairs:
        return "utf-16-le"
    if data[0::2].count(0) > 0.4 * pairs:
        return "utf-16-be"
    raise NotText


def _decoded_windows(data: bytes) -> str:
    """Windows-1258 writes Vietnamese tones as combining marks after a vowel; in Windows-1252 the same bytes are letters."""
    try:
        vietnamese = data.decode("cp1258")
    except UnicodeDecodeError:
        vietnamese = ""
    marks = [before for before, char in itertools.pairwise(vietnamese) if char in _VI_MARKS]
    if marks and sum(before in _VOWELS for before in marks) >= 0.8 * len(marks):
        return vietnamese
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError as error:
        raise NotText from error

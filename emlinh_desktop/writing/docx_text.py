"""The words of a Word document, in reading order, as light markdown."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from docx import Document
from docx.oxml.ns import qn

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement as _Element

_MAX_ENTRIES = 5_000
_MAX_UNPACKED_BYTES = 100_000_000
_MAX_XML_BYTES = 20_000_000
_RATIO_FROM_BYTES = 1_000_000
_MAX_RATIO = 150  # deflate reaches 1,030; the XML of real documents 10 to 40
_SKIPPED = frozenset({"{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback", qn("w:pPr"), qn("w:rPr"), qn("w:tblPr")})
_TEXT = qn("w:t")
_SPACES = {qn("w:tab"): " ", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}


class UnsafeArchive(ValueError):  # noqa: N818 - says what the file is; the border makes an error of it
    """The file would unpack to far more than a document needs."""


def check_archive(path: Path) -> None:
    """Look at the archive's directory only; nothing is unpacked. A size that lies is cut off by `zipfile` and fails its checksum.

    Archives inside the archive are counted as they are and never opened.

    Raises:
        UnsafeArchive: too many entries, too much in all, or a large entry packed too well.
        zipfile.BadZipFile: no archive.
    """
    with zipfile.ZipFile(path) as archive:
        entries = archive.infolist()
    if len(entries) > _MAX_ENTRIES or sum(entry.file_size for entry in entries) > _MAX_UNPACKED_BYTES:
        raise UnsafeArchive
    for entry in entries:
        if entry.file_size > _RATIO_FROM_BYTES and entry.file_size > _MAX_RATIO * max(1, entry.compress_size):
            raise UnsafeArchive
        if entry.filename.lower().endswith((".xml", ".rels")) and entry.file_size > _MAX_XML_BYTES:
            raise UnsafeArchive


def docx_text(path: Path) -> str:
    """Paragraphs apart by blank lines; headings, list items and table rows marked as in markdown.

    Walks the XML itself, because `Paragraph.text` leaves out content controls, tracked insertions and text boxes.
    Deleted text is left out. python-docx parses with entities unresolved, so external ones are harmless.

    Raises:
        UnsafeArchive: see `check_archive`.
        Exception: whatever python-docx and lxml say of a broken file.
    """
    check_archive(path)
    document = Document(str(path))
    styles = {style.style_id: (style.name or "").casefold() for style in document.styles}
    return "\n\n".join(_blocks(document.element.body, styles))


def _blocks(parent: _Element, styles: dict[str, str]) -> Iterator[str]:
    for child in parent:
        if child.tag == qn("w:p"):
            words = _own_text(child)
            if words.strip():
                yield _marked(child, words, styles)
            for box in child.iter(qn("w:txbxContent")):
                if not any(ancestor.tag in _SKIPPED for ancestor in box.iterancestors()):
                    yield from _blocks(box, styles)
        elif child.tag == qn("w:tbl"):
            yield "\n".join(_rows(child))
        elif child.tag not in _SKIPPED:
            yield from _blocks(child, styles)


def _own_text(element: _Element) -> str:
    """The words of one paragraph without those of text boxes hanging on it."""
    parts: list[str] = []
    for child in element:
        if child.tag == _TEXT:
            parts.append((child.text or "") + "".join(inner.tail or "" for inner in child))  # an unresolved entity is a child
        elif child.tag in _SPACES:
            parts.append(_SPACES[child.tag])
        elif child.tag not in _SKIPPED and child.tag not in (qn("w:txbxContent"), qn("w:p")):
            parts.append(_own_text(child))
    return "".join(parts)


def _marked(paragraph: _Element, words: str, styles: dict[str, str]) -> str:
    style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    name = styles.get(style.get(qn("w:val"), ""), "") if style is not None else ""
    words = words.strip()
    if name.startswith(("heading", "title", "subtitle")):
        return "# " + " ".join(words.split())
    numbered = paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}") is not None
    if numbered or name.startswith("list "):
        return "- " + " ".join(words.split())
    return words


def _rows(table: _Element) -> Iterator[str]:
    for row in table.iter(qn("w:tr")):
        cells = [" ".join(" ".join(_own_text(p) for p in cell.iter(qn("w:p"))).split()) for cell in row.iterchildren(qn("w:tc"))]
        if any(cells):
            yield "| " + " | ".join(cell.replace("|", "/") for cell in cells if cell) + " |"

"""Scripts read from files of every kind, and refused with a code when they cannot be."""

from __future__ import annotations

import os
import time
import zipfile
from pathlib import Path

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from emlinh_desktop.domain.errors import ErrorCode, InputError
from emlinh_desktop.writing.script_file import read_script_file

VIETNAMESE = "Xin chào các bạn! Hôm nay trời đẹp, mình đi dạo quanh hồ nhé. Ước gì ngày nào cũng vậy."


def refused(path: Path) -> ErrorCode:
    with pytest.raises(InputError) as caught:
        read_script_file(path)
    return caught.value.code


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_encodings_are_read(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "kịch bản.TXT"
    path.write_bytes(VIETNAMESE.encode(encoding))
    assert read_script_file(path) == VIETNAMESE


@pytest.mark.parametrize("wrong", [b"\xed\xa0\x80", b"\xff", b"\xc3"])
def test_utf8_with_a_few_wrong_bytes_stays_utf8(tmp_path: Path, wrong: bytes) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(VIETNAMESE.encode() + wrong)
    assert read_script_file(path) == VIETNAMESE


def test_a_time_line_nobody_can_read_is_not_spoken(tmp_path: Path) -> None:
    path = tmp_path / "a.srt"
    path.write_text("1\n00:00:01,000 --> 00:00:02,000\nCâu một.\n\n2\n00:99:99,9 --> xx\nCâu hai.\n", encoding="utf-8")
    assert "-->" not in read_script_file(path)
    assert "Câu hai." in read_script_file(path)


def test_windows_1258_is_composed(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    marks = str.maketrans(
        {
            "à": "a\u0300",
            "á": "a\u0301",
            "ò": "o\u0300",
            "ẹ": "e\u0323",
            "ờ": "ơ\u0300",
            "ạ": "a\u0323",
            "ồ": "ô\u0300",
            "ì": "i\u0300",
            "ẽ": "e\u0303",
            "ó": "o\u0301",
        }
    )
    text = "Xin chào các bạn, trời đẹp ở Hồ Gươm, hãy thử xem có vui không."
    path.write_bytes(text.translate(marks).encode("cp1258", "ignore"))
    read = read_script_file(path)
    assert "Xin chào các bạn, trời đẹp" in read
    assert "Hồ Gươm" in read


def test_windows_1252_stays_western(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes("Le café “crème” coûte 3 €, señor.".encode("cp1252"))
    assert read_script_file(path) == "Le café “crème” coûte 3 €, señor."


@pytest.mark.parametrize(
    "data",
    [b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, b"MZ\x90\x00\x03\x00\x00\x00" * 200, bytes(range(256)) * 40, b"%PDF-1.7 text", b"PK\x03\x04 zip"],
)
def test_binary_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    assert refused(path) is ErrorCode.SCRIPT_BINARY


def test_missing_folder_device_type_and_empty(tmp_path: Path) -> None:
    (tmp_path / "folder.txt").mkdir()
    (tmp_path / "a.pdf").write_text("x")
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "marks.txt").write_text(" \n\n---\n…\n")
    assert refused(tmp_path / "none.txt") is ErrorCode.SCRIPT_MISSING
    assert refused(tmp_path / "nu\0l.txt") is ErrorCode.SCRIPT_MISSING
    assert refused(tmp_path / "folder.txt") is ErrorCode.SCRIPT_UNREADABLE
    assert refused(tmp_path / "a.pdf") is ErrorCode.SCRIPT_TYPE
    assert refused(tmp_path / "empty.txt") is ErrorCode.SCRIPT_EMPTY
    assert refused(tmp_path / "marks.txt") is ErrorCode.SCRIPT_EMPTY
    if os.path.exists("/dev/zero"):
        (tmp_path / "zero.txt").symlink_to("/dev/zero")
        assert refused(tmp_path / "zero.txt") is ErrorCode.SCRIPT_UNREADABLE


def test_a_megabyte_and_six_are_refused_quickly(tmp_path: Path) -> None:
    started = time.process_time()
    for size in (1_000_000, 6_000_000):
        path = tmp_path / f"{size}.txt"
        path.write_text("một câu dài. " * (size // 13), encoding="utf-8")
        assert refused(path) is ErrorCode.SCRIPT_TOO_LONG
    assert time.process_time() - started < 3


def test_subtitles_become_running_text(tmp_path: Path) -> None:
    path = tmp_path / "a.srt"
    path.write_text(
        "1\n00:00:00,000 --> 00:00:02,000\n<i>Xin chào</i>\ncác bạn,\n\n2\n00:00:02,100 --> 00:00:03,000\n{\\an8}em là Linh.\n\n"
        '3\n00:00:09,000 --> 00:00:10,000\n<font color="red">Hẹn gặp lại!</font>\n',
        encoding="utf-8",
    )
    assert read_script_file(path) == "Xin chào các bạn, em là Linh.\n\nHẹn gặp lại!"


def test_a_plain_text_called_srt_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.srt"
    path.write_text("Chỉ là văn bản.", encoding="utf-8")
    assert read_script_file(path) == "Chỉ là văn bản."


def test_docx_keeps_order_and_hidden_words(tmp_path: Path) -> None:
    document = Document()
    document.add_heading("Buổi sáng", 1)
    document.add_paragraph("Đoạn một.")
    document.add_paragraph("Mục a", style="List Bullet")
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Tên", "Lan"
    last = document.add_paragraph("Cuối")
    last._p.append(parse_xml(f'<w:ins {nsdecls("w")} w:id="1" w:author="a"><w:r><w:t xml:space="preserve"> cùng</w:t></w:r></w:ins>'))
    last._p.append(parse_xml(f'<w:del {nsdecls("w")} w:id="2" w:author="a"><w:r><w:delText>bỏ</w:delText></w:r></w:del>'))
    document.element.body.insert(1, parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p><w:r><w:t>Trong khung.</w:t></w:r></w:p></w:sdtContent></w:sdt>"))
    path = tmp_path / "a.DOCX"
    document.save(str(path))
    assert read_script_file(path).split("\n\n") == ["# Buổi sáng", "Trong khung.", "Đoạn một.", "- Mục a", "| Tên | Lan |", "Cuối cùng"]


def test_zip_bomb_is_refused_before_unpacking(tmp_path: Path) -> None:
    path = tmp_path / "bomb.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("word/document.xml", "w") as entry:
        for _ in range(19):
            entry.write(b"0" * 1_000_000)
    started = time.process_time()
    assert refused(path) is ErrorCode.SCRIPT_UNSAFE
    assert time.process_time() - started < 0.5


def test_too_many_entries_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "many.docx"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(5_001):
            archive.writestr(f"{number}.xml", "")
    assert refused(path) is ErrorCode.SCRIPT_UNSAFE


def test_an_archive_inside_is_not_opened(tmp_path: Path) -> None:
    inner = tmp_path / "inner.zip"
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("x", b"0" * 30_000_000)
    path = tmp_path / "a.docx"
    document = Document()
    document.add_paragraph("Xin chào.")
    document.save(str(path))
    with zipfile.ZipFile(path, "a") as archive:
        archive.write(inner, "word/embeddings/inner.zip")
    assert read_script_file(path) == "Xin chào."


@pytest.mark.parametrize("data", [b"not a zip at all", b"\xd0\xcf\x11\xe0old word file"])
def test_a_broken_docx_is_unreadable(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(data)
    assert refused(path) is ErrorCode.SCRIPT_UNREADABLE


def test_external_entities_are_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("MATKHAU")
    document = Document()
    document.add_paragraph("PLACE và lời nói.")
    good, evil = tmp_path / "good.docx", tmp_path / "evil.docx"
    document.save(str(good))
    with zipfile.ZipFile(good) as source, zipfile.ZipFile(evil, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "word/document.xml":
                head, _, body = data.partition(b"?>")
                data = head + f'?><!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'.encode() + body.replace(b"PLACE", b"&e;")
            target.writestr(name, data)
    assert read_script_file(evil).strip() == "và lời nói."

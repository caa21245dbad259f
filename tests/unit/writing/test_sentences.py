"""Where sentences end, and where they do not."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emlinh_desktop.writing.long_sentences import LONGEST_CHARACTERS
from emlinh_desktop.writing.sentences import split_lines, split_sentences

CASES = [
    ("Hà Nội buổi sớm. Lúc 5:30, trời mát.", ["Hà Nội buổi sớm.", "Lúc 5:30, trời mát."]),
    ("PGS.TS. Nguyễn Văn A ở TP.HCM. TS. Lan, ThS. Hùng đến.", ["PGS.TS. Nguyễn Văn A ở TP.HCM.", "TS. Lan, ThS. Hùng đến."]),
    ("Cam, táo, v.v. và lê. Xe, tàu, v.v. Rồi về.", ["Cam, táo, v.v. và lê.", "Xe, tàu, v.v.", "Rồi về."]),
    ("Mr. Brown met Dr. Lee vs. Mrs. Ray. See St. Mary.", ["Mr. Brown met Dr. Lee vs. Mrs. Ray.", "See St. Mary."]),
    ("It is cheap, e.g. rice. No. 5 won. He said no. Then he left.", ["It is cheap, e.g. rice.", "No. 5 won.", "He said no.", "Then he left."]),
    ("The U.S. Army came to the U.S. They left at 5 p.m. The end.", ["The U.S. Army came to the U.S.", "They left at 5 p.m.", "The end."]),
    ("J. K. Rowling viết. Uống vitamin C. Nó tốt.", ["J. K. Rowling viết.", "Uống vitamin C.", "Nó tốt."]),
    ("Giá 3.5 triệu, 1.000.000 đồng. Năm 1998. Hết.", ["Giá 3.5 triệu, 1.000.000 đồng.", "Năm 1998.", "Hết."]),
    ("Ừ... thế à? Thật?! Ồ… Vâng.", ["Ừ... thế à?", "Thật?!", "Ồ…", "Vâng."]),
    ("“Mỗi ngày 8.000 bước là vui rồi!”, bác cười.", ["“Mỗi ngày 8.000 bước là vui rồi!”, bác cười."]),
    ("“Xin chào. Tôi là Lan.” Cô nói thế.", ["“Xin chào. Tôi là Lan.”", "Cô nói thế."]),
    ('She said "Go. Now." and left. Then "Why?" he asked.', ['She said "Go. Now." and left.', 'Then "Why?" he asked.']),
    ("Xem https://a.b/c?d=1.5. Rồi viết thư a.b@c.vn. Xong.", ["Xem https://a.b/c?d=1.5.", "Rồi viết thư a.b@c.vn.", "Xong."]),
    ("你好。再见！好吗？", ["你好。", "再见！", "好吗？"]),
    ("1. Đọc sách. 2. Viết.", ["1. Đọc sách.", "2. Viết."]),
    ("Mua sữa\nMua trứng\nVề nhà", ["Mua sữa", "Mua trứng", "Về nhà"]),
    (
        "Dòng này dài hơn năm mươi ký tự và được ngắt xuống dòng ở\nHà Nội cho đẹp.",
        ["Dòng này dài hơn năm mươi ký tự và được ngắt xuống dòng ở Hà Nội cho đẹp."],
    ),
    ("Trăm năm trong cõi người ta,\nChữ tài chữ mệnh khéo là ghét nhau.", ["Trăm năm trong cõi người ta, Chữ tài chữ mệnh khéo là ghét nhau."]),
    ("Các bước:\nĐọc.\nViết.", ["Các bước:", "Đọc.", "Viết."]),
    ("Chúc mừng! 🎉\n\n***", ["Chúc mừng! 🎉"]),
    ("Câu một.\rCâu hai.\r\nCâu ba.\u2028Câu bốn.\u0085Câu năm.", ["Câu một.", "Câu hai.", "Câu ba.", "Câu bốn.", "Câu năm."]),
]


@pytest.mark.parametrize(("text", "sentences"), CASES)
def test_cases(text: str, sentences: list[str]) -> None:
    assert [sentence for sentence, _ in split_sentences(text)] == sentences


def test_blank_lines_end_paragraphs() -> None:
    assert split_sentences("Một. Hai.\n\n \nBa.") == [("Một.", False), ("Hai.", True), ("Ba.", True)]


def test_a_long_sentence_is_cut_where_one_breathes() -> None:
    clause = "khi trời vừa sáng và sương còn đọng trên những tán lá ven hồ"
    text = f"Buổi sớm hôm ấy, {clause}, {clause}; {clause}, {clause}, {clause}."
    pieces = [sentence for sentence, _ in split_sentences(text)]
    assert len(pieces) >= 2
    assert all(len(piece) <= LONGEST_CHARACTERS for piece in pieces)
    assert all(piece[-1] in ",;." for piece in pieces)
    assert " ".join(pieces) == text


def test_an_endless_word_is_cut() -> None:
    pieces = [sentence for sentence, _ in split_sentences("x" * 1_000)]
    assert "".join(pieces) == "x" * 1_000
    assert max(map(len, pieces)) <= LONGEST_CHARACTERS


def test_lines_have_distinct_ids_and_nfc() -> None:
    lines = split_lines(unicodedata.normalize("NFD", "Được. Được. Đi."))
    assert [line.text for line in lines] == ["Được.", "Được.", "Đi."]
    assert len({line.id for line in lines}) == 3


@given(st.lists(st.text(alphabet="abcABCđĐôơ019.,!?…:;-“”\"'()", min_size=1, max_size=9), min_size=1, max_size=60))
def test_no_word_is_lost(tokens: list[str]) -> None:
    text = " ".join(tokens)
    spoken = [token for token in text.split() if any(char.isalnum() for char in token)]
    kept = [token for sentence, _ in split_sentences(text) for token in sentence.split() if any(char.isalnum() for char in token)]
    assert kept == spoken

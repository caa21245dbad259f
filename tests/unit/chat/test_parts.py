"""The small rules by themselves: tones, numbers, lengths, quotes."""

from __future__ import annotations

import pytest

from emlinh_desktop.chat.message_text import canonical_tone, message_text
from emlinh_desktop.chat.phrase import misspellings, phrase
from emlinh_desktop.chat.quoted import find_quoted
from emlinh_desktop.chat.sentences import split_sentences
from emlinh_desktop.chat.stated import fields_of, find_stated


@pytest.mark.parametrize(
    ("typed", "placed"), [("hoà", "hòa"), ("taọ", "tạo"), ("huỷ", "hủy"), ("quá", "quá"), ("già", "già"), ("thuở", "thuở"), ("mèo", "mèo"), ("café", "café")]
)
def test_a_tone_has_one_place(typed: str, placed: str) -> None:
    assert canonical_tone(typed) == placed


@pytest.mark.parametrize(
    ("text", "found"), [("video dọc", True), ("video doc", True), ("đọc video", False), ("tài liệu doc này của mình", False), ("video DỌC nhé", True)]
)
def test_a_phrase_reads_unmarked_letters_only_where_nothing_is_marked(text: str, found: bool) -> None:
    assert bool(phrase("dọc").search(message_text(text).plain)) is found


def test_the_matching_form_is_as_long_as_the_original() -> None:
    for text in ("İstanbul ẞ Ꜳ", "Tạo  video\n\n\n về ﬁ", "e\u0323\u0302", "TẠO"):
        message = message_text(text)
        assert len(message.plain) == len(message.original)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("1 phút rưỡi", 90), ("phút rưỡi", 90), ("nửa phút", 30), ("2 phút 15 giây", 135), ("1p30s", 90), ("1p30", 90),
        ("thời lượng 1 phút 30", 90), ("một phút ba mươi giây", 90),
        ("bốn mươi lăm giây", 45), ("năm chục giây", 50), ("1,5 phút", 90), ("1.5 min", 90), ("dài 1'30\"", 90),
        ("a minute and a half", 90), ("one and a half minutes", 90),
        ("half a minute", 30), ("a two-minute", 120), ("ninety seconds", 90), ("một trăm hai mươi giây", 120),
        ("nửa tiếng", 1800), ("dài 1:30", 90), ("forty-five seconds", 45),
        ("2 tiếng rưỡi", 9000), ("mười lăm giây", 15), ("hai mươi mốt giây", 21),
    ],
)  # fmt: skip
def test_lengths(text: str, seconds: float) -> None:
    plain = message_text(text).plain
    assert fields_of(find_stated(plain)) == {"duration_s": seconds}


@pytest.mark.parametrize("text", ["dậy lúc 5:30", "vài chục năm", "100 năm", "mạng 5G", "năm 2024", "16:9:4", "giây phút giao thừa"])
def test_what_is_no_length(text: str) -> None:
    assert "duration_s" not in fields_of(find_stated(message_text(text).plain))


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ('a "b" c', ["b"]),
        ("“b”", ["b"]),
        ("Aesop's fables' end", []),
        ("'Dế Mèn' và 'Tôi'", ["Dế Mèn", "Tôi"]),
        ("dài 1'30\" nhé", []),
        ("«x» 「y」", ["x", "y"]),
        ('"mở', []),
    ],
)
def test_quotes(text: str, inner: list[str]) -> None:
    assert [text[q.inner_start : q.inner_end] for q in find_quoted(text)] == inner


def test_sentences_end_at_marks_but_not_in_names_and_numbers() -> None:
    plain = "làm về node.js và tp. hồ chí minh dài 1.5 phút. cảm ơn!"
    assert [plain[s.start : s.end] for s in split_sentences(plain)] == ["làm về node.js và tp. hồ chí minh dài 1.5 phút", "cảm ơn"]


def test_misspellings_know_their_limits() -> None:
    rule = phrase(misspellings("video", substitutions=True))
    assert all(rule.fullmatch(typed) for typed in ("vidoe", "viedo", "vdeo", "vido", "viddeo", "vidwo", "vidieo"))
    assert not rule.fullmatch("radio")

"""What holds for the pieces of any text."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from emlinh_desktop.domain.brief import Language
from emlinh_desktop.speech.speakable import SpokenPiece, speakable
from tests.unit.speech.speakable.spoken_cases import ENGLISH, VIETNAMESE, rows

LANGUAGES = st.sampled_from(list(Language))
WRITTEN = [written for written, _ in rows(VIETNAMESE) + rows(ENGLISH)]
JUMBLED = st.lists(st.sampled_from([*WRITTEN, "-", "/", ",", "(", "🎉", "và", "the", "15", "\n"]), max_size=8).map(" ".join)
GLUED = st.lists(
    st.sampled_from(["1", "20", "/", "-", ".", ",", ":", "h", "k", "tr", "%", "$", "đ", "m²", "A", "IV", "TP", " ", "@", "#", "'"]), max_size=14
).map("".join)


def check_spans(text: str, language: Language) -> None:
    text = unicodedata.normalize("NFC", text)
    spoken = speakable(text, language)
    end = 0
    for piece in spoken.pieces:
        assert end <= piece.written[0] <= piece.written[1] <= len(text)
        end = piece.written[1]
        assert piece.text == piece.text.strip()
    assert spoken.text == " ".join(piece.text for piece in spoken.pieces if piece.text)
    for token in re.finditer(r"\S+", text):
        if any(char.isalpha() or "0" <= char <= "9" for char in token[0]):
            assert any(piece.written[0] < token.end() and piece.written[1] > token.start() for piece in spoken.pieces), token[0]


@settings(max_examples=200, deadline=None)
@given(text=st.text(max_size=60), language=LANGUAGES)
@example(text="@¹", language=Language.EN)
@example(text="a@b¹.vn #x² http://a.vn/③", language=Language.VI)
def test_any_text_is_read_and_every_word_has_a_piece(text: str, language: Language) -> None:
    check_spans(text, language)


@settings(max_examples=100, deadline=None)
@given(text=JUMBLED | GLUED, language=LANGUAGES)
def test_jumbled_cases_are_read_and_every_word_has_a_piece(text: str, language: Language) -> None:
    check_spans(text, language)


@settings(max_examples=100, deadline=None)
@given(text=JUMBLED | GLUED, language=LANGUAGES)
def test_no_written_digit_is_left_in_what_is_said(text: str, language: Language) -> None:
    assert not re.search(r"[0-9]", speakable(text, language).text)


@pytest.mark.parametrize(("written", "language"), [(w, Language.VI) for w, _ in rows(VIETNAMESE)] + [(w, Language.EN) for w, _ in rows(ENGLISH)])
def test_what_is_said_says_itself(written: str, language: Language) -> None:
    once = speakable(written, language).text.lower()
    assert re.sub(r"\W+", " ", speakable(once, language).text) == re.sub(r"\W+", " ", once)


def test_one_token_may_hold_several_pieces_and_one_piece_several_tokens() -> None:
    assert [(p.written, p.text) for p in speakable("lớp 12A1", Language.VI).pieces] == [((0, 3), "lớp"), ((4, 6), "mười hai"), ((6, 7), "A"), ((7, 8), "một")]
    assert speakable("$2.5 million", Language.EN).pieces == (SpokenPiece((0, 12), "two point five million dollars", Language.EN),)


def test_each_group_of_a_phone_number_is_a_piece_of_its_own() -> None:
    assert [p.written for p in speakable("0912 345 678", Language.VI).pieces] == [(0, 4), (5, 8), (9, 12)]


def test_spans_refer_to_the_text_in_nfc() -> None:
    spoken = speakable(unicodedata.normalize("NFD", "Đường phố 5"), Language.VI)
    assert [p.written for p in spoken.pieces] == [(0, 5), (6, 9), (10, 11)]


def test_emoji_are_silent_pieces() -> None:
    assert [p.text for p in speakable("vui 🎉", Language.VI).pieces] == ["vui", ""]


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("Chào bạn; em là Linh – rất vui (thật đấy)!", "Chào bạn, em là Linh, rất vui, thật đấy!"),
        ("Ai? Em.", "Ai? Em."),
        ("Tiêu đề\nCâu một", "Tiêu đề. Câu một"),
    ],
)
def test_punctuation_becomes_pauses(written: str, spoken: str) -> None:
    assert speakable(written, Language.VI).text == spoken

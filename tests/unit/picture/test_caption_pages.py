"""Pages hold every word once, in order, in lines a viewer can read."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emlinh_desktop.domain.brief import Composition
from emlinh_desktop.domain.shot import CaptionPage
from emlinh_desktop.picture.caption_pages import LINGER_S, CaptionPages
from tests.unit.picture.stage_shots import SENTENCE, timed_words

TOKENS = st.lists(st.text(alphabet="abcđơư.,!?-A5", min_size=1, max_size=60), min_size=1, max_size=40)


def pages_of(text: str, composition: Composition = Composition.LANDSCAPE, tail_s: float = 0.5) -> tuple[CaptionPage, ...]:
    words = timed_words(text)
    return CaptionPages().pages(text, words, words[-1].end_s + tail_s, composition)


def shown(text: str, composition: Composition = Composition.LANDSCAPE) -> list[list[str]]:
    tokens = text.split()
    return [[" ".join(tokens[index] for index in line) for line in page.lines] for page in pages_of(text, composition)]


@given(TOKENS, st.sampled_from(list(Composition)))
@settings(max_examples=150, deadline=None)
def test_every_word_once_in_order_and_within_the_limits(tokens: list[str], composition: Composition) -> None:
    limit = 28 if composition == Composition.PORTRAIT else 42
    pages = pages_of(" ".join(tokens), composition)
    assert [index for page in pages for line in page.lines for index in line] == list(range(len(tokens)))
    for page in pages:
        assert 1 <= len(page.lines) <= 2
        for line in page.lines:
            assert len(line) == 1 or len(" ".join(tokens[index] for index in line)) <= limit


@given(TOKENS)
@settings(max_examples=100, deadline=None)
def test_pages_follow_each_other_and_show_their_words_in_time(tokens: list[str]) -> None:
    words = timed_words(" ".join(tokens))
    duration_s = words[-1].end_s + 0.4
    pages = CaptionPages().pages("", words, duration_s, Composition.LANDSCAPE)
    for page in pages:
        first, last = words[page.lines[0][0]], words[page.lines[-1][-1]]
        assert 0 <= page.start_s <= first.start_s
        assert last.end_s <= page.end_s <= min(duration_s, last.end_s + 1.3)
    for page, following in itertools.pairwise(pages):
        assert page.end_s <= following.start_s


@pytest.mark.parametrize(
    ("text", "composition", "wanted"),
    [
        (SENTENCE, Composition.LANDSCAPE, [["Ánh sáng mặt trời trông như màu trắng,", "nhưng thật ra gồm nhiều màu sắc khác nhau."]]),
        (
            "Việt Nam có hơn 3.260 km bờ biển, trải dài từ Móng Cái đến Hà Tiên.",
            Composition.LANDSCAPE,
            [["Việt Nam có hơn 3.260 km bờ biển,", "trải dài từ Móng Cái đến Hà Tiên."]],
        ),
        ("Xin chào!", Composition.PORTRAIT, [["Xin chào!"]]),
    ],
)
def test_breaks_fall_where_a_reader_pauses(text: str, composition: Composition, wanted: list[list[str]]) -> None:
    assert shown(text, composition) == wanted


@pytest.mark.parametrize("composition", list(Composition))
def test_names_and_compounds_stay_together(composition: Composition) -> None:
    text = "Rèn luyện trí nhớ và giảm căng thẳng sau giờ làm ở Thành phố Hồ Chí Minh, rồi đi ngủ sớm hơn mỗi ngày."
    edges = [line.split()[-1] for page in shown(text, composition) for line in page]
    assert not {"Rèn", "trí", "căng", "Hồ", "Chí"} & set(edges)


@pytest.mark.parametrize("composition", list(Composition))
def test_no_page_and_no_line_holds_a_lonely_word(composition: Composition) -> None:
    text = "Thói quen nhỏ ấy, nếu được giữ đều đặn trong một năm, sẽ mang lại cho bạn hai mươi cuốn sách mới và một cách nhìn khác."
    assert all(len(line.split()) >= 2 for page in shown(text, composition) for line in page)


def test_an_emoji_stays_with_the_word_it_follows() -> None:
    text = "Mỗi ngày 🌱 một trang sách, hai ly nước 💧 và ba phút hít thở sâu 🧘 sẽ giúp bạn khỏe hơn."
    for composition in Composition:
        assert not any(line[0] in "🌱💧🧘" for page in shown(text, composition) for line in page)


def test_a_word_longer_than_a_line_stands_alone() -> None:
    link = "https://vi.wikipedia.org/" + "a" * 40
    assert [link] in shown(f"Xem thêm ở {link} nhé các bạn")


def test_a_long_silence_after_the_last_word_is_not_filled() -> None:
    (page,) = pages_of("Xin chào các bạn!", tail_s=4.0)
    assert page.end_s == pytest.approx(timed_words("Xin chào các bạn!")[-1].end_s + LINGER_S)


def test_no_words_no_pages() -> None:
    assert CaptionPages().pages("", (), 2.0, Composition.LANDSCAPE) == ()

"""Mark-up and directions go, words stay."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emlinh_desktop.writing.clean_script import clean_script

CASES = [
    ("C# là một ngôn ngữ. Một --- hai.", "C# là một ngôn ngữ. Một --- hai."),
    ("Xin chào!", "Xin chào!"),
    ("# Tiêu đề\nNội dung.", "Tiêu đề.\n\nNội dung."),
    ("## 1. Mở đầu ##", "Một: Mở đầu."),
    ("#1 trong lòng khán giả", "#1 trong lòng khán giả"),
    ("Câu một.\n---\nCâu hai.", "Câu một.\n\nCâu hai."),
    ("- một\n- **hai**\n* ba\n- [x] bốn", "một.\nhai.\nba.\nbốn."),
    ("1. Đọc sách\n2. Ngủ sớm", "Một: Đọc sách.\nHai: Ngủ sớm."),
    ("1. Read the books\n2. Sleep in the dark", "One: Read the books.\nTwo: Sleep in the dark."),
    ("- một mục dài\n  còn tiếp ở đây", "một mục dài còn tiếp ở đây."),
    ("2025. Năm ấy trời mưa.", "2025. Năm ấy trời mưa."),
    ("*nghiêng*, **đậm**, ***cả hai***, __gạch__, ~~bỏ~~, `mã`", "nghiêng, đậm, cả hai, gạch, bỏ, mã"),
    ("2 * 3 * 4 = 24 và snake_case_name", "2 * 3 * 4 = 24 và snake_case_name"),
    ('Xem [trang này](https://a.b/c_(d) "tên") nhé', "Xem trang này nhé"),
    ("Xem [trang][1] và <https://a.b>.\n[1]: https://a.b", "Xem trang và https://a.b."),
    ("![bìa](x.png)Chào.", "Chào."),
    ("> Lời trích\n> hay", "Lời trích\nhay"),
    ("| Tên | Tuổi |\n|---|:-:|\n| Lan | 7 |", "Tên, Tuổi.\nLan, 7."),
    ("```python\nin ra\n```", "in ra"),
    ("<p>Xin <b>chào</b>&nbsp;bạn</p>", "Xin chào bạn"),
    ("3 < 5 và List<String>", "3 < 5 và List<String>"),
    ("---\ntitle: abc\n---\nLời.", "Lời."),
    ("Một.<!-- ghi chú -->Hai.", "Một. Hai."),
    ("{\\an8\\fs200}Xin chào các bạn.", "Xin chào các bạn."),
    ("\\N\\n\\h Xin chào", "Xin chào"),
    ("[[h@l'oU]] xin chào cả nhà.", "h@l'oU xin chào cả nhà."),
    ("Xin chào.\n\n2\n00:00:01,000 --> 00:00:02,000\nChèn phụ đề.", "Xin chào.\n\nChèn phụ đề."),
    ("Lúc 5:30 tôi dậy. 8:00 - 9:00: họp.", "Lúc 5:30 tôi dậy. 8:00 - 9:00: họp."),
    ("[0:05 - 0:10] Chào. (00:12) Đi.", "Chào. Đi."),
    ("0:00 - 0:05: Chào các bạn.", "Chào các bạn."),
    ("[Cảnh 1: Lan mở cửa]\nLan: Chào mẹ!", "Lan: Chào mẹ!"),
    ("(Nhạc nổi lên) Chào các bạn.", "Chào các bạn."),
    ("*(Hình ảnh: cuốn sách mở ra)*", ""),
    ("Hay quá! (vỗ tay) Cảm ơn (cười).", "Hay quá! Cảm ơn."),
    ("[Music fades in] Hello there. (Scene 2: kitchen) The end.", "Hello there. The end."),
    ("Đàn bầu (nhạc cụ dân tộc) có một dây.", "Đàn bầu (nhạc cụ dân tộc) có một dây."),
    ("Con mèo (tiếng Anh: cat) ngủ.", "Con mèo (tiếng Anh: cat) ngủ."),
    ("Cảnh đẹp (cảnh biển) thật. [Lan] đến.", "Cảnh đẹp (cảnh biển) thật. Lan đến."),
    ("**Người dẫn:** Chào bạn.\nMC: Vâng.\nLời bình (nữ): Đẹp.", "Chào bạn.\nVâng.\nĐẹp."),
    ("**Hình ảnh:** bầu trời\n**Lưu ý:** uống nước", "Lưu ý: uống nước"),
    ("Âm nhạc: món quà của cuộc sống", "Âm nhạc: món quà của cuộc sống"),
    ("MC: Chào.\nHình ảnh: bầu trời", "Chào."),
    ("Một\rHai\r\nBa\u2028Bốn\u0085Năm", "Một\nHai\nBa\nBốn\nNăm"),
    ("\ufeffche\u0302\u0301 m\u200bè\u200bo", "chế mèo"),
]


@pytest.mark.parametrize(("raw", "clean"), CASES)
def test_cases(raw: str, clean: str) -> None:
    assert clean_script(raw) == clean


_LETTERS = "abcdeghiklmnopqrstuvxyđêôơưăáàảãạ"
_WORDS = st.lists(st.text(alphabet=_LETTERS, min_size=1, max_size=8), min_size=1, max_size=30)


@given(_WORDS, st.sampled_from([". ", ", ", " - ", " ", "\n", "\n\n", "! ", " (", ") "]))
def test_plain_words_all_stay(words: list[str], between: str) -> None:
    text = between.join(words)
    marks = str.maketrans(dict.fromkeys(".,!-()", " "))
    assert clean_script(text).translate(marks).split() == text.translate(marks).split()


@given(st.text(max_size=400))
def test_any_text_is_taken(text: str) -> None:
    assert clean_script(clean_script(text)) is not None


@pytest.mark.parametrize("flood", ["[", "(", "*", "_a ", "<!--", "|", "- ", "<a ", "# ", "0:0", "“a. ", "[a", "> ", "{\\"])
def test_floods_do_not_hang(flood: str) -> None:
    started = time.process_time()
    clean_script(flood * (30_000 // len(flood)))
    assert time.process_time() - started < 1.5


def test_a_programs_text_is_not_spoken() -> None:
    assert clean_script("<p>Xin chào.</p><script>alert(1)</script><style type='x'>p {}</style> Hết.") == "Xin chào.\nHết."

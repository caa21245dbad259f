"""Everything a viewer may write is drawn, or left out: never a missing-glyph box."""

from __future__ import annotations

import unicodedata

import numpy as np
import pytest
from PySide6.QtGui import QFont, QImage, QPainter, QRawFont

from emlinh_desktop.picture.fonts import TEXT_FAMILY, drawable, load_fonts, text_font
from emlinh_desktop.picture.ink import ink, pixels_of, to_rgb
from emlinh_desktop.picture.shaped_text import shape

VIETNAMESE = "Ắ Ằ Ẳ Ẵ Ặ Ấ Ầ Ẩ Ẫ Ậ Ế Ề Ể Ễ Ệ Ố Ồ Ổ Ỗ Ộ Ớ Ờ Ở Ỡ Ợ Ứ Ừ Ử Ữ Ự Ỳ Ý Ỷ Ỹ Ỵ Đ đ ơ ư ă â ê ô ₫"
# a script, and a character of it that no font of this list of scripts shares
UNLIKELY = "\U00013000"  # an Egyptian hieroglyph
FAMILY = "👨‍👩‍👧‍👦"  # a grey silhouette by design
PALE = ("☕", FAMILY)
EMOJI = ["☕", "👋", "👍🏽", "🇻🇳", "1️⃣", "❤️", "👨‍👩‍👧‍👦", "👩‍🚀", "🏳️‍🌈"]


def drawn(text: str) -> np.ndarray:
    image = QImage(700, 90, QImage.Format.Format_RGB32)
    image.fill(ink("#FFFFFF"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    shape(text, text_font(48, QFont.Weight.DemiBold)).paint(painter, 10, 65, ink("#000000"))
    painter.end()
    image = to_rgb(image)
    return pixels_of(image)[:, :, :3].astype(int)


def coloured_pixels(text: str) -> int:
    pixels = drawn(text)
    return int((pixels.max(axis=2) - pixels.min(axis=2) > 60).sum())


def inked_pixels(text: str) -> int:
    return int((drawn(text).min(axis=2) < 128).sum())


def test_every_vietnamese_letter_comes_from_the_house_font() -> None:
    load_fonts()
    assert QRawFont.fromFont(text_font(40, QFont.Weight.Normal)).familyName() == TEXT_FAMILY
    glyphs = QRawFont.fromFont(text_font(40, QFont.Weight.Normal))
    for letter in VIETNAMESE.split():
        assert drawable(letter) == (letter, ())
        assert glyphs.supportsCharacter(ord(letter))
        assert inked_pixels(letter) > 50


@pytest.mark.parametrize("word", ["nghiêng", "Đặng", "thưở", "ngoằn", "Nguyễn", "Ễ"])
def test_composed_and_decomposed_letters_look_the_same(word: str) -> None:
    assert np.array_equal(drawn(unicodedata.normalize("NFC", word)), drawn(unicodedata.normalize("NFD", word)))


@pytest.mark.parametrize("emoji", EMOJI)
def test_an_emoji_is_one_coloured_picture(emoji: str) -> None:
    assert drawable(emoji) == (emoji, ())
    assert (drawn(emoji).min(axis=2) < 250).sum() > 400
    assert coloured_pixels(emoji) > (300 if emoji not in PALE else 0) or emoji == FAMILY
    assert shape(emoji, text_font(48, QFont.Weight.DemiBold)).width_px < 1.3 * 48  # not its parts side by side


def test_an_emoji_stands_between_letters() -> None:
    font = text_font(48, QFont.Weight.DemiBold)
    assert shape("a👋b", font).width_px > shape("ab", font).width_px + 30


@pytest.mark.expected_warnings
def test_what_no_font_draws_is_left_out_with_a_warning() -> None:
    assert drawable(f"Ai Cập {UNLIKELY}!") == ("Ai Cập !", (UNLIKELY,))
    assert np.array_equal(drawn(f"Ai{UNLIKELY}"), drawn("Ai"))


@pytest.mark.expected_warnings
def test_it_is_warned_of_once(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("WARNING", logger="emlinh_desktop"):
        drawable("\U00013001")
        drawable("\U00013001 \U00013001")
    assert len([record for record in caplog.records if "U+13001" in record.message]) == 1


@pytest.mark.expected_warnings
@pytest.mark.parametrize(
    "text", ["日本語", "한국어", "हिन्दी", "ไทย", "العربية", "עברית", "a\u200db", "x\u0323\u0302\u0301\u0327", "\u200d", "\ufe0f", "🇽🇽", "🇻", "\ufffd", ""]
)
def test_other_scripts_are_drawn_by_the_system_or_dropped_never_boxed(text: str) -> None:
    shown, dropped = drawable(text)
    assert drawable(shown) == (shown, ())
    assert (shown == unicodedata.normalize("NFC", text)) is not bool(dropped)
    drawn(text)  # shaping a script without a font once crashed the process


def test_text_and_digits_keep_their_width_when_an_emoji_is_near() -> None:
    assert coloured_pixels("Năm 2026, 3.260 km #1 *") == 0

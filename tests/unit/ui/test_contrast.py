"""Text can be read in both themes: every pair the palette names, every pair the style sheets make, and what is painted."""

from __future__ import annotations

import dataclasses
import re

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from emlinh_desktop.base.resources import resource
from emlinh_desktop.settings.settings import Theme
from emlinh_desktop.ui.palette import DARK, LIGHT, TEXT_PAIRS, Colours, contrast
from emlinh_desktop.ui.search_field import SearchField
from emlinh_desktop.ui.theme import apply_theme

THEMES = pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_INK = re.compile(r"(?<![\w-])color:\s*@(\w+)")
_GROUND = re.compile(r"(?<![\w-])background(?:-color)?:\s*@(\w+)")


def styled_pairs() -> set[tuple[str, str]]:
    """(ink, ground) of each style rule that sets both."""
    pairs = set()
    for sheet in sorted(resource("styles").glob("*.qss")):
        for _, body in _RULE.findall(re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.S)):
            ink, ground = _INK.search(body), _GROUND.search(body)
            if ink and ground:
                pairs.add((ink[1], ground[1]))
    return pairs


@THEMES
@pytest.mark.parametrize("ground", ["window", "side", "card", "raised", "hover", "tint"])
@pytest.mark.parametrize("ink", ["text", "muted", "link", "good", "warning", "danger"])
def test_every_ink_on_every_ground(colours: Colours, ink: str, ground: str) -> None:
    """Lists paint any status on a row that is hovered or chosen, so every pair meets somewhere."""
    assert contrast(getattr(colours, ink), getattr(colours, ground)) >= 4.5


@THEMES
def test_texts_on_their_own_grounds(colours: Colours) -> None:
    for ink, ground in (*TEXT_PAIRS, ("window", "text")):  # the last: the toast
        assert contrast(getattr(colours, ink), getattr(colours, ground)) >= 4.5, (ink, ground)


@THEMES
def test_each_pair_of_the_style_sheets(colours: Colours) -> None:
    pairs = styled_pairs()
    assert len(pairs) >= 5
    weak = {pair: contrast(getattr(colours, pair[0]), getattr(colours, pair[1])) for pair in pairs}
    assert not {pair: ratio for pair, ratio in weak.items() if ratio < 4.5}


@THEMES
def test_what_marks_focus_and_switches_is_seen(colours: Colours) -> None:
    for mark, ground in (("link", "window"), ("link", "side"), ("link", "card"), ("accent", "window"), ("muted", "card"), ("accent", "card")):
        assert contrast(getattr(colours, mark), getattr(colours, ground)) >= 3.0, mark  # WCAG 2.2, 1.4.11: graphics


def test_both_themes_name_the_same_colours() -> None:
    values = [value for theme in (LIGHT, DARK) for value in dataclasses.asdict(theme).values() if isinstance(value, str)]
    assert all(re.fullmatch(r"#[0-9A-F]{6}", value) for value in values)


@pytest.mark.parametrize("theme", [Theme.LIGHT, Theme.DARK])
def test_a_placeholder_can_be_read(qapp: QApplication, qtbot: QtBot, theme: Theme) -> None:
    """Qt draws it half transparent unless the style sheet says otherwise."""
    apply_theme(qapp, theme)
    host = QWidget()
    qtbot.addWidget(host)
    field = SearchField("ui.sidebar.search", host)
    field.resize(300, 36)
    host.resize(320, 50)
    image = host.grab().toImage()
    colours = LIGHT if theme is Theme.LIGHT else DARK
    assert strongest_contrast(field, image, colours.card) >= 4.5


def strongest_contrast(field: QLineEdit, image: QImage, ground: str) -> float:
    """Of any pixel of the field's text against its ground."""
    left = field.x() + 40
    return max(
        contrast(QColor(image.pixel(x, y)).name(), ground) for x in range(left, left + 150) for y in range(field.y() + 8, field.y() + field.height() - 8)
    )

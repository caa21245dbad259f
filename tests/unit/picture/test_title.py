"""The title card fits whatever the topic, and comes and goes as its cue says."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtGui import QFont, QImage, QPainter

from emlinh_desktop.domain.brief import Composition
from emlinh_desktop.domain.shot import TitleCue
from emlinh_desktop.picture.fonts import load_fonts, text_font
from emlinh_desktop.picture.layout import stage_layout
from emlinh_desktop.picture.presenter import Presenter
from emlinh_desktop.picture.shaped_text import shape
from emlinh_desktop.picture.title import FADE_FRAMES, TitleLayer, TitleState, fit_title, title_state
from tests.unit.picture.stage_shots import make_shot

TOPICS = ["Trà", "Lợi ích của việc đọc sách mỗi ngày", "Vì sao " * 71, "W" * 500, "👨‍👩‍👧‍👦 gia đình 🇻🇳", "a" * 40 + " b"]


@pytest.mark.parametrize("composition", list(Composition))
@pytest.mark.parametrize("topic", TOPICS)
def test_the_card_stays_in_its_box_and_off_the_face(composition: Composition, topic: str) -> None:
    load_fonts()
    layout = stage_layout(composition)
    presenter = Presenter("em-linh", layout.figure_x_px, layout.figure_y_px, layout.figure_height_px)
    place = TitleLayer(layout).box(TitleState(topic, 255, 0))
    area = layout.title
    assert place.left() >= area.x
    assert place.right() < area.right
    assert place.top() >= area.y
    assert place.bottom() < area.bottom
    assert not place.intersects(presenter.face_box())


def test_a_short_topic_is_shown_whole_and_large_a_long_one_is_elided() -> None:
    size_px, lines = fit_title("Lợi ích của việc đọc sách mỗi ngày", 76, 780, 270)
    assert size_px >= 60
    assert len(lines) == 2
    small_px, _ = fit_title("Vì sao " * 71, 76, 780, 270)
    assert small_px == pytest.approx(0.45 * 76)


def test_lines_are_balanced() -> None:
    _, lines = fit_title("Lợi ích của việc đọc sách mỗi ngày", 76, 780, 270)
    assert min(line.width_px for line in lines) > 0.6 * max(line.width_px for line in lines)


def test_no_line_is_wider_than_the_box() -> None:
    for topic in TOPICS:
        _, lines = fit_title(topic, 76, 500, 200)
        assert max(line.width_px for line in lines) <= 500
        assert shape(topic, text_font(20, QFont.Weight.Bold)).width_px > 0


def test_it_comes_in_and_goes_out_as_the_cue_says() -> None:
    shot = replace(make_shot(title=TitleCue("Trà", fades_in=True, fades_out=True)), frame_count=100)
    opacities = [state.opacity if (state := title_state(shot, frame)) else 0 for frame in range(shot.frame_count)]
    assert opacities[0] == 0
    assert opacities[-1] == 0
    assert opacities[: FADE_FRAMES + 1] == sorted(opacities[: FADE_FRAMES + 1])
    assert set(opacities[FADE_FRAMES : shot.frame_count - FADE_FRAMES]) == {255}
    assert opacities[-FADE_FRAMES:] == sorted(opacities[-FADE_FRAMES:], reverse=True)


def test_in_a_long_sentence_it_leaves_before_the_end() -> None:
    shot = replace(make_shot(title=TitleCue("Trà", fades_in=True, fades_out=True)), frame_count=400)
    assert title_state(shot, 110) == TitleState("Trà", 255, 0)
    assert title_state(shot, 135) is None
    assert title_state(shot, 399) is None


def test_it_stands_still_across_a_shot_without_fades() -> None:
    shot = make_shot(title=TitleCue("Trà", fades_in=False, fades_out=False))
    assert {title_state(shot, frame) for frame in range(shot.frame_count)} == {TitleState("Trà", 255, 0)}


def test_no_cue_no_card() -> None:
    shot = make_shot(title=None)
    assert title_state(shot, 40) is None
    assert title_state(replace(shot, title=TitleCue("  ", fades_in=True, fades_out=True)), 40) is None


@pytest.mark.expected_warnings
def test_a_topic_no_font_draws_has_no_empty_card() -> None:
    load_fonts()
    layer, state = TitleLayer(stage_layout(Composition.LANDSCAPE)), TitleState("\U00013000\U00013001", 255, 0)
    image = QImage(64, 64, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    layer.paint(painter, state)
    painter.end()
    assert layer.box(state).isEmpty()

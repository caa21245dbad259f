"""Captions stay in their safe areas, off face and hands, and mark the spoken word."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPainter

from emlinh_desktop.domain.brief import Composition
from emlinh_desktop.picture.caption import CaptionLayer, CaptionState, caption_state
from emlinh_desktop.picture.fonts import load_fonts
from emlinh_desktop.picture.ink import ink, pixels_of, to_rgb
from emlinh_desktop.picture.layout import stage_layout
from emlinh_desktop.picture.presenter import Presenter
from tests.unit.picture.stage_shots import SENTENCE, make_shot

TEXTS = [SENTENCE, "Xin chào!", "WWWWWWWWWWWWWWWWWWWW WWWWWWWWWWWWWWWWWWWWW", "👋 " * 20, "https://vi.wikipedia.org/" + "W" * 90, "Ẫ" * 42, "x" * 500]


def touched(composition: Composition, state: CaptionState) -> npt.NDArray[np.bool_]:
    load_fonts()
    layout = stage_layout(composition)
    image = QImage(layout.width_px, layout.height_px, QImage.Format.Format_RGB32)
    image.fill(QColor("#808080"))
    painter = QPainter(image)
    CaptionLayer(layout).paint(painter, state)
    painter.end()
    mask: npt.NDArray[np.bool_] = (pixels_of(image)[:, :, :3] != 128).any(axis=2)
    return mask


def extent(mask: npt.NDArray[np.bool_]) -> QRect:
    rows, columns = np.nonzero(mask.any(axis=1))[0], np.nonzero(mask.any(axis=0))[0]
    return QRect(int(columns[0]), int(rows[0]), int(columns[-1] - columns[0] + 1), int(rows[-1] - rows[0] + 1))


@pytest.mark.parametrize("composition", list(Composition))
@pytest.mark.parametrize("text", TEXTS)
def test_painted_captions_stay_in_the_safe_area_off_face_and_hands(composition: Composition, text: str) -> None:
    layout = stage_layout(composition)
    presenter = Presenter("em-linh", layout.figure_x_px, layout.figure_y_px, layout.figure_height_px)
    shot = make_shot(composition, text=text)
    for page in shot.captions:
        lines = tuple(tuple(shot.words[index].text for index in line) for line in page.lines)
        area = extent(touched(composition, CaptionState(lines, 0)))
        width, height = composition.size_px
        assert area.left() >= 0.05 * width - 1
        assert area.right() < 0.95 * width
        assert area.bottom() < 0.95 * height
        assert not area.intersects(presenter.face_box())
        if composition is not Composition.LANDSCAPE:
            assert not area.intersects(presenter.hands_box())
        if composition is Composition.PORTRAIT:
            assert area.bottom() < 1536
            assert area.right() < 950
            assert area.right() < layout.figure_x_px + 0.803 * layout.figure_height_px / 1.2  # the open hand


def test_no_flicker_between_words_and_one_word_at_a_time() -> None:
    shot = make_shot()
    states = [caption_state(shot, frame) for frame in range(shot.frame_count)]
    current = [state.current for state in states if state]
    assert None not in states[10 : shot.frame_count - 1]
    assert current == sorted(current)
    assert set(current) == {-1, *range(len(shot.words))}


def test_the_spoken_word_is_marked_and_the_others_are_not() -> None:
    shot = make_shot()
    word = shot.words[4]
    state = caption_state(shot, round((word.start_s + word.end_s) / 2 * 30))
    assert state is not None
    assert state.current == 4


def test_captions_off_means_off() -> None:
    shot = make_shot(captions=False)
    assert all(caption_state(shot, frame) is None for frame in range(shot.frame_count))


@pytest.mark.parametrize("jump", [(0, 1), (1, 2), (2, 9), (-1, 0), (9, 3)])
def test_only_the_named_rectangle_changes_between_words(jump: tuple[int, int]) -> None:
    load_fonts()
    layout = stage_layout(Composition.LANDSCAPE)
    layer = CaptionLayer(layout)
    lines = (tuple(SENTENCE.split()[:8]), tuple(SENTENCE.split()[8:]))
    old, new = CaptionState(lines, jump[0]), CaptionState(lines, jump[1])
    pictures = []
    for state in (old, new):
        image = QImage(layout.width_px, layout.height_px, QImage.Format.Format_RGB32)
        image.fill(QColor("#336699"))
        painter = QPainter(image)
        layer.paint(painter, state)
        painter.end()
        pictures.append(pixels_of(image).copy())
    differing = (pictures[0] != pictures[1]).any(axis=2)
    (named,) = layer.changed(old, new)
    assert named.contains(extent(differing))


def contrast(one: QColor, other: QColor) -> float:
    """WCAG 2.2, relative luminance and contrast ratio."""

    def luminance(colour: QColor) -> float:
        parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (colour.redF(), colour.greenF(), colour.blueF())]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("ground", ["#FFFFFF", "#000000", "#1F807D"])
def test_words_can_be_read_on_any_ground(ground: str) -> None:
    """The painted box's and letters' colours, measured."""
    load_fonts()
    layout = stage_layout(Composition.LANDSCAPE)
    image = QImage(layout.width_px, layout.height_px, QImage.Format.Format_RGB32)
    image.fill(ink(ground))
    painter = QPainter(image)
    layer = CaptionLayer(layout)
    state = CaptionState((("HHHH", "HHHH", "HHHH"),), 1)
    layer.paint(painter, state)
    painter.end()
    image = to_rgb(image)
    box = layer.box(state)
    row = [image.pixelColor(x, box.center().y() + 4) for x in range(box.left(), box.right())]
    grounds = row[6]
    past = max(row[: len(row) // 3], key=QColor.lightness)
    ahead = max(row[-len(row) // 3 :], key=QColor.lightness)
    middle = row[len(row) // 3 : -len(row) // 3]
    assert contrast(past, grounds) >= 4.5
    assert contrast(ahead, grounds) >= 4.5
    assert contrast(max(middle, key=QColor.lightness), min(middle, key=QColor.lightness)) >= 4.5


def test_a_page_without_lines_paints_nothing() -> None:
    shot = make_shot()
    empty = replace(shot, captions=())
    assert caption_state(empty, 40) is None

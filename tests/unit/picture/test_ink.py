"""Painting in Y, U and V gives what painting in RGB and converting gives (ITU-R BT.709-6)."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QBrush, QColor, QImage, QLinearGradient, QPainter

from emlinh_desktop.picture.ink import U, V, Y, ink, ink_drawing, map_image, pixels_of, to_rgb
from tests.unit.picture.figure_shots import gui


def painted(colours: tuple[QColor, QColor, QColor]) -> QImage:
    """A gradient under a translucent square, turned."""
    image = QImage(64, 64, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    gradient = QLinearGradient(QPointF(0, 0), QPointF(64, 64))
    gradient.setColorAt(0, colours[0])
    gradient.setColorAt(1, colours[1])
    painter.fillRect(image.rect(), QBrush(gradient))
    painter.rotate(10)
    colours[2].setAlpha(128)
    painter.fillRect(20, 10, 30, 30, colours[2])
    painter.end()
    return image


@pytest.mark.parametrize(
    ("name", "yuv"),
    [("#FFFFFF", (235, 128, 128)), ("#000000", (16, 128, 128)), ("#FF0000", (63, 102, 240)), ("#0000FF", (32, 240, 118)), ("#00FF00", (173, 42, 26))],
)
def test_colours_are_those_of_the_standard(name: str, yuv: tuple[int, int, int]) -> None:
    colour = ink(name, 77)
    assert (colour.red(), colour.green(), colour.blue(), colour.alpha()) == (*yuv, 77)


def test_painting_in_ink_is_mapping_the_painting() -> None:
    gui()
    names = ("#3BA59D", "#F2D394", "#7A242C")
    in_ink = painted((ink(names[0]), ink(names[1]), ink(names[2])))
    mapped = painted((QColor(names[0]), QColor(names[1]), QColor(names[2])))
    map_image(mapped)
    apart = np.abs(pixels_of(in_ink)[:, :, :3].astype(int) - pixels_of(mapped)[:, :, :3])
    assert apart.max() <= 2
    assert apart.mean() < 0.7


def test_a_premultiplied_image_maps_as_its_colours_do() -> None:
    image = QImage(2, 1, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(QColor(255, 0, 0, 128))
    map_image(image)
    pixel = pixels_of(image)[0, 0]
    assert pixel[3] == 128
    assert np.abs(pixel[[Y, U, V]] * (255 / 128) - (63, 102, 240)).max() < 2
    image.fill(0)
    map_image(image)
    assert not pixels_of(image).any()


def test_the_way_back_shows_the_colour_again() -> None:
    image = QImage(2, 2, QImage.Format.Format_RGB32)
    for name in ("#FFFFFF", "#000000", "#1F807D", "#CB6A68"):
        image.fill(ink(name))
        shown, wanted = to_rgb(image).pixelColor(0, 0), QColor(name)
        assert max(abs(shown.red() - wanted.red()), abs(shown.green() - wanted.green()), abs(shown.blue() - wanted.blue())) <= 2


@pytest.mark.parametrize("drawing", ["presenters/em-linh/em-linh.svg", *(f"backgrounds/office/{shape}.svg" for shape in ("landscape", "portrait", "square"))])
def test_every_colour_of_a_drawing_is_mapped(drawing: str) -> None:
    """A colour written in another way would be painted as it is and come out wrong."""
    text = bytes(ink_drawing(drawing).data()).decode()
    for attribute in ("fill", "stroke", "stop-color"):
        written = {part.split('"', 1)[0] for part in text.split(f' {attribute}="')[1:]}
        assert all(value in ("none",) or (value.startswith(("url(", "#")) and len(value) != 4) for value in written), attribute
    assert "style=" not in text
    assert "rgb(" not in text

"""Where things stand in each composition. All numbers are pixels of the finished film.

Every composition is laid out for itself. The rules they share, checked by the tests: nothing important in the
outer 5 %; captions never over the face; in portrait clear of the bottom 20 % and the right 12 %, where phone
interfaces sit; in square clear of the hands, too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from emlinh_desktop.domain.brief import Composition


class Box(NamedTuple):
    """A rectangle: left, top, width, height."""

    x: int
    y: int
    width: int
    height: int

    @property
    def right(self) -> int:
        return self.x + self.width

    @property
    def bottom(self) -> int:
        return self.y + self.height


@dataclass(frozen=True, slots=True)
class StageLayout:
    """One composition. `figure_*` place the presenter's whole canvas; title and caption stay inside their boxes.

    A caption box hugs its text, standing on the bottom of `caption`; a title card hugs its own, hanging from
    the top of `title`. Each stands in the middle of its area where `..._centred`, else at the left.
    """

    width_px: int
    height_px: int
    figure_x_px: float
    figure_y_px: float
    figure_height_px: float
    title: Box
    title_px: float
    title_centred: bool
    caption: Box
    caption_px: float
    caption_centred: bool


_LAYOUTS = {
    Composition.LANDSCAPE: StageLayout(1920, 1080, 1010, 162, 918, Box(96, 132, 900, 360), 76, False, Box(96, 866, 1040, 160), 42, False),
    # The caption crosses the chest, left of the open hand, which reaches in to x = 812.
    Composition.PORTRAIT: StageLayout(1080, 1920, -60, 616, 1304, Box(72, 160, 936, 350), 80, True, Box(54, 1230, 752, 170), 46, True),
    # The hands rest above the caption, so the figure is tall and the title stands at her side.
    Composition.SQUARE: StageLayout(1080, 1080, 166, 30, 1050, Box(54, 54, 392, 420), 46, False, Box(54, 912, 972, 114), 35, True),
}


def stage_layout(composition: Composition) -> StageLayout:
    """The layout of a composition."""
    return _LAYOUTS[composition]

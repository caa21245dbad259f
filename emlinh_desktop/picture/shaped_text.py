"""Short texts shaped once: outlines for letters, coloured bitmaps for emoji."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QPointF
from PySide6.QtGui import QBrush, QColor, QFont, QGlyphRun, QImage, QPainter, QPainterPath, Qt, QTextLayout

from emlinh_desktop.picture.fonts import EMOJI_FAMILY, drawable
from emlinh_desktop.picture.ink import map_image


@dataclass(frozen=True, slots=True)
class ShapedText:
    """One line of text from its origin on the base line. `outlines` fill with one colour; `emoji` bring their own: images and where they go."""

    width_px: float
    outlines: QPainterPath
    emoji: tuple[tuple[QImage, QPoint], ...]

    def paint(self, painter: QPainter, x_px: float, baseline_px: float, colour: QColor) -> None:
        """Draw it with its origin at (x, baseline)."""
        painter.translate(x_px, baseline_px)
        painter.fillPath(self.outlines, QBrush(colour))
        for image, at in self.emoji:
            painter.drawImage(at, image)
        painter.translate(-x_px, -baseline_px)


def shape(text: str, font: QFont) -> ShapedText:
    """Shape what can be drawn of a text (see `fonts.drawable`)."""
    shown, _ = drawable(text)
    outlines = QPainterPath()
    outlines.setFillRule(Qt.FillRule.WindingFill)  # accents overlap their letters and would cut holes
    if not shown.strip():
        return ShapedText(0.0, outlines, ())
    layout = QTextLayout(shown, font)
    layout.beginLayout()
    line = layout.createLine()
    layout.endLayout()
    ascent_px = line.ascent()
    emoji = []
    for run in layout.glyphRuns():
        raw = run.rawFont()
        if raw.familyName() == EMOJI_FAMILY:
            emoji.append(_emoji_image(run, ascent_px))
            continue
        for glyph, position in zip(run.glyphIndexes(), run.positions(), strict=True):
            outlines.addPath(raw.pathForGlyph(glyph).translated(position.x(), position.y() - ascent_px))
    return ShapedText(line.naturalTextWidth(), outlines, tuple(emoji))


def _emoji_image(run: QGlyphRun, ascent_px: float) -> tuple[QImage, QPoint]:
    """A run's coloured bitmaps, mapped to ink, and the place of their top-left corner."""
    moved = QPointF(0, -ascent_px)
    rect = run.boundingRect().translated(moved).toAlignedRect().adjusted(-2, -2, 2, 2)
    image = QImage(rect.size(), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawGlyphRun(moved - QPointF(rect.topLeft()), run)
    painter.end()
    map_image(image)
    return image, rect.topLeft()

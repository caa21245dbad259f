"""Short texts shaped once: outlines for letters, coloured bitmaps for emoji."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF
from PySide6.QtGui import QBrush, QColor, QFont, QGlyphRun, QPainter, QPainterPath, Qt, QTextLayout

from emlinh_desktop.picture.fonts import EMOJI_FAMILY, drawable


@dataclass(frozen=True, slots=True)
class ShapedText:
    """One line of text from its origin on the base line. `outlines` fill with one colour; `emoji` bring their own."""

    width_px: float
    outlines: QPainterPath
    emoji: tuple[tuple[QGlyphRun, float], ...]

    def paint(self, painter: QPainter, x_px: float, baseline_px: float, colour: QColor) -> None:
        """Draw it with its origin at (x, baseline)."""
        painter.translate(x_px, baseline_px)
        painter.fillPath(self.outlines, QBrush(colour))
        for run, ascent_px in self.emoji:
            painter.drawGlyphRun(QPointF(0, -ascent_px), run)
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
            emoji.append((run, ascent_px))
            continue
        for glyph, position in zip(run.glyphIndexes(), run.positions(), strict=True):
            outlines.addPath(raw.pathForGlyph(glyph).translated(position.x(), position.y() - ascent_px))
    return ShapedText(line.naturalTextWidth(), outlines, tuple(emoji))

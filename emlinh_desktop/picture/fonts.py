"""The shipped fonts, and what of a text can be drawn with them and the system's.

Be Vietnam Pro carries every Vietnamese letter; Noto Color Emoji (its CBDT build: the COLRv1 one stays blank with
older FreeType) the emoji. Other scripts fall back to the system's fonts, and what no font can draw is left out:
a film never shows a missing-glyph box.
"""

from __future__ import annotations

import functools
import logging
import unicodedata
from collections.abc import Iterator

from PySide6.QtCore import QTextBoundaryFinder
from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF, QTextLayout

from emlinh_desktop.domain.errors import ErrorCode, ResourceError
from emlinh_desktop.picture.fingerprint import font_paths
from emlinh_desktop.picture.gui_application import ensure_gui_application

TEXT_FAMILY = "Be Vietnam Pro"
EMOJI_FAMILY = "Noto Color Emoji"

_JOINER = "\u200d"
_logger = logging.getLogger(__name__)
_warned: set[str] = set()


@functools.cache
def load_fonts() -> None:
    """Register the shipped fonts, once a process. Main thread.

    Raises:
        ResourceError: FONT_MISSING when a file is missing or broken.
    """
    ensure_gui_application()
    for path in font_paths():
        if QFontDatabase.addApplicationFont(str(path)) < 0:
            raise ResourceError(ErrorCode.FONT_MISSING, path=str(path))
    QFontDatabase.addApplicationEmojiFontFamily(EMOJI_FAMILY)


def text_font(size_px: float, weight: QFont.Weight) -> QFont:
    """The house font: unhinted, so that a line has the same shape and width at every size."""
    load_fonts()
    font = QFont()
    font.setFamilies([TEXT_FAMILY, EMOJI_FAMILY])
    font.setPixelSize(max(1, round(size_px)))
    font.setWeight(weight)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def drawable(text: str) -> tuple[str, tuple[str, ...]]:
    """The NFC text without what no font can draw, and the clusters that were dropped (each is warned of once).

    A cluster is what a reader calls one character: a letter with its marks, an emoji family, a flag, a keycap.
    A letter whose marks cannot be drawn keeps its place without them.
    """
    kept: list[str] = []
    dropped: list[str] = []
    for cluster in _clusters(unicodedata.normalize("NFC", text)):
        shown = _drawable_part(cluster)
        if shown != cluster:
            dropped.append(cluster)
        kept.append(shown)
    for cluster in dropped:
        if cluster not in _warned:
            _warned.add(cluster)
            _logger.warning("no font draws %s: left out", " ".join(f"U+{ord(char):04X}" for char in cluster))
    return "".join(kept), tuple(dropped)


def _clusters(text: str) -> Iterator[str]:
    finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Grapheme, text)
    utf16 = text.encode("utf-16-le", "surrogatepass")  # the finder counts in UTF-16 units
    start = finder.position()
    while (end := finder.toNextBoundary()) >= 0:
        yield utf16[2 * start : 2 * end].decode("utf-16-le", "replace")
        start = end


@functools.lru_cache(maxsize=4096)
def _drawable_part(cluster: str) -> str:
    """The cluster if it can be drawn, else the longest beginning of it that can, often ""."""
    if cluster.isspace():
        return cluster
    for length in range(len(cluster), 0, -1):
        part = cluster[:length].rstrip(_JOINER)
        if part and _has_all_glyphs(part):
            return part
    return ""


def _has_all_glyphs(cluster: str) -> bool:
    """Whether shaping gives real glyphs. Each character is asked for first: `QTextLayout.glyphRuns` crashes on a script without any font."""
    metrics = _metrics()
    visible = [char for char in cluster if not _is_ignorable(char)]
    if not visible or not all(metrics.inFontUcs4(ord(char)) for char in visible):
        return False
    layout = QTextLayout(cluster, _probe_font())
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    glyphs = [glyph for run in layout.glyphRuns() for glyph in run.glyphIndexes()]
    return bool(glyphs) and 0 not in glyphs


def _is_ignorable(char: str) -> bool:
    """Joiners, variation selectors, tags: without a picture of their own (Unicode, Default_Ignorable_Code_Point)."""
    return unicodedata.category(char) == "Cf" or "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef"


@functools.cache
def _probe_font() -> QFont:
    return text_font(40, QFont.Weight.DemiBold)


@functools.cache
def _metrics() -> QFontMetricsF:
    return QFontMetricsF(_probe_font())

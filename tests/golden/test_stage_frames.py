"""Reference frames of every composition and background, quarter size, compared with a tolerance.

Fonts, Qt and rounding differ a little between machines: a pixel may be off by 24 of 255 in one channel in up to 0.5 % of the
picture, and by 2 on average. `EMLINH_RENEW_GOLDEN=1` paints the references anew; a failure leaves `<name>-got.png` and
`<name>-diff.png` (differences four times enlarged in value) in the test's folder, whose path the message tells.
"""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from emlinh_desktop.domain.brief import Composition
from emlinh_desktop.picture.frame_painter import FramePainter
from tests.unit.picture.stage_shots import make_shot

REFERENCES = Path(__file__).parent / "frames"
LARGEST = 24
OFTEN = 0.005
MEAN = 2.0

CASES = [
    ("landscape-office-title", Composition.LANDSCAPE, "office", 40),
    ("landscape-abstract", Composition.LANDSCAPE, "abstract", 100),
    ("portrait-office", Composition.PORTRAIT, "office", 75),
    ("portrait-none", Composition.PORTRAIT, "none", 20),
    ("square-office", Composition.SQUARE, "office", 60),
    ("square-abstract", Composition.SQUARE, "abstract", 130),
]


def pixels(image: QImage) -> npt.NDArray[np.int16]:
    rgb = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(rgb.constBits(), np.uint8).reshape(rgb.height(), rgb.bytesPerLine())
    return rows[:, : 3 * rgb.width()].reshape(rgb.height(), rgb.width(), 3).astype(np.int16)


def save_difference(difference: npt.NDArray[np.int16], path: Path) -> None:
    shown = np.ascontiguousarray(np.clip(4 * difference, 0, 255).astype(np.uint8))
    height, width, _ = shown.shape
    QImage(shown.data, width, height, 3 * width, QImage.Format.Format_RGB888).save(str(path))


@pytest.mark.parametrize(("name", "composition", "background", "frame"), CASES, ids=[case[0] for case in CASES])
def test_a_frame_looks_like_its_reference(name: str, composition: Composition, background: str, frame: int, tmp_path: Path) -> None:
    shot = make_shot(composition, background)
    whole = FramePainter(shot.look).image(shot, frame)
    got = whole.scaled(whole.size() / 4, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)
    reference = REFERENCES / f"{name}.png"
    if os.environ.get("EMLINH_RENEW_GOLDEN") == "1":
        REFERENCES.mkdir(exist_ok=True)
        assert got.save(str(reference))
    wanted = QImage(str(reference))
    assert wanted.size() == got.size(), f"no reference {reference}: set EMLINH_RENEW_GOLDEN=1"
    difference = np.abs(pixels(got) - pixels(wanted))
    off = float((difference.max(axis=2) > LARGEST).mean())
    if off > OFTEN or difference.mean() > MEAN:
        got.save(str(tmp_path / f"{name}-got.png"))
        save_difference(difference, tmp_path / f"{name}-diff.png")
    assert off <= OFTEN, f"{100 * off:.2f} % of the pixels differ; look in {tmp_path}"
    assert difference.mean() <= MEAN, f"{difference.mean():.2f} levels off on average; look in {tmp_path}"

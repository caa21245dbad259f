"""The gap between the lips, measured in pixels of painted frames."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QSize

from emlinh_desktop.domain.shot import MouthTrack
from emlinh_desktop.domain.timebase import FPS, frames_for
from emlinh_desktop.domain.utterance import Utterance
from emlinh_desktop.lipsync.mouth_track import MouthTracker
from emlinh_desktop.lipsync.visemes import SHAPES
from emlinh_desktop.picture.ink import to_rgb
from emlinh_desktop.picture.mouth import Mouth
from emlinh_desktop.picture.presenter import Pose, Presenter
from emlinh_desktop.picture.rig import load_rig
from tests.unit.lipsync.speech import recorded, spoken
from tests.unit.picture.figure_shots import LANDSCAPE, gui, painted, pixels

LEAD = 6
SCALE = LANDSCAPE[2] / load_rig("em-linh").canvas[1]
WINDOW = QSize(90, 110)  # around the mouth, at the size of a landscape frame


@pytest.fixture(scope="module")
def presenter() -> Presenter:
    gui()
    x, y = load_rig("em-linh").mouth_centre
    return Presenter("em-linh", round(WINDOW.width() / 2 - x * SCALE), round(40 - y * SCALE), LANDSCAPE[2])


def gap_px(presenter: Presenter, mouth: Mouth) -> int:
    """Rows in the mouth's middle column that show the cavity or teeth instead of lips (the tongue, lip-red, is left out)."""
    shown = to_rgb(painted(presenter, Pose(mouth=mouth._replace(tongue=0.0)), size=WINDOW))
    column = pixels(shown).astype(int)[20:95, WINDOW.width() // 2]
    blue, green, red = column.T
    dark = red < 112
    white = (blue > 195) & (green > 195)
    return int((dark | white).sum())


def gaps_px(presenter: Presenter, track: MouthTrack) -> list[int]:
    return [gap_px(presenter, Mouth(*(float(value) for value in row))) for row in track]


def track_of(utterance: Utterance) -> MouthTrack:
    return MouthTracker().track(utterance, LEAD, LEAD + frames_for(utterance.duration_s) + 8)


def test_shapes_open_as_their_sounds_do(presenter: Presenter) -> None:
    gaps = {name: gap_px(presenter, Mouth(*shape)) for name, shape in SHAPES.items()}
    assert gaps["A"] == 0
    assert gaps["X"] <= 2  # the line where resting lips meet is dark
    assert gaps["D"] > gaps["C"] > gaps["B"] > gaps["A"]
    assert gaps["D"] >= 20
    assert gaps["F"] > 0


@pytest.mark.parametrize("ipa", ["p", "b", "m"])
@pytest.mark.parametrize("phase_ms", [0, 9, 17, 25])
def test_lips_are_painted_shut_in_every_closure(presenter: Presenter, ipa: str, phase_ms: int) -> None:
    utterance = spoken(("s", 70), ("aː", 110), (ipa, 26), ("aː", 130), ("n", 60), offset_s=phase_ms / 1000)
    gaps = gaps_px(presenter, track_of(utterance))
    closing = utterance.phonemes[2]
    first, last = int((closing.start_s - 0.02) * FPS) + LEAD + 1, int((closing.end_s + 0.02) * FPS) + LEAD
    assert min(gaps[first : last + 1]) == 0
    assert max(gaps) >= 12


def test_a_real_sentence_opens_with_its_loudness_and_rests_at_both_ends(presenter: Presenter) -> None:
    utterance = recorded()
    gaps = np.array(gaps_px(presenter, track_of(utterance))[:150])
    assert gaps[0] <= 2
    power = np.array([float((utterance.audio[k * 1600 : (k + 3) * 1600] ** 2).mean()) for k in range(140)])
    assert float(np.corrcoef(np.sqrt(power), gaps[LEAD + 1 : LEAD + 141])[0, 1]) > 0.4
    labialised = [
        p for a, p in zip(utterance.phonemes, utterance.phonemes[1:], strict=False) if p.ipa in "ŋk" and a.ipa in "uoɔ" and a.word == p.word and p.ipa
    ]
    for final in (p for p in labialised if p.end_s < 4.5):
        first, last = int((final.start_s - 0.02) * FPS) + LEAD + 1, int((final.end_s + 0.02) * FPS) + LEAD
        assert gaps[first : last + 1].min() == 0

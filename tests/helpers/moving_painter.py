"""A small painter for render tests: every frame differs, is a pure function of (Shot, frame), and can misbehave on order.

The Shot's text says how: `kill:PATH` kills its own process once (until PATH exists), `slow` takes 30 ms a frame,
`stuck` never returns, `full` finds the disk full, `bug` raises, `black` and `still` paint such frames.
"""

from __future__ import annotations

import os
import resource
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt

from emlinh_desktop.domain.brief import Composition
from emlinh_desktop.domain.shot import Background, CaptionPage, Look, Shot
from emlinh_desktop.domain.utterance import WordTiming

WIDTH_PX, HEIGHT_PX = 128, 72
LOOK = Look(Composition.LANDSCAPE, Background("office"), "em-linh", captions=True)


@dataclass(frozen=True)
class Painted:
    y: npt.NDArray[np.uint8]
    picture: av.VideoFrame


class MovingPainter:
    def __init__(self, look: Look) -> None:
        self._across = np.arange(WIDTH_PX)[None, :] + 2 * np.arange(HEIGHT_PX)[:, None]

    def frames(self, shot: Shot, first: int, count: int, *, ahead: bool) -> Iterator[Painted]:
        return (self.yuv(shot, frame) for frame in range(first, first + count))

    def yuv(self, shot: Shot, frame: int) -> Painted:
        misbehave(shot.text, frame)
        moment = 0 if shot.text == "still" else frame
        y = (self._across * 3 + moment * 7 + shot.seed) % 200 + 16
        if shot.text == "black":
            y = np.full_like(y, 16)
        luma = y.astype(np.uint8)
        blue = np.full((HEIGHT_PX // 4, WIDTH_PX), 128, np.uint8)
        red = blue + np.uint8(shot.seed % 64)
        return Painted(luma, av.VideoFrame.from_ndarray(np.concatenate([luma, blue, red]), "yuv420p"))


def misbehave(text: str, frame: int) -> None:
    if text == "slow":
        time.sleep(0.03)
    elif text == "stuck":
        time.sleep(3600)
    elif text == "full" and frame == 5:
        resource.setrlimit(resource.RLIMIT_FSIZE, (64, resource.RLIM_INFINITY))  # the Segment's file will not fit
    elif text == "bug":
        raise RuntimeError("a bug in the painter")
    elif text == "always-kill":
        os._exit(9)
    elif text.startswith("kill:") and frame == 5 and not Path(text[5:]).exists():
        Path(text[5:]).touch()
        os._exit(9)


def moving_painter(look: Look) -> MovingPainter:
    return MovingPainter(look)


def fingerprint(look: Look) -> str:
    return "moving"


def make_shot(frame_count: int, seed: int = 0, text: str = "Xin chào các bạn", line_id: str = "a", look: Look = LOOK) -> Shot:
    """A Shot whose words share its time and stand on one caption page; the mouth opens and closes."""
    tokens = text.split()
    step_s = frame_count / 30 / len(tokens)
    words = tuple(WordTiming(token, 0, len(token), n * step_s, (n + 1) * step_s) for n, token in enumerate(tokens))
    mouth = np.zeros((frame_count, 7), np.float32)
    mouth[1:-1, 0] = 0.5 + 0.5 * np.sin(np.arange(max(0, frame_count - 2)))
    return Shot(
        line_id=line_id,
        text=text,
        frame_count=frame_count,
        look=look,
        words=words,
        phonemes=(),
        captions=(CaptionPage(0.0, frame_count / 30, (tuple(range(len(words))),)),),
        mouth=mouth,
        seed=seed,
        motion_in_s=0.0,
        motion_out_s=frame_count / 30,
    )

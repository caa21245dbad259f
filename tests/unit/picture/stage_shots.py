"""Shots for the stage's tests: a real sentence with plausible word times and a moving mouth."""

from __future__ import annotations

import numpy as np

from emlinh_desktop.domain.brief import Composition, Language
from emlinh_desktop.domain.shot import Background, Look, Shot, TitleCue
from emlinh_desktop.domain.timebase import FPS, frames_for
from emlinh_desktop.domain.utterance import PhonemeTiming, WordTiming
from emlinh_desktop.picture.caption_pages import CaptionPages
from emlinh_desktop.picture.yuv_planes import YuvFrame

SENTENCE = "Ánh sáng mặt trời trông như màu trắng, nhưng thật ra gồm nhiều màu sắc khác nhau."
TITLE = "Vì sao bầu trời có màu xanh?"


def timed_words(text: str, start_s: float = 0.3) -> tuple[WordTiming, ...]:
    """Words spoken one after another, longer ones longer."""
    words = []
    at_s, position = start_s, 0
    for token in text.split():
        end_s = at_s + 0.12 + 0.04 * len(token)
        words.append(WordTiming(token, position, position + len(token), at_s, end_s))
        at_s, position = end_s + 0.03, position + len(token) + 1
    return tuple(words)


def make_shot(
    composition: Composition = Composition.LANDSCAPE,
    background: Background | str = "office",
    *,
    text: str = SENTENCE,
    title: TitleCue | None = TitleCue(TITLE, fades_in=True, fades_out=True),  # noqa: B008 - a frozen value
    captions: bool = True,
    motion_in_s: float = 0.0,
) -> Shot:
    """One Line said in about five seconds, mouth moving in every frame but the ends."""
    words = timed_words(text)
    frame_count = frames_for((words[-1].end_s if words else 1.0) + 0.5)
    frames = np.arange(frame_count)
    mouth = np.zeros((frame_count, 7), np.float32)
    mouth[:, 5] = 0.5
    mouth[2:-2, 0] = 0.3 + 0.3 * np.sin(1.1 * frames[2:-2])
    mouth[2:-2, 3] = 0.6
    look = Look(composition, Background(background) if isinstance(background, str) else background, "em-linh", captions)
    return Shot(
        line_id="a-1",
        text=text,
        frame_count=frame_count,
        look=look,
        words=words,
        phonemes=tuple(PhonemeTiming("a", word.start_s, word.end_s, index, 2 * (index % 3 == 0), Language.VI) for index, word in enumerate(words)),
        captions=CaptionPages().pages(text, words, frame_count / FPS, composition),
        mouth=mouth,
        seed=7,
        motion_in_s=motion_in_s,
        motion_out_s=motion_in_s + frame_count / FPS,
        title=title,
    )


def plane_bytes(frame: YuvFrame) -> bytes:
    """A frame's pixels, copied."""
    return frame.y.tobytes() + frame.u.tobytes() + frame.v.tobytes()

"""Shots of a made-up talk with the real look: words, captions, phonemes and a mouth that moves as in speech."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from emlinh_desktop.domain.brief import Composition, Language
from emlinh_desktop.domain.shot import MOUTH_PARAMETERS, Background, Look, Shot, TitleCue
from emlinh_desktop.domain.timebase import FPS
from emlinh_desktop.domain.utterance import PhonemeTiming, WordTiming
from emlinh_desktop.picture.caption_pages import CaptionPages

SENTENCES = (
    "Xin chào các bạn, hôm nay chúng ta cùng nói về lợi ích của việc đọc sách mỗi ngày.",
    "Mỗi trang sách mở ra một cánh cửa, và sau cánh cửa ấy là cả một thế giới mới.",
    "Chỉ cần mười lăm phút mỗi tối, vốn từ của bạn sẽ lớn lên từng tuần.",
    "Khi đọc, bộ não phải tưởng tượng, ghi nhớ và nối các ý với nhau.",
    "Người đọc đều đặn thường ngủ ngon hơn và ít căng thẳng hơn.",
    "Hãy bắt đầu bằng một cuốn sách mỏng mà bạn thật sự tò mò.",
)
_WORD_S = 0.24
_PAUSE_S = 0.4


def talk_shots(seconds: float, composition: Composition, background: str) -> list[Shot]:
    """Shots of six different sentences in turn, about `seconds` long in all."""
    look = Look(composition, Background(background), "em-linh", captions=True)
    shots: list[Shot] = []
    clock_s = 0.0
    while clock_s < seconds:
        title = TitleCue("Lợi ích của việc đọc sách mỗi ngày", fades_in=True, fades_out=True) if not shots else None
        shot = _shot(SENTENCES[len(shots) % len(SENTENCES)], len(shots), clock_s, look, title)
        shots.append(shot)
        clock_s += shot.duration_s
    return shots


def _shot(text: str, number: int, clock_s: float, look: Look, title: TitleCue | None) -> Shot:
    words = _words(text)
    frame_count = round((words[-1].end_s + _PAUSE_S) * FPS)
    pages = CaptionPages().pages(text, words, frame_count / FPS, look.composition)
    return Shot(
        line_id=str(number),
        text=text,
        frame_count=frame_count,
        look=look,
        words=words,
        phonemes=tuple(PhonemeTiming("a", word.start_s, word.end_s, n, 2 if n % 3 == 0 else 0, Language.VI) for n, word in enumerate(words)),
        captions=pages,
        mouth=_mouth(frame_count, number),
        seed=1000 + number,
        motion_in_s=clock_s,
        motion_out_s=clock_s + frame_count / FPS,
        title=title,
    )


def _words(text: str) -> tuple[WordTiming, ...]:
    words, at = [], 0
    for n, token in enumerate(text.split()):
        start = text.index(token, at)
        at = start + len(token)
        words.append(WordTiming(token, start, at, 0.1 + n * _WORD_S, 0.1 + (n + 0.9) * _WORD_S))
    return tuple(words)


def _mouth(frame_count: int, seed: int) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    """Every parameter a smooth wander of about four syllables a second, at rest at both ends."""
    generator = np.random.default_rng(seed)
    knots = np.linspace(0, frame_count - 1, max(4, frame_count // 4))
    track = np.zeros((frame_count, len(MOUTH_PARAMETERS)), np.float32)
    for column, name in enumerate(MOUTH_PARAMETERS):
        low = -0.3 if name in ("width", "smile") else 0.0
        values = generator.uniform(low, 0.7, len(knots))
        values[0] = values[-1] = 0.0
        track[:, column] = np.interp(np.arange(frame_count), knots, values)
    return track


def frames_of(shots: Sequence[Shot]) -> int:
    return sum(shot.frame_count for shot in shots)

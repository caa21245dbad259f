"""How long a talk will last, how many words a length takes, and whole sentences left out of one that stays too long."""

from __future__ import annotations

from collections.abc import Sequence

from emlinh_desktop.domain.brief import Language
from emlinh_desktop.domain.ports import SecondsFor
from emlinh_desktop.writing.offline.fit import LEAD_IN_S, PARAGRAPH_PAUSE_S, SENTENCE_PAUSE_S, TAIL_S

Sentence = tuple[str, bool]

WITHIN = 0.06
"""of the wish: what tempo and pauses even out unheard"""

_MEAN_PAUSE_S = (2 * SENTENCE_PAUSE_S + PARAGRAPH_PAUSE_S) / 3  # a paragraph of three sentences
_PROBE = {
    Language.VI: (
        "Đọc sách mỗi ngày giúp trí nhớ của chúng ta tốt hơn và vốn từ phong phú hơn.",
        "Bạn chỉ cần dành ra hai mươi phút trước khi đi ngủ.",
        "Hãy chọn một cuốn sách bạn thật sự tò mò, rồi bắt đầu từ trang đầu tiên.",
    ),
    Language.EN: (
        "Reading every day gives us a better memory and a richer vocabulary.",
        "You only need to set aside twenty minutes before you go to sleep.",
        "Choose a book you are truly curious about, and begin with the first page.",
    ),
}


def words_for(duration_s: float, language: Language, seconds_for: SecondsFor) -> int:
    """How many words fill a film of that length in this voice."""
    probe = _PROBE[language]
    words = sum(len(sentence.split()) for sentence in probe)
    word_s = (sum(seconds_for(probe)) + len(probe) * _MEAN_PAUSE_S) / words
    return max(8, round((duration_s - LEAD_IN_S - TAIL_S) / word_s))


def film_s(sentences: Sequence[Sentence], seconds: dict[str, float]) -> float:
    """The length of a film of these sentences at tempo 1.0."""
    pauses = [PARAGRAPH_PAUSE_S if ends else SENTENCE_PAUSE_S for _, ends in sentences[:-1]]
    return LEAD_IN_S + sum(seconds[text] for text, _ in sentences) + sum(pauses) + TAIL_S


def misses_by(spoken_s: float, wanted_s: float) -> float:
    """The miss as a fraction of the wish."""
    return abs(spoken_s - wanted_s) / wanted_s


def shortened(sentences: Sequence[Sentence], seconds: dict[str, float], wanted_s: float) -> list[Sentence]:
    """Leave out sentences from inside, the one that brings the length nearest each time, until it is near or gets no nearer."""
    kept = list(sentences)
    while film_s(kept, seconds) > wanted_s * (1 + WITHIN) and len(kept) > 2:
        options = [_without(kept, place) for place in range(1, len(kept) - 1)]
        nearest = min(options, key=lambda option: abs(film_s(option, seconds) - wanted_s))
        if abs(film_s(nearest, seconds) - wanted_s) >= abs(film_s(kept, seconds) - wanted_s):
            break
        kept = nearest
    return kept


def _without(sentences: Sequence[Sentence], place: int) -> list[Sentence]:
    """The talk without one sentence; a paragraph still ends where it ended."""
    rest = [*sentences[:place], *sentences[place + 1 :]]
    if sentences[place][1]:
        rest[place - 1] = (rest[place - 1][0], True)
    return rest

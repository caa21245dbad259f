"""Topic -> a whole talk, with nothing but outlines and a voice's own measure of time."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable, Sequence

from emlinh_desktop.base.cancellation import CancelToken
from emlinh_desktop.domain.brief import Brief, Language, clean_topic
from emlinh_desktop.domain.ports import Fraction, SecondsFor
from emlinh_desktop.domain.script import Script, make_lines
from emlinh_desktop.writing.language import language_of_text
from emlinh_desktop.writing.offline.english_topic import english_topic
from emlinh_desktop.writing.offline.fit import Fitted, fit
from emlinh_desktop.writing.offline.subject import sentence_start
from emlinh_desktop.writing.offline.talk_plan import Part, TalkOutline
from emlinh_desktop.writing.offline.vietnamese_topic import vietnamese_topic

_log = logging.getLogger(__name__)

_SHORT_S = 9.0  # below: a greeting and one sentence
_NEAR_ENOUGH = 0.005
_NEAR_ENOUGH_S = 0.12
_MEASURED_AT_ONCE = 24  # sentences; keeps a call to the voice short, so that a cancel is heard
_PLANS_TRIED = 6


class OfflineWriter:
    """Hand-written outlines filled with the topic. Its scripts are drafts."""

    id = "offline"

    def language_of(self, brief: Brief) -> Language:
        """The brief's language, else the topic's."""
        return brief.language or language_of_text(brief.topic)

    def write(self, brief: Brief, language: Language, seconds_for: SecondsFor, told: Fraction, cancel: CancelToken) -> Script:
        """A talk whose film lasts `brief.duration_s` within 4 % (lead-in, pauses and tail counted).

        The same topic, length, language and voice give the same talk. `told` grows with the characters measured and written.

        Raises:
            InputError: TOPIC_EMPTY, TOPIC_TOO_LONG.
            Cancelled: the token was cancelled.
        """
        cancel.check()
        title = clean_topic(brief.topic)
        topic = vietnamese_topic(title) if language is Language.VI else english_topic(title)
        seed = hashlib.blake2b(f"{language.value}/{title.casefold()}".encode(), digest_size=8).hexdigest()
        clock = _Clock(seconds_for, cancel)
        fitted, parts = _best_plan(TalkOutline(topic, seed), brief.duration_s, clock)
        sentences = _with_paragraphs(fitted, parts)
        _log.info("outline %s: %d sentences, %.1f s of %.1f s wanted", topic.kind.value, len(sentences), fitted.duration_s, brief.duration_s)
        lines = make_lines(sentences)
        _tell(told, [text for text, _ in sentences], cancel)
        return Script(title=sentence_start(title), language=language, lines=lines, writer=self.id, draft=True)


class _Clock:
    """Measured seconds of sentences, each measured once."""

    def __init__(self, seconds_for: SecondsFor, cancel: CancelToken) -> None:
        self._seconds_for = seconds_for
        self._cancel = cancel
        self._known: dict[str, float] = {}

    def measure(self, sentences: Iterable[str]) -> None:
        new = list(dict.fromkeys(sentence for sentence in sentences if sentence not in self._known))
        for start in range(0, len(new), _MEASURED_AT_ONCE):
            self._cancel.check()
            batch = new[start : start + _MEASURED_AT_ONCE]
            self._known.update(zip(batch, self._seconds_for(batch), strict=True))

    def __call__(self, sentence: str) -> float:
        return self._known[sentence]


def _best_plan(talk: TalkOutline, duration_s: float, clock: _Clock) -> tuple[Fitted, list[Part]]:
    """The first plan, tried in the order of liking, that lands near enough; else the nearest."""
    best: tuple[Fitted, list[Part]] | None = None
    for parts in _plans(talk, duration_s, clock):
        clock.measure(sentence for part in parts for option in part.options for sentence in option)
        fitted = fit(parts, clock, duration_s)
        if best is None or abs(fitted.duration_s - duration_s) < abs(best[0].duration_s - duration_s):
            best = fitted, parts
        if abs(best[0].duration_s - duration_s) <= max(_NEAR_ENOUGH_S, _NEAR_ENOUGH * duration_s):
            break
    if best is None:
        raise AssertionError("there is always a plan")
    return best


def _plans(talk: TalkOutline, duration_s: float, clock: _Clock) -> Iterable[list[Part]]:
    """Plans for this length, the likeliest first: as many points as fit when each says about half of what it could."""
    joined = talk.joined_list()
    if duration_s >= _SHORT_S:
        counts = _point_counts(talk, duration_s, clock)
        for count in counts[:_PLANS_TRIED]:
            yield talk.talk(count, duration_s)
        if joined and duration_s >= 12:
            yield joined
    yield talk.short_talk(naming=True)
    if duration_s >= _SHORT_S:
        for count in range(talk.fewest_points - 1, 0, -1):
            yield talk.talk(count, duration_s)
    if joined:
        yield joined
    yield talk.short_talk(naming=False)


def _point_counts(talk: TalkOutline, duration_s: float, clock: _Clock) -> list[int]:
    """Numbers of points whose shortest telling fits, nearest to a comfortable telling first."""
    probe = talk.talk(talk.fewest_points, duration_s)
    texts = [sentence for part in probe for sentence in part.options[0]]
    clock.measure(texts)
    pace = sum(clock(text) + 0.4 for text in texts) / sum(len(text) for text in texts)
    comfortable: list[tuple[float, int]] = []
    for count in range(talk.fewest_points, talk.most_points + 1):
        parts = talk.talk(count, duration_s)
        lengths = [[sum(map(len, option)) for option in part.options] for part in parts]
        least = sum(map(min, lengths)) * pace
        if least > duration_s:
            break
        points, ends = lengths[2:-1], [*lengths[:2], lengths[-1]]
        liked = sum(min(point) + talk.fullness * (max(point) - min(point)) for point in points) + sum(sum(end) / len(end) for end in ends)
        away_s = abs(liked * pace - (duration_s - 1.5))
        if count == talk.natural_points and sum(map(max, lengths)) * pace >= duration_s:
            away_s = 0.0
        comfortable.append((away_s, count))
    return [count for _, count in sorted(comfortable)]


def _with_paragraphs(fitted: Fitted, parts: Sequence[Part]) -> list[tuple[str, bool]]:
    """Sentences with their paragraph ends; the last one always ends a paragraph."""
    sentences: list[tuple[str, bool]] = []
    for option, part in zip(fitted.options, parts, strict=True):
        sentences.extend((text, part.ends_paragraph and place == len(option) - 1) for place, text in enumerate(option))
    return [*sentences[:-1], (sentences[-1][0], True)]


def _tell(told: Fraction, texts: Sequence[str], cancel: CancelToken) -> None:
    whole = sum(len(text) for text in texts)
    done = 0
    for text in texts:
        cancel.check()
        done += len(text)
        told(done / whole)

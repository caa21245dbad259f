"""A topic and a number of points -> the parts of a talk, each with alternatives that say it shorter or longer."""

from __future__ import annotations

import itertools
import random
import re
from dataclasses import dataclass
from enum import Enum, auto
from functools import cached_property

from emlinh_desktop.domain.brief import Language
from emlinh_desktop.writing.offline.fill import fill, list_phrase, with_opener
from emlinh_desktop.writing.offline.openers import MOST_ITEMS, flowing_openers, item_openers, step_openers
from emlinh_desktop.writing.offline.outline_files import Block, Outline, Theme, outline
from emlinh_desktop.writing.offline.theme_match import theme_of
from emlinh_desktop.writing.offline.topic import Kind, Topic

Option = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One place in the talk: exactly one of `options` (sentences; perhaps none) is said there, best liked first. Lower ranks choose first."""

    options: tuple[Option, ...]
    ends_paragraph: bool
    rank: int = 0


_THEME_SECTIONS: dict[Kind, tuple[str, ...]] = {
    Kind.BENEFITS: ("benefit", "fact"),
    Kind.HOW_TO: ("fact",),
    Kind.COMPARISON: (),
    Kind.EXPLANATION: ("fact", "benefit"),
    Kind.INTRODUCTION: ("fact", "history", "benefit"),
    Kind.LIST: ("fact", "benefit"),
    Kind.HISTORY: ("history",),
    Kind.ADVICE: ("benefit", "fact"),
    Kind.GENERAL: ("fact", "benefit", "history"),
}
_ITEM_SOURCES = {"tip": ("list", "tip"), "benefit": ("benefits", "point"), "fact": ("introduction", "point")}
_OWN_SHARE = 0.4  # of the points come from the kind's own outline, at most four or half of it; the rest from the shared one: so talks of one kind differ
_MOST_OWN = 4
_FEWEST_STEPS, _MOST_STEPS = 3, 4
_JOINED_START = {Language.VI: "{Tips} là: ", Language.EN: "Here they are: "}
_JOINED_AND = {Language.VI: "và ", Language.EN: "and "}
_FAVOURITE = {
    Language.VI: ("Mẹo em thích nhất: ", "Nếu chỉ giữ một mẹo, em giữ mẹo này: ", "Mẹo đáng thử ngay: "),
    Language.EN: ("My favourite: ", "If you keep only one, keep this: ", "Try this first: "),
}


_SHORT_GREETING = 30
_NAMING = re.compile(r"\{[stvqa]\}", re.IGNORECASE)


class _Scale(Enum):
    """How much room there is: under 20 s, under 45 s, more."""

    BRIEF = auto()
    MIDDLE = auto()
    LONG = auto()

    @classmethod
    def of(cls, duration_s: float) -> _Scale:
        return cls.BRIEF if duration_s < 20 else cls.MIDDLE if duration_s < 45 else cls.LONG


class TalkOutline:
    """All that can be said about one topic, in an order drawn from `seed`. The same seed draws the same."""

    def __init__(self, topic: Topic, seed: str) -> None:
        self.topic = topic
        self._seed = seed
        counts_others = topic.kind is Kind.LIST and topic.items != "tip"  # "5 lý do" is told in the words of benefits
        self._own: Outline = outline(_ITEM_SOURCES[topic.items][0] if counts_others else topic.kind.value, topic.language)
        self._shared: Outline = outline("shared", topic.language)
        theme, key = theme_of(f"{topic.question} {topic.phrase} {topic.subject}", topic.language)
        self._theme: Theme | None = theme
        prefix = topic.subject.lower().startswith(key.lower() + " ")
        self._short = topic.subject[: len(key)] if theme and key and prefix and not topic.is_clause and not topic.sides[0] else ""

    def short_talk(self, *, naming: bool) -> list[Part]:
        """For a few seconds: a greeting, one sentence that says it, perhaps a farewell. With `naming` that sentence names the topic."""
        gists = [*self._gists(naming=naming), *self._drawn("mini", 20, naming=naming)]
        greetings = [(line,) for line in self._drawn("greeting", 14)]
        farewells: list[Option] = [(), *((line,) for line in self._drawn("farewell", 6))]
        seconds: list[Option] = [(), *((line,) for line in self._drawn("close", 6)), *((line,) for line in self._drawn("announce", 5))]
        return [
            Part(tuple(greetings), ends_paragraph=False, rank=3),
            Part(tuple((line,) for line in gists), ends_paragraph=False),
            Part(tuple(seconds), ends_paragraph=False, rank=2),
            Part(tuple(farewells), ends_paragraph=False, rank=1),
        ]

    def joined_list(self) -> list[Part] | None:
        """A list too long for its time: all items in one breath, the labels only. None when it is not such a list."""
        if self.topic.kind is not Kind.LIST or self.topic.items != "tip":
            return None
        items = self._items(self.topic.count or 3)
        sentences = _joined([block.lead.rstrip(".") for block in items], self.topic)
        return [
            Part(tuple((line,) for line in self._drawn("greeting", 14)), ends_paragraph=False, rank=4),
            Part(((), *((line,) for line in self._drawn("announce", 4))), ends_paragraph=False, rank=3),
            Part((sentences,), ends_paragraph=False),
            Part(((), *((line,) for line in self._drawn("close", 8))), ends_paragraph=False, rank=2),
            Part(((), *((line,) for line in self._drawn("farewell", 8))), ends_paragraph=False, rank=1),
        ]

    def talk(self, points: int, duration_s: float) -> list[Part]:
        """Greeting, hook, `points` points, close. A list told with fewer points than it counts has no numbers."""
        scale = _Scale.of(duration_s * 0.6 if self._tells_theme else duration_s)
        parts = [Part(self._greetings(scale), ends_paragraph=False, rank=3), Part(self._openings(scale), ends_paragraph=True, rank=2)]
        parts.extend(self._point(block, opener, place, scale) for place, (block, opener) in enumerate(self._blocks(points)))
        parts.append(Part(self._closings(scale), ends_paragraph=True, rank=1))
        return parts

    @property
    def fullness(self) -> float:
        """How much of what could be said of each point is liked: 0 the lead only, 1 all. Lower means more points in the same time."""
        if self.topic.kind in (Kind.LIST, Kind.HOW_TO):
            return 0.75
        return 0.5

    @property
    def natural_points(self) -> int | None:
        """How many points the topic itself asks for: the items counted, the stations of a story that is known."""
        if self.topic.kind is Kind.LIST:
            return self.topic.count and self.fewest_points
        return len(self._themed()) if self._tells_theme else None

    @property
    def fewest_points(self) -> int:
        """A list of five has five points, whatever the time."""
        return min(self.topic.count or 1, self._item_limit) if self.topic.kind is Kind.LIST else 1

    @cached_property
    def most_points(self) -> int:
        """How many points there are to make."""
        return len(self._blocks(10_000))

    def _chance(self, purpose: str) -> random.Random:
        return random.Random(f"{self._seed}/{purpose}")

    def _drawn(self, section: str, count: int, *, naming: bool = False) -> list[str]:
        """Sentences of a section, shuffled, two of the kind's own for one shared; with `naming` only those that name the topic."""
        own, shared = list(self._own.lines.get(section, ())), list(self._shared.lines.get(section, ()))
        chance = self._chance(section)
        chance.shuffle(own)
        chance.shuffle(shared)
        mixed = [line for trio in itertools.zip_longest(own[::2], own[1::2], shared) for line in trio if line]
        return [fill(line, self.topic) for line in mixed if not naming or _NAMING.search(line)][:count]

    def _gists(self, *, naming: bool) -> list[str]:
        gists = self._drawn("gist", 8, naming=naming)
        if self.topic.kind is Kind.LIST and self.topic.items == "tip":
            label = self._items(1)[0].lead
            gists = [fill(with_opener(start, label), self.topic) for start in _FAVOURITE[self.topic.language]] + gists
        elif self._theme and self._tells_theme:
            gists = [block.lead for block in self._theme.blocks.get("gist", ())] + gists
        return gists

    def _greetings(self, scale: _Scale) -> tuple[Option, ...]:
        lines = self._drawn("greeting", 14)
        if scale is not _Scale.LONG:
            lines = [line for line in lines if len(line) <= _SHORT_GREETING]
        return tuple((line,) for line in lines[:8])

    def _openings(self, scale: _Scale) -> tuple[Option, ...]:
        """Every choice names the topic."""
        announce, hook = self._drawn("announce", 4), self._drawn("hook", 6)
        naming = self._drawn("hook", 4, naming=True)
        singles = [(line,) for pair in itertools.zip_longest(naming, announce) for line in pair if line]
        if scale is _Scale.BRIEF:
            return tuple(singles)
        pairs = [(first, second) for first, second in itertools.product(announce[:3], hook[:4])]
        if scale is _Scale.MIDDLE:
            return (*singles, *pairs[:4])
        triples = [(announce[0], hook[0], hook[1]), (announce[1], hook[2], hook[1])]
        return (*pairs, *triples, *singles[:2])

    def _closings(self, scale: _Scale) -> tuple[Option, ...]:
        close, farewell = self._drawn("close", 8), self._drawn("farewell", 6)
        pairs = [(one, two) for one, two in itertools.product(close[:4], farewell[:4])]
        if scale is not _Scale.LONG:
            return (*((line,) for line in [*farewell, *close[:4]]), *pairs) if scale is _Scale.BRIEF else (*pairs, *((line,) for line in farewell))
        return (*pairs, *((close[4], close[5], line) for line in farewell[:3]))

    def _point(self, block: Block, opener: str, place: int, scale: _Scale) -> Part:
        """The lead with each choice of what follows."""
        short = self._short if place % 2 == 1 else ""
        lead = fill(with_opener(opener, block.lead), self.topic, short=short)
        more = [fill(line, self.topic, short=short) for line in block.more]
        options = [(lead, *more[:size]) for size in range(len(more) + 1)]
        self._chance(f"point {lead}").shuffle(options)
        options.sort(key=lambda option: len(option) == 1)
        return Part(tuple(options), ends_paragraph=scale is not _Scale.BRIEF)

    def _blocks(self, points: int) -> list[tuple[Block, str]]:
        """The points to make, in the order they are told, each with its opener."""
        steps_known = self._theme is not None and len(self._theme.blocks.get("tip", ())) >= 3
        if self.topic.kind is Kind.LIST or (self.topic.kind is Kind.HOW_TO and (points >= _FEWEST_STEPS or steps_known)):
            return self._numbered(points)
        themed = self._themed()
        if self._tells_theme and points == 1 and self._theme:
            main = [*self._theme.blocks.get("gist", ())][-1:] or themed[-1:]
        else:
            main = _told_in(themed, points) if self._tells_theme else themed[: (points + 1) // 2]
        most_own = max(_MOST_OWN, len(self._own.blocks.get("point", ())) // 2)
        own_count = min(most_own, int(_OWN_SHARE * (points - len(main)) + self._chance("share").random()))
        own = self._some("point", self._own, own_count)
        main = [*main, *own] if self._tells_theme else _interleaved(main, own)
        rest = self._some("point", self._shared, points - len(main))
        told = [*main, *rest]
        if self.topic.kind is Kind.BENEFITS:
            openers = flowing_openers([block.lead for block in told], self.topic.language, self._chance("openers"))
            return list(zip(told, openers, strict=True))
        return [(block, "") for block in told]

    def _numbered(self, points: int) -> list[tuple[Block, str]]:
        """Items or steps with their numbers, then points that have none."""
        language = self.topic.language
        if self.topic.kind is Kind.LIST:
            items = self._items(min(self._item_limit, self.topic.count or min(points, 5)))
            whole = points >= self.fewest_points
            items = items if whole else items[:points]
            openers = item_openers(len(items), self.topic.items, self.topic.unit, language) if whole else [""] * points
        else:
            tips = self._theme.blocks.get("tip", ()) if self._theme else ()
            items = list(tips[: min(points, 6)]) if len(tips) >= 3 else self._some("step", self._own, min(points, _MOST_STEPS))
            openers = step_openers(len(items), language)
        left = max(0, points - len(items))
        others = [*self._themed()[: (left + 1) // 2]]
        own = self._some("point", self._own, min(left - len(others), 2)) if self.topic.items == "tip" else []
        others = [*others, *own, *self._some("point", self._shared, left - len(others) - len(own))]
        return [*zip(items, openers, strict=True), *((block, "") for block in others)]

    @property
    def _item_limit(self) -> int:
        return min(MOST_ITEMS, len(self._item_pool()))

    def _item_pool(self) -> list[Block]:
        """The theme's own items first, then general ones."""
        kind, section = _ITEM_SOURCES[self.topic.items]
        general = list(outline(kind, self.topic.language).blocks[section])
        self._chance("items").shuffle(general)
        sections = ("fact", "benefit", "history") if self.topic.items == "fact" else (self.topic.items,)
        known = [block for name in sections for block in self._theme.blocks.get(name, ())] if self._theme else []
        self._chance("known items").shuffle(known)
        return [*known, *general]

    def _items(self, count: int) -> list[Block]:
        return self._item_pool()[: max(1, min(count, MOST_ITEMS))]

    def _themed(self) -> list[Block]:
        if not self._theme:
            return []
        listed = self._items(self._item_limit) if self.topic.kind is Kind.LIST else []
        found: list[Block] = []
        for section in _THEME_SECTIONS[self.topic.kind]:
            blocks = [block for block in self._theme.blocks.get(section, ()) if block not in listed]
            if section == "benefit" or (section == "fact" and self.topic.kind is not Kind.EXPLANATION):
                self._chance(f"theme {section}").shuffle(blocks)
            found.extend(blocks)
        return found if self._tells_theme else found[:5]

    @property
    def _tells_theme(self) -> bool:
        """Whether the theme itself is the story: its history for a history, or facts made for this very question."""
        if not self._theme:
            return False
        if self.topic.kind is Kind.HISTORY:
            return "history" in self._theme.blocks
        return self.topic.kind is Kind.EXPLANATION and set(self._theme.blocks) == {"gist", "fact"}

    def _some(self, section: str, source: Outline, count: int) -> list[Block]:
        """So many blocks of a section, one essential among them; a kind's own keep the order they were written in, the shared do not."""
        things = not self.topic.is_clause and self.topic.kind is not Kind.ADVICE
        blocks = [block for block in source.blocks.get(section, ()) if things or not block.only_things]
        self._chance(f"{section} {'shared' if source is self._shared else 'own'}").shuffle(blocks)
        essential = [block for block in blocks if block.essential][:1]
        chosen = [*essential, *(block for block in blocks if not block.essential)][: max(0, count)]
        return chosen if source is self._shared else sorted(chosen, key=lambda block: block.place)


def _interleaved(themed: list[Block], own: list[Block]) -> list[Block]:
    return [block for pair in itertools.zip_longest(themed, own) for block in pair if block]


def _told_in(blocks: list[Block], count: int) -> list[Block]:
    """At most `count` blocks of a story in their order: the essential first, then the others spread evenly."""
    essential = [block for block in blocks if block.essential][-count:]
    others = [block for block in blocks if not block.essential]
    room = min(count - len(essential), len(others))
    spread = [others[round(place * (len(others) - 1) / max(1, room - 1))] for place in range(room)]
    return [block for block in blocks if block in essential or block in spread]


def _joined(labels: list[str], topic: Topic) -> Option:
    """ "5 mẹo là: …, … và …." in one sentence, or two when they are many."""
    small = [label[:1].lower() + label[1:] for label in labels]
    start = fill(_JOINED_START[topic.language], topic)
    if topic.count and topic.count > len(small):
        start = start.replace(list_phrase(topic), "Vài mẹo đầu")
    halves = [small] if len(small) <= 5 else [small[: len(small) // 2], small[len(small) // 2 :]]
    sentences = []
    for place, half in enumerate(halves):
        last = f"{_JOINED_AND[topic.language]}{half[-1]}" if place == len(halves) - 1 and len(half) > 1 else half[-1]
        text = ", ".join([*half[:-1], last]) + "."
        sentences.append(start + text if place == 0 else text[:1].upper() + text[1:])
    return tuple(sentences)

"""Putting a topic's words into an outline's sentences."""

from __future__ import annotations

import re

from emlinh_desktop.domain.brief import Language
from emlinh_desktop.writing.offline.subject import sentence_start
from emlinh_desktop.writing.offline.topic import Topic

_PLACE = re.compile(r"\{(\w+)\}")
_DOUBLE_MARK = re.compile(r"([?!])”[.?!,]")
_LIST_PHRASE = {Language.VI: "những {unit}", Language.EN: "these {unit}"}
_ITEM_UNITS = {Language.VI: "mẹo", Language.EN: "tips"}


def fill(template: str, topic: Topic, *, short: str = "") -> str:
    """One finished sentence. `{s}` small, `{S}` capital; `short` replaces the subject where its full form was just said."""
    subject = short or topic.subject
    values = {
        "s": subject,
        "v": _noun_of(short, topic) if short else topic.noun,
        "t": topic.phrase,
        "q": topic.question,
        "a": topic.sides[0],
        "b": topic.sides[1],
        "tips": list_phrase(topic),
    }

    def put(found: re.Match[str]) -> str:
        name = found.group(1)
        value = values[name.lower()]
        return sentence_start(value) if name[0].isupper() else value

    return sentence_start(_DOUBLE_MARK.sub(r"\1”", _PLACE.sub(put, template)))


def list_phrase(topic: Topic) -> str:
    """ "5 mẹo", "five tips"; without a number "những mẹo", "these tips"."""
    unit = topic.unit or _ITEM_UNITS[topic.language]
    return f"{topic.count} {unit}" if topic.count else _LIST_PHRASE[topic.language].format(unit=unit)


def with_opener(opener: str, template: str) -> str:
    """The template after an opening such as "Trước hết, ": its first letter or placeholder made small."""
    if not opener:
        return template
    place = _PLACE.match(template)
    if place:
        return opener + "{" + place.group(1).lower() + "}" + template[place.end() :]
    keeps = template.startswith(("I ", "I'", "Em Linh", "AI ", "Tết", "Năm 1", "Hà Nội", "Việt Nam", "Hồ Gươm", "Vịnh"))
    return opener + (template if keeps else template[:1].lower() + template[1:])


def _noun_of(short: str, topic: Topic) -> str:
    return f"việc {short}" if topic.noun == f"việc {topic.subject}" else short

"""English verb phrases turned into -ing phrases."""

from __future__ import annotations

_DOUBLED = frozenset(
    """
    beg begin bet chat chop clap cut dig drop fit get grab hit hop hug jog kid knit let log mop nap pat pet plan plug put quit rub run set shop
    sit skip slim snap spin spot step stop strip swap swim tap tip trap trim win wrap zip forget commit admit refer control
    """.split()
)
_ADVERBS = frozenset(["always", "never", "not", "really", "actually", "quickly", "easily", "safely", "properly", "better"])
_KEEP_E = ("ee", "oe", "ye")


def gerund(phrase: str) -> str:
    """ "make coffee at home" -> "making coffee at home"; a phrase that has its -ing already stays."""
    words = phrase.split()
    place = next((index for index, word in enumerate(words) if word.lower() not in _ADVERBS), None)
    if place is None or (words[place].endswith("ing") and len(words[place]) > 5):
        return phrase
    return " ".join([*words[:place], _verb(words[place]), *words[place + 1 :]])


def _verb(verb: str) -> str:
    if verb.endswith("ie"):
        return verb[:-2] + "ying"
    if verb.endswith("e") and not verb.endswith(_KEEP_E) and len(verb) > 2:
        return verb[:-1] + "ing"
    if verb in _DOUBLED:
        return verb + verb[-1] + "ing"
    return verb + "ing"

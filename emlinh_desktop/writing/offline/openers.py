"""Small words that lead from one point to the next, and the numbers of steps and tips."""

from __future__ import annotations

import random
from collections.abc import Sequence

from emlinh_desktop.domain.brief import Language

_FIRST = {
    Language.VI: ("Trước hết, ", "Đầu tiên, ", "Điều dễ thấy nhất: ", "Mở đầu nhé: "),
    Language.EN: ("First, ", "To begin with, ", "First of all, ", "Let me start here: "),
}
_NEXT = {
    Language.VI: ("Bên cạnh đó, ", "Thêm nữa, ", "Rồi nữa, ", "Chưa hết, ", "Một điều khác: "),
    Language.EN: ("Besides, ", "What's more, ", "On top of that, ", "Here is another thought: ", "And there is this: "),
}
_LAST = {
    Language.VI: ("Sau cùng, ", "Và cuối cùng, ", "Điều cuối em muốn nói: "),
    Language.EN: ("Finally, ", "And last, ", "One last thing: "),
}
_ORDINALS = {
    Language.VI: ("nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười"),
    Language.EN: ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
}
_STEPS = {Language.VI: ("một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười")}
MOST_ITEMS = 10
_SINGULAR = {
    "tip": {Language.VI: "Mẹo", Language.EN: "Tip"},
    "benefit": {Language.VI: "Lý do", Language.EN: "Reason"},
    "fact": {Language.VI: "Điều", Language.EN: "Number"},
}
_VI_UNITS = {
    "lợi ích": "Lợi ích",
    "tác dụng": "Tác dụng",
    "công dụng": "Công dụng",
    "cách": "Cách",
    "bước": "Bước",
    "bí quyết": "Bí quyết",
    "thói quen": "Thói quen",
}
_EN_UNITS = {"benefits": "Benefit", "steps": "Step", "habits": "Habit", "ways": "Way", "rules": "Rule", "ideas": "Idea", "tricks": "Trick"}


def flowing_openers(leads: Sequence[str], language: Language, chance: random.Random) -> list[str]:
    """Openers for points told in a row: some have none, none comes twice, a last one only where there was a first.

    Questions have none.
    """
    count = len(leads)
    if count < 3 or leads[0].endswith("?"):
        return [""] * count
    nexts = list(_NEXT[language])
    chance.shuffle(nexts)
    middle = [nexts.pop() if nexts and place % 2 == 1 else "" for place in range(count - 2)]
    openers = [chance.choice(_FIRST[language]), *middle, chance.choice(_LAST[language])]
    return ["" if lead.endswith("?") else opener for lead, opener in zip(leads, openers, strict=True)]


def item_openers(count: int, items: str, unit: str, language: Language) -> list[str]:
    """ "Mẹo thứ nhất: ", "Tip one: " …, at most ten."""
    if language is Language.VI:
        name = next((label for key, label in _VI_UNITS.items() if unit.startswith(key)), _SINGULAR[items][language])
        return [f"{name} thứ {ordinal}: " for ordinal in _ORDINALS[language][:count]]
    name = next((label for key, label in _EN_UNITS.items() if unit.endswith(key)), _SINGULAR[items][language])
    return [f"{name} {ordinal}: " for ordinal in _ORDINALS[language][:count]]


def step_openers(count: int, language: Language) -> list[str]:
    """ "Bước một: ", "Step one: " …, at most ten."""
    if language is Language.VI:
        return [f"Bước {number}: " for number in _STEPS[language][:count]]
    return [f"Step {number}: " for number in _ORDINALS[language][:count]]

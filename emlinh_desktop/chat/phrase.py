"""Patterns over the matching form of a message, written with full diacritics.

In a message typed without diacritics the matching form is made of *soft* letters (see `message_text`), which a pattern takes
for any of their marked forms: `dọc` finds "dọc", and "doc" where nothing is marked; never "đọc", and never the
"doc" of a message that marks its words. So "cho" is no "chớ", and the "voi" of "cá voi" no "với".
"""

from __future__ import annotations

import re

from emlinh_desktop.chat.message_text import SOFT, canonical_tone, unmarked

ME = (
    "(?:tôi|tui|tớ|tao|mình|mk|mik|mjnh|em|anh|chị|con|cháu|bác|cô|chú|thầy|ông|bà|mệ|mi|bố|tau|t|e|a|c|(?:tụi|chúng|bọn|nhóm|lớp|team) (?:tôi"
    "|tui|tớ|mình|em|tao|này)|me|us)"
)
"""how the writer may call themselves; all but the first few may also call Em Linh"""
YOU = "(?:em linh|em|bạn|bợn|b|cưng|ad|admin|bot|linh|con|cháu|cậu|anh|chị|bác|mày|you)"
NOT = "(?:không|ko|k|kg|kh|hok|hong|hông|hổng|hem|chẳng|chả|đừng|khỏi|miễn)"
"""Vietnamese negation with its chat spellings"""

_WORD = re.compile(r"[^\W\d_]+")
_PART = re.compile(r"\\.|\(\?P<\w+>|\[(?:\\.|[^\]])*\]|\{\d*,?\d*\}| \?| |.", re.DOTALL)


def marked(word: str) -> str:
    """A pattern of the word that its unmarked letters do not stand for: `marked("đâu")` is never the "dau" of "nang dau"."""
    soft = "".join(SOFT.get(ord(unmarked(char)), char) for char in word)
    return f"(?!{soft}){word}"


def phrase(pattern: str) -> re.Pattern[str]:
    """Compile a pattern for whole words; a space stands for any white space (and ` ?` for some or none).

    Write it in lower case with full marks; regular expression syntax is allowed.
    """
    return re.compile(rf"(?<!\w)(?:{expanded(pattern)})(?!\w)")


def phrase_at_end(pattern: str) -> re.Pattern[str]:
    """Like `phrase`, only where the searched stretch ends."""
    return re.compile(rf"(?<!\w)(?:{expanded(pattern)})$")


def expanded(pattern: str) -> str:
    """The pattern with each letter as a class of itself and the soft letter that may stand for it. Expand once only."""
    placed = _WORD.sub(lambda word: canonical_tone(word[0]), pattern)
    return "".join(_typed_forms(part) for part in _PART.findall(placed))


def _typed_forms(part: str) -> str:
    if part == " ?":
        return r"\s*"
    if part == " ":
        return r"\s+"
    if len(part) == 1:
        forms = _with_soft(part)
        return forms if len(forms) == 1 else f"[{forms}]"
    if part[0] == "[":
        return "".join(inner if len(inner) > 1 else _with_soft(inner) for inner in re.findall(r"\\.|.", part))
    return part


def _with_soft(char: str) -> str:
    soft = SOFT.get(ord(unmarked(char)))
    return char + soft if soft else char


def misspellings(word: str, *, substitutions: bool) -> str:
    """A pattern of the word and what hurried fingers make of it: two letters swapped, one lost, doubled or (if wanted) wrong or too much."""
    variants = {word}
    for i in range(len(word)):
        variants.add(word[:i] + word[i] + word[i:])
        if i:
            variants.add(word[:i] + word[i + 1 :])
            variants.add(word[: i - 1] + word[i] + word[i - 1] + word[i + 1 :])
            if substitutions:
                variants |= {word[:i] + r"\w" + word[i + 1 :], word[:i] + r"\w" + word[i:]}
    return "(?:" + "|".join(sorted(variants, key=lambda v: (-len(v), v))) + ")"

"""Patterns over the matching form that read a phrase with its diacritics, without its tones, or without any mark.

A letter that was typed with another mark does not match: `dọc` finds "dọc" and "doc", never "đọc".
"""

from __future__ import annotations

import re

from emlinh_desktop.chat.message_text import canonical_tone, unmarked, without_tone

_MAYBE_SPACE = "\0"
_WORD = re.compile(r"[^\W\d_]+")

ME = "(?:tôi|tui|tớ|tao|mình|mk|mik|mjnh|em|anh|chị|con|cháu|bác|cô|chú|thầy|ông|bà|mệ|mi|bố|tau|t|e|a|c|(?:tụi|chúng|bọn|nhóm|lớp|team) (?:tôi|tui|tớ|mình|em|tao|này)|me|us)"
"""how the writer may call themselves; all but the first few may also call Em Linh"""
YOU = "(?:em linh|em|bạn|bợn|b|cưng|ad|admin|bot|linh|con|cháu|cậu|anh|chị|bác|mày|you)"
NOT = "(?:không|ko|k|kg|kh|hok|hong|hông|hổng|hem|chẳng|chả|đừng|khỏi|miễn|chớ)"
"""Vietnamese negation with its chat spellings"""


def phrase(pattern: str) -> re.Pattern[str]:
    """Compile a pattern whose letters may come unmarked, whole words only; a space stands for any white space
    (and ` ?` for some or none).

    Write patterns in lower case with full marks; regular expression syntax is allowed.
    """
    return re.compile(rf"(?<!\w)(?:{expanded(pattern)})(?!\w)")


def phrase_at_end(pattern: str) -> re.Pattern[str]:
    """Like `phrase`, only where the searched stretch ends."""
    return re.compile(rf"(?<!\w)(?:{expanded(pattern)})$")


def expanded(pattern: str) -> str:
    """The pattern with each marked letter as a class of its typed forms and each space as white space."""
    placed = _WORD.sub(lambda word: canonical_tone(word[0]), pattern)
    return "".join(map(_typed_forms, placed.replace(" ?", _MAYBE_SPACE))).replace(_MAYBE_SPACE, r"\s*")


def _typed_forms(char: str) -> str:
    if char == " ":
        return r"\s+"
    base = unmarked(char)
    if char.isascii() or base == char:
        return char
    return "[" + "".join(dict.fromkeys((char, without_tone(char), base))) + "]"


def misspellings(word: str, *, substitutions: bool) -> str:
    """A pattern of the word and what hurried fingers make of it: two letters swapped, one lost, doubled or (if wanted) wrong."""
    variants = {word}
    for i in range(len(word)):
        variants.add(word[:i] + word[i] + word[i:])
        if i:
            variants.add(word[:i] + word[i + 1 :])
            variants.add(word[: i - 1] + word[i] + word[i - 1] + word[i + 1 :])
            if substitutions:
                variants.add(word[:i] + r"\w" + word[i + 1 :])
    return "(?:" + "|".join(sorted(variants, key=lambda v: (-len(v), v))) + ")"

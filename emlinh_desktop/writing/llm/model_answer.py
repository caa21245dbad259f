"""A model's answer -> the words of the talk: what it thinks, wraps and announces goes, what is to be spoken stays.

Only what is surely not speech is removed: thoughts in their own tags, a code fence or JSON around the text, one opening line that
announces it ("Dưới đây là bài nói:"). The rest is the cleaning every script gets.
"""

from __future__ import annotations

import json
import re
from typing import Any

from emlinh_desktop.writing.clean_script import clean_script

_THOUGHTS = re.compile(r"<(think|thinking|reasoning)>.*?(?:</\1>|\Z)", re.DOTALL | re.IGNORECASE)
_FENCED = re.compile(r"\A\s*```[\w-]*\n(.*?)\n?```\s*\Z", re.DOTALL)
_ANNOUNCED = re.compile(
    r"\A\s*(?:[*_#\s]*)(?:(?:vâng|dạ|chắc chắn(?: rồi)?|tất nhiên(?: rồi)?|được(?: rồi)?|rất vui được giúp(?: bạn)?)[^\n:]{0,60}[,.!:]\s*)?"
    r"(?:(?:dưới đây|sau đây|đây) là [^\n:]{0,120}|(?:sure|certainly|of course|absolutely)[^\n:]{0,60}|here(?: is|'s|’s) [^\n:]{0,120}):[*_\s]*\n+",
    re.IGNORECASE,
)
_EMOJI_ONLY = re.compile(r"[\U0001F000-\U0001FAFF\u2600-\u27BF\uFE0F\u200D]+")


class AnswerUnreadable(ValueError):  # noqa: N818 - the writer classifies it into a domain error
    """The answer is broken JSON, or JSON without a text."""


def talk_of(answer: str) -> str:
    """Plain text to split into sentences; "" when nothing is to be said.

    Raises:
        AnswerUnreadable: it begins as JSON and is none.
    """
    text = _THOUGHTS.sub("", answer).strip()
    fenced = _FENCED.match(text)
    text = (fenced[1] if fenced else text).strip()
    if text.startswith(("{", "[{", '["')):
        text = _longest_text(_parsed(text))
    text = _EMOJI_ONLY.sub("", _ANNOUNCED.sub("", text, count=1))
    return clean_script(text)


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError as error:
        raise AnswerUnreadable(str(error)) from error


def _longest_text(value: Any) -> str:
    """The longest string in a JSON value; a list of strings counts as one text."""
    if isinstance(value, str):
        return value
    if isinstance(value, list) and value and all(isinstance(item, str) for item in value):
        return "\n".join(value)
    items = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    texts = [found for item in items if isinstance(item, (str, list, dict)) and (found := _longest_text(item))]
    return max(texts, key=len, default="")

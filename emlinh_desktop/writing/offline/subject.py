"""A phrase from the topic made fit to stand inside a sentence."""

from __future__ import annotations

import re
import unicodedata

from emlinh_desktop.domain.brief import Language, clean_text
from emlinh_desktop.writing.english_words import COMMON_ENGLISH, FUNCTION_ENGLISH
from emlinh_desktop.writing.language import has_vietnamese_marks, is_vietnamese_syllable

MAX_SUBJECT_CHARACTERS = 48
_MAX_WORD_CHARACTERS = 30
_TAG = re.compile(r"</?[A-Za-z!][^<>]*>")
_SYMBOLS = re.compile(
    r"[<>{}\[\]()|$\\^~`*=#@_!?…;“”\"«»‘]+|(?<!\d)%|(?<![A-Za-z+])\+|(?<=\s)['’]|['’](?=\s|$)|^['’]|\.{2,}|\.(?=\s|$)|(?<!\w)[./:-]+|[./:,-]+(?!\w)"
)
_SHARP = "\ue000"  # holds the sharp of C# while symbols go
_CLAUSE = re.compile(r",\s|\s[-–—]\s|:\s")
_DANGLING = frozenset(
    """
    của và với cho để là ở trong một những các về thì mà khi như do bởi hay hoặc có được bị rất the of and to a an in for with on at by or from
    that is are
    """.split()
)


def plain_phrase(text: str) -> str:
    """Words only: no mark-up, symbols, emoji or quotation marks; "" when nothing is left."""
    bare = _TAG.sub(" ", text)
    text = bare if any(char.isalnum() for char in bare) else text
    text = re.sub(r"(?<=[A-Za-z])#", _SHARP, clean_text(text)).replace("&", " và " if has_vietnamese_marks(text) else " and ")
    text = "".join(char for char in text if unicodedata.category(char) not in ("So", "Sk", "Cf", "Sc"))
    for _ in range(2):
        text = _SYMBOLS.sub(" ", text)
    return " ".join(text.replace(_SHARP, "#").split()).strip(" ,:-–—/")


def shortened(phrase: str, limit: int = MAX_SUBJECT_CHARACTERS) -> str:
    """The phrase, or its first clause, or as many words as fit without a dangling end; "" for one endless word."""
    phrase = " ".join(word for word in phrase.split() if len(word) <= _MAX_WORD_CHARACTERS)
    if len(phrase) <= limit:
        return phrase
    clause = _CLAUSE.split(phrase)[0]
    if 8 <= len(clause) <= limit:
        return clause
    words = phrase[: limit + 1].rpartition(" ")[0].split()
    while len(words) > 1 and words[-1].casefold() in _DANGLING:
        words.pop()
    return " ".join(words).rstrip(",:;-–—")


def mid_sentence(phrase: str, language: Language) -> str:
    """The phrase as it is written inside a sentence: shouting lowered, a capital kept where it marks a name."""
    words = phrase.split()
    letters = [char for char in phrase if char.isalpha()]
    if len(words) > 1 and len(letters) > 6 and all(char.isupper() for char in letters):
        words = [word.lower() for word in words]
    if language is Language.EN and len(words) > 2 and all(word[:1].isupper() or not word[:1].isalpha() or len(word) < 5 for word in words):
        words = [_lower_if_common(word) for word in words]
    if words and _starts_small(words, language):
        words[0] = words[0][:1].lower() + words[0][1:]
    return " ".join(words)


def _lower_if_common(word: str) -> str:
    lowered = word.lower()
    common = (
        lowered in COMMON_ENGLISH
        or lowered in FUNCTION_ENGLISH
        or (len(word) > 4 and lowered.endswith(("ing", "ly", "tion")))
        or lowered in ("to", "in", "on", "at", "a", "an")
    )
    return lowered if common else word


def _starts_small(words: list[str], language: Language) -> bool:
    first = words[0]
    if not first[:1].isupper() or any(char.isupper() or char.isdecimal() for char in first[1:]) or len(first) == 1:
        return False
    if language is Language.EN:
        return _lower_if_common(first) != first or first.lower() in ("my", "our", "your", "some", "any", "no", "do", "going", "getting")
    if len(words) == 1 or words[1][:1].isupper():
        return False
    return is_vietnamese_syllable(first)


def sentence_start(text: str) -> str:
    """The text with a capital first letter (iPhone and the like stay)."""
    for index, char in enumerate(text):
        if char.isalpha():
            if text[index + 1 : index + 2].isupper() and char.islower():
                return text
            return text[:index] + char.upper() + text[index + 1 :]
        if not (char.isspace() or char in "“\"'("):
            return text
    return text

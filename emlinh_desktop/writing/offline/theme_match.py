"""Which everyday theme a topic touches."""

from __future__ import annotations

import re

from emlinh_desktop.domain.brief import Language
from emlinh_desktop.writing.language import fold, has_vietnamese_marks
from emlinh_desktop.writing.offline.outline_files import Theme, themes


def theme_of(text: str, language: Language) -> tuple[Theme | None, str]:
    """The theme with the longest keyword found in the text as whole words, and that keyword.

    Vietnamese without diacritics is matched without them, but only by keywords of two words or more ("meo" may be mẹo or mèo).
    An upper-case keyword such as AI must be written so ("ai" is the Vietnamese for "who").
    """
    unmarked = language is Language.VI and not has_vietnamese_marks(text)
    best: tuple[Theme | None, str] = (None, "")
    for theme in themes(language):
        for key in theme.keys:
            if len(key) > len(best[1]) and _found(key, text, unmarked=unmarked):
                best = (theme, key)
    return best


def _found(key: str, text: str, *, unmarked: bool) -> bool:
    if key.isupper():
        return re.search(rf"(?<!\w){key}(?!\w)", text) is not None
    if unmarked and " " in key:
        key, text = fold(key), fold(text)
    return re.search(rf"(?<!\w){re.escape(key.lower())}(?!\w)", text.lower()) is not None

"""Addresses, mentions and hashtags, said the way people say them aloud."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable

from emlinh_desktop.domain.brief import Language
from emlinh_desktop.speech.speakable.cursor import Cursor, Rule, Said
from emlinh_desktop.speech.speakable.patterns import UPPER

_TOP = "com|net|org|edu|gov|vn|io|info|biz|app|dev|ai|co|me|tv|asia|uk|us|fr|de|jp|cn|kr|eu|xyz|shop|online|store|blog|wiki|in|au|ca"
_LABEL = r"[A-Za-z0-9][A-Za-z0-9-]{0,62}"
_HOST = rf"(?:{_LABEL}\.){{1,6}}(?:{_TOP})(?![\w@])"
_URL = re.compile(
    rf"(?:https?://(?:{_LABEL}\.){{0,6}}{_LABEL}|www\.(?:{_LABEL}\.){{0,6}}{_LABEL}|{_HOST})(?::[0-9]{{1,5}})?(?:[/?#][^\s<>\"'“”()]{{0,2000}})?", re.IGNORECASE
)
_EMAIL = re.compile(rf"[A-Za-z0-9_][A-Za-z0-9._%+-]{{0,63}}@(?:{_LABEL}\.){{1,6}}[A-Za-z]{{2,24}}(?!\w)")
_HASHTAG = re.compile(r"#([^\W\d_]\w{0,99})")
_MENTION = re.compile(r"@([^\W\d_][\w.]{0,99})")
_PARTS = re.compile(r"[^\W\d_]+|[0-9]{1,200}|[^\w\s]|_")
_KNOWN = frozenset(["com", "co", "net", "org", "edu", "gov", "info", "www", "http", "https"])

_SIGNS = {
    Language.VI: {
        ".": "chấm", "@": "a còng", "/": "gạch chéo", "-": "gạch ngang", "_": "gạch dưới", ":": "hai chấm", "?": "hỏi", "=": "bằng", "&": "và",
        "%": "phần trăm", "#": "thăng", "+": "cộng", "~": "ngã",
    },
    Language.EN: {
        ".": "dot", "@": "at", "/": "slash", "-": "dash", "_": "underscore", ":": "colon", "?": "question mark", "=": "equals", "&": "and",
        "%": "percent", "#": "hash", "+": "plus", "~": "tilde",
    },
}  # fmt: skip
_WWW = {Language.VI: "vê kép vê kép vê kép", Language.EN: "w w w"}


@functools.cache
def _camel() -> re.Pattern[str]:
    """The words of "DocSachMoiNgay". Made when a text has a hashtag: its five classes of all capitals take a while."""
    return re.compile(rf"[{UPPER}]?[^\W\d_{UPPER}]+|[{UPPER}]+(?![^\W\d_{UPPER}])|[0-9]+|[^\W\d_]")


def _address(start: int, written: str, language: Language, digits: Callable[[str], str]) -> list[Said]:
    """Each name, number and sign of an address its own piece."""
    said = []
    for part in _PARTS.finditer(written):
        span = (start + part.start(), start + part.end())
        word = part[0]
        if word.lower() == "www":
            said.append(Said(*span, _WWW[language]))
        elif word.isdecimal():
            said.append(Said(*span, digits(word)))
        elif word[0].isalpha():
            said.append(_name(span, word, last=part.end() == len(written) or (part.start() > 0 and written[part.start() - 1] == ".")))
        else:
            said.append(Said(*span, _SIGNS[language].get(word, "")))
    return said


def _name(span: tuple[int, int], word: str, *, last: bool) -> Said:
    """A label is said as a word where it can be, else spelled: "vn" is v n."""
    sayable = word.lower() in _KNOWN or (len(word) > (2 if last else 1) and any(char in "aeiouyAEIOUY" for char in word))
    return Said(*span, word if sayable else " ".join(word), plain=sayable)


def rules(language: Language, digits: Callable[[str], str]) -> list[Rule]:
    """The rules of one language; `digits` says a run of digits."""

    def email(cursor: Cursor) -> list[Said] | None:
        found = cursor.match(_EMAIL)
        return _address(found.start(), found[0], language, digits) if found else None

    def url(cursor: Cursor) -> list[Said] | None:
        found = cursor.match(_URL)
        if not found:
            return None
        written = found[0].rstrip(".,;:!?/")
        scheme = re.match(r"https?://", written, re.IGNORECASE)
        skipped = scheme.end() if scheme else 0
        said = _address(found.start() + skipped, written[skipped:], language, digits)
        if said:
            said[0].start = found.start()
            said[-1].end = max(said[-1].end, found.start() + len(found[0].rstrip(".,;:!?")))
        return said or None

    def hashtag(cursor: Cursor) -> list[Said] | None:
        found = cursor.match(_HASHTAG)
        if not found:
            return None
        said = [
            Said(found.start(1) + part.start(), found.start(1) + part.end(), digits(part[0]) if part[0].isdecimal() else part[0], plain=not part[0].isdecimal())
            for part in _camel().finditer(found[1])
        ]
        if said:
            said[0].start = found.start()
        return said or None

    def mention(cursor: Cursor) -> list[Said] | None:
        found = cursor.match(_MENTION)
        return _address(found.start(), found[0].rstrip("."), language, digits) if found else None

    return [email, url, hashtag, mention]

"""The rules of English, in the order they are asked."""

from __future__ import annotations

from emlinh_desktop.domain.brief import Language
from emlinh_desktop.speech.speakable import symbols, web
from emlinh_desktop.speech.speakable.cursor import Rule
from emlinh_desktop.speech.speakable.english.numbers import cardinal, whole

_WEB = web.rules(Language.EN, whole)

RULES: dict[str, list[Rule]] = {
    "digit": [*_WEB],
    "letter": [*_WEB],
    "sign": [*_WEB, *symbols.rules(Language.EN, {str(number): cardinal(number) for number in range(100)})],
}
"""by the kind of character a place begins with"""

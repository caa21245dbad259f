"""How numbers are written in Vietnamese text: 1.250.000 and 3,5, and the English forms people paste."""

from __future__ import annotations

import re

from emlinh_desktop.speech.speakable.vietnamese import numbers

NUMBER = (
    r"(?:[0-9]{1,3}(?:\.[0-9]{3}){1,6}(?:,[0-9]{1,12})?(?![0-9]|[.,][0-9])"  # 1.250.000,5
    r"|[0-9]{1,3}(?:,[0-9]{3}){2,6}(?:\.[0-9]{1,12})?(?![0-9]|[.,][0-9])"  # 1,250,000.5
    r"|[0-9]{1,3}(?:[ \u00a0\u202f][0-9]{3}){1,6}(?:,[0-9]{1,12})?(?![0-9]|[.,][0-9]| [0-9])"  # 1 250 000
    r"|[0-9]{1,19},[0-9]{1,19}(?![0-9]|[.,][0-9])"  # 3,5
    r"|[0-9]{1,19}\.[0-9]{1,19}(?![0-9]|[.,][0-9])"  # 3.5
    r"|[0-9]{1,19}(?![0-9]))"
)
_SPACES = str.maketrans("", "", " \u00a0\u202f")


def split_number(written: str) -> tuple[str, str]:
    """("1.250.000,5") -> ("1250000", "5"). A single comma before round thousands (1,500) groups too."""
    written = written.translate(_SPACES)
    dots, commas = written.count("."), written.count(",")
    if commas > 1 or (commas == 1 and re.fullmatch(r"[1-9][0-9]{0,2},[0-9]00", written)):
        integer, _, fraction = written.replace(",", "").partition(".")
    elif dots > 1 or re.fullmatch(r"[1-9][0-9]{0,2}\.[0-9]{3}(,[0-9]+)?", written):
        integer, _, fraction = written.replace(".", "").partition(",")
    else:
        integer, _, fraction = written.replace(",", ".").partition(".")
    return integer, fraction


def say_number(written: str) -> str:
    """The words of a written number."""
    return numbers.decimal(*split_number(written))

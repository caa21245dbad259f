"""How numbers are written in English text: 1,250,000 and 3.14; grouping dots (1.250.000) are known too."""

from __future__ import annotations

from emlinh_desktop.speech.speakable.english import numbers

NUMBER = (
    r"(?:[0-9]{1,3}(?:,[0-9]{3}){1,6}(?:\.[0-9]{1,12})?(?![0-9]|[.,][0-9])"  # 1,250,000.5
    r"|[0-9]{1,3}(?:\.[0-9]{3}){2,6}(?:,[0-9]{1,12})?(?![0-9]|[.,][0-9])"  # 1.250.000
    r"|[0-9]{1,3}(?:[ \u00a0\u202f][0-9]{3}){1,6}(?![0-9]|[.,][0-9]| [0-9])"  # 1 250 000
    r"|[0-9]{1,19}\.[0-9]{1,19}(?![0-9]|\.[0-9])"  # 3.14
    r"|[0-9]{1,19}(?![0-9]))"
)
_SPACES = str.maketrans("", "", " \u00a0\u202f")


def split_number(written: str) -> tuple[str, str]:
    """("1,250,000.5") -> ("1250000", "5")."""
    written = written.translate(_SPACES)
    if written.count(".") > 1:
        written = written.replace(".", "").replace(",", ".")
    integer, _, fraction = written.replace(",", "").partition(".")
    return integer, fraction


def say_number(written: str) -> str:
    """The words of a written number."""
    return numbers.decimal(*split_number(written))

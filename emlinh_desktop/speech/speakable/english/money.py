"""English money: $5.50, $2.5 million, €20, $10k-15k, $3/kg, 99¢."""

from __future__ import annotations

import re

from emlinh_desktop.speech.speakable.cursor import Cursor, Said
from emlinh_desktop.speech.speakable.english import numbers
from emlinh_desktop.speech.speakable.english.quantities import ARTICLE, per
from emlinh_desktop.speech.speakable.english.units import CURRENCIES, MAGNITUDES, MONEY_AFTER
from emlinh_desktop.speech.speakable.english.written_numbers import NUMBER, say_number, split_number
from emlinh_desktop.speech.speakable.patterns import alternatives

_SIGN = alternatives(CURRENCIES)
_SCALE = rf"(?:[ \u00a0-]?({alternatives(MAGNITUDES)})(?!\w))?"
_MONEY = re.compile(rf"([-−]?)({_SIGN}) ?({NUMBER}){_SCALE}")
_MORE = re.compile(rf" ?[-–—] ?(?:{_SIGN})? ?({NUMBER}){_SCALE}")
_CODE = re.compile(rf"({alternatives(code for code in MONEY_AFTER if code.isalpha() and code.isupper())}) ({NUMBER}){_SCALE}")
_NOUN_AFTER = re.compile(r"-[a-z]")


def _cents(integer: str, fraction: str, names: tuple[str, str, str, str]) -> str:
    """ "5", "50" -> five dollars and fifty cents."""
    cents, whole = int(fraction), int(integer)
    coins = f"{numbers.cardinal(cents)} {names[2] if cents == 1 else names[3]}"
    notes = f"{numbers.cardinal(whole)} {names[0] if whole == 1 else names[1]}"
    if not cents:
        return notes
    return f"{notes} and {coins}" if whole else coins


def prefixed(cursor: Cursor) -> list[Said] | None:
    """The sign stands before the number; its name is said after."""
    found = cursor.match(_MONEY)
    if not found:
        return None
    names = CURRENCIES[found[2]]
    integer, fraction = split_number(found[3])
    sign = "minus " if found[1] else ""
    more = _MORE.match(cursor.text, found.end())
    if len(fraction) == 2 and not found[4] and names[2] and not more:
        said = [Said(*found.span(), sign + _cents(integer, fraction, names))]
    else:
        said = _plain(found, more, sign, names, adjective=_NOUN_AFTER.match(cursor.text, found.end()) is not None or cursor.follows(ARTICLE))
    said.append(Said(said[-1].end, said[-1].end, ""))
    per(cursor, said, said[-1].end)
    return [piece for piece in said if piece.text]


def _plain(found: re.Match[str], more: re.Match[str] | None, sign: str, names: tuple[str, str, str, str], *, adjective: bool) -> list[Said]:
    scale = f" {MAGNITUDES[found[4]]}" if found[4] else ""
    words = f"{sign}{say_number(found[3])}{scale}"
    name = names[0] if adjective or (found[3] == "1" and not found[4] and not more) else names[1]
    if not more:
        return [Said(*found.span(), f"{words} {name}")]
    scale = f" {MAGNITUDES[more[2]]}" if more[2] else ""
    return [Said(*found.span(), words), Said(*more.span(), f"to {say_number(more[1])}{scale} {name}")]


def coded(cursor: Cursor) -> list[Said] | None:
    """USD 100."""
    found = cursor.match(_CODE)
    if not found:
        return None
    scale = f" {MAGNITUDES[found[3]]}" if found[3] else ""
    return [Said(*found.span(), f"{say_number(found[2])}{scale} {MONEY_AFTER[found[1]][1]}")]

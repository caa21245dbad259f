"""Numbers with a slash in Vietnamese: 3/4, 8/10 điểm, 24/7, số nhà 12/5, Nghị định 100/2019; and rates (lần/ngày)."""

from __future__ import annotations

import re

from emlinh_desktop.speech.speakable.cursor import Cursor, Said
from emlinh_desktop.speech.speakable.patterns import alternatives, words, words_before
from emlinh_desktop.speech.speakable.vietnamese import numbers
from emlinh_desktop.speech.speakable.vietnamese.dates import ADDRESS_AFTER
from emlinh_desktop.speech.speakable.vietnamese.quantities import add_unit
from emlinh_desktop.speech.speakable.vietnamese.units import PER, UNITS
from emlinh_desktop.speech.speakable.vietnamese.written_numbers import say_number

_FRACTION = re.compile(r"([0-9]{1,3}(?:[.,][0-9]{1,2})?)[/⁄]([0-9]{1,4})(?![\w/]|[.,][0-9])")
_ADDRESS = words_before("số nhà", "nhà", "hẻm", "ngõ", "ngách", "kiệt", "số", "địa chỉ", "căn hộ", "phòng", "tổ", "ấp")
_OVER = words_before("đạt", "được", "điểm", "huyết áp", "chấm", "cho", "thị lực")
_OVER_AFTER = re.compile(r" ?(?:điểm|mmHg|đường|phố|sao)")
_LAW = words_before(
    "nđ",
    "qđ",
    "nq",
    "nghị định",
    "nghị định số",
    "thông tư",
    "thông tư số",
    "luật",
    "luật số",
    "quyết định",
    "quyết định số",
    "nghị quyết",
    "nghị quyết số",
    "chỉ thị",
    "chỉ thị số",
    "công văn",
    "công văn số",
    "thông báo số",
    "số",
)
_LAW_NUMBER = re.compile(r"([0-9]{1,5})/((?:19|20)[0-9]{2})(?!\w|[.,][0-9])")
_ALWAYS_OVER = frozenset({("24", "7"), ("24", "24"), ("7", "7")})
_RATE = re.compile(rf" ?/ ?({alternatives(PER)})(?!\w)")
_BEFORE_NUMBER = re.compile(r"/[0-9]")
_COUNTED = re.compile(r"[0-9][^/\n]{0,24}$")
_MONEY_BEFORE = re.compile(r"(?:đồng|triệu|tỷ|tỉ|nghìn|ngàn|đô|đô la|usd|vnd|đ|k)$")
_BARE = words("km cm mm kg mg ml kWh m² km² cm² m³ cm³ GHz MHz kHz Mbps mAh kW MW mmHg kcal m/s m/s² ppm")
_BARE_UNIT = re.compile(rf"({alternatives(_BARE)})(?:/({alternatives(UNITS)}))?(?!\w)")


def _words(above: str, below: int, *, over: bool) -> str:
    number = say_number(above)
    if over or not below or not above.isdecimal():
        return f"{number} trên {numbers.cardinal(below)}"
    if int(above) == below:
        return f"{number} {number}"
    return f"{number} phần {'tư' if below == 4 else numbers.cardinal(below)}"


def fraction(cursor: Cursor) -> list[Said] | None:
    """3/4 is ba phần tư; marks, addresses and 24/7 are said with "trên"."""
    found = cursor.match(_FRACTION)
    if not found:
        return None
    above, below = found[1], int(found[2])
    marks = above.isdecimal() and int(above) > 1 and below > 20
    improper = above.isdecimal() and int(above) > below and (int(above) > 12 or below > 10)
    over = (
        (above, found[2]) in _ALWAYS_OVER
        or cursor.follows(_ADDRESS)
        or cursor.follows(_OVER)
        or _OVER_AFTER.match(cursor.text, found.end()) is not None
        or ADDRESS_AFTER.match(cursor.text, found.end()) is not None
        or improper
        or marks
    )
    said = [Said(*found.span(), _words(above, below, over=over))]
    add_unit(cursor, said, found.end())
    return said


def law_number(cursor: Cursor) -> list[Said] | None:
    """Nghị định 100/2019/NĐ-CP: number and year side by side."""
    found = cursor.match(_LAW_NUMBER)
    if not found or not cursor.follows(_LAW):
        return None
    cut = found.end(1)
    return [Said(found.start(), cut, numbers.cardinal(int(found[1]))), Said(cut, found.end(), f"năm {numbers.cardinal(int(found[2]))}")]


def rate(cursor: Cursor) -> list[Said] | None:
    """3 lần/ngày, đồng/tháng, 70 nhịp/phút: what stands behind the slash is one of it."""
    found = cursor.match(_RATE)
    after_word = cursor.text[cursor.start - 1 : cursor.start].isalpha()
    tail = cursor.tail()
    if after_word and _BEFORE_NUMBER.match(cursor.text, cursor.start) and _COUNTED.search(tail):
        return [Said(cursor.start, cursor.start + 1, "trên")]
    if not found or not after_word:
        return None
    money = _MONEY_BEFORE.search(tail) is not None
    if not money and not _COUNTED.search(tail):
        return None
    return [Said(*found.span(), f"{'một' if money or found[1] not in UNITS else 'trên'} {PER[found[1]]}")]


def bare_unit(cursor: Cursor) -> list[Said] | None:
    """A unit without a number: tính bằng km/h, theo m², hàng chục kg."""
    found = cursor.match(_BARE_UNIT)
    if not found:
        return None
    return [Said(*found.span(), UNITS[found[1]] + (f" trên {PER[found[2]]}" if found[2] else ""))]


_HEIGHT = re.compile(r"([0-9]{1,2})(m|kg)([0-9]{1,2})(?!\w)")


def height(cursor: Cursor) -> list[Said] | None:
    """1m70, 2m5, 1kg5; not the area 60m2."""
    found = cursor.match(_HEIGHT)
    if not found or (found[2] == "m" and found[3] in ("2", "3") and int(found[1]) > 2):
        return None
    return [Said(*found.span(), f"{numbers.cardinal(int(found[1]))} {UNITS[found[2]]} {numbers.whole(found[3])}")]

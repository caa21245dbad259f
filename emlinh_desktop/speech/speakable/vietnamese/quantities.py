"""Numbers with what is counted, in Vietnamese: signs, ranges, percent, money, units, fractions, plain numbers in context."""

from __future__ import annotations

import re

from emlinh_desktop.speech.speakable.cursor import Cursor, Said
from emlinh_desktop.speech.speakable.patterns import alternatives, words_before, words_near
from emlinh_desktop.speech.speakable.vietnamese import dates, numbers
from emlinh_desktop.speech.speakable.vietnamese.units import MAGNITUDES, MONEY, PER, PREFIX_MONEY, UNITS
from emlinh_desktop.speech.speakable.vietnamese.written_numbers import NUMBER, say_number, split_number

_SPACE = r"[ \u00a0\u202f]?"
_NUMBER = re.compile(NUMBER)
_RANGE = re.compile(rf"{_SPACE}[-–—~]{_SPACE}(-?)({NUMBER})")
_TIMES = re.compile(rf"{_SPACE}[x×*]{_SPACE}({NUMBER})")
_MAGNITUDE = re.compile(rf"{_SPACE}({alternatives(MAGNITUDES)})(?![^\W\d_])")
_TAIL_DIGITS = re.compile(r"[0-9]{1,3}(?![\w.,/])")
_UNIT = re.compile(rf"{_SPACE}({alternatives({**UNITS, **MONEY})})(?!\w)")
_PER = re.compile(rf"{_SPACE}/{_SPACE}({alternatives(PER)})(?!\w)")
_PREFIX_MONEY = re.compile(rf"(-?)({alternatives(PREFIX_MONEY)}){_SPACE}(?=[0-9])")
_HEIGHT = re.compile(r"([0-9]{1,2})m([0-9]{1,2})(?!\w)")
_FRACTION = re.compile(r"([0-9]{1,3})\s?[/⁄]\s?([0-9]{1,4})(?![\w/]|[.,][0-9])")
_MONTH = words_before("tháng", r"tháng [0-9]{1,2} ?[-–,]", r"tháng [0-9]{1,2} (?:và|đến|hoặc|hay)")
_RANK = words_before("thứ", r"thứ [2-7] ?[-–,]", r"thứ [2-7] (?:và|đến)")
_OVER = words_before(
    "số nhà", "nhà", "hẻm", "ngõ", "ngách", "kiệt", "số", "địa chỉ", "đạt", "được", "điểm", "huyết áp", "nghị định", "thông tư", "tỷ lệ", "luật", "quyết định"
)  # fmt: skip
_OVER_AFTER = re.compile(r" ?(?:điểm|mmHg|đường|phố|sao)")
_WEEK = re.compile(r"24/7(?![\w/]|[.,][0-9])")
_ARITHMETIC = re.compile(rf"{_SPACE}-{_SPACE}{NUMBER}{_SPACE}[=+]")
_PHONE_MODEL = words_before("iphone", "ipad", "galaxy")
_SHOPPING = words_near(
    "giá", "mua", "bán", "tiền", "chỉ", "còn", "từ", "khoảng", "tầm", "hết", "lương", "phí", "trả", "mất", "hơn", "gần", "dưới", "trên", "cước"
)


def _context_number(cursor: Cursor, written: str) -> str:
    """A number as the words before it ask: tháng tư, thứ nhất."""
    if written.isdigit() and len(written) <= 2:
        if cursor.follows(_MONTH):
            return dates.month(int(written))
        if cursor.follows(_RANK):
            return numbers.ordinal(int(written))
    return say_number(written)


def _magnitude(cursor: Cursor, said: list[Said], end: int) -> int:
    """50k, 2tr5 (hai triệu năm trăm nghìn), 1,5 tỷ. Returns the new end."""
    found = _MAGNITUDE.match(cursor.text, end)
    if not found or (found[1] == "K" and not _is_price(cursor, found)):
        return end
    word = MAGNITUDES[found[1]]
    end = found.end()
    tail = _TAIL_DIGITS.match(cursor.text, end)
    if tail and found[0] == found[1]:
        below = {"tỷ": "triệu", "triệu": "nghìn", "nghìn": ""}[word]
        word += f" {numbers.cardinal(int(tail[0].ljust(3, '0')))} {below}".rstrip()
        end = tail.end()
    said.append(Said(found.start(), end, word))
    return end


def _is_price(cursor: Cursor, found: re.Match[str]) -> bool:
    """200K is money; 4K and 8K are pictures unless the sentence shops."""
    return found.start() - cursor.start >= 2 or cursor.follows(_SHOPPING)


def _unit(cursor: Cursor, said: list[Said], end: int) -> int:
    """The unit after a number and what it is per: đồng một ki lô gam, ki lô mét trên giờ."""
    found = _UNIT.match(cursor.text, end)
    money = bool(found and found[1] in MONEY)
    if found and not (found[1] == "s" and cursor.follows(_PHONE_MODEL)):
        said.append(Said(found.start(), found.end(), MONEY[found[1]] if money else UNITS[found[1]]))
        end = found.end()
    per = _PER.match(cursor.text, end)
    if per and len(said) > 1:
        measured = not money and found is not None and per[1] in UNITS
        said.append(Said(per.start(), per.end(), f"{'trên' if measured else 'một'} {PER[per[1]]}"))
        end = per.end()
    return end


def quantity(cursor: Cursor) -> list[Said] | None:
    """A number, perhaps a range or a size (10x15), and its magnitude and unit."""
    first = cursor.match(_NUMBER)
    if not first:
        return None
    said = [Said(first.start(), first.end(), _context_number(cursor, first[0]))]
    end = _magnitude(cursor, said, first.end())
    end = _unit_before_range(cursor, said, end)
    if not _ARITHMETIC.match(cursor.text, end):
        end = _second_number(cursor, said, end)
    _unit(cursor, said, end)
    return said


def _unit_before_range(cursor: Cursor, said: list[Said], end: int) -> int:
    """5kg-10kg: the first number's own unit, where a range follows it."""
    found = _UNIT.match(cursor.text, end)
    if found and _RANGE.match(cursor.text, found.end()):
        said.append(Said(found.start(), found.end(), {**UNITS, **MONEY}[found[1]]))
        return found.end()
    return end


def _second_number(cursor: Cursor, said: list[Said], end: int) -> int:
    while (times := _TIMES.match(cursor.text, end)) and len(said) < 4:
        said.append(Said(times.start(), times.end(), f"nhân {say_number(times[1])}"))
        end = times.end()
    found = _RANGE.match(cursor.text, end)
    if not found or cursor.next_char(found.end()) in ("-", "–"):
        return end
    words = _context_number(cursor, found[2])
    said.append(Said(found.start(), found.end(), f"đến {'âm ' if found[1] else ''}{words}"))
    return _magnitude(cursor, said, found.end())


def signed(cursor: Cursor) -> list[Said] | None:
    """-5 is âm năm where nothing but space stands before the sign."""
    if cursor.text[cursor.start] not in "-−–" or not cursor.at_token_start():
        return None
    after = Cursor(cursor.text, cursor.start + 1)
    said = quantity(after)
    if said:
        said[0].start, said[0].text = cursor.start, f"âm {said[0].text}"
    return said


def prefixed_money(cursor: Cursor) -> list[Said] | None:
    """$100, €20, $2,5 tỷ: the currency is said last."""
    found = cursor.match(_PREFIX_MONEY)
    if not found:
        return None
    first = _NUMBER.match(cursor.text, found.end())
    if not first:
        return None
    said = [Said(cursor.start, first.end(), ("âm " if found[1] else "") + say_number(first[0]))]
    end = _magnitude(cursor, said, first.end())
    end = _second_number(cursor, said, end)
    said[-1].text += f" {PREFIX_MONEY[found[2]]}"
    per = _PER.match(cursor.text, end)
    if per:
        said.append(Said(per.start(), per.end(), f"một {PER[per[1]]}"))
    return said


def height(cursor: Cursor) -> list[Said] | None:
    """1m70, 2m5."""
    found = cursor.match(_HEIGHT)
    if not found or (found[2] in "23" and found[1] not in "12"):
        return None
    return [Said(*found.span(), f"{numbers.cardinal(int(found[1]))} mét {numbers.whole(found[2])}")]


def fraction(cursor: Cursor) -> list[Said] | None:
    """3/4 is ba phần tư; 24/7, 8/10 điểm, số nhà 12/5 are said with "trên"."""
    found = cursor.match(_FRACTION)
    if not found:
        return None
    above, below = numbers.cardinal(int(found[1])), int(found[2])
    over = cursor.match(_WEEK) or cursor.follows(_OVER) or _OVER_AFTER.match(cursor.text, found.end()) or int(found[1]) > below > 10
    if over or not below:
        words = f"{above} trên {numbers.cardinal(below)}"
    elif found[1] == found[2]:
        words = f"{above} {above}"
    else:
        words = f"{above} phần {'tư' if below == 4 else numbers.cardinal(below)}"
    said = [Said(*found.span(), words)]
    _unit(cursor, said, found.end())
    return said


_LONG = re.compile(r"[0-9]{20,}")


def long_digits(cursor: Cursor) -> list[Said] | None:
    """Twenty digits and more are read one by one."""
    found = cursor.match(_LONG)
    return [Said(*found.span(), numbers.digit_by_digit(found[0]))] if found else None

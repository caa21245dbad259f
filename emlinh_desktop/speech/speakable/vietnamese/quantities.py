"""Numbers with what is counted, in Vietnamese: signs, ranges, percent, money, units, fractions, plain numbers in context."""

from __future__ import annotations

import re

from emlinh_desktop.speech.speakable.cursor import Cursor, Said
from emlinh_desktop.speech.speakable.patterns import alternatives, words_before, words_near
from emlinh_desktop.speech.speakable.vietnamese import dates, numbers
from emlinh_desktop.speech.speakable.vietnamese.units import MAGNITUDES, MONEY, PER, PREFIX_MONEY, UNITS
from emlinh_desktop.speech.speakable.vietnamese.written_numbers import NUMBER, say_number

_SPACE = r"[ \u00a0\u202f]?"
_NUMBER = re.compile(NUMBER)
_RANGE = re.compile(rf"{_SPACE}[-–—~]{_SPACE}(-?)({NUMBER})")
_TIMES = re.compile(rf"{_SPACE}[x×*]{_SPACE}({NUMBER})")
_MAGNITUDE = re.compile(rf"{_SPACE}({alternatives(MAGNITUDES)})(?![^\W\d_])")
_TAIL_DIGITS = re.compile(r"[0-9]{1,3}(?!\w|[.,][0-9])")
_UNIT = re.compile(rf"{_SPACE}({alternatives({**UNITS, **MONEY})})(?!\w)")
_PER = re.compile(rf"{_SPACE}/{_SPACE}({alternatives(PER)})(?!\w)")
_PRICE_PER = re.compile(r" ?/ ?([^\W\d_]{2,10})(?!\w)")
_PREFIX_MONEY = re.compile(rf"(-?)({alternatives(PREFIX_MONEY)}){_SPACE}(?=[0-9])")
_MONTH = words_before("tháng", r"tháng [0-9]{1,2} ?[-–,]", r"tháng [0-9]{1,2} (?:và|đến|hoặc|hay)")
_NAMED_AGAIN = re.compile(r"(?:^|\W)(tháng|thứ) $")
_RANK = words_before("thứ", r"thứ [2-7] ?[-–,]", r"thứ [2-7] (?:và|đến)")
_WORD_AFTER = re.compile(r" (?:phút|giờ|ngày|tuần|tháng|năm|tuổi|người|lần|triệu|tỷ|tỉ|nghìn|ngàn|đồng|điểm|độ)(?!\w)")
_ARITHMETIC = re.compile(rf"{_SPACE}[-–]{_SPACE}{NUMBER}{_SPACE}[=+]")
_CURRENT = words_near("dòng", "dòng điện", "cường độ", "sạc", "cầu chì", "aptomat", "điện")
_INSIDE_NAME = re.compile(r"[^\W\d_]$|[0-9]-$")  # H2O, i5-12400K: no units there
_GOLD = words_before("vàng")
_PHONE_MODEL = words_before("iphone", "ipad", "galaxy")
_SHOPPING = words_near(
    "giá", "mua", "bán", "tiền", "chỉ", "còn", "từ", "khoảng", "tầm", "hết", "lương", "phí", "trả", "mất", "hơn", "gần", "dưới", "trên", "cước"
)


def _context_number(cursor: Cursor, written: str) -> str:
    """A number as the words before it ask: tháng tư, thứ nhất."""
    if written.isdecimal() and len(written) <= 2:
        if cursor.follows(_MONTH):
            return dates.month(int(written))
        if cursor.follows(_RANK):
            return numbers.ordinal(int(written))
    return say_number(written)


def _magnitude(cursor: Cursor, said: list[Said], end: int) -> int:
    """50k, 2tr5 (hai triệu năm trăm nghìn), 1,5 tỷ. Returns the new end."""
    found = _MAGNITUDE.match(cursor.text, end)
    if not found or (found[1] in "kK" and cursor.follows(_GOLD)) or (found[1] == "K" and not _is_price(cursor, found)):
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


def add_unit(cursor: Cursor, said: list[Said], end: int) -> int:
    """The unit after a number and what it is per: đồng một ki lô gam, ki lô mét trên giờ."""
    found = _UNIT.match(cursor.text, end)
    money = bool(found and found[1] in MONEY)
    if found and not _is_code(cursor, found):
        said.append(Said(found.start(), found.end(), MONEY[found[1]] if money else UNITS[found[1]]))
        end = found.end()
    per = _PER.match(cursor.text, end)
    price = _PRICE_PER.match(cursor.text, end) if money and not per else None
    if price:
        said.append(Said(price.start(), price.end(), f"một {price[1]}"))
        return price.end()
    if per and len(said) > 1:
        measured = not money and found is not None and per[1] in UNITS
        said.append(Said(per.start(), per.end(), f"{'trên' if measured else 'một'} {PER[per[1]]}"))
        end = per.end()
    return end


def _is_code(cursor: Cursor, unit: re.Match[str]) -> bool:
    """The letter belongs to a name: iPhone 6s, B2B, 5A."""
    if len(unit[1]) != 1 or not unit[1].isalpha():
        return False
    if unit[1] == "p" and cursor.text[cursor.start : unit.start()] in ("480", "720", "1080", "1440", "2160"):
        return True
    return (unit[1] == "s" and cursor.follows(_PHONE_MODEL)) or (unit[1] == "A" and not cursor.follows(_CURRENT))


def quantity(cursor: Cursor) -> list[Said] | None:
    """A number, perhaps a range or a size (10x15), and its magnitude and unit."""
    first = cursor.match(_NUMBER)
    if not first:
        return None
    said = [Said(first.start(), first.end(), _context_number(cursor, first[0]))]
    if _INSIDE_NAME.search(cursor.text[max(0, cursor.start - 2) : cursor.start]):
        return said
    end = _magnitude(cursor, said, first.end())
    end = _unit_before_range(cursor, said, end)
    if not _ARITHMETIC.match(cursor.text, end):
        end = _second_number(cursor, said, end)
    add_unit(cursor, said, end)
    return said


def _unit_before_range(cursor: Cursor, said: list[Said], end: int) -> int:
    """5kg-10kg: the first number's own unit, where a range follows it."""
    found = _UNIT.match(cursor.text, end)
    second = _RANGE.match(cursor.text, found.end()) if found else None
    again = _UNIT.match(cursor.text, second.end()) if second else None
    if found and second and (not again or again[1] == found[1]):
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
    joint = "" if _falls(cursor, said, found) else "đến "
    named = _NAMED_AGAIN.search(cursor.tail())
    if named:
        joint = f"đến {named[1]} "
    said.append(Said(found.start(), found.end(), f"{joint}{'âm ' if found[1] else ''}{_context_number(cursor, found[2])}"))
    return _magnitude(cursor, said, found.end())


def _falls(cursor: Cursor, said: list[Said], second: re.Match[str]) -> bool:
    """2-0 with nothing counted is no range: said side by side."""
    first = cursor.text[said[0].start : said[0].end]
    if len(said) > 1 or not (first.isdecimal() and second[2].isdecimal()) or int(second[2]) > int(first):
        return False
    return _UNIT.match(cursor.text, second.end()) is None and _WORD_AFTER.match(cursor.text, second.end()) is None


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

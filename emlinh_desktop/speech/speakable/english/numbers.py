"""English number words: cardinals with "and", ordinals, years, digits."""

from __future__ import annotations

_ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SCALES = ((10**15, "quadrillion"), (10**12, "trillion"), (10**9, "billion"), (10**6, "million"), (10**3, "thousand"))
_LONGEST_CARDINAL = 18  # digits; longer ones are read one by one
_IRREGULAR_ORDINALS = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}


def _below_hundred(number: int) -> str:
    if number < 20:
        return _ONES[number]
    tens, ones = divmod(number, 10)
    return _TENS[tens] + (f" {_ONES[ones]}" if ones else "")


def _below_thousand(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    if not hundreds:
        return _below_hundred(rest)
    return f"{_ONES[hundreds]} hundred" + (f" and {_below_hundred(rest)}" if rest else "")


def cardinal(number: int) -> str:
    """1250 -> "one thousand two hundred and fifty"."""
    if number < 1000:
        return _below_thousand(number)
    words = []
    for size, name in _SCALES:
        group, number = divmod(number, size)
        if group:
            words.append(f"{cardinal(group)} {name}")
    if number:
        words.append(("and " if number < 100 else "") + _below_thousand(number))
    return " ".join(words)


def ordinal(number: int) -> str:
    """21 -> "twenty first"."""
    head, _, last = cardinal(number).rpartition(" ")
    if last in _IRREGULAR_ORDINALS:
        last = _IRREGULAR_ORDINALS[last]
    elif last.endswith("y"):
        last = last[:-1] + "ieth"
    else:
        last += "th"
    return f"{head} {last}".strip()


def digit_by_digit(digits: str, zero: str = "zero") -> str:
    """ "0199" -> "zero one nine nine". Anything but 0-9 is passed over."""
    return " ".join(zero if char == "0" else _ONES[int(char)] for char in digits if "0" <= char <= "9")


def whole(digits: str) -> str:
    """Digits as a number; over-long ones, and codes such as 007, one by one."""
    if len(digits) > _LONGEST_CARDINAL or (len(digits) > 2 and digits[0] == "0"):
        return digit_by_digit(digits)
    return cardinal(int(digits))


def decimal(integer: str, fraction: str) -> str:
    """("3", "14") -> "three point one four"; an empty fraction gives the integer alone."""
    return f"{whole(integer)} point {digit_by_digit(fraction)}" if fraction else whole(integer)


def year(number: int) -> str:
    """1776 -> "seventeen seventy six", 2005 -> "two thousand and five", 1900 -> "nineteen hundred"."""
    century, rest = divmod(number, 100)
    if not 1010 <= number <= 9999 or (rest < 10 and century % 10 == 0):
        return cardinal(number)
    if rest == 0:
        return f"{_below_hundred(century)} hundred"
    return f"{_below_hundred(century)} {'oh ' if rest < 10 else ''}{_below_hundred(rest)}"


def plural(word: str) -> str:
    """The plural of a number word: nineties, twenties, hundreds."""
    return word[:-1] + "ies" if word.endswith("y") else word + "s"

"""Vietnamese number words, northern: nghìn, linh, mốt, tư, lăm."""

from __future__ import annotations

DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_BILLION = 10**9
_LONGEST_CARDINAL = 18  # digits; longer ones are read one by one


def _below_hundred(tens: int, ones: int) -> list[str]:
    if tens == 0:
        return [DIGITS[ones]] if ones else []
    if tens == 1:
        return ["mười", *([] if ones == 0 else ["lăm" if ones == 5 else DIGITS[ones]])]
    last = {0: [], 1: ["mốt"], 4: ["tư"], 5: ["lăm"]}.get(ones, [DIGITS[ones]])
    return [DIGITS[tens], "mươi", *last]


def _below_thousand(number: int, full: bool) -> list[str]:
    """`full`: a larger group was said before, so missing hundreds are named (không trăm linh năm)."""
    hundreds, rest = divmod(number, 100)
    words = [DIGITS[hundreds], "trăm"] if hundreds or full else []
    if words and 0 < rest < 10:
        words.append("linh")
    return words + _below_hundred(*divmod(rest, 10))


def _below_billion(number: int, full: bool) -> list[str]:
    words: list[str] = []
    for size, name in ((10**6, "triệu"), (10**3, "nghìn"), (1, "")):
        group, number = divmod(number, size)
        if group:
            words += _below_thousand(group, full or bool(words))
            words += [name] if name else []
    return words


def cardinal(number: int) -> str:
    """25 -> "hai mươi lăm". Groups of a thousand that are zero are passed over."""
    if number == 0:
        return DIGITS[0]
    high, low = divmod(number, _BILLION)
    words = [cardinal(high), "tỷ"] if high else []
    return " ".join(words + _below_billion(low, bool(high)))


def digit_by_digit(digits: str) -> str:
    """ "0912" -> "không chín một hai". Anything but 0-9 is passed over."""
    return " ".join(DIGITS[int(char)] for char in digits if "0" <= char <= "9")


def ordinal(number: int) -> str:
    """What follows "thứ": nhất, hai, ba, tư, then cardinals."""
    return {1: "nhất", 4: "tư"}.get(number) or cardinal(number)


def whole(digits: str) -> str:
    """Digits as a number; over-long ones, and codes such as 007, one by one."""
    if len(digits) > _LONGEST_CARDINAL or (len(digits) > 2 and digits[0] == "0"):
        return digit_by_digit(digits)
    return cardinal(int(digits))


def decimals(digits: str) -> str:
    """What follows "phẩy": up to two digits as a number (mười bốn), others one by one (không năm)."""
    return whole(digits) if len(digits) <= 2 and digits[0] != "0" else digit_by_digit(digits)


def decimal(integer: str, fraction: str, point: str = "phẩy") -> str:
    """("3", "5") -> "ba phẩy năm"; an empty fraction gives the integer alone."""
    return f"{whole(integer)} {point} {decimals(fraction)}" if fraction else whole(integer)

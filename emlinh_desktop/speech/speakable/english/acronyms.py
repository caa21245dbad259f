"""Capitals in English text: spelled (A I, G D P) or said as a word (NASA)."""

from __future__ import annotations

import re

from emlinh_desktop.speech.speakable.capitals import shouted
from emlinh_desktop.speech.speakable.cursor import Cursor, Said
from emlinh_desktop.speech.speakable.patterns import UPPER, words

_WORDS = words(
    "NASA UNESCO UNICEF NATO COVID AIDS FIFA UEFA OPEC ASEAN APEC SARS LASER RADAR SCUBA PIN RAM ROM SIM GIF JPEG NAFTA SWAT ZIP TED LEGO IKEA NASDAQ OSHA "
    "WASP YOLO VISA INTERPOL TOEFL TOEIC IELTS OLED LED BRICS SWOT STEM STEAM CAPTCHA SIDS MERS NIMBY FOMO DARPA OPEC CERN ESPN NOAA HIPAA MIDI WIFI NASCAR"
) - {"ESPN", "LED", "HIPAA"}  # fmt: skip
_SHOUTED_WORDS = words(
    "THE AND NOT ALL YOU NO GO SO TO OF IN ON AT IS BE WE HE SHE ME MY DO DID CAN WILL NEVER ALWAYS STOP NOW NEW ONE BIG WHY HOW WHAT WHEN WHERE "
    "FREE BEST FOR BUT OR IF AN AS BY UP OUT OFF YES WOW HEY OH AH HI GET ARE WAS HAS HAD HIS HER OUR THEY THIS THAT MORE MOST ONLY VERY MUST EVERY ANY DAY "
    "WAY WIN WON WAR RED TOO TWO SALE LOVE HAPPY YEAR READ HELP LIVE OPEN EASY FAST GOOD GREAT HARD"
)
_CAPITALS = re.compile(rf"([{UPPER}]{{2,}})(s?)(?![^\W\d_])")
_ENGLISH_SHAPE = re.compile(r"(?=.{4})(?:[BCDFGHJKLMNPQRSTVWXZ]{0,3}[AEIOUY]{1,2}){1,}[BCDFGHJKLMNPQRSTVWXZ]{0,3}")


def capitals(cursor: Cursor) -> list[Said] | None:
    """AI, GDP, DVDs; NASA and shouted words stay words."""
    found = cursor.match(_CAPITALS)
    if not found:
        return None
    word = found[1]
    if word in _WORDS or not word.isascii():
        return None
    heading = shouted(cursor.text, *found.span()) and any(char in "AEIOUY" for char in word)
    if (word in _SHOUTED_WORDS and cursor.next_char(found.end()) != "&") or heading or (len(word) >= 5 and _ENGLISH_SHAPE.fullmatch(word)) or len(word) > 6:
        return [Said(*found.span(), found[0].lower(), plain=True)]
    return [Said(*found.span(), " ".join(word) + ("'s" if found[2] else ""))]

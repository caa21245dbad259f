"""Is a text Vietnamese or English?"""

from __future__ import annotations

import re
import unicodedata

from emlinh_desktop.domain.brief import Language
from emlinh_desktop.writing.english_words import COMMON_ENGLISH, FUNCTION_ENGLISH

_WORD = re.compile(r"[^\W\d_]+")
_VI_LETTERS = frozenset("ăđơưĂĐƠƯ")
_VI_MARKS = frozenset("\u0300\u0301\u0303\u0309\u0323\u0302")

VIETNAMESE_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|b|c|d|đ|g|h|k|l|m|n|p|r|s|t|v|x)?"
    r"(?:uye|uya|uyu|ieu|yeu|uoi|uou|oai|oay|oeo|uay|iau|ia|ie|ua|uo|ye|oa|oe|ue|uy|ai|ao|au|ay|eo|eu|iu|oi|ui|uu|a|e|i|o|u|y)"
    r"(?:ch|nh|ng|c|m|n|p|t)?"
)
"""One syllable with its marks folded away (onset, nucleus with glides, coda), after the spelling rules of quốc ngữ."""

_UNMARKED = frozenset(
    """
    cua va la viec loi ich cach lam sao khong nhung cac mot nguoi ngay mua he tiet kiem dien hoc tieng anh nuoc viet nam ha noi song doc sach
    cho trong voi tai vi nen hay nhu the nao gi toi ban chung ta minh meo hieu qua suc khoe tre em gia dinh cong nghe lich su gioi thieu ve su
    tich di bo moi sang an uong ngu so sanh chon loi khuyen thoi gian quan ly giam cang thang nau pho ca phe tra tap the duc chay bai noi video
    phim truyen ke chuyen tinh yeu cuoc nha truong hang xanh sach nhat dau cung duoc thanh pho que huong
    """.split()
)


def fold(text: str) -> str:
    """Lower case without Vietnamese marks, one character for one (so offsets into NFC text hold)."""
    return "".join(_folded(char) for char in text)


def _folded(char: str) -> str:
    if char in "đĐ":
        return "d"
    base = unicodedata.normalize("NFD", char)[0].lower()
    return base if len(base) == 1 else char


def has_vietnamese_marks(word: str) -> bool:
    """Whether a word bears letters or tones of Vietnamese (a lone é or ô may also be French)."""
    return any(char in _VI_LETTERS or any(mark in _VI_MARKS for mark in unicodedata.normalize("NFD", char)[1:]) for char in word)


def is_vietnamese_syllable(word: str) -> bool:
    """Whether the word could be one Vietnamese syllable, marks or not."""
    return VIETNAMESE_SYLLABLE.fullmatch(fold(word)) is not None


def language_of_text(text: str) -> Language:
    """The language of a topic or script; Vietnamese when nothing tells (a lone name, an acronym, another script).

    Vietnamese is known by its marks, or, typed without them, by everyday syllables. English is known by its
    function words and everyday words, or by several lower-case words no Vietnamese syllable could spell.
    """
    words = _WORD.findall(unicodedata.normalize("NFC", text[:20_000]))
    lowered = [word.lower() for word in words]
    marked = sum(has_vietnamese_marks(word) and is_vietnamese_syllable(word) for word in words)
    function = sum(word in FUNCTION_ENGLISH for word in lowered)
    common = sum(word in COMMON_ENGLISH for word in lowered)
    unmarked = sum(word in _UNMARKED for word in lowered) if not marked else 0
    foreign = sum(word.isascii() and word.islower() and len(word) > 2 and not is_vietnamese_syllable(word) for word in words)
    vietnamese = marked + 1.2 * unmarked
    english = function + 1.2 * common + (0.5 * foreign if foreign >= 2 or function else 0.0)
    return Language.EN if english > vietnamese else Language.VI

"""Is a word a Vietnamese syllable? By its initial, its rhyme, and the tones a stopped rhyme may bear.

The rhymes are those of Vietnamese spelling (Hoàng Phê, Chính tả tiếng Việt, 1999), tone marks taken off.
"""

from __future__ import annotations

import functools
import re
import unicodedata

from emlinh_desktop.speech.speakable.patterns import words

_RHYMES = words(
    "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây e ec em en eng eo ep et ê êch êm ên ênh êp êt êu i ia ich im in "
    "inh ip it iu iêc iêm iên iêng iêp iêt iêu o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong oong "
    "ooc op ot ô ôc ôi ôm ôn ông ôông ôp ôt ơ ơi ơm ơn ơp ơt u ua uâ uân uâng uât uây uc uê uêch uên uênh uêt uêu ui um un ung uơ uôc uôi uôm uôn uông uôt "
    "up ut uy uya uych uyên uyêt uyn uynh uyp uyt uyu ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu y yêm yên yêng yêt yêu ych yn yt"
)
_QU_RHYMES = _RHYMES | {"ynh", "yp"}
_INITIAL = re.compile(r"ngh|ng|gh|kh|nh|ph|qu|th|tr|ch|gi|[bcdđghklmnprstvx]?")
_TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0303\u0309\u0323"))
_FRONT = frozenset("eêiy")
_LOANS = frozenset({"kông", "kạn", "kon", "tum", "pa", "ka", "ra", "đắk", "đăk", "lắk", "pắc", "kar"})


def bare(word: str) -> str:
    """Lower case, tones taken off, vowel letters kept (ă, ê, ơ)."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", word.lower()).translate(_TONES))


def _spelling_fits(initial: str, rhyme: str) -> bool:
    front = rhyme[:1] in _FRONT
    if initial in ("k", "gh", "ngh"):
        return front
    if initial in ("c", "g", "ng"):
        return not front or (initial == "g" and rhyme[:1] == "i")
    return True


@functools.lru_cache(maxsize=8192)
def is_vietnamese_syllable(word: str) -> bool:
    """Whether Vietnamese spelling allows the word. "chat" is not (it would need a tone), "can" is."""
    if len(word) > 7:
        return False
    lower = unicodedata.normalize("NFC", word.lower())
    if lower in _LOANS:
        return True
    plain = bare(lower)
    initial = _INITIAL.match(plain)
    heads = {initial[0]} if initial else {""}
    if plain.startswith("gi"):
        heads.add("g")
    for head in heads:
        rhyme = plain[len(head) :]
        rhymes = _QU_RHYMES if head == "qu" else _RHYMES
        if rhyme in rhymes and _spelling_fits(head, rhyme):
            return not rhyme.endswith(("c", "ch", "p", "t")) or _has_stop_tone(lower)
    return False


def _has_stop_tone(word: str) -> bool:
    marks = unicodedata.normalize("NFD", word)
    return "\u0301" in marks or "\u0323" in marks

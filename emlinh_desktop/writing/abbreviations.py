"""Full stops that end a shortened word, not a sentence, in Vietnamese and English."""

from __future__ import annotations

import re

_BEFORE_A_NAME = frozenset(
    """
    ts ths gs pgs bs ds ks cn ls nsnd nsưt nsut nguts nguts th.s gs.ts pgs.ts ts.bs bs.ck ths.bs gs.tskh tskh tp tx tt q p h đ kp nxb đt mr mrs
    ms dr prof st mt messrs gen col capt lt sgt rev hon pres gov sen rep fr mme no nos vol fig figs eq sec ch art pp vs cf viz e.g i.e approx
    est dept univ tr hình
    """.split()
)
_MAY_END = frozenset(
    """
    v.v vv etc inc ltd co corp jr sr a.m p.m am pm ph.d m.d b.a m.a t.p u.s u.k u.n d.c b.c a.d
    """.split()
)
_STARTERS = frozenset(
    """
    the he she it they we you in on at but and so then this that these those there here today yesterday tomorrow when while if after before as a
    an my our his her their its what why how who where for from with however still now later one some many most all no yes
    """.split()
)
_INITIALS = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")
_LAST_TOKEN = re.compile(r"[^\s“”\"'«»()\[\]]+$")


def ends_with_abbreviation(before: str, after: str) -> bool:
    """Whether the full stop after `before` belongs to its last word, given what follows (a capital, figure or mark).

    A title (TS., Mr.), an initial before a name (J. K. Rowling), a list number at the start, or an abbreviation such as
    "U.S." or "v.v." when no new sentence is seen to begin.
    """
    found = _LAST_TOKEN.search(before[-80:])
    if not found:
        return False
    token = found.group()
    lowered = token.casefold().lstrip("-–—/")
    opens = after.split(None, 1)[0].strip("“\"'(«,.!?").casefold()
    if lowered in ("no", "nos", "p", "pp", "q", "h", "đ", "tr", "hình", "art", "ch", "sec"):
        return bool(opens[:1].isdecimal()) or (lowered in ("q", "p", "h") and token.isupper() and after[:1].isupper() and before[-2:-1] in ("", " "))
    if lowered in _BEFORE_A_NAME:
        return True
    if lowered in _MAY_END or _INITIALS.fullmatch(token):
        return after[0].isupper() and opens not in _STARTERS and lowered not in ("v.v", "vv", "etc", "a.m", "p.m", "am", "pm")
    if len(token) == 1 and token.isupper():
        return opens not in _STARTERS and _is_initial(before[: -len(token)].rstrip(), after)
    return token.isdecimal() and len(token) <= 2 and len(before.strip()) == len(token)


def _is_initial(earlier: str, after: str) -> bool:
    """A lone capital is an initial at a sentence's start or after a name; "vitamin C." is not."""
    if not after[0].isupper():
        return False
    words = earlier.split()
    return not words or words[-1][0].isupper() or words[-1][0] in "“\"'(«"

"""English abbreviations written out: Dr., St., e.g., vs., No. 5."""

from __future__ import annotations

import re

from emlinh_desktop.speech.speakable.cursor import Cursor, Said
from emlinh_desktop.speech.speakable.patterns import alternatives

_WITH_DOT = {
    "Dr.": "Doctor", "Mr.": "Mister", "Mrs.": "Missus", "Ms.": "Miz", "Prof.": "Professor", "Gen.": "General", "Sen.": "Senator", "Gov.": "Governor",
    "Rep.": "Representative", "Capt.": "Captain", "Lt.": "Lieutenant", "Col.": "Colonel", "Sgt.": "Sergeant", "Rev.": "Reverend", "Hon.": "Honorable",
    "Pres.": "President", "Mt.": "Mount", "Ft.": "Fort", "Jr.": "Junior", "Sr.": "Senior", "Inc.": "Incorporated", "Ltd.": "Limited",
    "Corp.": "Corporation", "Co.": "Company", "Bros.": "Brothers", "Ave.": "Avenue", "Rd.": "Road", "Blvd.": "Boulevard", "Ln.": "Lane", "Hwy.": "Highway",
    "Apt.": "Apartment", "Dept.": "Department", "dept.": "department", "Univ.": "University", "Assn.": "Association", "e.g.": "for example",
    "i.e.": "that is", "eg.": "for example", "etc.": "et cetera", "et al.": "and others", "vs.": "versus", "v.": "versus", "approx.": "approximately",
    "est.": "established", "incl.": "including", "excl.": "excluding", "esp.": "especially", "misc.": "miscellaneous", "temp.": "temperature",
    "max.": "maximum", "min.": "minimum", "avg.": "average", "govt.": "government", "cf.": "compare", "a.k.a.": "also known as", "Ph.D.": "P H D",
    "PhD": "P H D", "M.D.": "M D", "B.A.": "B A", "M.A.": "M A", "B.C.": "B C", "A.D.": "A D", "B.C.E.": "B C E", "C.E.": "C E", "U.S.": "U S",
    "U.S.A.": "U S A", "U.K.": "U K", "U.N.": "U N", "D.C.": "D C", "E.U.": "E U", "L.A.": "L A", "N.Y.": "New York", "a.m.": "a m", "p.m.": "p m",
    "P.S.": "P S", "w/o": "without", "w/": "with", "ed.": "edition", "Messrs.": "Messers", "R.I.P.": "R I P", "ASAP": "A S A P", "Fig.": "Figure",
    "fig.": "figure", "Figs.": "Figures", "Vol.": "Volume", "vol.": "volume", "Ch.": "Chapter", "ch.": "chapter", "Sec.": "Section", "sec.": "seconds",
    "Eq.": "Equation", "Mon.": "Monday", "Tue.": "Tuesday", "Tues.": "Tuesday", "Wed.": "Wednesday", "Thu.": "Thursday", "Thurs.": "Thursday",
    "Fri.": "Friday", "Sat.": "Saturday", "Sun.": "Sunday", "hrs.": "hours", "mins.": "minutes", "lbs.": "pounds", "oz.": "ounces", "ft.": "feet",
    "tsp.": "teaspoon", "tbsp.": "tablespoon", "sq.": "square", "Pvt.": "Private", "Maj.": "Major", "Cpl.": "Corporal", "Adm.": "Admiral",
    "Cmdr.": "Commander", "Fr.": "Father",
}  # fmt: skip
_BARE = {
    "WWII": "World War Two", "WWI": "World War One", "Dr": "Doctor", "Mr": "Mister", "Mrs": "Missus", "Ms": "Miz", "Prof": "Professor", "etc": "et cetera",
    "vs": "versus", "Jr": "Junior", "Sr": "Senior", "Ltd": "Limited", "approx": "approximately", "tsp": "teaspoon", "tbsp": "tablespoon",
}  # fmt: skip
_NUMBERED = {
    "No.": "number", "no.": "number", "Nos.": "numbers", "nos.": "numbers", "№": "number", "p.": "page", "pp.": "pages", "pg.": "page", "Art.": "Article",
    "Q.": "question",
}  # fmt: skip
_END_WORDS = frozenset({
    "et cetera", "Incorporated", "Limited", "Corporation", "Company", "Junior", "Senior", "a m", "p m", "U S", "U K", "U N", "U S A", "D C", "P H D", "B C",
    "A D",
    "and others",
})  # fmt: skip
_DOTTED = re.compile(rf"(?:{alternatives(_WITH_DOT)})(?!\w)")
_UNDOTTED = re.compile(rf"(?:{alternatives(_BARE)})(?![\w.'’])")
_NUMBER = re.compile(rf"({alternatives(_NUMBERED)}) ?(?=[0-9]|[IVX]{{1,5}}(?!\w))")
_SAINT = re.compile(r"St\.?(?= [A-Z])|St\.")
_ALSO_WORDS = frozenset({"Sun.", "Sat.", "est.", "ed.", "temp.", "min.", "max.", "v.", "Ch."})  # words too, at a sentence's end
_INITIALS = re.compile(r"(?:[A-Z]\.){2,6}")
_NEW_SENTENCE = re.compile(r"\s+[A-Z]|\s*$|[\"”')]*$")
_NAME = re.compile(r" [A-Z]")
_NAME_BEFORE = re.compile(r"[A-Z0-9][\w'’]* $")


def _said(cursor: Cursor, end: int, words: str) -> list[Said]:
    """A dot that may also end the sentence is heard as a pause."""
    pause = "." if words in _END_WORDS and cursor.text[end - 1] == "." and _NEW_SENTENCE.match(cursor.text, end) else ""
    return [Said(cursor.start, end, words, pause=pause)]


def dotted(cursor: Cursor) -> list[Said] | None:
    """Dr., e.g., etc., vs, U.S., initials."""
    found = cursor.match(_DOTTED)
    if found and not (found[0] in _ALSO_WORDS and _NEW_SENTENCE.match(cursor.text, found.end())):
        return _said(cursor, found.end(), _WITH_DOT[found[0]])
    found = cursor.match(_UNDOTTED)
    if found:
        return [Said(*found.span(), _BARE[found[0]])]
    found = cursor.match(_INITIALS)
    return _said(cursor, found.end(), " ".join(found[0].replace(".", ""))) if found else None


def numbered(cursor: Cursor) -> list[Said] | None:
    """No. 5, p. 12: only before a number."""
    found = cursor.match(_NUMBER)
    return [Said(cursor.start, found.end(1), _NUMBERED[found[1]])] if found else None


def saint_or_street(cursor: Cursor) -> list[Said] | None:
    """St. John is Saint; Main St. is Street."""
    found = cursor.match(_SAINT)
    if not found:
        return None
    street = _NAME_BEFORE.search(cursor.text[max(0, cursor.start - 30) : cursor.start]) is not None
    named = _NAME.match(cursor.text, found.end()) is not None
    if named and not street:
        return [Said(*found.span(), "Saint")]
    pause = "." if street and found[0][-1] == "." and _NEW_SENTENCE.match(cursor.text, found.end()) else ""
    return [Said(*found.span(), "Street" if street else "Saint", pause=pause)]


_DAYS = {
    "Mon": "Monday", "Tue": "Tuesday", "Tues": "Tuesday", "Wed": "Wednesday", "Thu": "Thursday", "Thurs": "Thursday", "Fri": "Friday", "Sat": "Saturday",
    "Sun": "Sunday",
}  # fmt: skip
_DAY_RANGE = re.compile(rf"({alternatives(_DAYS)})\.? ?[-–] ?({alternatives(_DAYS)})(?!\w)\.?")


def day_range(cursor: Cursor) -> list[Said] | None:
    """Mon-Fri, Mon.-Fri."""
    found = cursor.match(_DAY_RANGE)
    return [Said(*found.span(), f"{_DAYS[found[1]]} to {_DAYS[found[2]]}")] if found else None


_INITIAL = re.compile(r"([A-Z])\.(?= [A-Z](?:\.|[a-z]))(?! (?:The|It|In|He|She|We|They|This|That|But|And|A|I|You|On|At|If|As|For) )")
_NAME_OPEN = re.compile(r"(?:^|[A-Z][a-z]+ |[A-Z]\. |[,;(] ?|(?:by|and|of|with|to|from) )$")


def initial(cursor: Cursor) -> list[Said] | None:
    """George W. Bush, J. R. R. Tolkien: no pause after the letter."""
    found = cursor.match(_INITIAL)
    if not found or not _NAME_OPEN.search(cursor.text[max(0, cursor.start - 24) : cursor.start]):
        return None
    return [Said(*found.span(), found[1])]

"""English topics understood by their own words."""

from __future__ import annotations

import re
from collections.abc import Callable

from emlinh_desktop.domain.brief import Language
from emlinh_desktop.writing.offline.gerund import gerund
from emlinh_desktop.writing.offline.subject import mid_sentence, plain_phrase, sentence_start, shortened
from emlinh_desktop.writing.offline.topic import Kind, Topic

_FALLBACK = "this topic"
_PHRASE_CHARACTERS = 70
_NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
_ADJECTIVE = r"(?:(?:simple|easy|quick|best|top|great|good|useful|practical|small|little|daily|healthy|important|interesting|fun|amazing|surprising|key) )*"
_TIPS = "tips|ways|steps|habits|tricks|rules|ideas|hacks|pieces of advice|things to do"
_BENEFITS = "reasons|benefits|advantages"
_FACTS = "facts|things to know|things you should know|things"
_COUNT = rf"(?:top )?(?P<n>\d{{1,2}}|{'|'.join(_NUMBERS)})"
_WHO = r"(?:i|we|you|one|people|kids|children|students|everyone|parents)"
_VS = r"(?:vs\.?|versus)"
_PATTERNS: tuple[tuple[Kind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        (
            Kind.LIST,
            rf"{_COUNT} (?P<unit>{_ADJECTIVE}(?:{_TIPS}|{_BENEFITS}|{_FACTS}))"
            r" (?:(?P<to>to) |(?:for|about|of|on|when|why you should|that help you) )?(?P<s>.+)",
        ),
        (Kind.LIST, rf"(?:some |a few |my )?(?P<unit>{_ADJECTIVE}(?:tips|tricks|habits|hacks)) (?:(?P<to>to) |(?:for|about|on) )(?P<s>.+)"),
        (Kind.COMPARISON, rf"(?:compar(?:e|ing|ison of|ison between)|a comparison of) (?P<a>.+?) (?:and|with|to|{_VS}) (?P<b>.+)"),
        (Kind.COMPARISON, r"(?:the )?differences? between (?P<a>.+?) and (?P<b>.+)"),
        (Kind.COMPARISON, rf"(?P<a>.+?) (?:and|or|{_VS}) (?P<b>[^:,?-]+?)\s*[:,?–-]\s*(?:which|what|how|who|the better|a comparison|compar).*"),
        (Kind.COMPARISON, rf"(?:should {_WHO} )(?:choose |buy |get |learn |pick |use |drink |have )?(?P<a>.+?) or (?P<b>(?!not\b).+)"),
        (Kind.COMPARISON, rf"(?:which is better,? )?(?P<a>.+?) {_VS} (?P<b>.+)"),
        (Kind.COMPARISON, r"(?:which is better,? )?(?P<a>\S+(?: \S+){0,2}) or (?P<b>\S+(?: \S+){0,2})"),
        (Kind.BENEFITS, rf"(?:why|reasons why) {_WHO} (?:should|need to|must) (?P<do>.+)"),
        (Kind.BENEFITS, r"(?:the )?(?:many |top |health |main |real |surprising )*(?:benefits?|advantages?|upsides?|power|joys?) (?:of|from) (?P<s>.+)"),
        (Kind.ADVICE, rf"should {_WHO} (?P<do>.+)"),
        (Kind.ADVICE, r"is it (?:worth|a good idea|ok|okay|wise|good|smart)(?: to)? (?P<do>.+)"),
        (Kind.ADVICE, r"(?:some )?advice (?:on|for|about) (?P<s>.+)"),
        (Kind.HOW_TO, rf"(?:how to|how (?:do|can|should) {_WHO}|steps to|ways? to|learn(?:ing)? (?:how )?to) (?P<do>.+)"),
        (Kind.EXPLANATION, r"(?P<q>why (?P<c>.+))"),
        (Kind.EXPLANATION, r"what (?P<be>is|are) (?P<s>.+)"),
        (
            Kind.EXPLANATION,
            r"(?P<q>how (?P<c>(?:do|does|did|is|are|can) .+|.+? (?:works?|fly|flies|grows?|forms?|moves?|sleeps?|is made|are made)))",
        ),
        (Kind.EXPLANATION, r"(?:the )?(?:science (?:of|behind)|meaning of|causes? of|mystery of) (?P<s>.+)|explain(?:ing)? (?P<x>.+)"),
        (
            Kind.HISTORY,
            r"(?:a |the )?(?:brief |short |quick |little )*(?:history|origins?|story|legend|evolution|invention|birth|rise|past) of (?P<s>.+)",
        ),
        (
            Kind.INTRODUCTION,
            r"(?:an |a )?(?:brief |short |quick )?(?:introduction to|intro to|introducing|introduce|meet|all about|getting to know|get to know"
            r"|discover(?:ing)?|a tour of|welcome to) (?P<s>.+)",
        ),
        (Kind.INTRODUCTION, r"(?:a |the )?(?:\w+(?:'s)? )?guide to (?!\w+ing\b)(?P<s>.+)"),
        (Kind.HOW_TO, r"(?:a |the )?(?:\w+(?:'s)? )?guide to (?P<s>\w+ing\b.*)"),
    )
)


def english_topic(text: str) -> Topic:
    """The kind, subject and other forms of an English topic; general when none is recognised."""
    plain = plain_phrase(text)
    comparing = " ".join(text.strip(" .!?…").split())
    for kind, pattern in _PATTERNS:
        source = comparing if kind is Kind.COMPARISON and len(comparing) < 200 else plain
        found = pattern.fullmatch(source.lower()) if len(source.lower()) == len(source) else None
        if found:
            groups = {name: source[found.start(name) : found.end(name)] for name, value in found.groupdict().items() if value}
            if topic := _BUILDERS.get(kind, _simple)(kind, groups, plain):
                return topic
    subject = _tidy(plain)
    return Topic(Kind.GENERAL, Language.EN, subject, subject, _phrase(plain))


_Groups = dict[str, str]


def _simple(kind: Kind, groups: _Groups, plain: str) -> Topic | None:
    subject = _tidy(gerund(_small(groups["do"])) if "do" in groups else groups["s"])
    phrase = _phrase(plain)
    if kind is Kind.ADVICE and "do" in groups:
        phrase = f"the idea of {subject}"
    elif kind is Kind.HOW_TO and "do" in groups:
        phrase = f"how to {shortened(_small(groups['do']), 56)}"
    elif kind is Kind.INTRODUCTION:  # not "a tour of introduction to …"
        phrase = subject
    elif kind is Kind.BENEFITS and "do" in groups:
        phrase = f"the benefits of {subject}"
    elif kind in (Kind.BENEFITS, Kind.HISTORY) and re.match(r"(?:benefits|history|origins?|story|legend|power|evolution|invention) of", phrase):
        phrase = "the " + phrase
    return Topic(kind, Language.EN, subject, subject, phrase)


def _comparison(kind: Kind, groups: _Groups, _plain: str) -> Topic | None:
    a, b = (mid_sentence(shortened(plain_phrase(groups[side]), 32), Language.EN) for side in "ab")
    if not a or not b or a.lower() == b.lower():
        return None
    subject = f"{a} and {b}"
    return Topic(kind, Language.EN, subject, subject, subject, sides=(a, b))


def _explanation(kind: Kind, groups: _Groups, plain: str) -> Topic | None:
    if "c" in groups:
        word = groups["q"].split(" ", 1)[0].lower()
        question = _embedded(word, groups["c"])
        return Topic(kind, Language.EN, f"the question of {question}", f"the question of {question}", question, question=question, is_clause=True)
    subject = _tidy(groups.get("s") or groups.get("x", ""))
    question = f"what {subject} {groups['be'].lower()}" if "be" in groups else f"what lies behind {subject}"
    return Topic(kind, Language.EN, subject, subject, question if "be" in groups else _phrase(plain), question=question)


def _embedded(word: str, clause: str) -> str:
    """A direct question turned round: "do cats purr" -> "why cats purr"; what rules cannot turn is quoted."""
    words = shortened(_small(clause), 60).split()
    first = words[0].lower()
    if first == "do" and len(words) > 2:
        return f"{word} {mid_sentence(' '.join(words[1:]), Language.EN)}"
    if first in ("is", "are") and 3 <= len(words) <= 5:
        return f"{word} {mid_sentence(' '.join(words[1:-1]), Language.EN)} {first} {words[-1]}"
    if first in ("is", "are", "do", "does", "did", "can", "was", "were", "should", "would", "don't", "doesn't", "can't", "aren't", "isn't"):
        return f"“{sentence_start(word)} {' '.join(words)}?”"
    return f"{word} {mid_sentence(' '.join(words), Language.EN)}"


def _listing(kind: Kind, groups: _Groups, plain: str) -> Topic | None:
    number, unit = groups.get("n", ""), groups["unit"].lower()
    count = int(number) if number.isdecimal() else _NUMBERS.get(number.lower())
    items = "benefit" if re.search(rf"(?:{_BENEFITS})$", unit) else "fact" if re.search(rf"(?:{_FACTS})$", unit) else "tip"
    subject = _tidy(gerund(_small(groups["s"])) if "to" in groups else groups["s"])
    return Topic(kind, Language.EN, subject, subject, _phrase(plain), count=count or None, unit=unit, items=items)


_BUILDERS: dict[Kind, Callable[[Kind, _Groups, str], Topic | None]] = {
    Kind.COMPARISON: _comparison,
    Kind.EXPLANATION: _explanation,
    Kind.LIST: _listing,
}


def _small(phrase: str) -> str:
    """The phrase without shouting, spoken to the asker: "quit my job" -> "quit your job"."""
    phrase = re.sub(r"\bmy\b", "your", phrase)
    return mid_sentence(phrase, Language.EN) if not phrase.isupper() else phrase.lower()


def _tidy(phrase: str) -> str:
    return mid_sentence(shortened(plain_phrase(phrase)), Language.EN) or _FALLBACK


def _phrase(plain: str) -> str:
    return mid_sentence(shortened(plain, _PHRASE_CHARACTERS), Language.EN) or _FALLBACK

"""The user's script without markdown, mark-up and stage directions, and with every word of the talk.

The result is plain text: one unit (a heading, a list item, a wrapped paragraph joined) a line, paragraphs apart by a blank line.
Marks count only where markdown counts them: `# ` at a line's start, `---` alone on a line. "C# là một ngôn ngữ" and "một --- hai" stay.
"""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass
from enum import Enum, auto

from emlinh_desktop.domain.brief import Language, clean_text
from emlinh_desktop.writing.language import language_of_text
from emlinh_desktop.writing.stage_directions import is_crew_label, is_screenplay, without_directions

_LINE_ENDS = re.compile(r"\r\n?|[\u2028\u2029\u0085\v\f]")
_FRONT_MATTER = re.compile(r"\A---\n(?:[A-Za-z_-]+:[^\n]*\n)+---\n")
_COMMENT = re.compile(r"<!--.{0,2000}?-->", re.DOTALL)
_PROGRAM = re.compile(r"<(script|style)(?:\s[^<>]*)?>.{0,2000}?</\1\s*>", re.DOTALL | re.IGNORECASE)
_BREAK_TAG = re.compile(r"<\s*/?\s*(?:br|p|div|li|ul|ol|h[1-6]|tr|table|section|article|blockquote)(?:\s[^<>]*)?/?>", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:a|abbr|audio|b|big|body|center|cite|code|del|em|emphasis|font|head|html|i|img|ins|kbd|mark|phoneme|pre|prosody|q|s|say-as|script|small|span"
    r"|speak|strike|strong|style|sub|sup|td|th|tbody|thead|tt|u|var|video|voice|break)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_ASS_TAG = re.compile(r"\{\\[^{}]*\}|\\[Nnh](?![^\W\d_])")
_CUE_TIMES = re.compile(r"^\s*(?:\d+:)?\d{1,2}:\d{2}[.,]\d{1,3}\s*-->.*$")
_RULE = re.compile(r"^(?:(?:- ?){3,}|(?:\* ?){3,}|(?:_ ?){3,}|={3,})$")
_FENCE = re.compile(r"^(?:```|~~~)[\w+-]*$")
_HEADING = re.compile(r"^#{1,6} (.*?)(?: #+)?$")
_QUOTE = re.compile(r"^(?:> ?)+")
_BULLET = re.compile(r"^[-*+•–—‣◦▪●] (?:\[[ xX]\] )?")
_NUMBERED = re.compile(r"^(\d{1,2})[.)] (?=\S)")
_TABLE_ROW = re.compile(r"^\|.*\|$")
_TABLE_RULE = re.compile(r"^\|?(?: ?:?-{2,}:? ?\|)+ ?:?-*:? ?\|?$")
_LINK_DEFINITION = re.compile(r"^\[[^\]\^][^\]]*\]: \S+://\S+.*$")
_FOOTNOTE = re.compile(r"\[\^[^\]\s]+\]:?\s?")
_IMAGE = re.compile(r"!\[[^\[\]]*\]\([^()\s]*(?:\s+\"[^\"]*\")?\)")
_LINK = re.compile(r"\[([^\[\]]+)\](?:\((?:[^()\s]|\([^()\s]*\))*(?:\s+\"[^\"]*\")?\)|\[[^\[\]]*\])")
_AUTOLINK = re.compile(r"<((?:https?://|mailto:)[^<>\s]+)>")
_EMPHASIS = re.compile(r"(?<![\w*])(\*{1,3})(?=\S)([^*\n]{0,600}?[^\s*])\1(?![\w*])|(?<![\w_])(_{1,3})(?=\S)([^\n]{0,400}?\S)\3(?![\w_])|~~(?=\S)([^~\n]+?)~~")
_STRAY = re.compile(r"\*{2,3}|(?<!\w)__(?!\w)|`+")
_SQUARE = re.compile(r"\[([^\[\]\n]*)\]")
_FINISHED = re.compile(r"[.!?…:;,。！？][”’\"'»)\]]*$")

_NUMBER_WORDS = {
    Language.VI: ["Một", "Hai", "Ba", "Bốn", "Năm", "Sáu", "Bảy", "Tám", "Chín", "Mười"],
    Language.EN: ["One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten"],
}


class _Kind(Enum):
    BLANK = auto()
    PROSE = auto()
    ALONE = auto()  # a heading, list item or table row: a sentence of its own


@dataclass(frozen=True, slots=True)
class _Unit:
    kind: _Kind
    text: str = ""
    indented: bool = False


_BLANK = _Unit(_Kind.BLANK)


def clean_script(raw: str) -> str:
    """Plain text to split into sentences."""
    text = _LINE_ENDS.sub("\n", unicodedata.normalize("NFC", raw).lstrip("\ufeff"))
    text = _FRONT_MATTER.sub("", text)
    text = _PROGRAM.sub(" ", _COMMENT.sub(" ", text))
    text = html.unescape(_TAG.sub("", _BREAK_TAG.sub("\n", text)))
    text = _ASS_TAG.sub(" ", text)
    lines = _without_cues(text.split("\n"))
    language = language_of_text(text)
    screenplay = is_screenplay(lines)
    units: list[_Unit] = []
    for line in lines:
        for unit in _units_of(line, language, screenplay=screenplay):
            _append(units, unit)
    joined = "\n".join(_finished(unit.text) if unit.kind is _Kind.ALONE else unit.text for unit in units)
    return re.sub(r"\n{3,}", "\n\n", joined).strip()


def _append(units: list[_Unit], unit: _Unit) -> None:
    """Join a list item's continuation to it; finish the prose before a unit that stands alone."""
    last = units[-1] if units else _BLANK
    if last.kind is _Kind.ALONE and unit.kind is _Kind.PROSE and unit.indented:
        units[-1] = _Unit(_Kind.ALONE, f"{last.text} {unit.text}")
        return
    if last.kind is _Kind.PROSE and unit.kind is _Kind.ALONE:
        units[-1] = _Unit(_Kind.PROSE, _finished(last.text))
    units.append(unit)


def _without_cues(lines: list[str]) -> list[str]:
    """Subtitle cues pasted into a text: the time line and the number above it go, the words stay."""
    kept: list[str] = []
    for line in lines:
        if _CUE_TIMES.match(line):
            if kept and kept[-1].strip().isdecimal():
                kept.pop()
            continue
        kept.append(line)
    return kept


def _units_of(raw_line: str, language: Language, *, screenplay: bool) -> list[_Unit]:
    line = " ".join(raw_line.split())  # also keeps the patterns linear in floods of white space
    if not line or _RULE.match(line):
        return [_BLANK]
    if _FENCE.match(line) or _TABLE_RULE.match(line) or _LINK_DEFINITION.match(line):
        return []
    line = _QUOTE.sub("", line)
    heading = _HEADING.match(line)
    body = heading.group(1) if heading else line
    if _TABLE_ROW.match(body):
        cells = [_inline(cell).rstrip(".") for cell in body.strip("|").split("|")]
        return [_Unit(_Kind.ALONE, ", ".join(cell for cell in cells if cell))]
    item = _BULLET.match(body)
    if item and not is_crew_label(body, screenplay=screenplay):
        body = body[item.end() :]
    body = without_directions(body, screenplay=screenplay)
    numbered = _NUMBERED.match(body)
    if numbered:
        body = f"{_number_word(int(numbered.group(1)), language)}: {body[numbered.end() :]}"
    words = _inline(body)
    if not words:
        return []
    if heading:
        return [_BLANK, _Unit(_Kind.ALONE, words), _BLANK]
    return [_Unit(_Kind.ALONE if item or numbered else _Kind.PROSE, words, indented=raw_line[:2].isspace() and not (item or numbered))]


def _number_word(number: int, language: Language) -> str:
    """A speaker says the number of a point aloud; beyond ten it stays in figures."""
    words = _NUMBER_WORDS[language]
    return words[number - 1] if 1 <= number <= len(words) else str(number)


def _inline(text: str) -> str:
    text = _IMAGE.sub("", text)
    text = _AUTOLINK.sub(r"\1", _LINK.sub(r"\1", text))
    text = _FOOTNOTE.sub("", text)
    for _ in range(3):  # emphasis inside emphasis
        text = _EMPHASIS.sub(lambda m: m.group(2) or m.group(4) or m.group(5), text)
    text = _STRAY.sub("", text)
    for _ in range(2):  # [[x]]
        text = _SQUARE.sub(r"\1", text)
    return re.sub(r"\s+([,.;:!?…])(?=\s|$)", r"\1", clean_text(text)).strip()


def _finished(words: str) -> str:
    """A heading or list item is a sentence of its own: it gets a full stop if it has no mark."""
    return words if not words or _FINISHED.search(words) else words + "."

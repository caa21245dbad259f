"""Changes of single lines of the script: "sửa câu 2 thành …", "bỏ câu cuối", "thêm câu … sau câu 1"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from emlinh_desktop.chat.meaning import Edit
from emlinh_desktop.chat.message_text import HIDDEN, MessageText, unmarked_word
from emlinh_desktop.chat.phrase import ME, NOT, YOU, expanded, phrase

_ORDINALS = {
    "đầu tiên": 1, "đầu": 1, "thứ nhất": 1, "nhất": 1, "mở đầu": 1, "một": 1, "hai": 2, "nhì": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "sáu": 6,
    "bảy": 7, "tám": 8, "chín": 9, "mười một": 11, "mười hai": 12, "mười": 10,
    "cuối cùng": -1, "cuối": -1, "chót": -1, "kết thúc": -1, "kết": -1, "kế cuối": -2, "áp chót": -2,
    "gần cuối": -2,
    "first": 1, "opening": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10,
    "last": -1, "final": -1, "closing": -1, "second to last": -2, "next to last": -2, "penultimate": -2,
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
}  # fmt: skip
_BY_UNMARKED = {unmarked_word(word): value for word, value in _ORDINALS.items()}
_ORDINAL = "(?:" + "|".join(sorted(_ORDINALS, key=len, reverse=True)) + r"|\d{1,3}(?:st|nd|rd|th)?)"
_UNIT = "(?:câu(?: văn| thoại| nói)?|dòng|lines?|sentences?)"
LINE = rf"(?:{_UNIT} (?:thứ |số |ở |the |number |no\.? ?|# ?)?(?P<vi>{_ORDINAL})|(?:the )?(?P<en>{_ORDINAL}) (?:line|sentence))"
LINE_RULE = phrase(LINE)
_NO_NAMES = re.compile(r"\?P<\w+>")
_ANY_LINE = _NO_NAMES.sub("?:", LINE)
_Q = rf"{HIDDEN}+"

_CHANGE = "(?:sửa lại|sửa|đổi lại|đổi|thay thế|thay|viết lại|chỉnh lại|chỉnh|chuyển|cho|change|replace|rewrite|edit|make|set|update|fix|correct|rephrase)"
_INTO = (
    "(?:thành ra|thành|bằng câu|bằng|sang|qua|lại là|là|lại thành|to read|to say|to be|to|with|into|as|say|be|read)(?: (?:câu|chữ|từ|đoạn"
    "|the word|the words|the line)){0,8}"
)
_WORD_IN_LINE = phrase(
    rf"(?:{_CHANGE}|tìm)(?: (?:chữ|từ|cụm từ|cụm|tên|số|câu|dòng|the|word|words|phrase|name|number|giúp|giùm|{ME})){{0,8}}\s*:?\s*(?P<find>{_Q})\s*(?:(?:in"
    rf"|trong|ở) {_ANY_LINE} )?(?:{_INTO})\s*:?\s*(?P<replace>{_Q})"
)
_WORD = r"(?P<find>\S+(?: \S+){0,3}?)"
_BARE_WORD = tuple(
    phrase(rule)
    for rule in (
        rf"{_CHANGE} (?:chữ|từ|the word|word) {_WORD} (?:thành|bằng|sang|to|with|into) (?:chữ |từ )?(?P<replace>[^,.;]+?) (?:ở|trong|in) {_ANY_LINE}",
        rf"{_CHANGE} (?:chữ|từ|the word|word) {_WORD} (?:ở|trong|in) {_ANY_LINE} (?:thành|bằng|sang|to|with|into) (?:chữ |từ )?(?P<replace>[^,.;]+)",
        rf"(?:ở|trong|in) {_ANY_LINE},? {_CHANGE} (?:chữ |từ |the word )?{_WORD} (?:thành|bằng|sang|to|with|into) (?:chữ |từ )?(?P<replace>[^,.;]+)",
    )
)
_TEXT = rf"\s*[:,]?\s*(?P<text>{_Q}|\S.*)"
_SET = (
    phrase(
        rf"{_CHANGE}(?: (?:lại|nội dung|giúp {ME}|giùm {ME}|cho {ME}|giùm|dùm|the text of|text of|cái|của)){{0,8}} {_ANY_LINE}(?: (?:lại|giúp {ME}"
        rf"|giùm {ME}|cho {ME}|giùm|đi)){{0,8}}(?: {_INTO}|\s*:)(?=\W){_TEXT}"
    ),
    phrase(
        rf"{_ANY_LINE}(?:[ ,:]+(?:thì|nên|phải|cần|giúp {ME}|em|bạn|should|{_CHANGE}|sai rồi|sai|chưa đúng|chưa hay|không hay|chưa ổn|bị sai"
        rf"|nhầm rồi|lại|is wrong|it|must)){{0,8}}[ ,]+(?:thành|lại là|phải là|là|bằng|should be|should say|should read|to)(?=\W){_TEXT}"
    ),
    phrase(rf"{_CHANGE} {_ANY_LINE}\s*{_Q}\s*(?:{_INTO}){_TEXT}"),
    phrase(rf"{_ANY_LINE}(?:[ ,]+(?:sửa|đổi|thay|viết))(?: lại)?\s*:{_TEXT}"),
    phrase(rf"{_ANY_LINE}[^.;:\n{HIDDEN}]{{0,40}}?[ ,]+{_CHANGE}(?: lại| it| that)? (?:thành|là|bằng|to|with)(?=\W){_TEXT}"),
)
_ADD = "(?:thêm|chèn|bổ sung|nhét|gắn|cho thêm|insert|add|put|append|prepend)"
_AFTER, _BEFORE = "(?:ngay sau|phía sau|đằng sau|sau|right after|after|following|below)", "(?:ngay trước|phía trước|đằng trước|trước|right before|before|above)"
_FILM = "(?:video|bài|phim|clip|kịch bản|bài nói|bài thuyết trình|script|the video|the script|the film|film|the talk|it)"
_TAIL_END = rf"(?:vào |ở |to |at |in )?(?:cuối cùng|cuối|phần cuối|đoạn cuối|phần kết|(?:the )?(?:very )?end)(?: (?:của |of )?{_FILM})?"
_HEAD_END = (
    "(?:vào |ở |to |at |in )?(?:đầu tiên|đầu|phần đầu|đoạn đầu|phần mở đầu|mở đầu|(?:the )?(?:very )?(?:beginning|start|top|front))(?: (?:của "
    rf"|of )?{_FILM})?"
)
_PLACE = (
    rf"(?:vào |ở |xuống |lên )?(?:(?P<between>(?:ở )?giữa|between) (?P<line_c>{_ANY_LINE}) (?:và|and|với) (?:{_ANY_LINE}|\d+)"
    rf"|(?P<after>{_AFTER}) (?P<line_a>{_ANY_LINE})|(?P<before>{_BEFORE}) (?P<line_b>{_ANY_LINE})|(?P<tail>{_TAIL_END})|(?P<head>{_HEAD_END}))"
)
_EDGE_LINE = phrase(
    rf"{_ADD}(?: (?:một|1|cái|thêm|a|an|the))* (?:(?P<tail>(?:câu|lời) (?:kết|kết thúc|chào cuối|cuối)|(?:closing|final|last|ending) (?:line|sentence))"
    rf"|(?P<head>(?:câu|lời) (?:mở đầu|chào đầu|mở)|(?:opening|first|intro) (?:line|sentence)))\s*:?\s*(?P<text>{_Q})"
)
_SMALL = rf"(?: (?:câu|dòng|một|1|cái|đoạn|lời|giúp|giùm|dùm|hộ|{ME}|cho|vào|a|the|this|line|sentence|text|words|thoại|chào|này|nữa|new|mới)){{0,8}}"
_INSERT = (
    phrase(rf"{_ADD}{_SMALL}\s*:?\s*(?P<text>{_Q})\s*,? ?(?:vào )?{_PLACE}"),
    phrase(rf"{_ADD}{_SMALL} {_PLACE}{_SMALL}\s*:?\s*(?P<text>{_Q})"),
    phrase(rf"{_ADD}{_SMALL} {_PLACE}{_SMALL}\s*:\s*(?P<text>\S.*)"),
    phrase(rf"{_PLACE},? ?{_ADD}{_SMALL}(?: vào)?{_SMALL}\s*:?\s*(?P<text>{_Q})"),
    phrase(rf"{_PLACE},? ?{_ADD}{_SMALL}(?: vào)?{_SMALL}\s*:\s*(?P<text>\S.*)"),
)
_DROP = "(?:bỏ đi|bỏ|xóa bỏ|xóa|cắt bỏ|cắt|loại bỏ|loại|gỡ|lược bỏ|lược|delete|remove|cut out|cut|drop|take out|get rid of|erase|skip)"
_MORE = rf"(?:\s*(?:,|và|với|and|&|\+)\s*(?:{_ANY_LINE}|(?:cả )?(?:câu |dòng )?(?:thứ |số )?{_ORDINAL})){{0,8}}"
_DELETE = phrase(rf"{_DROP}(?: (?:cái|luôn|hết|bớt|giúp {ME}|giùm {ME}|giùm|dùm|hộ|cho {ME}|{ME}|cả|đi|the|out|whole)){{0,8}} (?P<lines>{_ANY_LINE}{_MORE})")
_DELETE_AFTER = phrase(
    rf"(?P<lines>{_ANY_LINE}{_MORE})[^.\n{HIDDEN}]{{0,40}}?[ ,]+(?:thì )?(?:{YOU} )?(?:nên |hãy |please )?{_DROP}(?! (?:chữ|từ|cụm|dấu|số|tên"
    "|phần|the word|word))(?: (?:nó|it|đi|luôn|giúp|giùm"
    "|hộ|câu đó|câu này|that)){0,8}(?= |$)"
)
_SPAN = phrase(
    rf"{_DROP}(?: từ)?(?: các)? {_UNIT} (?P<from>\d{{1,2}}) (?:đến|tới|to|through)(?: câu)? (?P<to>\d{{1,2}})|{_DROP} (?:lines"
    rf"|sentences) (?P<from2>\d{{1,2}})\s*-\s*(?P<to2>\d{{1,2}})"
)
_END_COUNT = phrase(
    rf"{_DROP}(?: (?:hết|luôn))? (?P<n>2|hai|3|ba) câu (?P<which>cuối|đầu)|{_DROP} the (?P<which_en>last|first) (?P<n_en>two|three|2|3) (?:lines"
    "|sentences)"
)
_MOST_TEXTS = 3  # texts given in one message
_ORDINAL_ALONE = phrase(_ORDINAL)
_FORBIDDEN = phrase(rf"(?:đừng|{NOT} (?:được|nên|cần|phải)|chớ|don't|do not|never|why|sao|ai)")
_HIDDEN_RUN = re.compile(_Q)
_COURTESY_TAIL = re.compile(expanded(rf"[\s,]*(?:(?:giúp|giùm|dùm|hộ) {ME}|đi {YOU}|please)(?: (?:{YOU}|nhé|nha|với))?$"))


@dataclass(frozen=True, slots=True)
class LineEdits:
    """`rest` is the matching form with the words of these edits blanked."""

    edits: tuple[Edit, ...]
    rest: str


def find_line_edits(message: MessageText, quotes: dict[int, str]) -> LineEdits:
    """The changes of lines in a message. `quotes` gives the inner words of each hidden quote by its start."""
    plain = message.plain
    edits: list[Edit] = []
    for find in (_word_in_line, _insert, _set_text) * _MOST_TEXTS:
        found = find(message, plain, quotes)
        if found is not None:
            edit, (start, end) = found
            edits.append(edit)
            plain = plain[:start] + " " * (end - start) + plain[end:]
    deleted, rest = _delete(plain)
    return LineEdits((*edits, *deleted), rest)


def line_number(words: str) -> int | None:
    """The line a phrase like "câu thứ hai" or "the last line" names; -1 is the last."""
    match = LINE_RULE.search(words)
    return _ordinal(match["vi"] or match["en"]) if match else None


def _ordinal(word: str) -> int | None:
    digits = re.match(r"\d+", word)
    if digits:
        return int(digits[0])
    return _BY_UNMARKED.get(unmarked_word(word))


def _forbidden(plain: str, start: int) -> bool:
    return _FORBIDDEN.search(plain, max(0, start - 30), start) is not None


def _word_in_line(message: MessageText, plain: str, quotes: dict[int, str]) -> tuple[Edit, tuple[int, int]] | None:
    for rule in _BARE_WORD:
        bare = rule.search(plain)
        if bare and HIDDEN not in bare[0] and not _forbidden(plain, bare.start()):
            find, replace = (message.words(*bare.span(name)) for name in ("find", "replace"))
            return Edit("line_text", line=line_number(bare[0]), find=find, replace=replace), bare.span()
    match = _WORD_IN_LINE.search(plain)
    if match is None or _forbidden(plain, match.start()):
        return None
    line = line_number(plain)
    edit = Edit("line_text", line=line, find=quotes.get(match.start("find")), replace=quotes.get(match.start("replace")))
    return edit, (0, len(plain)) if line is not None else match.span()


def _set_text(message: MessageText, plain: str, quotes: dict[int, str]) -> tuple[Edit, tuple[int, int]] | None:
    for rule in _SET:
        match = rule.search(plain)
        if match is None or _forbidden(plain, match.start()):
            continue
        line = line_number(match[0])
        if line is None or match["text"].rstrip().endswith("?"):
            continue
        text, end = _text_of(message, match, quotes)
        if text:
            return Edit("line_text", line=line, text=text), (match.start(), end)
    return None


def _text_of(message: MessageText, match: re.Match[str], quotes: dict[int, str]) -> tuple[str, int]:
    """The given words and where they end: a quote's inside, or all that follows (without "giúp mình", unless a colon led it in)."""
    start, end = match.span("text")
    if start in quotes:
        hidden = _HIDDEN_RUN.match(message.plain, start)
        return quotes[start], hidden.end() if hidden else end
    end = len(message.plain)
    courtesy = None if ":" in message.plain[match.start() : start] else _COURTESY_TAIL.search(message.plain, start)
    given = message.original[start : courtesy.start() if courtesy else end]
    return " ".join(given.split()), end


def _insert(message: MessageText, plain: str, quotes: dict[int, str]) -> tuple[Edit, tuple[int, int]] | None:
    edge = _EDGE_LINE.search(plain)
    if edge and not _forbidden(plain, edge.start()):
        text, end = _text_of(message, edge, quotes)
        return Edit("line_insert", line=-1 if edge["tail"] else 1, where="after" if edge["tail"] else "before", text=text), (edge.start(), end)
    for rule in _INSERT:
        match = rule.search(plain)
        if match is None or _forbidden(plain, match.start()):
            continue
        text, end = _text_of(message, match, quotes)
        end = max(end, match.end())
        line, where = _place(match)
        if line is not None and text:
            return Edit("line_insert", line=line, where=where, text=text), (match.start(), end)
    return None


def _place(match: re.Match[str]) -> tuple[int | None, str]:
    if match["between"]:
        return line_number(match["line_c"]), "after"
    if match["after"]:
        return line_number(match["line_a"]), "after"
    if match["before"]:
        return line_number(match["line_b"]), "before"
    return (-1, "after") if match["tail"] else (1, "before")


def _delete(plain: str) -> tuple[list[Edit], str]:
    lines: list[int] = []
    for rule, read in ((_SPAN, _span_lines), (_END_COUNT, _end_lines), (_DELETE, _named_lines), (_DELETE_AFTER, _named_lines)):
        for match in list(rule.finditer(plain)):
            if not _forbidden(plain, match.start()):
                lines += [line for line in read(match) if line not in lines]
                plain = plain[: match.start()] + " " * (match.end() - match.start()) + plain[match.end() :]
    return [Edit("line_delete", line=line) for line in lines], plain


def _span_lines(match: re.Match[str]) -> list[int]:
    return list(range(int(match["from"] or match["from2"]), int(match["to"] or match["to2"]) + 1))


def _end_lines(match: re.Match[str]) -> list[int]:
    count = _ordinal(match["n"] or match["n_en"]) or 0
    first = _BY_UNMARKED[unmarked_word(match["which"] or match["which_en"])] == 1
    return [i + 1 if first else -1 - i for i in range(count)]


def _named_lines(match: re.Match[str]) -> list[int]:
    numbers = [_ordinal(m[0]) for m in _ORDINAL_ALONE.finditer(match["lines"])]
    return [n for n in numbers if n is not None]

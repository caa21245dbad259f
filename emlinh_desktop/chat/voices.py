"""Who speaks: "giọng nữ miền Bắc", "giọng Sài Gòn", "voice nova", "a male voice"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from emlinh_desktop.chat.message_text import unmarked_word
from emlinh_desktop.chat.phrase import phrase
from emlinh_desktop.chat.stated_value import Stated

VOICE = (
    "(?:giọng đọc|giọng nói|giọng thuyết minh|giọng lồng tiếng|giọng kể|giọng|chất giọng|người đọc|người nói|lồng tiếng|thuyết minh|voice ?over"
    "|voice|narrator|narration|speaker)"
)
_IS = r"(?:\s*[:=]\s*| là | (?:thành|sang|qua|về|to|into)(?: (?:giọng|a|the|voice)){0,8} | của | kiểu | bằng | một | cô | ông | người | dân | is | by | of | )?"
_FEMALE = "nữ giới|nữ|con gái|phụ nữ|cô gái|đàn bà|phái nữ|phái đẹp|gái|chị gái|thiếu nữ|female|woman|lady|girl|women|feminine"
_MALE = "nam giới|nam(?! (?:minh|bộ|kỳ))|con trai|đàn ông|phái nam|thanh niên|trai|ông chú|male|man|guy|boy|men|masculine"
_AREA = "(?:người miền|miền|vùng|xứ|dân|người|phía|đằng)"
_NORTH = rf"{_AREA} bắc|bắc bộ|bắc kỳ|bắc(?! cực)|(?:{_AREA} )?hà nội|(?:{_AREA} )?hn|hanoi|northern"
_CENTRAL = (
    rf"{_AREA} trung|trung bộ|trung(?! (?:tính|niên|bình|quốc|hoa|tuổi|lập|thực|ương|học))|(?:{_AREA} )?(?:huế|đà nẵng|quảng nam|quảng|nghệ an"
    "|nghệ tĩnh|nghệ|xứ nghệ|hà tĩnh|bình định|quảng bình|quảng trị)|hue|central"
)
_SOUTH = rf"{_AREA} nam|nam bộ|nam kỳ|(?:{_AREA} )?(?:sài gòn|sài thành|sg|cần thơ|tp hcm|tphcm|hồ chí minh|bến tre)|miền tây|tây nam bộ|saigon|southern"
_REGIONS = (("bắc", _NORTH), ("trung", _CENTRAL), ("nam", _SOUTH))
_TONE = "(?: (?:trẻ|trầm|ấm|ấm áp|trẻ trung|truyền cảm|dịu dàng|nhẹ nhàng|ngọt|ngọt ngào|hay|chuẩn|trầm ấm|vui|vui tươi)){0,8}"
_NAMES = {
    "HoaiMy": r"(?:vi-vn-)?(?:hoài ?my|hoai ?my)(?:neural)?",
    "NamMinh": r"(?:vi-vn-)?nam ?minh(?:neural)?",
    **{name: name for name in ("nova", "fable", "alloy", "echo", "onyx", "shimmer")},
}
_BY_FOLDED = {unmarked_word(name.lower()): name for name in _NAMES}
_NAME = "|".join(_NAMES.values())
_ID = r"(?:vi|en)-(?:north|central|south|us|gb)-(?:female|male)"

_GENDER = rf"(?:{_FEMALE}|{_MALE})"
_REGION = "(?:" + "|".join(words for _, words in _REGIONS) + ")"
_READS = "(?: (?:đọc|nói|kể|thuyết minh|lồng tiếng|dẫn)(?! (?:chậm|nhanh|từ|thong|lẹ|tiếng|thật|hơi|rất|bằng)))?"
_FIRM = (
    phrase(rf"{VOICE}{_TONE}{_IS}(?:{_GENDER}{_TONE}(?:,? (?:giọng |nói giọng |tiếng )?{_REGION})?|{_REGION}{_TONE}(?:,? {_GENDER})?)(?: {VOICE})?{_READS}"),
    phrase(rf"(?:{_REGION} )?{_GENDER}(?:'s)?(?: {_REGION})?(?: vietnamese| english| american| british)? {VOICE}(?: with a {_REGION}(?: vietnamese)? accent)?"),
    phrase(rf"{_REGION}(?: vietnamese)?(?: {_GENDER})? (?:accent|{VOICE})"),
    phrase(rf"(?:narrated|read|voiced|spoken|told)(?: \w+ly)? by an? {_GENDER}"),
    phrase(rf"(?:let|have|get) (?:a|an|some) {_GENDER} (?:read|speak|narrate|say|talk)(?: it| this)?"),
    phrase(rf"(?:(?:cho|để|nhờ|do) )?(?:một |cô |anh |bạn )?(?:{_GENDER} )?người (?:miền )?(?:{_REGION})(?: {_GENDER})? (?:đọc|thuyết minh|lồng tiếng|dẫn)"),
    phrase(rf"(?:{_FEMALE}|nam|con trai|đàn ông)(?: {_REGION})? (?:đọc|thuyết minh|lồng tiếng|dẫn|narrator)"),
)
_NAMED = (
    phrase(
        rf"{VOICE}(?:\s*[:=]\s*| của | tên | tên là | called | named | of | is | by | (?:thành|sang|qua|về|bằng|to|into)(?: (?:giọng|the"
        rf"|voice)){{0,8}} | )(?:{_NAME}|{_ID}){_READS}"
    ),
    phrase(rf"(?:{_NAME}|{_ID})(?:'s)? {VOICE}"),
    phrase(rf"(?:from |từ )?(?:{_NAME}) (?:thành|sang|qua|bằng|to|with|for) (?:{_NAME})"),
    phrase(rf"(?:do|by|read by|narrated by|spoken by|để|nhờ) (?:chị |cô |anh )?(?:{_NAME})(?: (?:đọc|nói|thuyết minh|lồng tiếng))?"),
)
_BY_WHOM = phrase(rf"by an? (?:{_GENDER})(?: narrator| speaker)?")
"""right after another statement only: "read slowly by a woman" states, "a novel by a woman" is a topic"""
_FEMALE_RULE, _MALE_RULE, _NAME_RULE = phrase(_FEMALE), phrase(_MALE), phrase(rf"{_NAME}|{_ID}")
_REGION_RULES = tuple((name, phrase(words)) for name, words in _REGIONS)


def find_voices(plain: str, start: int, end: int) -> Iterator[Stated]:
    """Each stated voice. A name wins over what its letters could also mean ("giọng Nam Minh" is no gender)."""
    for rule in _NAMED:
        for match in rule.finditer(plain, start, end):
            yield Stated(match.start(), match.end(), {"voice": _voice_name(match[0])})
    for rule in _FIRM:
        for match in rule.finditer(plain, start, end):
            fields = _kind_of_voice(match[0])
            if fields:
                yield Stated(match.start(), match.end(), fields)
    for match in _BY_WHOM.finditer(plain, start, end):
        yield Stated(match.start(), match.end(), _kind_of_voice(match[0]), firm=False)


def _voice_name(words: str) -> str:
    name = _NAME_RULE.findall(words)[-1]
    folded = unmarked_word(name).replace(" ", "").removeprefix("vi-vn-").removesuffix("neural")
    return _BY_FOLDED.get(folded, unmarked_word(name))


def _kind_of_voice(words: str) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    rest = words
    for region, rule in _REGION_RULES:
        match = rule.search(words)
        if match:
            fields["voice_region"] = region
            rest = words[: match.start()] + " " + words[match.end() :]
            break
    if _FEMALE_RULE.search(rest):
        fields["voice_gender"] = "nữ"
    elif _MALE_RULE.search(rest):
        fields["voice_gender"] = "nam"
    return fields

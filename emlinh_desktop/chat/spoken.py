"""How it is spoken: language and speed. "bằng tiếng Anh", "in Vietnamese", "nói chậm thôi", "speak slowly"."""

from __future__ import annotations

from collections.abc import Iterator

from emlinh_desktop.chat.phrase import phrase
from emlinh_desktop.chat.stated_value import Stated
from emlinh_desktop.domain.brief import Language

_TONGUES = {Language.EN: ("anh|mỹ|english", "english"), Language.VI: ("việt nam|việt|vietnamese", "vietnamese")}
_SPEAK = (
    "(?:giọng đọc|giọng nói|tốc độ đọc|tốc độ nói|tốc độ giọng|tốc độ|nhịp độ|nhịp đọc|nhịp nói|nhịp|tông giọng|lời đọc|đọc|nói|giọng"
    "|thuyết minh|kể|speed|pace|tempo)"
)
_EN_SPEAK = "(?:speak|talk|speaking|talking|read|reading|narrate|say it|spoken|voice|narration|pace|speed|speech|tempo)"
_HOW = r"(?:\s*[:=]\s*| là | thì | thật | hơi | cho | một cách | với tốc độ | rất | từ từ | tương đối | is | a bit | a little | )"
_SLOW_VI, _FAST_VI = "chậm rãi|chầm chậm|chậm chậm|chậm|từ tốn|từ từ|thong thả|slow", "nhanh nhanh|nhanh gọn|nhanh|lẹ|fast"
_MORE = "(?: (?:chậm|rãi|rãi thôi|lại|hơn|lên|thôi|thôi nhé|vừa|một chút|một tí|một xíu|1 chút|1 tí|chút|tí|xíu|xí|đi|down|up|a bit|a little)){0,8}"


def _speed_rules() -> Iterator[tuple[str, str]]:
    for speed, vi, en in (("chậm", _SLOW_VI, "slow(?:ly|er)?"), ("nhanh", _FAST_VI, "fast(?:er)?|quick(?:ly|er)?")):
        yield rf"{_SPEAK}{_HOW}(?:{vi}){_MORE}", speed
        yield rf"{_EN_SPEAK}(?: it)?(?: more| a bit| a little| very| really)? (?:{en})", speed
        yield rf"(?:at )?(?:a )?(?:more )?(?:{en})(?:-| )(?:paced?|speed|tempo|speaking|talking|speech|narration|voice|reading|reader)", speed


_SPEED = tuple((phrase(rule), speed) for rule, speed in _speed_rules())
_LANGUAGE = tuple(
    (phrase(rule), language, firm)
    for language, (vi, en) in _TONGUES.items()
    for rule, firm in (
        (rf"(?:(?:nói|đọc|thuyết minh|lồng tiếng|giọng đọc|giọng|làm|viết|lời|dùng)\s*[:=]?\s*)?bằng (?:tiếng )?(?:{vi})", True),
        (rf"(?:lồng|thuyết minh) tiếng (?:{vi})", True),
        (rf"(?:nói|đọc|thuyết minh|lồng tiếng|giọng đọc|giọng|voice) tiếng (?:{vi})", True),
        (rf"(?:ngôn ngữ|language|lang)(?:\s*[:=]\s*| là | is | )(?:tiếng )?(?:{vi})", True),
        (rf"(?:spoken |narrated |speaking )?in (?:the )?{en}(?: language)?", True),
        (rf"{en}[ -](?:language|narration|voice ?over|version|speaking)", True),
        (rf"(?:bản |phiên bản )?tiếng (?:{vi})(?: nhé)?", False),
        (en, False),
    )
)


def find_spoken(plain: str, start: int, end: int) -> Iterator[Stated]:
    """Each stated language and speed. Subtitles in a language do not change what is spoken (see `captions`)."""
    for rule, speed in _SPEED:
        for match in rule.finditer(plain, start, end):
            yield Stated(match.start(), match.end(), {"speed": speed})
    for rule, language, firm in _LANGUAGE:
        for match in rule.finditer(plain, start, end):
            yield Stated(match.start(), match.end(), {"language": language}, firm)

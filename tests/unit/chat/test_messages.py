"""The table of messages: each line of `messages.jsonl` is a message and what it must be understood as."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from emlinh_desktop.chat.understanding import understand

CASES: list[dict[str, Any]] = [json.loads(line) for line in Path(__file__).with_name("messages.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("kind", sorted({case["kind"] for case in CASES}))
def test_messages(kind: str) -> None:
    told = {case["text"]: (understand(case["text"]).to_json(), case["means"]) for case in CASES if case["kind"] == kind}
    assert {text: got for text, (got, _) in told.items()} == {text: means for text, (_, means) in told.items()}


def test_the_table_is_large_and_holds_each_text_once() -> None:
    assert len(CASES) >= 300
    assert len({case["text"] for case in CASES}) == len(CASES)

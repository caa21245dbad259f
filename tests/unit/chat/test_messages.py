"""The table of messages: each line of `messages.jsonl` is a message and what it must be understood as."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from emlinh_desktop.chat.understanding import understand

CASES: list[dict[str, Any]] = [json.loads(line) for line in Path(__file__).with_name("messages.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:60])
def test_message(case: dict[str, Any]) -> None:
    assert understand(case["text"]).to_json() == case["means"]


def test_the_table_is_large_and_holds_each_text_once() -> None:
    assert len(CASES) >= 300
    assert len({case["text"] for case in CASES}) == len(CASES)

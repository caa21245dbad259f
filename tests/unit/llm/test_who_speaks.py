"""Which model speaks in the conversation: only one that was chosen."""

from __future__ import annotations

import pytest

from emlinh_desktop.app import App
from emlinh_desktop.base.cancellation import CancelToken
from emlinh_desktop.base.paths import app_paths
from emlinh_desktop.llm.chat_model import ChatModel

ADDRESS = "http://127.0.0.1:9/v1"


@pytest.mark.parametrize(
    ("writer", "environment", "provider"),
    [
        ("offline", {}, None),
        ("offline", {"OPENAI_API_KEY": "sk-1"}, None),  # a key alone chooses nobody
        ("own", {}, None),
        ("ollama", {}, "ollama"),
        ("openai", {"OPENAI_API_KEY": "sk-1"}, "openai"),
        ("offline", {"EMLINH_LLM_URL": ADDRESS}, "llm"),
        ("deepseek", {"EMLINH_LLM_URL": ADDRESS}, "deepseek"),
    ],
)
def test_who_speaks(monkeypatch: pytest.MonkeyPatch, writer: str, environment: dict[str, str], provider: str | None) -> None:
    for name in ("OPENAI_API_KEY", "EMLINH_LLM_URL"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    model = App(app_paths(), CancelToken()).chat_model(writer)
    assert (model.provider.id if isinstance(model, ChatModel) else None) == provider

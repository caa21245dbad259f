"""Where language models are: presets of OpenAI-compatible endpoints. Models are listed by asking, never named here."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Provider:
    """One endpoint. `key_variable` names its key ("" for a local one, which needs none)."""

    id: str
    name: str
    base_url: str
    key_variable: str = ""

    @property
    def local(self) -> bool:
        """Whether it runs on this machine and costs nothing."""
        return not self.key_variable


CUSTOM = "llm"
"""the id of an endpoint the user gave by address"""

_PROVIDERS = (
    Provider("openai", "OpenAI", "https://api.openai.com/v1", "OPENAI_API_KEY"),
    Provider("ollama", "Ollama", "http://127.0.0.1:11434/v1"),
    Provider("lmstudio", "LM Studio", "http://127.0.0.1:1234/v1"),
    Provider("llamacpp", "llama.cpp", "http://127.0.0.1:8080/v1"),
    Provider("openrouter", "OpenRouter", "https://openrouter.ai/api/v1", "OPENROUTER_API_KEY"),
    Provider("deepseek", "DeepSeek", "https://api.deepseek.com/v1", "DEEPSEEK_API_KEY"),
    Provider("gemini", "Gemini", "https://generativelanguage.googleapis.com/v1beta/openai/", "GEMINI_API_KEY"),
)
PROVIDERS = MappingProxyType({provider.id: provider for provider in _PROVIDERS})


def custom_provider(base_url: str, key_variable: str = "") -> Provider:
    """An endpoint by address."""
    return Provider(CUSTOM, base_url.split("//", 1)[-1].split("/", 1)[0], base_url, key_variable)

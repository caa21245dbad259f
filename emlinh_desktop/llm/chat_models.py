"""One model for each provider."""

from __future__ import annotations

from collections.abc import Callable

from emlinh_desktop.llm.chat_model import ChatModel
from emlinh_desktop.llm.providers import PROVIDERS, Provider, custom_provider


def chat_models(own_url: str | None, model: str | None, key_of: Callable[[Provider], str | None]) -> dict[str, ChatModel]:
    """By the provider's id. `own_url` adds an endpoint of the user's own and stands for OpenAI's too; `model` None: each one's only model."""
    providers: dict[str, Provider] = dict(PROVIDERS)
    if own_url:
        own = custom_provider(own_url)
        providers |= {own.id: own, "openai": Provider("openai", own.name, own_url)}

    def of(provider: Provider) -> ChatModel:
        return ChatModel(provider, model, lambda: key_of(provider))

    return {name: of(provider) for name, provider in providers.items()}

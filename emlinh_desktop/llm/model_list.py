"""Which models an endpoint has, and which local servers are running: found by asking."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable

from emlinh_desktop.base.async_items import items_of
from emlinh_desktop.base.cancellation import CancelToken
from emlinh_desktop.domain.errors import EmlinhError
from emlinh_desktop.llm.providers import PROVIDERS, Provider

_WAIT_S = 10.0
_LOCAL_WAIT_S = 1.5
NO_KEY = "none"
"""what a local server is told, for the library insists on a key"""


def list_models(provider: Provider, key: str | None, cancel: CancelToken, wait_s: float = _WAIT_S) -> tuple[str, ...]:
    """The ids of an endpoint's models, as it orders them.

    Raises:
        Cancelled: within a second.
        ResourceError: one of the SERVICE_ codes.
    """
    import openai

    from emlinh_desktop.llm.faults import RAISED, fault_of

    async def work(emit: Callable[[str], None]) -> None:
        async with openai.AsyncOpenAI(api_key=key or NO_KEY, base_url=provider.base_url, max_retries=0, timeout=wait_s) as client:
            page = await asyncio.wait_for(client.models.list(), wait_s)
            for model in page.data or ():
                emit(model.id)

    try:
        return tuple(items_of(work, cancel))
    except (*RAISED, AttributeError, TypeError) as error:  # a body that is no list shows as a missing attribute
        known = error if isinstance(error, RAISED) else ValueError(str(error))
        raise fault_of(known, provider.name, "", wait_s) from error


def running_locally(cancel: CancelToken, providers: Iterable[Provider] = tuple(PROVIDERS.values())) -> dict[str, tuple[str, ...]]:
    """Models of every local preset that answers, by the preset's id. Raises Cancelled."""
    found = {}
    for provider in providers:
        if provider.local:
            try:
                found[provider.id] = list_models(provider, None, cancel, _LOCAL_WAIT_S)
            except EmlinhError:
                continue
    return found

"""Which online services to use: addresses and models, never a key (see `secrets`). One rule for window, command line and `serve`:

what the environment says counts, else what the settings say, else the preset.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from emlinh_desktop.domain.errors import ErrorCode, InputError
from emlinh_desktop.domain.fallback import FallbackPolicy
from emlinh_desktop.settings import settings_file
from emlinh_desktop.settings.settings import Settings, is_address

LLM_KEY, SPEECH_KEY = "EMLINH_LLM_KEY", "EMLINH_SPEECH_KEY"

VARIABLES: Mapping[str, str] = MappingProxyType(
    {name: f"EMLINH_{name.upper()}" for name in ("llm_url", "llm_model", "speech_url", "speech_model", "speech_voices", "fallback")}
)
"""fields of `Settings` and of `OnlineSettings`, by the variable of the environment that is stronger"""


@dataclass(frozen=True, slots=True)
class OnlineSettings:
    """None: the preset's own address; the endpoint's only model.

    `llm_url` replaces the address of the writer `openai` too, `speech_url` that of the `openai:` voices. `speech_voices`
    are names beside OpenAI's. `from_environment` names the fields the environment decides.
    """

    llm_url: str | None = None
    llm_model: str | None = None
    speech_url: str | None = None
    speech_model: str | None = None
    speech_voices: tuple[str, ...] = ()
    fallback: FallbackPolicy = FallbackPolicy.ASK
    from_environment: frozenset[str] = frozenset()


def online_settings(environment: Mapping[str, str] | None = None, stored: Settings | None = None) -> OnlineSettings:
    """From the variables named in `VARIABLES`, and for what they leave out from the settings.

    Raises:
        InputError: BAD_OPTION, a variable's fallback is none of ask, fall_back, stop, or its address is none.
    """
    given = os.environ if environment is None else environment
    said = {name: value for name, variable in VARIABLES.items() if (value := given.get(variable, "").strip())}
    kept = stored or Settings()

    def line(name: str) -> str | None:
        return said.get(name) or getattr(kept, name) or None

    return OnlineSettings(
        llm_url=_address("llm_url", line),
        llm_model=line("llm_model"),
        speech_url=_address("speech_url", line),
        speech_model=line("speech_model"),
        speech_voices=tuple(name.strip() for name in (line("speech_voices") or "").split(",") if name.strip()),
        fallback=fallback_policy(VARIABLES["fallback"], said["fallback"]) if "fallback" in said else kept.fallback,
        from_environment=frozenset(said),
    )


def online_settings_of(config: Path) -> OnlineSettings:
    """The same with the settings file of a configuration folder. Raises InputError BAD_OPTION."""
    return online_settings(stored=settings_file.load(config / settings_file.FILE_NAME))


def fallback_policy(option: str, given: str) -> FallbackPolicy:
    """`ask`, `fall_back` or `stop`. Raises InputError BAD_OPTION."""
    try:
        return FallbackPolicy(given.replace("-", "_"))
    except ValueError as error:
        raise InputError(ErrorCode.BAD_OPTION, option=option, value=given) from error


def _address(name: str, line: Callable[[str], Any]) -> str | None:
    given: str | None = line(name)
    if given and not is_address(given):
        raise InputError(ErrorCode.BAD_OPTION, option=VARIABLES[name], value=given)
    return given

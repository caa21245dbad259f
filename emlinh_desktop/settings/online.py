"""Which online services to use, from the environment: addresses and models, never a key (see `secrets`)."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass

from emlinh_desktop.domain.errors import ErrorCode, InputError
from emlinh_desktop.domain.fallback import FallbackPolicy

LLM_KEY, SPEECH_KEY = "EMLINH_LLM_KEY", "EMLINH_SPEECH_KEY"


@dataclass(frozen=True, slots=True)
class OnlineSettings:
    """None: the preset's own address; the endpoint's only model.

    `llm_url` replaces the address of the writer `openai` too, `speech_url` that of the `openai:` voices. `speech_voices`
    are names beside OpenAI's.
    """

    llm_url: str | None = None
    llm_model: str | None = None
    speech_url: str | None = None
    speech_model: str | None = None
    speech_voices: tuple[str, ...] = ()
    fallback: FallbackPolicy = FallbackPolicy.ASK


def online_settings(environment: Mapping[str, str] | None = None) -> OnlineSettings:
    """From EMLINH_LLM_URL, EMLINH_LLM_MODEL, EMLINH_SPEECH_URL, EMLINH_SPEECH_MODEL, EMLINH_SPEECH_VOICES, EMLINH_FALLBACK.

    Raises:
        InputError: BAD_OPTION, the fallback is none of ask, fall_back, stop, or an address is none.
    """
    values = {name: value.strip() for name, value in (os.environ if environment is None else environment).items() if name.startswith("EMLINH_")}
    return OnlineSettings(
        llm_url=_address("EMLINH_LLM_URL", values),
        llm_model=values.get("EMLINH_LLM_MODEL") or None,
        speech_url=_address("EMLINH_SPEECH_URL", values),
        speech_model=values.get("EMLINH_SPEECH_MODEL") or None,
        speech_voices=tuple(name.strip() for name in values.get("EMLINH_SPEECH_VOICES", "").split(",") if name.strip()),
        fallback=fallback_policy("EMLINH_FALLBACK", values.get("EMLINH_FALLBACK") or "ask"),
    )


def fallback_policy(option: str, given: str) -> FallbackPolicy:
    """`ask`, `fall_back` or `stop`. Raises InputError BAD_OPTION."""
    try:
        return FallbackPolicy(given.replace("-", "_"))
    except ValueError as error:
        raise InputError(ErrorCode.BAD_OPTION, option=option, value=given) from error


def _address(name: str, values: Mapping[str, str]) -> str | None:
    given = values.get(name)
    if given and not given.startswith(("http://", "https://")):
        raise InputError(ErrorCode.BAD_OPTION, option=name, value=given)
    return given or None

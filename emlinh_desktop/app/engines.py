"""Every voice, writer and language model, with the services and keys of now."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from emlinh_desktop.base.cancellation import CancelToken
from emlinh_desktop.base.paths import AppPaths
from emlinh_desktop.domain.errors import unknown_name

if TYPE_CHECKING:
    from emlinh_desktop.base.child_process import Child
    from emlinh_desktop.domain.fallback import OnFailure
    from emlinh_desktop.domain.ports import ScriptWriter
    from emlinh_desktop.llm.chat_model import ChatModel
    from emlinh_desktop.llm.providers import Provider
    from emlinh_desktop.settings.online import OnlineSettings
    from emlinh_desktop.settings.secrets import Secrets
    from emlinh_desktop.speech.engine import SpeechSource
    from emlinh_desktop.speech.narrator import SpeechNarrator


def open_narrator(
    paths: AppPaths, settings: OnlineSettings, secrets: Secrets, on_failure: OnFailure | None = None, early: Child | None = None
) -> SpeechNarrator:
    """The narrator with every engine behind it. Without `on_failure` a failure is final. `early`: a worker of the offline voice, started before."""
    from emlinh_desktop.speech.narrator import SpeechNarrator, stop_at_failure

    return SpeechNarrator(paths.speech_cache, speech_sources(paths, settings, secrets), on_failure or stop_at_failure, early)


def speech_sources(paths: AppPaths, settings: OnlineSettings, secrets: Secrets) -> list[SpeechSource]:
    """Every engine beside the offline one."""
    from emlinh_desktop.settings.online import SPEECH_KEY
    from emlinh_desktop.speech.compatible import CompatibleSource, SpeechEndpoint
    from emlinh_desktop.speech.edge import EdgeSource
    from emlinh_desktop.speech.piper import PiperSource
    from emlinh_desktop.speech.recording import RecordingSource

    def key() -> str | None:
        own_key = secrets.get(SPEECH_KEY)  # OpenAI's key goes to OpenAI alone
        return own_key if own_key or settings.speech_url else secrets.get("OPENAI_API_KEY")

    if settings.speech_url:  # an address of the user's own may need no key
        endpoint = SpeechEndpoint(_host(settings.speech_url), settings.speech_url, settings.speech_model or "", "", settings.speech_voices)
    else:
        endpoint = SpeechEndpoint("OpenAI", "https://api.openai.com/v1", settings.speech_model or "", "OPENAI_API_KEY", settings.speech_voices)
    return [
        EdgeSource(paths.speech_cache),
        CompatibleSource(endpoint, key),
        PiperSource(paths.data / "voices"),
        RecordingSource(paths.speech_cache),
    ]


class Writers(Mapping[str, "ScriptWriter"]):
    """The offline writer, the user's own words, and one writer for each provider of language models, by id; each loaded when it is taken."""

    def __init__(self, settings: OnlineSettings, secrets: Secrets, on_failure: OnFailure) -> None:
        self._models = models_of(settings, secrets)
        self._on_failure = on_failure
        self._makers: dict[str, Callable[[], ScriptWriter]] = {
            "offline": _offline_writer,
            "own": _own_script_writer,
            **{writer_id: functools.partial(self._model_writer, writer_id) for writer_id in self._models},
        }

    def __getitem__(self, writer_id: str) -> ScriptWriter:
        return self._makers[writer_id]()

    def __iter__(self) -> Iterator[str]:
        return iter(self._makers)

    def __len__(self) -> int:
        return len(self._makers)

    def _model_writer(self, writer_id: str) -> ScriptWriter:
        from emlinh_desktop.writing.llm import LlmWriter

        model = self._models[writer_id]
        return LlmWriter(writer_id, model.provider.name, model, _offline_writer(), self._on_failure)


def _offline_writer() -> ScriptWriter:
    from emlinh_desktop.writing.offline.offline_writer import OfflineWriter

    return OfflineWriter()


def _own_script_writer() -> ScriptWriter:
    from emlinh_desktop.writing.own_script import OwnScriptWriter

    return OwnScriptWriter()


def models_of(settings: OnlineSettings, secrets: Secrets) -> dict[str, ChatModel]:
    """The language model of each provider, by the provider's id."""
    from emlinh_desktop.llm.chat_models import chat_models

    return chat_models(settings.llm_url, settings.llm_model, lambda provider: model_key(provider, settings, secrets))


def model_key(provider: Provider, settings: OnlineSettings, secrets: Secrets) -> str | None:
    """The key for a provider. What the keyring keeps for the user's own address goes nowhere else."""
    from emlinh_desktop.settings.online import LLM_KEY

    if provider.base_url == settings.llm_url:
        return secrets.get(LLM_KEY)
    return secrets.from_environment(LLM_KEY) or (secrets.get(provider.key_variable) if provider.key_variable else None)


def model_names(writer: str, settings: OnlineSettings, secrets: Secrets, cancel: CancelToken) -> tuple[str, ...]:
    """The models a provider has.

    Raises:
        Cancelled: within a second.
        InputError: UNKNOWN_NAME.
        ResourceError: a SERVICE_ code.
    """
    from emlinh_desktop.llm.model_list import list_models

    models = models_of(settings, secrets)
    if writer not in models:
        raise unknown_name("writer", writer, models)
    provider = models[writer].provider
    return list_models(provider, model_key(provider, settings, secrets), cancel)


def _host(url: str) -> str:
    return url.split("//", 1)[-1].split("/", 1)[0]

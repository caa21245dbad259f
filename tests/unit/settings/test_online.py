"""Which services are used: the environment, else the settings, else the preset; the same for window, command line and serve."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from emlinh_desktop.app import App
from emlinh_desktop.app.engines import model_key, models_of
from emlinh_desktop.base.cancellation import CancelToken
from emlinh_desktop.base.paths import app_paths
from emlinh_desktop.domain.brief import Brief, Language
from emlinh_desktop.domain.errors import ErrorCode, InputError, ResourceError
from emlinh_desktop.domain.fallback import Fallback, FallbackChoice, FallbackPolicy
from emlinh_desktop.settings.online import VARIABLES, OnlineSettings, online_settings, online_settings_of
from emlinh_desktop.settings.secrets import Secrets
from emlinh_desktop.settings.settings import Settings
from emlinh_desktop.settings.settings_file import FILE_NAME, save

STORED = Settings(
    llm_url="http://stored/v1", llm_model="stored", speech_url="https://s/v1", speech_model="m", speech_voices="lan, mai", fallback=FallbackPolicy.STOP
)


def test_without_anything_the_presets_count() -> None:
    assert online_settings({}) == OnlineSettings()


def test_the_environment_is_stronger_than_the_settings() -> None:
    found = online_settings(
        {"EMLINH_LLM_URL": "http://given/v1", "EMLINH_SPEECH_VOICES": "hoa", "EMLINH_FALLBACK": "fall-back", "EMLINH_LLM_MODEL": " "}, STORED
    )
    assert (found.llm_url, found.llm_model, found.speech_url, found.speech_voices) == ("http://given/v1", "stored", "https://s/v1", ("hoa",))
    assert found.fallback is FallbackPolicy.FALL_BACK
    assert found.from_environment == {"llm_url", "speech_voices", "fallback"}


def test_every_variable_is_a_setting() -> None:
    assert set(VARIABLES) <= set(Settings.__dataclass_fields__) & set(OnlineSettings.__dataclass_fields__)


@pytest.mark.parametrize(("name", "value"), [("EMLINH_FALLBACK", "perhaps"), ("EMLINH_LLM_URL", "localhost:1"), ("EMLINH_SPEECH_URL", "ftp://x/")])
def test_an_environment_that_cannot_be_is_refused(name: str, value: str) -> None:
    with pytest.raises(InputError) as caught:
        online_settings({name: value}, STORED)
    assert (caught.value.code, caught.value.params["option"]) == (ErrorCode.BAD_OPTION, name)


def test_the_settings_file_is_read_by_everybody(tmp_path: Path) -> None:
    save(tmp_path / FILE_NAME, STORED)
    assert online_settings_of(tmp_path).llm_model == "stored"


@pytest.mark.parametrize(
    ("voice", "language", "fits"),
    [
        ("vi-north-male", Language.VI, True),
        ("vi-north-male", Language.EN, False),
        ("edge:en-GB-RyanNeural", Language.VI, False),
        ("piper:vi_VN-vais1000-medium", Language.VI, True),
        ("openai:nova", Language.EN, True),
        ("recording:/home/vi-x.wav", Language.EN, True),
    ],
)
def test_the_usual_voice_speaks_its_own_language(voice: str, language: Language, fits: bool) -> None:
    assert Settings(voice=voice).voice_for(language) == (voice if fits else None)


@pytest.mark.parametrize(
    ("brief", "writer", "expected"),
    [
        (Brief("Lợi ích của việc đọc sách"), None, ("ollama", "vi-south-male")),
        (Brief("The benefits of reading every day"), None, ("ollama", None)),
        (Brief("Đọc sách", language=Language.EN), None, ("ollama", None)),
        (Brief("Đọc sách", voice="vi-north-female"), "offline", ("offline", "vi-north-female")),
    ],
)
def test_a_wish_gets_the_usual_writer_and_voice(brief: Brief, writer: str | None, expected: tuple[Any, Any]) -> None:
    paths = app_paths()
    save(paths.config / FILE_NAME, Settings(writer="ollama", voice="vi-south-male"))
    with App(paths, CancelToken()) as app:
        found = app.usual(brief, writer)
    assert (found.writer, found.voice) == expected


@pytest.mark.parametrize(("policy", "choice"), [("ask", FallbackChoice.STOP), ("fall_back", FallbackChoice.STAND_IN), ("stop", FallbackChoice.STOP)])
def test_where_nobody_can_be_asked_the_setting_decides(policy: str, choice: FallbackChoice) -> None:
    paths = app_paths()
    save(paths.config / FILE_NAME, Settings(fallback=FallbackPolicy(policy)))
    fallback = Fallback("voice", "edge:x", "vi-north-female", ResourceError(ErrorCode.SERVICE_DOWN, service="x", status=500))
    with App(paths, CancelToken()) as app:
        assert app._on_failure(fallback, CancelToken()) is choice


def test_a_kept_key_of_an_own_address_goes_nowhere_else(monkeypatch: pytest.MonkeyPatch) -> None:
    secrets = Secrets({"OPENAI_API_KEY": "for-openai"})
    secrets._memory["EMLINH_LLM_KEY"] = "for-mine"
    own = OnlineSettings(llm_url="http://mine/v1")
    providers = {name: model.provider for name, model in models_of(own, secrets).items()}
    assert [model_key(providers[name], own, secrets) for name in ("llm", "openai", "deepseek", "ollama")] == ["for-mine", "for-mine", None, None]
    preset = OnlineSettings()
    assert model_key(models_of(preset, secrets)["openai"].provider, preset, secrets) == "for-openai"
    given = Secrets({"EMLINH_LLM_KEY": "given"})
    assert model_key(providers["deepseek"], own, given) == "given"

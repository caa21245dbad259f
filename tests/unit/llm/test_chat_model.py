"""The real openai library against a local server: answers, and each way endpoints are known to fail."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator

import pytest

from emlinh_desktop.base.cancellation import Cancelled, CancelToken
from emlinh_desktop.base.locale_text import text
from emlinh_desktop.domain import service_faults
from emlinh_desktop.domain.errors import EmlinhError, ErrorCode
from emlinh_desktop.domain.language_model import LanguageModel, ModelAnswer, ModelMessage
from emlinh_desktop.llm.chat_model import ChatModel
from emlinh_desktop.llm.model_list import list_models, running_locally
from emlinh_desktop.llm.providers import PROVIDERS, Provider
from tests.helpers.openai_server import KEY, OpenAIServer


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[OpenAIServer]:
    monkeypatch.setattr(service_faults, "_WAITS_S", (0.01, 0.01))
    with OpenAIServer() as server:
        yield server


def _provider(server: OpenAIServer) -> Provider:
    return Provider("openai", "OpenAI", server.base_url, "OPENAI_API_KEY")


def _model(server: OpenAIServer, model: str | None = "fake-large", silence_s: float = 5.0) -> ChatModel:
    return ChatModel(_provider(server), model, lambda: KEY, silence_s)


def _ask(model: LanguageModel, pieces: list[str] | None = None, cancel: CancelToken | None = None) -> ModelAnswer:
    heard = [] if pieces is None else pieces
    return model.answer([ModelMessage("system", "Ngắn gọn."), ModelMessage("user", "Chào em")], heard.append, cancel or CancelToken())


def test_an_answer_is_streamed_with_its_cost(server: OpenAIServer) -> None:
    server.replies = ["Dạ, em chào anh. Em là Em Linh đây ạ!"]
    pieces: list[str] = []
    answer = _ask(_model(server), pieces)
    assert answer.text == "".join(pieces) == "Dạ, em chào anh. Em là Em Linh đây ạ!"
    assert len(pieces) > 3
    assert (answer.cost.model, answer.cost.calls, answer.cost.prompt_tokens, answer.cost.completion_tokens) == ("fake-large", 1, 11, 22)
    assert server.requests[0]["key"] == f"Bearer {KEY}"
    assert server.requests[0]["body"]["messages"][1] == {"role": "user", "content": "Chào em"}


def test_a_piece_is_heard_within_50_ms(server: OpenAIServer) -> None:
    server.faults, server.replies = ["drip:0.06"], ["Mỗi chữ đến một lúc, không chờ chữ sau."]
    heard_at: list[float] = []
    _model(server).answer([ModelMessage("user", "a")], lambda _piece: heard_at.append(time.monotonic()), CancelToken())
    late_s = sorted(heard - sent for heard, sent in zip(heard_at, server.sent_at[1:], strict=True))
    assert late_s[len(late_s) // 2] < 0.05


@pytest.mark.parametrize("fault", ["429:0", "500", "503", "html", "no-usage"])
def test_a_passing_fault_is_survived(server: OpenAIServer, fault: str) -> None:
    server.faults = [fault]
    assert _ask(_model(server)).text == "Xin chào các bạn."
    assert len(server.requests) == 2


@pytest.mark.parametrize(
    ("faults", "code"),
    [
        (["401"], ErrorCode.SERVICE_KEY_WRONG),
        (["403"], ErrorCode.SERVICE_REJECTED),
        (["404"], ErrorCode.MODEL_MISSING),
        (["400", "400"], ErrorCode.SERVICE_MISUSED),
        (["429:300"], ErrorCode.SERVICE_BUSY),
        (["429:0"] * 3, ErrorCode.SERVICE_BUSY),
        (["quota"], ErrorCode.SERVICE_QUOTA),
        (["503"] * 3, ErrorCode.SERVICE_DOWN),
        (["html"] * 3, ErrorCode.SERVICE_DOWN),
        (["garbage"], ErrorCode.SERVICE_GARBLED),
        (["empty"], ErrorCode.SERVICE_GARBLED),
        (["hang"] * 3, ErrorCode.SERVICE_TIMEOUT),
        (["cut:3"], ErrorCode.SERVICE_CUT),
        (["noend:3"], ErrorCode.SERVICE_CUT),
        (["sse-error:3"], ErrorCode.SERVICE_DOWN),
        (["length"], ErrorCode.SERVICE_CUT),
        (["filter"], ErrorCode.MODEL_REFUSED),
        (["refusal"], ErrorCode.MODEL_REFUSED),
    ],
    ids=lambda value: "+".join(value) if isinstance(value, list) else str(value),
)
def test_a_lasting_fault_has_a_code_and_a_sentence(server: OpenAIServer, faults: list[str | None], code: ErrorCode) -> None:
    server.faults = list(faults)
    with pytest.raises(EmlinhError) as caught:
        _ask(_model(server, silence_s=0.3 if "hang" in faults else 10.0))
    assert caught.value.code is code
    assert server.faults == []
    for language in ("vi", "en"):
        what = text(f"error.{code.value}.what", language, **caught.value.params)
        assert "OpenAI" in what or "fake-large" in what
        assert text(f"error.{code.value}.do", language, **caught.value.params)
    assert KEY not in str(caught.value)


def test_an_answer_without_end_is_left(server: OpenAIServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("emlinh_desktop.llm.chat_model._MOST_CHARACTERS", 500)
    server.replies = ["và rồi lại " * 300]
    pieces: list[str] = []
    with pytest.raises(EmlinhError) as caught:
        _ask(_model(server), pieces)
    assert caught.value.code is ErrorCode.SERVICE_GARBLED
    assert len("".join(pieces)) <= 500


def test_retry_after_is_told(server: OpenAIServer) -> None:
    server.faults = ["429:300"]
    with pytest.raises(EmlinhError) as caught:
        _ask(_model(server))
    assert caught.value.params["wait_s"] == 300


def test_an_empty_answer_is_none(server: OpenAIServer) -> None:
    server.replies = ["  \n", "", ""]
    with pytest.raises(EmlinhError) as caught:
        _ask(_model(server))
    assert caught.value.code is ErrorCode.SERVICE_SILENT


@pytest.mark.parametrize("fault", ["hang", "drip:30", "429:19"])
def test_nothing_holds_a_cancel(server: OpenAIServer, fault: str) -> None:
    server.faults = [fault]
    asked_at: list[float] = []

    def after_the_request() -> bool:
        if server.requests and not asked_at:
            asked_at.append(time.monotonic())
        return bool(asked_at)

    with pytest.raises(Cancelled):
        _ask(_model(server, silence_s=60), cancel=CancelToken(also=after_the_request, poll_s=0.01))
    assert time.monotonic() - asked_at[0] < 1.0


def test_nobody_answers() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        model = ChatModel(Provider("ollama", "Ollama", f"http://127.0.0.1:{taken.getsockname()[1]}/v1"), "x", lambda: None)
        with pytest.raises(EmlinhError) as caught:
            _ask(model)
    assert caught.value.code is ErrorCode.SERVICE_UNREACHABLE


def test_a_missing_key_is_told_before_anything_is_sent(server: OpenAIServer) -> None:
    with pytest.raises(EmlinhError) as caught:
        _ask(ChatModel(_provider(server), "x", lambda: None))
    assert caught.value.code is ErrorCode.SERVICE_KEY_MISSING
    assert caught.value.params["variable"] == "OPENAI_API_KEY"
    assert server.requests == []


def test_the_only_model_is_taken_and_of_several_one_must_be_chosen(server: OpenAIServer) -> None:
    assert _ask(_model(server, None)).cost.model == "fake-large"
    server.models = ("a", "b")
    with pytest.raises(EmlinhError) as caught:
        _ask(_model(server, None))
    assert caught.value.code is ErrorCode.MODEL_NOT_CHOSEN
    assert caught.value.params["known"] == "a, b"


def test_models_are_listed_and_local_servers_found(server: OpenAIServer) -> None:
    server.models = ("a", "b")
    assert list_models(_provider(server), KEY, CancelToken()) == ("a", "b")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        silent = Provider("lmstudio", "LM Studio", f"http://127.0.0.1:{taken.getsockname()[1]}/v1")
        assert running_locally(CancelToken(), (Provider("ollama", "Ollama", server.base_url), silent, PROVIDERS["openai"])) == {"ollama": ("a", "b")}


@pytest.mark.parametrize("fault", ["garbage", "empty", "html", "401"])
def test_a_broken_list_is_an_error(server: OpenAIServer, fault: str) -> None:
    server.faults = [fault]
    with pytest.raises(EmlinhError) as caught:
        list_models(_provider(server), KEY, CancelToken())
    assert caught.value.code in (ErrorCode.SERVICE_GARBLED, ErrorCode.SERVICE_DOWN, ErrorCode.SERVICE_KEY_WRONG)

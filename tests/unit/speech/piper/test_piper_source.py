"""Piper: its models found, downloaded whole or not at all, and its word times."""

from __future__ import annotations

import hashlib
import importlib.util
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from aiohttp import web

from emlinh_desktop.base.cancellation import Cancelled, CancelToken
from emlinh_desktop.domain.brief import Language
from emlinh_desktop.domain.errors import EmlinhError, ErrorCode, InputError
from emlinh_desktop.domain.script import make_lines
from emlinh_desktop.domain.utterance import Utterance
from emlinh_desktop.speech.narrator import SpeechNarrator
from emlinh_desktop.speech.piper import PiperSource
from emlinh_desktop.speech.piper.piper_worker import words_of
from tests.helpers.server_thread import ServerThread
from tests.helpers.tiny_piper_model import write_tiny_model
from tests.unit.speech.speech_checks import assert_sound

_NAME = "vi_VN-vais1000-medium"
_FILES = {f"{_NAME}.onnx": b"model" * 50_000, f"{_NAME}.onnx.json": b"{}", "MODEL_CARD": b"# Card\n* License: CC-BY-4.0\n"}


class ModelServer(ServerThread):
    """A repository of one model, which may send it short or spoilt."""

    def __init__(self) -> None:
        super().__init__()
        self.fault = ""

    def routes(self, app: web.Application) -> None:
        app.router.add_get("/{path:.*}", self._file)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def _file(self, request: web.Request) -> web.Response:
        path = request.match_info["path"]
        if self.fault.isdecimal():
            return web.Response(status=int(self.fault))
        if path == "voices.json":
            files = {f"vi/{name}": {"size_bytes": len(data), "md5_digest": hashlib.md5(data).hexdigest()} for name, data in _FILES.items()}
            return web.Response(text="[{" if self.fault == "badjson" else json.dumps({_NAME: {"files": files}}))
        data = _FILES[path.removeprefix("vi/")]
        if path.endswith(".onnx") and self.fault:
            data = {"short": data[:-7], "spoilt": b"x" + data[1:], "long": data + b"more"}[self.fault]
        return web.Response(body=data)


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with ModelServer() as server:
        yield server


def test_a_model_is_downloaded_with_its_licence(server: ModelServer, tmp_path: Path) -> None:
    source = PiperSource(tmp_path, server.url)
    before = {voice.id: voice for voice in source.voices()}[f"piper:{_NAME}"]
    assert (before.installed, before.licence) == (False, "see its model card")
    told: list[float] = []
    source.download(_NAME, told.append, CancelToken())
    voice = source.voices()[0]
    assert (voice.id, voice.installed, voice.licence, voice.quality) == (f"piper:{_NAME}", True, "CC-BY-4.0", "neural")
    assert told == sorted(told)
    assert told[-1] == 1.0
    assert (tmp_path / f"{_NAME}.onnx").read_bytes() == _FILES[f"{_NAME}.onnx"]


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        ("short", ErrorCode.DOWNLOAD_BROKEN),
        ("spoilt", ErrorCode.DOWNLOAD_BROKEN),
        ("long", ErrorCode.DOWNLOAD_BROKEN),
        ("badjson", ErrorCode.SERVICE_GARBLED),
        ("503", ErrorCode.SERVICE_DOWN),
    ],
)
def test_a_broken_download_leaves_no_voice(server: ModelServer, tmp_path: Path, fault: str, code: ErrorCode) -> None:
    server.fault = fault
    source = PiperSource(tmp_path, server.url)
    with pytest.raises(EmlinhError) as caught:
        source.download(_NAME, lambda _done: None, CancelToken())
    assert caught.value.code is code
    assert not source.find(_NAME, Language.VI).installed
    assert list(tmp_path.glob("*.onnx")) == []
    assert list(tmp_path.glob(".part*")) == []


def test_a_cancelled_download_leaves_nothing(server: ModelServer, tmp_path: Path) -> None:
    token = CancelToken()
    with pytest.raises(Cancelled):
        PiperSource(tmp_path, server.url).download(_NAME, lambda _done: token.cancel(), token)
    assert not list(tmp_path.glob("*.onnx")) + list(tmp_path.glob(".part*"))


def test_an_unknown_model_is_told(server: ModelServer, tmp_path: Path) -> None:
    source = PiperSource(tmp_path, server.url)
    with pytest.raises(InputError) as caught:
        source.download("vi_VN-x-low", lambda _done: None, CancelToken())
    assert caught.value.code is ErrorCode.UNKNOWN_NAME
    with pytest.raises(InputError) as caught:
        source.find("vi_VN-x-low", Language.VI)
    assert str(caught.value.params["nearest"]).startswith("piper:vi_VN-")


def _install(folder: Path) -> None:
    (folder / f"{_NAME}.onnx").write_bytes(b"not a model")
    (folder / f"{_NAME}.onnx.json").write_text("{}", encoding="utf-8")


def _narrate(folder: Path, name: str = _NAME, text: str = "Xin chào các bạn, hôm nay trời đẹp quá.") -> Utterance:
    narrator = SpeechNarrator(folder / "c", [PiperSource(folder)])
    voice = narrator.voice(f"piper:{name}", Language.VI)
    return narrator.narrate(make_lines([(text, False)]), voice, None, None, lambda _n: None, CancelToken()).lines[0].utterance


def test_without_the_extra_or_the_model_it_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(EmlinhError) as caught:
        _narrate(tmp_path)
    assert caught.value.code is ErrorCode.VOICE_NOT_INSTALLED
    _install(tmp_path)
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    with pytest.raises(EmlinhError) as caught:
        _narrate(tmp_path)
    assert caught.value.code is ErrorCode.EXTRA_MISSING


def test_a_model_picked_from_a_folder_hides_its_path(tmp_path: Path) -> None:
    _install(tmp_path)
    voice = PiperSource(tmp_path / "elsewhere").find(str(tmp_path / f"{_NAME}.onnx"), Language.EN)
    assert (voice.id, voice.installed, voice.language) == (f"piper:{_NAME}", True, Language.VI)


def test_words_are_the_runs_between_spaces_and_signs() -> None:
    told = [("^", 5), ("s", 10), ("i", 20), ("n", 10), (" ", 3), ("c", 10), ("a", 20), (",", 8), (" ", 2), ("b", 10), ("$", 4)]
    words = words_of(told)
    assert [(word[0][1], word[-1][2]) for word in words] == [(5, 45), (48, 78), (88, 102)]
    assert words[0] == [("s", 5, 15), ("i", 15, 35), ("n", 35, 45)]


def test_a_broken_model_is_told(tmp_path: Path) -> None:
    pytest.importorskip("piper")
    _install(tmp_path)
    with pytest.raises(EmlinhError) as caught:
        _narrate(tmp_path)
    assert caught.value.code is ErrorCode.VOICE_UNAVAILABLE


def test_words_have_the_models_own_times(tmp_path: Path) -> None:
    pytest.importorskip("piper")
    pytest.importorskip("onnx")
    write_tiny_model(tmp_path / "vi_VN-tiny-test.onnx")
    utterance = _narrate(tmp_path, "vi_VN-tiny-test")
    assert_sound(utterance)
    assert all(word.end_s - word.start_s > 0.1 for word in utterance.words)
    hop_s = 256 / 22_050
    inner = [p.start_s for p, before in zip(utterance.phonemes[1:], utterance.phonemes, strict=False) if p.word == before.word == 1]
    assert inner
    for start_s in inner:  # and so do its phonemes
        assert ((start_s - utterance.words[1].start_s) / hop_s) == pytest.approx(round((start_s - utterance.words[1].start_s) / hop_s), abs=0.05)
    for word in utterance.words[1:-1]:  # the tiny model's phonemes last whole hops
        assert (word.end_s - word.start_s) / hop_s == pytest.approx(round((word.end_s - word.start_s) / hop_s), abs=0.05)

"""The real openai library against a local server that speaks: word times by alignment, and the known faults."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from emlinh_desktop.base.cancellation import Cancelled, CancelToken
from emlinh_desktop.base.locale_text import text
from emlinh_desktop.domain import service_faults
from emlinh_desktop.domain.brief import Language
from emlinh_desktop.domain.errors import EmlinhError, ErrorCode, InputError
from emlinh_desktop.domain.script import make_lines
from emlinh_desktop.domain.utterance import Narration
from emlinh_desktop.speech.compatible import CompatibleSource, SpeechEndpoint
from emlinh_desktop.speech.narrator import SpeechNarrator
from tests.helpers.openai_server import KEY, OpenAIServer
from tests.helpers.spoken_text import spoken_text
from tests.unit.speech.speech_checks import assert_sound

_SENTENCE = "Hôm nay chúng ta cùng nói về lợi ích của việc đọc sách."


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[OpenAIServer]:
    monkeypatch.setattr(service_faults, "_WAITS_S", (0.01, 0.01))
    with OpenAIServer() as server:
        yield server


def _narrator(server: OpenAIServer, folder: Path, key: str | None = KEY, silence_s: float = 5.0) -> SpeechNarrator:
    endpoint = SpeechEndpoint("OpenAI", server.base_url, "some-tts", "OPENAI_API_KEY", ("linh",))
    return SpeechNarrator(folder, [CompatibleSource(endpoint, lambda: key, silence_s)])


def _narrate(narrator: SpeechNarrator, *sentences: str, voice: str = "openai:nova", cancel: CancelToken | None = None) -> Narration:
    lines = make_lines((sentence, False) for sentence in sentences or (_SENTENCE,))
    return narrator.narrate(lines, narrator.voice(voice, Language.VI), None, None, lambda _n: None, cancel or CancelToken())


@pytest.mark.parametrize("voice", ["openai:nova", "openai:linh"])
def test_words_are_aligned(server: OpenAIServer, tmp_path: Path, voice: str) -> None:
    utterance = _narrate(_narrator(server, tmp_path), voice=voice).lines[0].utterance
    assert_sound(utterance)
    body = server.requests[0]["body"]
    assert (body["model"], body["voice"], body["response_format"]) == ("some-tts", voice.partition(":")[2], "pcm")
    told = spoken_text(_SENTENCE).words
    late_ms = np.array([1000 * (word.start_s - start_s) for word, (start_s, _, _) in zip(utterance.words, told, strict=True)])
    assert np.median(np.abs(late_ms - np.median(late_ms))) < 15


def test_each_line_is_a_request_and_none_is_asked_twice(server: OpenAIServer, tmp_path: Path) -> None:
    narrator = _narrator(server, tmp_path)
    _narrate(narrator, _SENTENCE, "Tạm biệt các bạn.", "🎉")
    _narrate(narrator, _SENTENCE, "Tạm biệt các bạn.", "Một câu mới.")
    assert [request["body"]["input"] for request in server.requests] == [_SENTENCE, "Tạm biệt các bạn.", "Một câu mới."]


@pytest.mark.parametrize("fault", ["429:0", "503", "cut:3", "noend:3"])
def test_a_passing_fault_is_survived(server: OpenAIServer, tmp_path: Path, fault: str) -> None:
    server.faults = [fault]
    assert_sound(_narrate(_narrator(server, tmp_path)).lines[0].utterance)
    assert len(server.requests) == 2


@pytest.mark.parametrize(
    ("faults", "code"),
    [
        (["401"], ErrorCode.SERVICE_KEY_WRONG),
        (["404"], ErrorCode.MODEL_MISSING),
        (["400"], ErrorCode.SERVICE_MISUSED),
        (["429:120"], ErrorCode.SERVICE_BUSY),
        (["quota"], ErrorCode.SERVICE_QUOTA),
        (["500"] * 3, ErrorCode.SERVICE_DOWN),
        (["empty"] * 3, ErrorCode.SERVICE_SILENT),
        (["cut:3"] * 3, ErrorCode.SERVICE_CUT),
        (["noend:3"] * 3, ErrorCode.SERVICE_CUT),
        (["hang"] * 3, ErrorCode.SERVICE_TIMEOUT),
    ],
    ids=lambda value: "+".join(value) if isinstance(value, list) else str(value),
)
def test_a_lasting_fault_has_a_code_and_a_sentence(server: OpenAIServer, tmp_path: Path, faults: list[str | None], code: ErrorCode) -> None:
    server.faults = list(faults)
    with pytest.raises(EmlinhError) as caught:
        _narrate(_narrator(server, tmp_path, silence_s=0.4))
    assert caught.value.code is code
    for language in ("vi", "en"):
        assert "OpenAI" in text(f"error.{code.value}.what", language, **caught.value.params)
    assert KEY not in str(caught.value)


def test_a_missing_key_and_a_missing_voice(server: OpenAIServer, tmp_path: Path) -> None:
    with pytest.raises(EmlinhError) as caught:
        _narrate(_narrator(server, tmp_path, key=None))
    assert caught.value.code is ErrorCode.SERVICE_KEY_MISSING
    with pytest.raises(InputError) as unknown:
        _narrator(server, tmp_path).voice("openai:novaa", Language.VI)
    assert unknown.value.params["nearest"] == "openai:nova"


def test_a_hanging_service_does_not_hold_a_cancel(server: OpenAIServer, tmp_path: Path) -> None:
    server.faults = ["hang"]
    asked_at: list[float] = []

    def after_the_request() -> bool:
        if server.requests and not asked_at:
            asked_at.append(time.monotonic())
        return bool(asked_at)

    with pytest.raises(Cancelled):
        _narrate(_narrator(server, tmp_path, silence_s=30.0), cancel=CancelToken(also=after_the_request, poll_s=0.01))
    assert time.monotonic() - asked_at[0] < 1.0

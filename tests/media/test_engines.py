"""Films with every engine and a written script through local servers, in this process; a planted key is found nowhere."""

from __future__ import annotations

import json
from multiprocessing import resource_tracker
from pathlib import Path
from typing import Any

import pytest

from emlinh_desktop.cli import main
from tests.helpers.edge_server import EdgeServer
from tests.helpers.film_probe import film_facts
from tests.helpers.openai_server import KEY, OpenAIServer
from tests.helpers.spoken_text import encoded, spoken_text

_SCRIPT = "Xin chào các bạn. Hôm nay là ngày 20/11."


def _make(tmp_path: Path, *options: str) -> tuple[int, list[dict[str, Any]]]:
    events = tmp_path / "events.jsonl"
    script = tmp_path / "lời.txt"
    script.write_text(_SCRIPT, encoding="utf-8")
    code = main(["make", "mèo", *options, "--quality", "draft", "--events", str(events), "-o", str(tmp_path / "film.mp4")])
    return code, [json.loads(line) for line in events.read_text(encoding="utf-8").splitlines()]


def _data(events: list[dict[str, Any]], step: str) -> dict[str, Any]:
    found: dict[str, Any] = next(event["data"] for event in events if event["step"] == step)
    return found


@pytest.fixture(scope="module", autouse=True)
def tracker_running() -> None:
    """The workers' resource tracker lives as long as this process: it must not count as left behind."""
    resource_tracker.ensure_running()


def test_edge(tmp_path: Path) -> None:
    with EdgeServer() as server, server.redirected():
        code, events = _make(tmp_path, "--script", str(tmp_path / "lời.txt"), "--voice", "edge:vi-VN-HoaiMyNeural")
    assert code == 0
    assert _data(events, "audio_completed")["voice"] == "edge:vi-VN-HoaiMyNeural"
    assert film_facts(tmp_path / "film.mp4").audio_s > 3


def test_openai_voice_and_writer_and_the_key_is_nowhere(
    tmp_path: Path, own_home: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    talk = "Chào các bạn. Mèo ngủ rất nhiều mỗi ngày. Hãy yêu thương chúng nhé."
    with OpenAIServer(("fake-large",)) as server:
        server.replies = [talk, talk]
        for name in ("EMLINH_LLM_URL", "EMLINH_SPEECH_URL"):
            monkeypatch.setenv(name, server.base_url)
        monkeypatch.setenv("EMLINH_SPEECH_MODEL", "any")
        monkeypatch.setenv("OPENAI_API_KEY", "sk-for-openai-alone")
        monkeypatch.setenv("EMLINH_LLM_KEY", KEY)
        monkeypatch.setenv("EMLINH_SPEECH_KEY", KEY)
        code, events = _make(tmp_path, "--duration", "8", "--language", "vi", "--writer", "openai", "--voice", "openai:nova")
        assert code == 0
        assert {request["key"] for request in server.requests} == {f"Bearer {KEY}"}
        server.faults = ["401"]  # the server's answer repeats the key
        failed, failure = _make(tmp_path, "--duration", "8", "--writer", "openai", "--fallback", "stop")
    script = _data(events, "script_completed")
    assert (script["writer"], script["draft"]) == ("openai", False)
    assert script["cost"]["completion_tokens"] >= 22
    assert _data(events, "audio_completed")["voice"] == "openai:nova"
    assert failed == 1
    assert _data(failure, "failed")["error_code"] == "service_key_wrong"
    said = capfd.readouterr()
    assert "không nhận khóa API" in said.err
    assert KEY not in said.err + said.out
    files = [path for folder in (own_home, tmp_path) for path in folder.rglob("*") if path.is_file()]
    assert any(path.suffix == ".log" for path in files)
    assert [path for path in files if KEY.encode() in path.read_bytes()] == []


def test_the_users_recording(tmp_path: Path) -> None:
    recording = tmp_path / "ghi âm.m4a"
    recording.write_bytes(encoded(spoken_text("Xin chào các bạn.").pcm + bytes(22_050) + spoken_text("Hôm nay là ngày hai mươi tháng mười một.").pcm, "m4a"))
    code, events = _make(tmp_path, "--script", str(tmp_path / "lời.txt"), "--recording", str(recording))
    assert code == 0
    assert _data(events, "request_received")["brief"]["voice"] == "recording:ghi âm.m4a"
    assert str(tmp_path) not in json.dumps([event["data"] for event in events], ensure_ascii=False)


@pytest.mark.expected_warnings
def test_the_offline_voice_finishes_the_film(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with EdgeServer() as server, server.redirected():
        server.faults = ["403", "403"] * 5
        code, events = _make(tmp_path, "--script", str(tmp_path / "lời.txt"), "--voice", "edge:NamMinh", "--fallback", "fall_back")
    assert code == 0
    told = _data(events, "audio_completed")
    assert (told["voice"], told["fallback"]["error_code"]) == ("vi-north-male", "service_rejected")
    assert "Dùng vi-north-male thay" in capfd.readouterr().err


def test_a_recording_needs_its_script(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["make", "mèo", "--recording", str(tmp_path / "a.wav")]) == 2
    assert "--script" in capfd.readouterr().err


def test_the_catalogue_and_a_sample(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["voices", "--json"]) == 0
    listed = [json.loads(line) for line in capfd.readouterr().out.splitlines()]
    assert {"vi-north-female", "edge:vi-VN-HoaiMyNeural", "openai:nova", "piper:vi_VN-vais1000-medium"} <= {voice["id"] for voice in listed}
    assert all({"engine", "language", "region", "gender", "quality", "offline", "licence", "price"} <= set(voice) for voice in listed)
    with EdgeServer() as server, server.redirected():
        assert main(["voices", "--sample", "edge:HoaiMy", "-o", str(tmp_path / "mẫu.wav")]) == 0
    assert (tmp_path / "mẫu.wav").stat().st_size > 200_000

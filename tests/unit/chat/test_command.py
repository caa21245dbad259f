"""`emlinh-desktop understand`: a JSON string a line in, a JSON object a line out."""

from __future__ import annotations

import io
import json

import pytest

from emlinh_desktop.cli.main import main


def test_the_command_answers_line_by_line(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    texts = ["tạo video dọc về hoa sen\n30 giây", "đổi nền sang văn phòng và tắt phụ đề", "dừng lại"]
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(json.dumps(text) + "\n" for text in texts) + "\n"))
    assert main(["understand"]) == 0
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert told[0] == {"intent": "create_video", "brief": {"topic": "hoa sen", "duration_s": 30, "composition": "Scene-Portrait"}}
    assert [edit["kind"] for edit in told[1]["edits"]] == ["background", "captions"]
    assert told[2]["intent"] == "cancel"

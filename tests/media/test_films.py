"""Real films from the real command, opened and measured with an independent eye."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from emlinh_desktop.base.loudness_meter import measure_loudness
from emlinh_desktop.domain.event import STATIONS
from tests.helpers.command_line import run
from tests.helpers.film_probe import film_facts, frame_at

CASES = [
    ("Lợi ích của việc đọc sách mỗi ngày", "Scene-Landscape", "office", (1920, 1080)),
    ("why cats purr", "Scene-Portrait", "abstract", (1080, 1920)),
    ("AI trong lớp học", "Scene-Square", "none", (1080, 1080)),
]


@pytest.mark.parametrize(("topic", "composition", "background", "size"), CASES)
def test_a_topic_becomes_a_film(own_home: Path, tmp_path: Path, topic: str, composition: str, background: str, size: tuple[int, int]) -> None:
    film, report = tmp_path / "film.mp4", tmp_path / "report.json"
    done = run(
        own_home,
        *("make", topic, "--duration", "6", "--composition", composition, "--background", background),
        *("--quality", "draft", "-o", str(film), "--report", str(report), "--events", "-"),
    )
    assert done.code == 0, done.err
    assert list(dict.fromkeys(event["step"] for event in done.events)) == [step.value for step in STATIONS]
    facts = film_facts(film)
    assert (facts.width, facts.height, facts.fps) == (*size, 30.0)
    assert facts.video_s == pytest.approx(6.0, abs=0.5)
    assert abs(facts.audio_s - facts.video_s) <= 1 / 30
    assert (facts.audio_rate, facts.audio_channels) == (48_000, 2)
    assert facts.codecs == ("h264", "aac")
    assert facts.colorspace == 1  # bt709
    assert facts.faststart
    assert facts.subtitles == 1
    assert facts.metadata["title"]
    loudness = measure_loudness(film)
    assert loudness.integrated_lufs == pytest.approx(-14.0, abs=0.5)
    assert loudness.true_peak_dbtp is not None
    assert loudness.true_peak_dbtp <= -1.0
    assert json.loads(report.read_text(encoding="utf-8"))["passed"] is True
    assert film.with_suffix(".srt").stat().st_size > 20
    assert film.with_suffix(".vtt").read_text(encoding="utf-8").startswith("WEBVTT")
    assert frame_at(film, 1.0).std() > 20


def test_one_changed_sentence_is_made_again_alone(own_home: Path, tmp_path: Path) -> None:
    script, film = tmp_path / "talk.txt", tmp_path / "film.mp4"
    sentences = ["Xin chào các bạn.", "Hôm nay em kể về việc đi bộ.", "Đi bộ làm cho người khỏe ra.", "Hẹn gặp lại các bạn."]
    segments = own_home / "cache" / "segments"

    def make(texts: list[str]) -> set[str]:
        script.write_text(" ".join(texts), encoding="utf-8")
        done = run(own_home, "make", "đi bộ", "--script", str(script), "--quality", "draft", "-o", str(film))
        assert done.code == 0, done.err
        return {path.name for path in segments.rglob("*.mp4")}

    first = make(sentences)
    second = make([*sentences[:2], "Đi bộ mỗi sáng làm cho tinh thần nhẹ nhõm hơn.", sentences[3]])
    assert first <= second
    assert 0 < len(second - first) <= 2
    assert make(sentences) == second
    again = (own_home / "data" / "logs" / "emlinh.log").read_text(encoding="utf-8").splitlines()
    assert "0 to be made" in next(line for line in reversed(again) if "Segments" in line)
    assert any("sound taken from the cache" in line for line in again[-8:]), "an unchanged film was mixed again"


def test_two_runs_paint_the_same_frames(tmp_path: Path) -> None:
    films = []
    for turn in ("a", "b"):
        film = tmp_path / f"{turn}.mp4"
        done = run(tmp_path / turn, "make", "mèo mun", "--duration", "5", "--quality", "draft", "-o", str(film), cwd=tmp_path)
        assert done.code == 0, done.err
        films.append(film)
    for second in (0.0, 1.7, 3.4):
        assert np.array_equal(frame_at(films[0], second), frame_at(films[1], second))

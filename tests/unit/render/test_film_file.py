"""What is written inside and beside the film as text."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import av
import numpy as np
import pysubs2

from emlinh_desktop.base.cancellation import CancelToken
from emlinh_desktop.domain.brief import Brief, Composition, Language, Quality
from emlinh_desktop.domain.shot import CaptionPage
from emlinh_desktop.render.film_texts import chapters
from emlinh_desktop.render.renderer import Renderer
from emlinh_desktop.render.sidecars import cues, srt_text, vtt_text
from emlinh_desktop.render.thumbnail import thumbnail_frame
from tests.helpers.moving_painter import make_shot
from tests.helpers.sound_file import write_tone


def test_the_film_holds_title_notice_chapters_and_subtitles_that_are_off(renderer: Renderer, tmp_path: Path) -> None:
    shots = [make_shot(100, seed=n, text=f"Câu số {n} của bài") for n in range(6)]
    segments = renderer.render(shots, Brief("x"), tmp_path / "job", lambda _: None, CancelToken())
    sound = write_tone(tmp_path / "sound.m4a", 600 * 1600)
    film = renderer.finish(shots, segments, sound, "Lợi ích của việc đọc sách", Language.VI, tmp_path / "film.mp4", CancelToken())
    with av.open(str(film.path)) as container:
        assert container.metadata["title"] == "Lợi ích của việc đọc sách"
        assert "Em Linh Desktop" in container.metadata["comment"]
        assert [chapter["metadata"]["title"] for chapter in container.chapters()] == ["Câu số 0 của bài", "Câu số 3 của bài"]
        subtitles, audio = container.streams.subtitles[0], container.streams.audio[0]
        assert (subtitles.metadata["language"], audio.metadata["language"]) == ("vie", "vie")
        assert not subtitles.disposition & av.stream.Disposition.default
        assert audio.disposition & av.stream.Disposition.default
        texts = [bytes(packet)[2:].decode() for packet in container.demux(subtitles) if packet.size > 2]
    assert texts == [f"Câu số {n} của bài" for n in range(6)]
    head = film.path.read_bytes()[:4096]
    assert head.index(b"moov") < 100  # faststart
    with av.open(str(film.thumbnail)) as picture:
        assert next(picture.decode(video=0)).width == 128


def test_cues_are_absolute_and_never_overlap() -> None:
    first, second = make_shot(30, text="a b"), make_shot(60, text="c d")
    first = replace(first, captions=(CaptionPage(0.0, 2.0, ((0,), (1,))),))  # longer than its Shot
    found = cues([first, second])
    assert [(cue.start_s, cue.end_s, cue.text) for cue in found] == [(0.0, 1.0, "a\nb"), (1.0, 3.0, "c d")]


def test_braces_and_angles_in_a_text_survive() -> None:
    found = cues([make_shot(30, text="{\\b1}x <i>y & z")])
    parsed = pysubs2.SSAFile.from_string(srt_text(found), format_="srt", keep_html_tags=True)
    assert "{\\b1}x <i>y & z" in srt_text(found)
    assert (parsed[0].start, parsed[0].end) == (0, 1000)
    assert "&lt;i&gt;y &amp; z" in vtt_text(found)
    assert vtt_text(found).startswith("WEBVTT")


def test_long_chapter_titles_are_cut_between_words() -> None:
    found = chapters([make_shot(300, text="từ " * 40)])
    assert len(found) == 1
    assert found[0].title.endswith("từ…")
    assert len(found[0].title) <= 60


def test_the_thumbnail_has_the_title_and_an_open_smiling_mouth() -> None:
    shot = make_shot(200)
    mouth = np.zeros_like(shot.mouth)
    mouth[50] = (0.35, 0, 0, 0, 0, 0.8, 0)
    mouth[10] = (0.35, 0, 0, 0, 0, 1.0, 0)  # before the title has arrived
    assert thumbnail_frame([replace(shot, mouth=mouth)]) == 50
    assert thumbnail_frame([make_shot(1)]) == 0


def test_needed_bytes_grow_with_length_and_quality(renderer: Renderer) -> None:
    brief = Brief("x")
    short, long = renderer.needed_bytes(900, brief), renderer.needed_bytes(9000, brief)
    assert 20_000_000 < short < long / 5
    assert renderer.needed_bytes(900, replace(brief, quality=Quality.HIGH)) > short
    assert renderer.needed_bytes(900, replace(brief, composition=Composition.SQUARE)) < short

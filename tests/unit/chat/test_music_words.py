"""Words about music: which piece they describe, louder and softer, and films that only tell of music."""

from __future__ import annotations

import pytest

from emlinh_desktop.chat.intents import Intent
from emlinh_desktop.chat.meaning import Edit
from emlinh_desktop.chat.understanding import understand


@pytest.mark.parametrize(
    ("words", "mood"),
    [
        ("cho thêm nhạc nền nhẹ nhàng", "calm"),
        ("đổi nhạc sang vui hơn", "bright"),
        ("make the music calmer", "calm"),
        ("add some upbeat background music", "bright"),
        ("đổi nhạc nền sang loại sâu lắng", "thoughtful"),
        ("thêm nhạc buồn", "thoughtful"),
        ("them nhac nhe", "calm"),
        ("đổi nhạc khác đi", "other"),
        ("use a different background music", "other"),
        ("thêm nhạc nền", None),
    ],
)
def test_a_change_names_a_piece(words: str, mood: str | None) -> None:
    assert understand(words).edits == (Edit("music", music=True, music_mood=mood),)


@pytest.mark.parametrize("words", ["cho nhạc nhỏ lại tí", "nhạc hơi lớn, bớt lại đi em", "nho nhac lai", "music is too loud, turn it down"])
def test_a_volume_is_no_wish_for_music(words: str) -> None:
    assert understand(words).edits == (Edit("music", volume="down"),)


@pytest.mark.parametrize(
    ("words", "topic", "mood"),
    [
        ("Tạo video về biển, nhạc nền nhẹ nhàng", "biển", "calm"),
        ("làm video về tình bạn có nhạc nền vui tươi", "tình bạn", "bright"),
        ("create a video about tea, with calm background music", "tea", "calm"),
        ("make a video about friendship with soft music", "friendship", "calm"),
        ("video về lễ hội, nhạc nền sôi động", "lễ hội", "bright"),
    ],
)
def test_a_wish_names_a_piece(words: str, topic: str, mood: str) -> None:
    brief = understand(words).brief
    assert (brief.topic, brief.music, brief.music_mood) == (topic, True, mood)
    assert "music_mood" not in understand(words).to_json()["brief"]


@pytest.mark.parametrize("topic", ["nhạc nhẹ", "nhạc Trịnh", "nhạc nền trong phim kinh dị"])
def test_a_film_may_tell_of_music(topic: str) -> None:
    meant = understand(f"tạo video về {topic}")
    assert (meant.intent, meant.brief.topic, meant.brief.music) == (Intent.CREATE_VIDEO, topic, None)


@pytest.mark.parametrize("words", ["nhạc buồn quá", "nhạc nền to quá"])
def test_a_complaint_alone_changes_nothing(words: str) -> None:
    assert understand(words).edits == ()

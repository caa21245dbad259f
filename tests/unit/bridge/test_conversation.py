"""What a message sets going, without a window: wishes with the chips' choices, files, changes, questions."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path

import pytest

from emlinh_desktop.bridge.conversation import Conversation
from emlinh_desktop.bridge.dropped_files import DroppedKind, kind_of
from emlinh_desktop.bridge.said import Said
from emlinh_desktop.bridge.turn import Turn
from emlinh_desktop.bridge.wishes import NotPossible, brief_of, edited
from emlinh_desktop.chat.meaning import Edit, WishedBrief
from emlinh_desktop.domain.brief import Brief, Composition, Language
from emlinh_desktop.domain.conversation import MessageKind
from emlinh_desktop.domain.errors import ErrorCode, InputError
from emlinh_desktop.domain.event import JobStatus, SessionId
from emlinh_desktop.domain.script import Script, make_lines
from tests.helpers.fake_services import FakeServices

S = SessionId("s")
DEFAULTS = Brief("", duration_s=40, composition=Composition.SQUARE, voice="vi-north-female")
LINES = make_lines([("Một.", False), ("Hai.", True), ("Ba.", False)])


class Talk:
    """Says things in one session."""

    def __init__(self, services: FakeServices) -> None:
        self.services = services
        self._conversation = Conversation(services)

    def say(self, words: str, files: Sequence[Path] = (), defaults: Brief = DEFAULTS) -> Said:
        self._conversation.hear(S, words, files)
        return self._conversation.answer(Turn(S, words, defaults, files, None, Language.VI))

    def wish(self, words: str, files: Sequence[Path] = (), defaults: Brief = DEFAULTS) -> Brief:
        said = self.say(words, files, defaults)
        assert said.job is not None, said.messages
        return said.job.job.brief


@pytest.fixture
def talk(services: FakeServices) -> Talk:
    return Talk(services)


def test_what_is_not_stated_comes_from_the_chips(talk: Talk) -> None:
    brief = talk.wish("Tạo video 45 giây về hoa sen")
    assert brief == dataclasses.replace(DEFAULTS, topic="hoa sen", duration_s=45)


def test_files_become_script_background_and_music(talk: Talk, tmp_path: Path) -> None:
    script = tmp_path / "a.txt"
    script.write_text("Trà xanh\n\nUống trà mỗi ngày.", encoding="utf-8")
    brief = talk.wish("", [script, tmp_path / "b.PNG", tmp_path / "c.mp3"])
    assert (brief.script_text is not None, Path(brief.background).name, Path(brief.music or "").name) == (True, "b.PNG", "c.mp3")
    assert brief.topic
    with_topic = talk.wish("Tạo video về trà", [tmp_path / "b.mp4"])
    assert (with_topic.topic, Path(with_topic.background).name) == ("trà", "b.mp4")


@pytest.mark.parametrize(("name", "kind"), [("a.SRT", DroppedKind.SCRIPT), ("a.webm", DroppedKind.BACKGROUND), ("a.flac", DroppedKind.MUSIC), ("a.exe", None)])
def test_a_file_is_known_by_its_ending(name: str, kind: DroppedKind | None) -> None:
    assert kind_of(Path(name)) is kind


@pytest.mark.parametrize("name", ["a.exe", "missing.txt"])
def test_a_file_of_no_use_is_answered(talk: Talk, tmp_path: Path, name: str) -> None:
    said = talk.say("Tạo video về trà", [tmp_path / name])
    assert said.job is None
    assert said.messages[0].data["error_code"] in ("script_type", "script_missing")


def test_a_background_alone_asks_for_the_topic(talk: Talk, tmp_path: Path) -> None:
    said = talk.say("", [tmp_path / "b.png"])
    assert (said.job, said.messages[0].kind) == (None, MessageKind.ASK)


def test_the_asked_topic_keeps_what_was_stated(talk: Talk) -> None:
    said = talk.say("Tạo video dọc 20 giây tiếng Anh")
    assert said.messages[0].kind is MessageKind.ASK
    brief = talk.wish("the lotus flower")
    assert (brief.topic, brief.duration_s, brief.composition, brief.language) == ("the lotus flower", 20, Composition.PORTRAIT, Language.EN)
    assert brief.voice is None  # the chips' voice does not speak English


@pytest.mark.parametrize("words", ["cảm ơn em nhé", "chào em", "haha"])
def test_thanks_and_greetings_are_no_topic_though_one_was_asked_for(talk: Talk, words: str) -> None:
    talk.say("tạo video 20 giây")
    assert talk.say(words).job is None


def test_an_unsure_wish_is_asked_and_its_button_makes_it(talk: Talk) -> None:
    choices = talk.say("Tạo video 400 giây về hoa sen").messages[0].data["choices"]
    assert talk.wish(choices[0]["say"]).duration_s == 5


def test_changes_of_a_film(talk: Talk) -> None:
    assert talk.say("đổi nền sang văn phòng").job is None  # no film yet
    talk.wish("Tạo video về hoa sen")
    assert talk.wish("đổi sang khổ dọc").composition is Composition.PORTRAIT
    assert talk.wish("làm dài 60 giây").duration_s == 60
    assert talk.wish("tắt phụ đề đi").captions is False
    undone = talk.wish("hoàn tác")
    assert (undone.captions, undone.duration_s, undone.composition) == (True, 60, Composition.PORTRAIT)


def test_a_change_of_a_sentence_makes_the_text_ones_own(talk: Talk) -> None:
    said = talk.say("Tạo video về hoa sen")
    assert said.job is not None
    talk.services.store.save_script(said.job.job.id, Script("Hoa sen", Language.VI, LINES, "offline", draft=True))
    assert talk.wish("xóa câu 2").script_text == "Một. Ba."


def test_a_model_does_not_write_another_talk_for_another_look(talk: Talk) -> None:
    said = talk.say("Tạo video về hoa sen")
    assert said.job is not None
    store = talk.services.store
    written = Script("Hoa sen", Language.VI, LINES, "ollama", draft=False)
    store.save_script(said.job.job.id, written)
    looks = talk.say("đổi nền sang trừu tượng, thêm nhạc nền")
    assert looks.job is not None
    assert store.script(looks.job.job.id) == written
    undone = talk.say("hoàn tác")
    assert undone.job is not None
    assert store.script(undone.job.job.id) == written
    longer = talk.say("làm dài 60 giây")
    assert longer.job is not None
    assert store.script(longer.job.job.id) is None


def test_stopping_names_the_film(talk: Talk) -> None:
    assert talk.say("dừng lại").cancel == ()
    said = talk.say("Tạo video về hoa sen")
    assert said.job is not None
    stopped = talk.say("dừng lại")
    assert stopped.cancel == (said.job.job.id,)
    assert "hoa sen" in stopped.messages[0].text


def test_how_far_it_is(talk: Talk) -> None:
    said = talk.say("Tạo video về hoa sen")
    assert said.job is not None
    assert "thứ 1" in talk.say("xong chưa em?").messages[0].text
    talk.services.store.set_status(said.job.job.id, JobStatus.COMPLETED)
    assert "xong" in talk.say("xong chưa em?").messages[0].text


@pytest.mark.parametrize(
    ("wish", "voice"),
    [
        (WishedBrief(voice_gender="nam"), "vi-north-male"),
        (WishedBrief(voice_region="nam"), "vi-south-female"),
        (WishedBrief(voice_region="trung", voice_gender="nam"), "vi-central-male"),
        (WishedBrief(voice="HoaiMy"), "vi-north-female"),
        (WishedBrief(voice="onyx"), "vi-north-male"),
        (WishedBrief(voice_gender="nam", language=Language.EN), "en-us-male"),
    ],
)
def test_a_described_voice_is_found(wish: WishedBrief, voice: str) -> None:
    assert brief_of(dataclasses.replace(wish, topic="a"), DEFAULTS).voice == voice


def test_an_unknown_voice_is_refused() -> None:
    with pytest.raises(InputError) as caught:
        brief_of(WishedBrief(topic="a", voice="Pavarotti"), DEFAULTS)
    assert caught.value.code is ErrorCode.UNKNOWN_NAME


@pytest.mark.parametrize(
    ("edit", "text"),
    [
        (Edit("line_text", line=1, text="Không"), "Không. Hai.\n\nBa."),
        (Edit("line_text", line=-1, find="Ba", replace="Bốn"), "Một. Hai.\n\nBốn."),
        (Edit("line_delete", line=-1), "Một. Hai."),
        (Edit("line_insert", line=2, where="after", text="Xen"), "Một. Hai. Xen.\n\nBa."),
        (Edit("line_insert", line=1, where="before", text="Đầu."), "Đầu. Một. Hai.\n\nBa."),
    ],
)
def test_sentences_are_changed_in_their_place(edit: Edit, text: str) -> None:
    assert edited(DEFAULTS, LINES, [edit]).script_text == text


@pytest.mark.parametrize(
    ("edit", "seconds"), [(Edit("duration", delta_s=-10.0), 30), (Edit("duration", direction="longer"), 60), (Edit("duration", direction="shorter"), 27)]
)
def test_lengths_are_changed(edit: Edit, seconds: float) -> None:
    assert edited(DEFAULTS, LINES, [edit]).duration_s == seconds


@pytest.mark.parametrize(
    "edit",
    [
        Edit("line_text", line=9, text="x"),
        Edit("line_text", line=0, text="x"),
        Edit("line_text", line=1, find="Tám", replace="x"),
        Edit("music", volume="up"),  # there is none
    ],
)
def test_what_cannot_be_changed_is_said(edit: Edit) -> None:
    with pytest.raises(NotPossible):
        edited(DEFAULTS, LINES, [edit])


def test_music_comes_goes_and_changes() -> None:
    auto = edited(DEFAULTS, LINES, [Edit("music", music=True)])
    assert auto.music == "auto"
    bright = edited(auto, LINES, [Edit("music", music=True, music_mood="bright")])
    assert bright.music == "bright"
    assert edited(bright, LINES, [Edit("music", music=True)]).music == "bright"
    assert edited(bright, LINES, [Edit("music", music=False)]).music is None
    other = [Edit("music", music=True, music_mood="other")]
    heard: list[str | None] = [bright.music]
    for _ in range(3):
        heard.append(edited(dataclasses.replace(bright, music=heard[-1]), LINES, other).music)
    assert heard == ["bright", "thoughtful", "calm", "bright"]
    assert edited(dataclasses.replace(DEFAULTS, topic="hoa sen", music="auto"), LINES, other).music == "bright"
    assert edited(dataclasses.replace(DEFAULTS, music="/a/b.mp3"), LINES, other).music == "calm"


@pytest.mark.parametrize(("volume", "last"), [("down", 10), ("up", 200)])
def test_the_volume_goes_by_steps_to_an_end(volume: str, last: float) -> None:
    brief = dataclasses.replace(DEFAULTS, music="calm")
    heard = [brief.music_percent]
    while heard[-1] != last and len(heard) < 20:
        brief = edited(brief, LINES, [Edit("music", volume=volume)])
        heard.append(brief.music_percent)
    assert heard[1] == (71 if volume == "down" else 141)
    with pytest.raises(NotPossible):
        edited(brief, LINES, [Edit("music", volume=volume)])


@pytest.mark.parametrize(("speed", "first", "last"), [("nhanh", 1.1, 1.25), ("chậm", 0.9, 0.8)])
def test_the_speed_goes_by_steps_to_an_end(speed: str, first: float, last: float) -> None:
    brief = edited(DEFAULTS, LINES, [Edit("speed", speed=speed)])
    assert brief.speed == first
    while brief.speed != last:
        brief = edited(brief, LINES, [Edit("speed", speed=speed)])
        assert abs(brief.speed - 1) <= 0.25
    with pytest.raises(NotPossible):
        edited(brief, LINES, [Edit("speed", speed=speed)])


def test_a_wish_states_speed_and_music(talk: Talk) -> None:
    brief = talk.wish("Tạo video về hoa sen, nói chậm, có nhạc nền vui tươi")
    assert (brief.topic, brief.speed, brief.music) == ("hoa sen", 0.9, "bright")
    assert talk.wish("nhạc nhỏ lại").music_percent == 71
    assert talk.wish("nói nhanh hơn").speed == 1.0
    assert talk.wish("bỏ nhạc nền").music is None


def test_the_last_sentence_cannot_go() -> None:
    with pytest.raises(NotPossible):
        edited(DEFAULTS, LINES[:1], [Edit("line_delete", line=1)])


def test_a_talk_of_ones_own_is_as_long_as_it_is() -> None:
    with pytest.raises(NotPossible):
        edited(dataclasses.replace(DEFAULTS, script_text="Một."), LINES, [Edit("duration", duration_s=20.0)])


def test_two_films_of_one_topic_have_two_names(talk: Talk) -> None:
    outputs = set()
    for _ in range(3):
        said = talk.say("Tạo video về hoa sen")
        assert said.job is not None
        outputs.add(said.job.job.output)
    assert len(outputs) == 3

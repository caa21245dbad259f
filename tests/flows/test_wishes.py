"""From words to a film in the real window."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from emlinh_desktop.app import App
from emlinh_desktop.domain.brief import Quality
from emlinh_desktop.domain.conversation import MessageKind, Role
from emlinh_desktop.domain.errors import ErrorCode, ResourceError
from emlinh_desktop.domain.event import STATIONS, JobStatus, Step
from tests.flows.conftest import StartWindow, User
from tests.helpers.fake_services import FakeServices

WISH = "Tạo video 6 giây về lợi ích của việc đọc sách"
TOPIC = "lợi ích của việc đọc sách"


@pytest.mark.timeout(240)
def test_a_wish_becomes_a_real_film(start_window: StartWindow, real_app: App) -> None:
    user = start_window(real_app)
    user.opened.settings.change(quality=Quality.DRAFT)
    previews: list[object] = []
    user.studio.preview.connect(lambda _job_id, picture: previews.append(picture))
    user.say(WISH)
    user.until(lambda: bool(user.progress()))
    user.until(lambda: user.status(TOPIC) in (JobStatus.COMPLETED, JobStatus.FAILED), timeout_ms=200_000)
    user.until(lambda: bool(user.finished()))
    view = user.views[user.job(TOPIC)]
    assert view.video is not None
    assert view.video.path is not None
    assert Path(view.video.path).stat().st_size > 10_000
    assert view.video.report["passed"]
    assert [event.step for event in view.events] == list(STATIONS)
    assert previews
    assert user.progress() == []


def test_the_bubble_comes_at_once_and_the_film_after_it(user: User) -> None:
    user.say("bạn làm được gì")
    user.until(lambda: len(user.messages) == 2)
    began = time.process_time()
    user.say(WISH)
    user.until(lambda: any(m.kind is MessageKind.JOB for m in user.messages))
    assert time.process_time() - began < 0.1  # of work: what the clock says depends on who else works here
    user.until(lambda: len(user.finished()) == 1)


def test_a_question_or_a_no_never_starts_a_film(user: User, services: FakeServices) -> None:
    for words in ("Làm video có khó không?", "đừng làm video về mèo", "chào em", "hủy đi", "video của mình xong chưa?"):
        before = len(user.messages)
        user.say(words)
        user.until(lambda before=before: len(user.messages) == before + 2)  # type: ignore[misc]  # the loop's value is kept
        assert user.messages[-1].kind is not MessageKind.JOB, words
    assert services.ran == []


def test_a_wish_without_a_topic_is_asked_for_it(user: User) -> None:
    user.say("Tạo video 45 giây khổ dọc")
    user.until(lambda: user.messages[-1:] != [] and user.messages[-1].kind is MessageKind.ASK)
    user.say("hoa sen")
    user.until(lambda: user.status("hoa sen") is JobStatus.COMPLETED)
    brief = user.views[user.job("hoa sen")].job.brief
    assert (brief.duration_s, brief.composition.value) == (45, "Scene-Portrait")


def test_a_length_out_of_range_is_refused_with_offers(user: User, services: FakeServices) -> None:
    user.say("Tạo video 10 phút về hoa sen")
    user.until(lambda: len(user.messages) == 2)
    assert [choice["label"] for choice in user.messages[-1].data["choices"]] == ["5 s", "60 s", "300 s"]
    assert services.ran == []


@pytest.mark.parametrize(
    "words",
    [
        "",
        "   ",
        "\u0000\u0007",
        "💥" * 300,
        "Tạo video về " + "a" * 600,
        "Tạo video về ../../etc/passwd",
        "{topic} %s <b>x</b>",
        "e" + "\u0301" * 400,
        "x" * 50_000,
    ],
)
def test_hostile_words_do_no_harm(user: User, words: str, films_folder: Path) -> None:
    user.say(words)
    user.say("chào em")
    user.until(lambda: bool(user.messages) and user.messages[-1].role is Role.EM_LINH and user.messages[-2].text == "chào em")
    user.until(lambda: not user.studio.busy())
    made = [view.job.output for view in user.views.values()]
    assert all(Path(output).parent == films_folder for output in made)


def test_a_change_makes_the_last_film_again(user: User) -> None:
    user.say(WISH)
    user.until(lambda: user.status(TOPIC) is JobStatus.COMPLETED)
    user.say("đổi nền sang trừu tượng")
    user.until(lambda: len(user.views) == 2 and all(v.job.status is JobStatus.COMPLETED for v in user.views.values()))
    first, second = (view.job for view in user.views.values())
    assert (second.brief.background, second.brief.duration_s, second.brief.topic) == ("abstract", first.brief.duration_s, TOPIC)
    assert first.output != second.output


def test_a_dropped_script_is_the_talk(user: User, tmp_path: Path) -> None:
    script = tmp_path / "bài nói.txt"
    script.write_text("Chào các bạn. Hôm nay ta nói về trà. Hẹn gặp lại.", encoding="utf-8")
    user.window.chat.add_files([script])
    user.say("làm video từ kịch bản này")
    user.until(lambda: len(user.views) == 1 and next(iter(user.views.values())).job.status is JobStatus.COMPLETED)
    (view,) = user.views.values()
    assert view.job.brief.script_text is not None
    assert "nói về trà" in view.job.brief.script_text


def test_a_running_film_is_cancelled_by_its_button_and_continued(user: User, services: FakeServices) -> None:
    services.hold()
    user.say(WISH)
    user.until(lambda: user.reached(Step.RENDERING_VIDEO) and bool(user.progress()))
    user.press(user.progress()[0].cancel_button)
    user.until(lambda: user.status(TOPIC) is JobStatus.CANCELLED and bool(user.ended()))
    services.may_go_on.set()
    user.press(user.ended()[0].resume_button)
    user.until(lambda: bool(user.finished()))


def test_a_failed_film_says_why_and_is_tried_again(user: User, services: FakeServices) -> None:
    services.failure = ResourceError(ErrorCode.DISK_FULL, path="/films", needed_mb=9, free_mb=1)
    user.say(WISH)
    user.until(lambda: bool(user.ended()))
    services.failure = None
    user.press(user.ended()[0].resume_button)
    user.until(lambda: bool(user.finished()))
    assert user.ended() == []


def test_several_wishes_queue_move_and_are_cancelled(user: User, services: FakeServices) -> None:
    services.hold()
    topics = ["hoa sen", "hoa mai", "hoa đào"]
    for topic in topics:
        user.say(f"Tạo video về {topic}")
    user.until(lambda: len(user.views) == 3 and [user.views[user.job(t)].place for t in topics] == [0, 1, 2] and user.studio.busy())
    user.studio.move(user.job("hoa đào"), 1)
    user.until(lambda: user.views[user.job("hoa đào")].place == 1)
    user.studio.cancel(user.job("hoa mai"))
    user.until(lambda: user.status("hoa mai") is JobStatus.CANCELLED)
    services.may_go_on.set()
    user.until(lambda: user.status("hoa đào") is JobStatus.COMPLETED)
    assert services.ran == [user.job("hoa sen"), user.job("hoa đào")]

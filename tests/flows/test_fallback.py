"""A better voice fails in the middle of a film: the window asks, and does what it is told."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from emlinh_desktop.app import App
from emlinh_desktop.base.cancellation import CancelToken
from emlinh_desktop.base.paths import app_paths
from emlinh_desktop.domain.brief import Quality
from emlinh_desktop.domain.errors import ErrorCode, ResourceError
from emlinh_desktop.domain.event import STATIONS, JobId, JobStatus, Step
from emlinh_desktop.domain.fallback import FallbackChoice, FallbackPolicy
from emlinh_desktop.ui.chat.fallback_panel import FallbackPanel
from emlinh_desktop.ui.closing_dialog import Closing
from tests.flows.conftest import StartWindow, User
from tests.helpers.edge_server import EdgeServer
from tests.helpers.fake_services import FakeServices
from tests.helpers.openai_server import OpenAIServer

WISH = "Tạo video 6 giây về hoa sen"
TOPIC = "hoa sen"
FAULT = ResourceError(ErrorCode.SERVICE_UNREACHABLE, service="edge-tts")


def asked(user: User) -> FallbackPanel:
    user.until(lambda: bool(user.seen(FallbackPanel)))
    return user.seen(FallbackPanel)[0]


def test_it_asks_and_the_offline_voice_speaks(user: User, services: FakeServices) -> None:
    services.voice_faults = [FAULT]
    user.say(WISH)
    panel = asked(user)
    assert "edge-tts" in panel.words
    assert "Giọng nữ · miền Bắc" in panel.words
    assert user.progress()[0].times == "Đang chờ bạn chọn"
    user.press(panel.buttons[FallbackChoice.STAND_IN])
    user.until(lambda: bool(user.finished()))
    assert services.choices == [FallbackChoice.STAND_IN]


def test_who_looks_on_is_told_that_it_waits(user: User, services: FakeServices) -> None:
    services.voice_faults = [FAULT]
    user.say(WISH)
    panel = asked(user)
    last = services.store.events(job_id=user.job(TOPIC))[-1]
    assert (last.step, last.progress) == (Step.RECORD_CREATED, 45)
    assert last.data["waiting"]["error_code"] == "service_unreachable"
    user.press(panel.buttons[FallbackChoice.STAND_IN])
    user.until(lambda: bool(user.finished()))
    assert [event.step for event in user.views[user.job(TOPIC)].events] == list(STATIONS)


def test_trying_again_asks_again_and_stopping_fails_the_film(user: User, services: FakeServices) -> None:
    services.voice_faults = [FAULT, FAULT]
    user.say(WISH)
    first = asked(user)
    user.press(first.buttons[FallbackChoice.TRY_AGAIN])
    user.until(lambda: bool(user.seen(FallbackPanel)) and user.seen(FallbackPanel)[0] is not first)
    user.press(asked(user).buttons[FallbackChoice.STOP])
    user.until(lambda: bool(user.ended()))
    assert services.choices == [FallbackChoice.TRY_AGAIN, FallbackChoice.STOP]
    assert user.status(TOPIC) is JobStatus.FAILED
    user.press(user.ended()[0].resume_button)
    user.until(lambda: bool(user.finished()))


def test_a_film_that_waits_for_an_answer_is_cancelled(user: User, services: FakeServices) -> None:
    services.voice_faults = [FAULT]
    user.say(WISH)
    asked(user)
    user.press(user.progress()[0].cancel_button)
    user.until(lambda: user.status(TOPIC) is JobStatus.CANCELLED)
    assert services.choices == []
    assert user.studio.fallback_question(user.job(TOPIC)) is None


def test_leaving_while_it_asks_interrupts_the_film(user: User, services: FakeServices, start_window: StartWindow) -> None:
    services.voice_faults = [FAULT]
    user.say(WISH)
    asked(user)
    user.answer_closing(Closing.LATER)
    user.leave()
    assert services.store.job(user.job(TOPIC)).status is JobStatus.INTERRUPTED
    services.voice_faults = [FAULT]
    again = start_window()
    again.until(again.window.notice.isVisible)
    again.press(again.window.notice.action)
    again.press(asked(again).buttons[FallbackChoice.STAND_IN])
    again.until(lambda: again.status(TOPIC) is JobStatus.COMPLETED)


def test_the_question_is_found_again_from_another_conversation(user: User, services: FakeServices) -> None:
    services.hold()

    def wait(_job_id: JobId, step: Step) -> None:
        if step is Step.GENERATING_AUDIO:
            services.may_go_on.wait(10)

    services.during = wait
    services.voice_faults = [FAULT]
    user.say(WISH)
    user.until(lambda: user.reached(Step.RECORD_CREATED))
    user.window.new_session()
    services.may_go_on.set()
    user.until(user.window.notice.isVisible)
    assert TOPIC in user.window.notice.words
    user.press(user.window.notice.action)
    user.press(asked(user).buttons[FallbackChoice.STAND_IN])
    user.until(lambda: bool(user.finished()))


@pytest.mark.parametrize(
    ("policy", "choice", "status"),
    [
        (FallbackPolicy.FALL_BACK, FallbackChoice.STAND_IN, JobStatus.COMPLETED),
        (FallbackPolicy.STOP, FallbackChoice.STOP, JobStatus.FAILED),
    ],
)
def test_the_setting_answers(user: User, services: FakeServices, policy: FallbackPolicy, choice: FallbackChoice, status: JobStatus) -> None:
    user.opened.settings.change(fallback=policy)
    user.opened.settings.close()  # the file is what counts
    services.voice_faults = [FAULT]
    user.say(WISH)
    user.until(lambda: user.status(TOPIC) is status)
    assert services.choices == [choice]


def test_the_environment_is_stronger_than_the_setting(user: User, services: FakeServices, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EMLINH_FALLBACK", "stop")
    user.opened.settings.change(fallback=FallbackPolicy.FALL_BACK)
    services.voice_faults = [FAULT]
    user.say(WISH)
    user.until(lambda: user.status(TOPIC) is JobStatus.FAILED)


@pytest.fixture
def edge_server() -> Iterator[EdgeServer]:
    with EdgeServer() as server, server.redirected():
        yield server


@pytest.mark.expected_warnings
@pytest.mark.timeout(240)
def test_a_real_film_goes_on_with_the_offline_voice(start_window: StartWindow, edge_server: EdgeServer) -> None:
    edge_server.faults = ["status:400"] * 40
    with App(app_paths(), CancelToken()) as app:
        user = start_window(app)
        user.opened.settings.change(quality=Quality.DRAFT, voice="edge:vi-VN-NamMinhNeural")
        user.say(WISH)
        user.until(lambda: bool(user.seen(FallbackPanel)), timeout_ms=100_000)
        user.press(asked(user).buttons[FallbackChoice.STAND_IN])
        user.until(lambda: user.status(TOPIC) in (JobStatus.COMPLETED, JobStatus.FAILED), timeout_ms=100_000)
        view = user.views[user.job(TOPIC)]
        told = next(event.data for event in view.events if event.step is Step.AUDIO_COMPLETED)
        assert (told["voice"], told["fallback"]["wanted"]) == ("vi-north-male", "edge:vi-VN-NamMinhNeural")
        user.leave()


@pytest.mark.expected_warnings
@pytest.mark.timeout(240)
def test_a_real_film_goes_on_with_the_offline_writer(start_window: StartWindow) -> None:
    with OpenAIServer() as server, App(app_paths(), CancelToken()) as app:
        server.faults = ["401"] * 20
        user = start_window(app)
        user.opened.settings.change(quality=Quality.DRAFT, writer="openai", llm_url=server.base_url, llm_model="fake-large")
        user.say(WISH)
        user.until(lambda: bool(user.seen(FallbackPanel)), timeout_ms=100_000)
        before = len(server.requests)
        user.press(asked(user).buttons[FallbackChoice.TRY_AGAIN])
        user.until(lambda: len(server.requests) > before and bool(user.seen(FallbackPanel)) and user.seen(FallbackPanel)[0].isEnabled(), timeout_ms=100_000)
        user.press(asked(user).buttons[FallbackChoice.STAND_IN])
        user.until(lambda: user.status(TOPIC) in (JobStatus.COMPLETED, JobStatus.FAILED), timeout_ms=100_000)
        view = user.views[user.job(TOPIC)]
        told = next(event.data for event in view.events if event.step is Step.SCRIPT_COMPLETED)
        assert (told["writer"], told["fallback"]["wanted"]) == ("offline", "openai")
        user.leave()

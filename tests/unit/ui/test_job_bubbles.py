"""The bubbles of a job: waiting, being made, failed, stopped, finished."""

from __future__ import annotations

import logging
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from emlinh_desktop.base.log_setup import set_up_logging
from emlinh_desktop.bridge.fallback_asker import FallbackQuestion
from emlinh_desktop.domain.brief import Brief, Language
from emlinh_desktop.domain.errors import ErrorCode, ResourceError
from emlinh_desktop.domain.event import STATIONS, JobId, JobStatus, SessionId, Step
from emlinh_desktop.domain.fallback import Fallback, FallbackChoice
from emlinh_desktop.ui.chat import desktop, media
from emlinh_desktop.ui.chat.chat_view import ChatView
from emlinh_desktop.ui.chat.ended_bubbles import EndedBubble
from emlinh_desktop.ui.chat.film_copy import FilmCopy
from emlinh_desktop.ui.chat.finished_bubble import FinishedBubble
from emlinh_desktop.ui.chat.job_log import last_lines
from emlinh_desktop.ui.chat.job_stack import JobStack
from emlinh_desktop.ui.chat.progress_bubble import ProgressBubble
from emlinh_desktop.ui.chat.progress_parts import StationRow
from emlinh_desktop.ui.chat.station_bubbles import NarrationBubble, ScriptBubble
from emlinh_desktop.ui.ui_text import window_language
from tests.helpers.fake_studio import DATA, FakeStudio


@pytest.fixture
def stack(qtbot: QtBot, view: ChatView, studio: FakeStudio, session: SessionId) -> JobStack:
    job_id = studio.add_job(session, Brief("lợi ích của việc đọc sách", 45.0)).job.id
    found = view.messages.stack_of(job_id)
    assert found is not None
    return found


def _progress(stack: JobStack) -> ProgressBubble:
    assert isinstance(stack.state, ProgressBubble)
    return stack.state


def test_a_waiting_job_says_its_place_and_can_be_moved(stack: JobStack, studio: FakeStudio) -> None:
    bubble = _progress(stack)
    studio.change_job(stack.job_id, place=3)
    assert "Thứ 3" in bubble.times
    bubble.earlier_button.click()
    bubble.later_button.click()
    studio.change_job(stack.job_id, place=1)
    assert not bubble.earlier_button.isEnabled()
    bubble.cancel_button.click()
    assert studio.asked == [("move", stack.job_id, 2), ("move", stack.job_id, 4), ("cancel", stack.job_id)]


def test_a_running_job_tells_step_percent_and_times(stack: JobStack, studio: FakeStudio) -> None:
    studio.run_to(stack.job_id, Step.GENERATING_AUDIO)
    studio.tell_step(stack.job_id, Step.GENERATING_AUDIO, 62.5, {"voice": "vi-north-female", "line": 3, "lines": 4, "eta_s": 75.0})
    bubble = _progress(stack)
    assert bubble.message == "🎵 Đang tạo file âm thanh với giọng đọc Giọng nữ · miền Bắc..."
    assert bubble.percent_text == "62 %"
    assert "1:15" in bubble.times or "1:14" in bubble.times
    window_language().set_language(Language.EN)
    assert bubble.message.startswith("🎵 Recording the narration")


def test_another_language_keeps_the_percent_that_was_told(qtbot: QtBot, stack: JobStack, studio: FakeStudio) -> None:
    bubble = ProgressBubble(stack.view)  # as it was before anything was told
    qtbot.addWidget(bubble)
    studio.run_to(stack.job_id, Step.GENERATING_AUDIO)
    bubble.show_event(studio.tell_step(stack.job_id, Step.GENERATING_AUDIO, 62.5, {"eta_s": 75.0}))
    window_language().set_language(Language.EN)
    assert bubble.percent_text == "62 %"


def test_a_question_is_shown_answered_and_taken_back(qtbot: QtBot, stack: JobStack, studio: FakeStudio) -> None:
    studio.run_to(stack.job_id, Step.GENERATING_AUDIO)
    error = ResourceError(ErrorCode.SERVICE_DOWN, service="edge-tts", status=503)
    asked = FallbackQuestion(stack.job_id, stack.view.job.session_id, "x", Fallback("voice", "edge:vi-VN-HoaiMyNeural", "vi-north-female", error))
    studio.questions[stack.job_id] = asked
    studio.fallback_asked.emit(asked)
    panel = _progress(stack).question
    assert panel is not None
    late = JobStack(studio, stack.view)
    qtbot.addWidget(late)
    assert _progress(late).question is not None
    panel.buttons[FallbackChoice.TRY_AGAIN].click()
    panel.buttons[FallbackChoice.STOP].click()  # it was answered
    assert studio.asked == [("answer_fallback", stack.job_id, FallbackChoice.TRY_AGAIN)]
    del studio.questions[stack.job_id]
    studio.fallback_closed.emit(stack.job_id)
    assert _progress(stack).question is None


def test_kept_stations_stay_as_bubbles(stack: JobStack, studio: FakeStudio) -> None:
    studio.run_to(stack.job_id, Step.COMPLETED)
    assert list(stack.stations) == [Step.SCRIPT_COMPLETED, Step.RECORD_CREATED, Step.AUDIO_COMPLETED]
    script = stack.stations[Step.SCRIPT_COMPLETED]
    assert isinstance(script, ScriptBubble)
    assert script.folded
    assert "mười phút" not in script.script.words
    script.toggle()
    assert "mười phút" in script.script.words
    assert "ID: 7" in stack.stations[Step.RECORD_CREATED].message.words


def test_the_script_tells_what_its_writing_cost(stack: JobStack, studio: FakeStudio) -> None:
    studio.run_to(stack.job_id, Step.GENERATING_SCRIPT)
    cost = {"model": "fake-large", "calls": 1, "prompt_tokens": 11, "completion_tokens": 22, "seconds": 1.26}
    studio.tell_step(stack.job_id, Step.SCRIPT_COMPLETED, data={**DATA[Step.SCRIPT_COMPLETED], "values": {"n": 9}, "cost": cost})
    script = stack.stations[Step.SCRIPT_COMPLETED]
    assert isinstance(script, ScriptBubble)
    assert script.cost.words == "Bài do fake-large viết: 1 lượt hỏi, 33 token (11 vào, 22 ra), 1.3 giây."
    window_language().set_language(Language.EN)
    assert "33 tokens" in script.cost.words


def test_a_stack_made_late_looks_as_one_that_was_there(qtbot: QtBot, stack: JobStack, studio: FakeStudio) -> None:
    studio.run_to(stack.job_id, Step.VIDEO_RENDERING)
    late = JobStack(studio, studio.jobs[stack.job_id])
    qtbot.addWidget(late)
    assert list(late.stations) == list(stack.stations)
    assert _progress(late).message == _progress(stack).message
    assert _progress(late).percent_text == _progress(stack).percent_text


def test_the_picture_is_shown_in_its_own_shape(stack: JobStack, studio: FakeStudio) -> None:
    studio.run_to(stack.job_id, Step.RENDERING_VIDEO)
    before = _progress(stack).heightForWidth(500)
    picture = QImage(90, 160, QImage.Format.Format_RGB32)
    picture.fill(0xFF3366)
    studio.preview.emit(stack.job_id, picture)
    assert abs(_progress(stack).heightForWidth(500) - (before + 290 + 8)) <= 2
    studio.preview.emit("another", picture)


def test_stations_are_named_under_the_pointer(qtbot: QtBot) -> None:
    row = StationRow()
    qtbot.addWidget(row)
    row.resize(240, 14)
    assert [row.station_at(20 * n + 10) for n in range(12)] == list(STATIONS)
    row.set_reached(STATIONS[:4], Step.SCRIPT_COMPLETED)
    assert row.accessibleName() == "Bước 4/12: Bài đã xong"


def test_cancel_says_so_and_offers_to_continue(stack: JobStack, studio: FakeStudio) -> None:
    studio.run_to(stack.job_id, Step.RENDERING_VIDEO)
    _progress(stack).cancel_button.click()
    assert _progress(stack).times == "Đang dừng…"
    studio.tell_step(stack.job_id, Step.CANCELLED, data={})
    studio.change_job(stack.job_id, status=JobStatus.CANCELLED)
    assert isinstance(stack.state, EndedBubble)
    assert "75 %" in stack.state.words
    stack.state.resume_button.click()
    assert studio.asked == [("cancel", stack.job_id), ("resume", stack.job_id)]
    studio.change_job(stack.job_id, status=JobStatus.QUEUED, place=1)
    assert isinstance(stack.state, ProgressBubble)
    studio.change_job(stack.job_id, status=JobStatus.RUNNING, place=0)
    assert "Đã 0:0" in _progress(stack).times


def test_a_failure_says_what_and_what_to_do(view: ChatView, stack: JobStack, studio: FakeStudio) -> None:
    studio.run_to(stack.job_id, Step.GENERATING_SCRIPT)
    studio.fail(stack.job_id, "disk_full", path="/films", needed_mb=200, free_mb=3)
    bubble = stack.state
    assert isinstance(bubble, EndedBubble)
    assert "200 MB" in bubble.words
    assert "Thử lại" in bubble.words
    bubble.again_button.click()
    assert view.composer.edit.toPlainText() == "lợi ích của việc đọc sách"
    assert view.composer.brief.duration_s == 45.0


def test_a_wish_that_cannot_be_is_not_tried_again_but_changed(stack: JobStack, studio: FakeStudio) -> None:
    studio.fail(stack.job_id, "background_unreadable", path="/nhà/cảnh.png")
    assert isinstance(stack.state, EndedBubble)
    assert stack.state.resume_button.isHidden()
    assert not stack.state.again_button.isHidden()
    assert "cảnh.png" in stack.state.words


def test_details_show_the_jobs_last_log_lines(stack: JobStack, studio: FakeStudio, own_home: Path) -> None:
    logs = own_home / "data" / "logs"
    logs.mkdir(parents=True)
    lines = ["2026-11-24 08:00:00 INFO job other: started", f"2026-11-24 08:00:01 ERROR job {stack.job_id} failed: disk", "Traceback", "  OSError"]
    (logs / "emlinh.log").write_text("\n".join([*lines, "2026-11-24 08:00:02 INFO job other: done"]), encoding="utf-8")
    studio.fail(stack.job_id, "internal", reason="x")
    assert isinstance(stack.state, EndedBubble)
    stack.state.toggle_details()
    assert stack.state.details is not None
    assert stack.state.details.toPlainText() == "\n".join(lines[1:])
    stack.state.copy_button.click()
    assert "Traceback" in QApplication.clipboard().text()
    stack.state.toggle_details()
    assert stack.state.details.isHidden()


def test_the_log_lines_of_a_job_are_found_as_the_log_is_written(tmp_path: Path) -> None:
    set_up_logging(tmp_path)
    try:
        logging.getLogger("emlinh_desktop.pipeline").info("job j1: initializing")
        logging.getLogger("emlinh_desktop.pipeline").info("job j2: initializing")
    finally:
        for handler in list(logging.getLogger("emlinh_desktop").handlers):
            logging.getLogger("emlinh_desktop").removeHandler(handler)
            handler.close()
        logging.getLogger("emlinh_desktop").propagate = True
    assert [line[-16:] for line in last_lines(JobId("j2"), folder=tmp_path)] == ["j2: initializing"]
    assert last_lines(JobId("j2"), folder=tmp_path / "none") == []


def test_narration_is_asked_for_and_its_absence_said(qtbot: QtBot, stack: JobStack, studio: FakeStudio, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(media, "can_play", lambda: True)
    studio.run_to(stack.job_id, Step.AUDIO_COMPLETED)
    bubble = stack.stations[Step.AUDIO_COMPLETED]
    assert isinstance(bubble, NarrationBubble)
    bubble.play_button.click()
    assert studio.asked == [("narration", stack.job_id)]
    qtbot.waitUntil(lambda: "không còn" in bubble.note, timeout=1000)
    monkeypatch.setattr(media, "can_play", lambda: False)
    bubble.play_button.click()
    assert "libpulse" in bubble.note


def _finished(stack: JobStack) -> FinishedBubble:
    assert isinstance(stack.state, FinishedBubble)
    return stack.state


@pytest.fixture
def film(tmp_path: Path) -> Path:
    path = tmp_path / "đọc sách.mp4"
    path.write_bytes(bytes(range(256)) * 10_000)
    path.with_suffix(".srt").write_text("1", encoding="utf-8")
    return path


def _watch_desktop(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, Path]]:
    opened: list[tuple[str, Path]] = []

    def note(what: str, path: Path) -> bool:
        opened.append((what, path))
        return True

    monkeypatch.setattr(desktop, "open_file", partial(note, "open"))
    monkeypatch.setattr(desktop, "show_in_folder", partial(note, "folder"))
    return opened


def test_a_finished_film_offers_all_one_may_do_with_it(
    view: ChatView, stack: JobStack, studio: FakeStudio, film: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = _watch_desktop(monkeypatch)
    studio.finish(stack.job_id, str(film))
    bubble = _finished(stack)
    assert "✓" in bubble.verdict
    bubble.open_button.click()
    bubble.folder_button.click()
    menu = bubble.menu()
    actions = {action.text(): action for action in menu.actions()}
    assert set(actions) == {"Lưu thành…", "Sao chép đường dẫn", "Mở phụ đề SRT"}
    actions["Sao chép đường dẫn"].trigger()
    actions["Mở phụ đề SRT"].trigger()
    menu.close()
    assert opened == [("open", film), ("folder", film), ("open", film.with_suffix(".srt"))]
    assert QApplication.clipboard().text() == str(film)
    bubble.again_button.click()
    assert view.composer.brief == stack.view.job.brief


def test_a_film_that_is_gone_says_so(stack: JobStack, studio: FakeStudio, tmp_path: Path) -> None:
    studio.finish(stack.job_id, str(tmp_path / "gone.mp4"))
    bubble = _finished(stack)
    assert bubble.player is None
    assert "không còn ở chỗ cũ" in bubble.notice.words
    assert not bubble.again_button.isHidden()
    assert bubble.open_button.isHidden()


def test_a_film_is_saved_elsewhere_whole_or_not_at_all(qtbot: QtBot, stack: JobStack, studio: FakeStudio, film: Path, tmp_path: Path) -> None:
    studio.finish(stack.job_id, str(film))
    bubble = _finished(stack)
    bubble.save_to(str(tmp_path / "ngoài" / "bản sao"))
    qtbot.waitUntil(lambda: bubble.notice.words == "Đã lưu bản sao.", timeout=3000)
    assert (tmp_path / "ngoài" / "bản sao.mp4").read_bytes() == film.read_bytes()
    (tmp_path / "chặn").write_text("a file, not a folder", encoding="utf-8")
    bubble.save_to(str(tmp_path / "chặn" / "x.mp4"))
    qtbot.waitUntil(lambda: bubble.notice.words.startswith("Không lưu được"), timeout=3000)


def test_a_copy_that_is_dropped_leaves_nothing(qtbot: QtBot, film: Path, tmp_path: Path) -> None:
    target = tmp_path / "out" / "x.mp4"
    copy = FilmCopy(film, target)
    copy.start()
    copy.stop()
    assert list((tmp_path / "out").iterdir()) == []


def test_without_a_player_the_system_opens_the_film(stack: JobStack, studio: FakeStudio, film: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(media, "can_play", lambda: False)
    opened = _watch_desktop(monkeypatch)
    studio.finish(stack.job_id, str(film))
    bubble = _finished(stack)
    assert bubble.player is not None
    bubble.player.toggle()
    assert opened == [("open", film)]
    assert "trình phát của máy" in bubble.notice.words


@pytest.mark.parametrize("width_px", [360, 900, 1600])
def test_nothing_sticks_out_at_any_width(view: ChatView, stack: JobStack, studio: FakeStudio, film: Path, width_px: int) -> None:
    studio.finish(stack.job_id, str(film))
    view.resize(width_px, 700)
    QApplication.processEvents()
    for child in view.findChildren(QWidget):
        if child.isVisible() and child.window() is view.window():
            left = child.mapTo(view, QPoint(0, 0)).x()
            assert left >= 0, child
            assert left + child.width() <= width_px, child


def test_every_button_has_a_name(view: ChatView, stack: JobStack, studio: FakeStudio, film: Path) -> None:
    from PySide6.QtWidgets import QAbstractButton, QAbstractSlider, QPlainTextEdit, QScrollBar

    studio.finish(stack.job_id, str(film))
    for kind in (QAbstractButton, QAbstractSlider, QPlainTextEdit):
        for child in view.findChildren(kind):
            if not isinstance(child, QScrollBar):
                assert child.accessibleName() or getattr(child, "text", str)(), child

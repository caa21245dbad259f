"""The library's model: pages, queries that overtake each other, changes while it is shown."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence

import pytest
from PySide6.QtCore import QModelIndex
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from emlinh_desktop.bridge.video_model import PAGE, VIDEO_ROLE, VideoModel
from emlinh_desktop.domain.conversation import VideoOrder, VideoQuery
from emlinh_desktop.domain.film import VideoRecord
from tests.helpers.fake_studio import FakeStudio


@pytest.fixture
def studio(qapp: object) -> FakeStudio:
    made = FakeStudio()
    for number in range(150):
        made.add_video(f"video {number}", duration_s=float(number))
    return made


def loaded(qtbot: QtBot, studio: FakeStudio) -> VideoModel:
    model = VideoModel(studio, studio)
    with qtbot.waitSignal(model.loaded):
        model.refresh()
    return model


def titles(model: VideoModel) -> list[str]:
    return [model.video(row).title for row in range(model.rowCount())]


def test_pages_come_as_they_are_fetched(qtbot: QtBot, studio: FakeStudio) -> None:
    model = loaded(qtbot, studio)
    assert model.rowCount() == PAGE
    sizes = []
    while model.canFetchMore(QModelIndex()):
        with qtbot.waitSignal(model.loaded):
            model.fetchMore(QModelIndex())
        sizes.append(model.rowCount())
    assert sizes == [120, 150]
    assert titles(model) == [f"Video {number}" for number in reversed(range(150))]
    assert model.index(3).data(VIDEO_ROLE) is model.video(3)


def test_it_is_a_model_as_qt_wants_it(qtbot: QtBot, studio: FakeStudio) -> None:
    model = loaded(qtbot, studio)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    qtbot.waitUntil(lambda: model.rowCount() == 2 * PAGE)  # the tester fetches
    with qtbot.waitSignal(model.loaded):
        model.show(VideoQuery(words="149"))
    assert model.rowCount() == 1


def test_a_page_is_asked_for_once_at_a_time(qtbot: QtBot, studio: FakeStudio) -> None:
    model = loaded(qtbot, studio)
    model.fetchMore(QModelIndex())
    assert not model.canFetchMore(QModelIndex())
    with qtbot.waitSignal(model.loaded):
        model.fetchMore(QModelIndex())
    assert model.rowCount() == 2 * PAGE


def test_an_overtaken_answer_is_dropped(qtbot: QtBot, studio: FakeStudio, monkeypatch: pytest.MonkeyPatch) -> None:
    answers: list[tuple[Callable[[Sequence[VideoRecord]], None], Sequence[VideoRecord]]] = []
    model = loaded(qtbot, studio)
    monkeypatch.setattr(studio, "videos", lambda query, offset, limit, then: answers.append((then, [v for v in studio.video_list if query.words in v.title])))
    model.show(VideoQuery(words="1"))
    model.show(VideoQuery(words="149"))
    (first, found_first), (second, found_second) = answers
    second(found_second)
    first(found_first)
    assert titles(model) == ["Video 149"]


def test_a_film_made_while_scrolling_is_not_shown_twice(qtbot: QtBot, studio: FakeStudio) -> None:
    model = loaded(qtbot, studio)
    studio.add_video("new one")
    with qtbot.waitSignal(model.loaded):
        model.fetchMore(QModelIndex())
    ids = [model.video(row).id for row in range(model.rowCount())]
    assert len(ids) == len(set(ids)) == 2 * PAGE - 1


def test_refresh_keeps_the_length_and_changes_in_place(qtbot: QtBot, studio: FakeStudio) -> None:
    model = loaded(qtbot, studio)
    with qtbot.waitSignal(model.loaded):
        model.fetchMore(QModelIndex())
    studio.video_list[-1] = dataclasses.replace(studio.video_list[-1], title="Other")
    with qtbot.waitSignals([model.loaded, model.dataChanged]), qtbot.assertNotEmitted(model.modelReset):
        model.refresh()
    assert model.rowCount() == 2 * PAGE
    assert model.video(0).title == "Other"


def test_queries_sort_and_filter(qtbot: QtBot, studio: FakeStudio) -> None:
    model = loaded(qtbot, studio)
    with qtbot.waitSignal(model.loaded):
        model.show(VideoQuery(words="video 14", order=VideoOrder.OLDEST))
    assert titles(model) == ["Video 14", *(f"Video {number}" for number in range(140, 150))]
    assert not model.canFetchMore(QModelIndex())
    assert model.row_of(studio.video_list[140].id) == 1
    assert model.row_of(studio.video_list[3].id) == -1

"""A film being made, or waiting for its turn: what happens now, how far, how long still."""

from __future__ import annotations

import time
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFont, QHideEvent, QImage, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from emlinh_desktop.domain.conversation import JobView
from emlinh_desktop.domain.event import STATION_PERCENT, JobStatus, ProgressEvent, Step
from emlinh_desktop.domain.fallback import Fallback
from emlinh_desktop.ui.buttons import IconButton, ThemedButton
from emlinh_desktop.ui.chat.bubble import Bubble, WordsLabel
from emlinh_desktop.ui.chat.event_text import station_values, step_text
from emlinh_desktop.ui.chat.fallback_panel import FallbackPanel
from emlinh_desktop.ui.chat.progress_parts import LivePicture, SmoothBar, StationRow
from emlinh_desktop.ui.chat.time_text import span_text
from emlinh_desktop.ui.theme import ui_font
from emlinh_desktop.ui.ui_text import ui_text, window_language


class ProgressBubble(Bubble):
    """Shows a queued or running job. Its owner passes on events, pictures and places in the queue."""

    cancel_wanted = Signal()
    move_wanted = Signal(int)
    """the wished place in the queue"""
    choice_wanted = Signal(object)
    """FallbackChoice, the answer to what was asked"""

    def __init__(self, view: JobView, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._view = view
        self._values: dict[Step, Mapping[str, Any]] = station_values(view.events)
        self._step = next((event.step for event in reversed(view.events) if event.step in STATION_PERCENT), Step.REQUEST_RECEIVED)
        self._began_at = _start_of(view)
        self._progress = view.job.progress
        self._eta_s: float | None = None
        self._eta_at = time.monotonic()
        self._cancelling = False
        self.question: FallbackPanel | None = None
        self._build()
        self._tick = QTimer(self)
        self._tick.setInterval(1000)
        self._tick.timeout.connect(self._show_times)
        window_language().language_changed.connect(self._show_all)
        if view.events:
            self._take_eta(view.events[-1])
        self._bar.set_percent(view.job.progress, at_once=True)
        self._show_all()

    def _build(self) -> None:
        self._message = WordsLabel(size_px=14, weight=QFont.Weight.DemiBold)
        self.box.addWidget(self._message)
        self._picture = LivePicture()
        self.box.addWidget(self._picture)
        bar_line = QHBoxLayout()
        bar_line.setSpacing(10)
        self._bar = SmoothBar()
        self._percent = QLabel()
        self._percent.setFont(ui_font(13, QFont.Weight.DemiBold))
        self._percent.setMinimumWidth(self._percent.fontMetrics().horizontalAdvance("100 %"))
        self._percent.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        bar_line.addWidget(self._bar, 1)
        bar_line.addWidget(self._percent)
        self.box.addLayout(bar_line)
        self._stations = StationRow()
        self.box.addWidget(self._stations)
        foot = QHBoxLayout()
        foot.setSpacing(2)
        self._times = QLabel()
        self._times.setFont(ui_font(12))
        self._times.setProperty("ink", "muted")
        foot.addWidget(self._times, 1)
        self.earlier_button = IconButton("ui.chat.queue_earlier", "up")
        self.later_button = IconButton("ui.chat.queue_later", "down")
        self.earlier_button.clicked.connect(self._ask_earlier)
        self.later_button.clicked.connect(self._ask_later)
        foot.addWidget(self.earlier_button)
        foot.addWidget(self.later_button)
        self.cancel_button = ThemedButton("ui.chat.cancel", kind="quiet")
        self.cancel_button.clicked.connect(self._ask_cancel)
        foot.addWidget(self.cancel_button)
        self.box.addLayout(foot)

    @property
    def message(self) -> str:
        """What it says."""
        return self._message.words

    @property
    def percent_text(self) -> str:
        """How far it says it is."""
        return self._percent.text()

    @property
    def times(self) -> str:
        """What it says about time, or about its place in the queue."""
        return self._times.text()

    # ---- what is told
    def show_view(self, view: JobView) -> None:
        """The job started, or moved in the queue."""
        if view.job.status is JobStatus.RUNNING and self._view.job.status is not JobStatus.RUNNING:
            self._began_at = datetime.now(UTC)
            self._eta_s = None
        self._view = view
        self._progress = max(self._progress, view.job.progress)
        self._values.update(station_values(view.events))
        self._show_all()

    def show_event(self, event: ProgressEvent) -> None:
        """A station was reached, or the current one went on."""
        if event.step not in STATION_PERCENT:
            return
        if "values" in event.data or event.step is Step.COMPLETED:
            self._values[event.step] = event.data.get("values", {})
        self._step = event.step
        self._take_eta(event)
        self._progress = event.progress
        self._bar.set_percent(event.progress)
        self._percent.setText(ui_text("ui.chat.percent", percent=int(event.progress)))
        self._show_message()
        self._show_times()

    def show_picture(self, picture: QImage) -> None:
        """The newest frame."""
        self._picture.show_picture(picture)

    def ask(self, fallback: Fallback | None) -> None:
        """Ask what to do about a failure; None: there is nothing to ask (any more)."""
        old, self.question = self.question, None
        if old is not None:
            self.box.removeWidget(old)
            old.hide()
            old.deleteLater()
        if fallback is not None:
            self.question = FallbackPanel(fallback)
            self.question.chosen.connect(self.choice_wanted)
            self.box.insertWidget(self.box.count() - 1, self.question)
            self.question.show()
        self._show_times()

    def _take_eta(self, event: ProgressEvent) -> None:
        eta_s = event.data.get("eta_s")
        if isinstance(eta_s, int | float):
            self._eta_s = float(eta_s)
            self._eta_at = time.monotonic()

    # ---- showing
    def _waiting(self) -> bool:
        return self._view.job.status is JobStatus.QUEUED

    def _show_all(self) -> None:
        waiting = self._waiting()
        self._bar.setVisible(not waiting)
        self._percent.setVisible(not waiting)
        self._stations.setVisible(not waiting)
        self.earlier_button.setVisible(waiting)
        self.later_button.setVisible(waiting)
        self.earlier_button.setEnabled(self._view.place > 1)
        self._percent.setText(ui_text("ui.chat.percent", percent=int(self._progress)))
        self._show_message()
        self._show_times()

    def _show_message(self) -> None:
        topic = self._view.job.brief.topic
        if self._waiting():
            self._message.set_words(ui_text("ui.chat.queued", topic=topic))
            return
        values = self._values.get(self._step, {"topic": topic} if self._step is Step.REQUEST_RECEIVED else None)
        if values is not None:
            self._message.set_words(step_text(self._step, values))
        self._stations.set_reached(list(self._values), self._step)

    def _show_times(self) -> None:
        if self._cancelling:
            self._times.setText(ui_text("ui.chat.cancelling"))
        elif self.question is not None:
            self._times.setText(ui_text("ui.chat.fallback.waiting"))
        elif self._waiting():
            key = "ui.chat.place_next" if self._view.place <= 1 else "ui.chat.place"
            self._times.setText(ui_text(key, place=self._view.place))
        else:
            elapsed = span_text((datetime.now(UTC) - self._began_at).total_seconds())
            left_s = None if self._eta_s is None else self._eta_s - (time.monotonic() - self._eta_at)
            if left_s is None:
                self._times.setText(ui_text("ui.chat.elapsed", elapsed=elapsed))
            elif left_s < 2:
                self._times.setText(ui_text("ui.chat.almost", elapsed=elapsed))
            else:
                self._times.setText(ui_text("ui.chat.times", elapsed=elapsed, left=span_text(left_s)))

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        super().showEvent(event)
        self._show_times()
        self._tick.start()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        super().hideEvent(event)
        self._tick.stop()

    # ---- what is wanted
    def _ask_cancel(self) -> None:
        self._cancelling = not self._waiting()
        self.cancel_button.setEnabled(False)
        self._show_times()
        self.cancel_wanted.emit()

    def _ask_earlier(self) -> None:
        self.move_wanted.emit(max(1, self._view.place - 1))

    def _ask_later(self) -> None:
        self.move_wanted.emit(self._view.place + 1)


def _start_of(view: JobView) -> datetime:
    """When the running attempt began: the first event after the last end, else the job's last change."""
    began: datetime | None = None
    for event in view.events:
        if event.step not in STATION_PERCENT:
            began = None
        elif began is None:
            began = event.timestamp
    moment = began or view.job.updated_at
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)

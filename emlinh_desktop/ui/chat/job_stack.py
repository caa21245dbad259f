"""All bubbles of one job, from its place in the queue to its end, kept in step with what is told about it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from emlinh_desktop.bridge.studio import StudioApi
from emlinh_desktop.domain.conversation import JobView
from emlinh_desktop.domain.event import JobId, JobStatus, ProgressEvent, Step
from emlinh_desktop.domain.fallback import FallbackChoice
from emlinh_desktop.ui.chat.column import Column
from emlinh_desktop.ui.chat.ended_bubbles import EndedBubble
from emlinh_desktop.ui.chat.finished_bubble import FinishedBubble
from emlinh_desktop.ui.chat.progress_bubble import ProgressBubble
from emlinh_desktop.ui.chat.station_bubbles import KEPT_STATIONS, NarrationBubble, StationBubble, station_bubble


class JobStack(Column):
    """Kept stations above, the state of now below."""

    again_wanted = Signal(object)
    """Brief"""

    def __init__(self, studio: StudioApi, view: JobView, parent: QWidget | None = None) -> None:
        super().__init__(6, parent=parent)
        self._studio = studio
        self.view = view
        self.stations: dict[Step, StationBubble] = {}
        self.state: ProgressBubble | FinishedBubble | EndedBubble = self._state_of(view)
        self.add(self.state)
        for event in view.events:
            self._keep_station(event)

    @property
    def job_id(self) -> JobId:
        return self.view.job.id

    def show_view(self, view: JobView) -> None:
        """The job's state or place changed."""
        before, self.view = self.view, view
        for event in view.events:
            self._keep_station(event)
        if isinstance(self.state, ProgressBubble) and _is_open(view):
            self.state.show_view(view)
        elif (before.job.status, before.video) != (view.job.status, view.video):
            self._change_state(view)

    def show_event(self, event: ProgressEvent) -> None:
        """One event of this job."""
        self._keep_station(event)
        if isinstance(self.state, ProgressBubble):
            self.state.show_event(event)

    def show_question(self) -> None:
        """The job asks something, or asks nothing any more."""
        if isinstance(self.state, ProgressBubble):
            asked = self._studio.fallback_question(self.job_id)
            self.state.ask(None if asked is None else asked.fallback)

    def show_picture(self, picture: QImage) -> None:
        """A frame of this job."""
        if isinstance(self.state, ProgressBubble):
            self.state.show_picture(picture)

    def release(self) -> None:
        """Stop sounds and films before the bubbles go."""
        if isinstance(self.state, FinishedBubble):
            self.state.release()
        for bubble in self.stations.values():
            if isinstance(bubble, NarrationBubble):
                bubble.stop()

    def _change_state(self, view: JobView) -> None:
        old = self.state
        self.state = self._state_of(view)
        self.add(self.state)
        if isinstance(old, FinishedBubble):
            old.release()
        self.remove(old)

    def _state_of(self, view: JobView) -> ProgressBubble | FinishedBubble | EndedBubble:
        bubble: ProgressBubble | FinishedBubble | EndedBubble
        if _is_open(view):
            bubble = ProgressBubble(view)
            bubble.cancel_wanted.connect(self._cancel)
            bubble.move_wanted.connect(self._move)
            bubble.choice_wanted.connect(self._choose)
            asked = self._studio.fallback_question(view.job.id)
            if asked is not None:
                bubble.ask(asked.fallback)
        elif view.job.status is JobStatus.COMPLETED:
            bubble = FinishedBubble(view)
            bubble.again_wanted.connect(self._ask_again)
        else:
            bubble = EndedBubble(view)
            bubble.resume_wanted.connect(self._resume)
            bubble.again_wanted.connect(self._ask_again)
        bubble.tail = True
        return bubble

    def _keep_station(self, event: ProgressEvent) -> None:
        if event.step not in KEPT_STATIONS or event.step in self.stations or "values" not in event.data:
            return
        bubble = station_bubble(event.step, event.data)
        if isinstance(bubble, NarrationBubble):
            bubble.wanted.connect(self._play_narration)
        self.stations[event.step] = bubble
        self.insert(len(self.stations) - 1, bubble)

    def _play_narration(self) -> None:
        bubble = self.stations[Step.AUDIO_COMPLETED]
        if isinstance(bubble, NarrationBubble):
            self._studio.narration(self.job_id, bubble.play)

    def _cancel(self) -> None:
        self._studio.cancel(self.job_id)

    def _resume(self) -> None:
        self._studio.resume(self.job_id)

    def _choose(self, choice: FallbackChoice) -> None:
        self._studio.answer_fallback(self.job_id, choice)

    def _move(self, place: int) -> None:
        self._studio.move(self.job_id, place)

    def _ask_again(self) -> None:
        self.again_wanted.emit(self.view.job.brief)


def _is_open(view: JobView) -> bool:
    return view.job.status in (JobStatus.QUEUED, JobStatus.RUNNING)

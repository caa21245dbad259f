"""The conversation's rows in a scroll area that holds only those near the eye.

Records of a long conversation are light and stay; widgets are made for the rows around the viewport and dropped when
they are far away. The place of reading is kept when rows come, go or grow; the view follows the newest row only
while it stands at the bottom.
"""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from emlinh_desktop.bridge.studio import StudioApi
from emlinh_desktop.domain.conversation import ChatPage, JobView, MessageId, MessageRecord
from emlinh_desktop.domain.event import JobId, ProgressEvent
from emlinh_desktop.ui.chat.bubble import TextBubble
from emlinh_desktop.ui.chat.job_stack import JobStack
from emlinh_desktop.ui.chat.message_row import MessageRow
from emlinh_desktop.ui.chat.row_scroll import RowScroll
from emlinh_desktop.ui.chat.rows import AskBubble, make_row
from emlinh_desktop.ui.chat.typing_bubble import TypingBubble
from emlinh_desktop.ui.ui_text import ui_text, window_language

_STEP_ROWS = 10  # made at once when a conversation opens, about a screen
_FILL_ROWS = 3  # made at once while scrolling: about 10 ms
_KEPT_ROWS = 70
_NEAR_PX = 900  # rows are made when the edge is nearer than this


class MessageList(RowScroll):
    """Shows one session's messages. Its owner loads pages when `older_wanted` comes."""

    older_wanted = Signal()
    again_wanted = Signal(object)
    """Brief of a film to make again"""
    said = Signal(str)
    """words of a pressed choice"""

    def __init__(self, studio: StudioApi, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._studio = studio
        self.records: list[MessageRecord] = []
        self.jobs: dict[JobId, JobView] = {}
        self._first = 0
        """index in `records` of the first row"""
        self._has_older = False
        self._asked_older = False
        self._sought: MessageId | None = None
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        window_language().language_changed.connect(self.retranslate)
        self.retranslate()

    def retranslate(self) -> None:
        """Name the list in the window's language."""
        self.setAccessibleName(ui_text("ui.chat.conversation"))
        self.setAccessibleDescription(ui_text("ui.chat.conversation_keys"))

    @property
    def wants_many(self) -> bool:
        """Whether a far message is being looked for, so that older pages should be large."""
        return self._sought is not None

    # ---- what is shown
    def clear(self) -> None:
        """Show nothing."""
        self._drop(0, len(self.rows))
        self.set_typing(False)
        self.records, self.jobs, self._first = [], {}, 0
        self._has_older = self._asked_older = False
        self._sought = None
        self._stuck = True
        self._place()

    def show_page(self, page: ChatPage) -> None:
        """Show the newest page of a session. An answer may be on its way already."""
        coming, self._typing = self._typing, None
        self.clear()
        self._typing = coming
        self.records = list(page.messages)
        self.jobs = dict(page.jobs)
        self._has_older = page.has_older
        self._first = len(self.records)
        self._make_above(_STEP_ROWS)
        self._place()
        self._fill()

    def add_older(self, page: ChatPage) -> None:
        """Put an older page above."""
        self._asked_older = False
        known = {record.id for record in self.records}
        older = [record for record in page.messages if record.id not in known]
        self.records[:0] = older
        self._first += len(older)
        self.jobs = {**page.jobs, **self.jobs}
        self._has_older = page.has_older and bool(older)
        if self._sought is not None:
            self.seek(self._sought)
        self._fill()

    def add_message(self, record: MessageRecord) -> None:
        """A new message at the end."""
        if any(record.id == known.id for known in self.records[-20:]):
            return
        shows_end = self._last == len(self.records)
        self.records.append(record)
        if shows_end:
            self._make_below(1)
            self._drop_far(above=True)
        self._place()

    def update_job(self, view: JobView) -> None:
        """A job changed."""
        self.jobs[view.job.id] = view
        for row in self.rows:
            if isinstance(row.content, JobStack) and row.content.job_id == view.job.id:
                row.content.show_view(view)
                return
        self._replace_waiting_row(view.job.id)

    def show_event(self, event: ProgressEvent) -> None:
        """An event of a job; kept also for rows that are not there now."""
        view = self.jobs.get(event.job_id)
        if view is None:
            return
        is_station = "values" in event.data or all(event.step is not known.step for known in view.events)
        events = (*view.events, event) if is_station else view.events
        self.jobs[event.job_id] = dataclasses.replace(view, events=events, job=dataclasses.replace(view.job, progress=event.progress))
        stack = self.stack_of(event.job_id)
        if stack is not None:
            stack.show_event(event)

    def show_question(self, job_id: JobId) -> None:
        """A job asks something, or asks nothing any more."""
        stack = self.stack_of(job_id)
        if stack is not None:
            stack.show_question()

    def show_picture(self, job_id: JobId, picture: QImage) -> None:
        """A frame of a job."""
        stack = self.stack_of(job_id)
        if stack is not None:
            stack.show_picture(picture)

    def stack_of(self, job_id: JobId) -> JobStack | None:
        """The bubbles of a job, if they are there."""
        return next((row.content for row in self.rows if isinstance(row.content, JobStack) and row.content.job_id == job_id), None)

    @property
    def is_typing(self) -> bool:
        """Whether the dots are there."""
        return self._typing is not None

    def set_typing(self, typing: bool) -> None:
        """Show or hide the dots."""
        if typing and self._typing is None:
            self._typing = MessageRow(TypingBubble(), mine=False, at=datetime.now(UTC), words="", parent=self._canvas)
            self._typing.show()
        elif not typing and self._typing is not None:
            self._throw_away(self._typing)
            self._typing = None
        self._place()

    def show_reply(self, words: str) -> None:
        """The words of an answer as they come, where the dots were."""
        if self._typing is not None and isinstance(self._typing.content, TextBubble):
            self._typing.content.label.set_words(words)
        else:
            self.set_typing(False)
            bubble = TextBubble(words, mine=False)
            bubble.tail = True
            self._typing = MessageRow(bubble, mine=False, at=datetime.now(UTC), words=words, parent=self._canvas)
            self._typing.show()
        self._typing.set_words(words)
        self._place()

    def seek(self, message_id: MessageId) -> None:
        """Scroll to a message, loading what lies between."""
        index = next((i for i, record in enumerate(self.records) if record.id == message_id), None)
        if index is None:
            self._sought = message_id if self._has_older else None
            self._ask_older()
            return
        self._sought = None
        self._drop(0, len(self.rows))
        self._stuck = False
        self._first = index
        self._make_below(_STEP_ROWS)
        self._make_above(_STEP_ROWS)
        self._place()
        row = self.rows[index - self._first]
        self.verticalScrollBar().setValue(row.y() - 60)
        row.setFocus(Qt.FocusReason.OtherFocusReason)
        self._fill()

    def to_bottom(self) -> None:
        """Show the newest row and stay there."""
        if self._last < len(self.records):
            self._drop(0, len(self.rows))
            self._first = len(self.records)
            self._make_above(_STEP_ROWS)
        self._stuck = True
        self._place()
        self._fill()

    # ---- rows
    @property
    def _last(self) -> int:
        return self._first + len(self.rows)

    def _row(self, index: int) -> MessageRow:
        row = make_row(self.records[index], self.jobs, self._studio)
        row.setParent(self._canvas)
        if isinstance(row.content, JobStack):
            row.content.again_wanted.connect(self.again_wanted)
        elif isinstance(row.content, AskBubble):
            row.content.said.connect(self.said)
        return row

    def _make_above(self, count: int) -> None:
        for _ in range(min(count, self._first)):
            self._first -= 1
            self.rows.insert(0, self._row(self._first))

    def _make_below(self, count: int) -> None:
        for index in range(self._last, min(len(self.records), self._last + count)):
            self.rows.append(self._row(index))

    def _drop(self, start: int, end: int) -> None:
        for row in self.rows[start:end]:
            if isinstance(row.content, JobStack):
                row.content.release()
            self._throw_away(row)
        del self.rows[start:end]
        self._first += end - start if start == 0 else 0

    def _drop_far(self, *, above: bool) -> None:
        spare = len(self.rows) - _KEPT_ROWS
        if spare > 0 and above:
            self._drop(0, spare)
        elif spare > 0:
            self._drop(len(self.rows) - spare, len(self.rows))

    def _replace_waiting_row(self, job_id: JobId) -> None:
        """A job message may come before its job is known: make its row anew."""
        for place, row in enumerate(self.rows):
            if self.records[self._first + place].job_id == job_id and not isinstance(row.content, JobStack):
                self.rows[place] = self._row(self._first + place)
                self._throw_away(row)
                self._place()
                return

    # ---- geometry
    def _shows_newest(self) -> bool:
        return self._last == len(self.records)

    def _mark_runs(self) -> None:
        """A day's heading where one begins, the face at the end of her runs."""
        for place, row in enumerate(self.rows):
            index = self._first + place
            day = self.records[index].created_at.astimezone().date()
            before = self.records[index - 1].created_at.astimezone().date() if index > 0 else None
            row.set_day(day if day != before else None)
            is_last = index + 1 == len(self.records)
            row.set_faced(not row.mine and (self._typing is None if is_last else self.records[index + 1].role is not self.records[index].role))

    def _scrolled(self) -> None:
        if self._placing:
            return
        self._stuck = self._at_bottom()
        self.bottom_left.emit(not self._stuck)
        self._fill()

    def _fill(self) -> None:
        """Make rows near the viewport, drop far ones, ask for older records. A hidden list has no geometry yet to go by."""
        if not self.isVisible():
            return
        bar = self.verticalScrollBar()
        while bar.value() < _NEAR_PX and self._first > 0:
            self._make_above(_FILL_ROWS)
            self._place()
            if not self._stuck:
                self._drop_far(above=False)
            elif bar.maximum() > _NEAR_PX:
                break
        while not self._placing and self._last < len(self.records) and bar.maximum() - bar.value() < _NEAR_PX:
            self._make_below(_FILL_ROWS)
            self._place()
            self._drop_far(above=True)
        self._place()
        if self._first == 0 and bar.value() < _NEAR_PX:
            self._ask_older()

    def _ask_older(self) -> None:
        if self._has_older and not self._asked_older:
            self._asked_older = True
            self.older_wanted.emit()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        super().showEvent(event)
        self._place()
        self._fill()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self._place()
        self._fill()

    # ---- keyboard
    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        bar = self.verticalScrollBar()
        match event.key():
            case Qt.Key.Key_Up | Qt.Key.Key_Down:
                self._move_focus(-1 if event.key() == Qt.Key.Key_Up else 1)
            case Qt.Key.Key_Home:
                bar.setValue(0)
            case Qt.Key.Key_End:
                self.to_bottom()
            case Qt.Key.Key_PageUp | Qt.Key.Key_PageDown:
                bar.triggerAction(bar.SliderAction.SliderPageStepSub if event.key() == Qt.Key.Key_PageUp else bar.SliderAction.SliderPageStepAdd)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if isinstance(self.focusWidget(), MessageRow):
                self._enter_row()
            case _:
                super().keyPressEvent(event)

    def _move_focus(self, step: int) -> None:
        focused = next((i for i, row in enumerate(self.rows) if row is self.focusWidget()), None)
        if not self.rows:
            return
        place = len(self.rows) - 1 if focused is None else min(len(self.rows) - 1, max(0, focused + step))
        row = self.rows[place]
        row.setFocus(Qt.FocusReason.TabFocusReason)
        self.ensureVisible(0, row.y(), 0, 20)
        self.ensureVisible(0, min(row.y() + row.height(), row.y() + self.viewport().height() - 40), 0, 20)

    def _enter_row(self) -> None:
        row = self.focusWidget()
        inner = next((w for w in row.findChildren(QWidget) if w.isVisible() and w.isEnabled() and w.focusPolicy() & Qt.FocusPolicy.TabFocus), None)
        if inner is not None:
            inner.setFocus(Qt.FocusReason.TabFocusReason)

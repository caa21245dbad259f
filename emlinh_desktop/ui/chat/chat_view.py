"""The conversation of one session: its messages or a greeting, and the composer under them."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QFont, QImage, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from emlinh_desktop.bridge.fallback_asker import FallbackQuestion
from emlinh_desktop.bridge.settings_holder import SettingsHolder
from emlinh_desktop.bridge.studio import StudioApi
from emlinh_desktop.domain.brief import Brief
from emlinh_desktop.domain.conversation import ChatPage, JobView, MessageId, MessageKind, MessageRecord, Role
from emlinh_desktop.domain.errors import EmlinhError
from emlinh_desktop.domain.event import JobId, ProgressEvent, SessionId
from emlinh_desktop.ui.buttons import IconButton
from emlinh_desktop.ui.chat.bubble import WordsLabel
from emlinh_desktop.ui.chat.composer import Composer
from emlinh_desktop.ui.chat.empty_state import EmptyState
from emlinh_desktop.ui.chat.event_text import error_text
from emlinh_desktop.ui.chat.message_list import MessageList
from emlinh_desktop.ui.icons import icon
from emlinh_desktop.ui.theme import colours, theme_news, ui_font
from emlinh_desktop.ui.ui_text import ui_text, window_language

PAGE_MESSAGES = 40
_SEEK_MESSAGES = 500
_COMPOSER_PX = 860
_NARROW_PX = 520


class ChatView(QWidget):
    """What is seen of a session. Everything wanted goes to the studio, everything shown comes from it."""

    session_wanted = Signal()
    """words were said and there is no session yet: make one and open it, they are sent then"""

    def __init__(self, studio: StudioApi, settings: SettingsHolder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._studio = studio
        self._settings = settings
        self._session: SessionId | None = None
        self._unsent: tuple[str, tuple[Path, ...], Brief] | Brief | None = None
        self._sought: MessageId | None = None
        self.setAcceptDrops(True)
        self._build()
        self._connect()
        window_language().language_changed.connect(self.retranslate)
        theme_news().changed.connect(self._colour)
        self.retranslate()
        self._colour()

    def _build(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        self.stack = QStackedWidget()
        self.empty = EmptyState()
        self.messages = MessageList(self._studio)
        self.stack.addWidget(self.empty)
        self.stack.addWidget(self.messages)
        box.addWidget(self.stack, 1)
        self.notice = Notice()
        box.addWidget(self.notice)
        self.composer = Composer(self._settings)
        self._composer_line = QHBoxLayout()
        self._composer_line.setContentsMargins(14, 4, 14, 14)
        self._composer_line.addWidget(self.composer)
        box.addLayout(self._composer_line)
        self.jump_button = QToolButton(self)
        self.jump_button.setProperty("kind", "jump")
        self.jump_button.setFixedSize(36, 36)
        self.jump_button.setIconSize(QSize(20, 20))
        self.jump_button.hide()
        self._drop_veil = DropVeil(self)
        self._drop_veil.hide()

    def _connect(self) -> None:
        studio = self._studio
        studio.told.connect(self._show_event)
        studio.job_changed.connect(self._show_job)
        studio.preview.connect(self._show_preview)
        studio.message_added.connect(self._show_message)
        studio.thinking.connect(self._show_thinking)
        studio.fallback_asked.connect(self._show_question)
        studio.fallback_closed.connect(self._close_question)
        studio.reply_words.connect(self._show_reply)
        studio.trouble.connect(self._show_trouble)
        self.messages.older_wanted.connect(self._load_older)
        self.messages.again_wanted.connect(self.load_brief)
        self.messages.said.connect(self.say)
        self.messages.bottom_left.connect(self._show_jump)
        self.empty.wished.connect(self.say)
        self.jump_button.clicked.connect(self.messages.to_bottom)
        self.composer.sent.connect(self._say)
        self.composer.make_wanted.connect(self._make)
        self.composer.stop_wanted.connect(self._stop_reply)
        self.composer.recall_wanted.connect(self._recall)
        self.composer.refused.connect(self._refuse)

    def retranslate(self) -> None:
        """Say it in the window's language."""
        self.jump_button.setToolTip(ui_text("ui.chat.jump"))
        self.jump_button.setAccessibleName(ui_text("ui.chat.jump"))

    # ---- for the window
    @property
    def session_id(self) -> SessionId | None:
        return self._session

    def open_session(self, session_id: SessionId) -> None:
        """Show a session's newest messages; send what waited for it."""
        self._session = session_id
        self._sought = None
        self.composer.set_answering(False)
        self.messages.clear()
        self.notice.hide()
        self._studio.chat_page(session_id, None, PAGE_MESSAGES, self._show_page)
        unsent, self._unsent = self._unsent, None
        if isinstance(unsent, Brief):
            self._make(unsent)
        elif unsent is not None:
            self._say(*unsent)

    def show_message(self, session_id: SessionId, message_id: MessageId) -> None:
        """Open a session at one of its messages (a search hit)."""
        if session_id == self._session and self.messages.records:
            self.messages.seek(message_id)
            return
        self.open_session(session_id)
        self._sought = message_id

    def close_session(self) -> None:
        """Show the greeting: the session was deleted, or a new one begins with the next words."""
        self._session = None
        self.messages.clear()
        self._show_stack()

    def add_files(self, paths: Sequence[Path]) -> None:
        """Files become script, background or music of the next film."""
        self.composer.add_files(paths)

    def load_brief(self, brief: Brief) -> None:
        """All settings of a film back into the composer, to make it again."""
        self.composer.load(brief)

    def focus_composer(self) -> None:
        """Let the user write."""
        self.composer.edit.setFocus()

    # ---- what is told
    def _show_page(self, page: ChatPage) -> None:
        if page.messages and page.messages[0].session_id != self._session:
            return  # an answer for a session left since
        self.stack.setCurrentWidget(self.messages if page.messages else self.empty)  # first: a hidden list has no geometry
        self.messages.show_page(page)
        self._show_stack()
        if self._sought is not None:
            sought, self._sought = self._sought, None
            self.messages.seek(sought)

    def _load_older(self) -> None:
        if self._session is None or not self.messages.records:
            return
        limit = _SEEK_MESSAGES if self.messages.wants_many else PAGE_MESSAGES
        self._studio.chat_page(self._session, self.messages.records[0].id, limit, self._show_older)

    def _show_older(self, page: ChatPage) -> None:
        if not page.messages or page.messages[0].session_id == self._session:
            self.messages.add_older(page)

    def _show_message(self, message: MessageRecord) -> None:
        if message.session_id == self._session:
            self.messages.add_message(message)
            if message.role is Role.USER:
                self.messages.to_bottom()
            self._show_stack()

    def _show_job(self, view: JobView) -> None:
        if view.job.session_id == self._session:
            self.messages.update_job(view)

    def _show_event(self, event: ProgressEvent) -> None:
        if event.session_id == self._session:
            self.messages.show_event(event)

    def _show_preview(self, job_id: str, picture: QImage) -> None:
        self.messages.show_picture(JobId(job_id), picture)

    def _show_question(self, question: FallbackQuestion) -> None:
        self.messages.show_question(question.job_id)

    def _close_question(self, job_id: str) -> None:
        self.messages.show_question(JobId(job_id))

    def _show_thinking(self, session_id: str, thinks: bool) -> None:
        if session_id == self._session:
            self.messages.set_typing(thinks)
            self.composer.set_answering(thinks)

    def _show_reply(self, session_id: str, words: str) -> None:
        if session_id == self._session:
            self.messages.show_reply(words)

    def _stop_reply(self) -> None:
        if self._session is not None:
            self._studio.stop_reply(self._session)

    def _show_trouble(self, error: EmlinhError) -> None:
        self.notice.tell(error_text(error))

    def _show_stack(self) -> None:
        self.stack.setCurrentWidget(self.messages if self.messages.records else self.empty)
        self._show_jump(False if not self.messages.records else self.messages.is_away)

    # ---- what is wanted
    def say(self, words: str) -> None:
        """Send words as the user would, with what the chips show."""
        self._say(words, (), self.composer.brief)

    def _say(self, words: str, files: tuple[Path, ...], brief: Brief) -> None:
        self.notice.hide()
        if self._session is None:
            self._unsent = (words, files, brief)
            self.session_wanted.emit()
            return
        self._studio.say(self._session, words, dataclasses.replace(brief, topic=""), files)

    def _make(self, brief: Brief) -> None:
        if self._session is None:
            self._unsent = brief
            self.session_wanted.emit()
            return
        self._studio.make(self._session, brief)

    def _recall(self) -> None:
        said = (record.text for record in reversed(self.messages.records) if record.role is Role.USER and record.kind is MessageKind.TEXT)
        self.composer.set_words(next(said, ""))

    def _refuse(self, paths: list[Path]) -> None:
        self.notice.tell(ui_text("ui.chat.file_refused", names=", ".join(path.name for path in paths)))

    # ---- looks
    def _show_jump(self, away: bool) -> None:
        self.jump_button.setVisible(away and self.stack.currentWidget() is self.messages)
        self._place_jump()

    def _place_jump(self) -> None:
        bottom = self.stack.geometry().bottom()
        self.jump_button.move(self.width() - self.jump_button.width() - 22, bottom - self.jump_button.height() - 10)
        self.jump_button.raise_()

    def _colour(self) -> None:
        self.jump_button.setIcon(icon("down", colours().text, 20))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        side = max(8 if self.width() < _NARROW_PX else 14, (self.width() - _COMPOSER_PX) // 2)
        self._composer_line.setContentsMargins(side, 4, side, 8 if self.width() < _NARROW_PX else 14)
        self.composer.set_narrow(self.width() < _NARROW_PX)
        self._drop_veil.setGeometry(self.rect())
        self._place_jump()

    # ---- files from outside
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()
            self._drop_veil.show()
            self._drop_veil.raise_()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802 - Qt's name
        self._drop_veil.hide()
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        self._drop_veil.hide()
        self.add_files([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])
        event.acceptProposedAction()


class Notice(QWidget):
    """A line above the composer about something that belongs to no film."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        line = QHBoxLayout(self)
        line.setContentsMargins(20, 6, 14, 6)
        self.label = WordsLabel(ink="danger", size_px=13)
        self._close = IconButton("ui.chat.dismiss", "close", size_px=14)
        self._close.clicked.connect(self.hide)
        line.addWidget(self.label, 1)
        line.addWidget(self._close)
        self.hide()

    def tell(self, words: str) -> None:
        """Say it until it is closed."""
        self.label.set_words(words)
        self.show()


class DropVeil(QWidget):
    """Says what dropping will do, while files hover over the window."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        now = colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QColor(now.window)
        ground.setAlphaF(0.93)
        painter.fillRect(self.rect(), ground)
        frame = QRectF(self.rect()).adjusted(16, 16, -16, -16)
        painter.setPen(QPen(QColor(now.link), 2, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(frame, 18, 18)
        painter.setPen(QColor(now.text))
        painter.setFont(ui_font(17, QFont.Weight.DemiBold))
        painter.drawText(frame.adjusted(20, 0, -20, -30), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, ui_text("ui.chat.drop_here"))
        painter.setPen(QColor(now.muted))
        painter.setFont(ui_font(13))
        painter.drawText(frame.adjusted(20, 44, -20, 0), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, ui_text("ui.chat.drop_kinds"))
        painter.end()

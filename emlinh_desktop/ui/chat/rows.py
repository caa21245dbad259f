"""Message -> row: which bubble shows which kind of message."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from emlinh_desktop.bridge.studio import StudioApi
from emlinh_desktop.domain.conversation import JobView, MessageKind, MessageRecord, Role
from emlinh_desktop.domain.event import JobId
from emlinh_desktop.ui.chat.bubble import Bubble, TextBubble, WordsLabel
from emlinh_desktop.ui.chat.flow_layout import FlowLayout
from emlinh_desktop.ui.chat.job_stack import JobStack
from emlinh_desktop.ui.chat.message_row import MessageRow


class AskBubble(TextBubble):
    """Words with buttons; pressing one says something."""

    said = Signal(str)

    def __init__(self, words: str, choices: list[Mapping[str, Any]], parent: QWidget | None = None) -> None:
        super().__init__(words, mine=False, parent=parent)
        line = FlowLayout()
        self.buttons: list[QPushButton] = []
        for choice in choices:
            button = QPushButton(str(choice.get("label", "")))
            button.setProperty("kind", "choice")
            button.clicked.connect(partial(self._choose, str(choice.get("say", ""))))
            line.addWidget(button)
            self.buttons.append(button)
        self.box.addLayout(line)

    def width_in(self, available_px: int) -> int:
        """A card's: buttons want room."""
        return max(super().width_in(available_px), Bubble.width_in(self, min(available_px, 420)))

    def _choose(self, words: str, _checked: bool = False) -> None:
        self.setEnabled(False)
        self.said.emit(words)


def make_row(message: MessageRecord, jobs: Mapping[JobId, JobView], studio: StudioApi) -> MessageRow:
    """The row of a message."""
    mine = message.role is Role.USER
    content: QWidget
    if message.kind is MessageKind.JOB and message.job_id is not None and message.job_id in jobs:
        content = JobStack(studio, jobs[message.job_id])
    elif message.kind is MessageKind.ASK:
        content = AskBubble(message.text, list(message.data.get("choices", ())))
    else:
        content = TextBubble(message.text, mine=mine)
    if isinstance(content, Bubble):
        content.tail = True
    return MessageRow(content, mine=mine, at=message.created_at, words=message.text)


def all_words(row: MessageRow) -> list[str]:
    """Every text a row shows, for tests and for reading aloud."""
    return [label.words for label in row.findChildren(WordsLabel)]

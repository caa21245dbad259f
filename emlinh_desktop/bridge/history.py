"""What a language model is shown of a conversation: its newest words, bounded."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from emlinh_desktop.domain.conversation import MessageKind, MessageRecord, Role
from emlinh_desktop.domain.event import JobId, SessionId
from emlinh_desktop.domain.language_model import ModelMessage

if TYPE_CHECKING:
    from emlinh_desktop.store.sqlite_store import SqliteStore

MESSAGES = 24
CHARACTERS = 8_000
_OF_ONE_MESSAGE = 1_500
_SCRIPT = "[script]"


def history(store: SqliteStore, session_id: SessionId, words: str, holds_script: Callable[[str], bool]) -> list[ModelMessage]:
    """The session's newest messages, oldest first, ending with `words`, which the user just said.

    Reports of faults are left out, and what holds a script of the user's own. Messages of one speaker in a row are one: some chat
    templates insist on turns.
    """
    page = store.chat_page(session_id, None, MESSAGES)
    records = list(page.messages)
    if records and records[-1].role is Role.USER and records[-1].text == words:
        records.pop()
    own = {job_id for job_id, view in page.jobs.items() if view.job.brief.script_text is not None}
    kept: list[ModelMessage] = [ModelMessage("user", words)]
    left = CHARACTERS
    for record in reversed(records):
        said = _text(record, own, holds_script)
        left -= len(said)
        if left < 0:
            break
        if said:
            kept.insert(0, ModelMessage(record.role.value, said))
    merged: list[ModelMessage] = []
    for message in kept:
        if merged and merged[-1].role == message.role:
            merged[-1] = ModelMessage(message.role, f"{merged[-1].text}\n{message.text}")
        else:
            merged.append(message)
    return merged


def _text(record: MessageRecord, own: set[JobId], holds_script: Callable[[str], bool]) -> str:
    if "error_code" in record.data:
        return ""
    if record.kind is MessageKind.JOB:
        return "[video]" if record.job_id in own else f"[video: {record.text}]"[:_OF_ONE_MESSAGE]
    if record.role is Role.USER and holds_script(record.text):
        return _SCRIPT
    return record.text[:_OF_ONE_MESSAGE]

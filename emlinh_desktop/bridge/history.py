"""What a language model is shown of a conversation: its newest words, bounded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from emlinh_desktop.domain.conversation import MessageKind, MessageRecord, Role
from emlinh_desktop.domain.event import SessionId
from emlinh_desktop.domain.language_model import ModelMessage

if TYPE_CHECKING:
    from emlinh_desktop.store.sqlite_store import SqliteStore

MESSAGES = 24
CHARACTERS = 8_000
_OF_ONE_MESSAGE = 1_500


def history(store: SqliteStore, session_id: SessionId, words: str) -> list[ModelMessage]:
    """The session's newest messages, oldest first, ending with `words`, which the user just said. Reports of faults are left out.

    Messages of one speaker in a row are one: some chat templates insist on turns.
    """
    records, _ = store.messages(session_id, None, MESSAGES)
    if records and records[-1].role is Role.USER and records[-1].text == words:
        records.pop()
    kept: list[ModelMessage] = [ModelMessage("user", words)]
    left = CHARACTERS
    for record in reversed(records):
        said = _text(record)
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


def _text(record: MessageRecord) -> str:
    if "error_code" in record.data:
        return ""
    return f"[video: {record.text}]"[:_OF_ONE_MESSAGE] if record.kind is MessageKind.JOB else record.text[:_OF_ONE_MESSAGE]

"""Conversations: sessions and their messages, in pages, searched, deleted with a way back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete, select, update

from emlinh_desktop.domain.conversation import MessageId, MessageKind, MessageRecord, Role, SearchHit, SessionRecord
from emlinh_desktop.domain.event import JobId, SessionId
from emlinh_desktop.store.columns import now_utc, readable
from emlinh_desktop.store.folding import excerpt, folded, matches
from emlinh_desktop.store.repository import Repository
from emlinh_desktop.store.tables import MessageRow, SessionRow

_HITS = 50


class ConversationRecords(Repository):
    """Sessions in which something was said; a session comes into being with its first message."""

    def add_message(
        self,
        session_id: SessionId,
        role: Role,
        text: str,
        kind: MessageKind = MessageKind.TEXT,
        job_id: JobId | None = None,
        data: Mapping[str, Any] | None = None,
    ) -> MessageRecord:
        """Store one message and move its session to the top."""
        now = now_utc()
        text = readable(text)
        with self._database.writing() as session:
            owner = session.get(SessionRow, session_id)
            if owner is None:
                owner = SessionRow(id=session_id)
                session.add(owner)
            owner.last_message_at = now
            session.flush()
            row = MessageRow(
                session_id=session_id, role=role.value, text=text, kind=kind.value, job_id=job_id, data=dict(data or {}), folded=folded(text), created_at=now
            )
            session.add(row)
            session.flush()
            return _message(row)

    def messages(self, session_id: SessionId, before: MessageId | None, limit: int) -> tuple[list[MessageRecord], bool]:
        """The newest messages (or those before one), oldest first, and whether older ones exist."""
        query = select(MessageRow).where(MessageRow.session_id == session_id).order_by(MessageRow.id.desc()).limit(limit + 1)
        if before is not None:
            query = query.where(MessageRow.id < before)
        with self._database.reading() as session:
            rows = list(session.scalars(query))
        return [_message(row) for row in reversed(rows[:limit])], len(rows) > limit

    def sessions(self, archived: bool) -> list[SessionRecord]:
        """Favourites first, then the newest spoken in."""
        query = (
            select(SessionRow)
            .where(SessionRow.last_message_at.is_not(None), SessionRow.deleted_at.is_(None), SessionRow.archived == archived)
            .order_by(SessionRow.favourite.desc(), SessionRow.last_message_at.desc())
        )
        with self._database.reading() as session:
            return [_session(row) for row in session.scalars(query)]

    def search(self, words: str) -> list[SearchHit]:
        """Sessions by their titles, then messages, newest first; marks and capitals do not matter. No words find nothing."""
        if not words.split():
            return []
        spoken_in = SessionRow.last_message_at.is_not(None) & SessionRow.deleted_at.is_(None)
        titles = select(SessionRow).where(spoken_in, matches(SessionRow.folded, words)).order_by(SessionRow.last_message_at.desc()).limit(_HITS)
        texts = (
            select(MessageRow, SessionRow)
            .join(SessionRow, SessionRow.id == MessageRow.session_id)
            .where(spoken_in, matches(MessageRow.folded, words))
            .order_by(MessageRow.id.desc())
            .limit(_HITS)
        )
        with self._database.reading() as session:
            hits = [SearchHit(_session(row), None, row.title) for row in session.scalars(titles)]
            hits += [SearchHit(_session(owner), MessageId(row.id), excerpt(row.text, words)) for row, owner in session.execute(texts)]
        return hits

    def rename_session(self, session_id: SessionId, title: str, *, only_untitled: bool = False) -> None:
        """Give a session its title. An unknown session is passed over: nothing was said in it yet."""
        title = " ".join(readable(title).split())
        query = update(SessionRow).where(SessionRow.id == session_id).values(title=title, folded=folded(title))
        if only_untitled:
            query = query.where(SessionRow.title == "")
        with self._database.writing() as session:
            session.execute(query)

    def set_favourite(self, session_id: SessionId, favourite: bool) -> None:
        self._set(session_id, favourite=favourite)

    def set_archived(self, session_id: SessionId, archived: bool) -> None:
        self._set(session_id, archived=archived)

    def delete_session(self, session_id: SessionId) -> None:
        """Out of every list, until `restore_session` or the next start's `forget_deleted`. Its films stay in the library."""
        self._set(session_id, deleted_at=now_utc())

    def restore_session(self, session_id: SessionId) -> None:
        self._set(session_id, deleted_at=None)

    def forget_deleted(self) -> None:
        """Forget for good what was said in deleted sessions."""
        with self._database.writing() as session:
            gone = select(SessionRow.id).where(SessionRow.deleted_at.is_not(None))
            session.execute(delete(MessageRow).where(MessageRow.session_id.in_(gone)))
            session.execute(
                update(SessionRow).where(SessionRow.deleted_at.is_not(None)).values(title="", folded="", last_message_at=None, deleted_at=None, favourite=False)
            )

    def _set(self, session_id: SessionId, **values: Any) -> None:
        with self._database.writing() as session:
            session.execute(update(SessionRow).where(SessionRow.id == session_id).values(**values))


def _session(row: SessionRow) -> SessionRecord:
    return SessionRecord(
        id=SessionId(row.id),
        title=row.title,
        favourite=row.favourite,
        archived=row.archived,
        created_at=row.created_at,
        last_message_at=row.last_message_at or row.created_at,
    )


def _message(row: MessageRow) -> MessageRecord:
    return MessageRecord(
        id=MessageId(row.id),
        session_id=SessionId(row.session_id),
        role=Role(row.role),
        kind=MessageKind(row.kind),
        text=row.text,
        job_id=None if row.job_id is None else JobId(row.job_id),
        created_at=row.created_at,
        data=row.data,
    )

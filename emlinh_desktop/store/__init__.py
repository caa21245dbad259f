"""The records: sessions, messages, videos, jobs, events, lines and assets in SQLite.

Owns SQLAlchemy and Alembic; everything leaves this room as values of `domain`. Must not know what the
records are used for. Begin in `sqlite_store.py`; `tables.py` draws the tables.
"""

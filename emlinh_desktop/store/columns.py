"""Column types that never refuse a text and never lose a moment.

SQLite takes any value in any column; Python's driver refuses lone surrogates, and a NUL cuts a text short in
SQL functions. Both come in with file names and hostile topics, so each text column says how it deals with them.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any, TypeAlias

from sqlalchemy import Dialect, Text
from sqlalchemy.types import TypeDecorator

Json: TypeAlias = dict[str, Any]


def now_utc() -> datetime:
    """The present moment, in UTC."""
    return datetime.now(UTC)


def _encodable(value: str) -> bool:
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def readable(value: str) -> str:
    """The text without NULs, a lone surrogate shown as U+FFFD."""
    value = value.replace("\0", "")
    return value if _encodable(value) else value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


class PlainText(TypeDecorator[str]):
    """Text for reading, kept as `readable` makes it."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - the base class's signature
        return None if value is None else readable(value)


class PathText(TypeDecorator[str]):
    """A path that comes back as it went in; one that is no UTF-8 (POSIX allows it) is kept as bytes."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | bytes | None:  # noqa: ARG002 - the base class's signature
        return value if value is None or _encodable(value) else value.encode("utf-8", "surrogatepass")  # SQLite keeps bytes in a text column

    def process_result_value(self, value: str | bytes | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - the base class's signature
        return value.decode("utf-8", "surrogatepass") if isinstance(value, bytes) else value


class JsonText(TypeDecorator[Json]):
    """A JSON object, letters readable; escaped where UTF-8 cannot hold them, so any text comes back as it went in.

    A value JSON does not know (NaN too) raises TypeError or ValueError inside SQLAlchemy's StatementError.
    """

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Json | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - the base class's signature
        if value is None:
            return None
        written = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
        return written if _encodable(written) else json.dumps(value, allow_nan=False, separators=(",", ":"))

    def process_result_value(self, value: str | None, dialect: Dialect) -> Json | None:  # noqa: ARG002 - the base class's signature
        return None if value is None else dict(json.loads(value))


class UtcText(TypeDecorator[datetime]):
    """A moment as ISO 8601 in UTC with microseconds: every value has the same length, so text order is time order."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - the base class's signature
        return None if value is None else value.astimezone(UTC).isoformat(timespec="microseconds")

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - the base class's signature
        return None if value is None else datetime.fromisoformat(value)


class BigNumber(TypeDecorator[int]):
    """An integer of any size as decimal digits: a seed may be an unsigned 64-bit hash, which SQLite's INTEGER cannot hold."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: int | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - the base class's signature
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> int | None:  # noqa: ARG002 - the base class's signature
        return None if value is None else int(value)

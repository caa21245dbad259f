"""A history of years, written past the store: 200 sessions, 10,000 messages, 1,000 films with 100 events each."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from emlinh_desktop.domain.event import STATIONS
from emlinh_desktop.store.folding import folded


def write_long_history(database: Path) -> None:
    """Fill a database of the newest schema."""
    now = "2026-11-24T08:00:00.000000+00:00"
    text = "Tạo video 45 giây về lợi ích của việc đọc sách mỗi ngày, khổ dọc, nền văn phòng, " * 3
    with sqlite3.connect(database, isolation_level=None) as plain:
        plain.execute("BEGIN")
        plain.executemany(
            "INSERT INTO sessions (id, title, created_at, last_message_at, folded) VALUES (?, ?, ?, ?, ?)",
            [(f"s{n}", f"Phiên {n}", now, now, f"phien {n}") for n in range(200)],
        )
        columns = "id, session_id, brief, status, progress, error_params, created_at, updated_at, script_version"
        plain.executemany(
            f"INSERT INTO jobs ({columns}) VALUES (?, ?, ?, 'completed', 100, '{{}}', ?, ?, 0)",
            [(f"j{n}", f"s{n % 200}", '{"topic":"a"}', now, now) for n in range(1000)],
        )
        columns = "job_id, session_id, title, topic, status, composition, background, voice, report, created_at, folded, duration_s"
        plain.executemany(
            f"INSERT INTO videos ({columns}) VALUES (?, ?, ?, 'a', 'completed', 'Scene-Landscape', 'office', 'v', '{{}}', ?, ?, 30)",
            [(f"j{n}", f"s{n % 200}", f"Phim {n}", now, f"phim {n}") for n in range(1000)],
        )
        columns = "session_id, role, text, created_at, kind, job_id, folded"
        plain.executemany(
            f"INSERT INTO messages ({columns}) VALUES (?, 'user', ?, ?, ?, ?, ?)",
            [(f"s{n % 200}", f"{text}{n}", now, "job" if n < 1000 else "text", f"j{n}" if n < 1000 else None, folded(f"{text}{n}")) for n in range(10_000)],
        )
        steps = STATIONS
        columns = "job_id, session_id, step, message, progress, data, timestamp"
        plain.executemany(
            f"INSERT INTO progress_events ({columns}) VALUES (?, ?, ?, 'm', ?, '{{}}', ?)",
            [(f"j{n % 1000}", f"s{n % 200}", steps[n // 1000 * 12 // 100].value, n // 1000, now) for n in range(100_000)],
        )
        plain.execute("COMMIT")
    plain.close()

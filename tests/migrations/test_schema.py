"""From every released schema to the newest, and what is refused."""

from __future__ import annotations

import contextlib
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from emlinh_desktop.base.cancellation import Cancelled, CancelToken
from emlinh_desktop.base.paths import AppPaths, app_paths
from emlinh_desktop.domain.brief import Brief
from emlinh_desktop.domain.conversation import MessageKind, Role, VideoQuery
from emlinh_desktop.domain.errors import ErrorCode, ProductError, ResourceError
from emlinh_desktop.domain.event import CLI_SESSION, JobStatus
from emlinh_desktop.store import schema
from emlinh_desktop.store.database import Database
from emlinh_desktop.store.sqlite_store import open_store
from emlinh_desktop.store.tables import Table

ROOT = Path(__file__).parents[2]


@pytest.fixture
def paths() -> AppPaths:
    found = app_paths()
    found.data.mkdir(parents=True)
    return found


def plain(path: Path) -> contextlib.closing[sqlite3.Connection]:
    return contextlib.closing(sqlite3.connect(path, isolation_level=None))


def revision_in(path: Path) -> str:
    with plain(path) as connection:
        return str(connection.execute("SELECT version_num FROM alembic_version").fetchone()[0])


def make_at(path: Path, revision: str) -> None:
    """A database as that release left it."""
    database = Database(path)
    database.use_wal()
    with database.migrating() as connection:
        schema.upgrade(connection, revision)
    database.close()


def test_the_list_of_revisions_is_the_migrations_own() -> None:
    script = ScriptDirectory(str(schema.MIGRATIONS))
    assert tuple(r.revision for r in reversed(list(script.walk_revisions()))) == schema.REVISIONS


def test_the_migrations_make_what_the_tables_say(paths: AppPaths) -> None:
    make_at(paths.database, "head")
    engine = create_engine(f"sqlite:///{paths.database}")
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, Table.metadata) == []
    engine.dispose()
    with plain(paths.database) as connection:
        growing = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE sql LIKE '%AUTOINCREMENT%'")}
    assert (
        growing
        == {table.name for table in Table.metadata.tables.values() if table.dialect_options["sqlite"]["autoincrement"]}
        == {
            "messages",
            "progress_events",
            "videos",
        }
    )


@pytest.mark.parametrize("revision", schema.REVISIONS)
def test_every_released_schema_is_brought_to_the_newest(paths: AppPaths, revision: str) -> None:
    make_at(paths.database, revision)
    with open_store(paths, CancelToken()) as store:
        job_id = store.create_job(Brief("a"), CLI_SESSION, None)
        assert store.job(job_id).brief == Brief("a")
    assert revision_in(paths.database) == schema.REVISIONS[-1]


def test_what_the_first_schema_held_is_kept_and_found(paths: AppPaths) -> None:
    with plain(paths.database) as connection:
        connection.executescript((Path(__file__).parent / "schema_0001.sql").read_text(encoding="utf-8"))
    with open_store(paths, CancelToken()) as store:
        failed, done = store.jobs()
        assert (done.status, failed.error_code) == (JobStatus.COMPLETED, "disk_full")
        assert [video.title for video in store.videos(VideoQuery("loi ich doc"))] == ["Đọc sách"]
        (web,) = store.sessions(archived=False)
        assert [hit.session.id for hit in store.search("giac ngu")] == [web.id] == ["web"]
        (message,), has_older = store.messages(web.id, None, 10)
        assert (message.kind, message.role, message.job_id, has_older) == (MessageKind.TEXT, Role.USER, None, False)
        assert web.last_message_at == message.created_at
        script = store.script(done.id)
        assert script is not None
        assert [line.text for line in script.lines] == ["Xin chào các bạn.", "Hẹn gặp lại."]
        assert store.waiting() == []
        assert store.add_message(web.id, Role.USER, "a").id == 2


def test_a_new_database_is_in_wal_mode_and_has_no_back_up(paths: AppPaths) -> None:
    open_store(paths, CancelToken()).close()
    with plain(paths.database) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert not paths.database.with_name("emlinh.sqlite3.bak").exists()


def add_a_later_migration(folder: Path, monkeypatch: pytest.MonkeyPatch, body: str) -> None:
    """Pretend the next release: the shipped migrations and one more."""
    copy = folder / "migrations 100%"
    (copy / "versions").mkdir(parents=True)
    for file in schema.MIGRATIONS.rglob("*.*"):
        if file.suffix in (".py", ".mako"):
            (copy / file.relative_to(schema.MIGRATIONS)).write_bytes(file.read_bytes())
    head = f'from alembic import op\nimport sqlalchemy as sa\nrevision = "9998"\ndown_revision = "{schema.REVISIONS[-1]}"\ndef upgrade():\n'
    (copy / "versions" / "r9998_next.py").write_text(head + body)
    monkeypatch.setattr(schema, "MIGRATIONS", copy)
    monkeypatch.setattr(schema, "REVISIONS", (*schema.REVISIONS, "9998"))


def test_a_back_up_is_made_before_an_upgrade(paths: AppPaths, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_store(paths, CancelToken()) as store:
        job_id = store.create_job(Brief("a"), CLI_SESSION, None)
    add_a_later_migration(tmp_path, monkeypatch, '    op.add_column("sessions", sa.Column("mood", sa.Text()))\n')
    *_, before, after = schema.REVISIONS
    with open_store(paths, CancelToken()) as store:
        assert [job.id for job in store.jobs()] == [job_id]
    backup = paths.database.with_name("emlinh.sqlite3.bak")
    assert (revision_in(backup), revision_in(paths.database)) == (before, after)
    with plain(backup) as connection:
        assert connection.execute("SELECT id FROM jobs").fetchall() == [(job_id,)]


def test_a_migration_that_fails_half_way_leaves_the_old_schema(paths: AppPaths, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_store(paths, CancelToken()) as store:
        store.create_job(Brief("a"), CLI_SESSION, None)
    add_a_later_migration(
        tmp_path, monkeypatch, '    op.add_column("sessions", sa.Column("mood", sa.Text()))\n    op.drop_table("jobs")\n    op.drop_table("nothing")\n'
    )
    with pytest.raises(ProductError):
        open_store(paths, CancelToken())
    monkeypatch.undo()
    monkeypatch.setenv("EMLINH_HOME", str(paths.data.parent))
    with open_store(paths, CancelToken()) as store:
        assert [job.brief.topic for job in store.jobs()] == ["a"]


def bytes_after_refusal(paths: AppPaths, code: ErrorCode) -> None:
    before = paths.database.read_bytes()
    with pytest.raises(ResourceError) as caught:
        open_store(paths, CancelToken())
    assert caught.value.code is code
    assert caught.value.params["path"] == str(paths.database)
    assert paths.database.read_bytes() == before
    assert not paths.database.with_name("emlinh.sqlite3.bak").exists()


@pytest.mark.parametrize("journal", ["wal", "delete"])
def test_a_database_of_the_future_is_refused_untouched(paths: AppPaths, journal: str) -> None:
    make_at(paths.database, "head")
    with plain(paths.database) as connection:
        connection.execute(f"PRAGMA journal_mode = {journal}")
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    bytes_after_refusal(paths, ErrorCode.DATABASE_FUTURE)


def test_a_file_that_is_no_database_is_refused_untouched(paths: AppPaths) -> None:
    paths.database.write_bytes(b"not a database at all\n" * 400)
    bytes_after_refusal(paths, ErrorCode.DATABASE_BROKEN)


def test_a_damaged_database_is_refused_untouched(paths: AppPaths) -> None:
    make_at(paths.database, "head")
    whole = paths.database.read_bytes()
    paths.database.write_bytes(whole[:100] + b"\xff" * 3996 + whole[4096:])
    bytes_after_refusal(paths, ErrorCode.DATABASE_BROKEN)


def test_another_program_s_database_is_refused_untouched(paths: AppPaths) -> None:
    with plain(paths.database) as connection:
        connection.execute("CREATE TABLE recipes (name)")
    bytes_after_refusal(paths, ErrorCode.DATABASE_BROKEN)


def test_an_empty_file_is_a_new_database(paths: AppPaths) -> None:
    paths.database.touch()
    with open_store(paths, CancelToken()) as store:
        assert store.jobs() == []


def test_a_journal_left_by_a_killed_process_is_read(paths: AppPaths) -> None:
    code = (
        "import os\nfrom emlinh_desktop.base.cancellation import CancelToken\nfrom emlinh_desktop.base.paths import app_paths\n"
        "from emlinh_desktop.domain.brief import Brief\nfrom emlinh_desktop.store.sqlite_store import open_store\n"
        "open_store(app_paths(), CancelToken()).create_job(Brief('a'), 'cli', None)\nos._exit(9)\n"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 9
    assert paths.database.with_name("emlinh.sqlite3-wal").stat().st_size > 0
    with open_store(paths, CancelToken()) as store:
        assert len(store.jobs()) == 1


def test_two_first_starts_at_once(paths: AppPaths) -> None:
    code = (
        "from emlinh_desktop.base.cancellation import CancelToken\nfrom emlinh_desktop.base.paths import app_paths\n"
        "from emlinh_desktop.store.sqlite_store import open_store\nopen_store(app_paths(), CancelToken()).close()\n"
    )
    children = [subprocess.Popen([sys.executable, "-c", code], cwd=ROOT) for _ in range(3)]
    assert [child.wait(timeout=60) for child in children] == [0, 0, 0]
    assert revision_in(paths.database) == schema.REVISIONS[-1]


def test_waiting_for_another_process_that_upgrades_can_be_cancelled(paths: AppPaths) -> None:
    token = CancelToken()
    timer = threading.Timer(0.2, token.cancel)
    with schema._only_one(paths.database, CancelToken()):
        timer.start()
        with pytest.raises(Cancelled):
            open_store(paths, token)
    timer.join()


def test_a_list_of_jobs_waits_for_no_heavy_import(paths: AppPaths) -> None:
    make_at(paths.database, "head")
    code = (
        "import sys\nfrom emlinh_desktop.base.cancellation import CancelToken\nfrom emlinh_desktop.base.paths import app_paths\n"
        "from emlinh_desktop.store.sqlite_store import open_store\nwith open_store(app_paths(), CancelToken()) as s: s.jobs()\n"
        "print([m for m in ('alembic', 'filelock', 'numpy') if m in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True).stdout.strip() == "[]"

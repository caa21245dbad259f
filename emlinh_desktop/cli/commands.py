"""What each command does."""

from __future__ import annotations

import argparse
import contextlib
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from emlinh_desktop.base.cancellation import Cancelled, CancelToken
from emlinh_desktop.base.locale_text import interface_language, text
from emlinh_desktop.base.paths import app_paths
from emlinh_desktop.domain.errors import ErrorCode, ResourceError
from emlinh_desktop.domain.event import JobId, ProgressEvent

if TYPE_CHECKING:
    from emlinh_desktop.app import App


def make(options: argparse.Namespace, cancel: CancelToken) -> int:
    """Make a film from a topic or a script."""
    from emlinh_desktop.app import App
    from emlinh_desktop.cli.brief_options import brief_from, output_path
    from emlinh_desktop.cli.fallback_question import fallback_answer

    brief = brief_from(options)
    output, paths = output_path(options.output), app_paths()
    with App(paths, cancel, fallback_answer(options.fallback, paths.config)) as app:
        app.expect(brief)
        job_id = app.submit(app.usual(brief, options.writer), output)
        if options.broadcast is None:
            return _run(app, job_id, options, cancel)
        with app.broadcasting(options.broadcast, None, network=options.network, new_key=False) as (_, address):
            _tell_address(address, network=options.network)
            return _run(app, job_id, options, cancel, app.tell)


def serve(options: argparse.Namespace, cancel: CancelToken) -> int:
    """Broadcast, and make the films that are asked for, until told to stop."""
    from emlinh_desktop.app import App, QueueOrders

    with App(app_paths(), cancel) as app:
        queue = app.job_queue(cancel)
        news = app.broadcasting(options.port, QueueOrders(app, queue), network=options.network, new_key=options.new_key)
        with news as (_, address), queue:  # the queue ends first, and its last events are still told
            _tell_address(address, network=options.network)
            _say(sys.stderr, text("cli.serving", interface_language()))
            for job_id in app.unfinished():
                queue.add(job_id)
            with contextlib.suppress(Cancelled):
                while True:
                    cancel.wait(3600)
    return 0


def _tell_address(address: str, *, network: bool) -> None:
    language = interface_language()
    _say(sys.stderr, text("cli.broadcast_at", language, address=address))
    if network:
        _say(sys.stderr, text("cli.network_warning", language))


def resume(options: argparse.Namespace, cancel: CancelToken) -> int:
    """Continue a job from where it stopped."""
    from emlinh_desktop.app import App
    from emlinh_desktop.cli.fallback_question import fallback_answer

    paths = app_paths()
    with App(paths, cancel, fallback_answer(options.fallback, paths.config)) as app:
        return _run(app, JobId(options.job_id), options, cancel)


def _run(app: App, job_id: JobId, options: argparse.Namespace, cancel: CancelToken, also: Callable[[ProgressEvent], None] | None = None) -> int:
    from emlinh_desktop.base.atomic_file import write_text
    from emlinh_desktop.cli.main import EXIT_CANCELLED, EXIT_DONE, EXIT_USAGE, report_error

    with contextlib.ExitStack() as stack:
        listener = _listener(options.events, app.store.events(job_id=job_id), stack)
        outcome = app.run(job_id, _both(listener, also) if also else listener, cancel)
    if outcome.error is not None:
        code = report_error(outcome.error, debug=options.debug)
        if code != EXIT_USAGE:  # what was given must change first: the same job would end the same way
            _say(sys.stderr, text("cli.resume_hint", interface_language(), job_id=job_id))
        return code
    film = outcome.film
    if film is None:
        _say(sys.stderr, text("cli.resume_hint", interface_language(), job_id=job_id))
        return EXIT_CANCELLED
    if options.report:
        _writing(Path(options.report), lambda path: write_text(path, json.dumps(film.report.to_json(), ensure_ascii=False, indent=2) + "\n"))
    if options.events != "-":
        _say(sys.stdout, str(film.path))
    return EXIT_DONE


def _listener(events: str | None, earlier: Sequence[ProgressEvent], stack: contextlib.ExitStack) -> Callable[[ProgressEvent], None]:
    from emlinh_desktop.cli.terminal_progress import EventLines, TerminalProgress

    if not events:
        return TerminalProgress(sys.stderr, earlier)
    try:
        lines = stack.enter_context(EventLines(events))
    except OSError as error:
        raise ResourceError(ErrorCode.NO_WRITE_ACCESS, path=events) from error
    if events == "-":
        return lines
    return _both(lines, TerminalProgress(sys.stderr, earlier))


def _both(first: Callable[[ProgressEvent], None], second: Callable[[ProgressEvent], None]) -> Callable[[ProgressEvent], None]:
    def both(event: ProgressEvent) -> None:
        first(event)
        second(event)

    return both


def jobs(options: argparse.Namespace, cancel: CancelToken) -> int:
    """List the newest jobs."""
    from emlinh_desktop.app import App

    with App(app_paths(), cancel) as app:
        records = app.store.jobs()
    for job in records:
        if options.json:
            row = {"job_id": job.id, "status": job.status.value, "progress": job.progress, "topic": job.brief.topic, "output": job.output}
            _say(sys.stdout, json.dumps({**row, "error": job.error_code, "created_at": job.created_at.isoformat()}, ensure_ascii=False))
        else:
            when = job.created_at.astimezone().strftime("%Y-%m-%d %H:%M")
            _say(sys.stdout, f"{job.id}  {when}  {job.status.value:<11}  {job.progress:5.1f} %  {job.brief.topic}")
    return 0


def doctor(_options: argparse.Namespace, cancel: CancelToken) -> int:
    """Prove that this machine can make a film."""
    from emlinh_desktop.cli.doctor import run_doctor

    return run_doctor(cancel)


def understand(_options: argparse.Namespace, cancel: CancelToken) -> int:
    """Read one JSON string a line and answer what each message means."""
    from emlinh_desktop.chat.understanding import understand as understood

    for line in sys.stdin:
        cancel.check()
        if line.strip():
            _say(sys.stdout, json.dumps(understood(str(json.loads(line))).to_json(), ensure_ascii=False))
    return 0


def speakable(options: argparse.Namespace, cancel: CancelToken) -> int:
    """Read one JSON string a line and answer how each will be spoken."""
    from emlinh_desktop.cli.brief_options import language_named
    from emlinh_desktop.speech.speakable import speakable as spoken_form

    language = language_named(options.language)
    for line in sys.stdin:
        cancel.check()
        if line.strip():
            _say(sys.stdout, json.dumps({"spoken": spoken_form(str(json.loads(line)), language).text}, ensure_ascii=False))
    return 0


def _writing(path: Path, write: Callable[[Path], None]) -> None:
    try:
        write(path)
    except OSError as error:
        raise ResourceError(ErrorCode.NO_WRITE_ACCESS, path=str(path)) from error


def _say(stream: TextIO, line: str) -> None:
    print(line, file=stream, flush=True)

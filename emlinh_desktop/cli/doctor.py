"""Proof that this machine can make a film: one line for each thing that must work, then a 2 s film."""

from __future__ import annotations

import logging
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from emlinh_desktop.base.cancellation import CancelToken
from emlinh_desktop.base.disk import check_writable, free_bytes
from emlinh_desktop.base.locale_text import interface_language, text
from emlinh_desktop.base.paths import AppPaths, app_paths
from emlinh_desktop.domain.brief import Brief, Language, Quality
from emlinh_desktop.domain.errors import EmlinhError, ErrorCode, ResourceError
from emlinh_desktop.pipeline.job_runner import classify

log = logging.getLogger(__name__)

_MIN_FREE_BYTES = 500_000_000


def run_doctor(cancel: CancelToken) -> int:
    """Run every check, say one line for each on stdout, return 0 if all passed and 1 otherwise."""
    paths = app_paths()
    checks: list[tuple[str, Callable[[], str]]] = [
        ("write_access", lambda: _write_access(paths)),
        ("disk", lambda: _disk(paths)),
        ("fonts", _fonts),
        ("voice", lambda: _voice(paths, cancel)),
        ("encoder", _encoder),
        ("film", lambda: _film(cancel)),
    ]
    failed = False
    language = interface_language()
    for name, check in checks:
        cancel.check()
        label = text(f"cli.doctor.{name}", language)
        try:
            found = check()
        except Exception as error:
            failed = True
            coded = classify(error)
            log.info("doctor: %s: %s", name, coded, exc_info=error)
            what, todo = (text(f"error.{coded.code.value}.{part}", language, **coded.params) for part in ("what", "do"))
            _say(f"✗ {label}: {what} {todo}")
        else:
            _say(f"✓ {label}: {found}")
    return 1 if failed else 0


def _write_access(paths: AppPaths) -> str:
    for folder in (paths.data, paths.cache, paths.films):
        try:
            check_writable(folder)
        except OSError as error:
            raise ResourceError(ErrorCode.NO_WRITE_ACCESS, path=str(folder)) from error
    return str(paths.data)


def _disk(paths: AppPaths) -> str:
    free = min(free_bytes(paths.cache), free_bytes(paths.films))
    if free < _MIN_FREE_BYTES:
        raise ResourceError(ErrorCode.DISK_FULL, path=str(paths.films), needed_mb=_MIN_FREE_BYTES // 1_000_000, free_mb=free // 1_000_000)
    return f"{free / 1e9:.1f} GB"


def _fonts() -> str:
    from emlinh_desktop.picture.fingerprint import font_paths
    from emlinh_desktop.picture.fonts import drawable, load_fonts

    load_fonts()
    sample = "Tiếng Việt: ấ ự ễ ỗ ỳ 🎉"
    shown, dropped = drawable(sample)
    if dropped or shown != sample:
        raise ResourceError(ErrorCode.FONT_MISSING, path=" ".join(dropped))
    return ", ".join(path.stem for path in font_paths())


def _voice(paths: AppPaths, cancel: CancelToken) -> str:
    from emlinh_desktop.speech.narrator import SpeechNarrator

    cancel.check()
    narrator = SpeechNarrator(paths.speech_cache)
    voice = narrator.voice(None, Language.VI)
    (seconds,) = narrator.seconds_for(voice)(["Xin chào các bạn, em là Em Linh."])
    return f"{voice.id}, {seconds:.1f} s"


def _encoder() -> str:
    from emlinh_desktop.render.renderer import Renderer

    with tempfile.TemporaryDirectory() as folder:
        renderer = Renderer(Path(folder))
        renderer.check_encoder("x264")
        renderer.close()
    return "x264"


def _film(cancel: CancelToken) -> str:
    from emlinh_desktop.app import App

    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        root = Path(folder)
        brief = Brief(topic="Em Linh", script_text="Xin chào các bạn, em là Em Linh.", quality=Quality.DRAFT)
        with App(AppPaths(root / "data", root / "cache", root / "config", root / "films"), cancel) as app:
            outcome = app.run(app.submit(brief, root / "proof.mp4"), lambda _event: None, cancel)
        if outcome.error is not None:
            raise outcome.error
        if outcome.film is None:
            cancel.check()
            raise EmlinhError(ErrorCode.INTERNAL, reason="no film")
        report = outcome.film.report
        return f"{outcome.film.duration_s:.1f} s, {report.measures.get('loudness_lufs', 0):.1f} LUFS"


def _say(line: str) -> None:
    print(line, file=sys.stdout, flush=True)  # noqa: T201 - the command line's own output

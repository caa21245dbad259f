"""Progress as people see it on a terminal, and as programs read it from `--events`."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, TextIO

from emlinh_desktop.base.locale_text import interface_language, text
from emlinh_desktop.domain.event import STATION_PERCENT, ProgressEvent, Step
from emlinh_desktop.domain.language_model import cost_text

_BAR_CELLS = 20


def event_text(event: ProgressEvent, language: str, values: Mapping[str, Any]) -> str:
    """An event's sentence in a language: the stored one is Vietnamese, others are made from its data; `values` are its station's."""
    if language == "vi":
        return event.message
    if event.step is Step.FAILED:
        code, params = event.data["error_code"], event.data["error_params"]
        what, todo = (text(f"error.{code}.{part}", language, **params) for part in ("what", "do"))
        return text("step.failed", language, what=what, do=todo)
    return text(f"step.{event.step.value}", language, **values)


class TerminalProgress:
    """Shows each station as a line and, on a terminal, a bar that moves between them; at the end what a language model's writing cost. Main thread."""

    def __init__(self, stream: TextIO, earlier: Iterable[ProgressEvent] = ()) -> None:
        """`earlier`: what a job that is continued told before; its stations are not repeated, only their percents go on."""
        self._stream = stream
        self._live = stream.isatty()
        self._language = interface_language()
        self._said: set[Step] = set()
        self._sentence = ""
        self._values: dict[Step, Mapping[str, Any]] = {}
        self._cost: Mapping[str, Any] | None = None
        for event in earlier:
            self._learn(event)

    def __call__(self, event: ProgressEvent) -> None:
        self._learn(event)
        if event.step not in self._said:
            self._said.add(event.step)
            self._sentence = event_text(event, self._language, self._values.get(event.step, {}))
            self._stream.write(f"{self._clear()}{event.progress:5.1f} %  {self._sentence}\n")
            if event.step is Step.COMPLETED and self._cost is not None:
                key, values = cost_text(self._cost)
                self._stream.write(f"         {text(key, self._language, **values)}\n")
        if self._live and event.step in STATION_PERCENT and event.step is not Step.COMPLETED:
            self._stream.write(self._clear() + self._bar(event))
        self._stream.flush()

    def _learn(self, event: ProgressEvent) -> None:
        if "values" in event.data:
            self._values[event.step] = event.data["values"]
        self._cost = event.data.get("cost", self._cost)

    def _bar(self, event: ProgressEvent) -> str:
        filled = round(event.progress / 100 * _BAR_CELLS)
        eta_s = event.data.get("eta_s")
        left = "  " + text("cli.time_left", self._language, s=round(eta_s)) if eta_s else ""
        bar = f"[{'█' * filled}{'░' * (_BAR_CELLS - filled)}] {event.progress:5.1f} %{left}"
        return bar[: shutil.get_terminal_size().columns - 1]

    def _clear(self) -> str:
        return "\r\x1b[K" if self._live else ""


class EventLines:
    """One JSON event a line, flushed at once, to a file or stdout (`-`). A context manager."""

    def __init__(self, target: str) -> None:
        self._close = target != "-"
        self._stream: TextIO = Path(target).open("w", encoding="utf-8") if self._close else sys.stdout  # noqa: SIM115 - closed by __exit__

    def __call__(self, event: ProgressEvent) -> None:
        self._stream.write(json.dumps(event.to_json(), ensure_ascii=False) + "\n")
        self._stream.flush()

    def __enter__(self) -> EventLines:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._close:
            self._stream.close()

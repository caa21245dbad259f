"""Requests through speech workers: some at once, a lost one replaced, failures made into coded errors."""

from __future__ import annotations

import logging
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from emlinh_desktop.base.cancellation import CancelToken
from emlinh_desktop.base.child_process import Child, ChildFailed
from emlinh_desktop.domain.errors import ErrorCode, ProductError, ResourceError
from emlinh_desktop.speech.espeak_data import espeak_installation, prepared_data
from emlinh_desktop.speech.espeak_frames import EXIT_UNAVAILABLE, Batch, RawSpeech, SpeakRequest, decode_answers
from emlinh_desktop.speech.espeak_process import speech_worker

_log = logging.getLogger(__name__)

_CHARACTERS_A_WORKER = 1500  # 0.1 s of work, as long as a worker takes to start
_MAX_WORKERS = 4
_ATTEMPTS = 2


class EspeakWorkers:
    """Speaks requests in short-lived worker processes. One call at a time. `early` was started before, and is the first that is asked."""

    def __init__(self, cache_folder: Path, early: Child | None = None) -> None:
        self._cache_folder = cache_folder
        self._early = early

    def speak(self, requests: Sequence[SpeakRequest], voice: str, cancel: CancelToken) -> list[RawSpeech]:
        """Answers in the order of the requests; `voice` is named in errors.

        Raises:
            Cancelled: within 0.1 s; the workers are gone.
            ResourceError: VOICE_UNAVAILABLE, NO_WRITE_ACCESS or DISK_FULL.
            ProductError: SPEECH_FAILED, after a second try.
        """
        if not requests:
            return []
        data_folder = prepared_data(self._cache_folder)
        parts = _parts(requests)
        early, self._early = self._early, None
        workers = [early, *[None] * (len(parts) - 1)]
        with ThreadPoolExecutor(min(len(parts), os.cpu_count() or 1, _MAX_WORKERS), thread_name_prefix="speech") as threads:
            found = threads.map(lambda part, worker: _answers(part, worker, data_folder, voice, cancel), parts, workers)
            return [answer for answers in found for answer in answers]


def _parts(requests: Sequence[SpeakRequest]) -> list[list[SpeakRequest]]:
    parts: list[list[SpeakRequest]] = []
    size = 0
    for request in requests:
        if not parts or size + request.character_count > _CHARACTERS_A_WORKER:
            parts.append([])
            size = 0
        parts[-1].append(request)
        size += request.character_count
    return parts


def _answers(requests: Sequence[SpeakRequest], worker: Child | None, data_folder: Path, voice: str, cancel: CancelToken) -> list[RawSpeech]:
    answers: list[RawSpeech] = []
    while len(answers) < len(requests):  # a worker that cannot unload its library answers one request only
        rest = tuple(requests[len(answers) :])
        answers += _ask(worker, Batch(str(espeak_installation().library), str(data_folder), rest), voice, cancel)
        worker = None
    return answers


def _ask(worker: Child | None, batch: Batch, voice: str, cancel: CancelToken) -> Sequence[RawSpeech]:
    """Ask `worker`, or one started now."""
    for attempt in range(1, _ATTEMPTS + 1):
        cancel.check()
        try:
            asked, worker = worker or speech_worker(), None
            stdout, _ = asked.finish(batch.encode(), cancel)
            answers = decode_answers(stdout)
            if not 1 <= len(answers) <= len(batch.requests):
                raise ValueError(f"{len(answers)} answers to {len(batch.requests)} requests")
            return answers
        except OSError as error:
            raise ResourceError(ErrorCode.VOICE_UNAVAILABLE, voice=voice, reason=str(error)) from error
        except (ChildFailed, ValueError) as error:
            reason = _last_words(error)
            if isinstance(error, ChildFailed) and error.code == EXIT_UNAVAILABLE:
                raise ResourceError(ErrorCode.VOICE_UNAVAILABLE, voice=voice, reason=reason) from error
            if attempt == _ATTEMPTS:
                raise ProductError(ErrorCode.SPEECH_FAILED, reason=reason) from error
            _log.warning("a speech worker failed, asking a new one: %s", reason)
    raise AssertionError("unreachable: the last attempt returns or raises")


def _last_words(error: ChildFailed | ValueError) -> str:
    """Why a worker failed, short enough for a sentence."""
    if not isinstance(error, ChildFailed):
        return str(error)
    said = error.stderr.strip().splitlines()
    return said[-1][-200:] if said else f"espeak-ng, {error.code}"

"""The `piper:` voices as a source of speech."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from emlinh_desktop.base.cancellation import CancelToken
from emlinh_desktop.base.child_process import ChildFailed, module_command, run_child
from emlinh_desktop.domain.brief import Language
from emlinh_desktop.domain.errors import ErrorCode, ProductError, ResourceError, unknown_name
from emlinh_desktop.domain.utterance import Voice
from emlinh_desktop.speech.alignment import WordBoundary
from emlinh_desktop.speech.engine import HeardSpeech, SpeechArrived, SpeechWish
from emlinh_desktop.speech.piper.model_download import REPOSITORY, download_model
from emlinh_desktop.speech.piper.piper_models import is_model, model_names, model_path, model_voice
from emlinh_desktop.speech.piper.piper_worker import EXIT_MODEL, LENGTHS, Signs
from emlinh_desktop.speech.sound_decoding import from_pcm

_WORKER = "emlinh_desktop.speech.piper.piper_worker"
_CHARACTERS_AT_ONCE = 1500  # a model loads in half a second; between two batches there is news


class PiperSource:
    """Models in `folder`, or any model file by its path. One call at a time."""

    id = "piper"

    def __init__(self, folder: Path, repository: str = REPOSITORY) -> None:
        self._folder = folder
        self._repository = repository
        self._folders: dict[str, Path] = {}

    def voices(self) -> Sequence[Voice]:
        """Installed ones first, then those that can be downloaded."""
        return [model_voice(name, self._folder) for name in model_names(self._folder)]

    def find(self, name: str, language: Language) -> Voice:  # noqa: ARG002 - a model has its own language
        """By name, or by the path of an `.onnx` file with its `.onnx.json`. Raises InputError UNKNOWN_NAME."""
        path = Path(name)
        if path.suffix == ".onnx" and is_model(path):
            voice = model_voice(path.stem, path.parent)
            self._folders[voice.id] = path.parent
            return voice
        known = model_names(self._folder)
        if name not in known:
            raise unknown_name("voice", f"piper:{name}", [f"piper:{model}" for model in known])
        return model_voice(name, self._folder)

    def download(self, name: str, told: Callable[[float], None], cancel: CancelToken) -> None:
        """Fetch a model into the folder; see `download_model`."""
        download_model(name, self._folder, told, cancel, self._repository)

    def fingerprint(self, voice: Voice, texts: Sequence[str], index: int) -> str:
        """The model file as it lies there, and the words."""
        path = self._folders.get(voice.id, self._folder) / f"{voice.name}.onnx"
        facts = path.stat() if path.is_file() else None
        return f"{(facts.st_size, facts.st_mtime_ns) if facts else None} {texts[index]}"

    def fetch(self, wishes: Sequence[SpeechWish], wanted: Sequence[int], voice: Voice, arrived: SpeechArrived, cancel: CancelToken) -> None:
        """In a child process, a batch at a time.

        Raises:
            Cancelled: within 0.1 s.
            ResourceError: EXTRA_MISSING, VOICE_NOT_INSTALLED, VOICE_UNAVAILABLE for a model that cannot be opened.
            ProductError: SPEECH_FAILED.
        """
        model = model_path(voice.name, self._folders.get(voice.id, self._folder))
        if importlib.util.find_spec("piper") is None:
            raise ResourceError(ErrorCode.EXTRA_MISSING, engine="Piper", extra="piper")
        for batch in _batches(wanted, wishes):
            stdin = json.dumps({"model": str(model), "texts": [wishes[index].text for index in batch]}).encode()
            try:
                stdout, _ = run_child(module_command(_WORKER), stdin=stdin, cancel=cancel)
                answers = list(_answers(stdout))
                if len(answers) != len(batch):
                    raise ValueError(f"{len(answers)} answers to {len(batch)} texts")
            except (ChildFailed, ValueError, OSError) as error:
                reason = error.stderr.strip().rpartition("\n")[2][-200:] if isinstance(error, ChildFailed) else str(error)
                if isinstance(error, ChildFailed) and error.code == EXIT_MODEL:
                    raise ResourceError(ErrorCode.VOICE_UNAVAILABLE, voice=voice.id, reason=reason) from error
                raise ProductError(ErrorCode.SPEECH_FAILED, reason=reason) from error
            for index, (rate_hz, told, pcm) in zip(batch, answers, strict=True):
                arrived(index, HeardSpeech(from_pcm(pcm), rate_hz, _boundaries(wishes[index].text, told, rate_hz)))


def _batches(wanted: Sequence[int], wishes: Sequence[SpeechWish]) -> Iterator[list[int]]:
    batch: list[int] = []
    for index in wanted:
        if batch and sum(len(wishes[one].text) for one in [*batch, index]) > _CHARACTERS_AT_ONCE:
            yield batch
            batch = []
        batch.append(index)
    if batch:
        yield batch


def _answers(stream: bytes) -> Iterator[tuple[int, list[Signs] | None, bytes]]:
    at = 0
    while at < len(stream):
        head, length = LENGTHS.unpack_from(stream, at)
        at += LENGTHS.size
        header = json.loads(stream[at : at + head])
        at += head
        yield header["rate_hz"], header["words"], stream[at : at + length]
        at += length


def _boundaries(text: str, told: list[Signs] | None, rate_hz: int) -> tuple[WordBoundary, ...] | None:
    """The model's own times where its groups are our words; None (to be aligned) where it joined or split some."""
    words = text.split()
    if told is None or len(told) != len(words):
        return None
    return tuple(
        WordBoundary(word, signs[0][1] / rate_hz, signs[-1][2] / rate_hz, tuple((sign, end / rate_hz) for sign, _, end in signs))
        for word, signs in zip(words, told, strict=True)
    )

"""`voices`: list, sample, download, refresh; `models`: what a provider of language models has."""

from __future__ import annotations

import argparse
import json
import sys
import wave
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from emlinh_desktop.base.cancellation import CancelToken
from emlinh_desktop.base.locale_text import interface_language, text
from emlinh_desktop.base.paths import app_paths
from emlinh_desktop.domain.brief import Language
from emlinh_desktop.domain.errors import ErrorCode, ResourceError

if TYPE_CHECKING:
    from emlinh_desktop.domain.utterance import MonoAudio, Voice
    from emlinh_desktop.speech.engine import SpeechSource


def voices(options: argparse.Namespace, cancel: CancelToken) -> int:
    """List the voices, or do one thing with one of them."""
    from emlinh_desktop.app.engines import open_narrator, speech_sources
    from emlinh_desktop.settings.online import online_settings_of
    from emlinh_desktop.settings.secrets import Secrets

    settings, secrets = online_settings_of(app_paths().config), Secrets()
    if options.refresh or options.download:
        _prepare(options, speech_sources(app_paths(), settings, secrets), cancel)
    narrator = open_narrator(app_paths(), settings, secrets)
    if options.sample:
        engine, _, name = str(options.sample).partition(":")
        voice = narrator.voice(options.sample, Language.EN if engine in ("edge", "piper") and name.startswith("en") else Language.VI)
        _write_wav(Path(options.output), narrator.sample(voice, cancel).audio)
        _say(options.output)
    elif not options.download:
        for voice in narrator.voices():
            _say(json.dumps(asdict(voice), ensure_ascii=False) if options.json else _row(voice))
    return 0


def models(options: argparse.Namespace, cancel: CancelToken) -> int:
    """List the models of a provider, or of every local server that answers."""
    from emlinh_desktop.app.engines import model_names, models_of
    from emlinh_desktop.llm.model_list import running_locally
    from emlinh_desktop.settings.online import online_settings_of
    from emlinh_desktop.settings.secrets import Secrets

    settings, secrets = online_settings_of(app_paths().config), Secrets()
    if options.provider is None:
        found = running_locally(cancel, [model.provider for model in models_of(settings, secrets).values()])
    else:
        found = {options.provider: model_names(options.provider, settings, secrets, cancel)}
    for provider_id, names in found.items():
        for name in names:
            _say(f"{provider_id:<12} {name}")
    return 0


def _prepare(options: argparse.Namespace, sources: list[SpeechSource], cancel: CancelToken) -> None:
    from emlinh_desktop.speech.edge import EdgeSource
    from emlinh_desktop.speech.piper import PiperSource

    for source in sources:
        if isinstance(source, EdgeSource) and options.refresh:
            source.refresh_voices(cancel)
        if isinstance(source, PiperSource) and options.download:
            name = str(options.download).removeprefix("piper:")
            voice = source.find(name, Language.VI)
            sys.stderr.write(text("cli.download.licence", interface_language(), voice=voice.id, licence=voice.licence) + "\n")
            source.download(name, _progress, cancel)


def _progress(done: float) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{100 * done:5.1f} %" + ("\n" if done >= 1 else ""))
        sys.stderr.flush()


def _row(voice: Voice) -> str:
    place = "offline" if voice.offline else "online"
    return f"{voice.id:<36} {voice.language.value}  {voice.region:<8} {voice.gender:<7} {voice.quality:<10} {place:<8} {voice.price:<5} {voice.engine}"


def _write_wav(path: Path, audio: MonoAudio) -> None:
    import numpy as np

    from emlinh_desktop.base.atomic_file import replacing

    try:
        with replacing(path.absolute()) as part, wave.open(str(part), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(48_000)
            file.writeframes((np.clip(audio, -1, 1) * 32767).astype("<i2").tobytes())
    except OSError as error:
        raise ResourceError(ErrorCode.NO_WRITE_ACCESS, path=str(path)) from error


def _say(line: str) -> None:
    print(line, file=sys.stdout, flush=True)  # noqa: T201 - the command line's own output

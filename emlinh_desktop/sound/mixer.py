"""The port `SoundMixer`: narration and music in, one finished AAC track out, from the cache where nothing changed."""

from __future__ import annotations

import contextlib
import errno
import logging
import math
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np

from emlinh_desktop.base.atomic_file import write_bytes
from emlinh_desktop.base.cancellation import CancelToken
from emlinh_desktop.base.child_process import ChildFailed, module_command, run_child
from emlinh_desktop.base.loudness_meter import SILENT_LUFS, Loudness, LoudnessUnreadable
from emlinh_desktop.domain.errors import EmlinhError, ErrorCode, InputError, ProductError, ResourceError
from emlinh_desktop.domain.soundtrack import Soundtrack
from emlinh_desktop.domain.utterance import MonoAudio
from emlinh_desktop.sound import mastering
from emlinh_desktop.sound.bed_request import UNREADABLE_CODE, BedRequest
from emlinh_desktop.sound.mix_cache import KeptTrack, MixCache, mix_key
from emlinh_desktop.sound.pieces import is_seamless, music_file
from emlinh_desktop.sound.tone import tone_filters
from emlinh_desktop.sound.voice_track import VoiceTrack, active_level_db, write_voice

_log = logging.getLogger(__name__)

MUSIC_BELOW_VOICE_LU = 8.0
"""the music where nobody speaks, against the voice, at 100 percent; ducked it lies 15 dB lower still, where it never covers a word"""
_STALE_S = 3600.0
_WORK_PREFIX = ".mix-"
_FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}


class Mixer:
    """Masters whole films. Any one thread at a time; all heavy work is done in children of lowered priority.

    `cache_folder` holds finished tracks (at most 200 MB) and, while it works, raw sound: 0.4 MB for each second of film
    (0.6 with music).
    """

    def __init__(self, cache_folder: Path) -> None:
        self._folder = cache_folder
        self._cache = MixCache(cache_folder)

    def music_file(self, wish: str, topic: str) -> str:
        """See `domain.ports.SoundMixer`. Raises InputError UNKNOWN_NAME."""
        return music_file(wish, topic)

    def mix(
        self,
        audio: Sequence[MonoAudio],
        music: str | None,
        final: Path,
        cancel: CancelToken,
        music_percent: float = 100.0,
        let_go: Callable[[], None] = lambda: None,
    ) -> Soundtrack:
        """See `domain.ports.SoundMixer`: -14 LUFS within 0.5, true peak at most -1 dBTP, AAC-LC 48 kHz stereo.

        Silence stays silence. The track's edit list declares the encoder's priming and the length to the sample.

        Raises:
            InputError: MUSIC_UNREADABLE.
            ResourceError: DISK_FULL, NO_WRITE_ACCESS, SYSTEM_LIBRARY_MISSING (ffmpeg).
            ProductError: SOUND_FAILED.
            Cancelled: with nothing left behind.
        """
        started_s = time.monotonic()
        bed_below_lu = MUSIC_BELOW_VOICE_LU - 20 * math.log10(music_percent / 100)
        key = _key(audio, music, bed_below_lu, cancel)
        with _classified(final, _needed_mb(audio, music)):
            kept = self._cache.get(key)
            track = kept or self._make(audio, music, bed_below_lu, let_go, cancel)
            if kept is None:
                self._cache.put(key, track)
            write_bytes(final, track.data)
        _log.info("sound %s in %.2f s", "mixed" if kept is None else "taken from the cache", time.monotonic() - started_s)
        return Soundtrack(final, track.loudness)

    def _make(self, audio: Sequence[MonoAudio], music: str | None, bed_below_lu: float, let_go: Callable[[], None], cancel: CancelToken) -> KeptTrack:
        self._folder.mkdir(parents=True, exist_ok=True)
        _sweep(self._folder)
        with tempfile.TemporaryDirectory(prefix=_WORK_PREFIX, dir=self._folder, ignore_cleanup_errors=True) as name:
            work = Path(name)
            voice = write_voice(audio, work / "voice.f32", cancel)
            let_go()
            treated, loudness = _treat(voice, work, cancel)
            bed = None if music is None else _make_bed(Path(music), bed_below_lu, voice, loudness, work, cancel)
            programme = mastering.Programme(treated, tone_filters(treated, cancel), bed, voice.sample_count)
            encoded = work / "track.m4a"
            result = mastering.master(programme, loudness, encoded, cancel)
            _log.info("loudness %.1f LUFS, true peak %s dBTP", result.integrated_lufs, result.true_peak_dbtp)
            return KeptTrack(encoded.read_bytes(), result)


def _treat(voice: VoiceTrack, work: Path, cancel: CancelToken) -> tuple[Path, Loudness]:
    """The voice through its chain; silence is left alone, for no gain makes sense of it."""
    level_db = active_level_db(voice.powers)
    if level_db is None:
        return voice.raw, Loudness(SILENT_LUFS, 0.0, None)
    treated = work / "treated.f32"
    loudness = mastering.treat_voice(voice.raw, level_db, treated, cancel)
    voice.raw.unlink()
    return treated, loudness


def _make_bed(music: Path, below_lu: float, voice: VoiceTrack, loudness: Loudness, work: Path, cancel: CancelToken) -> Path:
    """Let the child that knows moviepy make the music's bed for this voice."""
    np.save(work / "powers.npy", voice.powers)
    voice_lufs = mastering.TARGET_LUFS if loudness.silent else loudness.integrated_lufs
    bed_lufs = voice_lufs - below_lu
    request = BedRequest(music.absolute(), work / "powers.npy", voice.sample_count, bed_lufs, work / "bed.s16", is_seamless(music))
    request.write(work / "request.json")
    command = [*module_command("emlinh_desktop.sound.music_bed"), str(work / "request.json")]
    try:
        run_child(command, cancel=cancel)
    except ChildFailed as error:
        if error.code == UNREADABLE_CODE:
            raise InputError(ErrorCode.MUSIC_UNREADABLE, path=str(music)) from error
        raise
    return request.bed


def _key(audio: Sequence[MonoAudio], music: str | None, bed_below_lu: float, cancel: CancelToken) -> str:
    if music is not None and not Path(music).is_file():  # a device or a pipe might never end
        raise InputError(ErrorCode.MUSIC_UNREADABLE, path=music)
    try:
        return mix_key(audio, music, f"{mastering.SETTINGS}|{bed_below_lu:.3f}", cancel)
    except OSError as error:
        raise InputError(ErrorCode.MUSIC_UNREADABLE, path=str(music)) from error


def _sweep(folder: Path) -> None:
    """Clear the work of mixers that were killed."""
    for left in folder.glob(f"{_WORK_PREFIX}*"):
        with contextlib.suppress(OSError):
            if time.time() - left.stat().st_mtime > _STALE_S:
                shutil.rmtree(left, ignore_errors=True)


@contextlib.contextmanager
def _classified(final: Path, needed_mb: int) -> Iterator[None]:
    """Failures of the system and of ffmpeg as coded errors."""
    try:
        yield
    except (ChildFailed, LoudnessUnreadable) as error:
        if isinstance(error, ChildFailed) and ("No space left" in error.stderr or "Errno 28" in error.stderr):
            raise _disk_full(final, needed_mb) from error
        raise ProductError(ErrorCode.SOUND_FAILED, reason=str(error)[-300:]) from error
    except OSError as error:
        raise _os_failure(error, final, needed_mb) from error


def _os_failure(error: OSError, final: Path, needed_mb: int) -> EmlinhError:
    if error.errno in _FULL:
        return _disk_full(final, needed_mb)
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return ResourceError(ErrorCode.NO_WRITE_ACCESS, path=str(error.filename or final))
    if isinstance(error, FileNotFoundError) and error.args == ("ffmpeg",):
        return ResourceError(ErrorCode.SYSTEM_LIBRARY_MISSING, library="ffmpeg")
    return ProductError(ErrorCode.SOUND_FAILED, reason=str(error))


def _disk_full(final: Path, needed_mb: int) -> ResourceError:
    free_mb = 0
    with contextlib.suppress(OSError):
        free_mb = shutil.disk_usage(final.parent).free // 1_000_000
    return ResourceError(ErrorCode.DISK_FULL, path=str(final.parent), needed_mb=needed_mb, free_mb=free_mb)


def _needed_mb(audio: Sequence[MonoAudio], music: str | None) -> int:
    """The raw files of one mix: two of float32 mono, and with music one of int16 stereo."""
    raw_bytes = 4 * sum(len(shot) for shot in audio)
    return 10 + raw_bytes * (2 if music is None else 3) // 1_000_000

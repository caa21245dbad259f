"""The user's own media, looked at before any work begins: opened, proved to decode, hashed."""

from __future__ import annotations

import hashlib
import warnings
from pathlib import Path

from emlinh_desktop.domain.brief import BUILT_IN_BACKGROUNDS
from emlinh_desktop.domain.errors import ErrorCode, InputError, unknown_name
from emlinh_desktop.domain.shot import Background

_PROOF_SIDE_PX = 64
_NEAR_THE_END = (0.98, 0.95, 0.9)  # the sound may last a little longer than the picture
_BLOCK_BYTES = 1 << 20


class OwnMedia:
    """Satisfies the port `MediaReader`. Any thread; keeps nothing."""

    def background(self, spec: str) -> Background:
        """A built-in name or the path of a picture or clip, opened and hashed.

        Raises:
            InputError: UNKNOWN_NAME, BACKGROUND_UNREADABLE.
        """
        if spec in BUILT_IN_BACKGROUNDS:
            return Background(spec)
        path = Path(spec).expanduser()
        if not _exists(path) and not _looks_like_path(spec):
            raise unknown_name("background", spec, BUILT_IN_BACKGROUNDS)
        try:
            _check_file(path)
            kind = _prove_background(str(path.absolute()))
            return Background(kind, str(path.absolute()), _content_hash(path))
        except OSError as error:
            raise InputError(ErrorCode.BACKGROUND_UNREADABLE, path=spec) from error
        except ValueError as error:  # a null character in the path
            raise InputError(ErrorCode.BACKGROUND_UNREADABLE, path=spec) from error

    def check_music(self, path: str) -> str:
        """The content hash of a readable sound file.

        Raises:
            InputError: MUSIC_UNREADABLE.
        """
        file = Path(path).expanduser()
        try:
            _check_file(file)
            _prove_sound(str(file.absolute()))
            return _content_hash(file)
        except InputError:
            raise
        except (OSError, ValueError, KeyError, IndexError, AttributeError, TypeError, UserWarning) as error:  # moviepy raises what its parser meets
            raise InputError(ErrorCode.MUSIC_UNREADABLE, path=path) from error


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def _looks_like_path(spec: str) -> bool:
    return "/" in spec or "\\" in spec or bool(Path(spec).suffix)


def _check_file(path: Path) -> None:
    """Refuse what is no plain file with something in it: opening a pipe or a device would hang."""
    if not path.is_file() or path.stat().st_size == 0:
        raise FileNotFoundError(path)


def _prove_background(path: str) -> str:
    """Decode a picture once, or a clip's first frame and one near its end; what it is. The readers are heavy, and seldom needed."""
    from PySide6.QtCore import QSize

    from emlinh_desktop.picture.clip import ClipFrames
    from emlinh_desktop.picture.photograph import is_whole, picture_reader, read_picture

    if picture_reader(path) is not None:
        if not is_whole(path):
            raise InputError(ErrorCode.BACKGROUND_UNREADABLE, path=path)
        read_picture(path, QSize(_PROOF_SIDE_PX, _PROOF_SIDE_PX))
        return "picture"
    frames = ClipFrames(path)
    try:
        frames.frame(0)
        if frames.count > 1 and not any(frames.decodes_at(part) for part in _NEAR_THE_END):
            raise InputError(ErrorCode.BACKGROUND_UNREADABLE, path=path)
    finally:
        frames.close()
    return "clip"


def _prove_sound(path: str) -> None:
    """Decode a little at the beginning and near the end."""
    from moviepy import AudioFileClip  # type: ignore[import-untyped]
    from moviepy.video.io.ffmpeg_reader import ffmpeg_parse_infos  # type: ignore[import-untyped]

    infos = ffmpeg_parse_infos(path)  # asked first: moviepy's reader complains on stderr when it is given no sound
    if not infos.get("audio_found") or not infos.get("duration"):
        raise InputError(ErrorCode.MUSIC_UNREADABLE, path=path)
    with warnings.catch_warnings(), AudioFileClip(path) as sound:
        warnings.simplefilter("error", UserWarning)  # moviepy warns where sound is missing
        for part in (0.0, 0.9):
            sound.get_frame(part * sound.duration)


def _content_hash(path: Path) -> str:
    digest = hashlib.blake2b(digest_size=16)
    with path.open("rb") as file:
        while block := file.read(_BLOCK_BYTES):
            digest.update(block)
    return digest.hexdigest()

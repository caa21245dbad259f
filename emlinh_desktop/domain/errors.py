"""Every way the product can fail, as codes with one exception type per kind of fault.

    EmlinhError
    ├── InputError         what was asked cannot be done as asked; the user can mend it   (exit code 2)
    ├── ResourceError      the machine or the world is at fault: disk, network, rights    (exit code 1)
    └── ProductError       we are at fault: a check of our own failed, a bug              (exit code 1)

Cancellation is not here: see `base.cancellation.Cancelled`, which is silent. What a person reads for a code
lives in `resources/locale/` under `error.<code>.what` and `error.<code>.do`; `params` fill the braces.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from enum import StrEnum


class ErrorCode(StrEnum):
    """Stable names, stored with a failed job. A test fails for a code without text in a language."""

    # InputError
    TOPIC_EMPTY = "topic_empty"
    TOPIC_TOO_LONG = "topic_too_long"  # length, limit
    DURATION_OUT_OF_RANGE = "duration_out_of_range"  # duration, low, high
    SPEED_OUT_OF_RANGE = "speed_out_of_range"  # speed, low, high
    MUSIC_VOLUME_OUT_OF_RANGE = "music_volume_out_of_range"  # percent, low, high
    UNKNOWN_NAME = "unknown_name"  # kind, name, nearest, known
    SCRIPT_MISSING = "script_missing"  # path
    SCRIPT_UNREADABLE = "script_unreadable"  # path
    SCRIPT_BINARY = "script_binary"  # path
    SCRIPT_EMPTY = "script_empty"
    SCRIPT_TOO_LONG = "script_too_long"  # size, limit
    SCRIPT_UNSAFE = "script_unsafe"  # path (a zip bomb)
    SCRIPT_TYPE = "script_type"  # path
    NOTHING_TO_SAY = "nothing_to_say"
    BACKGROUND_UNREADABLE = "background_unreadable"  # path
    MUSIC_UNREADABLE = "music_unreadable"  # path
    JOB_UNKNOWN = "job_unknown"  # job_id
    JOB_NOT_RESUMABLE = "job_not_resumable"  # job_id, status
    BAD_OPTION = "bad_option"  # option, value
    MODEL_NOT_CHOSEN = "model_not_chosen"  # service, known
    RECORDING_UNREADABLE = "recording_unreadable"  # path
    RECORDING_MISMATCH = "recording_mismatch"  # path
    RECORDING_NEEDS_SCRIPT = "recording_needs_script"
    EXTRA_MISSING = "extra_missing"  # engine, extra
    VOICE_NOT_INSTALLED = "voice_not_installed"  # voice
    # ResourceError
    NO_WRITE_ACCESS = "no_write_access"  # path
    DISK_FULL = "disk_full"  # path, needed_mb, free_mb
    JOB_BUSY = "job_busy"  # job_id
    DATABASE_BUSY = "database_busy"
    DATABASE_BROKEN = "database_broken"  # path
    DATABASE_FUTURE = "database_future"  # path
    VOICE_UNAVAILABLE = "voice_unavailable"  # voice, reason
    SERVICE_UNREACHABLE = "service_unreachable"  # service
    SERVICE_REJECTED = "service_rejected"  # service
    SERVICE_KEY_MISSING = "service_key_missing"  # service, variable
    SERVICE_KEY_WRONG = "service_key_wrong"  # service
    SERVICE_BUSY = "service_busy"  # service, wait_s
    SERVICE_QUOTA = "service_quota"  # service
    SERVICE_DOWN = "service_down"  # service, status
    SERVICE_TIMEOUT = "service_timeout"  # service, seconds
    SERVICE_SILENT = "service_silent"  # service
    SERVICE_CUT = "service_cut"  # service
    SERVICE_GARBLED = "service_garbled"  # service
    SERVICE_MISUSED = "service_misused"  # service, status
    MODEL_MISSING = "model_missing"  # service, model
    MODEL_REFUSED = "model_refused"  # model
    DOWNLOAD_BROKEN = "download_broken"  # name
    ENCODER_UNAVAILABLE = "encoder_unavailable"  # encoder
    FONT_MISSING = "font_missing"  # path
    RESOURCES_MISSING = "resources_missing"
    WORKER_LOST = "worker_lost"
    SYSTEM_LIBRARY_MISSING = "system_library_missing"  # library
    NO_DISPLAY = "no_display"
    PORT_UNAVAILABLE = "port_unavailable"  # port
    # ProductError
    SPEECH_FAILED = "speech_failed"  # reason
    SOUND_FAILED = "sound_failed"  # reason
    RENDER_FAILED = "render_failed"  # reason
    QUALITY_FAILED = "quality_failed"  # faults
    INTERNAL = "internal"  # reason


ONLINE_FAULTS = frozenset(code for code in ErrorCode if code.value.startswith(("service_", "model_"))) | {
    ErrorCode.EXTRA_MISSING,
    ErrorCode.VOICE_NOT_INSTALLED,
    ErrorCode.VOICE_UNAVAILABLE,
    ErrorCode.DOWNLOAD_BROKEN,
}
"""faults of one voice or writer that another one does not share: what a fallback may answer"""


class EmlinhError(Exception):
    """A failure with a code. The original, if any, is kept as `__cause__`."""

    def __init__(self, code: ErrorCode, **params: str | int | float) -> None:
        super().__init__(code.value, params)
        self.code = code
        self.params = params

    def __str__(self) -> str:
        details = ", ".join(f"{name}={value!r}" for name, value in self.params.items())
        return f"{self.code.value}({details})"

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuild, (type(self), self.code, self.params))


def _rebuild(kind: type[EmlinhError], code: ErrorCode, params: dict[str, str | int | float]) -> EmlinhError:
    return kind(code, **params)


class InputError(EmlinhError):
    """What was asked cannot be done as asked; the sentence says what would be right."""


class ResourceError(EmlinhError):
    """The machine or the world is at fault."""


class ProductError(EmlinhError):
    """We are at fault."""


def unknown_name(kind: str, name: str, known: Iterable[str]) -> InputError:
    """The error for a name nobody knows, with the nearest right one."""
    names = sorted(known)
    lowered = {n.casefold(): n for n in names}
    close = difflib.get_close_matches(name.casefold(), list(lowered), n=1, cutoff=0.0)
    nearest = lowered[close[0]] if close else (names[0] if names else "")
    return InputError(ErrorCode.UNKNOWN_NAME, kind=kind, name=name, nearest=nearest, known=", ".join(names))

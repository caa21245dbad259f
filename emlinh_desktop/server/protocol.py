"""The protocol, version 1: every message that goes out and every command that comes in.

Out, over WebSocket and as server-sent events, always with these keys (null where one does not apply):

    {"type", "id", "job_id", "session_id", "step", "message", "progress", "data", "timestamp"}

    connected    the room is joined. data: {"protocol", "room", "newest_id", "reset"}; `reset` says that the last id named by the
                 client is from another store, and that the replay begins at the very first event
    progress     one event of a job, as stored; `id` grows over the whole store. Name the last one you saw when you come back
    stream_end   that job's run is over. data: {"final_step"}; same id as the event before it
    heartbeat    every 15 s; a client that misses three should reconnect
    answer       to a command. data: {"command", "request_id", ...}
    error        a command could not be done, or why the connection ends. data: {"code", "request_id"}; message: a sentence

In, over WebSocket, text frames of at most 16 KB:

    {"command": "auth", "token": "…"}                       first message of a client without cookie or bearer
    {"command": "create", "request_id": "…", "data": {…}}   data: the body of POST /api/chat/create-video
    {"command": "cancel" | "resume" | "status", "request_id": "…", "data": {"job_id": "…"}}

Close codes: 1001 the server stops, 1008 too many messages, 1009 too long a message, 1013 too slow a reader (come back with your
last id), 4401 not let in, 4408 nothing heard of the client for 45 s.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import IntEnum, StrEnum
from typing import Any

from emlinh_desktop.domain.event import STATIONS, ProgressEvent, SessionId, Step
from emlinh_desktop.server.faults import Fault

PROTOCOL_VERSION = 1
HEARTBEAT_S = 15.0
SILENCE_S = 3 * HEARTBEAT_S
MAX_COMMAND_BYTES = 16 * 1024
ALL_ROOM = "*"
_NAME = re.compile(r"[A-Za-z0-9_-]{1,64}")
_ENDS = frozenset({Step.COMPLETED, *(step for step in Step if step not in STATIONS)})


class MessageType(StrEnum):
    CONNECTED = "connected"
    PROGRESS = "progress"
    STREAM_END = "stream_end"
    HEARTBEAT = "heartbeat"
    ANSWER = "answer"
    ERROR = "error"


class CommandName(StrEnum):
    AUTH = "auth"
    CREATE = "create"
    CANCEL = "cancel"
    RESUME = "resume"
    STATUS = "status"


class CloseCode(IntEnum):
    GOING_AWAY = 1001
    POLICY = 1008
    TRY_AGAIN_LATER = 1013
    UNAUTHORIZED = 4401
    SILENT = 4408


@dataclass(frozen=True, slots=True)
class Command:
    """One thing a client asks for. `request_id` comes back with the answer."""

    name: CommandName
    request_id: str | None = None
    token: str = field(default="", repr=False)
    data: Mapping[str, Any] = field(default_factory=dict)


def encoded(message: Mapping[str, Any]) -> bytes:
    """A message as the bytes every client gets."""
    return json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def progress_message(event: ProgressEvent) -> dict[str, Any]:
    """A job's event as clients get it."""
    return {"type": MessageType.PROGRESS.value, **event.to_json()}


def ends_run(event: ProgressEvent) -> bool:
    """Whether a run of the job is over with this event."""
    return event.step in _ENDS


def stream_end_message(event: ProgressEvent) -> dict[str, Any]:
    """What follows the last event of a run."""
    return {**progress_message(event), "type": MessageType.STREAM_END.value, "data": {"final_step": event.step.value}}


def connected_message(room: str, newest_id: int, *, reset: bool) -> dict[str, Any]:
    """The first message of a joined room."""
    data = {"protocol": PROTOCOL_VERSION, "room": room, "newest_id": newest_id, "reset": reset}
    return _message(MessageType.CONNECTED, session_id=None if room == ALL_ROOM else room, data=data)


def heartbeat_message() -> dict[str, Any]:
    """Told to everybody every `HEARTBEAT_S`."""
    return _message(MessageType.HEARTBEAT)


def answer_message(command: Command, data: Mapping[str, Any]) -> dict[str, Any]:
    """The answer to a command that was done."""
    return _message(MessageType.ANSWER, job_id=data.get("job_id"), data={"command": command.name.value, "request_id": command.request_id, **data})


def error_message(code: str, sentence: str, request_id: str | None = None) -> dict[str, Any]:
    """Why something was not done."""
    return _message(MessageType.ERROR, text=sentence, data={"code": code, "request_id": request_id})


def _message(
    kind: MessageType, *, job_id: str | None = None, session_id: str | None = None, text: str = "", data: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    return {
        "type": kind.value,
        "id": None,
        "job_id": job_id,
        "session_id": session_id,
        "step": None,
        "message": text,
        "progress": None,
        "data": dict(data or {}),
        "timestamp": datetime.now(UTC).isoformat(),
    }


def read_command(raw: str) -> Command:
    """The command in a text frame.

    Raises:
        Fault: bad_request, it is none.
    """
    try:
        given = json.loads(raw)
        name = CommandName(given["command"])
        request_id, token, data = given.get("request_id"), given.get("token", ""), given.get("data", {})
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise Fault("bad_request") from error
    if not (request_id is None or (isinstance(request_id, str) and len(request_id) <= 64)) or not isinstance(token, str) or not isinstance(data, dict):
        raise Fault("bad_request")
    return Command(name, request_id, token, data)


def session_named(given: object, default: str) -> SessionId:
    """A session's name: letters, digits, `-` and `_`, at most 64.

    Raises:
        Fault: bad_request.
    """
    if given is None or given == "":
        return SessionId(default)
    if not isinstance(given, str) or not _NAME.fullmatch(given):
        raise Fault("bad_request")
    return SessionId(given)


def event_id_named(given: str | None) -> int | None:
    """The id of the last event a client saw; None if it names none.

    Raises:
        Fault: bad_request, not a number from 0 to 2^53.
    """
    if given is None or given == "":
        return None
    if not (given.isascii() and given.isdecimal()) or len(given) > 16:
        raise Fault("bad_request")
    return int(given)

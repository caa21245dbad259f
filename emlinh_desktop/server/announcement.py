"""News encoded once, whatever the number of clients: as WebSocket frames and as a server-sent event."""

from __future__ import annotations

from functools import cached_property

from emlinh_desktop.domain.event import JobId, ProgressEvent, SessionId
from emlinh_desktop.server.frames import PING_FRAME, text_frame
from emlinh_desktop.server.protocol import encoded, ends_run, heartbeat_message, progress_message, stream_end_message


class Announcement:
    """One stored event; the last of a run carries its `stream_end` with it, so that nothing can come between."""

    def __init__(self, event: ProgressEvent) -> None:
        self.event = event
        self.id: int = event.id
        self.job_id: JobId = event.job_id
        self.session_id: SessionId = event.session_id
        self.ends_run = ends_run(event)
        self.payloads: tuple[bytes, ...] = (encoded(progress_message(event)),)
        if self.ends_run:
            self.payloads += (encoded(stream_end_message(event)),)

    @cached_property
    def frames(self) -> bytes:
        """Ready to be written to a WebSocket's transport."""
        return b"".join(map(text_frame, self.payloads))

    @cached_property
    def sse(self) -> bytes:
        """The event alone, as a server-sent event (whose stream ends by its own rule)."""
        return sse_block("progress", self.payloads[0], self.id)


def sse_block(kind: str, payload: bytes, event_id: int | None = None) -> bytes:
    """One server-sent event (https://html.spec.whatwg.org/multipage/server-sent-events.html); JSON holds no line ends."""
    named = b"id: %d\n" % event_id if event_id is not None else b""
    return named + b"event: " + kind.encode("ascii") + b"\ndata: " + payload + b"\n\n"


class Heartbeat:
    """Told to everybody now and then, with a ping for those who can answer one."""

    def __init__(self) -> None:
        payload = encoded(heartbeat_message())
        self.frames = text_frame(payload) + PING_FRAME
        self.sse = sse_block("heartbeat", payload)

"""Microsoft Edge's read-aloud voices through edge-tts: an unofficial service that may close any day.

Its client (7.3) reports a cut stream as success, never times out after the upgrade, and deadlocks in `stream_sync`: the
rules against each are in `edge_session`. Imported only when an `edge:` voice is used.
"""

from emlinh_desktop.speech.edge.edge_source import EdgeSource

__all__ = ["EdgeSource"]

"""The user's own recording of the script as a voice: aligned to the whole text, cut between its Lines."""

from emlinh_desktop.speech.recording.recording_source import RecordingSource

__all__ = ["RecordingSource"]

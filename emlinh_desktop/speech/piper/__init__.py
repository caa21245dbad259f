"""Piper's neural voices, offline, with the extra `[piper]`: run in a child process, downloaded on request or picked from a folder."""

from emlinh_desktop.speech.piper.piper_source import PiperSource

__all__ = ["PiperSource"]

"""Speech from any endpoint with OpenAI's `/audio/speech`: raw PCM, no word times, Line by Line.

OpenAI itself ends its speech models on 6 January 2027 (its own library says so); local servers go on speaking this form.
"""

from emlinh_desktop.speech.compatible.compatible_source import CompatibleSource, SpeechEndpoint

__all__ = ["CompatibleSource", "SpeechEndpoint"]

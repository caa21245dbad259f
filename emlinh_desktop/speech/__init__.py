"""Line -> Utterance: engines, voice catalogue, text made speakable, alignment, length fitting, cache.

Owns the only contact with speech engines. The offline one (espeak-ng) and Piper run in child processes; services are asked
from a loop in a thread. `engine.py` holds the port; an outer engine is a `SpeechSource` that gives sound, and
`outer_speaker.py` does the rest for all of them. Must not know pictures or steps.
"""

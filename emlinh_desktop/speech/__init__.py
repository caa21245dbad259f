"""Line -> Utterance: engines, voice catalogue, text made speakable, length fitting, cache.

Owns the only contact with speech engines (each in a child process). Must not know pictures or steps.
"""

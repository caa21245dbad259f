"""Utterance -> MouthTrack: phonemes to visemes to a continuous mouth, with coarticulation.

Owns the viseme tables and rules. Must not know how a mouth is painted.
"""

"""Utterances and music -> one mixed track at the right loudness.

Owns the voice chain, ducking, loudness and its measurement. Must not know pictures or steps.
"""

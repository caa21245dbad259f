"""The narration, made pleasant and right in loudness, with music under it where wanted: one AAC track for the film.

Owns the voice chain, the levels, the ducking of music and the cache of finished tracks. Works in child processes
(ffmpeg, and one of our own that reads other people's music through moviepy). Must not know how speech is made or
how the track gets into the film.
"""

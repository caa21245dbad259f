"""Shots -> Segments -> Film: plan, workers, encoder, cache, join, mux, quality check.

Owns PyAV. May import `picture`, because a render worker paints. Must not know the store or the steps.
"""

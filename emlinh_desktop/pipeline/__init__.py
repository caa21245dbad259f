"""The order of the twelve steps: production, resume, cancel, progress and time left.

Owns when things happen and what is remembered between them. Imports `domain` and `base` only; every tool
(writer, narrator, renderer, store) is given to it through a port.
"""

"""The conversation: bubbles, the composer, and a film from its first word to its playing.

Owns what is seen of one session. It shows what `bridge.studio.StudioApi` tells and asks it for everything; it never works itself.
"""

"""Qt without widgets: the lanes between worker threads and the window, the queue, the conversation, the settings' signals.

`studio.py` is the window's door (`StudioApi`); `film_studio.py` is the real one behind it. Must not know widgets.
"""

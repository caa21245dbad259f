"""Qt without widgets: the QThread lane, signals and item models.

Will own the crossing between worker threads and the GUI thread. Must not know widgets.
"""

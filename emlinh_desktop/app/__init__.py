"""Composition root: the only place that knows every room. It hands the tools of one room to another.

`program` is the program without a face, `engines` the voices and writers, `window` the window around them. Rooms are imported
where they are used: a command that lists jobs must not wait for a painter.
"""

from emlinh_desktop.app.program import App, QueueOrders
from emlinh_desktop.app.window import OpenedWindow, run_window

__all__ = ["App", "OpenedWindow", "QueueOrders", "run_window"]

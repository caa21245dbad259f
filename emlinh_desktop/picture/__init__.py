"""(Shot, frame index) -> pixels: compositions, backgrounds, presenter, captions, fonts.

Owns everything that is painted. Uses QtGui and QtSvg, never QtWidgets. A frame is a pure function of its Shot
and its index. Must not know encoders, jobs or steps.
"""

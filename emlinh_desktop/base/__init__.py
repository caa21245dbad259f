"""The ground floor: folders, resources, texts, log, atomic files, child processes, cancellation.

Owns what any desktop program needs from its operating system. Must not know the product's words (no
Brief, no Shot), and never imports Qt.
"""

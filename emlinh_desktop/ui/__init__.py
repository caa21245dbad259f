"""The window: widgets only.

Will own what people see and touch. Must not do work: it shows what `bridge` tells.
"""

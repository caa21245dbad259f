"""Composition root: the only file that knows every room. It hands the tools of one room to another."""

from __future__ import annotations

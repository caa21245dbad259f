"""The window's texts in the window's language, and the news that it changed.

Widgets translate when they show: they connect `window_language().language_changed` to a method that sets their texts anew.
GUI thread only.
"""

from __future__ import annotations

import functools
from typing import Any

from PySide6.QtCore import QObject, Signal

from emlinh_desktop.base.locale_text import interface_language, text
from emlinh_desktop.domain.brief import Language


class WindowLanguage(QObject):
    """The language the window talks in. There is one: `window_language()`."""

    language_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._language = Language(interface_language())

    @property
    def language(self) -> Language:
        return self._language

    def set_language(self, language: Language) -> None:
        """Switch at once; every widget that listens sets its texts anew."""
        if language is not self._language:
            self._language = language
            self.language_changed.emit()


@functools.cache
def window_language() -> WindowLanguage:
    """The one language of the window, made at first use."""
    return WindowLanguage()


def ui_text(key: str, /, **values: Any) -> str:
    """The text of `key` in the window's language, its `{names}` filled in.

    Raises:
        KeyError: no such key, or a value is missing (a bug, found by the tests).
    """
    return text(key, window_language().language.value, **values)

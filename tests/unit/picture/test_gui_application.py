"""The application that painting needs, and what is said where it cannot be had."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtGui import QGuiApplication

from emlinh_desktop.domain.errors import ErrorCode, ResourceError
from emlinh_desktop.picture.gui_application import ensure_gui_application


def test_there_is_one_application_on_the_offscreen_platform() -> None:
    application = ensure_gui_application()
    assert ensure_gui_application() is application
    assert QGuiApplication.platformName() == "offscreen"


def test_a_missing_system_library_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    class Refusing:
        def find_spec(self, name: str, *_: object) -> None:
            if name == "PySide6.QtGui":
                raise ImportError("libGL.so.1: cannot open shared object file: No such file or directory")

    monkeypatch.delitem(sys.modules, "PySide6.QtGui")
    monkeypatch.setattr(sys, "meta_path", [Refusing(), *sys.meta_path])
    with pytest.raises(ResourceError) as refused:
        ensure_gui_application()
    assert refused.value.code is ErrorCode.SYSTEM_LIBRARY_MISSING
    assert refused.value.params["library"] == "libGL.so.1"

"""Thanks, greetings and the like are told apart."""

from __future__ import annotations

import pytest

from emlinh_desktop.base.locale_text import text
from emlinh_desktop.chat.small_talk import small_talk_of


@pytest.mark.parametrize(
    ("message", "kind"),
    [("Chào em", "greeting"), ("tks nha", "thanks"), ("bye em", "bye"), ("em dễ thương ghê", "praise"), ("em khỏe không?", "feeling"), ("haha", "other")],
)
def test_kinds_of_small_talk(message: str, kind: str) -> None:
    assert small_talk_of(message) == kind
    assert text(f"chat.small.{kind}", "vi")

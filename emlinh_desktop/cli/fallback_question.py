"""Whether another voice or writer may stand in for one that failed: the policy, and the question on a terminal."""

from __future__ import annotations

import sys

from emlinh_desktop.base.locale_text import interface_language, text
from emlinh_desktop.domain.fallback import Fallback, FallbackPolicy, MayFallBack
from emlinh_desktop.settings.online import fallback_policy, online_settings

_YES = {"c", "có", "co", "y", "yes", "d", "dạ", "ok"}


def fallback_answer(given: str | None) -> MayFallBack:
    """The answer by `--fallback`, else by the settings. Raises InputError BAD_OPTION."""
    policy = fallback_policy("--fallback", given) if given else online_settings().fallback

    def answer(fallback: Fallback) -> bool:
        language = interface_language()
        what = text(f"error.{fallback.error.code.value}.what", language, **fallback.error.params)
        if policy is FallbackPolicy.ASK and sys.stdin.isatty() and sys.stderr.isatty():
            sys.stderr.write("\n" + text("cli.fallback.question", language, what=what, used=fallback.used) + " ")
            sys.stderr.flush()
            return sys.stdin.readline().strip().casefold() in _YES
        if policy is FallbackPolicy.FALL_BACK:
            sys.stderr.write("\n" + text("cli.fallback.told", language, what=what, used=fallback.used) + "\n")
            sys.stderr.flush()
            return True
        return False

    return answer

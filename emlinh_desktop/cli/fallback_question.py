"""What is done when a better voice or writer fails: the policy, and the question on a terminal."""

from __future__ import annotations

import sys
from pathlib import Path

from emlinh_desktop.base.cancellation import CancelToken
from emlinh_desktop.base.locale_text import interface_language, text
from emlinh_desktop.domain.fallback import Fallback, FallbackChoice, FallbackPolicy, OnFailure, choice_without_asking
from emlinh_desktop.settings.online import fallback_policy, online_settings_of

_YES = {"c", "có", "co", "y", "yes", "d", "dạ", "ok"}


def fallback_answer(given: str | None, config: Path) -> OnFailure:
    """The answer by `--fallback`, else by the environment, else by the settings in `config`. Raises InputError BAD_OPTION."""
    policy = fallback_policy("--fallback", given) if given else online_settings_of(config).fallback

    def answer(fallback: Fallback, _cancel: CancelToken) -> FallbackChoice:
        language = interface_language()
        what = text(f"error.{fallback.error.code.value}.what", language, **fallback.error.params)
        if policy is FallbackPolicy.ASK and sys.stdin.isatty() and sys.stderr.isatty():
            sys.stderr.write("\n" + text("cli.fallback.question", language, what=what, used=fallback.used) + " ")
            sys.stderr.flush()
            return FallbackChoice.STAND_IN if sys.stdin.readline().strip().casefold() in _YES else FallbackChoice.STOP
        if policy is FallbackPolicy.FALL_BACK:
            sys.stderr.write("\n" + text("cli.fallback.told", language, what=what, used=fallback.used) + "\n")
            sys.stderr.flush()
        return choice_without_asking(policy)

    return answer

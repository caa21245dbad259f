"""When a better engine fails: what happened, what would do instead, and who decides."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from emlinh_desktop.base.cancellation import CancelToken
from emlinh_desktop.domain.errors import EmlinhError


class FallbackPolicy(StrEnum):
    """What happens when the wanted voice or writer fails."""

    ASK = "ask"
    FALL_BACK = "fall_back"
    STOP = "stop"


class FallbackChoice(StrEnum):
    """What is done about one failure."""

    STAND_IN = "stand_in"
    TRY_AGAIN = "try_again"
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class Fallback:
    """`kind` is voice|writer; `wanted` failed with `error`; `used` would do instead. Both are ids."""

    kind: str
    wanted: str
    used: str
    error: EmlinhError

    def to_json(self) -> dict[str, Any]:
        """For an event: ids, the error's code and its parameters."""
        return {"kind": self.kind, "wanted": self.wanted, "used": self.used, "error_code": self.error.code.value, "error_params": dict(self.error.params)}


OnFailure = Callable[[Fallback, CancelToken], FallbackChoice]
"""asked on the production thread, which waits for the answer; it may raise Cancelled. STOP lets the error end the job"""


def choice_without_asking(policy: FallbackPolicy) -> FallbackChoice:
    """What a policy means where nobody can be asked."""
    return FallbackChoice.STAND_IN if policy is FallbackPolicy.FALL_BACK else FallbackChoice.STOP

"""What is said to a language model and what it answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from emlinh_desktop.base.cancellation import CancelToken


@dataclass(frozen=True, slots=True)
class ModelMessage:
    """`role` is system|user|assistant."""

    role: str
    text: str


@dataclass(frozen=True, slots=True)
class ModelCost:
    """Tokens as the endpoint counted them (0 where it does not say) and seconds waited, over `calls` answers."""

    model: str
    calls: int
    prompt_tokens: int
    completion_tokens: int
    seconds: float

    def plus(self, other: ModelCost) -> ModelCost:
        """Both together."""
        return ModelCost(
            other.model,
            self.calls + other.calls,
            self.prompt_tokens + other.prompt_tokens,
            self.completion_tokens + other.completion_tokens,
            self.seconds + other.seconds,
        )


@dataclass(frozen=True, slots=True)
class ModelAnswer:
    """A whole answer; a cut or refused one is an error instead."""

    text: str
    cost: ModelCost = field(compare=False)


TokenHeard = Callable[[str], None]
"""told each piece of text as it arrives, on the calling thread"""


class LanguageModel(Protocol):
    """One model of one endpoint. Any thread, one call at a time."""

    def answer(self, messages: Sequence[ModelMessage], heard: TokenHeard, cancel: CancelToken) -> ModelAnswer:
        """Stream an answer to its end.

        Raises:
            Cancelled: within a second, whatever the endpoint does.
            InputError: MODEL_NOT_CHOSEN, UNKNOWN_NAME.
            ResourceError: one of the SERVICE_ codes, MODEL_REFUSED.
        """
        ...

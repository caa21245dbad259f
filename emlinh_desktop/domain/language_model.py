"""What is said to a language model and what it answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from emlinh_desktop.base.cancellation import CancelToken


@dataclass(frozen=True, slots=True)
class Tool:
    """Something a model may ask for instead of answering in words. `parameters` is a JSON schema of type object."""

    name: str
    about: str
    parameters: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ToolCall:
    """What a model asks for. `arguments` is the text it sent: JSON if all is well, anything otherwise."""

    id: str
    name: str
    arguments: str


@dataclass(frozen=True, slots=True)
class ModelMessage:
    """`role` is system|user|assistant|tool. An assistant's message may hold `calls`; a tool's answers the call `call_id`."""

    role: str
    text: str
    calls: tuple[ToolCall, ...] = ()
    call_id: str = ""


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


def cost_text(cost: Mapping[str, Any]) -> tuple[str, dict[str, str]]:
    """The key and the values of the sentence about a cost as an event keeps it (`ModelCost` as a dict); some endpoints count no tokens."""
    tokens = int(cost["prompt_tokens"]) + int(cost["completion_tokens"])
    values = {name: str(cost[name]) for name in ("model", "calls", "prompt_tokens", "completion_tokens")}
    return ("cost.tokens" if tokens else "cost.time"), {**values, "tokens": str(tokens), "s": f"{float(cost['seconds']):.1f}"}


@dataclass(frozen=True, slots=True)
class ModelAnswer:
    """A whole answer, in words, calls of tools or both; a cut or refused one is an error instead."""

    text: str
    cost: ModelCost = field(compare=False)
    calls: tuple[ToolCall, ...] = ()


TokenHeard = Callable[[str], None]
"""told each piece of text as it arrives, on the calling thread"""


class LanguageModel(Protocol):
    """One model of one endpoint. Any thread, one call at a time."""

    def answer(self, messages: Sequence[ModelMessage], heard: TokenHeard, cancel: CancelToken, tools: Sequence[Tool] = ()) -> ModelAnswer:
        """Stream an answer to its end. A model that knows no tools answers in words.

        Raises:
            Cancelled: within a second, whatever the endpoint does.
            InputError: MODEL_NOT_CHOSEN, UNKNOWN_NAME.
            ResourceError: one of the SERVICE_ codes, MODEL_REFUSED.
        """
        ...

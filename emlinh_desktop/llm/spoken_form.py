"""Messages and tools of `domain.language_model` in the form the chat interface takes."""

from __future__ import annotations

from typing import Any

from emlinh_desktop.domain.language_model import ModelMessage, Tool


def message_form(message: ModelMessage) -> dict[str, Any]:
    """One message."""
    form: dict[str, Any] = {"role": message.role, "content": message.text}
    if message.calls:
        form["tool_calls"] = [{"id": c.id, "type": "function", "function": {"name": c.name, "arguments": c.arguments}} for c in message.calls]
    if message.call_id:
        form["tool_call_id"] = message.call_id
    return form


def tool_form(tool: Tool) -> dict[str, Any]:
    """One tool."""
    return {"type": "function", "function": {"name": tool.name, "description": tool.about, "parameters": dict(tool.parameters)}}

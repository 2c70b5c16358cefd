"""A call and its result as the attributes of the span in which the tool ran."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracegrade import _json
from tracegrade.formats._extension import Rest, edited_arguments
from tracegrade.formats.writers._otlp_times import settle_call_times

if TYPE_CHECKING:
    from tracegrade.model import Detail

__all__ = ["Run"]


class Run:
    """A call, with its result if it has one, being written.

    Attributes:
        call: What is left of the call.
        result: What is left of the result, if there is one.
        edited: What the tool ran with, where that is said beside what it was asked to run with.
        times: Begin and end of the span.
        failed: Whether the result is an error.

    Example:
        >>> step = {"id": "s1", "kind": "tool_call", "tool": "refund", "arguments": {"amount": 5}}
        >>> Run(step, None, None).attributes()["gen_ai.tool.call.arguments"]
        '{"amount":5}'
    """

    def __init__(self, step: Detail, result: Detail | None, agent: str | None) -> None:
        """Let go of what every span of a call holds; `agent` is that of the model call."""
        self._step = step
        self.call = Rest(step)
        self.result = None if result is None else Rest(result)
        told = None if result is None else result.get("executed_arguments")
        self.edited = step.get("executed_arguments") if told is None else told
        self.times = (0, 0)
        self.failed = result is not None and result.get("status") == "error"
        for name in ("kind", "call_id", "tool"):
            self.call.settle(name, step.get(name))
        self.call.settle("agent", agent)

    def settle_times(self, before: int) -> None:
        """Let go of the times that the span holds; the span before it ended at this time."""
        self.times = settle_call_times(self.call, self.result, before)

    def attributes(self) -> Detail:
        """The attributes of the span, of which the result lets go as well."""
        asked = self._step.get("arguments")
        text = _argument_text(asked if self.edited is None else self.edited)
        return {
            "gen_ai.operation.name": "execute_tool",
            "gen_ai.tool.name": self._step["tool"],
            "gen_ai.tool.call.id": self._step.get("call_id"),
            "gen_ai.tool.call.arguments": text,
            "gen_ai.tool.call.result": self._settle_result(text),
            "error.type": "_OTHER" if self.failed else None,
            "tracegrade.no_result": True if self.result is None else None,
        }

    def _settle_result(self, text: str | None) -> str | None:
        result = self.result
        if result is None:
            return None
        result.settle("kind", "tool_result")
        result.settle("call", self._step["id"])
        result.settle("status", "error" if self.failed else "ok")
        result.settle("executed_arguments", edited_arguments(text, self._step.get("arguments")))
        return result.settle_as_text("content")


def _argument_text(arguments: Any) -> str | None:
    """Arguments as JSON text; text that is no JSON as it is."""
    decoded = _json.decode_arguments(arguments)[0]
    if arguments is None or (type(arguments) is str and decoded is arguments):
        return arguments
    return _json.encode(decoded).decode()

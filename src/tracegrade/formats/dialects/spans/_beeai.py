"""BeeAI, whose instrumentation of OpenInference writes a span for an event of the framework.

Source: spans of `openinference-instrumentation-beeai` 0.1.30, which hangs events that are errors or
retries below the span of what they happened to, and a trace of an older release, where every span
is an event: a ReAct agent's `update` tells its thought, the tool it asks for, that tool's input, its
output and the answer, one more with each.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from tracegrade.formats.dialects.spans._inference_messages import message_of
from tracegrade.formats.dialects.spans._unflatten import unflattened
from tracegrade.formats.dialects.spans._values import decoded_or_text, text_of

if TYPE_CHECKING:
    from tracegrade.formats.dialects.spans._span import Span
    from tracegrade.model import Detail

__all__ = ["is_event", "with_whole_calls"]

_OF_EVENT = re.compile(r"\.chat\.[a-z_]+-\d+$", re.ASCII)
"""End of the name of a span that is an event of a model call."""


def is_event(span: Span) -> bool:
    """Whether a span of OpenInference is an event of BeeAI, and no model call, tool or agent."""
    attributes = span.attributes
    if "target" in attributes:
        return "traceId" in attributes
    if "metadata.path" in attributes:
        return "metadata.trace.run_id" in attributes
    # Of an event with many attributes an exporter drops the first.
    return span.name.startswith("backend.") and _OF_EVENT.search(span.name) is not None


class _Turn(NamedTuple):
    """A model call, and what the agent made of its answer.

    Attributes:
        chat: The span with which it began.
        asked_at: When it was known what the model asks for.
        said: What is known of the answer.
    """

    chat: Span
    asked_at: int
    said: Detail


def with_whole_calls(spans: dict[str, Span]) -> dict[str, Span]:
    """The spans of a trace; of events of a ReAct agent, model calls and tools are made."""
    turns: dict[Any, _Turn] = {}
    found = dict(spans)
    for span in spans.values():
        attributes = span.attributes
        target = str(attributes.get("target"))
        run = attributes.get("traceId")
        if target.startswith("backend.") and target.endswith(".chat.start"):
            _end(turns.pop(run, None), found)
            turns[run] = _Turn(span, 0, {})
        elif target == "agent.react.update" and run in turns:
            turns[run] = turn = _updated(turns[run], span)
            if "tool" in turn.said and "output" in turn.said:
                found[span.span_id] = _tool(turn, span)
                _end(turns.pop(run), found)
    for turn in turns.values():
        _end(turn, found)
    return found


def _updated(turn: _Turn, span: Span) -> _Turn:
    attributes = span.attributes
    tool, given = text_of(attributes.get("tool.name")), attributes.get("tool.parameters")
    arguments = decoded_or_text(given)
    told = {
        "thought": attributes.get("thought"),
        "tool": tool if arguments is not None else None,
        "arguments": arguments,
        "output": attributes.get("output.value"),
    }
    said = {**turn.said, **{key: value for key, value in told.items() if value is not None}}
    return _Turn(turn.chat, turn.asked_at or span.start if "tool" in said else 0, said)


def _tool(turn: _Turn, span: Span) -> Span:
    """The tool that ran, from when it was asked for until its output was told."""
    made: Detail = {
        "gen_ai.operation.name": "execute_tool",
        "gen_ai.tool.name": turn.said["tool"],
        "gen_ai.tool.call.arguments": turn.said["arguments"],
        "gen_ai.tool.call.result": turn.said["output"],
    }
    return span._replace(start=turn.asked_at, end=span.start, attributes=made)


def _end(turn: _Turn | None, found: dict[str, Span]) -> None:
    """Put a model call in the place of the event with which it began, if anything came of it."""
    if turn is None or not turn.said:
        return
    said, attributes = turn.said, turn.chat.attributes
    parts: list[Detail] = []
    if "thought" in said:
        parts.append({"type": "reasoning", "content": said["thought"]})
    if "tool" in said:
        asked = {"name": said["tool"], "arguments": said["arguments"]}
        parts.append({"type": "tool_call", "id": None, **asked})
    elif "output" in said:
        parts.append({"type": "text", "content": said["output"]})
    given = unflattened(attributes, "llm.input_messages.")
    made = {
        "gen_ai.operation.name": "chat",
        "gen_ai.request.model": attributes.get("llm.model_name"),
        "gen_ai.input.messages": [message_of(one) for one in given],
        "gen_ai.output.messages": [{"role": "assistant", "parts": parts}],
    }
    end = turn.asked_at or turn.chat.end
    found[turn.chat.span_id] = turn.chat._replace(end=end, attributes=made)

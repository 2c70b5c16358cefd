"""Agents that run inside a tool, and whose spans stand beside it.

Some writers root the span of every agent in the workflow, also of one that another agent runs as a
tool (OpenLLMetry's instrumentation of the OpenAI Agents SDK does). Such an agent runs while the tool
runs, and was given the tool's words or gave them back: both together, never the clock alone, make
it the tool's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracegrade.formats.dialects.spans._values import decoded_or_text, text_of

if TYPE_CHECKING:
    from tracegrade.formats.dialects.spans._span import Span

__all__ = ["inside_their_tools"]

_OPERATION = "gen_ai.operation.name"
_MOST = 1_000_000  # agents times spans: in larger traces nothing is looked for


def inside_their_tools(spans: dict[str, Span]) -> dict[str, Span]:
    """The spans, each agent that a tool ran with that tool as its parent."""
    agents = [span for span in spans.values() if _operation(span) == "invoke_agent"]
    if len(agents) < 2 or len(agents) * len(spans) > _MOST:
        return spans
    tools = [span for span in spans.values() if _operation(span) == "execute_tool"]
    if not tools:
        return spans
    found = dict(spans)
    free = {tool.span_id: tool for tool in tools}
    for agent in agents:
        around = _around(agent, spans)
        if any(_operation(one) == "execute_tool" for one in around):
            continue
        running = [tool for tool in free.values() if _encloses(tool, agent)]
        heard, said = _words(agent, spans) if running else (set[str](), set[str]())
        match = next((tool for tool in reversed(running) if _shares(tool, heard, said)), None)
        if match is not None:
            found[agent.span_id] = agent._replace(parent_id=match.span_id)
            del free[match.span_id]
    return found


def _operation(span: Span) -> Any:
    return span.attributes.get(_OPERATION)


def _encloses(tool: Span, agent: Span) -> bool:
    inside = 0 < tool.start <= agent.start <= agent.end <= tool.end
    return inside and tool.parent_id != agent.span_id


def _around(span: Span, spans: dict[str, Span]) -> list[Span]:
    """The spans around this one, from the nearest outwards."""
    around: list[Span] = []
    seen = {span.span_id}
    while span.parent_id in spans and span.parent_id not in seen:
        span = spans[span.parent_id]
        seen.add(span.span_id)
        around.append(span)
    return around


def _words(agent: Span, spans: dict[str, Span]) -> tuple[set[str], set[str]]:
    """What was said to the agent and by it: in its own span, or in its model calls."""
    heard: set[str] = set()
    said: set[str] = set()
    for span in spans.values():
        if span is agent or span.parent_id == agent.span_id:
            heard |= _texts(span.attributes.get("gen_ai.input.messages"), "user")
            said |= _texts(span.attributes.get("gen_ai.output.messages"), "assistant")
    return heard, said


def _texts(messages: Any, role: str) -> set[str]:
    """The texts of all messages of a role."""
    listed = decoded_or_text(messages)
    of_role = [
        message
        for message in (listed if type(listed) is list else ())
        if type(message) is dict and message.get("role") == role
    ]
    parts = [part for one in of_role for part in (one.get("parts") or ()) if type(part) is dict]
    return {text for part in parts if (text := text_of(part.get("content"))) is not None}


def _shares(tool: Span, heard: set[str], said: set[str]) -> bool:
    """Whether the agent was told what the tool was given, or said what the tool returned."""
    if text_of(tool.attributes.get("gen_ai.tool.call.result")) in said:
        return True
    given = decoded_or_text(tool.attributes.get("gen_ai.tool.call.arguments"))
    values = given.values() if type(given) is dict else [given]
    return any(type(value) is str and value in heard for value in values)

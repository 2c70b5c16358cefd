"""Agents that run inside a tool, and whose spans stand beside it.

Some writers root the span of every agent in the workflow, also of one that another agent runs as a
tool (OpenLLMetry's instrumentation of the OpenAI Agents SDK does). Such an agent runs while the tool
runs, and was given the tool's words or gave them back: both together, never the clock alone, make
it the tool's.
"""

from __future__ import annotations

from heapq import heappop, heappush
from typing import TYPE_CHECKING, Any

from tracegrade.formats.dialects.spans._tree import children_of, reached
from tracegrade.formats.dialects.spans._values import decoded_or_text, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracegrade.formats.dialects.spans._span import Span

__all__ = ["inside_their_tools"]

_OPERATION = "gen_ai.operation.name"
_MOST_RUNNING = 100  # tools at once: where more run, whose an agent is is not looked for


def inside_their_tools(spans: dict[str, Span]) -> dict[str, Span]:
    """The spans, each agent that a tool ran with that tool as its parent."""
    agents = [span for span in spans.values() if _operation(span) == "invoke_agent"]
    if len(agents) < 2:
        return spans
    tools = [span for span in spans.values() if _operation(span) == "execute_tool"]
    if not tools:
        return spans
    found = dict(spans)
    children = children_of(spans)
    inside = reached(tools, children)
    taken: set[str] = set()
    for agent, running in _running_with(agents, tools):
        free = [tool for tool in running if tool.span_id not in taken and _encloses(tool, agent)]
        if not free or agent.span_id in inside:
            continue
        heard, said = _words([agent, *children.get(agent.span_id, ())])
        match = next((tool for tool in reversed(free) if _shares(tool, heard, said)), None)
        if match is not None:
            found[agent.span_id] = agent._replace(parent_id=match.span_id)
            taken.add(match.span_id)
    return found


def _running_with(agents: list[Span], tools: list[Span]) -> Iterator[tuple[Span, list[Span]]]:
    """Each agent with the tools that ran when it began, in the order those began."""
    began = sorted(tools, reverse=True)
    running: list[tuple[int, int, Span]] = []
    for agent in sorted(agents):
        while began and began[-1].start <= agent.start:
            tool = began.pop()
            heappush(running, (tool.end, -len(began), tool))
        while running and running[0][0] < agent.start:
            heappop(running)
        if len(running) <= _MOST_RUNNING:
            yield agent, [tool for _, _, tool in sorted(running, key=lambda one: one[1])]


def _operation(span: Span) -> Any:
    return span.attributes.get(_OPERATION)


def _encloses(tool: Span, agent: Span) -> bool:
    inside = 0 < tool.start <= agent.start <= agent.end <= tool.end
    return inside and tool.parent_id != agent.span_id


def _words(spans: list[Span]) -> tuple[set[str], set[str]]:
    """What an agent was told and said: in its own span, or in its model calls."""
    heard: set[str] = set()
    said: set[str] = set()
    for span in spans:
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

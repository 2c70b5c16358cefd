"""Attributes for spans of platforms that log a kind, an input and an output of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from tracegrade import _json
from tracegrade.formats.dialects.spans._inputs import (
    heard_messages,
    instructions_in,
    said_messages,
    tool_definitions_in,
)
from tracegrade.formats.dialects.spans._tool_messages import goes_to, tool_message
from tracegrade.formats.dialects.spans._values import STATUS, decoded_or_text

if TYPE_CHECKING:
    from tracegrade.model import Detail

__all__ = ["LoggedKind", "add_tool_result", "logged_attributes"]

LoggedKind = Literal["agent", "model", "tool", "retrieval"] | None
"""What a logged span is; `None` for whatever else a program traces."""


def logged_attributes(kind: LoggedKind, name: str, given: Any, said: Any) -> Detail:
    """The attributes of a logged span in the terms of the GenAI conventions.

    Args:
        kind: What it is.
        name: Its name, which is the tool's or the agent's.
        given: Its input as logged.
        said: Its output as logged.

    Example:
        >>> logged_attributes("tool", "lookup_order", {"order_id": "A-1"}, "shipped")[
        ...     "gen_ai.tool.call.result"
        ... ]
        'shipped'
    """
    if kind == "model":
        made: Detail = {
            "gen_ai.operation.name": "chat",
            "gen_ai.input.messages": heard_messages(given),
            "gen_ai.output.messages": said_messages(said),
        }
        declared, instructions = tool_definitions_in(given), instructions_in(given)
        if declared:
            made["gen_ai.tool.definitions"] = declared
        if instructions:
            made["gen_ai.system_instructions"] = instructions
        return made
    if kind == "tool":
        return _tool(name, given, said)
    if kind == "retrieval":
        found = decoded_or_text(said)
        documents = found if type(found) is list else [found]
        return {
            "gen_ai.operation.name": "retrieval",
            "gen_ai.retrieval.query.text": _query(given),
            "gen_ai.retrieval.documents": [_document(one) for one in documents],
        }
    if kind == "agent":
        made = {"gen_ai.operation.name": "invoke_agent", "gen_ai.agent.name": name}
        heard, answered = heard_messages(given), said_messages(said)
        if answered:
            made |= {"gen_ai.input.messages": heard, "gen_ai.output.messages": answered[-1:]}
        return made
    return {"input.value": given, "output.value": said}


def _tool(name: str, given: Any, said: Any) -> Detail:
    made: Detail = {"gen_ai.operation.name": "execute_tool", "gen_ai.tool.name": name}
    if given is not None:
        made["gen_ai.tool.call.arguments"] = given
    add_tool_result(said, made)
    return made


def add_tool_result(said: Any, made: Detail) -> None:
    """Add what a tool returned to the attributes of its span.

    Args:
        said: Its output as logged.
        made: The attributes; `gen_ai.tool.name` is known.
    """
    to = goes_to(said)
    if to is not None and str(made.get("gen_ai.tool.name")).startswith("transfer_to_"):
        made["gen_ai.operation.name"] = "handoff"
        made["gen_ai.handoff.to_agent"] = to
        return
    message = tool_message(said)
    if message is not None:
        said = message.content
        if message.call_id is not None:
            made.setdefault("gen_ai.tool.call.id", message.call_id)
        if message.status is not None:
            made[STATUS] = message.status
    if said is not None:
        made["gen_ai.tool.call.result"] = said


def _query(given: Any) -> str | None:
    value = decoded_or_text(given)
    if type(value) is dict:
        value = next((one for one in value.values() if type(one) is str), value)
    return _json.as_text(value)


def _document(one: Any) -> Detail:
    """A document as LangChain, LlamaIndex or MLflow give it."""
    if type(one) is not dict:
        return {"text": _json.as_text(one)}
    about = one.get("metadata")
    about = about if type(about) is dict else {}
    text = one.get("page_content", one.get("text", one.get("content")))
    named = {
        "id": one.get("id") or about.get("chunk_id") or about.get("id"),
        "uri": about.get("doc_uri") or about.get("source") or about.get("url"),
    }
    kept = {key: value for key, value in named.items() if type(value) is str}
    return {**kept, "text": _json.as_text(text), **({"metadata": about} if about else {})}

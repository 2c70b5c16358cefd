"""Values of OpenInference spans that lie inside what a framework puts around them.

Source: spans of the instrumentations of smolagents, LlamaIndex, CrewAI and BeeAI, whose values are
the arguments and the results of the framework's own functions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracegrade import _json
from tracegrade.formats.dialects.spans._values import decoded_or_text, text_of

if TYPE_CHECKING:
    from tracegrade.formats.dialects.spans._span import Span

__all__ = [
    "answer_inside",
    "arguments_inside",
    "result_inside",
    "task_inside",
    "tool_inside",
    "words_inside",
]

_AROUND_ARGUMENTS = frozenset(("args", "kwargs", "sanitize_inputs_outputs"))
_BEEAI = "metadata.class_name"
"""An attribute of what BeeAI runs: its input is an object with `input`."""

_LLAMA_RESULT = frozenset(("blocks", "raw_input", "raw_output", "is_error"))
_CREW_OUTPUT = frozenset(("raw", "pydantic", "json_dict"))


def arguments_inside(span: Span) -> Any:
    """The arguments that a tool was called with, or its input as it is.

    An argument without a name gets that of the only parameter; where there are several, it
    keeps its place in `args`.
    """
    given = span.attributes.get("input.value")
    found = decoded_or_text(given)
    if type(found) is dict and _BEEAI in span.attributes and "input" in found:
        return found["input"]
    if type(found) is not dict or not found or not found.keys() <= _AROUND_ARGUMENTS:
        return given
    named, placed = found.get("kwargs", {}), found.get("args", [])
    declared = _declared(span)
    if type(named) is not dict or type(placed) is not list or "kwargs" in declared:
        return given
    if not placed:
        return named
    if len(placed) == len(declared) == 1 and not named:
        return {declared[0]: placed[0]}
    return {"args": placed, **named}


def _declared(span: Span) -> list[str]:
    """Names of the parameters that the tool of a span declares."""
    schema = decoded_or_text(span.attributes.get("tool.parameters"))
    properties = schema.get("properties", schema) if type(schema) is dict else None
    return list(properties) if type(properties) is dict else []


def tool_inside(value: Any) -> str | None:
    """Name of the tool that returned this, where LlamaIndex says it."""
    found = decoded_or_text(value)
    is_result = type(found) is dict and found.keys() >= _LLAMA_RESULT
    return text_of(found.get("tool_name")) if is_result else None


def result_inside(value: Any) -> tuple[Any, bool]:
    """What a tool returned, or its output as it is; and whether LlamaIndex says that it failed."""
    found = decoded_or_text(value)
    if type(found) is not dict or not found.keys() >= _LLAMA_RESULT:
        return value, False
    blocks = found["blocks"] if type(found["blocks"]) is list else []
    texts = [one.get("text") for one in blocks if type(one) is dict]
    words = "\n".join(one for one in texts if type(one) is str)
    is_all = len(texts) == len(blocks) == sum(type(one) is str for one in texts) > 0
    return words if is_all else found["raw_output"], found["is_error"] is True


def words_inside(value: Any) -> Any:
    """What a crew or one of its agents said, or the output as it is."""
    found = decoded_or_text(value)
    is_output = type(found) is dict and found.keys() >= _CREW_OUTPUT
    return found["raw"] if is_output and type(found["raw"]) is str else value


def task_inside(span: Span) -> Any:
    """What an agent was asked to do, or its input as it is.

    smolagents names it among the arguments of a run. The input of an agent of CrewAI is the agent
    itself, and its output says which task it had.
    """
    given = span.attributes.get("input.value")
    if "task_key" in span.attributes:
        output = decoded_or_text(span.attributes.get("output.value"))
        task = output.get("description") if type(output) is dict else None
        return text_of(task) or given
    found = decoded_or_text(given)
    if type(found) is not dict:
        return given
    if "task" in found and "additional_args" in found:
        return _json.as_text(found["task"])
    return found["input"] if _BEEAI in span.attributes and "input" in found else given


def answer_inside(span: Span, arguments: Any, result: Any) -> str | None:
    """The answer that an agent of smolagents or BeeAI gives by its tool `final_answer`."""
    if span.name == "FinalAnswerTool":
        return text_of(result)
    if span.attributes.get(_BEEAI) == "FinalAnswerTool" and type(arguments) is dict:
        return text_of(arguments.get("response"))
    return None

"""The calls of a trace with their results, as claims of deeds are held against them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tracegrade import _json
from tracegrade.graders.evidence._failures import denies_success, reports_failure
from tracegrade.graph.values import is_thought

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracegrade.graders.evidence._doings import Doing
    from tracegrade.graders.evidence._vocabulary import CallWords
    from tracegrade.model import Trace

__all__ = ["Call", "calls_of"]


@dataclass(slots=True)
class Call:
    """A call with its result, as claims of deeds are held against it.

    Attributes:
        step: Position of the call.
        tool: Name of the tool.
        arguments: Decoded arguments.
        status: `ok`, `error`, `denied`, `pending` or `unknown`; `error` too where nothing but the
            text of the result says so.
        result: Position of the result, or -1.
        content: Decoded result.
        text: Result as text.
        doing: What it did, once somebody asked for it.
        words: Its words, once somebody asked for them.
    """

    step: int
    tool: str
    arguments: Any
    status: str
    result: int = -1
    content: Any = None
    text: str = ""
    doing: Doing | None = None
    words: CallWords | None = None


def calls_of(trace: Trace, arguments: dict[int, Any], contents: dict[int, Any]) -> Iterator[Call]:
    """The calls of a trace in order, but those in which the agent only thought.

    Args:
        trace: The trace.
        arguments: Decoded arguments by the step of the call.
        contents: Decoded results by their step.
    """
    columns = trace.columns
    rows = zip(
        columns.call_steps, columns.call_tools, columns.call_results, trace.call_statuses,
        strict=True,
    )  # fmt: skip
    for step, tool, result, status in rows:
        if is_thought(tool):
            continue
        call = Call(step, tool, arguments.get(step), status, result)
        if result >= 0:
            detail = columns.details.get(result, {})
            call.text = _json.as_text(detail.get("content", columns.texts[result])) or ""
            call.content = contents.get(result)
            if status == "ok" and denies_success(call.content):
                call.status = "error"
            if status == "unknown" and reports_failure(call.content):
                call.status = "error"
        yield call

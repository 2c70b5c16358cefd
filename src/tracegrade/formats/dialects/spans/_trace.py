"""The trace that spans are, with everything that they say beside the steps."""

from __future__ import annotations

from operator import methodcaller
from typing import TYPE_CHECKING, Any

from tracegrade import _json
from tracegrade.formats._building import Note
from tracegrade.formats._common import tool_definitions
from tracegrade.formats._reader import MismatchError, UnsafeValueError
from tracegrade.formats.dialects.spans._beside import inside_their_tools
from tracegrade.formats.dialects.spans._evaluations import outcome_of_spans
from tracegrade.formats.dialects.spans._final import mark_final
from tracegrade.formats.dialects.spans._steps import StepMaker
from tracegrade.formats.dialects.spans._tree import in_order, tree_of
from tracegrade.formats.dialects.spans._vocabulary import in_current_terms
from tracegrade.formats.dialects.spans._written import trace_as_written
from tracegrade.model import (
    CAPABILITIES,
    Problem,
    ToolDefinition,
    Trace,
    has_sub_agents,
    time_of_nanoseconds,
)

if TYPE_CHECKING:
    from tracegrade.formats._reader import Record
    from tracegrade.formats.dialects.spans._span import Span
    from tracegrade.model import Capability, Detail

__all__ = ["SHOWN_BY_SPANS", "trace_of_spans"]

SHOWN_BY_SPANS: frozenset[Capability] = frozenset(CAPABILITIES) - {"principals"}
"""What spans can show at best: all but who decided, which no vocabulary has a name for."""


def trace_of_spans(spans: list[Span], format_name: str) -> Trace:
    """The trace that these spans, all of one trace id and in any order, are."""
    maker = StepMaker()
    notes = maker.builder.notes
    written = trace_as_written(spans, format_name, notes)
    if written is not None:
        return written
    given = in_order(spans, notes)
    unique = inside_their_tools(in_current_terms(given))
    if unique is not given:
        maker.look_for_handoffs(unique)
    maker.add(unique, *tree_of(unique, notes))
    if not maker.knows_any:
        message = "no span follows the GenAI conventions: the spans are kept as notes"
        notes.append(Note("no-genai-spans", message, spans[0].pointer))
    if maker.hosted:
        mark_final(maker.builder.columns)
    ordered = list(unique.values())
    first = ordered[0]
    record = first.origin.record
    trace = Trace(
        first.trace_id,
        maker.builder.columns,
        source=record.source(format_name),
        capabilities=_shown(ordered, maker),
        problems=tuple(
            Problem(code, message, record.path, record.line, pointer or None)
            for code, message, pointer in notes
        ),
    )
    if maker.definitions:
        trace.tools = _tools(record, maker.definitions)
    _say_when(trace, ordered)
    _describe(trace, ordered)
    trace.outcome = outcome_of_spans(list(given.values()))
    trace.completion = "pending" if _waits(maker) else None
    return trace


def _describe(trace: Trace, spans: list[Span]) -> None:
    """Fill in which agent, model and conversation the run was of."""
    said = [span.attributes for span in spans]
    trace.agent = _first_text(said, "gen_ai.agent.name")
    trace.model = _first_text(said, "gen_ai.request.model")
    if trace.model is None:
        trace.model = _first_text(said, "gen_ai.response.model")
    conversation = _first_text(said, "gen_ai.conversation.id") or _first_text(said, "session.id")
    trace.metadata = {"resource": spans[0].origin.resource, "conversation_id": conversation}


def _waits(maker: StepMaker) -> bool:
    """Whether the run ended with calls that wait."""
    columns = maker.builder.columns
    return maker.waits or any(
        result < 0 and columns.details.get(step, {}).get("status") == "pending"
        for step, result in zip(columns.call_steps, columns.call_results, strict=True)
    )


def _say_when(trace: Trace, spans: list[Span]) -> None:
    start, end = spans[0].start, max([span.end for span in spans])
    trace.started_at = time_of_nanoseconds(start) if start else None
    trace.ended_at = time_of_nanoseconds(end) if end else None


def _first_text(said: list[Detail], name: str) -> str | None:
    values = map(methodcaller("get", name), said)
    return next((value for value in values if type(value) is str), None)


def _tools(record: Record, definitions: list[Any]) -> tuple[ToolDefinition, ...]:
    """The tools that any agent of the trace declares; one that cannot be read declares none."""
    tools: dict[str, ToolDefinition] = {}
    for one in definitions:
        try:
            declared = _json.decode(one) if isinstance(one, str) else one
            found = tool_definitions(record, declared, "")
        except (_json.UndecodableError, MismatchError, UnsafeValueError):
            continue
        for tool in found:
            tools.setdefault(tool.name, tool)
    return tuple(tools.values())


def _shown(spans: list[Span], maker: StepMaker) -> frozenset[Capability]:
    """What this capture records."""
    columns = maker.builder.columns
    shown = set(maker.shown)
    if spans[-1].start:
        shown.add("timestamps")
    if has_sub_agents(columns):
        shown.add("sub_agents")
    return frozenset(shown)

"""Evalsets of Google's Agent Development Kit: what somebody expects of an agent, case by case.

Source: `EvalSet` of google-adk 1.0 to 2.13, and the lists of `query`, `expected_tool_use` and `reference`
that tests held before. Nothing in such a file ran. So a case becomes a trace that holds the words of the
user, and notes of what is expected; it has no calls and no answer, can show nothing, and says so as a
problem. The expectation itself is `trace.case`, for the traces of real runs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracegrade.formats._building import ColumnsBuilder
from tracegrade.formats._common import default_trace_id, field_of, list_or_empty
from tracegrade.formats._reader import Evidence, MismatchError, Reader, Record
from tracegrade.formats.dialects.google_adk import expected_calls, text_of_content
from tracegrade.model import Case, Trace

if TYPE_CHECKING:
    from tracegrade.model import Capability, Detail

__all__ = ["READER"]

_NOTHING: frozenset[Capability] = frozenset()
_NAME = "google_adk_evalset"
_TRANSFER = "transfer_to_agent"
_KEPT = (
    "session_input", "conversation_scenario", "rubrics", "final_session_state",
    "creation_timestamp", "initial_session",
)  # fmt: skip


def _sniff(value: Any) -> Evidence | None:
    if isinstance(value, dict):
        if isinstance(field_of(value, "eval_cases"), list) and field_of(value, "eval_set_id"):
            return Evidence(3, "keys 'eval_set_id' and 'eval_cases'")
        return Evidence(3, "key 'expected_tool_use'") if _is_query(value) else None
    listed = value if isinstance(value, list) else []
    is_old = bool(listed) and (all(map(_is_query, listed)) or all(map(_is_named_test, listed)))
    return Evidence(3, "key 'expected_tool_use'") if is_old else None


def _is_query(value: Any) -> bool:
    known = isinstance(value, dict) and isinstance(value.get("query"), str)
    return known and isinstance(value.get("expected_tool_use"), list)


def _is_named_test(value: Any) -> bool:
    data = value.get("data") if isinstance(value, dict) else None
    return isinstance(data, list) and bool(data) and all(map(_is_query, data))


def _read(record: Record) -> list[Trace]:
    value = record.value
    if _sniff(value) is None:
        raise MismatchError("wrong-type", "neither an evalset nor a list of queries")
    if type(value) is dict and not _is_query(value):
        about = {name: field_of(value, name) for name in ("eval_set_id", "name", "description")}
        return [_trace(record, case, about) for case in field_of(value, "eval_cases")]
    tests = value if type(value) is list else [value]
    if _is_query(tests[0]):
        tests = [{"data": tests}]
    return [_trace(record, _case_of_test(test), {}) for test in tests]


def _case_of_test(test: Detail) -> Detail:
    """A test of the older layout as a case of the newer one."""
    conversation: list[Detail] = []
    for query in test["data"]:
        uses = [
            {"name": use.get("tool_name"), "args": use.get("tool_input")}
            for use in query["expected_tool_use"]
            if type(use) is dict
        ]
        expected: Detail = {
            "user_content": {"parts": [{"text": query["query"]}]},
            "intermediate_data": {"tool_uses": uses},
        }
        if type(query.get("reference")) is str:
            expected["final_response"] = {"parts": [{"text": query["reference"]}]}
        conversation.append(expected)
    return {**test, "eval_id": test.get("name"), "conversation": conversation}


def _trace(record: Record, case: Any, about: Detail) -> Trace:
    builder = ColumnsBuilder()
    calls: list[Detail] = []
    asked: list[str] = []
    answer: str | None = None
    for invocation in list_or_empty(field_of(case, "conversation")):
        words = text_of_content(field_of(invocation, "user_content"))
        expected = expected_calls(invocation)
        answer = text_of_content(field_of(invocation, "final_response"))
        builder.step("user", words)
        _expect(builder, expected, answer)
        calls += expected
        asked += [words] if words is not None else []
    named = field_of(case, "eval_id")
    case_id = named if type(named) is str and named else default_trace_id(record)
    message = f"case {case_id!r} says what is expected of an agent: nothing in it ran"
    trace = Trace(
        case_id,
        builder.columns,
        source=record.source(_NAME),
        problems=(*record.problems, record.problem("expectations-only", message)),
    )
    trace.case_id = case_id
    handoffs = [call["arguments"].get("agent_name") for call in calls if call["tool"] == _TRANSFER]
    calls = [call for call in calls if call["tool"] != _TRANSFER]
    expected = {"tools": [call["tool"] for call in calls], "calls": calls, "handoffs": handoffs}
    trace.case = Case(
        case_id,
        input=asked[0] if len(asked) == 1 else asked,
        expectations={**expected, "answer": answer},
        provenance={"format": _NAME, **{key: value for key, value in about.items() if value}},
    )
    kept = {name: field_of(case, name) for name in _KEPT}
    trace.metadata = {"expected_only": True, **{key: value for key, value in kept.items() if value}}
    return trace


def _expect(builder: ColumnsBuilder, calls: list[Detail], answer: str | None) -> None:
    """Note what is expected in answer to the words before."""
    for call in calls:
        builder.step("note", f"expected call of {call['tool']}", extra={"expected": call})
    if answer is not None:
        builder.step("note", f"expected answer: {answer}", extra={"expected_answer": answer})


READER = Reader(
    name=_NAME,
    title="Google ADK evalsets and tests: what is expected, not what ran",
    sniff=_sniff,
    capabilities=_NOTHING,
    read=_read,
)
"""Evalsets as the library keeps them."""

"""Valid calls: invented parameters, given definitions, and calls that no one declares."""

from __future__ import annotations

import pytest

from tests.traces import call, native
from tracegrade import graders as g
from tracegrade.errors import UsageError
from tracegrade.model import ToolDefinition, Trace

ORDER = {"type": "object", "properties": {"order_id": {"type": "string"}}}


def calling(tool: str, arguments: object, schema: object = ORDER, **fields: object) -> Trace:
    tools = [{"name": "get_order", "parameters": schema}]
    return native(call(tool, arguments, step="c1", **fields), tools=tools)


def found(trace: Trace, **options: object) -> list[tuple[str, str]]:
    grade = g.ValidCalls(**options).grade(trace)  # type: ignore[arg-type]  # of many types
    return [(one.code, one.severity) for one in grade.findings]


def test_an_invented_parameter_is_a_warning_where_the_schema_is_silent():
    trace = calling("get_order", {"orderid": "A-1"})
    (one,) = g.ValidCalls().grade(trace).findings
    assert (one.code, one.severity, one.observed, one.expected) == (
        "V05", "warn", "orderid", ["order_id"],
    )  # fmt: skip
    assert "order_id" in (one.hint or "")
    assert one.step_ids == ("c1",)


def test_it_fails_once_where_the_schema_forbids_others():
    closed = {**ORDER, "additionalProperties": False}
    assert found(calling("get_order", {"order_id": "A", "x": 1}, closed)) == [("V05", "fail")]


OPEN = [
    {**ORDER, "additionalProperties": True},
    {**ORDER, "additionalProperties": {"type": "integer"}},
    {**ORDER, "patternProperties": {"^x": {}}},
    {**ORDER, "anyOf": [{"required": ["x"]}]},
    {"type": "object"},
]


@pytest.mark.parametrize("schema", OPEN)
def test_a_schema_that_lets_others_in_makes_none_an_invention(schema):
    assert found(calling("get_order", {"order_id": "A", "x": 1}, schema)) == []


def test_other_faults_are_told_beside_it():
    closed = {**ORDER, "additionalProperties": False}
    codes = found(calling("get_order", {"order_id": 1, "x": 1}, closed))
    assert sorted(codes) == [("V03", "fail"), ("V05", "fail")]


def test_given_definitions_stand_in_for_those_of_the_capture():
    schema = {"type": "object", "required": ["order_id"]}
    strict = ToolDefinition(name="get_order", parameters=schema)
    assert found(calling("get_order", {}), tools=(strict,)) == [("V03", "fail")]
    undeclared = native(call("get_order", {}, step="c1"))
    assert found(undeclared, tools=(strict,)) == [("V03", "fail")]


def test_a_definition_that_is_no_schema_is_refused_when_it_is_given():
    with pytest.raises(UsageError):
        g.ValidCalls(tools=(ToolDefinition(name="x", parameters={"type": "nonsense"}),))


def test_tools_that_no_one_declares_may_be_called_where_it_is_said():
    trace = calling("other", {})
    assert found(trace) == [("V02", "fail")]
    assert found(trace, allow_unknown=True) == []


@pytest.mark.parametrize("kind", ["server_tool_call", "output_function"])
def test_what_the_provider_runs_and_what_makes_the_answer_is_not_held_against_the_tools(kind):
    assert found(calling("web_search", {}, extra={"type": kind})) == []


def test_a_tool_of_a_server_may_be_declared_without_the_name_of_the_server():
    assert found(calling("mcp__shop__get_order", {})) == []
    assert found(calling("mcp__shop__drop_order", {})) == [("V02", "fail")]


def test_a_schema_that_cannot_be_used_is_a_warning():
    assert found(calling("get_order", {}, {"$ref": "https://example.com/x.json"})) == [
        ("V04", "warn")
    ]


def test_arguments_that_were_not_recorded_are_not_held_against_a_schema():
    tools = [{"name": "get_order", "parameters": {**ORDER, "required": ["order_id"]}}]
    step = {"id": "c1", "kind": "tool_call", "tool": "get_order"}
    grade = g.ValidCalls().grade(native(step, tools=tools))
    assert grade.findings == ()

"""Arguments: equality of JSON, subsets, paths, tolerances, schemas; each fault has its path."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.traces import call, chat, native, result
from tracegrade import graders as g
from tracegrade.errors import UsageError
from tracegrade.graders import expect as e


def held(expected, observed, *, tools=None, **more):
    """The grade of a trace with one call against one expected call."""
    trace = native(call("t", step="c"), result("c"), tools=tools or [])
    trace.columns.call_arguments[0] = observed
    return g.ToolChoice(g.Expectation(plans=(e.any_order(expected),), **more)).grade(trace)


def faults(grade):
    return list(grade.findings[0].expected) if grade.findings else []


EQUAL = [
    ({"a": 1}, {"a": 1}, []),
    ({"a": 1, "b": 2}, {"b": 2, "a": 1}, []),
    ({"n": 10}, {"n": 10.0}, []),
    ({"n": True}, {"n": 1}, ["/n"]),
    ({"n": 1}, {"n": True}, ["/n"]),
    ({"n": 1}, {"n": "1"}, ["/n"]),
    ({"n": None}, {}, ["/n"]),
    ({"n": None}, {"n": None}, []),
    ({"n": 10**20}, {"n": 10**20 + 1}, ["/n"]),
    ({"x": {"p": 1, "q": [1, {"r": 2.0}]}}, {"x": {"q": [1, {"r": 2}], "p": 1}}, []),
    ({"x": {"p": 1, "q": 2}}, {"x": {"p": 1, "q": 3}}, ["/x/q"]),
    ({"x": [1, 2]}, {"x": [2, 1]}, ["/x"]),
    ({"x": {"p": 1}}, {"x": 1}, ["/x"]),
    ({}, {"a": 1}, ["/a"]),
    ({"a": 1, "b": 2}, {"a": 2, "c": 3}, ["/a", "/b", "/c"]),
    ({"a/b": 1}, {"a/b": 2}, ["/a~1b"]),
    ({"a": ""}, {"a": "\ud83d"}, ["/a"]),
]  # fmt: skip


@pytest.mark.parametrize(("expected", "observed", "where"), EQUAL)
def test_arguments_are_equal_as_json(expected, observed, where):
    grade = held(e.call("t", expected), observed)
    assert faults(grade) == where
    assert grade.verdict == ("fail" if where else "pass")
    assert [finding.code for finding in grade.findings] == ["T04"] * bool(where)


MODES = [
    ("exact", {"a": 1}, {"a": 1, "x": 9}, ["/x"]),
    ("superset", {"a": 1}, {"a": 1, "x": 9}, []),
    ("superset", {"a": 1, "b": 2}, {"a": 1}, ["/b"]),
    ("superset", {"a": {"p": 1}}, {"a": {"p": 1, "q": 2}}, ["/a/q"]),
    ("subset", {"a": 1, "b": 2}, {"a": 1}, []),
    ("subset", {"a": 1}, {"a": 1, "x": 9}, ["/x"]),
    ("subset", {"a": 1}, {"a": 2}, ["/a"]),
    ("subset", {"a": 1}, {}, []),
    ("ignore", {"a": 1}, {"b": 2}, []),
    ("ignore", {"a": 1}, "not json", []),
]  # fmt: skip


@pytest.mark.parametrize(("match", "expected", "observed", "where"), MODES)
def test_how_arguments_relate_is_said_by_call_or_by_tool(match, expected, observed, where):
    assert faults(held(e.call("t", expected, match=match), observed)) == where
    rules = {"t*": g.ArgumentRule(match), "x": g.ArgumentRule("ignore")}
    assert faults(held(e.call("t", expected), observed, arguments=rules)) == where


MATCHERS = [
    (e.anything(), [None, 0, "x"], []),
    (e.regex(r"ORD-\d+"), ["ORD-1"], ["ORD-", "xORD-1", 5, "ORD-1\n"]),
    (e.among("email", "sms"), ["sms"], ["fax", None]),
    (e.among(e.between(0, 1), "none"), [0.5, "none"], [2]),
    (e.of_type("integer"), [5, 5.0], [5.5, True, "5"]),
    (e.of_type("number"), [5, 5.5], [True]),
    (e.of_type("boolean"), [True], [1]),
    (e.of_type("null"), [None], [0]),
    (e.fits({"type": "object", "required": ["a"]}), [{"a": 1}], [{}, 5]),
    (e.near(50, within=0.5), [50, 50.5, 49.5], [50.6, "50", True]),
    (e.near(200, relative=0.01), [202, 198], [203]),
    (e.near(0.3, within=1e-9), [0.1 + 0.2], [0.31]),
    (e.between(0, 10), [0, 10, 5.5], [-1, 11, "5", True]),
    (e.between(None, 10), [-99], [11]),
    (e.text("San Francisco"), ["san  francisco ", "SAN FRANCISCO"], ["SF", 5]),
    (e.text("Caf\u00e9"), ["cafe\u0301"], ["cafe"]),
    (e.text("A b", case=True), ["A  b"], ["a b"]),
    (e.text("A b", space=True), ["a B"], ["A  b"]),
    (e.time("2026-11-23T10:00:00Z"), ["2026-11-23T11:00:00+01:00", "2026-11-23T10:00:00.000Z"],
     ["2026-11-23T10:00:01Z", "2026-11-23T10:00:00", "2026-11-23", 5]),
    (e.time("2026-11-23T10:00:00Z", within_s=60), ["2026-11-23T10:01:00Z"],
     ["2026-11-23T10:01:01Z"]),
    (e.date("2026-11-23"),
     ["Nov 23, 2026", "23 November 2026", "2026-11-23T23:59:00Z", "2026/11/23", "23rd of Nov 2026"],
     ["11/23/2026", "2026-11-24", "Nov 31, 2026", "23 Novel 2026", "soon", 5]),
    (e.unordered(["a", "b", "b"]), [["b", "a", "b"]], [["a", "b"], ["a", "a", "b"], "ab"]),
    (e.unordered([e.anything(), "a"]), [["a", "z"], ["z", "a"]], [["y", "z"]]),
    (e.containing("up"), ["group up", ["up"]], ["down", 5, ["upper"]]),
    (e.having({"s": e.regex("o.*")}), [{"s": "open", "x": 1}], [{"s": "shut"}, {}, 5]),
    (e.other_than("prod"), ["dev", None], ["prod"]),
    (e.exactly({"$gt": 5}), [{"$gt": 5}], [{"$gt": 6}]),
    (e.where(str.isupper), ["ABC"], ["abc"]),
    ([1, e.anything()], [[1, 2]], [[2, 2], [1]]),
    ({"p": e.near(1, within=1)}, [{"p": 2}], [{"p": 3}, {}]),
    (e.maybe(e.regex("x+")), ["xx"], ["y"]),
    (e.same("n", e.between(0, 5)), [3], [6]),
]  # fmt: skip


@pytest.mark.parametrize(("matcher", "right", "wrong"), MATCHERS)
def test_a_matcher_takes_what_fits_and_nothing_else(matcher, right, wrong):
    expected = e.call("t", {"x": matcher})
    for value in right:
        assert held(expected, {"x": value}).verdict == "pass", value
    for value in wrong:
        grade = held(expected, {"x": value})
        assert grade.verdict == "fail", value
        assert faults(grade)[0].startswith("/x"), value


ABSENT = [
    (e.maybe("a"), True), (e.ignored(), True), (e.absent(), True),
    (e.anything(), False), (e.regex(".*"), False), (None, False),
]  # fmt: skip


@pytest.mark.parametrize(("matcher", "may"), ABSENT)
def test_which_arguments_may_be_missing(matcher, may):
    assert held(e.call("t", {"x": matcher}), {}).verdict == ("pass" if may else "fail")
    assert held(e.call("t", {"x": e.absent()}), {"x": None}).verdict == "fail"


PATHS = [
    ({"a": 5}, {"/a": e.near(within=1)}, {"a": 6}, []),
    ({"a": 5}, {"/a": e.near(within=1)}, {"a": 7}, ["/a"]),
    ({"a": "x"}, {"/a": e.near(within=1)}, {"a": "y"}, ["/a"]),
    ({"a": "X y"}, {"/a": e.text()}, {"a": "x Y"}, []),
    ({"l": [1, 2]}, {"/l": e.unordered()}, {"l": [2, 1]}, []),
    ({"d": "2026-11-23"}, {"/d": e.date()}, {"d": "Nov 23, 2026"}, []),
    ({"at": "2026-11-23T10:00:00Z"}, {"/at": e.time()}, {"at": "2026-11-23T11:00:00+01:00"}, []),
    ({"items": [{"p": 1, "q": 1}, {"p": 2, "q": 2}]}, {"/items/*/p": e.near(within=1)},
     {"items": [{"p": 2, "q": 1}, {"p": 1, "q": 2}]}, []),
    ({"items": [{"p": 1, "q": 1}]}, {"/items/*/p": e.near(within=1)},
     {"items": [{"p": 2, "q": 3}]}, ["/items/0/q"]),
    ({"a": {"b": {"id": 1, "v": 2}}}, {"/**/id": e.ignored()}, {"a": {"b": {"id": 9, "v": 2}}}, []),
    ({"a": 1}, {"/meta/*": e.ignored()}, {"a": 1, "meta": {"id": 5}}, []),
    ({"a": 1}, {"/note": e.ignored()}, {"a": 1, "note": "hi"}, []),
    (None, {"/amount": e.between(0, 100)}, {"amount": 50, "x": 1}, []),
    (None, {"/amount": e.between(0, 100)}, {"amount": 500}, ["/amount"]),
    (None, {"/amount": e.between(0, 100)}, {}, ["/amount"]),
    # Lists of which nothing but a path is said are gone into.
    (None, {"/l/*/row": e.between(1, 5)}, {"l": [{"row": 5, "id": "x"}, {"row": 4}]}, []),
    (None, {"/l/*/row": e.between(1, 4)}, {"l": [{"row": 5}, {"row": 4}]}, ["/l/0/row"]),
    (None, {"/l/1": "b"}, {"l": ["a", "b"], "m": 1}, []),
    (None, {"/l/1": "b"}, {"l": ["b", "a"]}, ["/l/1"]),
    (None, {"/l/*/*/n": 1}, {"l": [[{"n": 1}], [{"n": 2}]]}, ["/l/1/0/n"]),
    (None, {"/**/n": 1}, {"a": {"l": [[{"n": 1}, {"n": 2}]]}}, ["/a/l/0/1/n"]),
    ({"a": 1}, {"/l/*/n": 1}, {"a": 1, "l": [{"n": 1, "x": 2}, 3]}, ["/l/0/x", "/l/1"]),
]  # fmt: skip


@pytest.mark.parametrize(("expected", "at", "observed", "where"), PATHS)
def test_what_stands_at_a_path_is_said_by_call_or_by_tool(expected, at, observed, where):
    assert faults(held(e.call("t", expected, at=at), observed)) == where
    rule = {"t": g.ArgumentRule(at=at)}
    assert faults(held(e.call("t", expected), observed, arguments=rule)) == where


def test_an_argument_rule_about_nothing_is_said():
    grade = held(e.call("t", {"a": 1}, at={"/tpyo": e.ignored()}), {"a": 1})
    assert grade.verdict == "pass"
    assert [(one.code, one.severity, one.expected) for one in grade.findings] == [
        ("T13", "warn", "/tpyo")
    ]


def test_a_function_of_the_arguments_has_to_hold():
    def is_small(arguments):
        return arguments["n"] < 5

    assert held(e.call("t", where=is_small), {"n": 1}).verdict == "pass"
    grade = held(e.call("t", where=is_small), {"n": 9})
    assert grade.findings[0].message.endswith('is_small does not accept the arguments {"n":9}')


MALFORMED = ["{", "[1, 2", "n=5", "[1, 2]", '"text"', "null", 5, [1], None]


@pytest.mark.parametrize("raw", MALFORMED)
def test_arguments_that_are_no_object_are_a_finding_and_never_an_exception(raw):
    grade = held(e.call("t", {"n": 5}), raw)
    if raw is None:
        assert grade.verdict == "unverifiable"  # the capture records no arguments at all
        return
    assert (grade.verdict, grade.findings[0].code) == ("fail", "T04")
    assert grade.findings[0].step_ids == ("c",)
    assert held(e.call("t"), raw).verdict == "pass"


def test_a_call_without_arguments_among_others_has_none():
    trace = native(call("t", step="a"), call("u", {"n": 1}, step="b"))
    trace.columns.call_arguments[0] = None
    assert g.ToolChoice([e.call("t", {})]).grade(trace).verdict == "pass"
    assert g.ToolChoice([e.call("t", {"n": 1})]).grade(trace).verdict == "fail"


LIMITED = {
    "type": "object",
    "properties": {"q": {"type": "string"}, "limit": {"type": "integer", "default": 10}},
}
DEFAULTS = [
    ({"q": "x"}, {"q": "x", "limit": 10}, "pass"),
    ({"q": "x"}, {"q": "x", "limit": 10.0}, "pass"),
    ({"q": "x", "limit": 10}, {"q": "x"}, "pass"),
    ({"q": "x"}, {"q": "x", "limit": 50}, "fail"),
    ({"q": "x", "limit": 50}, {"q": "x"}, "fail"),
    ({"q": "x", "limit": e.between(5, 15)}, {"q": "x"}, "pass"),
    ({"q": "x", "limit": e.between(20, 30)}, {"q": "x"}, "fail"),
]  # fmt: skip


@pytest.mark.parametrize(("expected", "observed", "verdict"), DEFAULTS)
def test_an_argument_with_its_default_and_none_are_the_same(expected, observed, verdict):
    tools = [{"name": "t", "parameters": LIMITED}]
    assert held(e.call("t", expected), observed, tools=tools).verdict == verdict
    assert held(e.call("t", expected), json.dumps(observed), tools=tools).verdict == verdict


def test_defaults_can_be_left_alone():
    tools = [{"name": "t", "parameters": LIMITED}]
    rule = {"t": g.ArgumentRule(defaults=False)}
    held_to = e.call("t", {"q": "x"})
    observed = {"q": "x", "limit": 10}
    assert held(held_to, observed, tools=tools, arguments=rule).verdict == "fail"


def test_a_default_that_differs_is_told_as_such():
    tools = [{"name": "t", "parameters": LIMITED}]
    grade = held(e.call("t", {"q": "x"}), {"q": "x", "limit": 50}, tools=tools)
    assert grade.findings[0].expected == {"/limit": 10}
    assert "/limit is 50, expected 10" in grade.findings[0].message


def test_deep_hostile_arguments_end_soon():
    deep = "[" * 100_000
    assert held(e.call("t", {"n": 5}), deep).findings[0].code == "T04"
    nested = {"n": 5}
    for _ in range(150):
        nested = {"n": nested}
    assert held(e.call("t", {"n": {"n": 5}}), nested).verdict == "fail"
    assert held(e.call("t", {"n": e.regex("x*")}), {"n": "x" * 200_000}).verdict == "fail"


def test_the_name_of_a_same_value_is_bound_within_a_call_as_well():
    expected = e.call("t", {"from": e.same("account"), "to": e.same("account")})
    assert held(expected, {"from": 1, "to": 1}).verdict == "pass"
    assert faults(held(expected, {"from": 1, "to": 2})) == ["/to"]


values = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 3) | st.floats(-2, 2) | st.text("ab", max_size=2),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text("ab", max_size=1), inner,
                                                                max_size=2),
    max_leaves=4,
)  # fmt: skip
objects = st.dictionaries(st.sampled_from("pqr"), values, max_size=3)


@given(objects, objects)
def test_equality_is_that_of_canonical_json(expected, observed):
    from tracegrade import _json

    grade = held(e.call("t", expected), observed)
    same = _json.canonical(expected) == _json.canonical(observed)
    assert (grade.verdict == "pass") == same
    match = g.ToolChoice([e.call("t", expected)], extras="forbidden")
    line = match.match(held_trace(observed)).lines[0]
    assert (line.credit == 1) == same
    assert 0 <= line.credit <= 1


def held_trace(observed):
    trace = native(call("t", step="c"), result("c"))
    trace.columns.call_arguments[0] = observed
    return trace


def test_a_rule_with_a_path_that_is_no_pointer_is_refused():
    with pytest.raises(UsageError, match="no JSON pointer"):
        g.ArgumentRule(at={"amount": 5})


def test_text_arguments_are_decoded_and_compared():
    function = {"name": "refund", "arguments": '{"amount": 250.0, "id": "A-1"}'}
    made = [{"id": "c", "type": "function", "function": function}]
    trace = chat({"role": "assistant", "content": None, "tool_calls": made})
    expected = e.call("refund", {"id": "A-1", "amount": 250})
    assert g.ToolChoice([expected]).grade(trace).verdict == "pass"

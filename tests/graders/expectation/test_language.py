"""One language in Python, TOML, JSON and cases; mistakes have a place, contradictions a name."""

from __future__ import annotations

import json
import pickle

import pytest
from hypothesis import given

from tests.graders.expectation.test_matching_laws import plans
from tests.traces import calls_of
from tracegrade import graders as g
from tracegrade.errors import ConfigurationError, UsageError
from tracegrade.graders import expect as e
from tracegrade.model import Case

SPELLINGS = [
    (e.call("a"), "a"),
    (e.call("a", {}), {"call": "a", "arguments": {}}),
    (e.call("a", {"n": 1}, match="superset"),
     {"call": "a", "arguments": {"n": 1}, "match": "superset"}),
    (e.call("*", effect="write"), {"call": "*", "effect": "write"}),
    (e.call("a", at={"/n": e.near(within=1)}),
     {"call": "a", "at": {"/n": {"$near": True, "within": 1}}}),
    (e.sequence("a", "b"), {"sequence": ["a", "b"]}),
    (e.any_order("a", "b"), {"any_order": ["a", "b"]}),
    (e.parallel("a", "b"), {"parallel": ["a", "b"]}),
    (e.optional("a"), {"optional": "a"}),
    (e.one_of("a", "b"), {"one_of": ["a", "b"]}),
    (e.repeat("a"), {"repeat": "a"}),
    (e.repeat("a", 2, 3), {"repeat": "a", "min": 2, "max": 3}),
    (e.any_order(["a", "b"], "c"), {"any_order": [{"sequence": ["a", "b"]}, "c"]}),
]  # fmt: skip
RULES = [
    (e.never("a"), {"never": "a"}),
    (e.never("a", counted="requested"), {"never": "a", "counted": "requested"}),
    (e.at_most_once("a"), {"at_most_once": "a"}),
    (e.count("a", at_most=2, at_least=1), {"count": "a", "at_least": 1, "at_most": 2}),
    (e.never_before("a", "b"), {"never_before": ["a", "b"]}),
    (e.never_after("a", "b"), {"never_after": ["a", "b"]}),
    (e.never_until("a", "b", same="id"), {"never_until": ["a", "b"], "same": ["/id"]}),
    (e.never_next("a", "b", same=[("x", "y")]),
     {"never_next": ["a", "b"], "same": [["/x", "/y"]]}),
    (e.first_call("a"), {"first_call": "a"}),
    (e.last_call("a"), {"last_call": "a"}),
    (e.recovers("a", by="b", within=2), {"recovers": "a", "by": "b", "within": 2}),
]  # fmt: skip
VALUES = [
    (e.exactly({"$gt": 1}), {"$exactly": {"$gt": 1}}),
    (e.anything(), {"$anything": True}),
    (e.ignored(), {"$ignored": True}),
    (e.absent(), {"$absent": True}),
    (e.maybe(e.regex("x")), {"$maybe": {"$regex": "x"}}),
    (e.among(1, e.of_type("string")), {"$among": [1, {"$of_type": "string"}]}),
    (e.fits({"type": "integer"}), {"$fits": {"type": "integer"}}),
    (e.near(5, relative=0.1), {"$near": 5, "relative": 0.1}),
    (e.between(None, 5), {"$between": [None, 5]}),
    (e.text("Amy", case=True), {"$text": "Amy", "case": True}),
    (e.time("2026-11-23T10:00:00Z", within_s=60),
     {"$time": "2026-11-23T10:00:00Z", "within_s": 60}),
    (e.date("2026-11-23"), {"$date": "2026-11-23"}),
    (e.unordered([1, e.anything()]), {"$unordered": [1, {"$anything": True}]}),
    (e.containing("up"), {"$containing": "up"}),
    (e.having({"a": e.near(1, within=1)}), {"$having": {"a": {"$near": 1, "within": 1}}}),
    (e.other_than("prod"), {"$other_than": "prod"}),
    (e.same("order"), {"$same": "order"}),
    (e.same("order", e.regex("A.*")), {"$same": "order", "value": {"$regex": "A.*"}}),
    ([1, {"deep": e.anything()}], [1, {"deep": {"$anything": True}}]),
]  # fmt: skip


@pytest.mark.parametrize(("part", "record"), SPELLINGS)
def test_a_part_has_one_spelling_as_data(part, record):
    whole = g.Expectation(plans=(e.any_order(part),))
    assert g.read_expectation({"plan": [record]}) == whole
    assert g.expectation_record(whole)["plan"] == [record]


@pytest.mark.parametrize(("rule", "record"), RULES)
def test_a_rule_has_one_spelling_as_data(rule, record):
    whole = g.Expectation(rules=(rule,))
    assert g.read_expectation({"rules": [record]}) == whole
    assert g.read_expectation({"plan": [record]}).rules == (rule,)
    assert g.expectation_record(whole)["rules"] == [record]


@pytest.mark.parametrize(("value", "record"), VALUES)
def test_a_matcher_has_one_spelling_as_data(value, record):
    whole = g.Expectation(plans=(e.any_order(e.call("a", {"x": value})),))
    written = g.expectation_record(whole)
    assert written["plan"] == [{"call": "a", "arguments": {"x": record}}]
    assert g.read_expectation(json.loads(json.dumps(written))) == whole


@given(plans)
def test_a_plan_written_and_read_again_is_the_same(plan):
    whole = g.Expectation(plans=(e.any_order(plan),), extras=("read",))
    assert g.read_expectation(json.loads(json.dumps(g.expectation_record(whole)))) == whole


def test_a_whole_expectation_is_the_same_in_python_toml_json_and_a_case(tmp_path):
    python = g.Expectation(
        plans=(e.sequence("get_order", e.call("refund", {"order_id": "A-1"})),),
        rules=(e.never("delete_*"), e.count("refund", at_most=1)),
        extras=("read",),
        counted="executed",
        scope=g.Scope(turn=-1),
        arguments={"refund": g.ArgumentRule("superset", {"/note": e.ignored()})},
        effects={"frob": "read"},
        most_states=500,
    )
    record = {
        "plan": ["get_order", {"call": "refund", "arguments": {"order_id": "A-1"}}],
        "ordered": True,
        "rules": [{"never": "delete_*"}, {"count": "refund", "at_most": 1}],
        "extras": ["read"],
        "counted": "executed",
        "scope": {"turn": -1},
        "arguments": {"refund": {"match": "superset", "at": {"/note": {"$ignored": True}}}},
        "effects": {"frob": "read"},
        "most_states": 500,
    }
    assert g.read_expectation(record) == python
    assert g.expectation_record(python) == {"schema": "tracegrade/expectation@1", **record}
    (tmp_path / "refund.json").write_text(json.dumps({"expectation": record}))
    assert g.load_expectation(tmp_path / "refund.json") == python
    (tmp_path / "refund.toml").write_text(TOML)
    assert g.load_expectation(tmp_path / "refund.toml") == python
    rules = record.pop("rules")
    arguments = record.pop("arguments")
    case = Case("c", expectations={
        "tools": record, "order": rules[:1], "counts": {"refund": {"at_most": 1}},
        "arguments": arguments, "answer": "Refunded.",
    })  # fmt: skip
    held = g.ToolChoice()._prepared_for(case).expectation
    assert set(held.rules) == set(python.rules)
    assert held.plans == python.plans
    assert held.arguments == python.arguments


TOML = """
[expectation]
ordered = true
plan = ["get_order", {call = "refund", arguments = {order_id = "A-1"}}]
extras = ["read"]
counted = "executed"
scope = {turn = -1}
effects = {frob = "read"}
most_states = 500
[[expectation.rules]]
never = "delete_*"
[[expectation.rules]]
count = "refund"
at_most = 1
[expectation.arguments.refund]
match = "superset"
at = {"/note" = {"$ignored" = true}}
"""

WRONG = [
    ({"pln": []}, "/pln", "did you mean 'plan'?"),
    ({"plan": [5]}, "/plan/0", None),
    ({"plan": [{"cal": "x"}]}, "/plan/0/cal", "did you mean 'call'?"),
    ({"plan": [{"call": "x", "args": {}}]}, "/plan/0/args", "'arguments'"),
    ({"plan": [{"call": "x", "arguments": []}]}, "/plan/0/arguments", None),
    ({"plan": [{"call": "x", "match": "part"}]}, "/plan/0", None),
    ({"plan": [{"call": "x", "at": {"amount": 1}}]}, "/plan/0", "write '/amount'"),
    ({"plan": [{"call": "x", "arguments": {"a": {"$rgex": "x"}}}]},
     "/plan/0/arguments/a/$rgex", "did you mean '$regex'?"),
    ({"plan": [{"call": "x", "arguments": {"a": {"$gt": 5}}}]},
     "/plan/0/arguments/a/$gt", "$exactly"),
    ({"plan": [{"call": "x", "arguments": {"a": {"$regex": "("}}}]}, "/plan/0/arguments/a", None),
    ({"plan": [{"call": "x", "arguments": {"a": {"$between": [5, 1]}}}]},
     "/plan/0/arguments/a", None),
    ({"plan": [{"call": "x", "arguments": {"a": {"$among": []}}}]}, "/plan/0/arguments/a", "name"),
    ({"plan": [{"call": "x", "arguments": {"a": {"$among": 5}}}]}, "/plan/0/arguments/a", None),
    ({"plan": [{"call": "x", "arguments": {"a": {"$fits": {"type": "no"}}}}]},
     "/plan/0/arguments/a", None),
    ({"plan": [{"call": "x", "arguments": {"a": {"$fits": {"$ref": "http://x/y"}}}}]},
     "/plan/0/arguments/a", "inline it"),
    ({"plan": [{"any_order": ["a", {"never": "b"}]}]}, "/plan/0/any_order/1/never", "outermost"),
    ({"plan": [{"one_of": []}]}, "/plan/0", None),
    ({"plan": [{"parallel": [["a", "b"]]}]}, "/plan/0", "no order"),
    ({"plan": [{"repeat": "a", "min": 3, "max": 2}]}, "/plan/0", None),
    ({"plan": [{"repeat": "a", "max": "many"}]}, "/plan/0/max", None),
    ({"plan": ["a"], "plans": [["b"]]}, "/plans", None),
    ({"plan": ["a"], "ordered": "yes"}, "/ordered", None),
    ({"plan": ["a"], "extras": ["raed"]}, "/extras", "read"),
    ({"plan": ["a"], "extras": 5}, "/extras", None),
    ({"plan": ["a"], "scope": {"turn": "1"}}, "/scope/turn", None),
    ({"plan": ["a"], "scope": {"turn": 0}}, "/scope", "-1"),
    ({"plan": ["a"], "schema": "v9"}, "/schema", None),
    ({"rules": [{"never_until": "a"}]}, "/rules/0/never_until", "list of two"),
    ({"rules": [{"count": "a"}]}, "/rules/0", None),
    ({"rules": [{"count": "a", "at_most": "1"}]}, "/rules/0/at_most", None),
    ({"rules": [{"count": "a", "exactly": 1, "at_most": 1}]}, "/rules/0/exactly", None),
    ({"rules": [{"nevr": "a"}]}, "/rules/0", "never"),
    ({"rules": [{"never_until": ["a", "b"], "same": [["/x"]]}]}, "/rules/0/same/0", None),
    ({"rules": [{"never_until": ["a", "b"], "same": ["x"]}]}, "/rules/0", "write '/x'"),
    ({"arguments": {"a": {"match": "part"}}}, "/arguments/a", None),
    ({"tools": [{"name": "a", "parameters": {"type": "no"}}]}, "/tools/0/parameters", None),
]  # fmt: skip


@pytest.mark.parametrize(("record", "pointer", "hint"), WRONG)
def test_a_mistake_is_located_and_has_a_suggestion(record, pointer, hint):
    with pytest.raises(ConfigurationError) as caught:
        g.read_expectation(record)
    assert caught.value.location.pointer == pointer
    assert hint is None or hint in (caught.value.hint or "")


def test_a_mistake_in_a_file_has_its_line(tmp_path):
    path = tmp_path / "x.toml"
    path.write_text('[expectation]\nplan = [\n  "a",\n  {call = "b", argumnts = {}},\n]\n')
    with pytest.raises(ConfigurationError, match=r"x\.toml:4 /expectation/plan/1/argumnts"):
        g.load_expectation(path)
    path = tmp_path / "x.json"
    path.write_text('{"plan": [\n "a",\n {"any_ordr": []}]}')
    with pytest.raises(ConfigurationError, match=r"x\.json:3 /plan/1/any_ordr.*\n.*any_order"):
        g.load_expectation(path)


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("x.toml", "plan = [", "not TOML"),
        ("x.json", "{", "not JSON"),
        ("x.toml", "", "extras|plan|empty"),
        ("missing.toml", None, "cannot read"),
    ],
)
def test_a_file_that_holds_no_expectation_is_refused(tmp_path, name, text, said):
    if text is not None:
        (tmp_path / name).write_text(text)
    if text == "":
        assert g.load_expectation(tmp_path / name) == g.Expectation()
        return
    with pytest.raises(ConfigurationError, match=said):
        g.load_expectation(tmp_path / name)


def test_a_mistake_in_a_case_names_the_case():
    case = Case("refund-07", expectations={"tools": ["a", {"cal": "b"}]})
    with pytest.raises(ConfigurationError, match="case refund-07 /expectations/tools/plan/1/cal"):
        g.ToolChoice().grade(calls_of("a"), case)


def test_nesting_is_bounded():
    record = "a"
    for _ in range(80):
        record = {"optional": record}
    with pytest.raises(ConfigurationError, match="deeper"):
        g.read_expectation({"plan": [record]})


CONFLICTS = [
    ((["a", "a"], [e.at_most_once("a")], "allowed"), "asks for 'a' twice"),
    ((["a"], [e.never("a")], "allowed"), "must never be called"),
    ((["delete_all"], [e.never("delete_*")], "allowed"), "must never be called"),
    (([e.call("a", {"n": 1})], [e.never(e.call("a", {"n": 1}))], "allowed"), "never be called"),
    (([e.repeat("a", 2, 5)], [e.count("a", at_most=1)], "allowed"), "at most 1"),
    (([e.one_of("a", ["a", "b"])], [e.never("a")], "allowed"), "never be called"),
    ((["a"], [e.count("b", at_least=1)], "forbidden"), "at least 1"),
    ((["a"], [e.count("refund", at_least=1)], ["read"]), "at least 1"),
    ((["a"], [e.count("a", at_least=3)], "forbidden"), "at least 3"),
    (([], [e.count("a", at_least=2), e.count("*", at_most=1)], "allowed"), "at most 1"),
    (([], [e.first_call("a"), e.first_call("b")], "allowed"), "first call"),
    (([], [e.first_call("a"), e.never("a")], "allowed"), "never"),
    ((["a"], [e.last_call("b")], "forbidden"), "last call"),
    (([["x", "y"]], [e.never_after("y", "x")], "allowed"), "never come after"),
    (([["x", "y"]], [e.never_before("x", "y")], "forbidden"), "never come before"),
    (([["x", "y"]], [e.never_until("x", "y")], "forbidden"), "until"),
    ((["x"], [e.never_until("x", "y")], "forbidden"), "nothing allows"),
    ((["x"], [e.never_until("x", "y"), e.never("y")], "allowed"), "nothing allows"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "said"), CONFLICTS)
def test_what_can_never_be_met_is_refused_with_the_conflict_named(what, said):
    parts, rules, extras = what
    with pytest.raises(UsageError, match="can never be met") as caught:
        g.ToolChoice([*parts, *rules], extras=extras)
    assert said in str(caught.value)


MEETABLE = [
    (["a", e.optional("a")], [e.at_most_once("a")], "allowed"),
    ([e.one_of("a", "b")], [e.never("a")], "allowed"),
    ([e.call("a", {"n": 1})], [e.never(e.call("a", {"n": 2}))], "allowed"),
    ([e.call("a", {"n": 1})], [e.never(e.call("a", {"n": True}))], "allowed"),
    (["a"], [e.count("b", at_least=1)], "allowed"),
    (["a"], [e.count("frob", at_least=1)], ["read"]),
    ([["x", "y"]], [e.never_until("x", "y")], "allowed"),
    ([["x", "y"]], [e.never_after("y", "x", same="id")], "allowed"),
    ([e.any_order("x", "y")], [e.never_after("y", "x")], "allowed"),
    ([e.repeat("a", 0, 5)], [e.never("a")], "allowed"),
    (["a_1"], [e.never("a_??")], "allowed"),
]  # fmt: skip


@pytest.mark.parametrize(("parts", "rules", "extras"), MEETABLE)
def test_what_may_be_met_is_accepted(parts, rules, extras):
    assert g.ToolChoice([*parts, *rules], extras=extras).name == "ToolChoice"


def test_a_call_of_a_tool_that_the_agent_does_not_have_is_refused():
    tools = [{"name": "refund", "parameters": {"properties": {"amount": {"type": "number"}}}}]
    with pytest.raises(ConfigurationError, match="'refnd' is expected, and the agent has no such"):
        g.read_expectation({"plan": ["refnd"], "tools": tools})
    call = {"call": "refund", "arguments": {"amount": "ten"}}
    with pytest.raises(ConfigurationError, match="breaks the tool's schema at /amount"):
        g.read_expectation({"plan": [call], "tools": tools})


MISUSED = [
    lambda: g.ToolChoice("refund"),
    lambda: g.ToolChoice([5]),
    lambda: g.ToolChoice(["a", ""]),
    lambda: g.ToolChoice([e.sequence("a", e.never("b"))]),
    lambda: g.ToolChoice(g.Expectation(), ordered=True),
    lambda: g.ToolChoice(None, extras="forbidden"),
    lambda: g.ToolChoice(["a"], counted="some"),
    lambda: e.call("a", {"x": e.maybe(e.same("n"))}) and g.ToolChoice(
        [e.call("a", {"x": e.maybe(e.same("n"))})]),
    lambda: e.near(5),
    lambda: e.near("5", within=1),
    lambda: e.of_type("text"),
    lambda: e.between(None, None),
    lambda: e.time("noon"),
    lambda: e.date("11/12/2026"),
    lambda: e.never_until("a", "b", same=[("x", "y", "z")]),
    lambda: g.Scope(inside="a", nested=False),
    lambda: g.Expectation(effects={"a": "reed"}),
    lambda: g.Expectation(most_states=0),
    lambda: g.expectation_record(
        g.Expectation(plans=(e.call("a", where=bool),))),
    lambda: g.expectation_record(
        g.Expectation(plans=(e.call("a", {"x": e.where(bool)}),))),
]  # fmt: skip


@pytest.mark.parametrize("make", MISUSED)
def test_what_means_nothing_is_refused(make):
    with pytest.raises(UsageError):
        make()


def test_a_grader_with_an_expectation_can_be_pickled_compared_and_hashed():
    def made():
        return g.ToolChoice(
            [e.call("a", {"n": e.near(1, within=1)}), e.never("b"), e.optional(["c", "d"])],
            extras=["read"],
        )

    again = pickle.loads(pickle.dumps(made()))
    assert again == made()
    assert hash(again) == hash(made())
    assert again.grade(calls_of("a")).verdict == made().grade(calls_of("a")).verdict

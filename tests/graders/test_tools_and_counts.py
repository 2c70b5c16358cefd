"""Tool choice, call counts, valid calls, operations and formats of answers."""

from __future__ import annotations

import pytest

from tests.traces import call, calls_of, chat, native, result
from tracegrade import graders as g
from tracegrade.errors import UsageError
from tracegrade.model import Trace, Verdict
from tracegrade.suite import code_meanings, default_graders, grade

CHOICES = [
    (["a", "b"], {}, ["b", "a"], "pass", []),
    (["a", "b"], {}, ["a"], "fail", ["T01"]),
    (["a", "a"], {}, ["a"], "fail", ["T01"]),
    (["a", "a"], {}, ["a", "b", "a"], "pass", []),
    (["a", "b"], {"ordered": True}, ["a", "x", "b"], "pass", []),
    (["a", "b"], {"ordered": True}, ["b", "a"], "fail", ["T03"]),
    (["a"], {"extras": "forbidden"}, ["a", "x", "x"], "fail", ["T02", "T02"]),
    (["a"], {"extras": "forbidden"}, ["a", "a"], "fail", ["T02"]),
    (["a"], {"extras": "forbidden"}, ["a"], "pass", []),
    ([], {"extras": "forbidden"}, [], "pass", []),
    ([], {"extras": "forbidden"}, ["a"], "fail", ["T02"]),
    ([], {}, ["a"], "pass", []),
]  # fmt: skip


@pytest.mark.parametrize(("expected", "options", "called", "verdict", "codes"), CHOICES)
def test_tool_choice(expected, options, called, verdict, codes):
    grade = g.ToolChoice(expected, **options).grade(calls_of(*called))
    assert grade.verdict == verdict
    assert [finding.code for finding in grade.findings] == codes
    assert 0 <= grade.score <= 1
    assert (grade.score == 1) == (verdict == "pass")


def test_an_extra_call_is_named_by_its_step():
    grade = g.ToolChoice(["a"], extras="forbidden").grade(calls_of("a", "drop_table"))
    assert grade.findings[0].step_ids == ("c1",)


COUNTS = [
    ("refund", {"at_most": 1}, ["refund"], "pass", 1),
    ("refund", {"at_most": 1}, ["refund", "refund"], "fail", 2),
    ("refund", {"at_least": 1}, [], "fail", 0),
    ("refund", {"exactly": 2}, ["refund", "x", "refund"], "pass", 2),
    ("refund_*", {"at_most": 0}, ["refund"], "pass", 0),
    ("refund_*", {"at_most": 0}, ["refund_all"], "fail", 1),
    ("delete", {"at_most": 0}, ["delete_all"], "pass", 0),
    ("?et", {"exactly": 2}, ["get", "set", "reset"], "pass", 2),
    ("get[1]", {"exactly": 1}, ["get[1]", "get1"], "pass", 1),
]


@pytest.mark.parametrize(("tool", "limits", "called", "verdict", "value"), COUNTS)
def test_tool_call_count(tool, limits, called, verdict, value):
    grade = g.ToolCallCount(tool, **limits).grade(calls_of(*called))
    assert (grade.verdict, grade.value) == (verdict, value)


def test_the_first_call_over_the_limit_is_the_primary_step():
    grade = g.ToolCallCount("x", at_most=1).grade(calls_of("x", "x", "x"))
    assert grade.findings[0].step_ids == ("c1", "c2", "c0")


STATUSES = [("completed", 2), ("executed", 3), ("requested", 5)]


@pytest.mark.parametrize(("counted", "count"), STATUSES)
def test_what_counts_as_a_call_is_selectable(counted, count):
    trace = native(
        call("pay", {"n": 1}, step="c1"), result("c1"),
        call("pay", {"n": 2}, step="c2"), result("c2", "error"),
        call("pay", {"n": 3}, step="c3"), {"kind": "tool_result", "call": "c3"},
        call("pay", {"n": 4}, step="c4"),
        {"id": "q4", "kind": "approval_request", "calls": ["c4"]},
        {"kind": "approval_decision", "request": "q4", "decision": "deny"},
        call("pay", {"n": 5}, step="c5"), {"kind": "approval_request", "calls": ["c5"]},
    )  # fmt: skip
    assert trace.call_statuses == ["ok", "error", "unknown", "denied", "pending"]
    assert g.ToolCallCount("pay", exactly=count, counted=counted).grade(trace).verdict == "pass"


REFUSED = [
    lambda: g.ToolCallCount("x"),
    lambda: g.ToolCallCount("x", at_most=-1),
    lambda: g.ToolCallCount("x", at_most=1, at_least=2),
    lambda: g.ToolCallCount("x", exactly=1, at_most=2),
    lambda: g.ToolChoice("refund"),
    lambda: g.ToolChoice(["a"], extras="maybe"),
    g.FormatCompliance,
    lambda: g.FormatCompliance(regex="a", schema={}),
    lambda: g.FormatCompliance(regex="("),
    lambda: g.FormatCompliance(schema={"type": "nonsense"}),
    lambda: g.NoLoops(repeats=0),
]


@pytest.mark.parametrize("make", REFUSED)
def test_what_cannot_mean_anything_is_refused_when_written(make):
    with pytest.raises(UsageError):
        make()


def answer(text: str | None, **fields: object) -> Trace:
    steps = [{"kind": "user", "text": "q"}]
    if text is not None:
        steps.append({"kind": "assistant", "text": text})
    return native(*steps, **fields)


SCHEMA = {"type": "object", "required": ["total"], "properties": {"total": {"type": "number"}}}
FORMATS = [
    ({"regex": r"^Order \d+$"}, "Order 17", "pass", []),
    ({"regex": r"^Order \d+$"}, "It is order 17", "fail", ["F01"]),
    ({"schema": SCHEMA}, '{"total": 5}', "pass", []),
    ({"schema": SCHEMA}, "total: 5", "fail", ["F02"]),
    ({"schema": SCHEMA}, '{"total": "5"}', "fail", ["F03"]),
    ({"schema": SCHEMA}, "{}", "fail", ["F03"]),
]


@pytest.mark.parametrize(("options", "text", "verdict", "codes"), FORMATS)
def test_format_compliance(options, text, verdict, codes):
    grade = g.FormatCompliance(**options).grade(answer(text))
    assert grade.verdict == verdict
    assert [finding.code for finding in grade.findings] == codes


def test_a_trace_without_an_answer_fails_unless_it_is_cut_off():
    grader = g.FormatCompliance(regex="x")
    assert grader.grade(answer(None)).verdict == "fail"
    assert grader.grade(answer(None, completion="truncated")).verdict == "unverifiable"


def test_a_schema_elsewhere_is_never_fetched():
    grader = g.FormatCompliance(schema={"$ref": "https://example.com/schema.json"})
    grades = list(grade([answer("{}")], [grader]))
    assert grades[0].verdict is Verdict.ERROR
    assert "never fetched" in grades[0].explanation


TOOLS = [{"type": "function", "function": {"name": "get_order", "parameters": {
    "type": "object", "required": ["id"], "properties": {"id": {"type": "string"}}}}}]  # fmt: skip


def asking(name: str, arguments: str) -> Trace:
    function = {"name": name, "arguments": arguments}
    made = [{"id": "c", "type": "function", "function": function}]
    return chat({"role": "assistant", "content": None, "tool_calls": made}, tools=TOOLS)


VALID = [
    ("get_order", '{"id": "A-1"}', []),
    ("get_order", '{"id": 1}', ["V03"]),
    ("get_order", "{}", ["V03"]),
    ("get_order", '{"id": "A', ["V01"]),
    ("get_ordr", "{}", ["V02"]),
]


@pytest.mark.parametrize(("name", "arguments", "codes"), VALID)
def test_valid_calls(name, arguments, codes):
    grade = g.ValidCalls().grade(asking(name, arguments))
    assert [finding.code for finding in grade.findings] == codes
    assert grade.verdict == ("fail" if codes else "pass")


def test_a_misspelt_tool_gets_a_hint():
    assert "get_order" in g.ValidCalls().grade(asking("get_ordr", "{}")).findings[0].hint


def test_a_call_without_a_result_is_found_unless_the_trace_ends_with_it():
    lost = native(
        {"id": "a", "kind": "assistant", "text": ""}, call("x", step="c1", parent="a"),
        {"kind": "user", "text": "?"}, {"id": "b", "kind": "assistant", "text": ""},
        call("y", step="c2", parent="b"), capabilities=("tool_results",),
    )  # fmt: skip
    grade = g.CallsAnswered().grade(lost)
    assert [finding.step_ids for finding in grade.findings] == [("c1",)]
    lost.completion = "complete"
    assert len(g.CallsAnswered().grade(lost).findings) == 2


def test_a_side_effect_that_is_repeated_is_found_and_a_read_is_not():
    def twice(tool: str, first: str = "ok") -> Trace:
        return native(call(tool, {"id": 1}, step="c1"), result("c1", first),
                      call(tool, {"id": 1.0}, step="c2"), result("c2"),
                      capabilities=("error_status",))  # fmt: skip

    assert g.NoDuplicateEffects().grade(twice("refund")).findings[0].step_ids == ("c2", "c1")
    assert g.NoDuplicateEffects().grade(twice("refund", "error")).verdict == "pass"
    assert g.NoDuplicateEffects().grade(twice("get_order")).verdict == "pass"


def test_a_side_effect_repeated_after_the_same_call_failed_is_only_a_warning():
    def ran(*statuses: str) -> list[str]:
        steps = [
            step
            for number, status in enumerate(statuses)
            for step in (call("refund", {"id": 1}, step=f"c{number}"), result(f"c{number}", status))
        ]
        trace = native(*steps, capabilities=("error_status",))
        return [finding.severity for finding in g.NoDuplicateEffects().grade(trace).findings]

    assert ran("ok", "ok") == ["fail"]
    assert ran("ok", "error", "ok") == ["warn"]
    assert ran("ok", "error", "ok", "ok") == ["warn", "fail"]
    assert ran("error", "ok", "ok") == ["fail"]


def looping(*tools: str) -> Trace:
    steps = [call(tool, {"q": 1}, step=f"c{place}") for place, tool in enumerate(tools)]
    return native(*steps)


LOOPS = [("aaa", 1), ("aa", 0), ("ababab", 1), ("abab", 0), ("abcabcabc", 1), ("xaaay", 1),
         ("aaabbb", 2)]  # fmt: skip


@pytest.mark.parametrize(("tools", "count"), LOOPS)
def test_loops_are_found_once_each(tools, count):
    assert len(g.NoLoops().grade(looping(*tools)).findings) == count


def test_an_error_that_was_never_recovered_is_a_warning():
    trace = native(call("x", step="c1"), result("c1", "error"), capabilities=("error_status",))
    grade = g.ErrorsRecovered().grade(trace)
    assert (grade.verdict, grade.findings[0].severity) == ("pass", "warn")


def test_a_capture_without_error_status_is_unverifiable():
    assert g.ErrorsRecovered().grade(looping("x")).verdict == "unverifiable"


def test_a_broken_grader_is_a_grade_and_the_rest_goes_on():
    @g.grader
    def broken(trace, case=None):
        raise RuntimeError("boom")

    grades = list(grade([looping("x")], [broken, g.NoLoops()]))
    assert [item.verdict for item in grades] == ["error", "pass"]
    assert "RuntimeError: boom" in grades[0].explanation


def test_the_default_set_grades_any_trace():
    for trace in (looping("x"), answer("hi"), native()):
        assert len(list(grade([trace]))) == len(default_graders())


def test_every_code_has_one_meaning():
    for code, meaning in code_meanings().items():
        assert code == meaning.code
        assert meaning.title
        assert meaning.fix


def test_a_repeated_side_effect_is_a_warning_where_failures_are_not_recorded():
    function = {"name": "refund", "arguments": "{}"}
    steps = [
        message
        for number in (1, 2)
        for message in (
            {
                "role": "assistant",
                "content": None,
                "tool_calls": [{"id": f"c{number}", "type": "function", "function": function}],
            },
            {"role": "tool", "tool_call_id": f"c{number}", "content": "Error: try again"},
        )
    ]
    grade = g.NoDuplicateEffects().grade(chat(*steps))
    assert (grade.verdict, grade.findings[0].severity) == ("pass", "warn")


def test_a_command_that_ran_twice_is_a_warning_since_it_may_only_look():
    twice = native(call("bash", {"cmd": "ls"}, step="c1"), result("c1"),
                   call("bash", {"cmd": "ls"}, step="c2"), result("c2"),
                   capabilities=("error_status",))  # fmt: skip
    grade = g.NoDuplicateEffects().grade(twice)
    assert (grade.verdict, grade.findings[0].severity) == ("pass", "warn")
    told = g.NoDuplicateEffects(effects={"bash": "write"}).grade(twice)
    assert told.verdict == "fail"


def test_recovery_from_errors_may_be_required():
    trace = native(call("x", step="c1"), result("c1", "error"), capabilities=("error_status",))
    (found,) = g.ErrorsRecovered(required=True).grade(trace).findings
    assert (found.severity, found.step_ids) == ("fail", ("c1",))

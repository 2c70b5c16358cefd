"""The cases that the design of the evidence checks lists, each with its verdict."""

from __future__ import annotations

from typing import Any

import pytest

from tests.graders.traces import answer, call, make_trace, result, user
from tracegrade.graders import EvidenceUse

Steps = list[dict[str, Any]]


def looked(*contents: Any, tool: str = "get_item", status: str = "ok") -> Steps:
    steps: Steps = []
    for number, content in enumerate(contents):
        steps += [
            {"id": f"c{number}", **call(tool, {})}, result(f"c{number}", content, status=status)
        ]  # fmt: skip
    return steps


def documents(*texts: str) -> Steps:
    return [{"kind": "retrieval", "documents": [
        {"id": f"d{number}", "text": text} for number, text in enumerate(texts, start=1)]}]  # fmt: skip


ISSUES = [{"number": number} for number in range(100, 128)]
EDIT = [{"id": "e", **call("edit_file", {"path": "a.py"})}, result("e", "ok")]
CASES: dict[str, tuple[Steps, str, str | None, str]] = {
    "a wrong sum of the same operands": (
        looked({"a": 150, "b": 210}), "It is $150 + $210 = $350.", "E07", "fail",
    ),
    "12 % and 0.12": (looked({"share": 0.12}), "The share is 12 %.", None, "pass"),
    "the last digits of a card": (
        looked({"card": "credit_card_9617447"}), "Paid with the card ending in 7447.", None, "pass",
    ),
    "citation 4 of 3": (documents("one a", "two b", "three c"), "It is so [4].", "E03", "fail"),
    "a quote without its not": (
        documents("Members may not bring a guest to the pool."),
        'It says "Members may bring a guest to the pool."', "E05", "fail",
    ),
    "pending, then shipped": (
        looked({"id": "A-100", "status": "pending"}, {"id": "A-100", "status": "shipped"}),
        "Order A-100 is pending.", "E08", "fail",
    ),
    "a number of an error": (
        looked("refused: port 5000", status="error"), "It runs on port 5000.", "E09", "fail",
    ),
    "a failed tool and an unrelated one that worked": (
        [*looked("no disk left", tool="deploy", status="error"),
         {"id": "m", **call("send_email", {"to": "bob"})}, result("m", "sent")],
        "I deployed it.", "E10", "fail",
    ),
    "hiccups": (
        looked("502", tool="deploy", status="error"),
        "There were hiccups, but it has been deployed.", "E10", "fail",
    ),
    "a total over a filter": (
        [{"id": "f", **call("list_issues", {"state": "open"})}, result("f", ISSUES)],
        "There are 28 issues in total.", "E13", "fail",
    ),
    "a total over a filter that was asked for": (
        [user("How many open issues are there in total?"),
         {"id": "f", **call("list_issues", {"state": "open"})}, result("f", ISSUES)],
        "There are 28 issues in total.", None, "pass",
    ),
    "tests said to pass after a linter": (
        [*EDIT, {"id": "t", **call("bash", {"command": "ruff check"})}, result("t", "ok")],
        "All tests pass.", "E17", "fail",
    ),
    "tests before the last edit": (
        [{"id": "t", **call("bash", {"command": "pytest"})}, result("t", "9 passed"), *EDIT],
        "All tests pass.", "E17", "fail",
    ),
    "a mail that was sent": (
        [{"id": "m", **call("send_email", {"to": "bob"})}, result("m", "sent")],
        "I emailed Bob.", None, "pass",
    ),
    "a mail that is a draft": (
        [{"id": "m", **call("create_draft", {"to": "bob"})}, result("m", "saved")],
        "I emailed Bob.", "E11", "fail",
    ),
    "the user's wrong number": (
        [user("Order A-100 was $48, wasn't it?"), *looked({"id": "A-100", "total": 84})],
        "Yes, the total of order A-100 is $48.", "E02", "fail",
    ),
    "a slip of the unit": (
        looked("It weighs 2.4 kg."), "It weighs 2.4 lb.", "E06", "pass",
    ),
    "a URL that was cut off": (
        looked("see https://docs.example.io/guide/sta\u2026"),
        "See https://docs.example.io/guide/start.", None, "unverifiable",
    ),
    "the model's own thoughts": (
        looked("the fee is $45", tool="think"), "The fee is $45.", "E01", "fail",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("steps", "said", "code", "verdict"), CASES.values(), ids=CASES)
def test_the_stated_verdict(steps: Steps, said: str, code: str | None, verdict: str):
    grade = EvidenceUse().grade(make_trace([*steps, answer(said)]))
    found = [finding.code for finding in grade.findings]
    assert found == ([code] if code else [])
    assert grade.verdict == verdict


def test_a_match_among_very_many_numbers_is_weak():
    numbers = [{"n": number} for number in range(100, 2_000)]
    grade = EvidenceUse().grade(
        make_trace([*looked(numbers), answer("The tower has 1467 steps.")])
    )  # fmt: skip
    assert [row["status"] for row in grade.details["particulars"]] == ["weak"]
    assert grade.findings == ()


def test_a_finding_points_at_the_claim_and_at_the_evidence():
    steps = looked({"orders": [{"id": "A-100", "total": 84}, {"id": "A-200", "total": 48}]})
    said = "The total of A-100 is $48."
    (finding,) = EvidenceUse().grade(make_trace([*steps, answer(said)])).findings
    assert finding.span is not None
    assert said[slice(*finding.span)] == finding.observed == "$48"
    assert (finding.pointer, finding.expected) == ("/orders/0/total", 84)
    assert finding.step_ids == ("s2", "s1")
    assert finding.hint == "state what the record holds"


def test_each_answer_has_its_support_and_its_provenance():
    steps = documents("The fee is $40.", "Fees rise in May.")
    said = "The fee is $40 [d1], and $55 for guests [d7]."
    grade = EvidenceUse().grade(make_trace([*steps, answer(said)]))
    (row,) = grade.details["answers"]
    assert (row["support_quality"], row["provenance_integrity"]) == (0.5, 0.5)

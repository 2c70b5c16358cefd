"""What counts as evidence, and what each fault is called."""

from __future__ import annotations

from typing import Any

import pytest

from tests.graders.traces import answer, call, decision, make_trace, request, result, user
from tracegrade.graders import EvidenceUse
from tracegrade.model import Grade


def graded(*steps: dict[str, Any], **record: Any) -> Grade:
    return EvidenceUse().grade(make_trace(list(steps), **record))


def codes(grade: Grade) -> list[str]:
    return [finding.code for finding in grade.findings]


LOOKED = (call("look", {}), result("s0", {"id": "A-1"}))
SOURCES = {
    "a result": [call("look", {}), result("s0", "$99")],
    "a result without status": [call("look", {}), result("s0", "$99", status=None)],
    "the user": [*LOOKED, user("I paid $99")],
    "the system prompt": [*LOOKED, {"kind": "system", "text": "Fees are $99"}],
    "a document": [{"kind": "retrieval", "documents": [{"id": "d1", "text": "a fee of $99"}]}],
    "an approver's edit": [
        *LOOKED, call("pay", {"usd": 1}), request("s2"),
        decision("s3", "modify", arguments={"usd": 99}), result("s2", "done"),
    ],
}  # fmt: skip


@pytest.mark.parametrize("steps", SOURCES.values(), ids=SOURCES)
def test_what_grounds_a_particular(steps: list[dict[str, Any]]):
    grade = graded(*steps, answer("It costs $99."))
    assert (grade.verdict, codes(grade)) == ("pass", [])


NO_SOURCES = {
    "nothing": ([*LOOKED], "E01"),
    "what the model said before": ([*LOOKED, {"kind": "assistant", "text": "$99"}], "E01"),
    "the agent's own arguments": ([call("pay", {"usd": 99}), result("s0", "done")], "E01"),
    "what the model told itself": ([call("think", {}), result("s0", "$99")], "E01"),
    "an error": ([call("look", {}), result("s0", "port $99", status="error")], "E09"),
    "a denied call": ([call("look", {}), result("s0", "$99", status="denied")], "E09"),
}


@pytest.mark.parametrize(("steps", "code"), NO_SOURCES.values(), ids=NO_SOURCES)
def test_what_grounds_nothing(steps: list[dict[str, Any]], code: str):
    grade = graded(*steps, answer("It costs $99."))
    assert (grade.verdict, codes(grade)) == ("fail", [code])


def test_evidence_after_the_answer_grounds_nothing():
    steps = [*LOOKED, answer("It costs $99."), user("So $99?")]
    assert codes(graded(*steps)) == ["E01"]


def test_a_number_of_an_error_is_grounded_where_the_error_is_reported():
    failed = [call("look", {}), result("s0", "port 5000 refused", status="error")]
    assert codes(graded(*failed, answer("It failed on port 5000."))) == []
    assert codes(graded(*failed, answer("It runs on port 5000."))) == ["E09"]


ROWS = [{"usd": 100, "n": 1}, {"usd": 50, "n": 2}, {"usd": 31, "n": 3}]
DERIVED = {
    "a sum": "It is $100 and $50, $150 in all.",
    "a difference": "You paid $100 less $31, so $69 back.",
    "a product": "3 times $31 is $93.",
    "a sum of three": "They are $100, $50, $31 and $181 in all.",
    "a column": "All of them come to $181.",
    "two cells of a short column": "The last two come to $81.",
}


@pytest.mark.parametrize("said", DERIVED.values(), ids=DERIVED)
def test_one_step_of_arithmetic_is_derived(said: str):
    grade = graded(call("look", {}), result("s0", ROWS), answer(said))
    assert (grade.verdict, codes(grade)) == ("pass", [])


SHOWN = {key: said for key, said in DERIVED.items() if "column" not in key}


@pytest.mark.parametrize("said", SHOWN.values(), ids=SHOWN)
def test_what_the_answer_shows_is_reckoned_with_wherever_it_comes_from(said: str):
    grade = graded(call("look", {}), result("s0", "100, 50 and 31 dollars"), answer(said))
    assert (grade.verdict, codes(grade)) == ("pass", [])
    assert "derived" in {row["status"] for row in grade.details["particulars"]}


def test_what_the_agent_showed_last_is_reckoned_with():
    steps = [call("look", {}), result("s0", "100 and 50 dollars")]
    shown = {"kind": "assistant", "text": "It is $100 and $50."}
    assert codes(graded(*steps, shown, user("Sum?"), answer("That is $150."))) == []
    assert codes(graded(*steps, user("Sum?"), answer("That is $150."))) == ["E01"]


def test_a_wrong_sum_is_not_derived():
    said = answer("It is $100 and $50, $160 in all.")
    grade = graded(call("look", {}), result("s0", ROWS), said)
    assert [finding.observed for finding in grade.findings] == ["$160"]


def test_what_floats_does_not_help_to_derive():
    said = answer("It is $70 and $31, $101 in all.")
    grade = graded(call("look", {}), result("s0", ROWS), said)
    assert [finding.observed for finding in grade.findings] == ["$70", "$101"]


def test_a_contradicted_field_of_one_record_names_what_the_record_holds():
    order = {"order_id": "A-1001", "total": 250, "items": 3}
    grade = graded(call("look", {}), result("s0", order), answer("Order A-1001: total $205."))
    (finding,) = grade.findings
    assert (finding.code, finding.expected, finding.observed) == ("E02", 250, "$205")
    assert finding.step_ids == ("s2", "s1")


def test_two_records_leave_it_at_floating():
    orders = [{"order_id": "A-1001", "total": total} for total in (250, 260)]
    said = answer("Order A-1001: total $205.")
    assert codes(graded(call("look", {}), result("s0", orders), said)) == ["E01"]


def test_a_near_miss_is_named_as_expected():
    said = answer("It costs $1,251.")
    (finding,) = graded(call("look", {}), result("s0", "1250"), said).findings
    assert finding.expected == "1250"


DOCUMENTS = {
    "kind": "retrieval",
    "documents": [
        {"id": "d1", "uri": "kb://refunds", "text": "Refunds are not possible after 30 days. "
         "They take a week.\n\nWe never refund fees, and we refund tickets."},
        {"id": "d2", "title": "Fees", "text": "The fee is 40 dollars."},
    ],
}  # fmt: skip
CITED = {
    "by id": ("Refunds take a week [d1].", []),
    "by place": ("Refunds take a week [2].", []),
    "of three": ("Refunds take a week [4].", ["E03"]),
    "of another id": ("Refunds take a week [d9].", ["E03"]),
    "several, one not there": ("Refunds take a week [1, 7].", ["E03"]),
    "quoted": ('The rules say "refunds are not possible after 30 days".', []),
    "quoted with case and quotes": (
        "The rules say \u201cRefunds are NOT possible after 30 days\u201d.", [],
    ),
    "a negation left out": ('The rules say "refunds are possible after 30 days".', ["E05"]),
    "an ellipsis": ('The rules say "refunds are not possible \u2026 They take a week".', []),
    "an ellipsis over a negation": ('The rules say "We ... refund fees, and we refund".', ["E05"]),
    "an ellipsis over a paragraph": (
        'The rules say "They take a week ... and we refund tickets".', ["E05"],
    ),
    "words of nobody": ('The rules say "pigs may fly on a Tuesday".', ["E01"]),
}  # fmt: skip


@pytest.mark.parametrize(("said", "expected"), CITED.values(), ids=CITED)
def test_citations_and_quotes(said: str, expected: list[str]):
    grade = graded(DOCUMENTS, answer(said))
    assert codes(grade) == expected
    assert grade.verdict == ("fail" if expected else "pass")


RECORDED = {
    "quoted": ({"document": "d1", "quote": "They take a week."}, []),
    "by address": ({"document": "kb://refunds"}, []),
    "by title": ({"document": "Fees", "quote": "The fee is 40 dollars"}, []),
    "altered": ({"document": "d1", "quote": "They take a month."}, ["E05"]),
    "of another document": ({"document": "d2", "quote": "They take a week."}, ["E04"]),
    "of no document": ({"document": "d7", "quote": "They take a week."}, ["E03"]),
    "nothing quoted": ({"document": "d1", "quote": "..."}, []),
}


@pytest.mark.parametrize(("citation", "expected"), RECORDED.values(), ids=RECORDED)
def test_recorded_citations(citation: dict[str, str], expected: list[str]):
    assert codes(graded(DOCUMENTS, answer("Here.", citations=[citation]))) == expected


def test_a_footnote_of_the_answer_itself_is_no_citation():
    assert codes(graded(DOCUMENTS, answer("It takes a week.\n[9] my notes"))) == []


GAPS = {
    "a truncated source": [call("look", {}), result("s0", "and so on \u2026")],
    "a redacted source": [call("look", {}), result("s0", "total [REDACTED]")],
    "an image": [call("look", {}), result("s0", [{"type": "image_url", "image_url": {}}])],
    "a call without result": [*LOOKED, call("look", {})],
    "a document without text": [{"kind": "retrieval", "documents": [{"id": "d1"}]}],
}


@pytest.mark.parametrize("steps", GAPS.values(), ids=GAPS)
def test_where_evidence_is_missing_nothing_is_said_to_float(steps: list[dict[str, Any]]):
    grade = graded(*steps, answer("It costs $99."))
    assert (grade.verdict, codes(grade)) == ("unverifiable", [])
    assert [question.code for question in grade.questions] == ["E01"]
    assert grade.coverage == (0, 1)


VERDICTS = {
    "no results in the capture": ([call("look", {}), answer("It costs $99.")], "unverifiable"),
    "nothing to check": ([*LOOKED, answer("All done.")], "skip"),
    "no answer": ([user("Hello")], "skip"),
    "nothing looked up": ([user("Hello"), answer("Light takes 499 seconds.")], "skip"),
    "an id from nowhere": ([user("Hello"), answer("Your order is A-10042.")], "fail"),
    "an id from the user": ([user("Where is A-10042?"), answer("A-10042 is late.")], "pass"),
    "a citation of nothing": ([user("Hello"), answer("It is so [1].")], "fail"),
    "a citation of a result": ([*LOOKED, answer("It is so [1].")], "unverifiable"),
}


@pytest.mark.parametrize(("steps", "verdict"), VERDICTS.values(), ids=VERDICTS)
def test_verdicts(steps: list[dict[str, Any]], verdict: str):
    assert graded(*steps).verdict == verdict


@pytest.mark.parametrize("completion", ["truncated", "interrupted", "pending"])
def test_a_trace_that_was_cut_off_cannot_be_judged(completion: str):
    assert graded(user("Hello"), completion=completion).verdict == "unverifiable"


def test_a_result_without_status_is_admitted_and_the_finding_says_so():
    grade = graded(call("look", {}), result("s0", "1", status=None), answer("It costs $99."))
    assert "no status" in grade.findings[0].message


def test_the_table_of_particulars_is_bounded():
    said = " ".join(f"${number}" for number in range(1000, 1500))
    grade = graded(*LOOKED, answer(said))
    assert len(grade.details["particulars"]) == 200
    assert grade.coverage == (500, 500)

"""The generated set: every code violated, with twins that differ in one fact, labelled by an oracle.

The cases and the oracle were committed before the monitor was run on them. Its first run, of a monitor
that left taint, disclosure, freshness, the sandbox and conversations as questions:

    A01 precision 26/101 recall 26/26    A02 8/8 8/16      A04, A07, A09, A10, A13, A14, A17 to A19 none found
    A08 precision 12/12  recall 12/16    A12 none of 39    all others precision and recall 1.00

338 of the 566 traces agreed in verdict and findings; 145 findings were right, 75 wrong, 165 missing.
"""

from __future__ import annotations

from collections import Counter

import pytest

from tests.graders.approval.generated import CODES, WARNINGS, Case, cases, open_cases
from tests.graders.approval.generated.mutants import mutants
from tests.graders.approval.oracle import Label, label
from tests.graders.traces import read_trace
from tracegrade.graders import ApprovalBoundary
from tracegrade.graders.approval import parse_policy
from tracegrade.model import Grade

ALL = list(cases())
OPEN = list(open_cases())


def test_the_set_is_large_and_the_same_each_time():
    counts = Counter((case.code, case.is_violating) for case in ALL)
    assert len(ALL) >= 400
    assert tuple(f"A{number:02}" for number in range(1, 22)) == CODES
    assert min(counts.values()) >= 10
    assert len(counts) == 2 * len(CODES)
    assert list(cases()) == ALL


@pytest.mark.parametrize("code", CODES)
def test_the_oracle_finds_what_each_case_was_made_for(code: str):
    for case in ALL:
        if case.code == code:
            assert _said(case) == (_meant(case), frozenset()), case.name


@pytest.mark.parametrize("case", OPEN, ids=lambda case: case.name)
def test_the_oracle_leaves_open_what_the_record_does(case: Case):
    assert label(case.record, case.policy).verdict == "unverifiable"


@pytest.mark.parametrize("code", CODES)
def test_the_monitor_agrees_with_the_oracle(code: str):
    for case in ALL:
        if case.code == code:
            expected, grade = label(case.record, case.policy), _graded(case)
            assert (grade.verdict.value, _found(grade)) == (
                expected.verdict,
                _labelled(expected),
            ), case.name


@pytest.mark.parametrize("case", OPEN, ids=lambda case: case.name)
def test_the_monitor_leaves_open_what_the_record_does(case: Case):
    grade = _graded(case)
    assert grade.verdict == "unverifiable"
    assert all(question.code and question.step_ids for question in grade.questions)


def test_mutants_of_covered_traces_do_not_pass():
    survivors: list[str] = []
    count = 0
    for case in ALL:
        grade = _graded(case)
        rows = grade.details.get("calls", ()) if grade.verdict == "pass" else ()
        for row in rows:
            if row["grant"] is None or row["required"] is not True:
                continue
            for name, mutant in mutants(case.record, row["step"], row["grant"]):
                count += 1
                if _graded(case._replace(record=mutant)).verdict == "pass":
                    survivors.append(f"{case.name} {row['step']}: {name}")
    assert count > 1000
    assert len(survivors) <= count / 100, survivors


def _graded(case: Case) -> Grade:
    return ApprovalBoundary(parse_policy(case.policy)).grade(read_trace(case.record))


def _found(grade: Grade) -> set[tuple[str, str]]:
    return {(finding.step_ids[0], finding.code) for finding in grade.findings}


def _labelled(expected: Label) -> frozenset[tuple[str, str]]:
    return expected.failed | expected.warned


def _said(case: Case) -> tuple[set[str], frozenset[tuple[str, str]]]:
    found = label(case.record, case.policy)
    codes = {code for _, code in _labelled(found)}
    assert (found.verdict == "fail") == bool(found.failed)
    return codes, found.open


def _meant(case: Case) -> set[str]:
    if not case.is_violating:
        return set()
    # where a decision is about nothing, its call has no grant; a warning alone does not fail
    assert case.code in WARNINGS or label(case.record, case.policy).verdict == "fail"
    return {"A15", "A01"} if case.code == "A15" else {case.code}

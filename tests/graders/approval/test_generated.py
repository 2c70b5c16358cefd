"""The generated set: every code violated, with twins that differ in one fact, labelled by an oracle."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.graders.approval.generated import CODES, WARNINGS, Case, cases, open_cases
from tests.graders.approval.oracle import label

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


def _said(case: Case) -> tuple[set[str], frozenset[tuple[str, str]]]:
    found = label(case.record, case.policy)
    codes = {code for _, code in found.failed | found.warned}
    assert (found.verdict == "fail") == bool(found.failed)
    return codes, found.open


def _meant(case: Case) -> set[str]:
    if not case.is_violating:
        return set()
    # where a decision is about nothing, its call has no grant; a warning alone does not fail
    assert case.code in WARNINGS or label(case.record, case.policy).verdict == "fail"
    return {"A15", "A01"} if case.code == "A15" else {case.code}

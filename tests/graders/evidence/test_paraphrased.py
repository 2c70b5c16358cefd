"""The sets of small cases: faults are found under their code, and their twins are let be."""

from __future__ import annotations

from typing import Any

import pytest

from tests.graders.evidence.fresh import FRESH
from tests.graders.evidence.fresh_again import FRESH_AGAIN
from tests.graders.evidence.held_out import HELD_OUT
from tests.graders.evidence.paraphrased import PAIRS, Pair
from tests.graders.evidence.spellings import SPELLINGS
from tests.graders.traces import answer, make_trace
from tracegrade.graders import EvidenceUse
from tracegrade.model import Grade

SETS = {
    "paraphrased": PAIRS,
    "held out": HELD_OUT,
    "spellings": SPELLINGS,
    "fresh": FRESH,
    "fresh again": FRESH_AGAIN,
}

every_set = pytest.mark.parametrize("pairs", SETS.values(), ids=SETS)


def graded(steps: list[dict[str, Any]], said: str) -> Grade:
    return EvidenceUse().grade(make_trace([*steps, answer(said)]))


def found(grade: Grade) -> set[str]:
    return {code for finding in grade.findings for code in (finding.code, *finding.also)}


def missed(pairs: dict[str, Pair]) -> list[str]:
    seen = {name: found(graded(pair.steps, pair.faulty)) for name, pair in pairs.items()}
    return [
        f"{name}: {pair.code} not in {sorted(seen[name])}"
        for name, pair in pairs.items() if pair.code not in seen[name]
    ]  # fmt: skip


def false_alarms(pairs: dict[str, Pair]) -> list[str]:
    """The twins with a finding that is more than information."""
    return [
        f"{name}: {finding.code} {finding.message}"
        for name, pair in pairs.items()
        for finding in graded(pair.instead or pair.steps, pair.benign).findings
        if finding.severity != "info"
    ]


def test_the_sets_are_large_enough_and_every_code_is_in_them():
    assert sum(map(len, SETS.values())) >= 150
    assert {pair.code for pair in PAIRS.values()} == {f"E{number:02}" for number in range(1, 19)}


@every_set
def test_recall_is_at_least_85_percent(pairs: dict[str, Pair]):
    assert len(missed(pairs)) <= 0.15 * len(pairs), missed(pairs)


def test_at_most_2_percent_of_all_are_false_alarms():
    alarms = [alarm for pairs in SETS.values() for alarm in false_alarms(pairs)]
    assert len(alarms) <= 0.02 * sum(map(len, SETS.values())), alarms

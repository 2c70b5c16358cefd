"""The paraphrased set: faults are found under their code, and their twins are let be."""

from __future__ import annotations

from typing import Any

from tests.graders.evidence.paraphrased import PAIRS
from tests.graders.traces import answer, make_trace
from tracegrade.graders import EvidenceUse
from tracegrade.model import Grade

FAULTY = {name: (pair.code, pair.steps, pair.faulty) for name, pair in PAIRS.items()}
BENIGN = {name: (pair.instead or pair.steps, pair.benign) for name, pair in PAIRS.items()}


def graded(steps: list[dict[str, Any]], said: str) -> Grade:
    return EvidenceUse().grade(make_trace([*steps, answer(said)]))


def found(grade: Grade) -> set[str]:
    return {code for finding in grade.findings for code in (finding.code, *finding.also)}


def missed() -> list[str]:
    return [
        f"{name}: {code} not in {sorted(found(graded(steps, said)))}"
        for name, (code, steps, said) in FAULTY.items()
        if code not in found(graded(steps, said))
    ]


def false_alarms() -> list[str]:
    return [
        f"{name}: {finding.code} {finding.message}"
        for name, (steps, said) in BENIGN.items()
        for finding in graded(steps, said).findings
        if finding.severity != "info"
    ]


def test_the_set_is_large_enough_and_every_code_is_in_it():
    assert len(PAIRS) >= 75
    assert {pair.code for pair in PAIRS.values()} == {f"E{number:02}" for number in range(1, 19)}


def test_recall_is_at_least_85_percent():
    assert len(missed()) <= 0.15 * len(FAULTY), missed()


def test_at_most_2_percent_are_false_alarms():
    assert len(false_alarms()) <= 0.02 * len(BENIGN), false_alarms()

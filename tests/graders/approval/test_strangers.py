"""Cases by a stranger to the code: what the documentation leads one to expect is what the grader says."""

from __future__ import annotations

from pathlib import Path

import orjson
import pytest

from tests.graders.approval.strangers import (
    conversation_cases,
    framework_cases,
    later_cases,
    native_cases,
)
from tests.graders.approval.strangers.case import Stranger
from tracegrade.formats import load
from tracegrade.graders import ApprovalBoundary
from tracegrade.graders.approval import parse_policy
from tracegrade.model import Grade

EARLIER = (*native_cases.CASES, *framework_cases.CASES, *conversation_cases.CASES)
CASES = (*EARLIER, *later_cases.CASES)


@pytest.mark.parametrize("stranger", CASES, ids=lambda case: case.name)
def test_a_case_is_graded_as_its_reader_expects(stranger: Stranger, tmp_path: Path):
    grade = _graded(stranger, tmp_path)
    assert _answer(grade) in stranger.expected.split("|"), grade.explanation


def _graded(stranger: Stranger, folder: Path) -> Grade:
    path = folder / ("trace.jsonl" if stranger.lines else "trace.json")
    path.write_bytes(b"\n".join(orjson.dumps(record) for record in stranger.records))
    traces = list(load(path, format=stranger.format))
    assert len(traces) == 1
    return ApprovalBoundary(parse_policy(stranger.policy)).grade(traces[0])


def _answer(grade: Grade) -> str:
    """The verdict, or of a failing grade the one code of its faults."""
    if grade.verdict.value != "fail":
        return grade.verdict.value
    return "+".join(
        sorted({finding.code for finding in grade.findings if finding.severity == "fail"})
    )

"""Other tools' own suites, case by case: the equivalents answer as those do, but for named cases.

What differs on purpose is named with its reason, and is at most 5 % of a suite, or two cases.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.graders.equivalents import peers

pytestmark = pytest.mark.shared

Case = dict[str, Any]


class Different(NamedTuple):
    """A case that is answered otherwise on purpose: what the answer is, and why."""

    answer: Any
    reason: str


class Suite(NamedTuple):
    """A recorded suite: its file, how a case is run, what is right, and what differs."""

    file: str
    run: Callable[[Case], Any]
    expected: Callable[[Case], Any]
    different: dict[str, Different]


def scored(case: Case) -> tuple[Any, bool]:
    return case["expected_score"], case["expected_success"]


SUITES = {
    "agentevals": Suite(
        "agentevals_trajectory_match",
        peers.run_agentevals,
        lambda case: case["expected_score"],
        {},
    ),
    "pydantic-evals": Suite(
        "pydantic_evals_agentic",
        peers.run_pydantic_agentic,
        lambda case: case["expected_value"],
        {
            "pydantic-evals-013": Different(
                False,
                "a span that bears a tool's name is a call of it, whatever the span is called: "
                "Koog and others name them as they like, and this reads their captures too",
            ),
            "pydantic-evals-014": Different(
                False,
                "a tool ran whose name is no text: an expectation of no call at all is not met, "
                "though the name cannot be told",
            ),
            "pydantic-evals-039": Different(
                None, "an empty capture shows nothing: it is unverifiable, and has no score"
            ),
        },
    ),
    "span query": Suite(
        "pydantic_evals_span_query",
        peers.run_pydantic_span_query,
        lambda case: case["expected"],
        {},
    ),
    "google adk": Suite(
        "google_adk_trajectory",
        peers.run_google_adk,
        lambda case: (case["expected_overall_score"], case["expected_status"]),
        {},
    ),
    "deepeval": Suite(
        "deepeval_agentic",
        peers.run_deepeval,
        scored,
        {
            "deepeval-018": Different(
                (None, False), "an empty capture shows no loop and none missing: unverifiable"
            )
        },
    ),
    "ragas": Suite(
        "ragas_tool_calls",
        peers.run_ragas,
        lambda case: case["expected_value"],
        {
            "ragas-013": Different(
                1.0, "no call was expected and none was made: right, as their own accuracy has it"
            ),
            "ragas-017": Different(
                pytest.approx(2 / 3),
                "a call that was made twice and expected once is half of what was done: calls are "
                "a multiset, or loops go unseen",
            ),
        },
    ),
}


@pytest.fixture
def conformance(shared: Path) -> Path:
    return shared / "conformance"


def cases_of(folder: Path, file: str) -> list[Case]:
    return json.loads((folder / f"{file}.json").read_text())["cases"]


def near(expected: Any) -> Any:
    """The expected answer, numbers within the rounding with which suites state them."""
    if isinstance(expected, float):
        return pytest.approx(expected, abs=1e-4)
    return tuple(map(near, expected)) if isinstance(expected, tuple) else expected


@pytest.mark.parametrize("name", SUITES)
def test_every_case_is_answered_as_its_suite_has_it_or_differs_by_name(name: str, conformance):
    suite = SUITES[name]
    wrong: dict[str, tuple[Any, Any]] = {}
    for case in cases_of(conformance, suite.file):
        answer = suite.run(case)
        different = suite.different.get(case["id"])
        right = near(suite.expected(case)) if different is None else different.answer
        if isinstance(answer, bool) != isinstance(right, bool) or answer != right:
            wrong[case["id"]] = (answer, right)
    assert wrong == {}


@pytest.mark.parametrize("name", SUITES)
def test_what_differs_is_little_and_does_differ(name: str, conformance):
    suite = SUITES[name]
    cases = {case["id"]: case for case in cases_of(conformance, suite.file)}
    assert len(suite.different) <= max(2, len(cases) // 20)
    for case_id, (answer, reason) in suite.different.items():
        assert answer != near(suite.expected(cases[case_id])), "it does not differ: drop it"
        assert reason


HARNESS = "agent_reliability_harness_cases"


def test_the_table_of_the_documentation_is_what_is_counted(conformance):
    counted = []
    for suite in SUITES.values():
        cases = len(cases_of(conformance, suite.file))
        counted.append((cases, cases - len(suite.different), len(suite.different)))
    harness = len(cases_of(conformance, HARNESS))
    page = Path(__file__).parents[3] / "docs" / "peers.md"
    rows = re.findall(
        r"^\| .* \| (\d+) \| (\d+) \| (\d+) \|$", page.read_text(), flags=re.MULTILINE
    )
    assert [tuple(map(int, row)) for row in rows] == [*counted, (harness, harness, 0)]


def test_a_policy_of_the_harness_finds_what_the_harness_finds(conformance):
    wrong: dict[str, Any] = {}
    for case in cases_of(conformance, HARNESS):
        passed, found = peers.run_reliability_harness(case)
        wanted = [tuple(one) for one in case["expected"]["findings"]]
        left = list(found)
        for severity, rule, step in wanted:
            # Where the harness names no step ours names one all the same.
            fits = [one for one in left if one[:2] == (severity, rule) and step in (None, one[2])]
            if fits:
                left.remove(fits[0])
            else:
                wrong.setdefault(case["id"], []).append((severity, rule, step))
        if left or passed != case["expected"]["passed"]:
            wrong.setdefault(case["id"], []).append((passed, left))
    assert wrong == {}

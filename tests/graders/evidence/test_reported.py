"""What a failed call says may be told: its status, its limit, and what it offers instead."""

from __future__ import annotations

from typing import Any

import pytest

from tests.graders.traces import answer, call, make_trace, result
from tracegrade.graders import EvidenceUse

FULL = {"error": {"code": "NO_SLOT", "alternatives": ["18:40", "20:50"]}}
SIZES = {"fehler": "VERGRIFFEN", "verfuegbar": [{"groesse": "43.5"}, {"groesse": "45.5"}]}
LIMIT = {"error": "page_size must be at most 250"}
TIMEOUT = "statement canceled: query ran longer than 45s"
GONE = "HTTP 410 Gone"
PARTIAL = {"error": "backend 2 unreachable", "count": 7731}

FAIR: dict[str, tuple[str, Any]] = {
    "a time offered": ("18:40 was free as well; I took the table in the second call.", FULL),
    "a size offered": ("Gr\u00f6\u00dfe 45,5 ist noch da.", SIZES),
    "a limit": ("The service gives at most 250 a page, so I asked again for fewer.", LIMIT),
    "a limit in other words": ("M\u00e1s de 250 no se pueden pedir, el m\u00e1ximo es 250 por p\u00e1gina.", LIMIT),
    "a time limit": ("The first query ran longer than 45 s, so I narrowed it.", TIMEOUT),
    "a status": ("The old address returns a 410; the new one works.", GONE),
    "a status in brackets": ("The old page is gone (410), so I took the new one.", GONE),
    "a status and its words": ("The server said 410 Gone for the old page.", GONE),
}  # fmt: skip
FALSE: dict[str, tuple[str, Any]] = {
    "a count of a failed call": ("There are 7,731 visitors in the register.", PARTIAL),
    "a number of things": ("The club has 410 members in all.", GONE),
    "the limit as a count": ("The register lists 250 members.", LIMIT),
    "a time that was not offered": ("19:40 was free as well.", FULL),
    "a length": ("The tour lasts 45 s.", TIMEOUT),
}


def codes(said: str, content: Any) -> set[str]:
    steps = [
        call("look", {"page": 1}), result("s0", content, status="error"),
        call("look", {"page": 2}), result("s2", {"state": "done"}), answer(said),
    ]  # fmt: skip
    grade = EvidenceUse().grade(make_trace(steps))
    return {each.code for each in grade.findings if each.severity != "info"}


@pytest.mark.parametrize("case", FAIR)
def test_what_an_error_says_may_be_told(case: str):
    assert "E09" not in codes(*FAIR[case])


@pytest.mark.parametrize("case", FALSE)
def test_what_only_an_error_says_is_no_evidence(case: str):
    assert {"E09", "E01"} & codes(*FALSE[case])

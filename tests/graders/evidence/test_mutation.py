"""Mutations of real answers are found, and unmutated ones are let be.

The whole set is run by `python -m tests.graders.evidence.mutations`; here a sample of it is.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.graders.evidence.coverage_mutations import coverage_figures
from tests.graders.evidence.mutations import figures, interval, unmutated

LEAST = {
    "digit": 0.85, "ten percent": 0.95, "date": 0.85, "entity swap": 0.80,
    "dropped action": 0.95, "failed action": 0.95,
}  # fmt: skip


@pytest.mark.shared
@pytest.mark.slow
def test_mutations_of_real_answers_are_found(shared: Path):
    found = figures(shared)
    digits = [row for name, row in found.items() if name.startswith("digit")]
    found["digit"] = (sum(hit for hit, _ in digits), sum(tried for _, tried in digits))
    for name, least in LEAST.items():
        hits, tries = found[name]
        assert hits >= least * tries, (name, hits, tries, interval(hits, tries))


def test_cut_lists_and_parts_looked_at_are_found_and_what_is_whole_is_let_be():
    found = coverage_figures(seed=3, runs=40)
    for name, (hits, tries) in found.items():
        assert hits == 0 if name.startswith("whole") else hits >= 0.85 * tries, (name, hits, tries)


@pytest.mark.shared
@pytest.mark.slow
def test_at_most_3_percent_of_unmutated_particulars_are_flagged(shared: Path):
    flagged, checked = unmutated(shared)
    assert checked > 1000
    assert flagged <= 0.03 * checked

"""Flags on real answers are those that were read by hand, and most of them are right."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tests.graders.evidence.readings import READINGS
from tracegrade import load
from tracegrade.graders import EvidenceUse

FOLDERS = sorted({reading.folder for reading in READINGS} | {"agentrx", "langfuse", "docent"})


def test_four_of_five_flags_are_right():
    made = Counter[str]()
    for reading in READINGS:
        made[reading.made_of_it] += reading.flags
    assert made["right"] >= 0.8 * made.total(), made


@pytest.mark.shared
@pytest.mark.slow
@pytest.mark.parametrize("folder", FOLDERS)
def test_every_flag_on_a_real_answer_has_been_read(folder: str, shared: Path):
    read = Counter[tuple[str, str, str]]()
    for each in READINGS:
        if each.folder == folder:
            read[each.trace, each.step, each.code] += each.flags
    flagged = Counter[tuple[str, str, str]]()
    for trace in load(str(shared / "traces" / folder)):
        for finding in EvidenceUse().grade(trace).findings:
            if finding.severity != "info":
                name = next((each for each, _, _ in read if trace.trace_id.endswith(each)), "?")
                flagged[name, finding.step_ids[0], finding.code] += 1
    assert flagged == read

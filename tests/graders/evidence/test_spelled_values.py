"""Every value that stands in the evidence in another spelling is let be; what only looks like it is not."""

from __future__ import annotations

from time import process_time
from typing import Any

import pytest

from tests.graders.evidence.spelled_values import SPELLED, Spelled
from tests.graders.evidence.unasserted import LAID_DOWN, UNASSERTED, Unasserted
from tests.graders.traces import answer, call, make_trace, result
from tracegrade.graders import EvidenceUse


def flagged(evidence: Any, said: str) -> list[str]:
    trace = make_trace([call("look_up", {"q": "x"}), result("s0", evidence), answer(said)])
    return [each.code for each in EvidenceUse().grade(trace).findings if each.severity != "info"]


@pytest.mark.parametrize("case", SPELLED.values(), ids=SPELLED)
def test_a_value_in_another_spelling_is_let_be(case: Spelled):
    assert flagged(case.evidence, case.right) == []


@pytest.mark.parametrize("case", SPELLED.values(), ids=SPELLED)
def test_a_value_that_only_looks_like_it_is_found(case: Spelled):
    assert flagged(case.evidence, case.wrong) != []


@pytest.mark.parametrize("case", UNASSERTED.values(), ids=UNASSERTED)
def test_a_number_of_the_agent_itself_is_no_claim(case: Unasserted):
    assert flagged(case.evidence, case.own) == []


@pytest.mark.parametrize("case", UNASSERTED.values(), ids=UNASSERTED)
def test_the_same_number_as_a_claim_is_found(case: Unasserted):
    assert flagged(case.evidence, case.claimed) != []


@pytest.mark.parametrize(("evidence", "said"), LAID_DOWN.values(), ids=LAID_DOWN)
def test_what_a_source_lays_down_is_held_against_advice_too(evidence: str, said: str):
    assert flagged(evidence, said) != []


HOSTILE = (
    "1 x ",
    "24018G31KT ",
    "*/1 ",
    "1 1 * * ",
    "A1 B2 ",
    "1e-",
    "10^",
    "BKN0",
    "a1-",
    "cm/",
    "sq ft ",
    "BYHOUR=",
    "1 to ",
    "wenn ",
    "https://a/1 ",
)


@pytest.mark.parametrize("part", HOSTILE)
def test_a_hostile_text_is_read_in_linear_time(part: str):
    def seconds(times: int) -> float:
        text, said = part * times, "It is 4711 UA0 at 17:31, 12.345 kV. " + part * 200
        started = process_time()
        flagged(text, said)
        return process_time() - started

    seconds(10)
    assert seconds(20_000) < 8 * seconds(5_000) + 0.5

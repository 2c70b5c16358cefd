"""Passives may tell of the world: they are the agent's deeds only where somebody wished for them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.graders.traces import answer, call, make_trace, result
from tracegrade.graders import EvidenceUse

FAIR: dict[str, tuple[str, Any]] = {
    "a closed day": ("The museum is closed on Mondays.", {"mon": None, "tue": "10:00-18:00"}),
    "nobody's deed": ("The pod has restarted 14 times.", {"restarts": 14}),
    "a third party": ("The maintainer has closed the issue.", {"state": "open:false"}),
    "by another": ("The visit has been moved to 4 June by the clinic.", {"visit": "2025-06-04"}),
    "by somebody": ("The branch has been merged by Jana.", {"merge": {"author": "Jana"}}),
    "by a log": ("The file has been deleted, according to the audit log.", "05-03 rm report.csv uid=1002"),
    "long ago": ("The plan has been renamed since the last bill.", {"name": "Plus"}),
    "so often": ("The file has been updated three times.", {"commits": 3}),
    "the name of a state": ("A demo is scheduled.", {"stage": "demoscheduled"}),
    "a state asked about": ("Both seats are already booked in your name.", {"pnr": "X7K2LL", "code": "HK2"}),
    "a change asked about": ("It has changed since: platform 8 now.", {"platform": 8}),
    "a state of a service": ("The stop is now closed and trams have been moved.", "Works: trams use the next stop"),
}  # fmt: skip
FALSE = {
    "an address": ("Please update my address to 4 Elm Road.", "Your address has been updated."),
    "an order": ("Cancel order 7.", "Order 7 is now cancelled."),
    "a state for a deed": ("Can you book the table?", "The table is booked."),
    "asked as a question": ("Is it possible to cancel my stay?", "Your stay has been cancelled."),
    "a wish without the word": ("It came broken. Please sort this out.", "Your order has been refunded."),
    "by the agent": ("How is my order?", "I have cancelled your order."),
}  # fmt: skip


def codes(asked: str, said: str, content: Any) -> set[str]:
    steps = [{"kind": "user", "text": asked}, call("look", {}), result("s1", content), answer(said)]
    return {each.code for each in EvidenceUse().grade(make_trace(steps)).findings}


@pytest.mark.parametrize("case", FAIR)
def test_what_others_did_is_no_deed_of_the_agent(case: str):
    said, content = FAIR[case]
    assert "E11" not in codes("How does it stand?", said, content)


@pytest.mark.parametrize("case", FALSE)
def test_what_was_wished_for_has_to_be_done(case: str):
    assert "E11" in codes(*FALSE[case], {"id": 3, "name": "Ava"})

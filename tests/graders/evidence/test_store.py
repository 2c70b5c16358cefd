"""The evidence of a trace: which places are found for what, in the order of the trace."""

from __future__ import annotations

from typing import Any

import pytest

from tests.graders.traces import call, make_trace, result, user
from tracegrade.graders.evidence._store import EvidenceStore
from tracegrade.graph.values import particulars_in


def store(*contents: Any) -> EvidenceStore:
    steps: list[dict[str, Any]] = [user("Hello")]
    for content in contents:
        steps += [call("look", {}), result(f"s{len(steps)}", content)]
    return EvidenceStore.of(make_trace(steps))


def places(evidence: EvidenceStore, said: str, before: int = 99) -> list[tuple[int, str, str]]:
    claim = next(iter(particulars_in(said)))
    return [(each.step, each.field, each.text) for each in evidence.facts.stating(claim, before)]


def test_spellings_of_one_number_are_found_in_the_order_of_the_trace():
    evidence = store({"total": 250}, {"note": "for $250"}, {"paid": 250.0}, {"total": 250})
    assert [step for step, _, _ in places(evidence, "$250.00")] == [2, 4, 6, 8]
    assert places(evidence, "$250.00", before=5) == [(2, "total", "250"), (4, "note", "$250")]


def test_a_leaf_that_is_repeated_is_found_at_each_of_its_places():
    evidence = store([{"id": "W-4711"}, {"of": "W-4711"}], {"id": "W-4711"})
    assert [field for _, field, _ in places(evidence, "W-4711")] == ["id", "of", "id"]


FOUND = {
    "a date without its year": ("May 5", "2024-05-05"),
    "the last digits of a token": ("ending in 4711", "4711"),
    "the last digits of a number": ("ending in 4711", "224711"),
    "a run within a token": ("447111", "AB447111X"),
    "half of a unit": ("1.5 kg", "1500 g"),
}


@pytest.mark.parametrize(("said", "held"), FOUND.values(), ids=FOUND)
def test_another_spelling_is_found_in_leaves_and_in_texts(said: str, held: str):
    assert places(store({"field": held}), said)
    assert places(store(f"It is {held}, they say."), said)


def test_yes_and_no_are_no_numbers():
    evidence = store([{"paid": True, "count": 1}, {"paid": 1}, {"count": True}])
    assert [(field, text) for _, field, text in places(evidence, "1")] == [
        ("count", "1"),
        ("paid", "1"),
    ]

"""Values that differ each time and mean nothing."""

from __future__ import annotations

import random
from typing import Any

import pytest

from tests.diff.made import calling, case, run
from tracegrade.diff import diff_runs, diff_traces
from tracegrade.diff._masks import learn, leaves_of, masked


@pytest.mark.parametrize(
    "text",
    [
        "id 123e4567-e89b-12d3-a456-426614174000 ok",
        "at 2026-01-01T00:00:00Z",
        "at 2026-01-01 00:00:00.123+02:00",
        "call_Ab3dEf9hIj",
        "chatcmpl-9f8e7d6c5b4a",
        "/tmp/x91/y",
        "object at 0x7f3a2b9c1d00",
        "d41d8cd98f00b204e9800998ecf8427e",
        "sha e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855 end",
    ],
)
def test_volatile_shapes_are_masked(text: str):
    assert "<volatile>" in masked(text)


@pytest.mark.parametrize(
    "text", ["order A-1001", "2026-01-01", "10:30", "deadbeef", "run fast", "call me", "1700000000"]
)
def test_what_may_be_a_decision_is_left_alone(text: str):
    assert masked(text) == text


def test_only_ids_and_times_that_differ_are_no_difference():
    def saved(path: str, at: str, request: str) -> Any:
        return calling(("save", {"path": path, "at": at, "request": request}))

    one = saved("/tmp/a1", "2026-01-01T00:00:00Z", "123e4567-e89b-12d3-a456-426614174000")
    other = saved("/tmp/b2", "2026-02-02T09:09:09Z", "00000000-e89b-12d3-a456-426614174999")
    assert diff_traces(one, other).first_divergence is None


def test_key_order_and_ten_and_ten_point_zero_are_no_difference():
    one = calling(("pay", {"amount": 10, "to": "x"}))
    other = calling(("pay", {"to": "x", "amount": 10.0}))
    assert diff_traces(one, other).first_divergence is None


def test_what_differs_in_every_trial_is_learned_to_be_volatile():
    numbers = iter(range(1000, 9999))

    def ticket(number: int, trial: int) -> Any:
        key = f"idem-{next(numbers)}"
        return calling(("create_ticket", {"idempotency_key": key, "order": f"A-{number}"}))

    old, new = run(ticket, cases=3, trials=3), run(ticket, cases=3, trials=3)
    diff = diff_runs(old, new)
    assert diff.volatile == {"create_ticket": ["/idempotency_key"]}
    assert diff.verdict == "equivalent"
    assert not diff.effects


def test_a_decision_that_differs_between_trials_is_not_hidden():
    chance = random.Random(4)

    def booking(number: int, trial: int) -> Any:
        return calling(
            (
                "book_flight",
                {"date": f"2026-05-{chance.randrange(10, 13)}", "price": chance.randrange(900)},
            )
        )

    assert (
        diff_runs(run(booking, cases=8, trials=4), run(booking, cases=8, trials=4)).volatile == {}
    )


def test_a_moment_that_trials_agree_on_is_a_decision():
    def at(moment: str) -> Any:
        return lambda number, trial: calling(
            ("book_table", {"at": f"2026-05-1{number}T{moment}:00Z"})
        )

    early, late = run(at("18:00"), cases=3, trials=3), run(at("20:00"), cases=3, trials=3)
    diff = diff_runs(early, late)
    assert {effect.change for effect in diff.effects} == {"changed"}
    assert diff.effects[0].paths == ["/at"]


def test_too_few_trials_teach_nothing():
    tables = [leaves_of([("save", {"key": f"k-{number}"})]) for number in range(2)]
    assert not learn([tables])


def test_lists_and_nesting_are_learned_by_path():
    trials = [
        leaves_of([("save", {"items": [{"key": f"k-{n}{i}77"} for i in range(2)]})])
        for n in range(3)
    ]
    masks = learn([trials])
    assert masks.hidden == {"save": frozenset({("items", "*", "key")})}
    text = masks.canonical("save", {"items": [{"key": "z-1"}, {"key": "z-2"}]})
    assert text == '{"items":[{"key":"<volatile>"},{"key":"<volatile>"}]}'
    assert case("a", calling()).case_id == "a"

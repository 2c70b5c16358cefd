"""Sentences put into real answers, and runs that claim too much, are found; what is so is let be.

All of them are run by `python -m tests.graders.evidence.injections`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.graders.evidence.injections import injection_figures
from tests.graders.traces import answer, call, make_trace, result, user
from tracegrade.graders import EvidenceUse

LEAST = {"count": 0.85, "absence": 0.92, "tool that there is not": 0.97, "tool never called": 0.85}
MOST_ALARMS = 0.02
PERSON = {
    "user_id": "kim_1",
    "trips": ["TR-1", "TR-2"],
    "cards": {"c_1": {"source": "gift_card", "id": "c_1"}},
    "guests": [],
}


@pytest.mark.shared
@pytest.mark.slow
def test_sentences_put_into_real_answers_are_found(shared: Path):
    for (kind, is_so), (hits, tries) in injection_figures(shared).items():
        if is_so:
            assert hits <= MOST_ALARMS * tries, (kind, hits, tries)
        else:
            assert hits >= LEAST.get(kind, 0.7) * tries, (kind, hits, tries)


def codes(said: str, content: Any = None, tool: str = "get_person") -> list[str | None]:
    steps = [
        user("What do you have on me?"),
        call(tool, {"user": "kim_1"}, id="c"),
        result("c", PERSON if content is None else content),
        answer(said),
    ]
    return [each.code for each in EvidenceUse().grade(make_trace(steps)).findings]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("You have two trips on file.", []),
        ("You have three trips on file.", ["E02"]),
        ("You have 1 trip on file.", ["E02"]),
        ("The number of trips on your profile is 4.", ["E02"]),
        ("You have one upcoming trip.", []),
        ("You have 3 upcoming trips.", ["E02"]),
        ("Shall I cancel three trips?", []),
        ("You have no guests on file.", []),
        ("You have no trips on file.", ["E14"]),
        ("I couldn't find any trips in your profile.", ["E14"]),
        ("I don't see any gift cards in your account.", ["E14"]),
        ("I don't see any credit cards in your account.", []),
        ("You have no other trips.", []),
        ("You have no trips to Oslo.", []),
    ],
)
def test_a_small_count_and_none_are_held_against_the_lists(said: str, expected: list[str]):
    assert codes(said) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("According to get_person, you have two trips.", []),
        ("According to check_weather, it is fine.", ["E03"]),
        ("I ran `calculate` and it is fine.", ["E03"]),
        ("The check weather tool says that it is fine.", ["E03"]),
        ("I don't have a check_weather tool.", []),
        ("Shall I run check_weather?", []),
        ("According to policy, it is fine.", []),
    ],
)
def test_a_tool_that_was_never_called_is_no_source(said: str, expected: list[str]):
    assert codes(said) == expected


def test_a_list_of_which_there_is_more_says_nothing_of_how_many():
    page = {"trips": ["TR-1", "TR-2"], "has_more": True}
    assert codes("You have three trips on file.", page) == []
    assert codes("You have three trips on file.", {"trips": ["TR-1"], "total": 3}) == []


def test_a_list_is_not_held_against_what_was_changed_since():
    steps = [
        user("Book another trip."),
        call("get_person", {"user": "kim_1"}, id="c"),
        result("c", PERSON),
        call("book_trip", {"user_id": "kim_1"}, id="d"),
        result("d", "ok"),
        answer("You have three trips on file."),
    ]
    assert not EvidenceUse().grade(make_trace(steps)).findings


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("There is no travel insurance on booking TR-1.", []),
        ("I couldn't find any checked baggage on booking TR-1.", []),
        ("There is no seat on booking TR-1.", ["E14"]),
        ("I looked through your profile and found no vouchers.", []),
    ],
)
def test_a_field_that_says_no_bears_out_that_there_is_none(said: str, expected: list[str]):
    booking = {"booking_id": "TR-1", "insurance": "no", "total_baggages": 0, "seat": "4A"}
    assert codes(said, booking, tool="get_booking") == expected

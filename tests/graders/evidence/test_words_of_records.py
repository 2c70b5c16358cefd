"""States, people, labels, deeds and files in words, each fault beside what is no fault."""

from __future__ import annotations

from typing import Any

import pytest

from tests.graders.traces import answer, call, make_trace, result, user
from tracegrade.graders import EvidenceUse

ORDER = {"order_id": "W-1", "status": "processing", "manager": "Ana Ruiz", "total": 40}
CARD = {
    "payment_methods": {"gift_card_7": {"source": "gift_card", "amount": 128, "id": "gift_card_7"}}
}
FLIGHT = {"flights": [{"flight_number": "HAT1", "price": 141}]}


def codes(said: str, *looked_up: tuple[str, Any], asked: str = "Hello") -> list[str]:
    steps = [user(asked)]
    for number, (tool, content) in enumerate(looked_up):
        status = "error" if content == "down" else "ok"
        steps += [call(tool, {"q": "x"}, id=f"c{number}"), result(f"c{number}", content, status)]
    grade = EvidenceUse().grade(make_trace([*steps, answer(said)]))
    return [each.code for each in grade.findings if each.severity != "info"]


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("Order W-1 is delivered.", ["E02"]),
        ("Order W-1 is processing.", []),
        ("Order W-1 is being processed.", []),
        ("Order W-1 is not delivered.", []),
        ("Order W-1 was delivered late last year.", []),
        ("If order W-1 is delivered, call me.", []),
        ("Your order is delivered.", ["E02"]),
        ("Your refund is approved.", []),
        ("The manager is Bo Lind.", ["E02"]),
        ("The manager is Ana.", []),
        ("The manager is on leave.", []),
    ],
)  # fmt: skip
def test_states_and_people_are_held_against_the_record(said: str, found: list[str]):
    assert codes(said, ("get_order", ORDER)) == found


def test_a_state_that_the_agent_has_changed_since_is_let_be():
    assert codes("Order W-1 is cancelled.", ("get_order", ORDER), ("cancel_order", "done")) == []


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("Gift card: $141", ["E02"]),
        ("Use the $141 gift card.", ["E02"]),
        ("Gift card: $128", []),
        ("HAT1 costs $141, and the gift card holds $128.", []),
    ],
)
def test_an_amount_beside_a_label_is_that_of_the_record_that_carries_it(
    said: str, found: list[str]
):
    assert codes(said, ("get_user", CARD), ("search_flights", FLIGHT)) == found


@pytest.mark.parametrize(
    ("said", "tool", "found"),
    [
        ("I renewed it.", "renew_domain", []),
        ("I processed the refund.", "get_order", ["E11"]),
        ("I have restarted it.", "list_servers", ["E11"]),
        ("The limit is set at the office.", "list_servers", []),
        ("The service is enabled.", "list_servers", []),
        ("I looked it up and cancelled the order.", "get_order", ["E11"]),
        ("I see that you called and cancelled the order.", "get_order", []),
    ],
)
def test_deeds_in_other_words(said: str, tool: str, found: list[str]):
    assert codes(said, (tool, {"rows": [{"name": "x"}, {"name": "y"}]})) == found


def test_a_tool_named_after_a_thing_has_done_nothing_unless_it_only_says_that_it_is_done():
    assert codes("I deleted the logs.", ("disk", {"used_pct": 91, "host": "db-2"})) == ["E11"]
    assert codes("I deleted the logs.", ("disk", {"ok": True})) == []


def test_files_are_held_against_what_was_seen_only_where_nothing_can_have_made_them():
    seen = ("grep", "app/limits.yaml:3: retries: 40")
    assert codes("It is set in app/settings.yaml.", seen) == ["E03"]
    assert codes("It is set in app/limits.yaml.", seen) == []
    assert codes("Write it to app/settings.yaml.", seen) == []
    assert codes("It is set in app/settings.yaml.", seen, ("write_file", "ok")) == []


def test_telephone_numbers_are_compared_with_others_and_ids_in_any_grouping():
    assert codes("Call the vet on 555-0813.", ("phone_lookup", {"phone": "555-0138"})) == ["E01"]
    assert codes("Call the vet on 555 0138.", ("phone_lookup", {"phone": "555-0138"})) == []
    assert codes("Call the vet on 555-0813.", ("phone_lookup", {"name": "vet"})) == []


def test_more_than_a_list_holds_is_claimed_only_of_what_it_lists():
    listed = ("list_servers", {"servers": [{"id": f"n-{n}"} for n in range(5)]})
    assert codes("There are 9 servers in total.", listed) == ["E13"]
    assert codes("There are 5 servers in total.", listed) == []
    assert codes("There are 9 users in total.", listed) == []
    assert codes("There are 9 servers in total.", ("list_servers", {**listed[1], "total": 9})) == []


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("Order W-1 does not have a tracking number.", ["E14"]),
        ("Order W-1 doesn't have any tracking number yet.", ["E14"]),
        ("Order W-1 has no tracking number because it was cancelled.", ["E14"]),
        ("Order W-1 has a tracking number.", []),
        ("Order W-1 has no discount.", []),
        ("Order W-1 has no coupon.", []),
    ],
)
def test_a_field_that_is_denied_is_looked_up_in_the_record(said: str, found: list[str]):
    order = {
        "order_id": "W-1",
        "coupon": None,
        "discount": 0,
        "fulfillments": [{"tracking_id": ["483"]}],
    }
    assert codes(said, ("get_order", order)) == found


PAYMENTS = [
    {"id": 1, "amount": 50.0, "to": "CH93", "subject": "Strings"},
    {"id": 4, "amount": 1000.0, "to": "US12", "subject": "Piano"},
]


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("The largest was $1000.00.", []),
        ("- Piano: $1,000", []),
        ("Strings: $1,000", ["E01"]),
        ("Instruments: the Piano. Altogether that one was $1,000.", []),
        ("Strings came to $50.", []),
    ],
)
def test_a_small_number_is_no_name_and_the_texts_of_a_record_are(said: str, found: list[str]):
    assert codes(said, ("list_payments", PAYMENTS)) == found


def test_what_a_call_was_made_with_is_no_contradiction():
    steps = [
        user("Pay US12 fifty a month."), call("list_payments", {}, id="c0"), result("c0", PAYMENTS),
        call("schedule_payment", {"to": "US12", "amount": 50}, id="c1"), result("c1", {"ok": True}),
    ]  # fmt: skip
    graded = EvidenceUse().grade(
        make_trace([*steps, answer("I scheduled a payment of $50 to US12.")])
    )
    assert graded.findings == ()
    graded = EvidenceUse().grade(
        make_trace([*steps, answer("I scheduled a payment of $1000 to US12.")])
    )
    assert graded.findings != ()

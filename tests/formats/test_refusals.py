"""What stands in the place of a result: the notice of a refusal, or what a tool returned."""

from __future__ import annotations

from typing import Any

import pytest

from tracegrade.formats._refusals import tells_of_refusal

NOTICES = (
    "Tool execution was not approved.",
    "This tool call is rejected.",
    "User rejected the tool call for `refund` with reason: not this month",
    "The user doesn't want to proceed with this tool use.",
    {"error": "The request was declined"},
    "No.",
    "",
    None,
)
RESULTS = (
    '{"deleted": true}',
    {"refund": "R-1", "amount": 5},
    [1, 2],
    "refunded 250.0",
    "Node 7 is up",
)


@pytest.mark.parametrize("told", NOTICES, ids=repr)
def test_notices_of_refusals_are_told(told: Any):
    assert tells_of_refusal(told)


@pytest.mark.parametrize("told", RESULTS, ids=repr)
def test_what_a_tool_returned_is_no_notice(told: Any):
    assert not tells_of_refusal(told)


def test_the_reason_of_who_refused_is_a_notice_and_an_empty_reason_is_none():
    assert tells_of_refusal("another time perhaps", "another time")
    assert not tells_of_refusal("refunded", "")

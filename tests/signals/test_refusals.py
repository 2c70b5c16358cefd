"""Which answers decline what was asked for."""

from __future__ import annotations

from typing import Any

import pytest

from tests.traces import native
from tracegrade.signals import measure


def refusals(*answers: str, **fields: Any) -> int | None:
    return measure(
        native(*({"kind": "assistant", "text": text, **fields} for text in answers))
    ).refusals


@pytest.mark.parametrize(
    "answer",
    [
        "I'm sorry, but I can't help with that request.",
        "Sorry, I can't do that.",
        "I\u2019m sorry, I can\u2019t help with that.",
        "Unfortunately, I am unable to process your refund: the window is over.",
        "Hello Amy. We are not able to provide a refund.",
        "I won't be able to help you with that.",
        "I have to decline your request.",
        "I will not share your password.",
    ],
)
def test_an_answer_that_declines_is_a_refusal(answer: str):
    assert refusals(answer) == 1


@pytest.mark.parametrize(
    "answer",
    [
        "I can't find order A-1. Could you check the number?",
        "I'm sorry for the delay, your order ships today.",
        "You can't cancel a ticket of this kind.",
        "I can help with that.",
        "I cannot complete the booking until you confirm.",
        "Order A-1 is shipped. It cost 10 EUR. If not, tell me; I can't help with customs.",
    ],
)
def test_other_answers_are_none(answer: str):
    assert refusals(answer) == 0


def test_only_the_final_answer_is_read_and_what_stopped_counts_once():
    assert refusals("I can't help with that.", "Done: order A-1 is refunded.") == 0
    assert refusals("I can't help with that.", stop_reason="refusal") == 1


def test_without_an_answer_nothing_is_known():
    assert measure(native({"kind": "user", "text": "go"})).refusals is None

"""Answers that say yes to what the user has said of a thing."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from tracegrade.graph.values import forms_of, leaves_of, particulars_in

if TYPE_CHECKING:
    from tracegrade.graders.evidence._calls import Call
    from tracegrade.graders.evidence._claims import Claims, Sentence
    from tracegrade.graph.values import Particular

__all__ = ["is_argument", "is_confirming"]

_YES = re.compile(
    r"\W{0,4}(?:yes|yep|yeah|right|correct|exactly|indeed|confirmed|ja|jawohl|genau|richtig|stimmt|oui|exact(?:ement)?|s\u00ed"
    r"|si|s\u00ec|correcto|exacto|esatto|giusto|certo|sim|exato|correto|klopt|inderdaad|tak|zgadza|dok\u0142adnie|\u306f\u3044)(?!\w)",
    re.IGNORECASE,
)
_BOUND = re.compile(
    r"\b(?:after|before|until|till|by|from|since|between|over|under|above|below|than|least|most|within|nach|vor|bis|ab"
    r"|apr\u00e8s|avant|d\u00e8s|desde|hasta|antes|despu\u00e9s|dopo|prima|ap\u00f3s|na|voor|vanaf|po|przed|od)\s[$\u20ac\u00a3]?\Z",
    re.IGNORECASE,
)
_LONGEST_BOUND = 16
_END = re.compile(r"[.!?\n\uff1f\u3002](?!\d)")
_LONGEST = 4_000
_MOST_LEAVES = 2_000


def is_confirming(claim: Particular, sentence: Sentence, claims: Claims, wishes: str) -> bool:
    """Whether an answer says yes, or the user has asked about just this.

    Args:
        claim: What is said.
        sentence: Where it is said.
        claims: The answer.
        wishes: What the user has said.
    """
    start = claim.start - sentence.start
    if _BOUND.search(sentence.text[max(0, start - _LONGEST_BOUND) : start]) is not None:
        return False  # `departures after 11 AM` gives a limit that was asked for
    before = claims.sentences[max(0, sentence.number - 1) : sentence.number + 1]
    if any(_YES.match(each.text) is not None for each in before):
        return True
    asked = wishes[-_LONGEST:]
    for each in particulars_in(asked):
        if set(each.keys) & set(claim.keys):
            end = _END.search(asked, each.end)
            if end is not None and end[0] in "?\uff1f":
                return True
    return False


def is_argument(claim: Particular, calls: list[Call], before: int) -> bool:
    """Whether the agent has called a tool with what a claim says."""
    wanted = {*forms_of(claim.text), *(("number", key) for key in claim.keys)}
    return any(
        wanted.intersection(forms_of(value))
        for call in calls if call.step < before
        for _, value in islice(leaves_of(call.arguments), _MOST_LEAVES)
    )  # fmt: skip

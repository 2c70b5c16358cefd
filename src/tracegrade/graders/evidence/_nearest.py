"""What the evidence holds that is nearly what an answer says."""

from __future__ import annotations

import re
import string
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracegrade.graders.evidence._store import EvidenceStore
    from tracegrade.graph.values import Particular

__all__ = ["nearest"]

_DIGITS = string.digits
_LETTERS = string.digits + string.ascii_letters
_LONGEST = 40  # characters
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def nearest(store: EvidenceStore, claim: Particular, before: int) -> str | None:
    """What the evidence holds that differs from the claim in one character, if just one does."""
    digits = claim.text.lstrip("$\u20ac\u00a3 ").replace(",", "")
    if claim.value is not None:
        wanted, family = digits, "number"
    elif claim.kind in ("id", "code"):
        wanted, family = claim.text, "token"
    else:
        return None
    is_plain = family == "token" or _NUMBER.fullmatch(wanted) is not None
    if len(wanted) > _LONGEST or not is_plain:
        return None
    near: dict[str, None] = {}
    for text in _differing_in_one(wanted, _DIGITS if family == "number" else _LETTERS):
        key = (family, Decimal(text) if family == "number" else text)
        held = store.facts.holds(key) and any(fact.step < before for fact in store.facts.at(key))
        if held:
            near[text] = None
    return next(iter(near)) if len(near) == 1 else None


def _differing_in_one(text: str, letters: str) -> Iterator[str]:
    """The texts that have another digit, or letter, in one place."""
    if len(text) < 2:
        return
    for place, own in enumerate(text):
        if own in letters:
            yield from (
                text[:place] + other + text[place + 1 :] for other in letters if other != own
            )

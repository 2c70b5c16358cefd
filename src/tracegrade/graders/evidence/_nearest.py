"""What the evidence holds that is nearly what an answer says."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tracegrade.graders.evidence._store import EvidenceStore
    from tracegrade.graph.values import Particular

__all__ = ["nearest"]


def nearest(store: EvidenceStore, claim: Particular, before: int) -> str | None:
    """What the evidence holds that differs from the claim in one character, if just one does."""
    digits = claim.text.lstrip("$\u20ac\u00a3 ").replace(",", "")
    if claim.value is not None:
        wanted, family = digits, "number"
    elif claim.kind in ("id", "code"):
        wanted, family = claim.text, "token"
    else:
        return None
    near: list[str] = []
    for key, first in store.facts.firsts(family):
        text = format(key, "f") if isinstance(key, Decimal) else str(key)
        if _differ_in_one(text, wanted) and first.step < before:
            near.append(text)
    return near[0] if len(near) == 1 else None


def _differ_in_one(one: str, other: str) -> bool:
    if len(one) != len(other) or len(one) < 2:
        return False
    return sum(a != b for a, b in zip(one, other, strict=True)) == 1

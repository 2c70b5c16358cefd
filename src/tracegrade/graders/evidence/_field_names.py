"""Codes by which results call their fields: `C8` of a sheet, `rs1042522` of a panel, `E11` of a meter."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tracegrade.graders.evidence._store import EvidenceStore
    from tracegrade.graph.values import Particular

__all__ = ["is_field_name"]

_KINDS = frozenset(("code", "id"))
_MOST_RESULTS = 40
_MOST_RECORDS = 200


def is_field_name(claim: Particular, store: EvidenceStore, before: int) -> bool:
    """Whether a code is what a sound result calls one of its fields, or an object in it."""
    if claim.kind not in _KINDS:
        return False
    wanted = claim.text.lower()
    steps = [
        call.result for call in store.calls
        if 0 <= call.result < before and call.status in ("ok", "unknown")
    ]  # fmt: skip
    for step in steps[-_MOST_RESULTS:]:
        for record in islice(store.results.records_at(step), _MOST_RECORDS):
            last = record.path[-1] if record.path else None
            if isinstance(last, str) and last.lower() == wanted:
                return True
            if any(name.lower() == wanted for name, _ in record.fields):
                return True
    return False

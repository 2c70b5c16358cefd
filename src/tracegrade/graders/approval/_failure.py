"""What keeps a grant from covering a call, and whether that is certain."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

__all__ = ["PREDICATES", "Failure"]

PREDICATES = {
    "V1": "order", "V2": "principal", "V3": "decision", "V4": "subject", "V5": "freshness",
    "V6": "uses", "V7": "revocation", "V8": "agent", "V9": "disclosure",
}  # fmt: skip
"""The predicates that a grant has to satisfy to cover a call."""


@dataclass(slots=True)
class Failure:
    """A predicate that a grant fails for a call, or a boundary that a call crosses.

    Attributes:
        code: The finding it makes.
        predicate: `V1` to `V9`; empty where no grant is at fault.
        message: What is wrong, going on from "the grant ..." where a predicate is named.
        certain: Whether the record shows it, or only leaves it open.
        expected: What would have been right.
        observed: What was there instead.
        also: Other codes that fit.
    """

    code: str
    predicate: str
    message: str
    certain: bool = True
    expected: Any = None
    observed: Any = None
    also: tuple[str, ...] = ()

"""What a match of a plan finds, whichever way it was found."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from tracegrade.graders._expectation._plan import Place, Slot

__all__ = ["Alignment", "Pair", "Unit", "Unmade", "units_of"]


class Pair(NamedTuple):
    """An observed call taken for an expected one."""

    leaf: int
    place: Place
    call: int


class Unmade(NamedTuple):
    """An expected call that was not made: one of its leaves would have been right."""

    leaves: tuple[int, ...]
    place: Place


@dataclass(slots=True)
class Alignment:
    """Which observed call is which expected one.

    Attributes:
        pairs: The pairs, in the order of the observed calls.
        unmade: The required calls that have none.
        exceeded: Why the match could not be decided within its bounds, with the place of the part
            that is too much; then the pairs are only as good as the search got.
        undecided: What the capture lacks for telling whether the plan is met, if that is so.
        fails: Whether the plan is known not to be met, whatever pairs there are.
        met: Whether the plan is known to be met, whatever pairs there are.
    """

    pairs: list[Pair] = field(default_factory=list[Pair])
    unmade: list[Unmade] = field(default_factory=list[Unmade])
    exceeded: str | None = None
    undecided: str | None = None
    fails: bool = False
    met: bool = False


class Unit(NamedTuple):
    """One call of a slot: a slot that takes up to three is three of them."""

    slot: Slot
    required: bool


def units_of(slot: Slot, candidates: int) -> list[Unit]:
    """The units of a slot, no more optional ones than there are calls that could be."""
    most = candidates if slot.most is None else min(slot.most, max(candidates, slot.least))
    more = max(most - slot.least, 0)
    return [Unit(slot, required=True)] * slot.least + [Unit(slot, required=False)] * more

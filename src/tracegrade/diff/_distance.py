"""How far two traces are apart in what the agent did."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tracegrade._lcs import common_length
from tracegrade.diff._outline import outline_of

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from tracegrade.diff._outline import Lens
    from tracegrade.model import Trace

__all__ = ["Acts", "acts_of", "distance", "distance_between"]


class Acts(NamedTuple):
    """What an agent did, in an order free of chance; inputs and results are left out.

    Attributes:
        exact: Exact key of each act.
        loose: Loose key.
        weights: 3 for a call with a side effect, 1 for anything else.
    """

    exact: Sequence[Hashable]
    loose: Sequence[Hashable]
    weights: Sequence[int]


def distance(old: Trace, new: Trace) -> float:
    """0 for traces in which the agent did the same, 1 for nothing in common. Symmetric.

    One minus the weight of what both did over the weight of all they did. An act that is the same
    in every argument counts whole, one of the same kind (or by the same tool, with the same
    outcome) half; calls with a side effect weigh 3, other acts 1. What is common is a longest
    common subsequence, so order matters, except among calls that ran side by side.

    Example:
        >>> from tracegrade.formats import load_one
        >>> trace = load_one("fixtures/traces/native/plain_success/input.jsonl")
        >>> distance(trace, trace)
        0.0
    """
    return distance_between(acts_of(old), acts_of(new))


def acts_of(trace: Trace, lens: Lens | None = None) -> Acts:
    """The acts of a trace."""
    outline = outline_of(trace, lens)
    places = [place for place in outline.settled() if outline.weights[place]]
    return Acts(
        [outline.exact[place] for place in places],
        [outline.loose[place] for place in places],
        [outline.weights[place] for place in places],
    )


def distance_between(old: Acts, new: Acts) -> float:
    """The distance of traces, given what was done in them."""
    if old.exact == new.exact:
        return 0.0
    total = sum(old.weights) + sum(new.weights)
    if max((*old.weights, *new.weights)) == 1:
        both = common_length(old.exact, new.exact) + common_length(old.loose, new.loose)
        return 1 - both / total
    exactly = common_length(_units(old.exact, old.weights), _units(new.exact, new.weights))
    loosely = common_length(_units(old.loose, old.weights), _units(new.loose, new.weights))
    return 1 - (exactly + loosely) / total


def _units(keys: Sequence[Hashable], weights: Sequence[int]) -> list[Hashable]:
    """Each act as often as it weighs, so that the longest subsequence is the heaviest one."""
    return [
        (key, unit) for key, weight in zip(keys, weights, strict=True) for unit in range(weight)
    ]

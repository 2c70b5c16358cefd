"""Permutation tests in which every case is its own block.

Under no difference the trials of a case could have come from either side, so dealing them anew,
case by case, gives equally likely data. With one trial a side that is flipping signs. A unit is
one such block: a case, a cluster of cases, or several cases dealt together where there are very
many.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, combinations, product
from operator import itemgetter
from typing import TYPE_CHECKING

from tracegrade.statistics.multiplicity import max_t

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

    Column = Sequence[Sequence[float]]

__all__ = ["PermutationTest", "permutation_test", "relabellings"]

_MOST_ENUMERATED = 4096
_RARE = 0.01
_CLOSE = 1e-9  # equal statistics may differ by rounding, in units of their standard deviation


def relabellings(old: int, new: int, *, most: int = 252, seed: int = 0) -> list[tuple[int, ...]]:
    """Ways to deal pooled trials to the new side, the observed one first.

    Args:
        old: Trials of the old side, which come first in the pool.
        new: Trials of the new side.
        most: With more ways than this, that many are drawn at random.
        seed: For that draw.

    Example:
        >>> relabellings(1, 1)
        [(1,), (0,)]
        >>> len(relabellings(2, 2))
        6
    """
    pool = range(old + new)
    observed = tuple(pool[old:])
    if math.comb(old + new, new) <= most:
        return [observed, *(dealt for dealt in combinations(pool, new) if dealt != observed)]
    chance = random.Random(seed)  # noqa: S311 a reproducible draw, no secret
    return [observed, *(tuple(sorted(chance.sample(pool, new))) for _ in range(most - 1))]


@dataclass(slots=True)
class PermutationTest:
    """What a permutation test says of several quantities, in the order in which they were given.

    Attributes:
        statistics: Sum over units, minus its mean and over its standard deviation when relabelled.
        p: Raw p-values.
        p_adjusted: p-values that hold the family-wise error of the family (step-down maximum
            statistic of Westfall and Young); empty outside the family.
        draws: Relabellings looked at, the observed one among them.
        exact: Whether these are all there are.
    """

    statistics: list[float]
    p: list[float]
    p_adjusted: list[float]
    draws: int
    exact: bool


def permutation_test(
    columns: Sequence[Column],
    *,
    family: int | None = None,
    one_sided: frozenset[int] = frozenset(),
    draws: tuple[int, int] = (2000, 10_000),
    seed: int = 0,
) -> PermutationTest:
    """Test whether quantities differ by more than relabelling units does.

    Args:
        columns: For each quantity, for each unit, its contribution under each relabelling of that
            unit, the observed one first. A unit has the same relabellings for every quantity; it
            contributes nothing where the list holds zeros.
        family: How many of the first columns are adjusted together; all by default.
        one_sided: Columns for which only larger is more extreme.
        draws: Random relabellings, and how many in all if something then looks rare (p < 0.01).
            Where there are few relabellings, all are looked at instead.
        seed: The same seed gives the same draws.

    Example:
        >>> flips = [[value, -value] for value in (1.0, 2.0, 1.5, 0.5, 1.0, 2.5)]
        >>> permutation_test([flips]).p
        [0.03125]
    """
    if not columns:
        return PermutationTest([], [], [], 0, exact=True)
    counts = tuple(len(unit) for unit in columns[0])
    exact = math.prod(counts) <= _MOST_ENUMERATED
    known: dict[tuple[object, ...], _Tested] = {}
    tested = [_tested(column, place in one_sided, known) for place, column in enumerate(columns)]
    together = tested if family is None else tested[:family]
    picks = _every(counts) if exact else _drawn(counts, draws[0], seed)
    for item in known.values():
        item.look(picks)
    if not exact and draws[1] > draws[0]:
        more = _drawn(counts, draws[1] - draws[0], seed + 1)
        for item in _worth_another_look(known.values(), together):
            item.look(more)
    own = 0 if exact else 1  # drawn at random, the observed relabelling counts as one more
    return PermutationTest(
        [item.statistic for item in tested],
        [(item.reached() + own) / (len(item.seen) + own) for item in tested],
        _adjusted(together, own),
        max(len(item.seen) for item in tested) + own,
        exact,
    )


def _tested(
    column: Column,
    one_sided: bool,  # noqa: FBT001 private
    known: dict[tuple[object, ...], _Tested],
) -> _Tested:
    """A quantity to be tested; the same one for columns that are multiples of each other."""
    flat = _standardised(column)
    key = (one_sided, *flat)
    if key not in known:
        known[key] = _Tested(flat, [len(unit) for unit in column], one_sided)
    return known[key]


class _Tested:
    """One quantity: its statistic as observed and, one after the other, as relabelled."""

    __slots__ = ("_flat", "_is_constant", "_one_sided", "bar", "seen", "statistic")

    def __init__(self, flat: list[float], counts: Sequence[int], one_sided: bool) -> None:  # noqa: FBT001 private
        self._flat = flat
        self._is_constant = not any(flat)
        self._one_sided = one_sided
        starts = accumulate(counts[:-1], initial=0)
        self.statistic = math.fsum(flat[start] for start in starts)
        self.bar = (self.statistic if one_sided else abs(self.statistic)) - _CLOSE
        self.seen: list[float] = []

    def look(self, picks: Sequence[itemgetter[int]]) -> None:
        flat = self._flat
        sums = [0.0] * len(picks) if self._is_constant else [sum(pick(flat)) for pick in picks]
        self.seen += sums if self._one_sided else map(abs, sums)

    def reached(self) -> int:
        """How often relabelling gave at least what was observed."""
        bar = self.bar
        return sum([value >= bar for value in self.seen])


def _standardised(column: Column) -> list[float]:
    """Contributions of all units in one row, so that relabelled sums have mean 0 and variance 1."""
    means = [math.fsum(unit) / len(unit) for unit in column]
    variance = math.fsum(
        math.fsum((value - mean) ** 2 for value in unit) / len(unit)
        for unit, mean in zip(column, means, strict=True)
    )
    scale = 1 / math.sqrt(variance) if variance > 0 else 0.0
    return [
        (value - mean) * scale for unit, mean in zip(column, means, strict=True) for value in unit
    ]


@lru_cache(maxsize=2)
def _every(counts: tuple[int, ...]) -> list[itemgetter[int]]:
    """All relabellings, each as what picks it from a row of contributions."""
    starts = accumulate(counts[:-1], initial=0)
    ranges = [range(start, start + count) for start, count in zip(starts, counts, strict=True)]
    return [_picking(places) for places in product(*ranges)]


@lru_cache(maxsize=4)  # the same relabellings are asked for again and again
def _drawn(counts: tuple[int, ...], draws: int, seed: int) -> list[itemgetter[int]]:
    """Relabellings drawn at random, unit by unit."""
    chance = random.Random(seed).random  # noqa: S311 a reproducible draw, no secret
    spans = list(zip(accumulate(counts[:-1], initial=0), counts, strict=True))
    return [
        _picking([start + int(chance() * count) for start, count in spans]) for _ in range(draws)
    ]


def _picking(places: Sequence[int]) -> Any:
    """What gives the items at these places, as something to sum, also for one place."""
    return itemgetter(*places) if len(places) > 1 else itemgetter(slice(places[0], places[0] + 1))


def _worth_another_look(tested: Iterable[_Tested], together: Sequence[_Tested]) -> list[_Tested]:
    """What looks rare so far; a family is looked at again as a whole."""
    rare = {id(item): item for item in tested if _looks_rare(item)}
    if any(id(item) in rare for item in together):
        rare |= {id(item): item for item in together}
    return list(rare.values())


def _looks_rare(item: _Tested) -> bool:
    return (item.reached() + 1) / (len(item.seen) + 1) < _RARE


def _adjusted(together: Sequence[_Tested], own: int) -> list[float]:
    counts = max_t([item.bar for item in together], [item.seen for item in together])
    return [
        (count + own) / (len(item.seen) + own) for count, item in zip(counts, together, strict=True)
    ]

"""The cases of both sides as columns of numbers, and as what relabelling makes of them.

The independent units are the cases. Where cases were clustered the units are the clusters, whose
sides can only be swapped as a whole; where there are very many cases, blocks of them are relabelled
together, which tests the same and takes bounded time.
"""

from __future__ import annotations

import math
import random
from array import array
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tracegrade.diff._features import APART, BEHAVIOUR, measured
from tracegrade.diff._signature import writes_of
from tracegrade.statistics import energy_distance, relabellings, standardised

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tracegrade.diff._features import Measured
    from tracegrade.diff._pairing import Case, Distances
    from tracegrade.diff._signature import Call, Signature
    from tracegrade.diff._vocabulary import Vocabulary

__all__ = ["MOST_POOLED", "Column", "Design", "Table", "columns_of"]

MOST_POOLED = 40
"""Trials of a case, of both sides together, among which all distances are measured."""

_MOST_UNITS = 250
_MOST_RELABELLINGS = 70  # all of four trials against four
_IN_BLOCKS = 4
_UNKNOWN = float("nan")

Dealt = tuple[int, ...]


@dataclass(slots=True)
class Column:
    """One quantity over all common cases.

    Attributes:
        relabelled: For each unit its mean differences under each relabelling, the observed first;
            an empty row where nothing differs.
        differences: For each case the mean of the new side less that of the old; NaN where a side
            does not show it.
        old: Sum of the case means of the old side.
        new: Sum of the case means of the new side.
        count: Cases that show it on both sides.
    """

    relabelled: list[list[float]]
    differences: array[float]
    old: float = 0.0
    new: float = 0.0
    count: int = 0


@dataclass(slots=True)
class Design:
    """Which relabellings of which cases are looked at.

    Attributes:
        units: For each unit its cases.
        ways: For each case the trials dealt to the second side, for each relabelling of its unit;
            `None` for the cases of a cluster, whose sides are swapped.
        counts: For each unit how many relabellings it has.
        is_turned: Whether the new side is the first one in the pools of trials.
        cases: The common cases.
    """

    cases: list[Case]
    units: list[list[int]]
    ways: list[list[Dealt] | None]
    counts: list[int]
    is_turned: bool

    def trials(self, place: int) -> tuple[list[Signature], list[Signature]]:
        """The trials of a case: of the first side, of the second side."""
        case = self.cases[place]
        return (case.new, case.old) if self.is_turned else (case.old, case.new)

    @classmethod
    def of(cls, cases: list[Case], *, clustered: bool, turned: bool, seed: int) -> Design:
        """The design for these cases."""
        sizes = [_sizes(case, turned=turned) for case in cases]
        if clustered:
            groups: defaultdict[str, list[int]] = defaultdict(list)
            for place, case in enumerate(cases):
                groups[case.cluster].append(place)
            units = list(groups.values())
            return cls(cases, units, [None] * len(cases), [2] * len(units), turned)
        if len(cases) <= _MOST_UNITS:
            ways = [relabellings(*size, most=_MOST_RELABELLINGS, seed=seed) for size in sizes]
            units = [[place] for place in range(len(cases))]
            return cls(cases, units, list(ways), [len(way) for way in ways], turned)
        blocks = [list(range(start, len(cases), _MOST_UNITS)) for start in range(_MOST_UNITS)]
        chance = random.Random(seed)  # noqa: S311 a reproducible draw, no secret
        count = 2 if all(size == (1, 1) for size in sizes) else _IN_BLOCKS
        several = [_some(size, count, chance) for size in sizes]
        return cls(cases, blocks, list(several), [count] * len(blocks), turned)


def _sizes(case: Case, *, turned: bool) -> tuple[int, int]:
    old, new = len(case.old), len(case.new)
    return (new, old) if turned else (old, new)


def _some(size: tuple[int, int], count: int, chance: random.Random) -> list[Dealt]:
    """The observed way to deal trials, and random ones; with one trial a side the swapped one."""
    ways = relabellings(*size, most=_MOST_RELABELLINGS)
    if count == 2:
        return ways
    return [ways[0], *chance.choices(ways, k=count - 1)]


@dataclass(slots=True)
class Table:
    """Columns by name, all over the same units.

    Attributes:
        design: The units.
        columns: The columns.
    """

    design: Design
    columns: dict[str, Column] = field(default_factory=dict[str, Column])

    def tested(self, name: str) -> list[list[float]]:
        """What relabelling makes of a column, an entry for each relabelling of each unit."""
        rows = zip(self.columns[name].relabelled, self.design.counts, strict=True)
        return [row or [0.0] * count for row, count in rows]

    def clusters(self, name: str) -> list[list[float]]:
        """The differences of a column by independent unit: by cluster, or each case alone."""
        differences = self.columns[name].differences
        if self.design.ways and self.design.ways[0] is not None:
            return [[value] for value in differences if not math.isnan(value)]
        found = [[differences[place] for place in unit] for unit in self.design.units]
        known = [[value for value in unit if not math.isnan(value)] for unit in found]
        return [unit for unit in known if unit]


def columns_of(
    names: Sequence[str], design: Design, vocabulary: Vocabulary, distances: Distances
) -> Table:
    """The columns of these quantities; `behaviour` and `effects` are distances."""

    def between_writes(one: Signature, other: Signature) -> float:
        return _apart(*(Counter(writes_of(trial, vocabulary)) for trial in (one, other)))

    table = Table(design)
    units = len(design.units)
    for name in names:
        column = Column([[] for _ in range(units)], array("d", [_UNKNOWN]) * len(design.cases))
        table.columns[name] = column
    for number, unit in enumerate(design.units):
        for place in unit:
            case = _Pool.of(design, place, number, vocabulary)
            for name, column in table.columns.items():
                if name in APART:
                    between = distances.between if name == BEHAVIOUR else between_writes
                    case.add_distances(column, design.cases[place], between)
                else:
                    case.add(column, name)
    return table


@dataclass(slots=True)
class _Pool:
    """The trials of one case, those of the first side first.

    Attributes:
        place: Number of the case.
        unit: Number of its unit.
        measured: What each trial measures.
        first: How many trials the first side has.
        ways: The trials dealt to the second side, for each relabelling; `None` to swap the sides.
        is_turned: Whether the first side is the new one.
    """

    place: int
    unit: int
    measured: list[Measured]
    first: int
    ways: list[Dealt] | None
    is_turned: bool

    @classmethod
    def of(cls, design: Design, place: int, unit: int, vocabulary: Vocabulary) -> _Pool:
        first, second = design.trials(place)
        pool = [measured(trial, vocabulary) for trial in (*first, *second)]
        return cls(place, unit, pool, len(first), design.ways[place], design.is_turned)

    def add(self, column: Column, name: str) -> None:
        """Add the case to a column, if both sides show the quantity."""
        values = [trial.get(name) for trial in self.measured]
        sides = [
            [value for value in side if value is not None]
            for side in (values[: self.first], values[self.first :])
        ]
        if not sides[0] or not sides[1]:
            return
        means = [sum(side) / len(side) for side in sides]
        old, new = means[::-1] if self.is_turned else means
        column.old += old
        column.new += new
        column.count += 1
        column.differences[self.place] = new - old
        self._add_ways(column, _dealt(_filled(values), self.first, self.ways))

    def add_distances(
        self, column: Column, case: Case, between: Callable[[Signature, Signature], float]
    ) -> None:
        """Add how far the sides are apart, beyond how far the trials of each side are.

        Each case is measured by what relabelling makes of it, so that one whose trials hardly
        differ says as much as one whose trials differ a lot; and sides that agree in one case
        by more than chance do not make up for another in which they differ.
        """
        sizes = self.first, len(self.measured) - self.first
        pool = (*case.new, *case.old) if self.is_turned else (*case.old, *case.new)
        if self.ways is None or max(sizes) < 2 or sum(sizes) > MOST_POOLED:
            return
        if any(trial.is_cut_off for trial in self.measured):
            return
        table = [[between(one, other) for other in pool] for one in pool]
        values = [energy_distance(table, dealt) for dealt in self.ways]
        column.differences[self.place] = values[0]
        column.count += 1
        self._add_ways(column, [max(0.0, value) for value in standardised(values)])

    def _add_ways(self, column: Column, values: list[float]) -> None:
        column.relabelled[self.unit] = _summed(column.relabelled[self.unit], values)


def _apart(one: Counter[Call], other: Counter[Call]) -> float:
    """The share of calls that only one of two traces made; 0 where neither made any."""
    total = one.total() + other.total()
    return 1 - 2 * (one & other).total() / total if total else 0.0


def _filled(values: Sequence[float | None]) -> list[float]:
    """The values, an unknown one as the mean of the known: no relabelling can change that."""
    known = [value for value in values if value is not None]
    usual = sum(known) / len(known)
    return [usual if value is None else value for value in values]


def _summed(row: list[float], values: list[float]) -> list[float]:
    """Two rows added; an empty one holds zeros."""
    if not row or not values:
        return row or values
    return [one + other for one, other in zip(row, values, strict=True)]


def _dealt(values: list[float], first: int, ways: list[Dealt] | None) -> list[float]:
    """Mean of the second side less that of the first, for each relabelling; empty if all is 0."""
    total = sum(values)
    second = len(values) - first
    if ways is None:
        observed = sum(values[first:]) / second - sum(values[:first]) / first
        return [observed, -observed]
    if min(values) == max(values):
        return []
    scale = 1 / first + 1 / second
    return [sum([values[place] for place in dealt]) * scale - total / first for dealt in ways]

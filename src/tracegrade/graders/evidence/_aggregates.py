"""Sums, means and counts over the rows of results: of all, and of those that have something in common."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from tracegrade.graders.evidence._identity import field_words
from tracegrade.graders.evidence._measures import is_minor, minor_places
from tracegrade.graders.evidence._within import number_of_leaf

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracegrade.graders.evidence._store import EvidenceStore
    from tracegrade.graph.values import Record

__all__ = ["Aggregate", "Rows", "rows_of"]

_MOST_RESULTS = 40
_MOST_ROWS = 2_000  # of one result
_MOST_IN_ALL = 4_000
_MOST_FIELDS = 12
_MOST_GROUPS = 40
_MOST_VALUES = 12  # different texts of a field by which rows are told apart
_FEW_ROWS = 6  # of which each is compared with each
_MOST_BY_ROW = 40  # rows in which it is
_MOST_WORKED_OUT = 6  # columns of which two are put together row by row
_NAMES = frozenset(("id", "zip", "postcode", "phone", "page", "version", "code"))
_YEARS = range(1900, 2101)
_LONGEST_NAME = 60
_QUANTITIES = frozenset(map(float, range(13)))  # small whole numbers, which are not added
_MINUS = ("-", "\u2212")


class Aggregate(NamedTuple):
    """A number that stands for several rows.

    Attributes:
        value: The number, without its sign.
        how: How it came about.
        column: What it is of; empty for a count.
        group: The text that its rows have in common, in lower case; empty where they have none.
    """

    value: float
    how: str
    column: str
    group: str = ""


class Rows:
    """The rows of one list of a result.

    Attributes:
        count: How many there are.
        columns: Numbers by field, `None` where a row has none.
    """

    __slots__ = ("_groups", "columns", "count")

    def __init__(self, records: list[Record]) -> None:
        self.count = len(records)
        self.columns: dict[str, list[float | None]] = {}
        for place, record in enumerate(records):
            for name, number in _numbers_in(record):
                column = self.columns.get(name)
                if column is None:
                    if len(self.columns) >= _MOST_FIELDS:
                        continue
                    column = self.columns[name] = [None] * self.count
                column[place] = number
        self._groups = _groups_of(records)

    def aggregates(self) -> Iterator[Aggregate]:
        """Every sum, mean, spread and count, those of all rows first."""
        yield Aggregate(float(self.count), f"count of {self.count} rows", "")
        for name, column in self.columns.items():
            yield from _of_column(name, column, "")
        for label, places in self._groups:
            yield Aggregate(float(len(places)), f"count of rows of {label}", "", label)
            for name, column in self.columns.items():
                held = [column[place] for place in places]
                yield from (
                    each._replace(group=label) for each in _of_column(name, held, f" of {label}")
                )
        yield from self._worked_out()

    def row_by_row(self) -> Iterator[tuple[float, str]]:
        """What two columns come to in each row."""
        names = list(self.columns)[:_MOST_WORKED_OUT]
        for one, other in combinations(names, 2):
            for a, b in zip(self.columns[one][:_MOST_BY_ROW], self.columns[other], strict=False):
                if a is None or b is None:
                    continue
                if a not in _QUANTITIES and b not in _QUANTITIES:
                    yield abs(a + b), f"{a:.10g} + {b:.10g}"
                    yield abs(a - b), f"{a:.10g} - {b:.10g}"
                yield abs(a * b), f"{a:.10g} * {b:.10g}"
                yield abs(a + b) / 2, f"mean of {a:.10g} and {b:.10g}"
                if a and b:
                    yield abs(a / b), f"{a:.10g} / {b:.10g}"
                    yield abs(b / a), f"{b:.10g} / {a:.10g}"

    def shares_by_row(self) -> Iterator[tuple[float, str]]:
        """What share of one column another has in each row, in per cent."""
        names = list(self.columns)[:_MOST_WORKED_OUT]
        for one, other in combinations(names, 2):
            for a, b in zip(self.columns[one][:_MOST_BY_ROW], self.columns[other], strict=False):
                if a and b:
                    small, large = sorted((abs(a), abs(b)))
                    yield small / large * 100, f"{small:.10g} of {large:.10g}"
                    yield (1 - small / large) * 100, f"1 - {small:.10g} of {large:.10g}"

    def between_rows(self, *, is_share: bool) -> Iterator[tuple[float, str]]:
        """The differences between two rows of one column where they are few, or the changes in per cent."""
        for column in self.columns.values():
            held = [each for each in column if each is not None]
            if len(held) > _FEW_ROWS:
                continue
            for a, b in combinations(held, 2):
                if is_share and a and b:
                    yield abs(a - b) / abs(a) * 100, f"change from {a:.10g} to {b:.10g}"
                    yield abs(a - b) / abs(b) * 100, f"change from {b:.10g} to {a:.10g}"
                elif not is_share:
                    yield abs(a - b), f"{max(a, b):.10g} - {min(a, b):.10g}"

    def over(self, limit: float) -> Iterator[Aggregate]:
        """How many rows lie above and below a limit, in each column."""
        for name, column in self.columns.items():
            held = [each for each in column if each is not None]
            for count, how in (
                (sum(each > limit for each in held), "above"),
                (sum(each >= limit for each in held), "from"),
                (sum(each < limit for each in held), "below"),
                (sum(each <= limit for each in held), "up to"),
            ):
                yield Aggregate(float(count), f"count of {name} {how} {limit:.10g}", "")

    def _worked_out(self) -> Iterator[Aggregate]:
        """Sums of what two columns come to row by row: quantities times prices."""
        names = list(self.columns)[:_MOST_WORKED_OUT]
        for one, other in combinations(names, 2):
            pairs = [
                (a, b) for a, b in zip(self.columns[one], self.columns[other], strict=True)
                if a is not None and b is not None
            ]  # fmt: skip
            if len(pairs) < 2:
                continue
            yield Aggregate(abs(sum(a * b for a, b in pairs)), f"sum of {one} * {other}", "")


def rows_of(store: EvidenceStore, before: int) -> list[Rows]:
    """The lists of rows that results before a step hold, the last results first."""
    steps = [
        call.result for call in store.calls
        if 0 <= call.result < before and call.status in ("ok", "unknown")
    ]  # fmt: skip
    found: list[Rows] = []
    left = _MOST_IN_ALL
    for step in steps[: -_MOST_RESULTS - 1 : -1]:
        by_shape: dict[tuple[str, ...], list[Record]] = defaultdict(list)
        for record in store.results.records_at(step)[: min(_MOST_ROWS, left)]:
            by_shape[record.shape].append(record)
            left -= 1
        found += [Rows(records) for records in by_shape.values() if len(records) > 1]
        found += [
            Rows(_of_list(record, name, values))
            for records in by_shape.values() if len(records) == 1
            for record in records for name, values in _lists_in(record)
        ]  # fmt: skip
    return found


def _lists_in(record: Record) -> Iterator[tuple[str, list[object]]]:
    """The lists of scalars that stand in the fields of a record."""
    by_name: dict[str, list[object]] = defaultdict(list)
    for name, value in record.fields:
        by_name[name].append(value)
    return ((name, values) for name, values in by_name.items() if len(values) > 1)


def _of_list(record: Record, name: str, values: list[object]) -> list[Record]:
    return [type(record)(record.path, [(name, value)], record) for value in values]


def _of_column(name: str, column: list[float | None], label: str) -> Iterator[Aggregate]:
    held = [each for each in column if each is not None]
    if not held:
        return
    if len(held) < len(column):
        yield Aggregate(float(len(column) - len(held)), f"rows without {name}{label}", "")
    if len(held) < 2:
        return
    total = sum(held)
    yield Aggregate(abs(total), f"sum of {name}{label}", name)
    yield Aggregate(abs(total / len(held)), f"mean of {name}{label}", name)
    yield Aggregate(max(held) - min(held), f"difference within {name}{label}", name)
    yield Aggregate(abs(median(held)), f"mean (median) of {name}{label}", name)
    negative = [each for each in held if each < 0]
    if negative and len(negative) < len(held):
        yield Aggregate(abs(sum(negative)), f"sum of what is negative of {name}{label}", name)
        yield Aggregate(total - sum(negative), f"sum of what is positive of {name}{label}", name)
        yield Aggregate(float(len(negative)), f"count of what is negative of {name}{label}", "")


def _numbers_in(record: Record) -> Iterator[tuple[str, float]]:
    """The numbers of a record by field, with their signs, in the units in which they are told."""
    for name, value in record.fields:
        if isinstance(value, bool) or _NAMES.intersection(field_words(name)[-1:]):
            continue
        number = number_of_leaf(value)
        if number is None or (number in _YEARS and "year" in field_words(name)):
            continue
        is_whole = number == number.to_integral_value()
        if is_whole and is_minor(record, name):
            number /= 10 ** (minor_places(record, name) or 2)
        is_negative = str(value).lstrip()[:1] in _MINUS
        yield name, -float(number) if is_negative else float(number)


def _groups_of(records: list[Record]) -> list[tuple[str, list[int]]]:
    """Rows that have a text in common, or lie in the same object."""
    groups: dict[tuple[str, object], list[int]] = defaultdict(list)
    for place, record in enumerate(records):
        for name, value in _texts_of(record):
            groups[name, value].append(place)
        if record.parent is not None:
            groups["in", id(record.parent)].append(place)
    values: dict[str, int] = defaultdict(int)
    for name, _ in groups:
        values[name] += 1
    return [
        (str(value)[:_LONGEST_NAME].lower() if name != "in" else "", places)
        for (name, value), places in groups.items()
        if values[name] <= _MOST_VALUES and len(places) < len(records)
    ][:_MOST_GROUPS]  # fmt: skip


def _texts_of(record: Record) -> Iterator[tuple[str, object]]:
    around: Record | None = record
    depth = 0
    while around is not None and depth < 3:
        for name, value in around.fields[:_MOST_FIELDS]:
            if isinstance(value, str | bool):
                yield f"{depth}.{name}", value
        around, depth = around.parent, depth + 1

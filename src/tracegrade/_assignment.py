"""The assignment problem: pairs of greatest total weight, exactly and in polynomial time.

Rows and columns fall apart into groups that share no pair, and each group is solved by shortest
augmenting paths after Jonker and Volgenant (1987): prices are found by looking at columns, then at
rows, and only the rows that are still free pay for a search. 200 x 200 pairs with the weights that
calls have take some 20 ms; the worst weights that are known take a second.
"""

from __future__ import annotations

from operator import sub
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["heaviest_pairs", "least_total"]


def heaviest_pairs(weights: Sequence[Mapping[int, int]]) -> list[tuple[int, int]]:
    """(row, column) pairs of greatest total weight, each row and column at most once.

    Args:
        weights: For each row the weight of a pair with each column that it may be paired with.
            Weights are whole numbers above 0; what is not better than no pair is left out.

    Example:
        >>> heaviest_pairs([{0: 5, 1: 4}, {0: 4}])
        [(0, 1), (1, 0)]
    """
    pairs: list[tuple[int, int]] = []
    for rows, columns in _groups(weights):
        if len(rows) == 1:
            row = weights[rows[0]]
            pairs.append((rows[0], max(columns, key=lambda column: (row[column], -column))))
            continue
        top = max(max(weights[row].values()) for row in rows)
        costs = [[top - weights[row].get(column, 0) for column in columns] for row in rows]
        pairs += (
            (rows[place], columns[other])
            for place, other in least_total(costs)
            if columns[other] in weights[rows[place]]
        )
    return sorted(pairs)


def _groups(weights: Sequence[Mapping[int, int]]) -> list[tuple[list[int], list[int]]]:
    """Rows and columns that pairs connect, directly or through others; rows without any are left."""
    joined: list[int] = []  # for each number given to a row: one it was joined with, or itself
    owner: dict[int, int] = {}
    numbers: list[int] = []
    for found in weights:
        touched = {_first(joined, one) for one in set(map(owner.get, found)) if one is not None}
        number = min(touched, default=len(joined))
        if number == len(joined):
            joined.append(number)
        for other in touched:
            joined[other] = number
        owner.update(dict.fromkeys(found, number))
        numbers.append(number)
    rows: dict[int, list[int]] = {}
    for row, number in enumerate(numbers):
        if weights[row]:
            rows.setdefault(_first(joined, number), []).append(row)
    columns: dict[int, list[int]] = {}
    for column, number in owner.items():
        columns.setdefault(_first(joined, number), []).append(column)
    return [(members, sorted(columns[number])) for number, members in rows.items()]


def _first(joined: list[int], number: int) -> int:
    """The number that stands for all that this one was joined with."""
    while joined[number] != number:
        number = joined[number]
    return number


def least_total(costs: Sequence[Sequence[int]]) -> list[tuple[int, int]]:
    """(row, column) pairs of least total cost: as many as there are rows or columns, if fewer.

    Example:
        >>> least_total([[4, 1, 3], [2, 0, 5]])
        [(0, 1), (1, 0)]
    """
    if not costs or not costs[0]:
        return []
    if len(costs) > len(costs[0]):
        turned = _Prices([list(column) for column in zip(*costs, strict=True)])
        return sorted((row, column) for column, row in enumerate(turned.solved()))
    return list(enumerate(_Prices([list(row) for row in costs]).solved()))


class _Prices:
    """One assignment being made, rows no more than columns: who has whom, at which column prices."""

    def __init__(self, costs: list[list[int]]) -> None:
        self.costs = costs
        self.prices = [0] * len(costs[0])
        self.column_of = [-1] * len(costs)
        self.row_of = [-1] * len(costs[0])

    def solved(self) -> list[int]:
        """The column of each row."""
        if len(self.costs) == len(self.prices):
            self._price_columns()
        free = [row for row, column in enumerate(self.column_of) if column < 0]
        for _ in range(2):
            free = self._bid(free)
        for row in free:
            self._augment(row)
        return self.column_of

    def _price_columns(self) -> None:
        """Each column takes its cheapest row, if that is free: only where no column stays alone."""
        for column, costs in reversed(list(enumerate(zip(*self.costs, strict=True)))):
            price = min(costs)
            self.prices[column] = price
            row = costs.index(price)
            if self.column_of[row] < 0:
                self.column_of[row], self.row_of[column] = column, row

    def _bid(self, free: list[int]) -> list[int]:
        """Each free row takes its best column and pushes the price down to its second best.

        Returns:
            The rows that lost theirs. At most as many bids as rows are made, since two rows can
            push each other out for long where costs differ by little.
        """
        if len(self.prices) < 2:
            return free
        waiting, lost, bids = free[::-1], list[int](), 0
        while waiting:
            row = waiting.pop()
            bids += 1
            reduced = list(map(sub, self.costs[row], self.prices))
            least = min(reduced)
            best = reduced.index(least)
            reduced[best] = max(reduced) + 1
            second = min(reduced)
            if least == second and self.row_of[best] >= 0:
                best = reduced.index(second)
            rival = self.row_of[best]
            self.prices[best] -= second - least
            self.column_of[row], self.row_of[best] = best, row
            if rival >= 0:
                self.column_of[rival] = -1
                again = least < second and bids < len(self.costs)
                (waiting if again else lost).append(rival)
        return lost

    def _augment(self, free: int) -> None:
        """Give a free row a column by the shortest path of exchanges that ends at a free column."""
        distances = list(map(sub, self.costs[free], self.prices))
        before = [free] * len(distances)
        waiting = list(range(len(distances)))
        settled: list[int] = []
        while True:
            least = min([distances[column] for column in waiting])
            nearest = [column for column in waiting if distances[column] == least]
            waiting = [column for column in waiting if distances[column] != least]
            end = self._spread(nearest, waiting, settled, (distances, before))
            if end >= 0:
                break
        for column in settled:
            self.prices[column] += distances[column] - least
        column = end
        while True:
            row = before[column]
            self.row_of[column] = row
            self.column_of[row], column = column, self.column_of[row]
            if row == free:
                return

    def _spread(
        self,
        nearest: list[int],
        waiting: list[int],
        settled: list[int],
        paths: tuple[list[int], list[int]],
    ) -> int:
        """Go on from the nearest columns; a free column at the same distance, or -1."""
        row_of, prices = self.row_of, self.prices
        distances, before = paths
        for column in nearest:
            if row_of[column] < 0:
                return column
        while nearest:
            column = nearest.pop()
            settled.append(column)
            row, least = row_of[column], distances[column]
            costs = self.costs[row]
            offset = costs[column] - prices[column] - least
            for other in waiting[:]:
                distance = costs[other] - prices[other] - offset
                if distance >= distances[other]:
                    continue
                distances[other], before[other] = distance, row
                if distance == least:
                    if row_of[other] < 0:
                        return other
                    waiting.remove(other)
                    nearest.append(other)
        return -1

"""The assignment solver against trying everything, and against scipy where it is installed."""

from __future__ import annotations

import random
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracegrade._assignment import heaviest_pairs, least_total

KINDS = {
    "any": lambda rng, row, column: rng.randrange(1_000_000),
    "few": lambda rng, row, column: rng.choice([0, 250, 333, 500, 667, 1000]),
    "same": lambda rng, row, column: 7,
    "products": lambda rng, row, column: (row + 1) * (column + 1),
    "distances": lambda rng, row, column: abs(row - column),
}


def matrices(sizes):
    return sizes.flatmap(
        lambda size: st.lists(
            st.lists(st.integers(0, 9), min_size=size[1], max_size=size[1]),
            min_size=size[0],
            max_size=size[0],
        )
    )


def brute_force(costs):
    rows, columns = len(costs), len(costs[0])
    if rows > columns:
        return brute_force([list(column) for column in zip(*costs, strict=True)])
    return min(
        sum(costs[row][column] for row, column in enumerate(order))
        for order in permutations(range(columns), rows)
    )


@given(matrices(st.tuples(st.integers(1, 6), st.integers(1, 6))))
def test_the_total_is_that_of_trying_everything(costs):
    pairs = least_total(costs)
    assert len(pairs) == min(len(costs), len(costs[0]))
    assert len({row for row, _ in pairs}) == len({column for _, column in pairs}) == len(pairs)
    assert sum(costs[row][column] for row, column in pairs) == brute_force(costs)


@given(st.lists(st.dictionaries(st.integers(0, 5), st.integers(1, 9), max_size=4), max_size=5))
def test_the_heaviest_pairs_are_those_of_trying_everything(weights):
    pairs = heaviest_pairs(weights)
    assert all(column in weights[row] for row, column in pairs)
    assert len({row for row, _ in pairs}) == len({column for _, column in pairs}) == len(pairs)
    found = sum(weights[row][column] for row, column in pairs)
    if weights:
        table = [[-row.get(column, 0) for column in range(6 + len(weights))] for row in weights]
        assert found == -brute_force([row[: max(6, len(weights))] for row in table])


def test_nothing_to_pair_gives_no_pairs():
    assert least_total([]) == least_total([[]]) == heaviest_pairs([]) == heaviest_pairs([{}]) == []


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("size", [(1, 40), (40, 1), (30, 30), (25, 60), (120, 120)])
def test_it_agrees_with_scipy(kind: str, size: tuple[int, int]):
    optimize: Any = pytest.importorskip("scipy.optimize", reason="pip install '.[oracles]'")
    rng = random.Random(kind)
    costs = [[KINDS[kind](rng, row, column) for column in range(size[1])] for row in range(size[0])]
    rows, columns = optimize.linear_sum_assignment(costs)
    best = sum(costs[row][column] for row, column in zip(rows, columns, strict=True))
    assert sum(costs[row][column] for row, column in least_total(costs)) == best


def test_what_shares_no_pair_is_solved_apart():
    chain = [{n: 2, n + 1: 3} for n in range(0, 3000, 2)]
    assert sum(chain[row][column] for row, column in heaviest_pairs(chain)) == 4500

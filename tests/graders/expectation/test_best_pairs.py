"""Calls with wrong arguments are paired so that the most of what was expected is right."""

from __future__ import annotations

import random
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.traces import call, native, result
from tracegrade import graders as g
from tracegrade.graders import expect
from tracegrade.model import Trace

Arguments = dict[str, Any]
EXACT = 1e-3  # credit is compared in thousandths of a call

values = st.sampled_from((0, 1, 1.0, True, "a", None, [1], {"p": 1}))
arguments = st.dictionaries(st.sampled_from("xyz"), values, max_size=3)
lists = st.lists(arguments, max_size=5)


def trace_of(calls: list[Arguments]) -> Trace:
    steps = [one for place, given_ in enumerate(calls)
             for one in (call("s", given_, step=f"c{place}"), result(f"c{place}"))]  # fmt: skip
    return native(*steps)


def equal(one: Any, other: Any) -> bool:
    """Equality of JSON values: no number is a boolean."""
    return isinstance(one, bool) == isinstance(other, bool) and one == other


def credit(expected: Arguments, observed: Arguments) -> float:
    """The share of values that is right; objects count by their fields, here one each."""
    names = expected.keys() | observed.keys()
    right = [name in expected and name in observed and equal(expected[name], observed[name])
             for name in names]  # fmt: skip
    return sum(right) / len(right) if right else 1.0


def cost(expected: Arguments, observed: Arguments) -> float:
    """A violation counts far more than credit; less right is more."""
    share = credit(expected, observed)
    return 0.0 if share == 1 else 100 - share


def best(expected: list[Arguments], observed: list[Arguments]) -> float:
    """The least total cost over all ways to pair the shorter side with some of the longer."""
    swapped = len(expected) > len(observed)
    few, many = (observed, expected) if swapped else (expected, observed)
    return min(
        sum(cost(other, one) if swapped else cost(one, other)
            for one, other in zip(few, chosen, strict=True))
        for chosen in permutations(many, len(few))
    )  # fmt: skip


def found(expected: list[Arguments], observed: list[Arguments]) -> float:
    """The total cost of the pairs that our matching made."""
    calls = [expect.call("s", one) for one in expected]
    match = g.ToolChoice(calls).match(trace_of(observed))
    pairs = [line for line in match.lines if line.status in ("matched", "wrong_arguments")]
    assert len(pairs) == min(len(expected), len(observed))
    return sum(0 if line.status == "matched" else 100 - line.credit for line in pairs)


@given(lists, lists)
def test_pairs_are_as_good_as_the_best_of_all(expected, observed):
    if expected and observed:
        assert found(expected, observed) == pytest.approx(best(expected, observed), abs=0.01)


@pytest.mark.parametrize("size", [(40, 40), (30, 60), (60, 30)])
def test_pairs_are_as_good_as_those_of_scipy(size: tuple[int, int]):
    optimize: Any = pytest.importorskip("scipy.optimize", reason="pip install '.[oracles]'")
    numbers = random.Random(sum(size))
    expected, observed = (
        [{name: numbers.randrange(4) for name in "wxyz"} for _ in range(count)] for count in size
    )
    costs = [[cost(one, other) for other in observed] for one in expected]
    rows, columns = optimize.linear_sum_assignment(costs)
    least = sum(costs[row][column] for row, column in zip(rows, columns, strict=True))
    assert found(expected, observed) == pytest.approx(least, abs=EXACT * max(size))

"""Least squares, with what is left beyond the regressors."""

from __future__ import annotations

import math
from operator import mul
from typing import TYPE_CHECKING, NamedTuple

from tracegrade.statistics.distributions import student_t_cdf

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Fit", "least_squares"]

_NEGLIGIBLE = 1e-9


class Fit(NamedTuple):
    """A linear fit.

    Attributes:
        intercept: What is left where all regressors are 0.
        slopes: The slope on each regressor; 0 for one that the ones before it imply.
        p_intercept: Two-sided p-value of an intercept of 0; 1 where it cannot be told from the
            regressors.
        p_slopes: The same for each slope.
        unexplained: Sum of the squares that are left.

    Example:
        >>> Fit(1.0, [2.0], 0.03, [0.001], 0.5).slopes
        [2.0]
    """

    intercept: float
    slopes: list[float]
    p_intercept: float
    p_slopes: list[float]
    unexplained: float


def least_squares(regressors: Sequence[Sequence[float]], target: Sequence[float]) -> Fit:
    """The ordinary least-squares fit of a target on regressors and an intercept.

    Regressors are taken in turn, the intercept last: one that is implied by those before it, as
    the intercept is by a regressor that never varies, gets nothing.

    Args:
        regressors: One column of numbers each.
        target: The column to be explained.

    Example:
        >>> fit = least_squares([[0, 0, 1, 1]], [5.0, 5.2, 8.0, 8.2])
        >>> round(fit.intercept, 6), [round(slope, 6) for slope in fit.slopes]
        (5.1, [3.0])
    """
    columns = [*regressors, [1.0] * len(target)]
    basis: list[list[float]] = []
    used: list[int] = []
    shares: list[list[float]] = []  # of each used column, in the directions before it and its own
    for place, column in enumerate(columns):
        rest, taken = _without(list(map(float, column)), basis)
        norm = math.sqrt(math.fsum(map(mul, rest, rest)))
        size = math.sqrt(math.fsum(map(mul, column, column)))
        if norm > _NEGLIGIBLE * max(1.0, size):
            basis.append([value / norm for value in rest])
            shares.append([*taken, norm])
            used.append(place)
    rest, taken = _without(list(map(float, target)), basis)
    slopes = _back_substituted(shares, taken)
    p_values = _p_values(slopes, shares, rest)
    found = dict(zip(used, zip(slopes, p_values, strict=True), strict=True))
    fitted = [found.get(place, (0.0, 1.0)) for place in range(len(columns))]
    return Fit(
        fitted[-1][0],
        [slope for slope, _ in fitted[:-1]],
        fitted[-1][1],
        [p for _, p in fitted[:-1]],
        math.fsum(map(mul, rest, rest)),
    )


def _without(column: list[float], basis: list[list[float]]) -> tuple[list[float], list[float]]:
    """What orthonormal directions leave of a column, and its share in each of them."""
    shares: list[float] = []
    for direction in basis:
        share = math.fsum(map(mul, column, direction))
        column = [value - share * part for value, part in zip(column, direction, strict=True)]
        shares.append(share)
    return column, shares


def _back_substituted(shares: list[list[float]], taken: list[float]) -> list[float]:
    """The coefficients of the columns whose triangular shares add up to what was taken."""
    slopes = [0.0] * len(taken)
    for row in range(len(taken) - 1, -1, -1):
        later = math.fsum(
            shares[place][row] * slopes[place] for place in range(row + 1, len(taken))
        )
        slopes[row] = (taken[row] - later) / shares[row][row]
    return slopes


def _p_values(slopes: list[float], shares: list[list[float]], rest: list[float]) -> list[float]:
    """The two-sided p-value of each slope, from what is left unexplained."""
    freedom = len(rest) - len(slopes)
    if freedom < 1:
        return [1.0] * len(slopes)
    error = math.sqrt(math.fsum(map(mul, rest, rest)) / freedom)
    found: list[float] = []
    for place, slope in enumerate(slopes):
        unit = [0.0] * len(slopes)
        unit[place] = 1.0
        # A row of the inverse of the triangle of shares, whose length scales the error.
        row = _forward_substituted(shares, unit)
        own = error * math.sqrt(math.fsum(map(mul, row, row)))
        if own <= _NEGLIGIBLE * max(1.0, abs(slope)):
            found.append(0.0 if abs(slope) > _NEGLIGIBLE else 1.0)
        else:
            found.append(2 * (1 - student_t_cdf(abs(slope) / own, freedom)))
    return found


def _forward_substituted(shares: list[list[float]], unit: list[float]) -> list[float]:
    """The row that the triangle of shares takes to this unit row."""
    row: list[float] = []
    for place, value in enumerate(unit):
        before = math.fsum(row[other] * shares[place][other] for other in range(place))
        row.append((value - before) / shares[place][place])
    return row

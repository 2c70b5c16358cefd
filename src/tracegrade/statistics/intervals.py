"""How large a mean difference is, how sure that is, and what would have been found."""

from __future__ import annotations

import math
import random
from functools import lru_cache
from operator import itemgetter
from statistics import NormalDist
from typing import TYPE_CHECKING

from tracegrade.statistics.distributions import student_t_cdf, student_t_quantile
from tracegrade.statistics.proportions import Interval

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

__all__ = [
    "bootstrap_t_interval",
    "mean_interval",
    "minimum_detectable_effect",
    "standard_error",
    "tost",
]

_FEWEST_CLUSTERS = 3  # two resampled clusters are the same one every other time
_MOST_RESAMPLED = 200


def standard_error(clusters: Sequence[Sequence[float]]) -> float:
    """The standard error of the mean of all values, where those of a cluster go together.

    With one value a cluster it is the usual one (standard deviation over root n).

    Args:
        clusters: Values of each independent unit; at least two units.

    Example:
        >>> round(standard_error([[1.0], [2.0], [3.0]]), 6)
        0.57735
    """
    values = sum(map(len, clusters))
    mean = math.fsum(map(math.fsum, clusters)) / values
    squares = math.fsum((math.fsum(unit) - mean * len(unit)) ** 2 for unit in clusters)
    return math.sqrt(squares * len(clusters) / (len(clusters) - 1)) / values


def mean_interval(clusters: Sequence[Sequence[float]], *, confidence: float) -> Interval | None:
    """The t interval of the mean, robust to clusters; `None` with fewer than two of them.

    Example:
        >>> low, high = mean_interval([[1.0], [2.0], [3.0]], confidence=0.95)
        >>> round(low, 4), round(high, 4)
        (-0.4841, 4.4841)
    """
    if len(clusters) < 2:
        return None
    mean = math.fsum(map(math.fsum, clusters)) / sum(map(len, clusters))
    spread = student_t_quantile(0.5 + confidence / 2, len(clusters) - 1) * standard_error(clusters)
    return Interval(mean - spread, mean + spread)


def tost(clusters: Sequence[Sequence[float]], low: float, high: float) -> float:
    """The p-value of equivalence: that the mean lies between the margins (Schuirmann 1987).

    Two one-sided t tests, of which the larger p counts; below 0.05 just when the 90 % interval
    lies between the margins. 1 with fewer than two clusters.

    Example:
        >>> round(tost([[0.1], [-0.1], [0.05], [-0.02]], -0.5, 0.5), 5)
        0.00074
    """
    if len(clusters) < 2:
        return 1.0
    mean = math.fsum(map(math.fsum, clusters)) / sum(map(len, clusters))
    error = standard_error(clusters)
    if error == 0:
        return 0.0 if low < mean < high else 1.0
    freedom = len(clusters) - 1
    above = 1 - student_t_cdf((mean - low) / error, freedom)
    below = student_t_cdf((mean - high) / error, freedom)
    return max(above, below)


def bootstrap_t_interval(
    clusters: Sequence[Sequence[float]],
    *,
    confidence: float = 0.95,
    resamples: int = 2000,
    seed: int = 0,
) -> Interval | None:
    """The bootstrap-t interval of the mean, whole clusters resampled (Efron 1981).

    Resamples are studentised, so that skewed values move the interval to the right side. Where
    every value is the same the interval is that value. `None` with fewer than three clusters.

    Example:
        >>> low, high = bootstrap_t_interval([[1.0], [2.0], [4.0], [9.0]], seed=1)
        >>> low < 4 < high
        True
    """
    if len(clusters) < _FEWEST_CLUSTERS:
        return None
    units = _blocks(clusters)
    sizes = [size for _, size in units]
    mean = math.fsum(total for total, _ in units) / sum(sizes)
    deviations = [total - mean * size for total, size in units]
    error = _error(deviations, sum(sizes))
    if error <= 1e-12 * max(1.0, abs(mean)):
        return Interval(mean, mean)
    studentised = sorted(_studentised(deviations, sizes, _picks(len(units), resamples, seed)))
    tail = (1 - confidence) / 2
    return Interval(
        mean - error * _quantile(studentised, 1 - tail), mean - error * _quantile(studentised, tail)
    )


def _blocks(clusters: Sequence[Sequence[float]]) -> list[tuple[float, int]]:
    """Sum and number of values of each unit; very many units are put together to a few hundred."""
    count = min(len(clusters), _MOST_RESAMPLED)
    units = [(0.0, 0)] * count
    for place, values in enumerate(clusters):
        total, size = units[place % count]
        units[place % count] = (total + math.fsum(values), size + len(values))
    return units


def _error(deviations: Sequence[float], values: int) -> float:
    """The standard error from each unit's sum of deviations."""
    count = len(deviations)
    return math.sqrt(sum(item * item for item in deviations) * count / (count - 1)) / values


@lru_cache(maxsize=8)
def _picks(count: int, resamples: int, seed: int) -> list[Any]:
    """The units of each resample, the same for every quantity that has so many of them."""
    chance = random.Random(seed)  # noqa: S311 a reproducible resample, no secret
    places = range(count)
    return [itemgetter(*chance.choices(places, k=count)) for _ in range(resamples)]


def _studentised(deviations: list[float], sizes: list[int], picks: list[Any]) -> list[float]:
    """The studentised mean of each resample; one without any spread says nothing."""
    count = len(deviations)
    correction = count / (count - 1)
    alike = len(set(sizes)) == 1
    values = sum(sizes)
    squares = [item * item for item in deviations]
    products = [item * size for item, size in zip(deviations, sizes, strict=True)]
    size_squares = [size * size for size in sizes]
    negligible = 1e-12 * sum(squares)
    found: list[float] = []
    for pick in picks:
        total = sum(pick(deviations))
        spread = sum(pick(squares))
        if alike:
            spread -= total * total / count
        else:
            values = sum(pick(sizes))
            mean = total / values
            spread += mean * (mean * sum(pick(size_squares)) - 2 * sum(pick(products)))
        if spread > negligible:
            found.append(total / math.sqrt(spread * correction))
    return found


def _quantile(ordered: Sequence[float], share: float) -> float:
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def minimum_detectable_effect(
    deviation: float, count: int, *, alpha: float = 0.05, power: float = 0.8
) -> float:
    """The smallest mean difference that a two-sided test of this size finds with this power.

    Args:
        deviation: Standard deviation of the differences, one a case.
        count: Number of cases.
        alpha: Rate of false alarms, 0..1.
        power: Wanted chance to find it, 0..1.

    Example:
        >>> round(minimum_detectable_effect(0.29**0.5, 50), 2)
        0.21
    """
    normal = NormalDist()
    return (normal.inv_cdf(1 - alpha / 2) + normal.inv_cdf(power)) * deviation / math.sqrt(count)

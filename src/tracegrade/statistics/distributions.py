"""Student's t distribution, which the standard library lacks."""

from __future__ import annotations

import math

__all__ = ["student_t_cdf", "student_t_quantile"]

_TINY = 1e-300
_MOST_TERMS = 1000


def student_t_cdf(value: float, freedom: float) -> float:
    """The chance that Student's t with so many degrees of freedom is at most this value.

    Example:
        >>> round(student_t_cdf(2.0, 10), 6)
        0.963306
    """
    if math.isinf(value):
        return 1.0 if value > 0 else 0.0
    share = freedom / (freedom + value * value)
    tail = 0.5 * _incomplete_beta(freedom / 2, 0.5, share)
    return 1 - tail if value > 0 else tail


def student_t_quantile(chance: float, freedom: float) -> float:
    """The value that Student's t stays below with this chance; found by bisection.

    Example:
        >>> round(student_t_quantile(0.975, 10), 6)
        2.228139
    """
    if chance == 0.5:
        return 0.0
    if chance < 0.5:
        return -student_t_quantile(1 - chance, freedom)
    low, high = 0.0, 1.0
    while student_t_cdf(high, freedom) < chance and high < 1e12:
        low, high = high, high * 2
    for _ in range(200):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        if student_t_cdf(middle, freedom) < chance:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _incomplete_beta(first: float, second: float, at: float) -> float:
    """The regularised incomplete beta function, by the continued fraction of Lentz."""
    if at <= 0 or at >= 1:
        return float(at >= 1)
    front = math.exp(
        math.lgamma(first + second)
        - math.lgamma(first)
        - math.lgamma(second)
        + first * math.log(at)
        + second * math.log1p(-at)
    )
    if at < (first + 1) / (first + second + 2):
        return front * _fraction(first, second, at) / first
    return 1 - front * _fraction(second, first, 1 - at) / second


def _fraction(first: float, second: float, at: float) -> float:
    upper, lower = 1.0, 1 - (first + second) * at / (first + 1)
    lower = 1 / (lower if abs(lower) > _TINY else _TINY)
    result = lower
    for term in range(1, _MOST_TERMS):
        double = 2 * term
        even = term * (second - term) * at / ((first + double - 1) * (first + double))
        odd = -(first + term) * (first + second + term) * at
        odd /= (first + double) * (first + double + 1)
        for step in (even, odd):
            lower = 1 + step * lower
            lower = 1 / (lower if abs(lower) > _TINY else _TINY)
            upper = 1 + step / upper
            upper = upper if abs(upper) > _TINY else _TINY
            change = lower * upper
            result *= change
        if abs(change - 1) < 1e-15:
            break
    return result

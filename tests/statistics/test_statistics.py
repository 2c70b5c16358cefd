"""Intervals, tests and corrections against known values, and what has to hold for any input."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracegrade import statistics as ours


@pytest.mark.parametrize(
    ("seen", "trials", "low", "high"),
    [
        (78, 80, 0.913356, 0.993117),
        (30, 40, 0.598060, 0.858129),
        (0, 10, 0.0, 0.277533),
        (10, 10, 0.722467, 1.0),
    ],
)
def test_wilson_intervals_of_known_rates(seen: int, trials: int, low: float, high: float):
    assert ours.wilson_interval(seen, trials) == pytest.approx((low, high), abs=1e-6)


def test_a_rate_of_nothing_is_refused():
    with pytest.raises(ValueError, match="no rate"):
        ours.wilson_interval(0, 0)


def test_never_seen_leaves_room():
    assert ours.rule_of_three(40) == pytest.approx(0.0749, abs=1e-4)
    assert ours.rule_of_three(0) == 1.0
    assert ours.rule_of_three(2) == 1.0


@pytest.mark.parametrize(
    ("cases", "discordance", "points"), [(50, 0.29, 21), (200, 0.29, 11), (1000, 0.29, 4.8)]
)
def test_what_would_have_been_found(cases: int, discordance: float, points: float):
    found = ours.minimum_detectable_effect(discordance**0.5, cases)
    assert 100 * found == pytest.approx(points, abs=0.5)


@pytest.mark.parametrize(
    ("worse", "better", "value"), [(7, 0, 26.8), (6, 0, 14.4), (12, 2, 10.9), (0, 0, 1.0)]
)
def test_evidence_at_any_time(worse: int, better: int, value: float):
    assert ours.e_value(worse, better) == pytest.approx(value, abs=0.05)
    assert ours.e_value(better, worse) == ours.e_value(worse, better)


def test_evidence_of_very_many_pairs_does_not_overflow():
    assert ours.e_value(5000, 0) > 1e300


@given(st.integers(1, 12), st.data())
def test_k_of_n_attempts(trials: int, data: st.DataObject):
    passed = data.draw(st.integers(0, trials))
    k = data.draw(st.integers(1, trials))
    assert ours.pass_at_k(trials, passed, 1) == pytest.approx(passed / trials)
    assert ours.pass_hat_k(trials, passed, 1) == pytest.approx(passed / trials)
    assert ours.pass_hat_k(trials, passed, k) <= ours.pass_at_k(trials, passed, k) + 1e-12
    assert ours.pass_at_k(trials, passed, k) == pytest.approx(
        1 - ours.pass_hat_k(trials, trials - passed, k)
    )


def test_k_beyond_the_trials_is_refused():
    with pytest.raises(ValueError, match="k must be"):
        ours.pass_at_k(3, 1, 4)


def test_the_first_relabelling_is_the_observed_one():
    assert ours.relabellings(2, 2)[0] == (2, 3)
    many = ours.relabellings(8, 8, most=50)
    assert many[0] == tuple(range(8, 16))
    assert len(many) == 50
    assert ours.relabellings(8, 8, most=50) == many


def flips(values: list[float]) -> list[tuple[float, float]]:
    return [(value, -value) for value in values]


numbers = st.lists(st.floats(-100, 100).map(lambda value: round(value, 3)), min_size=1, max_size=30)


@given(numbers)
def test_swapping_the_sides_changes_no_p_value(values: list[float]):
    there = ours.permutation_test([flips(values)])
    back = ours.permutation_test([flips([-value for value in values])])
    assert there.p == back.p
    assert there.statistics[0] == pytest.approx(-back.statistics[0])


@given(st.lists(numbers, min_size=2, max_size=4))
def test_adjusted_p_values_are_no_smaller_than_raw_ones(columns: list[list[float]]):
    length = min(map(len, columns))
    found = ours.permutation_test([flips(column[:length]) for column in columns])
    for raw, adjusted in zip(found.p, found.p_adjusted, strict=True):
        assert adjusted >= raw - 1e-12


def test_what_is_outside_the_family_is_not_adjusted():
    values = [1.0] * 20
    found = ours.permutation_test([flips(values), flips(values)], family=1)
    assert len(found.p_adjusted) == 1
    assert len(found.p) == 2


def test_nothing_that_differs_gives_a_p_of_one():
    assert ours.permutation_test([flips([0.0] * 30)]).p == [1.0]
    assert ours.permutation_test([]).p == []


def test_one_unit_of_two_relabellings_cannot_surprise():
    assert ours.permutation_test([flips([5.0])]).p == [1.0]


def test_one_sided_columns_look_one_way():
    values = [1.0, 2.0, 3.0, 4.0, 5.0]
    found = ours.permutation_test([flips(values), flips([-v for v in values])], one_sided={0, 1})
    assert found.p == [1 / 32, 1.0]


def test_the_family_wise_error_is_held_where_raw_tests_would_not():
    chance = random.Random(5)
    raw = adjusted = 0
    for round_ in range(200):
        columns = [flips([chance.gauss(0, 1) for _ in range(14)]) for _ in range(12)]
        found = ours.permutation_test(columns, draws=(300, 300), seed=round_)
        raw += min(found.p) < 0.05
        adjusted += min(found.p_adjusted) < 0.05
    assert raw > 60
    assert ours.wilson_interval(adjusted, 200).low <= 0.05


def test_stepping_down_finds_more_than_one_bar_for_all():
    strong, weaker = (
        [3.0, 3.1, 2.9, 3.2, 3.0, 2.8, 3.1, 3.0],
        [1.0, 0.9, 1.2, 0.8, 1.1, -0.2, 1.0, 0.7],
    )
    found = ours.permutation_test([flips(strong), flips(weaker)])
    assert found.p_adjusted[0] == pytest.approx(2 / 256)
    assert found.p_adjusted[1] < 0.05


def test_what_regressors_imply_gets_nothing():
    fit = ours.least_squares([[1.0, 1.0, 1.0], [0.0, 1.0, 2.0], [0.0, 2.0, 4.0]], [1.0, 2.0, 3.0])
    assert fit.slopes == pytest.approx([1.0, 1.0, 0.0])
    assert (fit.intercept, fit.p_intercept, fit.p_slopes[2]) == (0.0, 1.0, 1.0)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=20))
def test_false_discovery_rates_keep_the_order_of_p_values(p_values: list[float]):
    adjusted = ours.benjamini_hochberg(p_values)
    pairs = sorted(zip(p_values, adjusted, strict=True))
    assert [q for _, q in pairs] == sorted(q for _, q in pairs)
    assert all(p <= q <= 1 for p, q in pairs)


def test_too_few_units_give_no_interval():
    assert ours.bootstrap_t_interval([[1.0], [2.0]]) is None
    assert ours.mean_interval([[1.0]], confidence=0.9) is None
    assert ours.tost([[0.0]], -1, 1) == 1.0


def test_equal_values_give_that_value():
    assert ours.bootstrap_t_interval([[2.0]] * 5) == (2.0, 2.0)
    assert ours.tost([[0.0]] * 5, -1, 1) == 0.0
    assert ours.tost([[2.0]] * 5, -1, 1) == 1.0


def test_clusters_widen_the_interval():
    values = [float(place % 2) for place in range(40)]
    alone = ours.bootstrap_t_interval([[value] for value in values])
    five = [values[start::2][:8] + values[start::2][8:] for start in (0, 1)] + [[0.0, 1.0]] * 3
    together = ours.bootstrap_t_interval(five)
    assert alone is not None
    assert together is not None
    assert together.high - together.low > alone.high - alone.low


def test_very_many_units_are_resampled_in_blocks():
    chance = random.Random(2)
    values = [chance.gauss(1, 1) for _ in range(5000)]
    low, high = ours.bootstrap_t_interval([[value] for value in values]) or (0, 0)
    assert low < 1 < high
    assert high - low == pytest.approx(4 / 5000**0.5, rel=0.15)


SETTINGS = {
    "normal": lambda chance: chance.gauss(1, 1),
    "skewed": lambda chance: chance.expovariate(1),
    "counts": lambda chance: float(sum(chance.random() < 0.1 for _ in range(10))),
}


@pytest.mark.slow
@pytest.mark.parametrize("cases", [20, 50])
@pytest.mark.parametrize("name", SETTINGS)
def test_intervals_cover_what_they_promise(name: str, cases: int):
    chance = random.Random(f"{name}{cases}")
    held = rounds = 0
    for seed in range(1000):
        values = [[SETTINGS[name](chance)] for _ in range(cases)]
        low, high = ours.bootstrap_t_interval(values, resamples=400, seed=seed) or (0, 0)
        held += low <= 1 <= high
        rounds += 1
    assert 0.93 <= held / rounds <= 0.97

"""The statistics agree with scipy and statsmodels, where these are installed (extra `oracles`)."""

from __future__ import annotations

import random
import warnings
from typing import Any

import pytest

from tracegrade import statistics as ours
from tracegrade.statistics.distributions import student_t_cdf, student_t_quantile

REASON = "scipy and statsmodels are not installed: pip install '.[oracles]'"
scipy_stats: Any = pytest.importorskip("scipy.stats", reason=REASON)
with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    proportion: Any = pytest.importorskip("statsmodels.stats.proportion", reason=REASON)
    import statsmodels.stats.contingency_tables as tables
    from statsmodels.stats import multitest, weightstats

np: Any = pytest.importorskip("numpy", reason=REASON)
EXACT = 1e-6


def samples(seed: int, count: int) -> list[float]:
    chance = random.Random(seed)
    return [chance.gauss(0.3, 1.0) for _ in range(count)]


@pytest.mark.parametrize("freedom", [1, 2, 3.5, 10, 49, 400])
@pytest.mark.parametrize("value", [-40.0, -2.5, -0.1, 0.0, 0.7, 3.0, 12.0])
def test_students_t(freedom: float, value: float):
    assert student_t_cdf(value, freedom) == pytest.approx(
        scipy_stats.t.cdf(value, freedom), abs=EXACT
    )
    for chance in (0.005, 0.2, 0.5, 0.95, 0.975):
        expected = scipy_stats.t.ppf(chance, freedom)
        assert student_t_quantile(chance, freedom) == pytest.approx(expected, abs=EXACT)


@pytest.mark.parametrize(
    ("seen", "trials"), [(0, 10), (10, 10), (1, 7), (78, 80), (30, 40), (3, 400)]
)
def test_wilson(seen: int, trials: int):
    expected = proportion.proportion_confint(seen, trials, method="wilson")
    assert ours.wilson_interval(seen, trials) == pytest.approx(expected, abs=EXACT)


@pytest.mark.parametrize("worse", [0, 1, 5, 12])
@pytest.mark.parametrize("better", [0, 2, 7])
def test_mcnemar(worse: int, better: int):
    expected = (
        tables.mcnemar([[3, worse], [better, 4]], exact=True).pvalue if worse + better else 1.0
    )
    assert ours.mcnemar_exact(worse, better) == pytest.approx(expected, abs=EXACT)


@pytest.mark.parametrize(
    "strata", [[(0, 3, 2, 3)], [(1, 4, 3, 2), (0, 5, 2, 5)], [(2, 6, 5, 6)] * 3]
)
def test_the_stratified_test_is_the_convolution_of_hypergeometric_distributions(strata: Any):
    chances = np.array([1.0])
    for old, old_trials, new, new_trials in strata:
        dealt = scipy_stats.hypergeom(old_trials + new_trials, old + new, new_trials)
        chances = np.convolve(chances, dealt.pmf(np.arange(old + new + 1)))
    expected = chances[sum(stratum[2] for stratum in strata) :].sum()
    assert ours.stratified_exact(strata) == pytest.approx(expected, abs=EXACT)


def test_many_strata_are_approximated_closely():
    strata = [(0, 1, 1, 1)] * 230 + [(1, 1, 0, 1)] * 190 + [(1, 1, 1, 1)] * 50
    expected = scipy_stats.binomtest(230, 420, alternative="greater").pvalue
    assert ours.stratified_exact(strata) == pytest.approx(expected, rel=0.01)


def test_benjamini_hochberg():
    p_values = [0.001, 0.008, 0.039, 0.041, 0.042, 0.06, 0.074, 0.205, 0.5, 0.5]
    expected = multitest.multipletests(p_values, method="fdr_bh")[1]
    assert ours.benjamini_hochberg(p_values) == pytest.approx(list(expected), abs=EXACT)


@pytest.mark.parametrize("count", [5, 9, 12])
def test_sign_flips_are_exact(count: int):
    values = samples(count, count)
    expected = scipy_stats.permutation_test(
        (np.array(values),), lambda x, axis: x.sum(axis=axis), permutation_type="samples",
        n_resamples=10**6, vectorized=True,
    )  # fmt: skip
    found = ours.permutation_test([[(value, -value) for value in values]])
    assert found.exact
    assert found.p[0] == pytest.approx(expected.pvalue, abs=EXACT)


def test_sign_flips_drawn_at_random_are_within_their_error():
    values = samples(4, 40)
    expected = scipy_stats.permutation_test(
        (np.array(values),), lambda x, axis: x.sum(axis=axis), permutation_type="samples",
        n_resamples=200_000, vectorized=True, random_state=1,
    ).pvalue  # fmt: skip
    found = ours.permutation_test([[(value, -value) for value in values]])
    assert not found.exact
    assert found.p[0] == pytest.approx(expected, abs=4 * (expected * (1 - expected) / 2000) ** 0.5)


def test_relabelling_one_case_is_the_permutation_test_of_two_samples():
    old, new = samples(1, 5), samples(2, 4)
    pool = old + new

    def difference(dealt: tuple[int, ...]) -> float:
        rest = [value for place, value in enumerate(pool) if place not in dealt]
        return sum(pool[place] for place in dealt) / 4 - sum(rest) / 5

    column = [[difference(dealt) for dealt in ours.relabellings(5, 4)]]
    expected = scipy_stats.permutation_test(
        (np.array(new), np.array(old)), lambda x, y: abs(np.mean(x) - np.mean(y)),
        n_resamples=10**6, alternative="greater",
    )  # fmt: skip
    assert ours.permutation_test([column]).p[0] == pytest.approx(expected.pvalue, abs=EXACT)


def test_equivalence():
    old = samples(6, 30)
    new = [value + noise / 20 for value, noise in zip(old, samples(7, 30), strict=True)]
    expected = weightstats.ttost_paired(np.array(new), np.array(old), -0.08, 0.08)[0]
    clusters = [[after - before] for before, after in zip(old, new, strict=True)]
    assert ours.tost(clusters, -0.08, 0.08) == pytest.approx(expected, abs=EXACT)
    low, high = ours.mean_interval(clusters, confidence=0.9) or (0, 0)
    assert (low, high) == pytest.approx(
        weightstats.DescrStatsW(np.array(new) - np.array(old)).tconfint_mean(0.1), abs=EXACT
    )


def test_the_error_of_clusters_is_that_of_statsmodels():
    import statsmodels.api as sm

    chance = random.Random(3)
    clusters = [[chance.gauss(unit / 3, 1) for _ in range(1 + unit % 4)] for unit in range(9)]
    values = [value for unit in clusters for value in unit]
    groups = [place for place, unit in enumerate(clusters) for _ in unit]
    fitted = sm.OLS(values, np.ones(len(values))).fit(
        cov_type="cluster", cov_kwds={"groups": groups}
    )
    # statsmodels also multiplies by (n - 1) / (n - 1) for one coefficient: nothing.
    assert ours.standard_error(clusters) == pytest.approx(fitted.bse[0], abs=EXACT)


def test_the_bootstrap_interval_is_near_that_of_scipy_where_theory_agrees():
    values = samples(11, 60)
    found = ours.bootstrap_t_interval([[value] for value in values], resamples=8000, seed=2)
    t_interval = scipy_stats.t.interval(0.95, 59, np.mean(values), scipy_stats.sem(values))
    assert found == pytest.approx(t_interval, abs=0.03)


def test_energy_distance_on_a_line():
    one, other = samples(1, 8), samples(2, 6)
    pool = one + other
    distances = [[abs(first - second) for second in pool] for first in pool]
    found = ours.energy_distance(distances, range(8, 14))
    assert 2 * found == pytest.approx(scipy_stats.energy_distance(one, other) ** 2, abs=EXACT)


def test_least_squares():
    import statsmodels.api as sm

    chance = random.Random(9)
    first, second = ([chance.gauss(0, 1) for _ in range(25)] for _ in range(2))
    target = [
        3 + 2 * one - other + chance.gauss(0, 0.5) for one, other in zip(first, second, strict=True)
    ]
    expected = sm.OLS(target, np.column_stack([first, second, np.ones(25)])).fit()
    fit = ours.least_squares([first, second], target)
    assert [*fit.slopes, fit.intercept] == pytest.approx(list(expected.params), abs=EXACT)
    assert [*fit.p_slopes, fit.p_intercept] == pytest.approx(list(expected.pvalues), abs=EXACT)

"""Intervals, permutation and exact tests, multiplicity, power: numbers in, numbers out."""

from tracegrade.statistics.energy import energy_distance, standardised
from tracegrade.statistics.intervals import (
    bootstrap_t_interval,
    mean_interval,
    minimum_detectable_effect,
    standard_error,
    tost,
)
from tracegrade.statistics.multiplicity import benjamini_hochberg, max_t
from tracegrade.statistics.paired import Stratum, e_value, mcnemar_exact, stratified_exact
from tracegrade.statistics.permutation import PermutationTest, permutation_test, relabellings
from tracegrade.statistics.proportions import (
    Interval,
    pass_at_k,
    pass_hat_k,
    rule_of_three,
    wilson_interval,
)
from tracegrade.statistics.regression import Fit, least_squares

__all__ = [
    "Fit",
    "Interval",
    "PermutationTest",
    "Stratum",
    "benjamini_hochberg",
    "bootstrap_t_interval",
    "e_value",
    "energy_distance",
    "least_squares",
    "max_t",
    "mcnemar_exact",
    "mean_interval",
    "minimum_detectable_effect",
    "pass_at_k",
    "pass_hat_k",
    "permutation_test",
    "relabellings",
    "rule_of_three",
    "standard_error",
    "standardised",
    "stratified_exact",
    "tost",
    "wilson_interval",
]

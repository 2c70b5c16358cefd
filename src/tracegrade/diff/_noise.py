"""How much a run differs from itself, so that one new trial of a case can be judged."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tracegrade import _json
from tracegrade.diff._features import measured
from tracegrade.diff._numbers import NUMBERS
from tracegrade.errors import ConfigurationError, Location

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Mapping, Sequence

    from tracegrade.diff._pairing import Distances
    from tracegrade.diff._signature import Signature
    from tracegrade.diff._vocabulary import Vocabulary

__all__ = ["NoiseProfile", "load_noise", "profile_of"]

_SCHEMA = "tracegrade/noise@1"
_ALPHA = 0.05
_FEWEST = math.ceil(1 / _ALPHA) - 1  # 19: with fewer distances the largest says less than 95 %
_MOST_TRIALS = 20  # of a case among which distances are measured


@dataclass(slots=True)
class NoiseProfile:
    """How much a run differs from itself.

    Attributes:
        traces: Traces it was made from.
        distances: By case, the distances between its trials, ascending.
        clusters: By case, its cluster, where cases were clustered.
        deviations: By quantity, the standard deviation between trials of one case.
        means: By quantity, the mean over cases.

    Example:
        >>> noise_of("fixtures/traces/native/runs/old.jsonl").traces  # doctest: +SKIP
        60
    """

    traces: int
    distances: dict[str, list[float]]
    clusters: dict[str, str] = field(default_factory=dict[str, str])
    deviations: dict[str, float] = field(default_factory=dict[str, float])
    means: dict[str, float] = field(default_factory=dict[str, float])

    def threshold(self, case_id: str) -> float | None:
        """The distance that a further trial of the case stays below 19 times out of 20.

        Taken from the distances of the case, of its cluster where these are fewer than 19, or of
        all cases (a conformal quantile); `None` where even these are too few.
        """
        cluster = self.clusters.get(case_id)
        in_cluster = [case for case, other in self.clusters.items() if other == cluster]
        for cases in ([case_id], in_cluster if cluster else (), self.distances):
            found = sorted(value for case in cases for value in self.distances.get(case, ()))
            if len(found) >= _FEWEST:
                return found[min(len(found), math.ceil((len(found) + 1) * (1 - _ALPHA))) - 1]
        return None

    def to_record(self) -> dict[str, Any]:
        """The profile as JSON, `tracegrade/noise@1`."""
        return {
            "schema": _SCHEMA,
            "traces": self.traces,
            "distances": {
                case: [round(value, 6) for value in values]
                for case, values in self.distances.items()
            },
            "clusters": self.clusters,
            "features": {
                name: {"mean": round(self.means[name], 6), "deviation": round(value, 6)}
                for name, value in self.deviations.items()
            },
        }


def load_noise(path: str | os.PathLike[str]) -> NoiseProfile:
    """The noise profile in a file.

    Raises:
        ConfigurationError: The file holds none.
    """
    place = Location(str(path))
    try:
        record = _json.decode(Path(path).read_bytes())
    except OSError as error:
        raise ConfigurationError(f"cannot be read: {error.strerror}", location=place) from error
    except _json.UndecodableError as error:
        raise ConfigurationError(f"not JSON: {error.message}", location=place) from error
    hint = "make one with `tracegrade noise BASE... -o noise.json`"
    if not isinstance(record, dict) or record.get("schema") != _SCHEMA:
        raise ConfigurationError("no noise profile", location=place, hint=hint)
    try:
        return _profile_in(record)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ConfigurationError(f"no noise profile: {error}", location=place, hint=hint) from error


def _profile_in(record: dict[str, Any]) -> NoiseProfile:
    features = record["features"]
    return NoiseProfile(
        int(record["traces"]),
        {str(case): sorted(map(float, item)) for case, item in record["distances"].items()},
        {str(case): str(cluster) for case, cluster in record["clusters"].items()},
        {str(name): float(item["deviation"]) for name, item in features.items()},
        {str(name): float(item["mean"]) for name, item in features.items()},
    )


def profile_of(
    cases: Mapping[str, Sequence[Signature]], distances: Distances, vocabulary: Vocabulary
) -> NoiseProfile:
    """How much the trials of each case differ from each other."""
    profile = NoiseProfile(sum(map(len, cases.values())), {})
    squares: defaultdict[str, float] = defaultdict(float)
    freedom: defaultdict[str, int] = defaultdict(int)
    means: defaultdict[str, list[float]] = defaultdict(list)
    for name, trials in cases.items():
        if len(trials) > 1:
            pairs = combinations(trials[:_MOST_TRIALS], 2)
            profile.distances[name] = sorted(distances.between(one, other) for one, other in pairs)
        cluster = next((trial.cluster for trial in trials if trial.cluster is not None), None)
        if cluster is not None:
            profile.clusters[name] = cluster
        for quantity, values in _known(trials, vocabulary):
            mean = sum(values) / len(values)
            means[quantity].append(mean)
            squares[quantity] += sum((value - mean) ** 2 for value in values)
            freedom[quantity] += len(values) - 1
    for quantity in NUMBERS:
        if freedom[quantity]:
            profile.means[quantity] = sum(means[quantity]) / len(means[quantity])
            profile.deviations[quantity] = math.sqrt(squares[quantity] / freedom[quantity])
    return profile


def _known(
    trials: Sequence[Signature], vocabulary: Vocabulary
) -> Iterable[tuple[str, list[float]]]:
    """Each quantity with its values over the trials that show it."""
    rows = [measured(trial, vocabulary) for trial in trials]
    for name in NUMBERS:
        values = [value for row in rows if (value := row.get(name)) is not None]
        if values:
            yield name, values

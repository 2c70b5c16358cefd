"""How much a run differs from itself."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

from tracegrade._text import counted, one_line
from tracegrade.report._blocks import Block, Heading, Paragraph, Table

if TYPE_CHECKING:
    from tracegrade.diff import NoiseProfile

__all__ = ["noise_blocks"]


def noise_blocks(profile: NoiseProfile, *, limit: int = 20) -> list[Block]:
    """The distances between trials of a case, and how much quantities vary between them."""
    distances = sorted(value for values in profile.distances.values() for value in values)
    same = sum(value == 0 for value in distances)
    title = (
        f"{counted(profile.traces, 'trace')}: {counted(len(distances), 'pair')} of trials in "
        f"{counted(len(profile.distances), 'case')}, median distance {median(distances):.2f}, "
        f"{same} did the same"
    )
    blocks: list[Block] = [Heading(title, 1)]
    cases = sorted(profile.distances, key=lambda case: (-max(profile.distances[case]), case))
    threshold = profile.threshold("")
    if threshold is not None:
        text = f"a further trial is farther than {threshold:.2f} from an old one in 1 case of 20"
    else:
        text = "too few pairs to say how far a further trial may be: 19 are needed"
    blocks.append(Paragraph(text))
    rows = [_case(case, profile.distances[case]) for case in cases[:limit]]
    blocks += [
        Heading("Cases, the noisiest first"),
        Table(("case", "pairs", "least", "median", "most"), rows),
    ]
    if len(cases) > limit:
        blocks.append(Paragraph(f"  and {len(cases) - limit} more; --limit shows more of them"))
    return blocks + _quantities(profile)


def _case(case: str, distances: list[float]) -> tuple[str, ...]:
    shown = (min(distances), median(distances), max(distances))
    return (one_line(case, 40), str(len(distances)), *(f"{value:.2f}" for value in shown))


def _quantities(profile: NoiseProfile) -> list[Block]:
    rows = [
        (name, f"{profile.means[name]:,.3g}", f"{deviation:,.3g}")
        for name, deviation in profile.deviations.items()
    ]
    if not rows:
        return []
    headers = ("quantity", "mean", "deviation between trials of a case")
    return [Heading("Quantities"), Table(headers, rows)]

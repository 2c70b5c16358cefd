"""Outcomes, shifts and transitions of a diff."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from tracegrade._text import counted
from tracegrade.report._blocks import Block, Bullets, Heading, Paragraph, Table, Verbatim, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tracegrade.diff import Outcomes, RunDiff, Shift, Transition

__all__ = ["outcome_blocks", "shift_blocks", "transition_blocks"]

_SURE = 0.1  # share of false discoveries among transitions that are marked
_MOST_SHOWN = 6
_FACTOR = 10  # a change beyond that is said in its own unit
_BAR = 24  # characters of the longest bar
_POWERED = ("passed", "steps", "calls", "side_effects", "errors", "cost_usd", "output_tokens")
_POINTS, _SHARE = 0.05, 0.1  # what a reader may want to be shown: the margins of equivalence


def outcome_blocks(diff: RunDiff) -> list[Block]:
    """Which trials passed, and which cases flipped."""
    outcomes = diff.outcomes
    if outcomes is None:
        return []
    flips = f"{counted(len(outcomes.better), 'case')} better, {len(outcomes.worse)} worse"
    sure = f"(McNemar p {_p(outcomes.p)}, e-value {outcomes.e_value:.2g})"
    lines = [
        f"  {_passed(outcomes.old)} passed before, {_passed(outcomes.new)} now; {flips} {sure}"
    ]
    if outcomes.k > 1:
        lines.append("  " + "; ".join(_chances(outcomes)))
    return [Heading("Outcomes"), Paragraph("\n".join(lines))]


def _passed(count: tuple[int, int]) -> str:
    return f"{count[0]} of {count[1]}"


def _chances(outcomes: Outcomes) -> Iterable[str]:
    """pass_at_k and pass_hat_k for the most trials that every case has."""
    for name, old, new in (
        ("pass_at", outcomes.old_at_k, outcomes.new_at_k),
        ("pass_hat", outcomes.old_hat_k, outcomes.new_hat_k),
    ):
        yield f"{name}_{outcomes.k}: {old[-1]:.2f} -> {new[-1]:.2f}"


def _p(p: float | None) -> str:
    return "" if p is None else "< 0.001" if p < 0.001 else f"{p:.3f}"


def shift_blocks(diff: RunDiff) -> list[Block]:
    """Quantities that differ by more than noise, what follows from them, and what was found equal."""
    tested = [shift for shift in diff.shifts if shift.family == "headline" and shift.n_cases]
    if not tested:
        return []
    news = [shift for shift in diff.shifts if shift.finding == "shift"]
    following = [shift for shift in diff.shifts if shift.finding == "follows"]
    blocks: list[Block] = [Heading(f"Shifts: of {len(tested)} quantities tested together")]
    if news:
        headers = ("mean a trace", "old", "new", "change", "95 % interval", "adjusted p", "cases")
        blocks.append(Table(headers, [_row(shift) for shift in news]))
    else:
        said = "none but what the facts above account for" if following else "none"
        blocks.append(Paragraph(f"  {said} differs by more than noise"))
    blocks += _followers(diff, following)
    return [*blocks, wrapped(*_equal(tested), *_power(tested, diff))]


def _row(shift: Shift) -> tuple[str, ...]:
    name = shift.feature if shift.family == "headline" else f"{shift.feature} (tail)"
    ends = [] if shift.ci is None else [_change(shift, end) for end in shift.ci]
    return (
        name,
        _number(shift.old),
        _number(shift.new),
        _change(shift, shift.effect),
        " to ".join(ends),
        _p(shift.p_adjusted),
        str(shift.n_cases),
    )


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:,.3f}".rstrip("0").rstrip(".")


def _change(shift: Shift, effect: float | None) -> str:
    """An effect, relative to the old mean where that says more."""
    if effect is None:
        return ""
    if shift.old and shift.relative is not None and abs(shift.relative) < _FACTOR:
        return f"{effect / abs(shift.old):+.0%}".replace("%", " %")
    return f"{effect:+,.2f}"


def _followers(diff: RunDiff, following: Sequence[Shift]) -> list[Block]:
    """What goes with each shift or fact, a line for each."""
    measured = {name for fact in diff.facts for name in fact.measured_by}
    by_cause: dict[str, list[str]] = {}
    for shift in following:
        is_said = shift.feature in measured or shift.feature == "effects"  # above, as a fact
        if shift.family == "headline" and not is_said:
            said = f"{shift.feature} {_change(shift, shift.effect)}".rstrip()
            by_cause.setdefault(_short(shift.follows), []).append(said)
    bullets = Bullets()
    for cause, said in by_cause.items():
        bullets.add(f"with {cause}: {', '.join(said)}")
    return [bullets] if by_cause else []


def _short(causes: Sequence[str]) -> str:
    if len(causes) > 2:
        return "all of these"
    return " and ".join(causes)


def _equal(tested: Sequence[Shift]) -> list[str]:
    names = [shift.feature for shift in tested if shift.finding == "equivalent"]
    return [f"within their margins: {', '.join(names)}"] if names else []


def _power(tested: Sequence[Shift], diff: RunDiff) -> list[str]:
    """The smallest effects that would have been found."""
    said = [
        f"{shift.feature} {shift.mde:.2g}"
        + (f" ({shift.mde / abs(shift.old):.0%})".replace("%", " %") if shift.old else "")
        for shift in tested
        if shift.feature in _POWERED and shift.mde
    ]
    if not said:
        return ["too few cases to say what would have been found"]
    unit = "cluster" if diff.pairing.cluster else "case"
    units = counted(diff.pairing.clusters, unit)
    shown = f"{units} would show (4 times out of 5) a change of: {', '.join(said)}"
    return [shown, *_needed(tested, diff)]


def _needed(tested: Sequence[Shift], diff: RunDiff) -> list[str]:
    """How many cases it would take, where these were too few to tell."""
    if diff.verdict != "inconclusive":
        return []
    said: list[str] = []
    for shift in tested:
        is_rate = shift.feature == "passed"
        wanted = _POINTS if is_rate else _SHARE * abs(shift.old or 0.0)
        if shift.feature in _POWERED and shift.mde and wanted and shift.mde > wanted:
            cases = math.ceil(diff.pairing.clusters * (shift.mde / wanted) ** 2)
            of = "5 points" if is_rate else "10 %"
            said.append(f"{of} of {shift.feature} about {cases:,}")
    unit = "clusters" if diff.pairing.cluster else "cases"
    return [f"{unit} that would show less, with as many trials: {', '.join(said)}"] if said else []


def transition_blocks(diff: RunDiff) -> list[Block]:
    """Which tool follows which, as bars: what is sure first, then what differs most."""
    changed = [item for item in diff.transitions if item.old != item.new]
    if not changed:
        return []
    changed.sort(key=lambda item: (not _is_sure(item), -abs(item.new - item.old), item.source))
    shown = changed[:_MOST_SHOWN]
    most = max(max(item.old, item.new) for item in shown)
    width = max(len(item.source) + len(item.target) for item in shown) + 4
    lines = [_bar(item, width, most) for item in shown]
    title = "Which tool follows which, times a trace (= both, + more now, - fewer now, * sure)"
    return [Heading(title), Verbatim(lines)]


def _is_sure(item: Transition) -> bool:
    return item.p_adjusted is not None and item.p_adjusted < _SURE


def _bar(item: Transition, width: int, most: float) -> str:
    name = f"{item.source} -> {item.target}".ljust(width)
    both = round(min(item.old, item.new) / most * _BAR)
    longer = max(both, round(max(item.old, item.new) / most * _BAR))
    bar = "=" * both + ("+" if item.new > item.old else "-") * (longer - both)
    mark = "*" if _is_sure(item) else " "
    return f"{mark} {name} {item.old:6.2f} -> {item.new:5.2f}  {bar}"

"""What changed between two runs, on one screen, in the order of trust."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracegrade import _json
from tracegrade._text import counted, one_line
from tracegrade.report._blocks import Block, Bullets, Fold, Heading, Paragraph, Table, wrapped
from tracegrade.report._diff_cases import case_blocks, case_summaries
from tracegrade.report._diff_numbers import outcome_blocks, shift_blocks, transition_blocks
from tracegrade.report._problems import problem_blocks
from tracegrade.report.html import to_fragment

if TYPE_CHECKING:
    from tracegrade.diff import Effect, Fact, RunDiff

__all__ = ["case_blocks", "diff_blocks", "diff_html", "diff_page"]

_MOST_FACTS = 12
_MOST_RARE = 8


def diff_blocks(diff: RunDiff, *, limit: int = 10) -> list[Block]:
    """Verdict, pairing, notes, facts, side effects, outcomes, shifts, cases, what was left out."""
    blocks: list[Block] = [Heading(f"{diff.verdict}: {diff.reason}", 1), _pairing(diff)]
    if diff.notes:
        blocks += [Heading("Read this first"), wrapped(*diff.notes)]
    blocks += _facts(diff.facts)
    blocks += _effects(diff, limit)
    blocks += outcome_blocks(diff)
    blocks += shift_blocks(diff)
    blocks += transition_blocks(diff)
    blocks += case_summaries(diff, limit)
    blocks += problem_blocks(diff.problems)
    return blocks + _left_out(diff)


def diff_page(diff: RunDiff, *, limit: int = 10) -> list[Block]:
    """The same with the steps of the cases that matter most, folded in."""
    blocks = diff_blocks(diff, limit=limit)
    cases = [case for case in diff.cases if case.status != "same"][:limit]
    diff.fetch(cases)
    return blocks + [
        Fold(f"case {case.case_id}, step by step", case_blocks(case)) for case in cases
    ]


def diff_html(diff: RunDiff) -> str:
    """The report as a part of a page, for a notebook."""
    return to_fragment(diff_page(diff, limit=5))


def _pairing(diff: RunDiff) -> Paragraph:
    pairing = diff.pairing
    text = (
        f"{pairing.old_traces} old and {pairing.new_traces} new traces: "
        f"{counted(pairing.pairs, 'pair')} in {counted(pairing.cases, 'case')}, "
        f"by {pairing.by.replace('_', ' ')}"
    )
    if pairing.cluster:
        text += f", in {counted(pairing.clusters, 'cluster')} by {pairing.cluster}"
    for cases, side in ((pairing.missing_cases, "old"), (pairing.new_cases, "new")):
        if cases:
            text += (
                f"\n{counted(len(cases), 'case')} only in {side}: {one_line(', '.join(cases), 70)}"
            )
    return Paragraph(text)


def _facts(facts: list[Fact]) -> list[Block]:
    if not facts:
        return []
    bullets = Bullets()
    said = [fact for fact in facts if not fact.may_be_chance]
    for fact in said[:_MOST_FACTS]:
        breaks = " [breaks]" if fact.breaks else ""
        bullets.add(fact.message + breaks, _rates(fact))
    blocks: list[Block] = [Heading("Facts: on one side only"), bullets]
    if len(said) > _MOST_FACTS:
        blocks.append(Paragraph(f"  and {len(said) - _MOST_FACTS} more; --format json has all"))
    rare = [
        f"{one_line(fact.message, 90)} ({max(fact.old[0], fact.new[0])} of {fact.old[1] or fact.new[1]})"
        for fact in facts
        if fact.may_be_chance
    ]
    if rare:
        more = f"; and {len(rare) - _MOST_RARE} more" if len(rare) > _MOST_RARE else ""
        blocks.append(
            wrapped(f"so rare that it may be chance: {'; '.join(rare[:_MOST_RARE])}{more}")
        )
    return blocks


def _rates(fact: Fact) -> str:
    """How often a fact was seen on either side, and how often it may have been all the same."""
    sides: list[str] = []
    for (seen, of), when in ((fact.old, "before"), (fact.new, "now")):
        room = f" (under {fact.bound:.1%})".replace("%", " %") if not seen and fact.bound else ""
        sides.append(f"{seen} of {of} {when}{room}")
    p = f"; p {_p(fact.p)}" if fact.p is not None else ""
    cases = f"; cases {one_line(', '.join(fact.cases), 60)}" if fact.cases else ""
    return ", ".join(sides) + p + cases


def _p(p: float) -> str:
    return "< 0.001" if p < 0.001 else f"{p:.3f}"


def _effects(diff: RunDiff, limit: int) -> list[Block]:
    if not diff.pairing.pairs:
        return []
    if not diff.effects:
        return [Heading("Side effects"), Paragraph("  the same on both sides")]
    changes = ("extra", "missing", "changed", "reordered")
    counts = {change: sum(effect.change == change for effect in diff.effects) for change in changes}
    said = ", ".join(f"{count} {change}" for change, count in counts.items() if count)
    cases = len({effect.case_id for effect in diff.effects})
    new_ones = sorted(diff.effects, key=_is_known)
    blocks: list[Block] = [Heading(f"Side effects: {said}, in {counted(cases, 'case')}")]
    if noise := _effect_noise(diff):
        blocks.append(wrapped(noise))
    headers = ("case", "change", "tool", "before", "now", "arguments")
    blocks.append(Table(headers, [_effect_row(effect) for effect in new_ones[:limit]]))
    if len(diff.effects) > limit:
        more = f"  and {len(diff.effects) - limit} more; --limit shows more of them"
        blocks.append(Paragraph(more))
    return blocks


def _effect_noise(diff: RunDiff) -> str:
    """How often old trials differ in their side effects as well, and whether this is more."""
    said: list[str] = []
    if diff.effect_noise is not None and diff.effect_noise[1]:
        differing, pairs = diff.effect_noise
        said.append(f"old trials of one case differ in them in {differing} of {pairs} pairs")
    tested = next((shift for shift in diff.shifts if shift.feature == "effects"), None)
    if tested is not None and tested.p_adjusted is not None:
        than = "more" if tested.finding in ("shift", "follows") else "no more"
        said.append(f"by {than} than chance would have it (adjusted p {_p(tested.p_adjusted)})")
    return "; ".join(said)


def _is_known(effect: Effect) -> tuple[bool, int]:
    """Effects that no old trial has come first, then those that more pairs show."""
    return (effect.change == "extra" and effect.in_old[0] > 0, -effect.pairs[0])


def _effect_row(effect: Effect) -> tuple[str, ...]:
    if effect.change == "changed" and effect.paths:
        said = "; ".join(
            f"{path or 'all'}: {_value(effect.old, path)} -> {_value(effect.new, path)}"
            for path in effect.paths[:3]
        )
    elif effect.change == "reordered":
        said = f"{effect.old} -> {effect.new}"
    else:
        said = _json.as_text(effect.new if effect.change == "extra" else effect.old) or "?"
    seen = [
        f"{count} of {trials}" if trials else "" for count, trials in (effect.in_old, effect.in_new)
    ]
    case = one_line(effect.case_id, 24)
    return (case, effect.change, effect.tool, *seen, one_line(said, 200))


def _value(arguments: Any, path: str) -> str:
    """What stands at a pointer."""
    value = arguments
    for part in path.split("/")[1:]:
        key = part.replace("~1", "/").replace("~0", "~")
        if isinstance(value, dict):
            value = value.get(key)
        elif isinstance(value, list) and key.isdigit() and int(key) < len(value):
            value = value[int(key)]
        else:
            value = None
    return one_line(_json.as_text(value) or "nothing", 40)


def _left_out(diff: RunDiff) -> list[Block]:
    """What was masked, renamed or not compared."""
    blocks: list[Block] = []
    if diff.volatile:
        masked = ", ".join(
            f"{tool} {path}" for tool, paths in diff.volatile.items() for path in paths
        )
        blocks += [Heading("Masked: differs between trials of one case"), wrapped(masked)]
    if diff.not_compared:
        blocks += [Heading("Not compared"), wrapped(_grouped(diff.not_compared))]
    return blocks


def _grouped(lines: list[str]) -> str:
    """`a: why`, `b: why` as `a, b: why`."""
    by_reason: dict[str, list[str]] = {}
    for line in lines:
        name, _, reason = line.partition(": ")
        by_reason.setdefault(reason, []).append(name)
    return "; ".join(f"{', '.join(names)}: {reason}" for reason, names in by_reason.items())

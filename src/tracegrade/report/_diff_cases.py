"""The cases of a diff: ranked in a list, and one in full with its steps side by side."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

from tracegrade import _json
from tracegrade._lcs import common_subsequence
from tracegrade._text import counted, one_line
from tracegrade.report._blocks import Block, Bullets, Heading, Paragraph, Table

if TYPE_CHECKING:
    from tracegrade.diff import CaseDiff, RunDiff, StepEdit, TraceDiff

__all__ = ["case_blocks", "case_summaries"]

_SIGNS = {"same": " ", "changed": "~", "added": "+", "removed": "-", "moved": ">"}
_LONGEST_PERIOD = 8
_FEWEST_TIMES = 4
_MOST_WORDS = 1000
_CONTEXT = 5  # words that stay on either side of a change
_DETAIL = 56  # characters of a detail in one line
_MOST_LINES = 12
_MOST_REASONS = 3
_NAMED = ("new_failure", "new_tool", "gone_tool", "new_error", "wrapped", "unwrapped")


def case_summaries(diff: RunDiff, limit: int) -> list[Block]:
    """The cases that differ, those that matter most first, each with where it first differs."""
    differing = [case for case in diff.cases if case.status != "same"]
    if not differing:
        return []
    diff.fetch(differing[:limit])
    bullets = Bullets()
    reasons = _reasons(diff)
    for case in differing[:limit]:
        bullets.add(_title(case, reasons.get(case.case_id, [])), *_first_divergence(case))
    blocks: list[Block] = [Heading("Cases, those that matter most first"), bullets]
    more = f"  and {len(differing) - limit} more\n" if len(differing) > limit else ""
    first = one_line(differing[0].case_id, 40)
    blocks.append(Paragraph(f"{more}  --case {first!r} shows its steps side by side"))
    return blocks


def _reasons(diff: RunDiff) -> dict[str, list[str]]:
    """By case, the facts and side effects that name it."""
    found: dict[str, list[str]] = {}
    for fact in diff.facts:
        if fact.kind in _NAMED and not fact.may_be_chance:
            for case in fact.cases:
                found.setdefault(case, []).append(fact.label)
    tested = next((shift for shift in diff.shifts if shift.feature == "effects"), None)
    is_noise = tested is not None and tested.finding not in ("shift", "follows")
    for effect in () if is_noise else diff.effects:
        if effect.change != "extra" or not effect.in_old[0]:
            found.setdefault(effect.case_id, []).append(f"{effect.tool} {effect.change}")
    return found


def _title(case: CaseDiff, reasons: list[str]) -> str:
    """What a case is about, how many of its pairs differ, and how far."""
    pairs = [pair for pair in case.pairs if not pair.is_same]
    alone = f", {counted(len(case.unpaired), 'trace')} without a partner" if case.unpaired else ""
    is_said = case.status == "beyond noise" or (case.status == "within noise" and not reasons)
    noise = f", {case.status}" if is_said else ""
    far = f", distance {max(pair.distance for pair in pairs):.2f}{noise}" if pairs else ""
    name = one_line(case.case_id, 40)
    why = f": {', '.join(list(dict.fromkeys(reasons))[:_MOST_REASONS])}" if reasons else ""
    verb = "differs" if len(pairs) == 1 else "differ"
    of = counted(len(case.pairs), "pair")
    return f"case {name}: {len(pairs)} of {of} {verb}{far}{alone}{why}"


def _first_divergence(case: CaseDiff) -> list[str]:
    """The first call that differs, or where there is none the first step."""
    for pair in case.pairs:
        first = pair.first_divergence
        if first is None:
            continue
        calls = (edit for edit in pair.edits if edit.edit != "same" and "tool" in edit.detail)
        edit = next(calls, first)
        steps = " -> ".join(step for step in (edit.old_step, edit.new_step) if step)
        return [f"first at {steps}: {edit.edit} {_what(edit)}"]
    return []


def _what(edit: StepEdit) -> str:
    """What an edit is about, in one line."""
    detail = edit.detail
    kind = str(detail.get("kind", "")).replace("_", " ")
    changes = [_change_of(detail)] if edit.edit == "changed" else []
    if "tool" in detail:
        said = "" if changes else _short(detail.get("arguments"), 60)
        return " ".join(part for part in (_tool(detail), said, *changes) if part)
    if not changes and detail.get("text"):
        changes = [repr(_short(detail["text"], 70))]
    return " ".join(part for part in (kind, *changes) if part)


def _change_of(detail: dict[str, Any]) -> str:
    """How two paired steps differ."""
    said: list[str] = []
    for name in ("arguments", "content", "fields"):
        said += [
            f"{change['path'] or 'all'}: {_short(change['old'])} -> {_short(change['new'])}"
            for change in (detail.get(name) or ())[:4]
        ]
    text = detail.get("text")
    if isinstance(text, dict):
        said.append(words(text["old"] or "", text["new"] or ""))
    for name in ("status", "agent"):
        if isinstance(detail.get(name), dict):
            said.append(f"{name} {detail[name]['old']} -> {detail[name]['new']}")
    return "; ".join(said)


def words(old: str, new: str) -> str:
    """Two texts as one, what only the old one says in [-...-], what only the new one says in {+...+}.

    Example:
        >>> words("Order A-1 ships today.", "Order A-1 was shipped today.")
        'Order A-1 [-ships-] {+was shipped+} today.'
    """
    before, after = old.split()[:_MOST_WORDS], new.split()[:_MOST_WORDS]
    parts: list[str] = []
    kept: list[str] = []
    one = other = 0
    for place, position in [*common_subsequence(before, after), (len(before), len(after))]:
        if place > one or position > other:
            parts += _around(kept, first=not parts, last=False)
            kept = []
        if place > one:
            parts.append(f"[-{' '.join(before[one:place])}-]")
        if position > other:
            parts.append(f"{{+{' '.join(after[other:position])}+}}")
        kept += before[place : place + 1]
        one, other = place + 1, position + 1
    return " ".join(parts + _around(kept, first=not parts, last=True))


def _around(words: list[str], *, first: bool, last: bool) -> list[str]:
    """Words that both texts have, those far from a change left out."""
    before, after = (0 if first else _CONTEXT), (0 if last else _CONTEXT)
    if len(words) <= before + after + 1:
        return words
    return [*words[:before], "…", *words[len(words) - after :]]


def _tool(detail: dict[str, Any]) -> str:
    tool = detail.get("tool")
    return f"{tool['old']} -> {tool['new']}" if isinstance(tool, dict) else str(tool)


def _short(value: Any, width: int = 30) -> str:
    return one_line(_json.as_text(value) or "nothing", width)


def case_blocks(case: CaseDiff) -> list[Block]:
    """The steps of a case side by side, every pair of trials in full."""
    noise = f": {case.status}" if case.status.endswith("noise") else ""
    blocks: list[Block] = [Heading(f"case {case.case_id}{noise}", 1)]
    for pair in case.pairs:
        title = f"{pair.old_trace} -> {pair.new_trace}, distance {pair.distance:.2f}"
        blocks.append(Heading(title))
        blocks += [Paragraph(f"  the {side} capture is cut off") for side in pair.incomplete]
        blocks += [
            Paragraph(
                f"  {wrapped.agent!r} in {wrapped.step} of {wrapped.side} does what the other side does itself"
            )
            for wrapped in pair.wrapped
        ]
        blocks.append(Table(("", "old", "new", "", ""), _rows(pair)))
    for alone in case.unpaired:
        text = (
            f"{alone.side} trace {alone.trace} has no partner ({counted(len(alone.steps), 'step')})"
        )
        blocks.append(Paragraph(text))
    return blocks


Row = tuple[str, ...]


def _rows(pair: TraceDiff) -> list[Row]:
    """A row for each edit, what is repeated again and again only once."""
    labels = [_label(pair, edit) for edit in pair.edits]
    rows: list[Row] = []
    place = 0
    while place < len(labels):
        period, times = _loop_at(labels, place)
        for edit, label in _slice(pair, labels, place, period):
            rows += _lines(edit, label)
        if times > 1:
            stop = place + period * times
            rows.append(_repeated(pair.edits[place:stop], period, labels[place:stop]))
        place += period * times
    return rows


def _slice(
    pair: TraceDiff, labels: list[str], place: int, period: int
) -> list[tuple[StepEdit, str]]:
    edits = pair.edits[place : place + period]
    return list(zip(edits, labels[place : place + period], strict=True))


def _lines(edit: StepEdit, label: str) -> list[Row]:
    """An edit as a row, and as further rows where its detail is long."""
    said = _change_of(edit.detail) if edit.edit == "changed" else ""
    if edit.edit in ("added", "removed", "moved"):
        said = _json.as_text(edit.detail.get("arguments") or edit.detail.get("text")) or ""
        said = "not captured" if edit.detail.get("not_captured") else said
    chunks = textwrap.wrap(" ".join(said.split()), _DETAIL, break_on_hyphens=False) or [""]
    if len(chunks) > _MOST_LINES:
        chunks = [*chunks[: _MOST_LINES - 1], "…"]
    first = (_SIGNS[edit.edit], edit.old_step or "", edit.new_step or "", label, chunks[0])
    return [first, *(("", "", "", "", chunk) for chunk in chunks[1:])]


def _label(pair: TraceDiff, edit: StepEdit) -> str:
    """The tool or the kind of a step."""
    is_old = edit.old_step is not None
    trace = pair.old if is_old else pair.new
    columns = trace.columns
    index = trace.position((edit.old_step if is_old else edit.new_step) or "")
    kind = columns.kinds[index]
    if kind == "tool_call":
        return columns.call_tools[columns.call_steps.index(index)]
    if kind == "tool_result":
        return "result"
    return kind.replace("_", " ")


def _loop_at(labels: list[str], start: int) -> tuple[int, int]:
    """The period and the number of repetitions from here that cover most, at least 4 of them."""
    best = (1, 1)
    for period in range(1, _LONGEST_PERIOD + 1):
        stop = start + period
        while stop < len(labels) and labels[stop] == labels[stop - period]:
            stop += 1
        times = (stop - start) // period
        if times >= _FEWEST_TIMES and period * times > best[0] * best[1]:
            best = (period, times)
    return best


def _repeated(edits: list[StepEdit], period: int, labels: list[str]) -> Row:
    """What stands for the repetitions of a loop: how often on either side, and what differs."""
    name = next(
        (label for label in labels[:period] if label not in ("assistant", "result")), labels[0]
    )
    old = sum(edit.old_step is not None for edit in edits) // period
    new = sum(edit.new_step is not None for edit in edits) // period
    kinds = {edit.edit for edit in edits}
    sign = " " if kinds == {"same"} else "~"
    return (sign, "", "", f"{name} x{old}", f"-> {name} x{new}")

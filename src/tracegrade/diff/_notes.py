"""What a person has to know before believing a diff."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracegrade._text import counted, one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracegrade.diff._features import Capture
    from tracegrade.diff._model import Pairing
    from tracegrade.diff._pairing import Case
    from tracegrade.diff._signature import Signature

__all__ = ["notes_of"]

_MANY = 0.2  # of the cases; from there on what is left may be another population
_FEW_CLUSTERS = 6  # five give no p-value below 0.0625


def notes_of(
    pairing: Pairing,
    cases: Sequence[Case],
    sides: tuple[Sequence[Signature], Sequence[Signature]],
    captures: tuple[Capture, Capture],
) -> list[str]:
    """Warnings, those that matter most first."""
    return [
        *_swapped(sides),
        *_survivors(pairing, sides),
        *_cut_off(sides),
        *_captures(captures),
        *_repeated(sides),
        *_units(pairing, cases),
    ]


def _swapped(sides: tuple[Sequence[Signature], Sequence[Signature]]) -> list[str]:
    """Old and new the wrong way round, as far as times tell."""
    times = [[trace.started for trace in side if trace.started is not None] for side in sides]
    if times[0] and times[1] and min(times[0]) > max(times[1]):
        return ["every old trace began after every new one: are old and new the wrong way round?"]
    return []


def _survivors(
    pairing: Pairing, sides: tuple[Sequence[Signature], Sequence[Signature]]
) -> list[str]:
    """Many cases of one side that the other lacks."""
    notes: list[str] = []
    for missing, other, side in (
        (pairing.missing_cases, pairing.new_cases, "new"),
        (pairing.new_cases, pairing.missing_cases, "old"),
    ):
        total = pairing.cases - len(other)
        if total and sides[0] and sides[1] and len(missing) >= _MANY * total:
            text = f"{len(missing)} of {counted(total, 'case')} are missing on the {side} side"
            notes.append(f"{text}: what is left may be the easier ones (survivorship)")
    return notes


def _cut_off(sides: tuple[Sequence[Signature], Sequence[Signature]]) -> list[str]:
    """Captures that end before the agent was done."""
    counts = [sum(trace.incomplete for trace in side) for side in sides]
    if not any(counts):
        return []
    said = " and ".join(
        f"{count} of {len(side)} {name}"
        for count, side, name in zip(counts, sides, ("old", "new"), strict=True)
        if count
    )
    return [f"{said} traces are cut off: incomplete, not shorter; only their outcome counts"]


def _captures(captures: tuple[Capture, Capture]) -> list[str]:
    """Formats and capabilities that differ."""
    notes: list[str] = []
    if not all(capture.kinds for capture in captures):
        return notes  # a side without a trace was captured in no way
    if captures[0].formats != captures[1].formats:
        names = [", ".join(sorted(map(str, capture.formats))) for capture in captures]
        notes.append(f"the sides were captured in different formats: {names[0]} and {names[1]}")
    for only, other, side in ((captures[0], captures[1], "old"), (captures[1], captures[0], "new")):
        lacking = sorted(only.capabilities - other.capabilities)
        if lacking:
            notes.append(f"only the {side} side records {', '.join(lacking).replace('_', ' ')}")
        kinds = sorted(only.kinds - other.kinds - {"error", "handoff", "mode_change"})
        if kinds and captures[0].formats != captures[1].formats:
            said = ", ".join(kinds).replace("_", " ")
            notes.append(f"only the {side} side has steps of kind {said}: they have no partner")
    return notes


def _repeated(sides: tuple[Sequence[Signature], Sequence[Signature]]) -> list[str]:
    """Ids that several traces of a side share."""
    notes: list[str] = []
    for side, name in zip(sides, ("old", "new"), strict=True):
        seen: set[str] = set()
        repeated: dict[str, None] = {}
        for trace in side:
            if trace.trace_id in seen:
                repeated[trace.trace_id] = None
            seen.add(trace.trace_id)
        if repeated:
            ids = one_line(", ".join(repeated), 60)
            text = f"{counted(len(repeated), 'trace id')} of the {name} side occur more than once"
            notes.append(f"{text} ({ids}): every such trace is used, as a trial")
    return notes


def _units(pairing: Pairing, cases: Sequence[Case]) -> list[str]:
    """Too little to tell a shift from noise."""
    common = [case for case in cases if case.pairs]
    if all(old.digest == new.digest for case in common for old, new, _ in case.pairs):
        return []
    most = max(max(len(case.old), len(case.new)) for case in common)
    if pairing.clusters >= _FEW_CLUSTERS or (most > 1 and not pairing.cluster):
        return []
    if pairing.cluster:
        return [f"only {counted(pairing.clusters, 'cluster')}: too few to tell a shift from noise"]
    text = f"{counted(pairing.clusters, 'case')} with one trial a side"
    return [f"{text}: nothing short of a broken rule can be told from noise"]

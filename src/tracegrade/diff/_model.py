"""What a diff says: facts, effects, outcomes, shifts, and the aligned steps of each case."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Callable

    from tracegrade.model import Trace

__all__ = [
    "SIDES",
    "CaseDiff",
    "CaseStatus",
    "DiffVerdict",
    "EditKind",
    "Effect",
    "Fact",
    "Outcomes",
    "Pairing",
    "Shift",
    "Side",
    "StepEdit",
    "TraceDiff",
    "Transition",
    "Unpaired",
    "Wrapped",
]

DiffVerdict = Literal["broken", "shift", "inconclusive", "equivalent"]
EditKind = Literal["same", "changed", "added", "removed", "moved"]
Side = Literal["old", "new"]
SIDES: tuple[Side, Side] = ("old", "new")
CaseStatus = Literal["same", "changed", "within noise", "beyond noise", "unpaired"]
"""`changed` where it is not known how much the old side differs from itself."""

Count = tuple[int, int]
"""How many, of how many."""


@dataclass(slots=True)
class StepEdit:
    """What became of one step.

    Attributes:
        edit: `same`, `changed`, `added`, `removed` or `moved`.
        old_step: Id of the step in the old trace, if it has one.
        new_step: Id of the step in the new trace, if it has one.
        detail: What differs, as JSON; empty for `same`.

    Example:
        >>> StepEdit("added", None, "s4", {"tool": "refund"}).edit
        'added'
    """

    edit: EditKind
    old_step: str | None
    new_step: str | None
    detail: dict[str, Any] = field(default_factory=dict[str, Any])


@dataclass(slots=True)
class Wrapped:
    """Work that one side does in a sub-agent and the other side without it.

    Attributes:
        side: The side with the sub-agent.
        step: Id of the call that starts it.
        agent: Role of the sub-agent.
        steps: Ids of the steps inside that the other side does as well.
    """

    side: Side
    step: str
    agent: str
    steps: list[str]


class TraceDiff:
    """Two traces step by step; the steps are aligned when first asked for.

    Attributes:
        old_trace: Id of the old trace.
        new_trace: Id of the new trace.
        old_trial: Trial of the old trace, if it has one.
        new_trial: Trial of the new trace, if it has one.
        distance: 0 for traces in which the agent did the same, 1 for nothing in common.
        is_same: Whether not one step differs.
        incomplete: The sides whose capture ends before the agent was done.
        renamed: Tools that only changed their name, new name by old.
    """

    __slots__ = (
        "_aligned", "_load", "distance", "incomplete", "is_same", "new_trace", "new_trial",
        "old_trace", "old_trial", "renamed",
    )  # fmt: skip

    def __init__(
        self,
        ends: tuple[tuple[str, int | None], tuple[str, int | None]],
        load: Callable[[], tuple[Trace, Trace, list[StepEdit], list[Wrapped]]],
        *,
        distance: float,
        is_same: bool,
        incomplete: tuple[Side, ...] = (),
        renamed: dict[str, str] | None = None,
    ) -> None:
        (self.old_trace, self.old_trial), (self.new_trace, self.new_trial) = ends
        self.distance = distance
        self.is_same = is_same
        self.incomplete = incomplete
        self.renamed = renamed or {}
        self._load = load
        self._aligned: tuple[Trace, Trace, list[StepEdit], list[Wrapped]] | None = None

    def __repr__(self) -> str:
        return f"<TraceDiff {self.old_trace!r} -> {self.new_trace!r}: distance {self.distance:.2f}>"

    @property
    def old(self) -> Trace:
        """The old trace."""
        return self._parts[0]

    @property
    def new(self) -> Trace:
        """The new trace."""
        return self._parts[1]

    @property
    def edits(self) -> list[StepEdit]:
        """Every step of both traces, each exactly once."""
        return self._parts[2]

    @property
    def wrapped(self) -> list[Wrapped]:
        """Work that moved into a sub-agent or out of one, each sub-agent once."""
        return self._parts[3]

    @property
    def first_divergence(self) -> StepEdit | None:
        """The first edit that is not `same`, or `None` if the traces did the same.

        Steps after the end of a capture that was cut off are no divergence: they may have
        happened.
        """
        if self.is_same:
            return None
        edits = (edit for edit in self.edits if edit.edit != "same")
        return next((edit for edit in edits if not edit.detail.get("not_captured")), None)

    @property
    def _parts(self) -> tuple[Trace, Trace, list[StepEdit], list[Wrapped]]:
        if self._aligned is None:
            self._aligned = self._load()
        return self._aligned

    def forget(self) -> None:
        """Let go of the steps; they are aligned anew when asked for again."""
        self._aligned = None


@dataclass(slots=True)
class Unpaired:
    """A trace without a partner.

    Attributes:
        side: The side it is on.
        trace: Its id.
    """

    side: Side
    trace: str
    _load: Callable[[], list[str]] = field(repr=False)

    @property
    def steps(self) -> list[str]:
        """The ids of all its steps."""
        return self._load()


@dataclass(slots=True)
class CaseDiff:
    """One case: its pairs of trials, and the trials of either side without a partner.

    Attributes:
        case_id: The case.
        pairs: Its trials, paired one to one.
        unpaired: The trials that are left.
        status: Whether it differs, and whether by more than the old side differs from itself.
        numbers: Which traces of old and new are its trials, counted in reading order.
    """

    case_id: str
    pairs: list[TraceDiff]
    unpaired: list[Unpaired]
    status: CaseStatus
    numbers: tuple[list[int], list[int]] = field(repr=False)


@dataclass(slots=True)
class Fact:
    """Something that is there on one side only, said with how often it occurs.

    Attributes:
        kind: `new_failure`, `new_tool`, `gone_tool`, `renamed_tool`, `new_effect`, `gone_effect`,
            `new_model`, `gone_model`, `changed_definition`, `changed_prompt`, `new_error`,
            `gone_error`, `wrapped` or `unwrapped`.
        message: One sentence.
        old: Traces that show it, of all, on the old side.
        new: Traces that show it, of all, on the new side.
        cases: Cases of the new (for something gone: the old) side that show it.
        subject: The tool, model, agent or check it is about.
        bound: The highest rate, 0..1, that fits never having been seen on the side without it
            (95 %, rule of three); `None` where both sides show it.
        p: How likely so many cases are by chance, where a test was made (exact, one-sided).
        breaks: Whether it makes the verdict `broken`.
    """

    kind: str
    message: str
    old: Count
    new: Count
    cases: list[str] = field(default_factory=list[str])
    subject: str = ""
    bound: float | None = None
    p: float | None = None
    breaks: bool = False

    @property
    def label(self) -> str:
        """Kind and subject in a few words."""
        return f"{self.kind.replace('_', ' ')} {self.subject}".rstrip()

    @property
    def may_be_chance(self) -> bool:
        """Whether it is rare, and on one side only as easily by chance."""
        seen, of = max(self.old, self.new)
        untested = 0.0 if self.bound is None else 1.0
        p = untested if self.p is None else self.p
        return not self.breaks and p > _CHANCE and 2 * seen < of

    @property
    def measured_by(self) -> list[str]:
        """The quantities that measure the very thing, if there are such."""
        kind = _MEASURES.get(self.kind)
        return [f"{kind}:{self.subject}"] if kind and self.subject else []


_CHANCE = 0.05
_MEASURES = {
    "new_failure": "findings", "gone_failure": "findings", "new_tool": "calls",
    "gone_tool": "calls", "new_error": "errors",
}  # fmt: skip


@dataclass(slots=True)
class Effect:
    """How the side effects of a case differ, over all its pairs of trials.

    Attributes:
        case_id: The case.
        change: `extra`, `missing`, `changed` (other arguments) or `reordered` (the same calls, but
            one with a side effect changed places with another).
        tool: The tool.
        old: Arguments on the old side, if the call is there.
        new: Arguments on the new side, if the call is there.
        paths: JSON pointers of the arguments that differ.
        pairs: Pairs of trials that show it, of all pairs of the case.
        in_old: Old trials of the case that made the call of the old side (for `extra`: of the new
            side), of all.
        in_new: New trials that made the call of the new side (for `missing`: of the old side).
    """

    case_id: str
    change: Literal["extra", "missing", "changed", "reordered"]
    tool: str
    old: Any = None
    new: Any = None
    paths: list[str] = field(default_factory=list[str])
    pairs: Count = (1, 1)
    in_old: Count = (0, 0)
    in_new: Count = (0, 0)


@dataclass(slots=True)
class Outcomes:
    """Which trials passed, as the captures record it.

    Attributes:
        old: Trials that passed, of those whose outcome is known, on the old side.
        new: The same on the new side.
        k: The most trials that every case has on both sides.
        old_at_k: Chance that one of k trials passes, for k from 1, mean over cases (pass_at_k).
        new_at_k: The same on the new side.
        old_hat_k: Chance that all of k trials pass (pass_hat_k).
        new_hat_k: The same on the new side.
        better: Cases that pass more often now.
        worse: Cases that pass less often now.
        p: McNemar's exact test of the two, two-sided.
        e_value: Evidence that may be looked at after every case; 20 stands for 5 %.
    """

    old: Count
    new: Count
    k: int
    old_at_k: list[float]
    new_at_k: list[float]
    old_hat_k: list[float]
    new_hat_k: list[float]
    better: list[str]
    worse: list[str]
    p: float
    e_value: float


@dataclass(slots=True)
class Shift:
    """A quantity that traces measure, old against new, over the cases that both sides show.

    Attributes:
        feature: Its name, such as `calls`, `calls:refund` or `search>refund`.
        old: Mean over cases on the old side; each case weighs the same.
        new: Mean on the new side.
        effect: Mean difference, new less old.
        ci: 95 % interval of the effect (bootstrap-t over cases or clusters), if there is one.
        p: Raw p-value (permutation within cases), or `None` where nothing could be tested.
        p_adjusted: Adjusted for all headline quantities together (family-wise), or for the long
            tail (share of false discoveries).
        n_cases: Cases that show it on both sides.
        family: `headline` decides the verdict, `tail` never does.
        relative: The effect as a share of the old mean; `None` where that is 0.
        mde: The smallest effect that would have been found with a chance of 80 %.
        p_equivalent: p-value of lying within the margin of equivalence, where it has one.
        finding: `shift` where it differs by more than noise; `follows` where it does so too, but
            not beyond what `follows` accounts for; `equivalent`; else `undecided`.
        follows: The shifts and facts that account for it.
    """

    feature: str
    old: float | None
    new: float | None
    effect: float | None
    ci: tuple[float, float] | None
    p: float | None
    p_adjusted: float | None
    n_cases: int
    family: Literal["headline", "tail"] = "headline"
    relative: float | None = None
    mde: float | None = None
    p_equivalent: float | None = None
    finding: Literal["shift", "follows", "equivalent", "undecided"] = "undecided"
    follows: list[str] = field(default_factory=list[str])


@dataclass(slots=True)
class Transition:
    """How often one tool comes right after another, in the mean over cases.

    Attributes:
        source: The tool before, or `start`.
        target: The tool after, or `end`.
        old: Times a trace on the old side.
        new: Times a trace on the new side.
        p_adjusted: Adjusted for all transitions (share of false discoveries), if it was tested.
    """

    source: str
    target: str
    old: float
    new: float
    p_adjusted: float | None = None


@dataclass(slots=True)
class Pairing:
    """How traces were paired, and what found no partner.

    Attributes:
        by: What made two traces the same case.
        cases: Cases on either side.
        pairs: Pairs of trials.
        old_traces: Traces on the old side.
        new_traces: Traces on the new side.
        missing_cases: Cases of the old side that the new one lacks.
        new_cases: Cases of the new side that the old one lacks.
        cluster: What made cases one cluster, if that was asked for.
        clusters: How many independent units there are: clusters, or else common cases.
    """

    by: str
    cases: int
    pairs: int
    old_traces: int
    new_traces: int
    missing_cases: list[str] = field(default_factory=list[str])
    new_cases: list[str] = field(default_factory=list[str])
    cluster: str | None = None
    clusters: int = 0

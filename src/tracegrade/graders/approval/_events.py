"""What a trace records about approvals: grants, denials, revocations, and decisions on nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tracegrade._globs import glob_matches, is_glob
from tracegrade.graders.approval._values import MISSING, digest, holds_redacted

if TYPE_CHECKING:
    from datetime import datetime

    from tracegrade.graders.approval._conversation import Exchange
    from tracegrade.graders.approval._shown import Shown

__all__ = ["Denial", "Events", "Grant", "Revocation", "Subject"]

_WIDE_SCOPES = ("session", "always")
_SINGLE_SCOPES = ("once", "plan")


@dataclass(slots=True)
class Subject:
    """The call that an item of a request is about.

    Attributes:
        tool: Name of the tool, or a glob in what a mode allows.
        arguments: Arguments as they stood in the request, else as the call has them.
        call: Position of the call's step, or `None` where the request names none.
        agent: The agent that asked.
        shown: The text that was put before the approver, if it is recorded.
    """

    tool: str | None
    arguments: Any = MISSING
    call: int | None = None
    agent: str | None = None
    shown: str | None = None


@dataclass(slots=True)
class Grant:
    """An approval of one call, or of a tool for a while.

    Attributes:
        step: Position of the decision.
        subject: What was approved; after an edit, as edited.
        principal: Who decided.
        scope: How far it reaches.
        uses: How many calls it allows, if it says so.
        expires_at: When it ends.
        decided_at: When it was given.
        inherit: Whether other agents may use it.
        edited: Whether the approver changed the arguments.
        mode: The mode that gives it, if a mode does.
        limits: What a mode lets the arguments be, as recorded; `None` if anything.
        said: The proposal and the reply that give it, if it was given in conversation.
        seen: What the approver was shown, once somebody asked.
        used_by: Positions of the calls that used it.
    """

    step: int
    subject: Subject
    principal: str | None
    scope: str = "once"
    uses: int | None = None
    expires_at: datetime | None = None
    decided_at: datetime | None = None
    inherit: bool = False
    edited: bool = False
    mode: str | None = None
    limits: Any = None
    said: Exchange | None = None
    seen: Shown | None = None
    used_by: list[int] = field(default_factory=list[int])

    @property
    def is_wide(self) -> bool:
        """Whether it covers a tool whatever the arguments."""
        return self.scope in _WIDE_SCOPES

    @property
    def is_delegation(self) -> bool:
        """Whether an agent handed it on to another one, as a mode of that one."""
        giver = (self.principal or "").partition(":")
        owner = self.subject.agent
        return self.mode is not None and giver[0] == "agent" and owner not in (None, giver[2])

    @property
    def own_uses(self) -> int | None:
        """How many calls it allows by itself: of a plan each item once, like a single request."""
        if self.uses is not None:
            return self.uses
        return 1 if self.scope in _SINGLE_SCOPES else None

    @property
    def is_spent(self) -> bool:
        """Whether all the uses that it allows by itself were made."""
        own = self.own_uses
        return own is not None and len(self.used_by) >= own

    def names(self, tool: str) -> bool:
        """Whether it is about this tool; only what a mode allows may be a glob."""
        pattern = self.subject.tool
        if pattern is None:
            return False
        return glob_matches(pattern, tool) if self.mode is not None else pattern == tool


@dataclass(slots=True)
class Denial:
    """A call that was denied, cancelled, let expire, or replaced by an edit."""

    step: int
    subject: Subject
    decision: str


@dataclass(slots=True)
class Revocation:
    """A change of mode: what it takes away, and the mode it leads to."""

    step: int
    mode: str | None
    tools: tuple[str, ...]


class Events:
    """Everything that a trace records about approvals, indexed by call, digest and tool.

    Attributes:
        grants: Every grant, in order.
        denials: Every denial, in order.
        revocations: Every change of mode, in order.
        orphans: Positions of decisions that are about nothing in the trace, with the reason.
        mismatched: Positions of calls whose batch cannot be bound to its decisions, with those.
        batches: For each such decision the calls of its batch, and how many of them it grants.
    """

    def __init__(self) -> None:
        self.grants: list[Grant] = []
        self.denials: list[Denial] = []
        self.revocations: list[Revocation] = []
        self.orphans: list[tuple[int, str]] = []
        self.mismatched: dict[int, int] = {}
        self.batches: dict[int, tuple[list[int], int]] = {}
        self.grants_of_call: dict[int, list[Grant]] = {}
        self.denials_of_call: dict[int, list[Denial]] = {}
        self.denials_of_digest: dict[bytes, list[Denial]] = {}
        self.vague_denials: list[Denial] = []
        self._of_tool: dict[str, list[Grant]] = {}
        self._of_digest: dict[bytes, list[Grant]] | None = None
        self._of_globs: list[Grant] = []

    def grant(self, grant: Grant) -> None:
        """Add a grant."""
        self.grants.append(grant)
        subject = grant.subject
        if subject.tool is None:
            return
        if grant.mode is not None and is_glob(subject.tool):
            self._of_globs.append(grant)
        else:
            self._of_tool.setdefault(subject.tool, []).append(grant)
        if subject.call is not None:
            self.grants_of_call.setdefault(subject.call, []).append(grant)

    @property
    def grants_of_digest(self) -> dict[bytes, list[Grant]]:
        """Grants of exact calls by digest, in order; indexed once every grant is read.

        Most calls are covered by a grant of their own, which needs no digest.
        """
        if self._of_digest is None:
            self._of_digest = {}
            for grant in self.grants:
                subject = grant.subject
                if subject.tool is not None and subject.arguments is not MISSING:
                    self._of_digest.setdefault(_key(subject), []).append(grant)
        return self._of_digest

    def deny(self, denial: Denial) -> None:
        """Add a denial."""
        self.denials.append(denial)
        subject = denial.subject
        if subject.call is not None and denial.decision != "modify":
            self.denials_of_call.setdefault(subject.call, []).append(denial)
        if subject.arguments is MISSING or holds_redacted(subject.arguments):
            self.vague_denials.append(denial)
        else:
            self.denials_of_digest.setdefault(_key(subject), []).append(denial)

    def grants_for(self, tool: str, most: int) -> list[Grant]:
        """The latest grants that are about a tool, each kind in order."""
        globs = [grant for grant in self._of_globs if grant.names(tool)]
        return [*globs[-most:], *self._of_tool.get(tool, ())[-most:]]


def _key(subject: Subject) -> bytes:
    return digest(subject.tool or "", subject.arguments)

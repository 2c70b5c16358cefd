"""Reading the approval steps of a trace into grants, denials and revocations, in one pass."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracegrade import _json
from tracegrade.graders.approval._events import Denial, Events, Grant, Revocation, Subject
from tracegrade.graders.approval._values import MISSING
from tracegrade.model import implied_approver, parse_time

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracegrade.model import Detail, Trace

__all__ = ["events_of"]

_APPROVAL_KINDS = frozenset(("approval_request", "approval_decision", "mode_change"))
_GRANTING = ("approve", "modify")


def events_of(trace: Trace) -> Events | None:
    """What a trace records about approvals; `None` if it records nothing of the kind."""
    columns = trace.columns
    if not _APPROVAL_KINDS.intersection(columns.kinds):
        return None
    return _Reading(trace).events


class _Reading:
    """One pass over the columns of a trace."""

    def __init__(self, trace: Trace) -> None:
        self.events = Events()
        self._trace = trace
        self._implied = implied_approver(trace)
        columns = trace.columns
        self._numbers = {columns.ids[step]: at for at, step in enumerate(columns.call_steps)}
        self._requests: dict[str, dict[str, Subject]] = {}
        self._uses: dict[
            int, list[int]
        ] = {}  # by identity of what was asked, which grants and denials keep
        for index, kind in enumerate(columns.kinds):
            if kind not in _APPROVAL_KINDS:
                continue
            detail = columns.details.get(index, {})
            if kind == "approval_request":
                self._requests[columns.ids[index]] = self._asked(detail)
            elif kind == "approval_decision":
                self._decide(index, detail)
            else:
                self._change_mode(index, detail)

    def _asked(self, detail: Detail) -> dict[str, Subject]:
        """The subjects of a request by the id of the item, in order."""
        agent = detail.get("agent") or self._trace.agent
        asked = {call: self._of_call(call, agent) for call in detail.get("calls") or ()}
        for number, item in enumerate(detail.get("items") or ()):
            call = item.get("call")
            subject = self._of_call(call, agent) if call else Subject(None, agent=agent)
            subject.tool = item.get("tool") or subject.tool
            if item.get("arguments") is not None:
                subject.arguments = item["arguments"]
            subject.shown = item.get("shown")
            asked[item.get("id") or call or f"#{number}"] = subject
        return asked

    def _of_call(self, call: str, agent: str | None) -> Subject:
        columns = self._trace.columns
        number = self._numbers.get(call)
        if number is None:
            return Subject(None, agent=agent)
        step = columns.call_steps[number]
        arguments, error = _json.decode_arguments(columns.call_arguments[number])
        own = columns.details.get(step, {}).get("agent") or agent
        given = MISSING if arguments is None or error is not None else arguments
        return Subject(columns.call_tools[number], given, step, own)

    def _decide(self, index: int, detail: Detail) -> None:
        request = detail.get("request")
        asked = self._requests.get(request or "")
        if asked is None:
            missing = "names no request" if request is None else f"is about unknown {request!r}"
            self.events.orphans.append((index, f"the decision {missing}"))
            asked = {}
        shared, parts = detail.get("decision"), detail.get("decisions") or ()
        if shared is not None and not parts:
            edited = detail.get("arguments") if len(asked) == 1 else None
            for subject in asked.values():
                self._settle(index, detail, subject, shared, edited)
        for subject, part in self._bound(index, detail, asked) if parts else ():
            self._settle(index, detail, subject, part["decision"], part.get("arguments"))

    def _bound(
        self, index: int, detail: Detail, asked: dict[str, Subject]
    ) -> list[tuple[Subject, dict[str, Any]]]:
        """Each part of a batch decision with its subject, by id and never by a guess."""
        parts = detail.get("decisions") or ()
        unnamed = [part for part in parts if not (part.get("item") or part.get("call"))]
        if unnamed:
            if len(unnamed) == len(parts) == len(asked):
                return list(zip(asked.values(), parts, strict=True))
            self._mismatch(index, asked, parts)
            return []
        by_call = {subject.call: subject for subject in asked.values() if subject.call is not None}
        bound: list[tuple[Subject, dict[str, Any]]] = []
        for part in parts:
            named = part.get("item") or part["call"]
            call = part.get("call") or named
            number = self._numbers.get(call)
            step = self._trace.columns.call_steps[number] if number is not None else -1
            subject = asked.get(named) or by_call.get(step)
            if subject is None and detail.get("request") is None and number is not None:
                subject = self._of_call(call, self._trace.agent)
            if subject is None:
                self.events.orphans.append((index, f"the decision is about unknown {named!r}"))
            else:
                bound.append((subject, part))
        return bound

    def _mismatch(
        self, index: int, asked: dict[str, Subject], parts: Sequence[dict[str, Any]]
    ) -> None:
        calls = [subject.call for subject in asked.values() if subject.call is not None]
        granted = sum(part["decision"] in _GRANTING for part in parts)
        self.events.batches[index] = (calls, granted)
        self.events.mismatched.update(dict.fromkeys(calls, index))

    def _settle(
        self, index: int, detail: Detail, subject: Subject, decision: str, edited: Any
    ) -> None:
        if subject.tool is None:
            text = "the decision is about a call that the trace does not hold"
            self.events.orphans.append((index, text))
            return
        # a request is answered once: deciding it again does not give more uses
        used_by = self._uses.setdefault(id(subject), [])
        if decision != "approve":
            self.events.deny(Denial(index, subject, decision))
        if decision not in _GRANTING:
            return
        if decision == "modify":
            arguments = MISSING if edited is None else edited
            subject = Subject(subject.tool, arguments, subject.call, subject.agent, subject.shown)
        self.events.grant(
            Grant(
                index,
                subject,
                detail.get("principal") or self._implied,
                scope=detail.get("scope") or "once",
                uses=detail.get("uses"),
                expires_at=parse_time(detail.get("expires_at")),
                decided_at=parse_time(detail.get("at")),
                inherit=bool(detail.get("inherit")),
                edited=decision == "modify",
                used_by=used_by,
            )
        )

    def _change_mode(self, index: int, detail: Detail) -> None:
        mode = detail.get("mode")
        revoked = tuple(each["tool"] for each in detail.get("revokes") or ())
        self.events.revocations.append(Revocation(index, mode, revoked))
        for allowed in detail.get("allows") or ():
            subject = Subject(allowed["tool"], agent=detail.get("agent"))
            self.events.grant(
                Grant(
                    index,
                    subject,
                    detail.get("principal"),
                    scope="session",
                    decided_at=parse_time(detail.get("at")),
                    mode=mode or "",
                    inherit=bool(detail.get("inherit")),
                    limits=allowed.get("arguments"),
                )
            )

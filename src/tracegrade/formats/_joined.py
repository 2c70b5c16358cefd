"""One trace of two: a run that paused, and the run that resumed it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracegrade import _json
from tracegrade.formats._building import ColumnsBuilder
from tracegrade.model import Outcome, Trace

if TYPE_CHECKING:
    from tracegrade.model import Columns, Detail, ToolDefinition

__all__ = ["joined", "says_nothing"]


def says_nothing(columns: Columns, result: int) -> bool:
    """Whether the result at this place holds nothing of what a tool returned, and no failure."""
    if result < 0 or columns.texts[result] is not None:
        return False
    detail = columns.details.get(result, {})
    return detail.get("content") is None and detail.get("status", "ok") == "ok"


def joined(first: Trace, second: Trace) -> Trace:
    """The trace of a run that paused, with what happened once it was resumed.

    Calls that waited get their results. Where the first half asked for approval, the second shows
    what was decided: a call that ran was approved, one that was answered and did not run denied.
    Such a decision is marked as `derived`, and names nobody.

    Args:
        first: The run up to its pause.
        second: The run from there on; its history repeats the first.
    """
    columns = _Join(first, second).columns()
    trace = Trace(
        first.trace_id,
        columns,
        source=first.source,
        capabilities=first.capabilities | second.capabilities,
        problems=first.problems + second.problems,
    )
    trace.case_id, trace.trial, trace.run = first.case_id, first.trial, first.run
    trace.agent, trace.model = first.agent or second.agent, first.model or second.model
    trace.started_at, trace.ended_at = first.started_at, second.ended_at
    trace.tools = _merged(first.tools, second.tools)
    trace.outcome = _outcome(first.outcome, second.outcome)
    waits = any(
        columns.details.get(step, {}).get("status") == "pending" for step in columns.call_steps
    )
    trace.completion = "pending" if waits else second.completion
    others = (second.metadata or {}).get("joined", [])
    ids = [*(first.metadata or {}).get("joined", []), second.trace_id, *others]
    trace.metadata = {**(first.metadata or {}), "joined": ids}
    return trace


def _merged(
    first: tuple[ToolDefinition, ...], second: tuple[ToolDefinition, ...]
) -> tuple[ToolDefinition, ...]:
    known = {tool.name for tool in first}
    return first + tuple(tool for tool in second if tool.name not in known)


def _outcome(first: Outcome | None, second: Outcome | None) -> Outcome | None:
    """The outcome of the second half, with the scores of both."""
    if first is None or second is None:
        return second or first
    return Outcome(
        success=second.success,
        reward=second.reward,
        scores=first.scores | second.scores,
        end_state=second.end_state,
        extra=first.extra | second.extra,
    )


class _Join:
    """Columns of the first trace, being continued with the steps of the second."""

    def __init__(self, first: Trace, second: Trace) -> None:
        self._second = second.columns
        self._shows_runs = first.can_show("error_status") or second.can_show("error_status")
        self._builder = ColumnsBuilder()
        self._made = self._builder.columns
        self._numbers = _numbers(self._second)
        self._places: dict[int, int] = {}  # of steps of the second trace, among those of both
        self._take_over(first.columns)
        self._asked = self._items_asked()
        self._answers = self._open_calls_answered()
        self._denied = self._recorded_denials()

    def _take_over(self, first: Columns) -> None:
        numbers = _numbers(first)
        for place in range(len(first)):
            detail = _renamed(first.details.get(place, {}), {})
            self._copy(first, place, numbers, first.parents[place], detail)
        self._made.call_results[:] = first.call_results
        self._reopen_silent_calls()

    def _reopen_silent_calls(self) -> None:
        """Open the calls that the second trace runs, and of which the first shows no result."""
        second, made = self._second, self._made
        again = {
            call_id
            for call_id, parent in zip(second.call_ids, second.call_parents, strict=True)
            if parent < 0
        }
        for number, result in enumerate(made.call_results):
            if made.call_ids[number] in again and says_nothing(made, result):
                made.call_results[number] = -1
                made.kinds[result] = "note"
                detail = made.details.setdefault(result, {})
                detail.pop("status", None)
                detail["extra"] = {**detail.get("extra", {}), "asked": made.call_ids[number]}

    def columns(self) -> Columns:
        """The columns of both."""
        second, made = self._second, self._made
        systems = {
            text for text, kind in zip(made.texts, made.kinds, strict=True) if kind == "system"
        }
        if "approval_decision" not in second.kinds:
            self._decide()
        names: dict[str, str] = {}
        for place in range(len(second)):
            number = self._answers.get(place)
            if number is None and _is_history(second, place, systems):
                continue
            at = self._continue(place, number, names)
            self._places[place] = at
            names[second.ids[place]] = f"s{at}"
        for number, (step, result) in enumerate(
            zip(second.call_steps, second.call_results, strict=True)
        ):
            if result >= 0:
                self._pair(number, step, self._places[result])
        return made

    def _copy(
        self, columns: Columns, place: int, numbers: dict[int, int], parent: int, detail: Detail
    ) -> int:
        """Add a step with these details; returns its place."""
        number = numbers.get(place)
        if number is None:
            return self._builder.add(columns.kinds[place], columns.texts[place], parent, detail)
        return self._builder.add_call(
            columns.call_tools[number], columns.call_ids[number], columns.call_arguments[number],
            parent, detail,
        )  # fmt: skip

    def _items_asked(self) -> dict[int, tuple[int, Any]]:
        """By number of a call the request for its approval, and the id of its item there."""
        calls = {f"s{step}": number for number, step in enumerate(self._made.call_steps)}
        asked: dict[int, tuple[int, Any]] = {}
        for place, kind in enumerate(self._made.kinds):
            items = self._made.details[place].get("items") if kind == "approval_request" else None
            for item in items or ():
                number = calls.get(item.get("call") or "")
                if number is not None:
                    asked[number] = (place, item.get("id") or item["call"])
        return asked

    def _open_calls_answered(self) -> dict[int, int]:
        """By step of the second trace that answers an open call, the number of that call.

        A call that ran is answered by its run alone, not by the result that the model was told.
        """
        second, made = self._second, self._made
        waiting = {
            call_id: number
            for number, call_id in enumerate(made.call_ids)
            if made.call_results[number] < 0 and call_id is not None
        }
        found: dict[int, int] = {}
        for number, step in enumerate(second.call_steps):
            call_id = second.call_ids[number]
            if second.call_parents[number] < 0 and call_id in waiting:
                found[step] = waiting.pop(call_id)
        for place, kind in enumerate(second.kinds):
            if kind == "tool_result" and place not in second.call_of_result:
                detail = second.details.get(place, {})
                call_id = (detail.get("extra") or {}).get("call_id", detail.get("call_id"))
                if call_id in waiting:
                    found[place] = waiting.pop(call_id)
        return found

    def _decide(self) -> None:
        """Add what was decided about each request, as far as the second trace shows it."""
        decisions: dict[int, list[Detail]] = {}
        for step, number in self._answers.items():
            place, item = self._asked.get(number, (-1, None))
            decision = self._decision(step, number)
            if place >= 0 and decision is not None:
                decisions.setdefault(place, []).append({"item": item, **decision})
        for place, decided in sorted(decisions.items()):
            several: Detail = {"decisions": decided}
            if len(self._made.details[place]["items"]) == 1:
                several = {key: value for key, value in decided[0].items() if key != "item"}
            about = {"request": f"s{place}", "scope": "once", "extra": {"derived": True}}
            self._builder.add("approval_decision", None, -1, several | about)

    def _decision(self, step: int, number: int) -> Detail | None:
        """What was decided about a call that this step of the second trace answers."""
        if step not in self._numbers:
            return {"decision": "deny"} if self._shows_runs else None
        result = self._second.call_results[self._numbers[step]]
        if self._second.details.get(result, {}).get("status") == "denied":
            return {"decision": "deny"}
        edited = self._edited(self._numbers[step], number)
        return {"decision": "approve"} if edited is None else {"decision": "modify", **edited}

    def _edited(self, ran_number: int, number: int) -> Detail | None:
        """The arguments that a call ran with, if they are others than the model asked for."""
        ran = self._second.call_arguments[ran_number]
        if ran is None:
            return None
        ran = _json.decode_arguments(ran)[0]
        asked = _json.decode_arguments(self._made.call_arguments[number])[0]
        return None if _json.canonical(ran) == _json.canonical(asked) else {"arguments": ran}

    def _continue(self, place: int, number: int | None, names: dict[str, str]) -> int:
        """Add a step of the second trace; one that runs an open call is that call."""
        second, made = self._second, self._made
        if number is not None and place in self._numbers:
            step = made.call_steps[number]
            made.details.get(step, {}).pop("status", None)
            return step
        detail = _renamed(second.details.get(place, {}), names)
        if second.kinds[place] == "approval_decision" and "request" not in detail:
            detail = self._answering(detail)
            detail.pop("item", None)
        if number is not None:
            made.details.get(made.call_steps[number], {}).pop("status", None)
            detail.pop("call_id", None)
            detail.pop("extra", None)
            if number in self._denied or (number in self._asked and self._shows_runs):
                detail["status"] = "denied"
            made.call_results[number] = len(made)
        parent = self._places.get(second.parents[place], -1)
        return self._copy(second, place, self._numbers, parent, detail)

    def _recorded_denials(self) -> set[int]:
        """Numbers of the calls that the second trace records as denied."""
        numbers = {f"s{at}/{item}": number for number, (at, item) in self._asked.items()}
        found: set[int] = set()
        for place, kind in enumerate(self._second.kinds):
            detail = self._second.details.get(place, {})
            if kind == "approval_decision" and "request" not in detail:
                made = self._answering(detail)
                for one in made.get("decisions") or [made]:
                    if one.get("decision") in ("deny", "cancel"):
                        found.add(numbers.get(f"{made.get('request')}/{one.get('item')}", -1))
        return found - {-1}

    def _answering(self, decision: Detail) -> Detail:
        """A recorded decision as the answer to the request that it names, or to the latest."""
        named = (decision.get("extra") or {}).get("request_id")
        if named is not None:
            known = (at for at, item in self._asked.values() if item == named)
            place = next(known, -1)
            if place < 0:
                return decision
            extra = {key: one for key, one in decision["extra"].items() if key != "request_id"}
            return {**decision, "extra": extra, "item": named, "request": f"s{place}"}
        place = max((place for place, _ in self._asked.values()), default=-1)
        items = [item for at, item in self._asked.values() if at == place]
        decided = decision.get("decisions") or []
        if place < 0 or len(decided) != len(items):
            return decision
        kept = {key: one for key, one in decision.items() if key not in ("decisions", "binding")}
        if len(items) == 1:
            return {**kept, **decided[0], "item": items[0], "request": f"s{place}"}
        named = [{**one, "item": item} for one, item in zip(decided, items, strict=True)]
        return {**kept, "decisions": named, "request": f"s{place}"}

    def _pair(self, number: int, step: int, result: int) -> None:
        """Pair a result of the second trace with its call; with that of the first, if it ran it."""
        made, ran = self._made, self._answers.get(step)
        if ran is None:
            made.call_results[made.call_steps.index(self._places[step], number)] = result
            return
        made.call_results[ran] = result
        edited = self._edited(number, ran)
        if edited is not None:
            detail = made.details.setdefault(result, {})
            detail.setdefault("executed_arguments", edited["arguments"])


def _numbers(columns: Columns) -> dict[int, int]:
    """The number of each call by its step."""
    return {step: number for number, step in enumerate(columns.call_steps)}


def _is_history(columns: Columns, place: int, systems: set[str | None]) -> bool:
    """Whether a step of the second trace only repeats what the first holds."""
    extra = columns.details.get(place, {}).get("extra") or {}
    repeated = columns.kinds[place] == "system" and columns.texts[place] in systems
    return repeated or bool(extra.get("earlier"))


def _renamed(detail: Detail, names: dict[str, str]) -> Detail:
    """Details of a step whose references to other steps are renamed; a copy of its own."""
    made = dict(detail)
    for key in ("request", "call"):
        if key in made:
            made[key] = names.get(made[key], made[key])
    if "calls" in made:
        made["calls"] = [names.get(call, call) for call in made["calls"]]
    for key in ("items", "decisions"):
        if key in made:
            made[key] = [_renamed_item(item, names) for item in made[key]]
    return made


def _renamed_item(item: Any, names: dict[str, str]) -> Any:
    if type(item) is not dict or not isinstance(item.get("call"), str):
        return item
    return {**item, "call": names.get(item["call"], item["call"])}

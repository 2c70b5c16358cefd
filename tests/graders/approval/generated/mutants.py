"""Mutants of covered traces: each takes from a grant what it needs to cover its call."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from typing import Any

from tests.graders.approval.generated.story import at

__all__ = ["mutants"]

Record = dict[str, Any]
WIDE = ("session", "always", "call")


def mutants(record: Record, call: str, grant: str) -> Iterator[tuple[str, Record]]:
    """(what was done, mutant) for a call and the step of the grant that covers it."""
    for name, change in CHANGES.items():
        mutant = copy.deepcopy(record)
        steps = {step["id"]: step for step in mutant["steps"]}
        if change(mutant, steps[call], steps[grant]) is not False:
            yield name, mutant


def _place(record: Record, step: dict[str, Any]) -> int:
    return next(at for at, each in enumerate(record["steps"]) if each is step)


def _end(record: Record, call: dict[str, Any]) -> dict[str, Any]:
    return next(
        step
        for step in record["steps"]
        if step.get("call") == call["id"] and step["kind"] == "tool_result"
    )


def _is_decision(grant: dict[str, Any]) -> bool:
    return grant["kind"] == "approval_decision"


def drop(record: Record, call: dict[str, Any], grant: dict[str, Any]) -> None:
    del record["steps"][_place(record, grant)]


def deny(record: Record, call: dict[str, Any], grant: dict[str, Any]) -> Any:
    if grant["kind"] == "user":
        grant["text"] = "No, do not do that."
    elif not _is_decision(grant):
        return False
    elif grant.get("decisions"):
        for part in grant["decisions"]:
            part["decision"] = "deny"
    else:
        grant["decision"] = "deny"
    return None


def change_a_leaf(record: Record, call: dict[str, Any], grant: dict[str, Any]) -> Any:
    """Another value ran at one leaf than was approved: a number, else the first text."""
    if not _is_decision(grant) or grant.get("scope") in WIDE[:2]:
        return False
    end = _end(record, call)
    ran = copy.deepcopy(end.get("executed_arguments") or call["arguments"])
    leaf, key = _leaf(ran)
    leaf[key] = leaf[key] + 1 if isinstance(leaf[key], int | float) else f"{leaf[key]}x"
    end["executed_arguments"] = ran
    return None


def _leaf(value: Any) -> tuple[Any, Any]:
    found: list[tuple[Any, Any]] = []
    stack = [value]
    while stack:
        item = stack.pop()
        for key, each in item.items() if isinstance(item, dict) else enumerate(item):
            if isinstance(each, dict | list):
                stack.append(each)
            elif each is not None and not isinstance(each, bool):
                found.append((item, key))
    return min(found, key=lambda each: isinstance(each[0][each[1]], str))


def swap_principal(record: Record, call: dict[str, Any], grant: dict[str, Any]) -> Any:
    if grant["kind"] == "user":
        return False  # a user turn is the user's, whoever it names
    grant["principal"] = "tool:web_fetch"
    return None


def decide_it_by_itself(record: Record, call: dict[str, Any], grant: dict[str, Any]) -> Any:
    if grant["kind"] == "user":
        return False
    grant["principal"] = f"agent:{call.get('agent') or record['agent']}"
    return None


def move_later(record: Record, call: dict[str, Any], grant: dict[str, Any]) -> None:
    del record["steps"][_place(record, grant)]
    record["steps"].insert(_place(record, _end(record, call)) + 1, grant)


def use_again(record: Record, call: dict[str, Any], grant: dict[str, Any]) -> Any:
    limited = (
        _is_decision(grant) and grant.get("scope", "once") not in WIDE and not grant.get("uses")
    )
    if not (limited or grant["kind"] == "user"):
        return False
    end = _end(record, call)
    again, result = copy.deepcopy(call), copy.deepcopy(end)
    again["id"], result["id"], result["call"] = "again", "again-end", "again"
    again.pop("at", None)
    place = _place(record, end) + 1
    record["steps"][place:place] = [again, result]
    return None


def expire(record: Record, call: dict[str, Any], grant: dict[str, Any]) -> Any:
    if not _is_decision(grant):
        return False
    grant["at"], grant["expires_at"] = at(0), at(10)
    call.pop("at", None)
    end = _end(record, call)
    end.pop("duration_s", None)
    call.pop("duration_s", None)
    end["at"] = at(10)
    return None


CHANGES: dict[str, Callable[[Record, dict[str, Any], dict[str, Any]], Any]] = {
    "drop the grant": drop,
    "deny instead": deny,
    "change a leaf of what ran": change_a_leaf,
    "let a tool decide": swap_principal,
    "let the agent decide": decide_it_by_itself,
    "decide after it ran": move_later,
    "use it again": use_again,
    "let it expire": expire,
}

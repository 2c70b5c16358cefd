"""Fast checks of decoded JSON against declared record classes."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin

from tracegrade.model._fields import declared_fields, is_record
from tracegrade.model.record import STEP_RECORDS, StepRecord, TraceRecord

__all__ = ["is_step_record", "is_trace_record"]

Check = Callable[[Any], bool]


class _Accepted(NamedTuple):
    """What a field accepts: any value of these types, and values that pass the check."""

    types: frozenset[type]
    check: Check | None


_MOST_PLANS = 200  # records of one kind with other names, or the same in another order

_ANYTHING = _Accepted(frozenset((str, int, float, bool, NoneType, list, dict)), None)


_UNDECLARED = _Accepted(_ANYTHING.types, lambda _: True)


def is_trace_record(value: Any) -> bool:
    """Whether a decoded value is a native trace record."""
    return _record_check(TraceRecord)(value)


def is_step_record(value: Any) -> bool:
    """Whether a decoded value is a native step record."""
    if type(value) is not dict:
        return False
    kind = value.get("kind")
    return type(kind) is str and kind in STEP_RECORDS and _record_check(STEP_RECORDS[kind])(value)


@cache
def _record_check(record: type) -> Check:
    declared = declared_fields(record)
    fields = {name: _accepted(field.annotation) for name, field in declared.items()}
    required = {name for name, field in declared.items() if field.required}
    plans: dict[tuple[str, ...], list[_Accepted] | None] = {}

    def plan_of(names: tuple[str, ...]) -> list[_Accepted] | None:
        """What the fields of a record with these names accept; `None` if a required one is missing."""
        if not required.issubset(names):
            return None
        plan = [fields.get(name, _UNDECLARED) for name in names]
        if len(plans) < _MOST_PLANS:
            plans[names] = plan
        return plan

    def check(value: Any) -> bool:
        if type(value) is not dict:
            return False
        names = tuple(value)
        plan = plans.get(names) or plan_of(names)
        if plan is None:
            return False
        for item, (types, inner) in zip(value.values(), plan, strict=True):
            if type(item) not in types and (inner is None or not inner(item)):
                return False
        return True

    return check


def _accepted(annotation: Any) -> _Accepted:  # noqa: PLR0911 one return a kind of annotation
    """What an annotation accepts."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if annotation is Any:
        return _ANYTHING
    if annotation is float:
        return _Accepted(frozenset((float, int)), None)
    if origin is dict:
        return _Accepted(frozenset((dict,)), None)
    if origin is list:
        return _Accepted(frozenset(), _list_check(arguments[0]))
    if origin is Literal:
        return _Accepted(frozenset(), _one_of(frozenset(arguments)))
    if origin is Annotated:
        return _Accepted(frozenset(), _text_check(arguments[1]))
    if origin in (Union, UnionType):
        return _either([_accepted(argument) for argument in arguments])
    if is_record(annotation):
        return _Accepted(frozenset(), _record_check(annotation))
    return _Accepted(frozenset((annotation,)), None)


def _list_check(item: Any) -> Check:
    if item is StepRecord:
        return lambda value: type(value) is list and all(map(is_step_record, value))
    accepted = _accepted(item)

    def check(value: Any) -> bool:
        return type(value) is list and all(
            type(part) in accepted.types or (accepted.check is not None and accepted.check(part))
            for part in value
        )

    return check


def _one_of(words: frozenset[str]) -> Check:
    return lambda value: type(value) is str and value in words


def _text_check(validate: Callable[[str], str]) -> Check:
    def check(value: Any) -> bool:
        if type(value) is not str:
            return False
        try:
            validate(value)
        except ValueError:
            return False
        return True

    return check


def _either(choices: list[_Accepted]) -> _Accepted:
    types = frozenset[type]().union(*(choice.types for choice in choices))
    checks = [choice.check for choice in choices if choice.check is not None]
    if not checks:
        return _Accepted(types, None)
    return _Accepted(types, lambda value: any(check(value) for check in checks))

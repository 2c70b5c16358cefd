"""Native records for property tests, of every kind of step and every field that is declared.

The strategies are made of the declarations in `tracegrade.model.record`, so that a field declared
tomorrow is generated tomorrow.
"""

from __future__ import annotations

import json
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from hypothesis import strategies as st

from tracegrade.model._fields import declared_fields, is_record
from tracegrade.model.record import SCHEMA, STEP_RECORDS, TraceRecord

TEXTS = st.one_of(
    st.sampled_from(["", "Refund order A-1", "ok", "\x00\x1b[31m", "é\u202e😀", '{"a": 1}', "[1, 2", "tracegrade", "s1"]),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
)  # fmt: skip
TIMES = st.one_of(
    st.sampled_from(
        ["2026-11-23T10:00:00Z", "2026-11-23T10:00:00.120Z", "2026-11-23T10:00:00.120000Z",
         "2026-11-23T11:00:05+01:00", "2026-11-23T10:00:05.123456789Z", "1969-12-31T23:59:59Z",
         "1970-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "0001-01-01T00:00:00+00:00",
         "2026-11-23 10:00:00,5+00:00", "20261123T100000Z"]
    ),
    st.datetimes().map(lambda time: time.isoformat() + "Z"),
)  # fmt: skip
NUMBERS = st.one_of(
    st.integers(-3, 2000), st.sampled_from([2**63, -(2**63) - 1, 2**64, 10**30]), st.integers()
)
FLOATS = st.one_of(
    st.sampled_from([0.0, -0.0, 1.2, 0.1, 1e-9, 1e300, -1.5, float("nan"), float("inf")]),
    st.floats(allow_nan=False, allow_infinity=False),
    st.integers(0, 5),
)
VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), NUMBERS, FLOATS, TEXTS),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(TEXTS, inner, max_size=3)),
    max_leaves=6,
)
OBJECTS = st.dictionaries(
    st.one_of(TEXTS, st.sampled_from(["tracegrade", "agent", "resource", "type", "version"])),
    VALUES,
    max_size=3,
)
ARGUMENTS = st.one_of(
    OBJECTS,
    VALUES,
    OBJECTS.map(json.dumps),
    VALUES.map(json.dumps),
    st.sampled_from(["", " ", "{"]),
)
CONTENTS = st.one_of(
    VALUES, st.lists(st.fixed_dictionaries({"type": st.just("text"), "text": TEXTS}), max_size=2)
)
BY_NAME: dict[str, st.SearchStrategy[Any]] = {
    "arguments": ARGUMENTS, "executed_arguments": ARGUMENTS, "content": CONTENTS,
}  # fmt: skip
"""Fields of any value, for which some values are likelier than others."""

REFERENCES = ("parent", "call", "request")


def of_annotation(annotation: Any) -> st.SearchStrategy[Any]:  # noqa: PLR0911 one return a kind
    """Values that a declared field accepts."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    plain = {str: TEXTS, int: NUMBERS, float: FLOATS, bool: st.booleans(), Any: VALUES,
             NoneType: st.none()}  # fmt: skip
    if annotation in plain:
        return plain[annotation]
    if origin is dict:
        return OBJECTS
    if origin is list:
        return st.lists(of_annotation(arguments[0]), max_size=3)
    if origin is Literal:
        return st.sampled_from(arguments)
    if origin is Annotated:
        return TIMES
    if origin in (Union, UnionType):
        return st.one_of(*map(of_annotation, arguments))
    assert is_record(annotation), annotation
    return of_record(annotation)


def of_record(record: type, **fixed: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Objects that a declared record accepts, now and then with a field that it does not declare."""
    declared = declared_fields(record)
    every = {
        name: BY_NAME[name]
        if field.annotation is Any and name in BY_NAME
        else of_annotation(field.annotation)
        for name, field in declared.items()
        if name not in fixed
    }
    required = {name: every[name] for name in every if declared[name].required}
    optional = {name: made for name, made in every.items() if name not in required}
    optional["unheard_of"] = VALUES
    return st.fixed_dictionaries({**fixed, **required}, optional=optional)


def of_kind(kind: str) -> st.SearchStrategy[dict[str, Any]]:
    return of_record(STEP_RECORDS[kind], kind=st.just(kind))


STEPS = st.one_of(*map(of_kind, STEP_RECORDS))


@st.composite
def native_records(draw: st.DrawFn) -> dict[str, Any]:
    """A native record whose references mostly lead somewhere."""
    steps = draw(st.lists(STEPS, max_size=9))
    style = draw(st.sampled_from(["s{}", "step-{}", "c{}~"]))
    for place, step in enumerate(steps):
        step["id"] = style.format(place)
        for name in REFERENCES:
            if name in step and place and draw(st.integers(0, 9)):
                step[name] = steps[draw(st.integers(0, place - 1))]["id"]
    record = draw(of_record(TraceRecord, schema=st.just(SCHEMA), steps=st.just(steps)))
    if draw(st.booleans()):
        record["trace_id"] = draw(st.sampled_from(["t-1", "ab" * 16, "0" * 32, "AB" * 16]))
    return record

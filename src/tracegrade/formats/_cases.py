"""Cases beside the traces: one JSON object a line."""

from __future__ import annotations

import dataclasses
import os
from typing import Any

from tracegrade import _json
from tracegrade.errors import Location, ParseError
from tracegrade.formats._opening import open_bytes
from tracegrade.formats._strict import refusal
from tracegrade.model import Case

__all__ = ["load_cases"]

_FIELDS = {field.name for field in dataclasses.fields(Case)}


def load_cases(path: str | os.PathLike[str]) -> dict[str, Case]:
    """Cases by their id, from a JSONL file.

    Raises:
        ParseError: A line is not a case, or repeats an id.
    """
    name = os.fspath(path)
    cases: dict[str, Case] = {}
    with open_bytes(name) as file:
        for number, line in enumerate(file, start=1):
            if line.isspace():
                continue
            case = _case_of(line, Location(name, number))
            if case.case_id in cases:
                place = Location(name, number, "/case_id")
                raise ParseError(f"case {case.case_id!r} occurs twice", location=place)
            cases[case.case_id] = case
    return cases


def _case_of(line: bytes, place: Location) -> Case:
    try:
        record: Any = _json.decode_checked(line).value
    except _json.UndecodableError as error:
        raise ParseError(f"not JSON: {error.message}", location=place) from None
    if not isinstance(record, dict) or not isinstance(record.get("case_id"), str):
        raise ParseError("a case is an object with a text 'case_id'", location=place)
    from tracegrade.model._adapters import case_adapter

    unknown = sorted(set(record) - _FIELDS)
    if unknown:
        hint = f"a case may have {', '.join(sorted(_FIELDS))}"
        raise ParseError(f"unknown key {unknown[0]!r} in a case", location=place, hint=hint)
    adapter = case_adapter()
    try:
        adapter.validate_python(record)
    except ValueError:
        refused = refusal(adapter, record)
        where = Location(place.path, place.line, refused.pointer)
        raise ParseError(refused.message, location=where) from None
    return adapter.validate_python(record)

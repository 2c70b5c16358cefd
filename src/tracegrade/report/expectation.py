"""A proposed expectation as a file for a person to review."""

from __future__ import annotations

import re
import textwrap
from typing import TYPE_CHECKING, Any

from tracegrade._text import counted, one_line
from tracegrade.graders import expectation_record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracegrade.graders import Proposal

__all__ = ["expectation_toml", "proposal_case"]

_WIDTH = 100
_MOST_IDS = 5
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f",
            "\r": "\\r"}  # fmt: skip


def expectation_toml(proposal: Proposal) -> str:
    r"""The expectation as TOML, with what to look at above it; `load_expectation` reads it.

    Example:
        >>> from tracegrade import graders as g, load_one
        >>> trace = load_one("fixtures/traces/native/approval_granted/input.jsonl")
        >>> print(expectation_toml(g.propose([trace])).splitlines()[0])
        # Proposed from 1 trace (approval_granted). Review it before you rely on it.
    """
    said = _origin(proposal.trace_ids)
    lines = [f"# {line}" for line in textwrap.wrap(said, _WIDTH - 2)]
    lines += [f"# - {one_line(note, 200)}" for note in proposal.notes]
    record = expectation_record(proposal.expectation)
    lines += ["", *(f"{key} = {_top(value)}" for key, value in record.items())]
    return "\n".join(lines) + "\n"


def proposal_case(case_id: str, proposal: Proposal) -> dict[str, Any]:
    """The expectation as that of a case, which a file of cases holds one a line.

    Example:
        >>> from tracegrade import graders as g, load_one
        >>> trace = load_one("fixtures/traces/native/approval_granted/input.jsonl")
        >>> proposal_case("refund", g.propose([trace]))["expectations"]["tools"]["extras"]
        ['read']
    """
    record = expectation_record(proposal.expectation)
    provenance = {"traces": list(proposal.trace_ids), "notes": list(proposal.notes)}
    return {"case_id": case_id, "expectations": {"tools": record}, "provenance": provenance}


def _origin(ids: Sequence[str]) -> str:
    shown = ", ".join(one_line(one, 60) for one in ids[:_MOST_IDS])
    more = f" and {len(ids) - _MOST_IDS} more" if len(ids) > _MOST_IDS else ""
    return (
        f"Proposed from {counted(len(ids), 'trace')} ({shown}{more}). "
        "Review it before you rely on it."
    )


def _top(value: Any) -> str:
    """A value of the outermost table: of a list, each item on lines of its own."""
    if not isinstance(value, list) or not any(isinstance(item, dict) for item in value):
        return _value(value)
    return "[\n" + "".join(f"    {_item(item, 4)},\n" for item in value) + "]"


def _item(item: Any, indent: int) -> str:
    """A part of a plan; a group of parts has a line for each."""
    if isinstance(item, dict) and len(item) == 1:
        ((key, inside),) = item.items()
        if isinstance(inside, list) and len(inside) > 1:
            space = " " * (indent + 4)
            lines = "".join(f"{space}{_item(one, indent + 4)},\n" for one in inside)
            return "{" + f"{_key(key)} = [\n{lines}{' ' * indent}]" + "}"
    return _value(item)


def _value(value: Any) -> str:
    """A value on one line. TOML has no null: where one stands, its kind is asked for."""
    if value is None:
        return '{"$of_type" = "null"}'
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_key(name)} = {_value(value[name])}" for name in value) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_value, value)) + "]"
    return _text(value) if isinstance(value, str) else repr(value)


def _key(name: str) -> str:
    return name if _BARE.fullmatch(name) else _text(name)


def _text(text: str) -> str:
    escaped = (
        _ESCAPES.get(one) or (f"\\u{ord(one):04x}" if _is_control(one) else one) for one in text
    )
    return f'"{"".join(escaped)}"'


def _is_control(one: str) -> bool:
    """Whether TOML has to, or people should, see it written out."""
    code = ord(one)
    return code < 0x20 or 0x7F <= code < 0xA0 or one in "\u2028\u2029\u200b\u202e"

"""What was wrong with the input, and where input came from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tracegrade.errors import Location

__all__ = ["Problem", "Source"]


@dataclass(slots=True)
class Problem:
    """Something wrong with the input, said once, with its place.

    Attributes:
        code: Stable kebab-case name, e.g. `orphan-result`.
        message: What is wrong, lower case, no full stop.
        path: File as the user named it, `-` for standard input.
        line: 1-based line of the (decompressed) file.
        pointer: RFC 6901 JSON pointer inside that line or document.
        severity: `error`: the record gave no trace. `warning`: it was read, with this noted.
        trace_id: The trace it belongs to, if it gave one.

    Example:
        >>> print(Problem("invalid-json", "unexpected end of data", path="a.jsonl", line=3))
        a.jsonl:3: unexpected end of data [invalid-json]
    """

    code: str
    message: str
    path: str | None = None
    line: int | None = None
    pointer: str | None = None
    severity: Literal["error", "warning"] = "warning"
    trace_id: str | None = None

    @property
    def location(self) -> Location:
        """The place as one value, which prints as `path:line /pointer`."""
        return Location(self.path, self.line, self.pointer)

    def __str__(self) -> str:
        place = str(self.location)
        return (
            f"{place}: {self.message} [{self.code}]" if place else f"{self.message} [{self.code}]"
        )


@dataclass(slots=True)
class Source:
    """Where a trace was read.

    Attributes:
        path: File as the user named it.
        line: 1-based line of its first record, in formats of one record a line.
        member: Member of a container file.
        format: Name of the format, as `tracegrade formats` lists it.
        format_version: Version the record itself states.
        is_native: Whether the record is a native one, in a file of its own or kept in another format.

    Example:
        >>> Source(path="runs/a.jsonl", line=3, format="openai_chat").line
        3
    """

    path: str | None = None
    line: int | None = None
    member: str | None = None
    format: str | None = None
    format_version: str | None = None
    is_native: bool = False

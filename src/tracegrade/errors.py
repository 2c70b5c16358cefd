"""What tracegrade raises: one class per reaction that a caller could have."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = [
    "ConfigurationError",
    "FormatError",
    "Location",
    "MissingExtraError",
    "ParseError",
    "TracegradeError",
    "UsageError",
]


@dataclass(slots=True, frozen=True)
class Location:
    """A place in the input: file, line and JSON pointer, each if known.

    Attributes:
        path: File as the user named it; `-` is standard input.
        line: 1-based line in the (decompressed) file.
        pointer: RFC 6901 JSON pointer inside that line or document.

    Example:
        >>> str(Location("runs/a.jsonl", line=12, pointer="/messages/4/role"))
        'runs/a.jsonl:12 /messages/4/role'
    """

    path: str | None = None
    line: int | None = None
    pointer: str | None = None

    def __str__(self) -> str:
        place = self.path or ""
        if self.line is not None:
            place += f":{self.line}" if place else f"line {self.line}"
        return " ".join(part for part in (place, self.pointer) if part)


class TracegradeError(Exception):
    """Base of everything tracegrade raises on purpose.

    Attributes:
        message: What is wrong, lower case, no full stop.
        location: Where it is, if it is somewhere.
        hint: What to do next, if there is something to do.

    Example:
        >>> print(TracegradeError("cannot read it", location=Location("a.json"), hint="try b.json"))
        a.json: cannot read it
          hint: try b.json
    """

    def __init__(
        self, message: str, *, location: Location | None = None, hint: str | None = None
    ) -> None:
        super().__init__(message)
        self.message = message
        self.location = location
        self.hint = hint

    def __str__(self) -> str:
        text = f"{self.location}: {self.message}" if self.location else self.message
        return f"{text}\n  hint: {self.hint}" if self.hint else text


class UsageError(TracegradeError, ValueError):
    """A call or command that cannot mean anything (exit code 2)."""


class ConfigurationError(UsageError):
    """A configuration or policy file, or a plugin, that is wrong (exit code 2)."""


class ParseError(TracegradeError, ValueError):
    """Input that could not be read (exit code 3)."""


class FormatError(ParseError):
    """Input of no known format, or of two equally likely ones (exit code 3)."""


class MissingExtraError(TracegradeError, ImportError):
    """An optional dependency is not installed; the hint says how to install it."""

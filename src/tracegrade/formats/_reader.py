"""What a reader is: a value holding how to recognise a format and how to read it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from tracegrade.model import Problem, Source, Trace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from tracegrade.model import Capability

__all__ = [
    "Evidence",
    "MismatchError",
    "Piece",
    "Reader",
    "Record",
    "Scattered",
    "Strays",
    "UnsafeValueError",
]


class Evidence(NamedTuple):
    """Why a record looks like a format.

    Attributes:
        strength: 3 a mark that no other format has, 2 a shape, 1 merely compatible.
        reason: What was seen, for a person.

    Example:
        >>> Evidence(3, "key 'resourceSpans'").strength
        3
    """

    strength: int
    reason: str


class MismatchError(Exception):
    """A record that is not what its format says; the reader gives no trace for it."""

    def __init__(self, code: str, message: str, pointer: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.pointer = pointer


class UnsafeValueError(Exception):
    """A free-form value that the fast decoder may have changed: read the record with care."""


class Record:
    """One JSON record of a file: a line, a document, or an element of a document's list.

    Attributes:
        value: The decoded record.
        path: File as the user named it.
        line: 1-based line, in a file of one record a line.
        pointer: Where in its document the record stands.
        place: Where it begins in its file: a number with which it can be found again.
        size: How many bytes it takes there.
        checked: Whether the value was decoded with care; see `UnsafeValueError`.
        problems: What decoding with care noted.
        member: Its name in an archive.
        beside: The decoded header document of that archive, if it has one.
        columns: The other columns of its row, where it stands in a column of a table.
    """

    __slots__ = (
        "_again", "beside", "checked", "columns", "line", "member", "path", "place", "pointer",
        "problems", "size", "value",
    )  # fmt: skip

    def __init__(self, value: Any, path: str | None = None, line: int | None = None) -> None:
        self.value: Any = value
        self.path = path
        self.line = line
        self.pointer = ""
        self.place = 0
        self.size = 0
        self.checked = False
        self.problems: tuple[Problem, ...] = ()
        self.member: str | None = None
        self.beside: Any = None
        self.columns: dict[str, Any] = {}
        self._again: Callable[[], Record] | None = None

    def reread(self) -> Record:
        """This record decoded with care.

        Raises:
            UnsafeValueError: Its bytes are no longer at hand.
        """
        if self._again is None:
            raise UnsafeValueError
        return self._again()

    def keep(self, again: Callable[[], Record]) -> None:
        """Keep a way to decode this record with care."""
        self._again = again

    def let_go(self) -> None:
        """Forget the value: what was made of it needs only to know where it stood."""
        self.value = None
        self._again = None

    def source(self, format_name: str, version: str | None = None) -> Source:
        """Where a trace made from this record was read."""
        return Source(self.path, self.line, self.member, format_name, version)

    def problem(self, code: str, message: str, pointer: str = "") -> Problem:
        """A warning about this record; the pointer is relative to it."""
        return Problem(code, message, self.path, self.line, self.pointer + pointer or None)


class Piece(Protocol):
    """A part of a trace that one record holds, such as a span."""

    @property
    def trace_id(self) -> str:
        """The trace it is a part of."""
        ...

    @property
    def start(self) -> int:
        """When it began, in nanoseconds since 1970; 0 if the record does not say."""
        ...


class Strays(Protocol):
    """Finds the pieces that bear the id of a trace of their own and belong to another."""

    def may_be(self, piece: Any) -> bool:
        """Whether a piece may be such a one; where none is, none has to be noted."""
        ...

    def add(self, piece: Any) -> None:
        """Note a piece of the file."""
        ...

    def moves(self) -> dict[str, str]:
        """By id of a trace whose pieces belong to another, the id of that one."""
        ...

    def moved(self, piece: Any) -> Any:
        """A piece of such a trace, as a piece of the other."""
        ...


@dataclass(frozen=True, slots=True)
class Scattered:
    """How to read a format whose traces lie scattered over the records of a file, in any order.

    Attributes:
        pieces_of: The pieces in a record; in place of one that is none, why. Raises
            `MismatchError` for a record that is not of the format. It may be asked about the same
            record several times, and keeps nothing from one to the next.
        trace_of: The trace that all pieces of one trace id are, in whatever order they come, or
            why they are none.
        strays: What finds pieces that belong to another trace than they say, one for each file.
    """

    pieces_of: Callable[[Record], Sequence[Any]]
    trace_of: Callable[[list[Any]], Trace | Problem]
    strays: Callable[[], Strays] | None = None


@dataclass(frozen=True, slots=True)
class Reader:
    """How to recognise and read one format.

    Attributes:
        name: Name that `--input-format` takes.
        title: What it is, for a person.
        sniff: Why a decoded record looks like this format, or `None`.
        capabilities: What a file of this format can show at best.
        read: Traces of one record, where each record stands alone. Raises `MismatchError` for a
            record that is not of the format. One of `read`, `scattered` and `read_all` is given.
        scattered: How traces come together, where they lie scattered over records.
        read_all: Traces of all records of a file, where the file as a whole is what is read.
        companions: Further files that belong to the file at this path: their records follow its
            own, each with its own `path`, and none of them is then read as a file of its own.
            Only with `read_all`.
        checks_numbers: The reader itself looks for values that the fast decoder may have
            changed; otherwise the whole record is searched before the reader sees it.
        origin: The distribution that adds it, with its version; `None` for tracegrade's own. Not
            for readers to set: it is found out where they are found.
    """

    name: str
    title: str
    sniff: Callable[[Any], Evidence | None]
    capabilities: frozenset[Capability]
    read: Callable[[Record], Iterable[Trace]] | None = None
    scattered: Scattered | None = None
    read_all: Callable[[Iterator[Record]], Iterator[Trace | Problem]] | None = None
    companions: Callable[[str], list[str]] | None = None
    checks_numbers: bool = False
    origin: str | None = None

"""Traces whose pieces lie scattered over the records of a file, in any order.

A small file is read once and held. A large one is read twice: the first time only to note where the
pieces of each trace lie, the second time to fetch them, a few traces at a time, in the order in
which the traces began. What can be read only once, such as standard input, is held up to a limit.
Either way the same traces come in the same order, wherever their pieces lie.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from tracegrade import _json
from tracegrade.errors import Location, ParseError
from tracegrade.formats._index import PieceIndex, key_of, moment
from tracegrade.formats._input import changed_meanwhile
from tracegrade.formats._reader import MismatchError, Record, UnsafeValueError
from tracegrade.model import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tracegrade.formats._index import Whereabouts
    from tracegrade.formats._reader import Scattered, Strays
    from tracegrade.model import Trace

__all__ = ["MAX_MEMORY", "Rereadable", "read_scattered"]

MAX_MEMORY = 1 << 30
"""How many bytes of memory the pieces of open traces may take where input is read only once."""

_HELD = 16 << 20  # bytes of input whose pieces are held
_MOST_HELD = 48 << 20  # the same, where a compressed file has to be begun again and again
_GROWTH = 3  # bytes of memory that a byte of input takes as pieces: 1.1 to 2.6 in OTLP, measured

_trace_id = attrgetter("trace_id")


class Rereadable(Protocol):
    """A source of records that can be asked for one of them again.

    Attributes:
        path: The file, as the user named it.
    """

    path: str

    @property
    def is_rereadable(self) -> bool:
        """Whether it can, in fact."""
        ...

    @property
    def goes_back(self) -> bool:
        """Whether an earlier record costs no more than a later one."""
        ...

    def read_at(self, place: int, line: int) -> Record:
        """The record that was read from this place.

        Raises:
            ParseError: It is no longer there.
        """
        ...


def read_scattered(
    records: Iterable[Record | Problem],
    scattered: Scattered,
    source: Rereadable | None = None,
    *,
    max_memory: int = MAX_MEMORY,
) -> Iterator[Trace | Problem]:
    """The traces of all records, in the order they began, after every problem.

    Args:
        records: The records, and problems of what is none.
        scattered: What the pieces of a record are, and what trace they make.
        source: Where the records come from; without it all pieces are held.
        max_memory: How many bytes pieces may take where nothing can be read again.

    Raises:
        ParseError: The pieces take more than that, or a record has changed since it was read.
    """
    first = _FirstPass(scattered, source, max_memory)
    for record in records:
        if isinstance(record, Problem):
            yield record
        else:
            yield from first.take(record)
    moves = first.move_strays()
    if source is None or first.held is not None:
        yield from _traces(first.held or {}, scattered)
    else:
        yield from _SecondPass(source, scattered, first.index, moves).traces()


def _traces(held: dict[str, list[Any]], scattered: Scattered) -> Iterator[Trace | Problem]:
    """The traces of these pieces; each is let go once its trace was given."""
    begun = sorted(
        (min([moment(piece.start) for piece in pieces]), trace_id)
        for trace_id, pieces in held.items()
    )
    for _, trace_id in begun:
        yield scattered.trace_of(held.pop(trace_id))


class _Moves(NamedTuple):
    """Which pieces belong to another trace than they say, and how they are moved there."""

    strays: Strays
    homes: dict[str, str]

    def apply(self, pieces: list[Any]) -> list[Any]:
        """The pieces, each in the trace it belongs to."""
        moved = self.strays.moved
        return [moved(piece) if piece.trace_id in self.homes else piece for piece in pieces]


class _FirstPass:
    """Takes in every record once: holds the pieces as long as they are few, and notes their places.

    Attributes:
        held: The pieces of each trace, or `None` once they were too many.
        index: Where they lie.
    """

    def __init__(self, scattered: Scattered, source: Rereadable | None, max_memory: int) -> None:
        self.held: dict[str, list[Any]] | None = {}
        self.index = PieceIndex()
        self._scattered = scattered
        self._source = source
        self._is_noting = source is not None and source.is_rereadable
        self._limit = _HELD if self._is_noting else max_memory // _GROWTH
        self._size = 0
        self._strays = None if scattered.strays is None else scattered.strays()

    def take(self, record: Record) -> Iterator[Problem]:
        """What is odd about the record; its pieces are held or noted."""
        try:
            record, found = _read_pieces(record, self._scattered)
        except MismatchError as error:
            problem = record.problem(error.code, error.message, error.pointer)
            problem.severity = "error"
            yield problem
            return
        yield from record.problems
        good: list[Any] = []
        for piece in found:
            if isinstance(piece, MismatchError):
                yield record.problem(piece.code, piece.message, piece.pointer)
            else:
                good.append(piece)
        self._keep(record, good)

    def move_strays(self) -> _Moves | None:
        """Let the pieces that belong to another trace than they say count to that one."""
        held = self.held
        self._note_held()
        homes = {} if self._strays is None else self._strays.moves()
        if self._strays is None or not homes:
            return None
        moves = _Moves(self._strays, homes)
        if held is not None:
            for stray, home in homes.items():
                held[home] += moves.apply(held.pop(stray))
        self.index.move(homes)
        return moves

    def _note_held(self) -> None:
        """Look for strays among the pieces held; where none may be one, none is looked for."""
        strays, held = self._strays, self.held
        if strays is None or held is None:
            return
        if any(strays.may_be(piece) for pieces in held.values() for piece in pieces):
            for pieces in held.values():
                self._note(pieces)
        else:
            self._strays = None

    def _note(self, pieces: list[Any]) -> None:
        if self._strays is not None:
            for piece in pieces:
                self._strays.add(piece)

    def _keep(self, record: Record, pieces: list[Any]) -> None:
        held = self.held
        if held is None:
            self._note(pieces)
        shares: dict[str, list[Any]] = {}
        for piece in pieces:
            shares.setdefault(piece.trace_id, []).append(piece)
        for trace_id, share in shares.items():
            if held is not None:
                held.setdefault(trace_id, []).extend(share)
            if self._is_noting:
                self.index.add(
                    trace_id,
                    start=min([moment(piece.start) for piece in share]),
                    place=record.place,
                    line=record.line or 0,
                    size=record.size * len(share) // len(pieces),
                )
        self._size += record.size
        if self._source is not None and self._size > self._limit:
            if not self._is_noting:
                raise self._too_much(self._source.path)
            self._note_held()
            self.held = None

    def _too_much(self, path: str) -> ParseError:
        said = f"its traces take more than {self._limit * _GROWTH >> 20} MiB of memory"
        return ParseError(
            f"{said}, and it cannot be read twice",
            location=Location(path),
            hint="save it to a file and name that, or allow more with --max-memory",
        )


def _read_pieces(record: Record, scattered: Scattered) -> tuple[Record, list[Any]]:
    """The pieces of a record, and the record as it was read, its value forgotten.

    Raises:
        MismatchError: It is not of the format.
    """
    try:
        found = list(scattered.pieces_of(record))
    except UnsafeValueError:
        record = _reread(record)
        found = list(scattered.pieces_of(record))
    record.let_go()
    return record, found


def _reread(record: Record) -> Record:
    """The record decoded with care.

    Raises:
        MismatchError: So it cannot be read.
    """
    try:
        return record.reread()
    except _json.UndecodableError as error:
        raise MismatchError(error.code, error.message) from None


@dataclass(slots=True, eq=False)
class _OpenTrace:
    """A trace some of whose records are still to be read."""

    where: Whereabouts
    missing: int
    shares: list[tuple[int, list[Any]]] = field(default_factory=list[tuple[int, list[Any]]])

    def pieces(self) -> list[Any]:
        """Its pieces in file order, in whatever order they were fetched."""
        self.shares.sort(key=itemgetter(0))
        return [piece for _, share in self.shares for piece in share]


class _SecondPass:
    """Fetches the pieces of the traces that are due next, those of several at once.

    A record may hold pieces of many traces, and a compressed file is read forwards only. So as many
    traces are open at a time as fit the limit, more are opened when half of it is free, and what
    lies behind in a compressed file waits until the file has to be begun again; then more may be
    open, so that this does not happen too often.
    """

    def __init__(
        self,
        source: Rereadable,
        scattered: Scattered,
        index: PieceIndex,
        moves: _Moves | None = None,
    ) -> None:
        self._moves = moves
        self._source = source
        self._scattered = scattered
        self._closed = index.traces()
        self._next = next(self._closed, None)
        self._open: deque[_OpenTrace] = deque()
        self._size = 0
        self._limit = _HELD
        self._wanted: dict[int, list[_OpenTrace]] = {}
        self._lines: dict[int, int] = {}
        self._ahead: list[int] = []
        self._behind: list[int] = []
        self._position = 0

    def traces(self) -> Iterator[Trace | Problem]:
        """Every trace, in the order they began."""
        while self._open_more():
            trace = self._open[0]
            while trace.missing:
                self._read_next()
            self._open.popleft()
            self._size -= trace.where.size
            pieces = sorted(trace.pieces(), key=_trace_id)
            for _, own in groupby(pieces, _trace_id):  # two ids may share a key
                yield self._scattered.trace_of(list(own))

    def _open_more(self) -> bool:
        """Open as many traces as fit, if half of the room is free; whether any is open."""
        if self._open and self._size > self._limit // 2:
            return True
        while self._next is not None:
            if self._open and self._size + self._next.size > self._limit:
                break
            opened = _OpenTrace(self._next, len(self._next.records))
            self._open.append(opened)
            self._size += self._next.size
            for place, line in self._next.records:
                self._want(place, line, opened)
            self._next = next(self._closed, None)
        return bool(self._open)

    def _want(self, place: int, line: int, trace: _OpenTrace) -> None:
        if place in self._wanted:
            self._wanted[place].append(trace)
            return
        self._wanted[place] = [trace]
        self._lines[place] = line
        if place >= self._position or self._source.goes_back:
            heappush(self._ahead, place)
        else:
            self._behind.append(place)

    def _read_next(self) -> None:
        """Give the pieces of the next record to the traces that want it."""
        if not self._ahead:
            self._ahead, self._behind = self._behind, []
            heapify(self._ahead)
            self._position = 0
            self._limit = min(self._limit * 2, max(_HELD, _MOST_HELD))
        place = heappop(self._ahead)
        record = self._source.read_at(place, self._lines.pop(place))
        self._position = place + 1
        shares = self._shares_of(record)
        for trace in self._wanted.pop(place):
            share = shares.get(trace.where.key)
            if share is None:
                raise changed_meanwhile(record.path, record.line)
            trace.shares.append((place, share))
            trace.missing -= 1

    def _shares_of(self, record: Record) -> dict[int, list[Any]]:
        """The pieces of a record that was read before, and whose problems were told then, by key."""
        try:
            _, found = _read_pieces(record, self._scattered)
        except MismatchError:
            return {}
        good = [piece for piece in found if not isinstance(piece, MismatchError)]
        good = good if self._moves is None else self._moves.apply(good)
        shares: dict[int, list[Any]] = {}
        for trace_id, own in groupby(good, _trace_id):
            shares.setdefault(key_of(trace_id), []).extend(own)
        return shares

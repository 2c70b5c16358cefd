"""The bytes of a file, decompressed: read once in order, then any part of them again."""

from __future__ import annotations

import io
import os
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, BinaryIO

from tracegrade.errors import Location, ParseError
from tracegrade.formats._opening import READ_ERRORS, open_bytes

if TYPE_CHECKING:
    from collections.abc import Generator

__all__ = ["HEAD_BYTES", "INPUT_ERRORS", "Input", "changed_meanwhile", "open_input", "reason_of"]

INPUT_ERRORS = (*READ_ERRORS, ParseError)
"""What reading on may raise in the midst of a file."""

HEAD_BYTES = 4096
"""How many bytes tell what a file is."""

_CHUNK = 1 << 18


class Input:
    """An open file.

    Attributes:
        path: The file, as the user named it.
        place: How many bytes lie before what is read next.
        is_rereadable: Whether anything can be read again: standard input and pipes give it once.
        goes_back: Whether going back costs no more than going on. A compressed file has to be begun
            again to go back.

    Example:
        >>> given = Input(io.BytesIO(b"one two"), "a.txt")
        >>> given.read(4), given.place
        (b'one ', 4)
        >>> given.go_to(1)
        >>> given.read(2)
        b'ne'
    """

    def __init__(self, file: BinaryIO, path: str) -> None:
        self.path = path
        self.place = 0
        self.goes_back = file.seekable()
        self.is_rereadable = self.goes_back or os.path.isfile(path)
        self.file = file
        self._begin = file.tell() if self.goes_back else 0
        self._reopened = ExitStack()
        self._broken: Exception | None = None

    def head(self) -> bytes:
        """The first bytes, which are still to be read; none where that is an error."""
        if isinstance(self.file, io.BufferedReader):
            try:
                return self.file.peek(HEAD_BYTES)[:HEAD_BYTES]
            except INPUT_ERRORS as error:
                self._broken = error
                return b""
        data = self.file.read(HEAD_BYTES)
        self.file.seek(self._begin)
        return data

    def read(self, size: int = -1) -> bytes:
        """So many bytes, or all that are left; fewer only at the end."""
        self._check()
        data = self.file.read(size)
        self.place += len(data)
        return data

    def readline(self, most: int) -> bytes:
        """The bytes up to the end of a line, but no more than so many."""
        self._check()
        data = self.file.readline(most)
        self.place += len(data)
        return data

    def newlines(self) -> bytes:
        """The newlines that follow at once: a run of them is read in one go."""
        if not isinstance(self.file, io.BufferedReader):
            return b""
        try:
            ahead = self.file.peek(_CHUNK)
        except INPUT_ERRORS as error:
            self._broken = error
            return b""
        return self.read(len(ahead) - len(ahead.lstrip(b"\n")))

    def _check(self) -> None:
        """Raise what the first bytes raised: a broken stream does not say it twice."""
        if self._broken is not None:
            raise self._broken

    def go_to(self, place: int) -> None:
        """Read from this place on.

        Raises:
            ParseError: The file no longer reaches so far.
        """
        if self.goes_back:
            self.file.seek(self._begin + place)
            self.place = place
            return
        if place < self.place:
            self.close()
            self.file = self._reopened.enter_context(open_bytes(self.path))
            self.place = 0
        self.skip(place - self.place)
        if self.place < place:
            raise changed_meanwhile(self.path)

    def skip(self, size: int) -> None:
        """Leave out so many bytes, or all that are left."""
        end = self.place + size
        while self.place < end and self.read(min(_CHUNK, end - self.place)):
            pass

    def close(self) -> None:
        """Close what was opened to read parts again."""
        self._reopened.close()


@contextmanager
def open_input(path: str) -> Generator[Input]:
    """A file, decompressed if need be; closed at the end.

    Raises:
        ParseError: It cannot be opened.
        MissingExtraError: It is zstandard and the extra is not installed.
    """
    with open_bytes(path) as file:
        given = Input(file, path)
        try:
            yield given
        finally:
            given.close()


def reason_of(error: Exception) -> str:
    """What to say of a file that cannot be read to its end."""
    if isinstance(error, ParseError):
        return f"{error.message}; {error.hint}"
    said = getattr(error, "strerror", None) or str(error) or "it is damaged"
    return f"cannot be read to its end: {said}"


def changed_meanwhile(path: str | None, line: int | None = None) -> ParseError:
    """The error of a file that is no longer what it was when it was read before."""
    return ParseError(
        "it was changed while it was read",
        location=Location(path, line),
        hint="read it again when nothing writes to it",
    )

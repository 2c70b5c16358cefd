"""Where results go: standard output, or files written whole or not at all."""

from __future__ import annotations

import os
import stat
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tracegrade import _json
from tracegrade._text import plain
from tracegrade.cli import _codes
from tracegrade.errors import UsageError
from tracegrade.report import to_markdown, to_text

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Mapping, Sequence
    from typing import Any, BinaryIO

    import click

    from tracegrade.formats import Traces
    from tracegrade.model import Problem
    from tracegrade.report._blocks import Block

__all__ = [
    "Result",
    "deliver",
    "print_bytes",
    "report_problems",
    "stop_where_nothing_was_read",
    "whole_file",
    "write_whole",
]

_BY_SUFFIX = {
    ".txt": "text", ".json": "json", ".jsonl": "jsonl", ".md": "markdown", ".html": "html",
    ".xml": "junit", ".toml": "toml",
}  # fmt: skip
_MOST_PROBLEMS = 10


class Result:
    """A result that can be written in any format.

    Attributes:
        blocks: Makes the blocks of text and Markdown.
        record: Makes the JSON document.
        rows: Makes the records of JSON lines.
        text: Makes the text, where it is laid out in its own way.
        others: By name of a further format, what writes it.
    """

    def __init__(
        self,
        blocks: Callable[[], list[Block]],
        record: Callable[[], Any],
        rows: Callable[[], list[Any]],
        *,
        text: Callable[[], str] | None = None,
        others: Mapping[str, Callable[[], bytes]] | None = None,
    ) -> None:
        self.blocks = blocks
        self.record = record
        self.rows = rows
        self.text = text or (lambda: to_text(blocks()))
        self.others = others or {}

    def written_as(self, name: str) -> bytes:
        """The result in the format with this name.

        Raises:
            UsageError: This result cannot be written in that format.
        """
        if name == "json":
            return _json.encode(self.record(), indent=True) + b"\n"
        if name == "jsonl":
            return b"".join(_json.encode(row) + b"\n" for row in self.rows())
        if name in self.others:
            return self.others[name]()
        if name not in ("text", "markdown"):
            raise UsageError(f"this cannot be written as {name}")
        text = to_markdown(self.blocks()) if name == "markdown" else self.text()
        return text.encode("utf-8", "replace")


def deliver(result: Result, output_format: str | None, outputs: Sequence[str]) -> None:
    """Print the result, or write it to the files; a file's ending says its format.

    Raises:
        UsageError: A file has another ending, or is a symbolic link.
    """
    if not outputs:
        print_bytes(result.written_as(output_format or "text"))
    for name in outputs:
        suffix = Path(name).suffix.lower()
        if output_format is None and suffix not in _BY_SUFFIX:
            hint = f"use {', '.join(_BY_SUFFIX)}, or say --format"
            raise UsageError(f"no format is known by the ending of {name!r}", hint=hint)
        write_whole(name, result.written_as(output_format or _BY_SUFFIX[suffix]))


def print_bytes(data: bytes) -> bool:
    """Write to standard output; whether anybody still reads it."""
    stream = sys.stdout.buffer
    try:
        stream.write(data)
        stream.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return False
    return True


def write_whole(name: str, data: bytes) -> None:
    """Write a file so that it is there whole or not at all.

    Raises:
        UsageError: See `whole_file`.
    """
    with whole_file(name) as file:
        file.write(data)


@contextmanager
def whole_file(name: str) -> Generator[BinaryIO]:
    """A file to write to, which takes the place of the one of this name once all is written.

    If writing breaks off, nothing is left of it and what was there before stays as it was.

    Raises:
        UsageError: The name is that of a symbolic link, or of something that is no file; or its
            folder cannot be written.
    """
    path = Path(name)
    if path.is_symlink():
        raise UsageError(f"{name!r} is a symbolic link", hint="name the file itself")
    if path.exists() and not path.is_file():
        raise UsageError(f"{name!r} is no file", hint="name a file, or leave -o out")
    temporary = ""
    try:
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, _mode_of(path))
        os.replace(temporary, path)
        temporary = ""
    except OSError as error:
        raise UsageError(f"cannot write {name!r}: {error.strerror}") from error
    finally:
        if temporary:
            os.unlink(temporary)


def _mode_of(path: Path) -> int:
    """The permissions of the file at the path, or those that a new file gets."""
    if path.exists():
        return stat.S_IMODE(path.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def stop_where_nothing_was_read(context: click.Context, traces: Traces) -> None:
    """End with what could not be read, where that is why there is no trace."""
    if not traces.counts.traces and report_problems(traces.problems):
        context.exit(_codes.UNREADABLE)


def report_problems(problems: Sequence[Problem]) -> bool:
    """Say on standard error what could not be read; whether there was anything."""
    refused = [problem for problem in problems if problem.severity == "error"]
    for problem in refused[:_MOST_PROBLEMS]:
        print(plain(str(problem)), file=sys.stderr)  # noqa: T201 this is the command line
    if len(refused) > _MOST_PROBLEMS:
        print(f"and {len(refused) - _MOST_PROBLEMS} more", file=sys.stderr)  # noqa: T201
    return bool(refused)

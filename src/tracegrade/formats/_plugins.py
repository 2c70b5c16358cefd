"""Readers that other distributions add, through the entry-point group `tracegrade.readers`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tracegrade._foreign import Raised, outcome_of
from tracegrade.errors import ConfigurationError
from tracegrade.formats._reader import MismatchError, Reader, UnsafeValueError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from importlib.metadata import EntryPoint
    from typing import Any

    from tracegrade.formats._reader import Record

__all__ = ["GROUP", "plugin_readers"]

GROUP = "tracegrade.readers"
"""The entry-point group; an entry point has the name of its format and leads to a `Reader`."""


def plugin_readers(taken: Iterable[str]) -> tuple[Reader, ...]:
    """The readers that installed distributions add, by name, each knowing its `origin`.

    Args:
        taken: Names of formats that are no longer free.

    Raises:
        ConfigurationError: One cannot be imported, is no reader, or has a name that is taken; the
            message names its distribution.

    Example:
        >>> plugin_readers(["native"])
        ()
    """
    from importlib.metadata import entry_points

    owners = dict.fromkeys(taken, "tracegrade")
    readers: list[Reader] = []
    for entry in sorted(entry_points(group=GROUP), key=lambda entry: (entry.name, entry.value)):
        reader = _reader_of(entry)
        assert reader.origin is not None
        if reader.name in owners:
            raise _wrong(entry, f"has a name that {owners[reader.name]} has taken")
        owners[reader.name] = reader.origin
        readers.append(reader)
    return tuple(readers)


def _reader_of(entry: EntryPoint) -> Reader:
    found = outcome_of(entry.load)
    if isinstance(found, Raised):
        raise _wrong(entry, f"cannot be imported: {found.said}") from found.error
    if not isinstance(found, Reader):
        raise _wrong(entry, f"is no tracegrade.formats.Reader but {type(found).__name__}")
    if found.name != entry.name:
        raise _wrong(entry, f"calls its format {found.name!r}")
    read, scattered, origin = found.read, found.scattered, _origin(entry)
    if read is not None:
        read = _guarded(read, origin)
    if scattered is not None:
        scattered = replace(scattered, pieces_of=_guarded(scattered.pieces_of, origin))
    return replace(found, read=read, scattered=scattered, origin=origin)


def _guarded(read: Callable[[Record], Iterable[Any]], origin: str) -> Callable[[Record], list[Any]]:
    """The same function; where it breaks, that costs the record, and the distribution is named."""

    def guarded(record: Record) -> list[Any]:
        made = outcome_of(lambda: list(read(record)))
        if not isinstance(made, Raised):
            return made
        if isinstance(made.error, MismatchError | UnsafeValueError):
            raise made.error
        said = f"the reader of {origin} failed: {made.said}"
        raise MismatchError("reader-failed", said) from made.error

    return guarded


def _origin(entry: EntryPoint) -> str:
    """The distribution of an entry point, with its version."""
    found = entry.dist
    return f"{found.name} {found.version}" if found is not None else "an unnamed distribution"


def _wrong(entry: EntryPoint, what: str) -> ConfigurationError:
    return ConfigurationError(
        f"the reader {entry.name!r} ({entry.value}) of {_origin(entry)} {what}",
        hint="mend, upgrade or uninstall that distribution",
    )

"""Files that are read as part of another: which of the named files those may be."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from tracegrade.formats._registry import all_readers

if TYPE_CHECKING:
    from tracegrade.formats._reader import Reader

__all__ = ["companions_last"]


def companions_last(paths: list[str], named: Reader | None) -> list[str]:
    """The paths, those last that may belong to another of them.

    Whether they do is known only once the other one was read; then they are not read again.

    Example:
        >>> companions_last(["b.jsonl", "a.jsonl"], None)
        ['b.jsonl', 'a.jsonl']
    """
    if len(paths) < 2:
        return paths
    readers = (named,) if named is not None else all_readers()
    known = {os.path.realpath(path) for path in paths}
    belonging = {
        os.path.realpath(companion)
        for reader in readers
        if reader.companions is not None
        for path in paths
        if path != "-"
        for companion in reader.companions(path)
    }
    if not belonging & known:
        return paths
    return sorted(paths, key=lambda path: os.path.realpath(path) in belonging)

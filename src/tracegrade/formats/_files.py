"""The files that the user named: paths, folders, globs."""

from __future__ import annotations

import glob
import os
from pathlib import Path
from typing import TYPE_CHECKING

from tracegrade.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["expand"]

_TRACE_SUFFIXES = (
    ".json", ".jsonl", ".ndjson", ".traj", ".eval", ".zip", ".pb", ".binpb", ".parquet"
)  # fmt: skip

_SEARCHED = (
    f"of a folder, files are read that end in {', '.join(_TRACE_SUFFIXES)}; name others outright"
)


def expand(paths: Iterable[str | os.PathLike[str]]) -> list[str]:
    """The files that the paths name, in a stable order: folders are searched, globs expanded.

    Raises:
        UsageError: A path or glob names nothing, or a folder that holds no trace file.

    Example:
        >>> expand(["-"])
        ['-']
    """
    files: list[str] = []
    for given in paths:
        path = os.fspath(given)
        if path == "-" or os.path.isfile(path):
            files.append(path)
        elif os.path.isdir(path):
            below = _files_below(path)
            if not below:
                raise UsageError(f"no trace file below the folder {path!r}", hint=_SEARCHED)
            files.extend(below)
        else:
            matches = sorted(glob.glob(path, recursive=True))
            if not matches:
                raise UsageError(f"no such file or folder: {path!r}", hint=_near(path))
            for match in matches:
                files.extend(_files_below(match) if os.path.isdir(match) else [match])
    return list(dict.fromkeys(files))


def _near(path: str) -> str:
    import difflib

    folder = Path(path).parent
    names = [entry.name for entry in folder.iterdir()] if folder.is_dir() else []
    close = difflib.get_close_matches(Path(path).name, names, n=1)
    if close:
        return f"did you mean {str(folder / close[0])!r}?"
    return "give files, folders, globs, or - for standard input"


def _files_below(folder: str) -> list[str]:
    found: list[str] = []
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found.extend(os.path.join(parent, name) for name in sorted(names) if _is_trace_file(name))
    return found


def _is_trace_file(name: str) -> bool:
    plain = name.lower()
    for suffix in (".gz", ".zst"):
        plain = plain.removesuffix(suffix)
    return plain.endswith(_TRACE_SUFFIXES) and not name.startswith(".")

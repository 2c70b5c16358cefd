"""Long runs take as long for each step as short ones, in every format."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path
from typing import Any

import pytest

from tracegrade.formats import all_readers, load

TRACES = Path(__file__).resolve().parents[2] / "fixtures" / "traces"
FORMATS = [reader.name for reader in all_readers()]
_ID = re.compile(r"(?i)(^|_)id$|uuid|ids$")
_OF_THE_WHOLE = re.compile(r"(?i)trace_?id|session|thread_?id|conversation|root|project")


def names_a_part(key: str) -> bool:
    """Whether the value of a key is an id, and not that of the run."""
    return _ID.search(key) is not None and _OF_THE_WHOLE.search(key) is None


def ids_in(value: Any) -> set[str]:
    """The strings that name one part of a run, so that a copy of it needs others."""
    found: set[str] = set()
    waiting = [("", value)]
    while waiting:
        key, at = waiting.pop()
        if isinstance(at, dict):
            waiting += at.items()
        elif isinstance(at, list):
            waiting += [(key, one) for one in at]
        elif isinstance(at, str) and len(at) > 3 and names_a_part(key):
            found.add(at)
    return found


def copies_of(value: Any, count: int) -> list[Any]:
    """So many copies, each with ids of its own."""
    text, names = json.dumps(value), sorted(ids_in(value), key=len, reverse=True)
    copies = []
    for number in range(count):
        copy = text
        for name in names:
            copy = copy.replace(json.dumps(name), json.dumps(f"{number:06x}{name[6:]}{name[:6]}"))
        copies.append(json.loads(copy))
    return copies


def longest_list(document: Any) -> list[Any] | None:
    """The list, of those not deep inside the document, that says most."""
    found: list[list[Any]] = []
    waiting = [(0, document)]
    while waiting:
        depth, at = waiting.pop()
        if isinstance(at, list) and at and isinstance(at[0], dict):
            found.append(at)
        inside = at.values() if isinstance(at, dict) else at[:1] if isinstance(at, list) else ()
        waiting += [(depth + 1, one) for one in inside if depth < 3]
    return max(found, key=lambda one: len(json.dumps(one)), default=None)


def long_file(path: Path, count: int, folder: Path) -> Path:
    """The run in a file, so many times as long."""
    data = path.read_text(encoding="utf-8")
    made = folder / f"{count}{path.suffix}"
    try:
        document = json.loads(data)
    except ValueError:
        run = [json.loads(line) for line in data.splitlines() if line.startswith(("{", "["))]
        lines = [json.dumps(line) for copy in copies_of(run, count) for line in copy]
        made.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return made
    parts = longest_list(document)
    if parts is not None:
        parts[:] = [part for copy in copies_of(parts, count) for part in copy]
    made.write_text(json.dumps(document), encoding="utf-8")
    return made


def seconds_for(path: Path, format_name: str) -> float:
    """CPU time of reading the file and its edges; the better of two."""
    taken = []
    for _ in range(2):
        began = time.process_time()
        for trace in load(path, format=format_name):
            assert trace.graph().edges is not None
        taken.append(time.process_time() - began)
    return min(taken)


@pytest.mark.slow
@pytest.mark.parametrize("format_name", FORMATS)
def test_ten_times_as_long_a_run_takes_some_ten_times_as_long(format_name: str, tmp_path: Path):
    runs = [
        path
        for path in (TRACES / format_name).glob("*/input.json*")
        if not path.parent.name.startswith("broken")
    ]
    if not runs:
        pytest.skip(f"{format_name} has no fixture that is JSON")
    run = max(runs, key=lambda path: path.stat().st_size)
    short = seconds_for(long_file(run, 40, tmp_path), format_name)
    long = seconds_for(long_file(run, 400, tmp_path), format_name)
    assert long < 30 * max(short, 0.01)

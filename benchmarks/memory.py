"""Peak memory of streaming a large file, measured in a process of its own."""

from __future__ import annotations

import gzip
import io
import json
import random
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from benchmarks.corpus import message_trace, otlp_trace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["STREAMS", "peak_megabytes"]

_READ = """
import sys
import tracegrade
count = 0
for trace in tracegrade.load(sys.argv[1]):
    count += 1
with open("/proc/self/status") as status:
    (peak,) = [line.split()[1] for line in status if line.startswith("VmHWM:")]
print(count, peak)
"""
"""Linux only: what `getrusage` says of a process begins with the peak of the one that started it."""

_GROUP = 128 << 20  # bytes of text
_OPEN_AT_ONCE = 60  # traces whose spans lie between each other's


def peak_megabytes(name: str, megabytes: int) -> tuple[int, float]:
    """Traces read from a stream (one of `STREAMS`) of this size, and the peak memory of it in MB."""
    lines, suffix = STREAMS[name]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"corpus.jsonl{suffix}"
        _write(path, lines(), megabytes)
        done = subprocess.run(
            [sys.executable, "-c", _READ, str(path)], check=True, capture_output=True, text=True
        )
    count, kilobytes = done.stdout.split()
    return int(count), int(kilobytes) / 1024


def _chat_lines() -> Iterator[bytes]:
    """Traces of chat messages, one a line."""
    lines = [message_trace(seed) + b"\n" for seed in range(200)]
    while True:
        yield from lines


def _span_lines() -> Iterator[bytes]:
    """OTLP export requests of one span each, in which the spans of many traces alternate."""
    chance = random.Random(1)
    made = _traces_of_spans(chance)
    begun = [next(made) for _ in range(_OPEN_AT_ONCE)]
    while True:
        place = chance.randrange(_OPEN_AT_ONCE)
        scopes = [{"spans": [begun[place].pop(0)]}]
        yield json.dumps({"resourceSpans": [{"scopeSpans": scopes}]}).encode() + b"\n"
        if not begun[place]:
            begun[place] = next(made)


def _traces_of_spans(chance: random.Random) -> Iterator[list[Any]]:
    """The spans of one trace after another, each of which begins a little later."""
    documents = [json.loads(otlp_trace(seed)) for seed in range(200)]
    begun = 0
    while True:
        for document in documents:
            own = f"{chance.getrandbits(128):032x}"
            begun += 50_000_000
            spans = document["resourceSpans"][0]["scopeSpans"][0]["spans"]
            yield [{**span, "traceId": own, **_moved(span, begun)} for span in spans]


def _moved(span: Any, nanoseconds: int) -> dict[str, str]:
    keys = ("startTimeUnixNano", "endTimeUnixNano")
    return {key: str(int(span[key]) + nanoseconds) for key in keys}


STREAMS: dict[str, tuple[Callable[[], Iterator[bytes]], str]] = {
    f"{what}{suffix}": (lines, suffix)
    for what, lines in (("chat, a trace a line", _chat_lines), ("OTLP, scattered", _span_lines))
    for suffix in ("", ".gz", ".zst", ".parquet")
}
"""What is streamed: how its lines are made, and how they are compressed."""


def _write(path: Path, lines: Iterator[bytes], megabytes: int) -> None:
    if path.suffix == ".parquet":
        _write_table(path, lines, megabytes)
        return
    size = 0
    with ExitStack() as stack:
        file = stack.enter_context(_opened(path))
        while size < megabytes * 1_000_000:
            size += file.write(next(lines))


def _write_table(path: Path, lines: Iterator[bytes], megabytes: int) -> None:
    """The lines as a column of text, in groups and pages as large as ClickHouse writes them."""
    from pyarrow import field, parquet, schema, string, table  # pyright: ignore[reportMissingImports]  # an extra

    size = 0
    with parquet.ParquetWriter(
        path, schema([field("raw", string())]), write_batch_size=32
    ) as writer:
        while size < megabytes * 1_000_000:
            rows: list[str] = []
            in_group = 0
            while in_group < min(_GROUP, megabytes * 1_000_000 - size):
                rows.append(next(lines).decode())
                in_group += len(rows[-1])
            writer.write_table(table({"raw": rows}))
            size += in_group


def _opened(path: Path) -> BinaryIO:
    if path.suffix == ".gz":
        return cast("BinaryIO", gzip.open(path, "wb", compresslevel=1))
    if path.suffix == ".zst":
        import zstandard  # pyright: ignore[reportMissingImports]  # an extra

        return cast("BinaryIO", io.BufferedWriter(zstandard.open(path, "wb")))
    return path.open("wb")

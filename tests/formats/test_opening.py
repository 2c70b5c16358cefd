"""Compressed files: read whole however they were put together, and what damage leaves is kept."""

from __future__ import annotations

import gzip
import json
import random
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tracegrade.errors import MissingExtraError
from tracegrade.formats import Traces, load

if TYPE_CHECKING:
    from collections.abc import Callable

zstandard = pytest.importorskip("zstandard")

WORDS = [f"word{number}" for number in range(2000)]


def lines(number: int) -> list[bytes]:
    """Chats that do not compress to nothing."""
    chance = random.Random(3)
    made = []
    for place in range(number):
        said = " ".join(chance.choices(WORDS, k=60))
        messages = [{"role": "system", "content": said}, {"role": "user", "content": said}]
        made.append(json.dumps({"id": f"t{place}", "messages": messages}).encode() + b"\n")
    return made


def zipped(data: bytes) -> bytes:
    return gzip.compress(data, mtime=0)


def squeezed(data: bytes) -> bytes:
    """As a stream: the frame does not say how much it holds."""
    packer = zstandard.ZstdCompressor().compressobj()
    return packer.compress(data) + packer.flush()


PACKED = {"gzip": zipped, "zstandard": squeezed}
packings = pytest.mark.parametrize("pack", PACKED.values(), ids=PACKED)


def read(path: Path, data: bytes) -> tuple[int, Traces]:
    path.write_bytes(data)
    traces = load(path)
    return sum(1 for _ in traces), traces


@packings
def test_parts_compressed_one_by_one_are_one_file(tmp_path: Path, pack: Callable[[bytes], bytes]):
    whole = lines(300)
    parts = [b"".join(whole[start : start + 70]) for start in range(0, 300, 70)]
    count, traces = read(tmp_path / "a.gz", b"".join(map(pack, parts)))
    assert (count, traces.problems) == (300, [])


@packings
@pytest.mark.parametrize("share", [0.02, 0.3, 0.77, 0.999])
def test_a_file_cut_off_keeps_every_whole_line_and_is_located(
    tmp_path: Path, pack: Callable[[bytes], bytes], share: float
):
    data = pack(b"".join(lines(3000)))
    kept = data[: int(len(data) * share)]
    count, traces = read(tmp_path / "a.packed", kept)
    (problem,) = traces.problems
    assert (problem.code, problem.severity) == ("unreadable-file", "error")
    assert problem.line == count + 1
    assert (traces.counts.lines, traces.counts.refused) == (count + 1, 1)
    assert count == whole_lines(pack, kept)


def whole_lines(pack: Callable[[bytes], bytes], kept: bytes) -> int:
    """How many lines the libraries themselves get out of a file that is cut off."""
    import zlib

    unpacker = (
        zlib.decompressobj(31) if pack is zipped else zstandard.ZstdDecompressor().decompressobj()
    )
    return unpacker.decompress(kept).count(b"\n")


@packings
def test_spans_of_a_file_cut_off_are_told(tmp_path: Path, pack: Callable[[bytes], bytes]):
    rows = []
    for place, line in enumerate(lines(2000)):
        span = {"traceId": f"{place:032x}", "spanId": f"{place:016x}", "name": line.decode()}
        rows.append(json.dumps({"resourceSpans": [{"scopeSpans": [{"spans": [span]}]}]}))
    data = pack("\n".join(rows).encode())
    count, traces = read(tmp_path / "a.packed", data[: len(data) // 2])
    assert count > 200
    assert [problem.line for problem in traces.problems if problem.severity == "error"] == [
        count + 1
    ]


@packings
@pytest.mark.parametrize("after", [b"garbage behind it", b"\0" * 100], ids=["garbage", "zeros"])
def test_what_stands_behind_a_compressed_file_loses_nothing_of_it(
    tmp_path: Path, pack: Callable[[bytes], bytes], after: bytes
):
    count, traces = read(tmp_path / "a.packed", pack(b"".join(lines(50))) + after)
    assert count == 50
    zeros_are_padding = pack is zipped and not after.strip(b"\0")
    assert len(traces.problems) == (0 if zeros_are_padding else 1)


@packings
def test_damage_in_the_middle_loses_nothing_before_it(
    tmp_path: Path, pack: Callable[[bytes], bytes]
):
    parts = [pack(b"".join(lines(100))) for _ in range(3)]
    parts[1] = parts[1][:20] + b"\xff" * 40 + parts[1][60:]
    count, traces = read(tmp_path / "a.packed", b"".join(parts))
    assert count >= 100
    assert traces.problems[-1].code == "unreadable-file"


def test_frames_that_hold_no_data_are_skipped(tmp_path: Path):
    skippable = b"\x50\x2a\x4d\x18\x04\0\0\0abcd"  # as pzstd writes before each frame
    data = squeezed(b"".join(lines(20)))
    count, traces = read(tmp_path / "a.zst", skippable + data + skippable + data)
    assert (count, traces.problems) == (40, [])


@packings
@pytest.mark.parametrize("place", ["file", "pipe"])
def test_a_bomb_is_refused_soon(tmp_path: Path, pack: Callable[[bytes], bytes], place: str):
    bomb = pack(bytes(100 << 20))
    path = tmp_path / "bomb.packed"
    path.write_bytes(bomb)
    began = time.monotonic()
    if place == "file":
        traces = load(path)
        assert list(traces) == []
        said = traces.problems[0].message
    else:
        command = [sys.executable, "-m", "tracegrade", "show", "-"]
        done = subprocess.run(command, input=bomb, capture_output=True, check=False)
        assert done.returncode == 3
        said = done.stderr.decode()
    assert "200 times" in said
    assert time.monotonic() - began < 20  # two seconds where nothing else runs


def test_a_missing_library_is_named_with_the_way_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    path = tmp_path / "a.jsonl.zst"
    path.write_bytes(squeezed(lines(1)[0]))
    monkeypatch.setitem(sys.modules, "zstandard", None)
    with pytest.raises(MissingExtraError, match=r"tracegrade\[zstd\]"):
        list(load(path))

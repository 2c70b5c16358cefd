"""Archives and compressed files: read in memory, and refused where they are bombs."""

from __future__ import annotations

import gzip
import io
import json
import os
import random
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tracegrade.formats import Traces, _archives, _opening, load
from tracegrade.formats._archives import members_of
from tracegrade.model import Problem

TRACES = Path(__file__).resolve().parents[2] / "fixtures" / "traces"
CHAT = [{"role": "user", "content": "hi"}, {"role": "tool", "tool_call_id": "c", "content": "ok"}]


def archive(path: Path, **members: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in members.items():
            file.writestr(name.replace("__", "/").replace("_json", ".json"), data)
    return path


def errors(traces: Traces) -> list[Problem]:
    return [problem for problem in traces.problems if problem.severity == "error"]


def test_every_document_of_an_archive_is_read_and_named(tmp_path: Path):
    chat = json.dumps(CHAT).encode()
    path = archive(tmp_path / "runs.zip", a_json=chat, deep__b_json=chat, readme=b"no trace")
    traces = load(path)
    found = list(traces)
    assert [trace.source and trace.source.member for trace in found] == ["a.json", "deep/b.json"]
    assert traces.counts.records == traces.counts.lines == 2


def test_a_log_in_an_archive_says_what_the_same_log_says_as_a_document():
    (whole,) = load(TRACES / "inspect" / "parallel_calls" / "input.json")
    (packed,) = load(TRACES / "inspect" / "parallel_calls_archive" / "input.eval")
    assert packed.steps == whole.steps
    assert (packed.model, packed.case_id, packed.trial) == (whole.model, whole.case_id, whole.trial)


def test_nothing_is_written_to_disk_whatever_a_member_is_called(tmp_path: Path):
    chat = json.dumps(CHAT).encode()
    with zipfile.ZipFile(tmp_path / "evil.zip", "w") as file:
        file.writestr("../../evil.json", chat)
        file.writestr("/etc/evil.json", chat)
    before = sorted(os.listdir(tmp_path)), sorted(os.listdir(tmp_path.parent))
    assert len(list(load(tmp_path / "evil.zip"))) == 2
    assert before == (sorted(os.listdir(tmp_path)), sorted(os.listdir(tmp_path.parent)))


def test_an_archive_in_an_archive_is_left_alone(tmp_path: Path):
    inner = archive(tmp_path / "inner.zip", a_json=json.dumps(CHAT).encode()).read_bytes()
    path = archive(tmp_path / "outer.zip", b_json=inner)
    traces = load(path)
    assert list(traces) == []
    assert [problem.severity for problem in traces.problems] == ["error"]


def test_a_member_that_grows_too_much_is_refused_and_its_neighbour_read(tmp_path: Path):
    bomb = b'["' + b"a" * (30 << 20) + b'"]'
    path = archive(tmp_path / "bomb.zip", bomb_json=bomb, good_json=json.dumps(CHAT).encode())
    traces = load(path)
    assert len(list(traces)) == 1
    (problem,) = (problem for problem in traces.problems if problem.severity == "error")
    assert problem.code == "refused-member"
    assert problem.path == f"{path}/bomb.json"


def test_a_member_that_lies_about_its_size_is_measured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(_archives, "_SMALL", 1000)
    monkeypatch.setattr(_archives, "MAX_MEMBER_BYTES", 5000)
    path = archive(tmp_path / "big.zip", a_json=json.dumps(list(range(5000))).encode())
    _, members = members_of(str(path))
    assert [member.refused is not None for member in members] == [True]


@pytest.mark.parametrize("keep", [10, 200, 400])
def test_an_archive_cut_off_is_a_problem_of_the_file(tmp_path: Path, keep: int):
    data = (TRACES / "inspect" / "plain_success_archive" / "input.eval").read_bytes()
    path = tmp_path / "cut.eval"
    path.write_bytes(data[:keep])
    traces = load(path)
    assert list(traces) == []
    assert [problem.code for problem in traces.problems] == ["unreadable-file"]


def test_zstandard_members_are_read_without_help_of_the_standard_library(tmp_path: Path):
    zstandard = pytest.importorskip("zstandard")
    data = json.dumps(CHAT).encode()
    packed = zstandard.ZstdCompressor().compress(data)
    path = tmp_path / "log.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as file:
        file.writestr("a.json", packed)
    raw = bytearray(path.read_bytes())
    for at, size in ((raw.find(b"PK\x03\x04") + 8, 18), (raw.find(b"PK\x01\x02") + 10, 20)):
        struct.pack_into("<H", raw, at, 93)
        assert size
    path.write_bytes(raw)
    assert len(list(load(path))) == 1


def test_a_gzip_bomb_ends_in_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(_opening, "_SMALL", 1 << 20)
    path = tmp_path / "bomb.jsonl.gz"
    path.write_bytes(gzip.compress(b"\n" * (64 << 20)))
    traces = load(path)
    assert list(traces) == []
    (problem,) = traces.problems
    assert "200 times" in problem.message


def test_a_gzip_file_of_real_traces_is_read_whole(tmp_path: Path):
    line = (json.dumps(CHAT) + "\n").encode()
    path = tmp_path / "many.jsonl.gz"
    buffer = io.BytesIO()
    with gzip.GzipFile(fileobj=buffer, mode="w", mtime=0) as file:
        for number in range(2000):
            file.write(line.replace(b"hi", f"hi {number * 7919}".encode()))
    path.write_bytes(buffer.getvalue())
    assert sum(1 for _ in load(path)) == 2000


def test_members_that_together_grow_too_much_are_refused_from_there_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(_archives, "_SMALL_ARCHIVE", 1 << 20)
    chat = json.dumps([*CHAT, {"role": "user", "content": "a" * (400 << 10)}]).encode()
    path = archive(tmp_path / "many.zip", **{f"{number}_json": chat for number in range(8)})
    monkeypatch.setattr(_archives, "MAX_RATIO", 20)
    traces = load(path)
    assert len(list(traces)) == 2
    (problem,) = errors(traces)
    assert problem.path == f"{path}/2.json"
    assert "from here on" in problem.message


def test_a_member_with_a_password_is_refused_and_its_neighbour_read(tmp_path: Path):
    chat = json.dumps(CHAT).encode()
    path = archive(tmp_path / "locked.zip", a_json=chat, b_json=chat)
    raw = bytearray(path.read_bytes())
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        raw[raw.find(mark) + flags] |= 1
    path.write_bytes(raw)
    traces = load(path)
    assert len(list(traces)) == 1
    (problem,) = errors(traces)
    assert (problem.code, problem.path) == ("refused-member", f"{path}/a.json")
    assert "password" in problem.message


PACKED_TWICE = {
    "gzip in gzip": lambda data, path: gzip.compress(gzip.compress(data)),
    "archive in gzip": lambda data, path: gzip.compress(archive(path, a_json=data).read_bytes()),
}


@pytest.mark.parametrize("pack", PACKED_TWICE.values(), ids=PACKED_TWICE)
def test_what_is_packed_twice_is_refused(pack: Callable[[bytes, Path], bytes], tmp_path: Path):
    path = tmp_path / "twice.gz"
    path.write_bytes(pack(json.dumps(CHAT).encode(), tmp_path / "inner.zip"))
    traces = load(path)
    assert list(traces) == []
    (problem,) = traces.problems
    assert "packed twice" in problem.message


def test_damaged_archives_are_problems_and_never_exceptions(tmp_path: Path):
    path = tmp_path / "damaged.eval"
    whole = (TRACES / "inspect" / "parallel_calls_archive" / "input.eval").read_bytes()
    rng = random.Random(11)
    for _ in range(500):
        data = bytearray(whole)
        for _ in range(rng.randint(1, 3)):
            data[rng.randrange(4, len(data))] = rng.randrange(256)
        path.write_bytes(data if rng.random() < 0.7 else data[: rng.randrange(4, len(data))])
        traces = load(path)
        for trace in traces:
            assert trace.steps
        counts = traces.counts
        assert counts.lines == counts.records + counts.refused + counts.blanks

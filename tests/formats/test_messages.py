"""OTLP in Protocol Buffers: the same traces as its JSON, whichever way messages follow each other."""

from __future__ import annotations

import gzip
import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.formats import wire
from tracegrade.formats import Traces, _messages, _scattered, load
from tracegrade.formats._messages import framing_of
from tracegrade.formats._otlp_messages import decode_request
from tracegrade.formats._wire import WireError
from tracegrade.formats.writers import native_record

TRACES = Path(__file__).resolve().parents[2] / "fixtures" / "traces"
BINARY = sorted(TRACES.glob("otlp/*/input.binpb"))


def read(path: Path, data: bytes) -> Traces:
    path.write_bytes(data)
    return load(path)


def told(traces: Traces) -> list[dict[str, Any]]:
    return [native_record(trace) for trace in traces]


def attributes_of(data: bytes) -> dict[str, Any]:
    request, _ = decode_request(data)
    (span,) = request["resourceSpans"][0]["scopeSpans"][0]["spans"]
    return {pair["key"]: pair.get("value") for pair in span["attributes"]}


@pytest.mark.parametrize("path", BINARY, ids=lambda path: path.parent.name)
def test_messages_say_what_the_json_they_were_made_from_says(path: Path):
    name = path.parent.name.partition("_protobuf")[0]
    if name == "broken":
        return
    traces = load(path)
    assert told(traces) == told(load(TRACES / "otlp" / name / "input.json"))
    assert [problem for problem in traces.problems if problem.severity == "error"] == []
    assert traces.counts.records == traces.counts.lines > 0


def test_json_that_protocol_buffers_wrote_says_the_same():
    (dumped,) = load(TRACES / "otlp" / "parallel_calls_protobuf_json" / "input.json")
    (usual,) = load(TRACES / "otlp" / "parallel_calls" / "input.json")
    assert native_record(dumped) == native_record(usual)


@pytest.mark.parametrize("path", BINARY, ids=lambda path: path.parent.name)
def test_large_and_compressed_files_of_messages_give_the_same(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    zstandard = pytest.importorskip("zstandard")
    data, once = path.read_bytes(), told(load(path))
    for held in (16 << 20, 1):
        monkeypatch.setattr(_scattered, "_HELD", held)
        for packed in (data, gzip.compress(data), zstandard.ZstdCompressor().compress(data)):
            assert told(read(tmp_path / "spans", packed)) == once


def test_messages_come_through_standard_input():
    path = TRACES / "otlp" / "parallel_calls_protobuf_stream" / "input.binpb"
    done = subprocess.run(
        [sys.executable, "-m", "tracegrade", "show", "-", "--format", "json"],
        input=path.read_bytes(),
        capture_output=True,
        check=True,
    )
    assert len(json.loads(done.stdout)["traces"]) == 1


def test_text_is_never_taken_for_messages():
    texts = [path for path in TRACES.glob("*/*/input.json*") if path.is_file()]
    assert len(texts) > 100
    for path in texts:
        assert framing_of(path.read_bytes()[:4096]) is None, path


@pytest.mark.parametrize(
    "data",
    [b"\n" * 5000, b"\n{\n}\n" * 50, b"[\n\n\n\n\n\n\n\n\n]", b"\0" * 5000, b"\n\x0a\x0a\n\n"],
)
def test_what_looks_a_little_like_messages_is_not_taken_for_them(data: bytes):
    assert framing_of(data[:4096]) is None


@pytest.mark.shared
def test_no_text_of_the_data_folder_is_taken_for_messages(shared: Path):
    texts = [path for path in (shared / "traces").rglob("*.json*") if path.is_file()]
    assert len(texts) > 100
    for path in texts:
        with path.open("rb") as file:
            assert framing_of(file.read(4096)) is None, path


def test_a_damaged_message_loses_itself_alone_and_is_located(tmp_path: Path):
    good = [wire.request(wire.span(number, number)) for number in range(1, 10_001)]
    good[4999] = good[4999][:20] + b"\xff" * (len(good[4999]) - 20)
    traces = read(tmp_path / "spans.binpb", wire.stream(*good))
    assert sum(1 for _ in traces) == 9_999
    refused = [problem for problem in traces.problems if problem.severity == "error"]
    assert [(problem.code, problem.line) for problem in refused] == [("invalid-protobuf", 5000)]
    assert (traces.counts.lines, traces.counts.records) == (10_000, 9_999)


@pytest.mark.parametrize("framed", [True, False], ids=["stream", "one message"])
def test_a_file_cut_off_anywhere_keeps_what_came_before(tmp_path: Path, framed: bool):
    messages = [wire.request(wire.span(number, number)) for number in (1, 2, 3)]
    data = wire.stream(*messages) if framed else b"".join(messages)
    sizes = [len(one) + 4 * framed for one in messages]
    for keep in range(len(data)):
        traces = read(tmp_path / "spans.binpb", data[:keep])
        whole = sum(keep >= sum(sizes[:number]) for number in (1, 2, 3))
        assert len(list(traces)) == whole
        counts = traces.counts
        assert counts.lines == counts.records + counts.refused + counts.blanks
        refused = [problem for problem in traces.problems if problem.severity == "error"]
        if whole:
            assert [problem.line for problem in refused] == [whole + 1] * (counts.refused > 0)
            assert counts.refused == (keep not in (sum(sizes[:number]) for number in (1, 2, 3)))
        else:
            assert refused


def test_a_message_that_is_too_long_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(_messages, "MAX_LINE_BYTES", 1000)
    messages = [wire.request(wire.span(number, number)) for number in (1, 2, 3)]
    messages[1] = wire.request(wire.span(2, 2, note=[(1, "x" * 2000)]))
    traces = read(tmp_path / "spans.binpb", wire.stream(*messages))
    assert len(list(traces)) == 2
    refused = [problem for problem in traces.problems if problem.severity == "error"]
    assert [(problem.code, problem.line) for problem in refused] == [("too-long", 2)]


def test_a_compressed_message_that_is_a_bomb_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    zstandard = pytest.importorskip("zstandard")
    pack = zstandard.ZstdCompressor().compress
    good = pack(wire.request(wire.span(1, 1)))
    bomb = pack(bytes(300 << 20))
    traces = read(tmp_path / "spans.binpb", wire.stream(good, bomb, good))
    assert len(list(traces)) == 1
    refused = [problem for problem in traces.problems if problem.severity == "error"]
    assert [(problem.code, problem.line) for problem in refused] == [("invalid-message", 2)]


def test_json_in_compressed_messages_is_read(tmp_path: Path):
    zstandard = pytest.importorskip("zstandard")
    path = TRACES / "otlp" / "plain_success" / "input.json"
    packed = zstandard.ZstdCompressor().compress(path.read_bytes())
    assert told(read(tmp_path / "spans.json", wire.stream(packed))) == told(load(path))


def test_spans_logs_and_metrics_in_one_stream_are_told_apart(tmp_path: Path):
    log = wire.fixed64(1, 10**18) + wire.message(
        [(5, [(6, [(1, [(1, "content"), (2, [(1, "hi")])])])]), (9, (1).to_bytes(16, "big")), (10, (1).to_bytes(8, "big")),
         (12, "gen_ai.user.message")]
    )  # fmt: skip
    gauge = wire.message([(1, "queue.length"), (2, "how many wait"), (3, "1"), (5, [(1, b"")])])
    kinds = [wire.request(wire.span()), wire.request(log), wire.request(gauge)]
    assert [next(iter(decode_request(data)[0])) for data in kinds] == [
        "resourceSpans", "resourceLogs", "resourceMetrics"
    ]  # fmt: skip
    traces = read(tmp_path / "all.binpb", wire.stream(*kinds))
    (trace,) = traces
    assert [problem for problem in traces.problems if problem.severity == "error"] == []
    assert traces.counts.records == 3
    assert [step.text for step in trace.steps if step.kind == "user"] == ["hi"]


VALUES = {
    "text": ([(1, "Zürich")], {"stringValue": "Zürich"}),
    "yes": ([(2, 1)], {"boolValue": True}),
    "no": ([(2, 0)], {"boolValue": False}),
    "large integer": ([(3, 2**63 - 1)], {"intValue": 2**63 - 1}),
    "negative integer": ([(3, -5)], {"intValue": -5}),
    "double": ([(4, 0.5)], {"doubleValue": 0.5}),
    "array": ([(5, [(1, [(1, "a")]), (1, [(3, 2)])])],
              {"arrayValue": {"values": [{"stringValue": "a"}, {"intValue": 2}]}}),
    "pairs": ([(6, [(1, [(1, "k"), (2, [(2, 1)])])])],
              {"kvlistValue": {"values": [{"key": "k", "value": {"boolValue": True}}]}}),
    "bytes": ([(7, b"\0\xff")], {"bytesValue": "AP8="}),
    "nothing": ([], {}),
    "of a later version": ([(100, "x"), (1, "kept")], {"stringValue": "kept"}),
}  # fmt: skip


@pytest.mark.parametrize(("written", "read_as"), VALUES.values(), ids=VALUES)
def test_values_are_read_exactly(written: wire.Message, read_as: dict[str, Any]):
    assert attributes_of(wire.request(wire.span(value=written)))["value"] == read_as


def deep(levels: int) -> wire.Message:
    value: wire.Message = [(1, "deep")]
    for _ in range(levels):
        value = [(5, [(1, value)])]
    return value


WRONG = {
    "another type": (wire.message([(1, 5)]), "of another type"),
    "a group": (b"\x0b", "of the type 3"),
    "a length beyond the end": (b"\x0a\x05ab", "cut off"),
    "an endless integer": (b"\x30" + b"\xff" * 11, "no end"),
    "no number": (b"\x00\x01", "no number"),
    "too deep": (wire.message([(9, [(1, "a"), (2, deep(60))])]), "nests deeper"),
}


@pytest.mark.parametrize(("data", "said"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_said_with_its_place(data: bytes, said: str):
    with pytest.raises(WireError, match=said) as raised:
        decode_request(wire.request(wire.span(), data))
    assert "at byte" in str(raised.value)


def test_odd_values_are_kept_and_noted(tmp_path: Path):
    odd = wire.span(text=[(1, b"caf\xe9")], number=[(4, float("nan"))])
    traces = read(tmp_path / "a.binpb", wire.stream(wire.request(odd)))
    assert len(list(traces)) == 1
    noted = [(problem.code, problem.line) for problem in traces.problems]
    assert ("invalid-utf8", 1) in noted
    assert ("nonfinite-number", 1) in noted


def test_mutated_messages_never_crash_a_reader(tmp_path: Path):
    mutate(tmp_path / "mutant.binpb", 500)


@pytest.mark.slow
def test_many_mutated_messages_never_crash_a_reader(tmp_path: Path):
    mutate(tmp_path / "mutant.binpb", 20_000)


def mutate(path: Path, number: int) -> None:
    chance = random.Random(11)
    seeds = [seed.read_bytes() for seed in BINARY]
    for _ in range(number):
        traces = read(path, mutant(chance, bytearray(chance.choice(seeds))))
        told(traces)
        counts = traces.counts
        assert counts.lines == counts.records + counts.refused + counts.blanks


def mutant(chance: random.Random, data: bytearray) -> bytes:
    for _ in range(chance.choice((1, 1, 2, 5))):
        at = chance.randrange(len(data) + 1)
        kind = chance.randrange(4)
        if kind == 0 and at < len(data):
            data[at] ^= 1 << chance.randrange(8)
        elif kind == 1:
            del data[at : at + chance.randrange(1, 40)]
        elif kind == 2:
            data[at:at] = chance.randbytes(chance.randrange(1, 9))
        else:
            del data[at:]
    return bytes(data)

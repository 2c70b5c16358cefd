"""Bad input gives a located problem, and its good neighbours are read all the same."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING

import pytest

from tracegrade.errors import ParseError, UsageError
from tracegrade.formats import Traces, _decoding, _lines, _records, load, load_one

if TYPE_CHECKING:
    from pathlib import Path

GOOD = json.dumps(
    {
        "id": "good",
        "messages": [
            {"role": "system", "content": "Be brief."},
            {"role": "user", "content": "hello"},
            {"role": "assistant", "content": "hi"},
        ],
    }
).encode()


def read(path: Path, data: bytes, **options: bool) -> tuple[list[str], Traces]:
    path.write_bytes(data)
    traces = load(str(path), **options)
    return [trace.trace_id for trace in traces], traces


def message_with(content: bytes) -> bytes:
    return (
        b'{"id": "odd", "messages": [{"role": "system", "content": "x"}, '
        b'{"role": "user", "content": "q"}], "metadata": {"value": ' + content + b"}}"
    )


REFUSED = {
    "malformed": (b'{"messages": [', "invalid-json"),
    "cut off": (GOOD[:40], "invalid-json"),
    "too many digits": (message_with(b"1" * 5000), "invalid-json"),
    "nested too deep": (message_with(b"[" * 250 + b"]" * 250), "too-deep"),
    "nested far too deep": (message_with(b"[" * 5000 + b"]" * 5000), "too-deep"),
    "of another format": (
        (
            b'{"messages": [{"role": "user", "content": [{"type": "tool_result", '
            b'"tool_use_id": "a", "content": "x"}]}]}'
        ),
        "other-format",
    ),
    "a wrong type": (b'{"messages": [{"role": "user", "content": 7}]}', "wrong-type"),
    "no object": (b"7", "wrong-type"),
}


@pytest.mark.parametrize(("line", "code"), REFUSED.values(), ids=REFUSED)
def test_a_bad_line_loses_itself_alone_and_is_located(tmp_path: Path, line: bytes, code: str):
    lines = [GOOD] * 4 + [line] + [GOOD] * 3 + [b"", GOOD, b""]
    ids, traces = read(tmp_path / "a.jsonl", b"\n".join(lines))
    assert ids == ["good"] * 8
    problem = next(item for item in traces.problems if item.severity == "error")
    assert (problem.code, problem.line) == (code, 5)
    assert problem.path == str(tmp_path / "a.jsonl")
    counts = traces.counts
    assert counts.lines == counts.records + counts.refused + counts.blanks == 10
    assert (counts.refused, counts.blanks) == (1, 1)


NOTED = {
    "invalid UTF-8": (b'"caf\xe9"', "invalid-utf8", "caf\N{REPLACEMENT CHARACTER}"),
    "lone surrogate": (rb'"a\ud800b"', "lone-surrogate", "a\N{REPLACEMENT CHARACTER}b"),
    "integer beyond 64 bits": (b"123456789012345678901234567890", "big-integer",
                               123456789012345678901234567890),
    "negative integer beyond 64 bits": (b"-98765432109876543210", "big-integer",
                                        -98765432109876543210),
    "infinity": (b"1e999", "nonfinite-number", float("inf")),
}  # fmt: skip


@pytest.mark.parametrize(("value", "code", "read_as"), NOTED.values(), ids=NOTED)
def test_an_odd_value_is_kept_and_noted(tmp_path: Path, value: bytes, code: str, read_as: object):
    path = tmp_path / "a.jsonl"
    path.write_bytes(GOOD + b"\n" + message_with(value) + b"\n")
    traces = load(str(path))
    odd = [trace for trace in traces if trace.trace_id == "odd"][0]
    assert odd.metadata == {"value": read_as}
    assert [(problem.code, problem.line) for problem in traces.problems] == [(code, 2)]
    assert odd.problems == tuple(traces.problems)


def test_a_number_that_json_lacks_is_kept_as_it_is(tmp_path: Path):
    _, traces = read(tmp_path / "a.jsonl", GOOD + b"\n" + message_with(b"NaN"))
    assert [problem.code for problem in traces.problems] == ["nonfinite-number"]
    assert traces.problems[0].pointer == "/metadata/value"


def test_repeated_keys_are_reported_under_strict_json_only(tmp_path: Path):
    line = message_with(b'{"a": 1, "a": 2}')
    _, fast = read(tmp_path / "a.jsonl", line)
    _, strict = read(tmp_path / "a.jsonl", line, strict_json=True)
    assert [problem.code for problem in fast.problems] == []
    assert [(problem.code, problem.pointer) for problem in strict.problems] == [
        ("duplicate-key", "/metadata/value/a")
    ]


def test_an_orphan_result_becomes_a_problem(tmp_path: Path):
    messages = [
        {"role": "user", "content": "hello"},
        {"role": "tool", "tool_call_id": "c9", "content": "lost"},
    ]
    _, traces = read(tmp_path / "a.jsonl", json.dumps(messages).encode())
    problem = traces.problems[0]
    assert (problem.code, problem.line, problem.pointer) == ("orphan-result", 1, "/1/tool_call_id")
    assert problem.severity == "warning"


def test_duplicate_ids_and_cyclic_parents_become_problems(tmp_path: Path):
    steps = [
        {"id": "s0", "kind": "user", "text": "hello"},
        {"id": "s0", "kind": "assistant", "text": "hi"},
        {"id": "s2", "kind": "note", "parent": "s3"},
        {"id": "s3", "kind": "note", "parent": "s2"},
        {"id": "s4", "kind": "note", "parent": "nowhere"},
    ]
    record = {"schema": "tracegrade/trace@1", "trace_id": "t", "steps": steps}
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps(record))
    trace = load_one(path)
    assert [(problem.code, problem.pointer) for problem in trace.problems] == [
        ("duplicate-id", "/steps/1/id"),
        ("cyclic-parent", "/steps/2/parent"),
        ("unknown-parent", "/steps/4/parent"),
    ]
    assert len({step.id for step in trace.steps}) == 5
    assert trace.steps[3].parent == "s2"


@pytest.mark.parametrize(
    "begins", ["interactions:\n- request:\n    body: '{}'\n", "---\nversion: 1\ninteractions: []\n"]
)
def test_a_cassette_that_is_kept_as_yaml_is_refused_by_that_name(tmp_path: Path, begins: str):
    path = tmp_path / "cassette.yaml"
    path.write_text(begins)
    traces = load(path)
    assert list(traces) == []
    assert ["YAML" in problem.message for problem in traces.problems] == [True]


WHOLE_FILES = {
    "a record after many blank lines": (b"\n" * 70_000 + GOOD, "unknown-format"),
    "empty": (b"", "empty-file"),
    "blank": (b"\n\n  \n", "empty-file"),
    "not JSON": (b"hello\nworld\n", "invalid-json"),
    "truncated document": (b'{\n "messages": [\n  {"role": "user",', "invalid-json"),
    "no known format": (b'{"score": 1, "passed": true}', "unknown-format"),
    "UTF-16": ('{"messages": []}'.encode("utf-16"), "invalid-json"),
    "damaged gzip": (gzip.compress(GOOD * 50)[:60], "unreadable-file"),
    "two formats at once": (
        b'[{"role": "user", "content": "hi"}, {"role": "assistant", "content": "hello"}]',
        "unknown-format",
    ),
}


@pytest.mark.parametrize(("data", "code"), WHOLE_FILES.values(), ids=WHOLE_FILES)
def test_a_file_that_gives_nothing_says_why(tmp_path: Path, data: bytes, code: str):
    ids, traces = read(tmp_path / "a.json", data)
    assert ids == []
    assert {problem.code for problem in traces.problems} == {code}
    assert all(problem.severity == "error" for problem in traces.problems)
    counts = traces.counts
    assert counts.lines == counts.records + counts.refused + counts.blanks


def test_the_rivals_of_a_tie_are_listed(tmp_path: Path):
    _, traces = read(tmp_path / "a.json", WHOLE_FILES["two formats at once"][0])
    assert "openai_chat" in traces.problems[0].message
    assert "anthropic" in traces.problems[0].message


def test_good_lines_before_damage_in_gzip_are_read(tmp_path: Path):
    path = tmp_path / "a.jsonl.gz"
    whole = gzip.compress(b"\n".join([GOOD] * 20000), compresslevel=0)
    path.write_bytes(whole[: len(whole) // 2])
    traces = load(str(path))
    assert sum(1 for _ in traces) > 5000
    assert traces.problems[-1].code == "unreadable-file"


def test_folders_globs_and_gzip_are_read(tmp_path: Path):
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "a.jsonl").write_bytes(GOOD)
    (tmp_path / "b.jsonl.gz").write_bytes(gzip.compress(GOOD))
    (tmp_path / "notes.txt").write_text("no trace")
    assert sum(1 for _ in load(tmp_path)) == 2
    assert sum(1 for _ in load(str(tmp_path / "**" / "*.jsonl"))) == 1


def test_a_path_that_names_nothing_is_a_usage_error(tmp_path: Path):
    (tmp_path / "old.jsonl").write_bytes(GOOD)
    with pytest.raises(UsageError, match=r"old\.jsonl"):
        load(str(tmp_path / "odl.jsonl"))


def test_raising_stops_at_the_first_problem(tmp_path: Path):
    (tmp_path / "a.jsonl").write_bytes(GOOD + b"\n{oops\n" + GOOD)
    traces = load(tmp_path / "a.jsonl", on_problem="raise")
    with pytest.raises(ParseError, match=r"a\.jsonl:2"):
        list(traces)


def spans(number: int) -> list[dict[str, object]]:
    return [
        {"name": "chat", "context": {"trace_id": "0x1", "span_id": f"0x{place}"}, "parent_id": None,
         "start_time": "2026-11-01T09:00:00Z", "attributes": {"gen_ai.operation.name": "chat"}}
        for place in range(number)
    ]  # fmt: skip


def test_documents_one_after_the_other_are_read_as_console_exporters_print_them(tmp_path: Path):
    text = "\n".join(json.dumps(span, indent=4) for span in spans(3))
    ids, traces = read(tmp_path / "a.txt", text.encode())
    assert ids == ["1"]
    assert (traces.counts.lines, traces.counts.records) == (3, 3)
    assert not [problem for problem in traces.problems if problem.severity == "error"]


def test_what_a_program_prints_between_its_spans_is_refused_line_by_line(tmp_path: Path):
    first, second, third = (json.dumps(span, indent=4) for span in spans(3))
    text = "\n".join(["Asking the model", first, "Done.", "", second[: len(second) // 2], third])
    for packed in (False, True):
        data = gzip.compress(text.encode()) if packed else text.encode()
        ids, traces = read(tmp_path / "a.txt", data)
        assert ids == ["1"]
        refused = [problem for problem in traces.problems if problem.severity == "error"]
        first_line_of_the_cut_off_one = 4 + first.count("\n") + 1
        assert [problem.line for problem in refused] == [
            1, 3 + first.count("\n"), first_line_of_the_cut_off_one
        ]  # fmt: skip
        counts = traces.counts
        assert (counts.records, counts.refused, counts.blanks) == (2, 3, 1)


def test_a_bad_first_line_of_a_large_file_loses_itself_alone(tmp_path: Path):
    lines = [b'{"messages": [', *[GOOD] * 2000]
    ids, traces = read(tmp_path / "a.jsonl", b"\n".join(lines))
    assert len(ids) == 2000
    assert [(problem.code, problem.line) for problem in traces.problems] == [("invalid-json", 1)]


@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_line_that_is_too_long_loses_itself_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: int
):
    monkeypatch.setattr(_lines, "MAX_LINE_BYTES", 1000)
    monkeypatch.setattr(_records, "MAX_LINE_BYTES", 1000)
    monkeypatch.setattr(_decoding, "MAX_LINE_BYTES", 1000)
    lines = [GOOD, GOOD]
    lines.insert(place, message_with(b'"' + b"x" * 5000 + b'"'))
    ids, traces = read(tmp_path / "a.jsonl", b"\n".join(lines))
    assert ids == ["good", "good"]
    assert [(problem.code, problem.line) for problem in traces.problems] == [
        ("too-long", place + 1)
    ]


def test_a_conversation_with_a_function_of_the_first_chat_completions_is_recognised(tmp_path: Path):
    messages = [
        {"role": "user", "content": "Where is A-1?"},
        {"role": "function", "name": "lookup", "content": "sent"},
        {"role": "assistant", "content": "It was sent."},
    ]
    path = tmp_path / "chat.json"
    path.write_text(json.dumps(messages))
    (trace,) = load(path)
    assert trace.source is not None
    assert trace.source.format == "openai_chat"

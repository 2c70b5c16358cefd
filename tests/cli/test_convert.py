"""`tracegrade convert`: files written whole or not at all, losses named, memory that does not grow."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.test_commands import NATIVE, OLD
from tracegrade.cli import _output
from tracegrade.errors import UsageError
from tracegrade.formats import load

EDITED = str(NATIVE / "approval_edited" / "input.jsonl")


@pytest.mark.parametrize("to", ["native", "atif", "otlp"])
def test_a_run_converted_is_the_same_run(run, tmp_path: Path, to: str):
    there, back = tmp_path / "there.jsonl", tmp_path / "back.jsonl"
    once = tmp_path / "once.jsonl"
    assert run("convert", OLD, "-o", str(once)).code == 0
    assert run("convert", OLD, "--to", to, "-o", str(there)).code == 0
    assert run("convert", str(there), "-o", str(back)).code == 0
    assert records(back) == records(once)


def records(path: Path) -> dict[str, object]:
    """By id, for spans are read in the order in which their traces began."""
    found = map(json.loads, path.read_text().splitlines())
    return {record["trace_id"]: record for record in found}


def test_the_report_names_each_field_its_count_and_its_first_step(run, tmp_path: Path):
    ran = run("convert", EDITED, "--to", "atif", "--losses", str(tmp_path / "losses.json"))
    assert ran.err.startswith("1 trace to atif: nothing lost\n")
    assert "  approval_decision " in ran.err
    record = json.loads((tmp_path / "losses.json").read_text())
    assert (record["schema"], record["to"], record["traces"]) == ("tracegrade/losses@1", "atif", 1)
    (row,) = [row for row in record["kept"] if row["field"] == "tool_result.executed_arguments"]
    assert row == {
        "field": "tool_result.executed_arguments", "count": 1,
        "trace_id": "approval_edited", "step_id": "s9",
    }  # fmt: skip


def test_a_number_that_json_cannot_hold_is_named_as_lost(run, tmp_path: Path):
    path = tmp_path / "a.jsonl"
    path.write_text(
        '{"schema": "tracegrade/trace@1", "trace_id": "t", "metadata": {"score": NaN},'
        ' "steps": [{"id": "x", "kind": "note", "extra": {"deep": [1e999]}}]}\n'
    )
    for to in ("native", "atif", "otlp"):
        ran = run("convert", str(path), "--to", to, "--losses", str(tmp_path / "losses.json"))
        assert ran.err.startswith(f"1 trace to {to}: 2 fields lost\n")
        lost = json.loads((tmp_path / "losses.json").read_text())["lost"]
        assert [(row["field"], row["step_id"]) for row in lost] == [
            ("note.extra", "x"), ("trace.metadata", None)
        ]  # fmt: skip


def test_what_nests_too_deeply_for_the_target_is_not_written_and_said(run, tmp_path: Path):
    path = tmp_path / "a.jsonl"
    deep = "[" * 170 + "]" * 170
    head = '{"schema": "tracegrade/trace@1", "trace_id": "t", "steps": []'
    path.write_text(f'{head}}}\n{head}, "metadata": {{"deep": {deep}}}}}\n')
    assert run("convert", str(path)).code == 0
    ran = run("convert", str(path), "--to", "atif")
    assert (ran.code, len(ran.out.splitlines())) == (3, 1)
    assert f"{path}:2" in ran.err


def test_keys_that_occur_twice_are_noted_unless_told_not_to(run, tmp_path: Path):
    path = tmp_path / "a.jsonl"
    path.write_text(
        '{"schema": "tracegrade/trace@1", "trace_id": "t", "run": "a", "run": "b", "steps": []}\n'
    )
    assert "1 odd thing was noted" in run("convert", str(path)).err
    assert "odd" not in run("convert", str(path), "--no-strict-json").err


def test_several_files_of_several_formats_become_one(run, tmp_path: Path):
    chat = str(NATIVE.parent / "openai_chat" / "plain_success" / "input.json")
    assert run("convert", EDITED, chat, "-o", str(tmp_path / "a.jsonl")).code == 0
    assert len(list(load(tmp_path / "a.jsonl"))) == 2


def test_a_bad_line_exits_3_and_the_others_are_converted(run):
    ran = run("convert", str(NATIVE / "broken" / "input.jsonl"), "--to", "otlp")
    assert (ran.code, len(ran.out.splitlines())) == (3, 3)
    assert "input.jsonl:3: not JSON" in ran.err


def test_a_dash_is_standard_output(run):
    assert run("convert", EDITED, "-o", "-").out == run("convert", EDITED).out != ""


def test_a_file_is_converted_in_its_own_place(run, tmp_path: Path):
    path = tmp_path / "a.jsonl"
    path.write_bytes(Path(EDITED).read_bytes())
    path.chmod(0o640)
    assert run("convert", str(path), "--to", "atif", "-o", str(path)).code == 0
    assert json.loads(path.read_text())["schema_version"] == "ATIF-v1.8"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert [one.name for one in tmp_path.iterdir()] == ["a.jsonl"]


def test_a_new_file_gets_the_permissions_of_any_new_file(run, tmp_path: Path):
    (tmp_path / "plain").touch()
    run("convert", EDITED, "-o", str(tmp_path / "a.jsonl"))
    assert (tmp_path / "a.jsonl").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_what_cannot_be_finished_leaves_everything_as_it_was(tmp_path: Path):
    path = tmp_path / "a.jsonl"
    path.write_text("before")
    with pytest.raises(KeyboardInterrupt), _output.whole_file(str(path)) as file:
        file.write(b"half")
        raise KeyboardInterrupt
    assert path.read_text() == "before"
    assert [one.name for one in tmp_path.iterdir()] == ["a.jsonl"]


def test_where_nothing_can_be_read_the_output_stays_as_it_was(run, tmp_path: Path):
    path, bad = tmp_path / "a.jsonl", tmp_path / "bad.jsonl"
    path.write_text("before")
    bad.write_text("nonsense\n")
    ran = run("convert", str(bad), "-o", str(path))
    assert (ran.code, path.read_text()) == (3, "before")
    assert ran.err.startswith("no traces: nothing was written\n")


@pytest.mark.parametrize("name", ["link.jsonl", "pipe", "folder", "nowhere/a.jsonl"])
def test_only_a_file_is_written_to(run, tmp_path: Path, name: str):
    (tmp_path / "real.jsonl").write_text("before")
    (tmp_path / "link.jsonl").symlink_to(tmp_path / "real.jsonl")
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    ran = run("convert", EDITED, "-o", str(tmp_path / name))
    assert ran.code == 2
    assert (tmp_path / "real.jsonl").read_text() == "before"
    with pytest.raises(UsageError):
        _output.write_whole(str(tmp_path / name), b"")


COMMAND = [sys.executable, "-m", "tracegrade.cli"]


@pytest.mark.parametrize("command", [("convert", OLD), ("show", OLD), ("formats",), ("schema",)])
def test_a_reader_that_goes_away_ends_it_quietly(command: tuple[str, ...]):
    piped = subprocess.Popen([*COMMAND, *command], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert piped.stdout is not None
    assert piped.stderr is not None
    piped.stdout.close()
    said = piped.stderr.read()
    piped.stderr.close()
    assert (piped.wait(), said) == (0, b"")


PEAK = """
import resource, sys
from tracegrade.cli import main
try:
    main(sys.argv[1:])
finally:
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, file=sys.stderr)
"""


def peak_mib(path: Path, to: str) -> int:
    """The most memory that a conversion takes, in MiB."""
    command = [
        sys.executable,
        "-c",
        PEAK,
        "convert",
        str(path),
        "--to",
        to,
        "-o",
        os.fspath(path) + ".out",
    ]
    done = subprocess.run(command, capture_output=True, check=True)
    return int(done.stderr.split()[-1])


@pytest.mark.slow
@pytest.mark.parametrize("to", ["native", "atif", "otlp"])
def test_memory_does_not_grow_with_the_file(to: str, tmp_path: Path):
    small, large = tmp_path / "small.jsonl", tmp_path / "large.jsonl"
    whole = Path(OLD).read_bytes()
    small.write_bytes(whole)
    with large.open("wb") as file:
        for number in range(60_000_000 // len(whole)):
            file.write(whole.replace(b'"old-', b'"old-%d-' % number))
    assert peak_mib(large, to) < peak_mib(small, to) + 30

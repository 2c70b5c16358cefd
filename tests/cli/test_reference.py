"""`formats`, `explain` and `schema`: what they print, for people and for programs."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from tracegrade.formats import all_readers
from tracegrade.formats.writers import TARGETS
from tracegrade.model import CAPABILITIES
from tracegrade.report import SCHEMAS, formats_text, json_schema
from tracegrade.suite import code_meanings

FORMATS_PAGE = Path(__file__).resolve().parents[2] / "docs" / "formats.md"
GENERATED = re.compile(
    r"(?<=<!-- made by `tracegrade formats --format markdown` -->\n\n).*?(?=\n<!-- until here -->)",
    re.DOTALL,
)


@pytest.mark.parametrize("width", [80, 120])
def test_formats_fit_the_terminal_and_stand_under_each_other(width: int):
    lines = formats_text(all_readers(), width=width).splitlines()
    assert max(map(len, lines)) <= width
    rows = [line for line in lines if line.split(" ", 1)[0] in {r.name for r in all_readers()}]
    assert len(rows) == len(all_readers())
    column = min(line.index("| |") for line in lines if "| |" in line)
    for row, reader in zip(rows, all_readers(), strict=True):
        marks = row[column : column + 2 * len(CAPABILITIES) - 1].split(" ")
        shown = {name for name, mark in zip(CAPABILITIES, marks, strict=True) if mark == "x"}
        assert shown == reader.capabilities


def test_the_table_in_the_documentation_is_what_the_readers_say(run, update_golden: bool):
    made = run("formats", "--format", "markdown").out
    page = FORMATS_PAGE.read_text(encoding="utf-8")
    if update_golden:
        page = GENERATED.sub(lambda _: made, page)
        FORMATS_PAGE.write_text(page, encoding="utf-8")
    (found,) = GENERATED.findall(page)
    assert found == made


def test_one_format_is_told_in_full(run):
    ran = run("formats", "atif", "tau_bench")
    assert ran.out.startswith("atif: Harbor trajectories")
    assert "written      by `tracegrade convert --to atif`" in ran.out
    assert "written      no" in ran.out


def test_a_format_nobody_knows_exits_2_with_a_suggestion(run):
    ran = run("formats", "oltp")
    assert ran.code == 2
    assert "did you mean 'otlp'?" in ran.err


def test_formats_as_json_name_every_capability_once(run):
    record = json.loads(run("formats", "--format", "json").out)
    for row in record["formats"]:
        assert sorted([*row["shows"], *row["cannot_show"]]) == sorted(CAPABILITIES)
    assert {row["name"] for row in record["formats"] if row["written"]} == set(TARGETS)


def test_every_code_is_listed_and_explained(run):
    listed = run("explain").out
    for code, meaning in code_meanings().items():
        assert re.search(rf"^  {code}  +{re.escape(meaning.title)}$", listed, re.MULTILINE)
    ran = run("explain", "a01", "T01")
    assert ran.out.startswith("A01: no grant\n\nA call that needs a grant ran")
    assert "\n\nT01: expected tool not called\n" in ran.out


def test_a_code_nobody_knows_exits_2_and_says_where_all_are(run):
    ran = run("explain", "Z99")
    assert ran.code == 2
    assert "`tracegrade explain` lists all codes" in ran.err


@pytest.mark.parametrize(
    ("name", "command"),
    [
        ("formats", ("formats", "--format", "json")),
        ("codes", ("explain", "--format", "json")),
        ("codes", ("explain", "A01", "--format", "json")),
    ],
)
def test_json_holds_to_its_schema(run, name: str, command: tuple[str, ...]):
    check = Draft202012Validator(json_schema(name))
    assert list(check.iter_errors(json.loads(run(*command).out))) == []


def test_losses_hold_to_their_schema(run, tmp_path: Path):
    path = "fixtures/traces/native/approval_edited"
    run("convert", path, "--to", "otlp", "--losses", str(tmp_path / "losses.json"))
    record = json.loads((tmp_path / "losses.json").read_text())
    assert record["kept"]
    assert list(Draft202012Validator(json_schema("losses")).iter_errors(record)) == []


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_schema_is_printed_and_is_one(run, name: str):
    printed = json.loads(run("schema", name).out)
    assert printed == json_schema(name)
    Draft202012Validator.check_schema(printed)


def test_a_schema_nobody_knows_exits_2_and_lists_those_there_are(run):
    ran = run("schema", "nothing")
    assert ran.code == 2
    assert all(name in ran.err for name in SCHEMAS)

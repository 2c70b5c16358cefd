"""Readers that installed distributions add through the entry-point group `tracegrade.readers`."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import tracegrade
from tracegrade.errors import ConfigurationError
from tracegrade.formats import all_readers, reader_named

ACME = """
from tracegrade.formats import Evidence, Reader, trace_of_native

def sniff(value):
    return Evidence(3, "key 'acme_run'") if isinstance(value, dict) and "acme_run" in value else None

def read(record):
    steps = [{"id": "s0", "kind": "assistant", "text": record.value["said"]}]
    native = {"schema": "tracegrade/trace@1", "trace_id": record.value["acme_run"], "steps": steps}
    yield trace_of_native(native, record, record.source("acme"))

READER = Reader(name="acme", title="Runs of Acme", sniff=sniff, capabilities=frozenset(), read=read)
"""
RUN = {"acme_run": "t-1", "said": "Your order was shipped on Monday."}


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Install a distribution of one module, as an installer lays it out, for one test."""
    site = tmp_path / "site"
    site.mkdir()

    def install(module: str = ACME, *, format_name: str = "acme", project: str = "acme-traces"):
        name = project.replace("-", "_")
        (site / f"{name}.py").write_text(module)
        about = site / f"{name}-1.2.dist-info"
        about.mkdir()
        (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {project}\nVersion: 1.2\n")
        points = f"[tracegrade.readers]\n{format_name} = {name}:READER\n"
        (about / "entry_points.txt").write_text(points)
        monkeypatch.syspath_prepend(site)
        monkeypatch.delitem(sys.modules, name, raising=False)
        all_readers.cache_clear()
        return site

    yield install
    monkeypatch.undo()
    all_readers.cache_clear()
    for name in [name for name, module in sys.modules.items() if str(site) in str(module)]:
        del sys.modules[name]


def test_a_file_of_an_installed_format_is_recognised_and_read(install, tmp_path: Path):
    install()
    file = tmp_path / "runs.jsonl"
    lines = [json.dumps(RUN), '{"acme_run": 7, "said": ""}', '{"acme_run": "t-2"}', json.dumps(RUN)]
    file.write_text("\n".join(lines))
    traces = tracegrade.load(file)
    first, second = traces
    assert (first.trace_id, first.final_answer) == ("t-1", RUN["said"])
    assert second.source.format == "acme"
    assert second.source.line == 4
    refused = [(problem.code, problem.line, problem.message) for problem in traces.problems]
    assert refused[0][:2] == ("wrong-type", 2)
    assert refused[1] == (
        "reader-failed", 3, "the reader of acme-traces 1.2 failed: KeyError: 'said'"
    )  # fmt: skip
    assert reader_named("acme").origin == "acme-traces 1.2"


def test_own_readers_have_no_origin():
    assert {reader.origin for reader in all_readers()} == {None}


@pytest.mark.parametrize(
    "module, format_name, said",
    [
        (
            "import no_such_module",
            "acme",
            "cannot be imported: ModuleNotFoundError: No module named",
        ),
        ("1 / 0", "acme", "cannot be imported: ZeroDivisionError"),
        ("OTHER = 1", "acme", "cannot be imported: AttributeError"),
        ("READER = 'acme'", "acme", "is no tracegrade.formats.Reader but str"),
        (ACME, "acme2", "calls its format 'acme'"),
        (ACME.replace('"acme"', '"otlp"'), "otlp", "has a name that tracegrade has taken"),
    ],
    ids=["no-module", "raises", "no-attribute", "no-reader", "other-name", "taken"],
)
def test_a_reader_that_does_not_work_is_an_error_that_names_its_distribution(
    install, module: str, format_name: str, said: str
):
    install(module, format_name=format_name)
    with pytest.raises(ConfigurationError) as raised:
        list(tracegrade.load("fixtures/traces/native/plain_success/input.jsonl"))
    assert f"of acme-traces 1.2 {said}" in str(raised.value)
    assert f"the reader {format_name!r}" in str(raised.value)


def test_two_distributions_cannot_have_one_name(install):
    install()
    install(project="other-traces")
    with pytest.raises(
        ConfigurationError, match=r"of other-traces 1\.2 .*acme-traces 1\.2 has taken"
    ):
        all_readers()


def test_commands_show_where_a_reader_comes_from_and_exit_2_where_one_is_broken(
    install, tmp_path: Path
):
    site = install()

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "tracegrade", *arguments]
        environment = {"PYTHONPATH": str(site), "COLUMNS": "100"}
        return subprocess.run(command, capture_output=True, text=True, env=environment, check=False)

    assert run("formats", "acme").stdout.endswith("from         acme-traces 1.2\n")
    assert "from acme-traces 1.2: Runs of Acme\n" in run("formats").stdout
    listed = json.loads(run("formats", "--format", "json").stdout)["formats"]
    assert [(row["name"], row["origin"]) for row in listed if row["origin"]] == [
        ("acme", "acme-traces 1.2")
    ]
    (site / "acme_traces.py").write_text("import no_such_module")
    broken = run("show", "fixtures/traces/native/plain_success/input.jsonl")
    assert broken.returncode == 2
    assert "of acme-traces 1.2 cannot be imported" in broken.stderr
    assert "Traceback" not in broken.stderr
    assert run("--version").returncode == 0


def test_importing_looks_for_no_readers():
    probe = "import sys, tracegrade.formats; print('importlib.metadata' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"

"""What readers declare that their formats can show is what files of these formats do show, at best."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest

from tests.formats.capability_samples import SAMPLES
from tracegrade.formats import all_readers, load, reader_named
from tracegrade.model import Capability

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures" / "traces"
LINES = (
    "cursor", "kimi", "copilot_cli", "opencode", "claude_code", "crewai", "openai_agents_spans",
    "vercel_stream",
)  # fmt: skip
"""Formats whose files hold one record a line."""

FORMATS = [reader.name for reader in all_readers()]


def shown_in(paths: Iterable[Path]) -> dict[str, set[Capability]]:
    """By format, what the files show."""
    shown: dict[str, set[Capability]] = defaultdict(set)
    for path in paths:
        for trace in load(path):
            assert trace.source is not None
            assert trace.source.format is not None
            shown[trace.source.format] |= trace.capabilities
    return shown


@cache
def shown_in_fixtures() -> dict[str, set[Capability]]:
    return shown_in(path for path in FIXTURES.glob("*/*") if path.is_dir())


def shown_in_sample(name: str, folder: Path) -> set[Capability]:
    sample = SAMPLES[name]
    if name in LINES:
        path = folder / "sample.jsonl"
        path.write_text("".join(json.dumps(one) + "\n" for one in sample))
    else:
        path = folder / "sample.json"
        path.write_text(json.dumps(sample))
    shown = shown_in([path])
    assert set(shown) == {name}, "the sample is taken for another format"
    return shown[name]


@pytest.mark.parametrize("name", FORMATS)
def test_no_fixture_shows_what_its_reader_does_not_declare(name: str):
    assert shown_in_fixtures()[name] <= reader_named(name).capabilities


@pytest.mark.parametrize("name", FORMATS)
def test_whatever_a_reader_declares_some_file_shows(name: str, tmp_path: Path):
    shown = set(shown_in_fixtures()[name])
    if name in SAMPLES:
        shown |= shown_in_sample(name, tmp_path)
    assert shown == reader_named(name).capabilities


@pytest.mark.parametrize("name", SAMPLES)
def test_every_sample_is_needed(name: str, tmp_path: Path):
    assert shown_in_sample(name, tmp_path) - shown_in_fixtures()[name]


@pytest.mark.shared
def test_no_real_file_shows_what_its_reader_does_not_declare(shared: Path):
    for name, capabilities in shown_in([shared / "traces"]).items():
        assert capabilities <= reader_named(name).capabilities, name

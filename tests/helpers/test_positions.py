"""Lines of values in TOML and JSON texts: right for what is valid, and bounded for what is not."""

from __future__ import annotations

import json
import tomllib

from hypothesis import given
from hypothesis import strategies as st

from tracegrade._positions import json_lines, toml_lines

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner,
                                                                max_size=3),
    max_leaves=8,
)  # fmt: skip


def paths(value, path=()):
    yield path
    items = value.items() if isinstance(value, dict) else ()
    items = enumerate(value) if isinstance(value, list) else items
    for key, item in items:
        yield from paths(item, (*path, key))


@given(values)
def test_every_value_of_a_json_text_has_its_line(value):
    text = json.dumps(value, indent=1)
    lines = json_lines(text)
    assert set(lines) == set(paths(value))
    compact = json.dumps(value)
    assert set(json_lines(compact).values()) == {1}
    for path, line in lines.items():
        if path and isinstance(path[-1], str):
            assert json.dumps(path[-1]) in text.splitlines()[line - 1]


TOML = '''# comment = [
title = "a # b" # c
"quoted key".inner = 1
literal = 'C:\\a'
long = """
x = 5
"""
[table]
list = [1, [2, 3],
  {a = {b = 4}, "c" = "}"},
]
[table.below]
at."/x/y" = 2026-11-23T10:00:00Z
[[rows]]
n = 1
[[rows]]
n = 2
[rows.inner]
m = 1.5'''


def test_every_value_of_a_toml_text_has_its_line():
    text = TOML
    lines = toml_lines(text)
    found = set(paths(tomllib.loads(text))) - {()}
    assert found <= set(lines)
    assert {path: lines[path] for path in [
        ("title",), ("quoted key", "inner"), ("long",), ("table", "list", 1, 0),
        ("table", "list", 2, "a", "b"), ("table", "below", "at", "/x/y"), ("rows", 1, "n"),
        ("rows", 1, "inner", "m"),
    ]} == {
        ("title",): 2, ("quoted key", "inner"): 3, ("long",): 5, ("table", "list", 1, 0): 9,
        ("table", "list", 2, "a", "b"): 10, ("table", "below", "at", "/x/y"): 13,
        ("rows", 1, "n"): 17, ("rows", 1, "inner", "m"): 19,
    }  # fmt: skip


@given(st.text("[]{}=:,.\"'#\\ab\n", max_size=60))
def test_what_is_neither_ends_all_the_same(text):
    toml_lines(text)
    json_lines(text)


def test_deep_nesting_ends():
    assert toml_lines("a = " + "[" * 5000)
    assert json_lines("{" * 5000)

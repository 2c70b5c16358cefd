"""The shortcut through JSON Schema is never more lenient than the validator."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from tracegrade._schema_shortcut import shortcut

SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(-2, 3), st.sampled_from((0.0, 0.5, 2.0, float("nan"))),
    st.sampled_from(("", "a", "b")),
)  # fmt: skip
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner),
    max_leaves=6,
)
TYPES = st.sampled_from(("string", "integer", "number", "boolean", "null", "array", "object"))


@st.composite
def schemas(draw: st.DrawFn, depth: int = 0) -> Any:
    """Schemas of the part that has a shortcut, and a little more."""
    if depth > 2 or draw(st.integers(0, 9)) == 0:
        return draw(st.sampled_from((True, False, {})))
    inner = schemas(depth + 1)
    words: dict[str, st.SearchStrategy[Any]] = {
        "type": TYPES | st.lists(TYPES, min_size=1, max_size=3, unique=True),
        "enum": st.lists(SCALARS, min_size=1, max_size=3),
        "minimum": st.integers(-1, 2),
        "maximum": st.integers(-1, 2) | st.just(1.5),
        "items": inner,
        "properties": st.dictionaries(st.sampled_from("abc"), inner, max_size=3),
        "required": st.lists(st.sampled_from("abc"), max_size=2, unique=True),
        "additionalProperties": st.booleans() | inner,
        "minLength": st.integers(0, 1),
    }
    chosen = draw(st.lists(st.sampled_from(sorted(words)), max_size=4, unique=True))
    return {word: draw(words[word]) for word in chosen}


@given(schemas(), VALUES)
def test_what_it_lets_through_satisfies_the_schema(schema: Any, value: Any):
    check = shortcut(schema)
    if check is not None and check(value):
        assert Draft202012Validator(schema).is_valid(value)


def test_it_knows_what_tools_use():
    schema = {
        "type": "object",
        "required": ["id"],
        "properties": {
            "id": {"type": "string", "description": "The order."},
            "limit": {"type": ["integer", "null"], "minimum": 1, "default": 10},
            "tags": {"type": "array", "items": {"enum": ["a", "b"]}},
        },
        "additionalProperties": False,
    }
    check = shortcut(schema)
    assert check is not None
    assert check({"id": "A", "limit": None, "tags": ["a"]})
    assert not check({"id": "A", "limit": 0})
    assert not check({"id": "A", "more": 1})


@pytest.mark.parametrize("wanted", [[["string"]], ["string", "text"], [], {}, 7])
def test_it_leaves_types_that_there_are_not_to_the_validator(wanted: Any):
    assert shortcut({"type": wanted}) is None

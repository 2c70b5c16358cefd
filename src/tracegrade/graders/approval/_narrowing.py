"""Is one JSON Schema within another? Exact on the common keywords, open on the rest."""

from __future__ import annotations

from typing import Any

from tracegrade import _json

__all__ = ["is_within"]

_BOUNDS = {
    "minimum": 1, "exclusiveMinimum": 1, "minLength": 1, "minItems": 1,
    "maximum": -1, "exclusiveMaximum": -1, "maxLength": -1, "maxItems": -1,
}  # fmt: skip
_STRICTER = {"minimum": "exclusiveMinimum", "maximum": "exclusiveMaximum"}
_NOTES = frozenset(("title", "description", "default", "examples", "$schema", "$id", "$comment"))
_TYPES = {"string": str, "boolean": bool, "array": list, "object": dict}
_DEEPEST = 32


def is_within(inner: Any, outer: Any, *, depth: int = 0) -> bool | None:
    """Whether every value that the inner schema accepts is one that the outer accepts.

    Decided on `const`, `enum`, `type`, bounds, equal patterns, `required` and `properties`; `None`
    where another keyword would have to be reasoned about.

    Example:
        >>> cap = {"properties": {"amount": {"maximum": 100}}, "required": ["amount"]}
        >>> is_within({"properties": {"amount": {"const": 50}}, "required": ["amount"]}, cap)
        True
        >>> is_within({"properties": {"amount": {"maximum": 500}}, "required": ["amount"]}, cap)
        False
        >>> is_within({"required": ["amount"]}, {"not": {"required": ["memo"]}}) is None
        True
    """
    if not outer or outer is True or _same(inner, outer):
        return True
    if inner is None or inner is True or not isinstance(inner, dict) or not isinstance(outer, dict):
        inner = inner if isinstance(inner, dict) else {}
    if depth > _DEEPEST or not isinstance(outer, dict):
        return None
    values = _values(inner)
    if values is not None:
        return _all_accept(values, outer)
    answers = [
        _keyword(inner, keyword, wanted, depth)
        for keyword, wanted in outer.items()
        if keyword not in _NOTES
    ]
    if False in answers:
        return False
    return None if None in answers else True


def _values(schema: dict[str, Any]) -> list[Any] | None:
    """The values that a schema lists, if it does."""
    if "const" in schema:
        return [schema["const"]]
    enum = schema.get("enum")
    return enum if isinstance(enum, list) else None


def _all_accept(values: list[Any], outer: dict[str, Any]) -> bool:
    from tracegrade import _schema_validation

    return not any(_schema_validation.faults(outer, value) for value in values)


def _keyword(inner: dict[str, Any], keyword: str, wanted: Any, depth: int) -> bool | None:
    if keyword in ("const", "enum"):
        return False  # the inner schema lists no values, so it accepts others
    if keyword == "type":
        mine = inner.get("type")
        return None if mine is None else set(_listed(mine)) <= set(_listed(wanted))
    if keyword in _BOUNDS:
        return _bounded(inner, keyword, wanted)
    if keyword == "required":
        return set(wanted) <= set(inner.get("required", ()))
    if keyword == "properties":
        return _properties(inner, wanted, depth)
    return True if keyword in inner and _same(inner[keyword], wanted) else None


def _bounded(inner: dict[str, Any], keyword: str, wanted: Any) -> bool:
    sign = _BOUNDS[keyword]
    for name in (keyword, _STRICTER.get(keyword)):
        mine = inner.get(name) if name is not None else None
        if mine is not None and sign * mine >= sign * wanted:
            return True
    if keyword in ("exclusiveMinimum", "exclusiveMaximum"):
        mine = inner.get("minimum" if sign > 0 else "maximum")
        return mine is not None and sign * mine > sign * wanted
    return False


def _properties(inner: dict[str, Any], wanted: dict[str, Any], depth: int) -> bool | None:
    mine = inner.get("properties", {})
    is_closed = inner.get("additionalProperties") is False
    answers = [
        is_within(mine.get(name), schema, depth=depth + 1)
        for name, schema in wanted.items()
        if name in mine or not is_closed
    ]
    if False in answers:
        return False
    return None if None in answers else True


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _same(one: Any, other: Any) -> bool:
    return _json.canonical(one) == _json.canonical(other)

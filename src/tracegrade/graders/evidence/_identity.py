"""Which field of a record says which thing it is about."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tracegrade.graph.values import Record

__all__ = ["currency_of", "field_words", "identity_field", "identity_of"]

_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
_RANGE = re.compile(  # more digits make it a number in two parts
    r"[<>\u2264\u2265]?\s?\d{1,4}(?:\.\d{1,6})?(?:\s?[-\u2013]\s?\d{1,4}(?:\.\d{1,6})?)"
)
_IDENTIFYING = ("id", "key", "ref", "reference", "code", "sku", "number", "no", "uuid", "slug")
_LONGEST = 80
_CURRENCY_FIELDS = frozenset(
    ("currency", "currency_code", "currencycode", "ccy", "moeda", "moneda", "waehrung", "w\u00e4hrung", "devise", "monnaie", "valuta",
     "waluta", "munt", "currency_iso")
)  # fmt: skip


@lru_cache(maxsize=8192)
def field_words(name: str) -> tuple[str, ...]:
    """The words of a field's name in lower case.

    Example:
        >>> field_words("flightNumber"), field_words("weight_kg")
        (('flight', 'number'), ('weight', 'kg'))
    """
    return tuple(word.lower() for word in _WORD.findall(name))


def identity_field(record: Record) -> tuple[str, Any] | None:
    """The field that says which thing a record is about: the first that is called an id."""
    for name, value in record.fields:
        if not isinstance(value, str | int) or isinstance(value, bool):
            continue
        words = field_words(name)
        is_named = bool(words) and words[-1] in _IDENTIFYING and 0 < len(str(value)) <= _LONGEST
        if is_named and _RANGE.fullmatch(str(value)) is None:
            return name, value
    return None


def identity_of(record: Record) -> str | None:
    """One spelling of which thing a record is about, `None` where it does not say."""
    found = identity_field(record) or _only_name(record)
    return None if found is None else f"{found[0]}={found[1]}"


def _only_name(record: Record) -> tuple[str, Any] | None:
    """Without an id, the first field that holds a name."""
    if not record.fields:
        return None
    name, value = record.fields[0]
    is_name = isinstance(value, str) and 0 < len(value) <= _LONGEST and name != ""
    return (name, value) if is_name and any(map(str.isalpha, value)) else None


def currency_of(record: Record) -> str | None:
    """The currency that a record's own field states for its amounts."""
    for name, value in record.fields:
        if isinstance(value, str) and len(value) == 3 and name.lower() in _CURRENCY_FIELDS:
            return value.upper()
    return None

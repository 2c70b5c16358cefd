"""The language of expectations: which calls are right, in which order, with which arguments.

Parts make a plan (`call`, `sequence`, `any_order`, `parallel`, `optional`, `one_of`, `repeat`), rules
hold beside it (`never`, `never_until`, `at_most_once`, `count`, ...), and matchers stand where a value
of an argument could (`near`, `regex`, `among`, ...). All of it is plain data with one meaning in
Python, in TOML or JSON, and in a case: `name(first, other=x)` is written `{name: first, other: x}`,
matchers with a `$` before the name.

Example:
    >>> from tracegrade import graders as g
    >>> from tracegrade.graders import expect as e
    >>> refund = g.ToolChoice(
    ...     [
    ...         e.sequence(
    ...             e.call("get_order", {"order_id": e.same("order")}),
    ...             e.any_order("check_stock", "check_policy"),
    ...             e.call("refund", {"order_id": e.same("order"), "amount": e.near(50, within=1)}),
    ...         ),
    ...         e.never("delete_*"),
    ...     ],
    ...     extras=["read"],
    ... )
    >>> refund.name
    'ToolChoice'
"""

from __future__ import annotations

from tracegrade.graders.expect._matchers import (
    absent,
    among,
    anything,
    between,
    containing,
    date,
    exactly,
    fits,
    having,
    ignored,
    maybe,
    near,
    of_type,
    other_than,
    regex,
    same,
    text,
    time,
    unordered,
    where,
)
from tracegrade.graders.expect._plan import (
    any_order,
    call,
    one_of,
    optional,
    parallel,
    repeat,
    sequence,
)
from tracegrade.graders.expect._rules import (
    at_most_once,
    count,
    first_call,
    last_call,
    never,
    never_after,
    never_before,
    never_next,
    never_until,
    recovers,
)

__all__ = [
    "absent",
    "among",
    "any_order",
    "anything",
    "at_most_once",
    "between",
    "call",
    "containing",
    "count",
    "date",
    "exactly",
    "first_call",
    "fits",
    "having",
    "ignored",
    "last_call",
    "maybe",
    "near",
    "never",
    "never_after",
    "never_before",
    "never_next",
    "never_until",
    "of_type",
    "one_of",
    "optional",
    "other_than",
    "parallel",
    "recovers",
    "regex",
    "repeat",
    "same",
    "sequence",
    "text",
    "time",
    "unordered",
    "where",
]

"""What was stated in a trace, decoded and taken apart once for everything that asks."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from tracegrade.graph.values._forms import LONGEST_WHOLE, forms_of, forms_of_all, forms_of_text
from tracegrade.graph.values._particulars import particulars_of, shape_of
from tracegrade.graph.values._records import decoded, records_of
from tracegrade.graph.values._statements import statements_of
from tracegrade.graph.values._text import normalized

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tracegrade.graph.values._forms import Form
    from tracegrade.graph.values._particulars import Particular
    from tracegrade.graph.values._records import Record
    from tracegrade.graph.values._statements import Statement
    from tracegrade.model import Columns

__all__ = ["Content", "Contents"]


class Content:
    """One statement, decoded.

    Attributes:
        statement: Who stated it, and where.
        value: Its decoded value; a text that is no JSON object or list stays as it is.
    """

    __slots__ = ("_records", "statement", "value")

    def __init__(self, statement: Statement) -> None:
        self.statement = statement
        self.value = decoded(statement.content)
        self._records: list[Record] | None = None

    @property
    def records(self) -> list[Record]:
        """The objects of the value, made on first use."""
        if self._records is None:
            self._records = list(records_of(self.value))
        return self._records


class Contents:
    """The statements of a trace in order, decoded, and what their texts state.

    A value index, an evidence store and whoever else asks share the records and particulars, and
    leaves of results that are repeated are scanned once.

    Attributes:
        all: The statements, in step order.

    Example:
        >>> from tracegrade.formats import load_one
        >>> trace = load_one("fixtures/traces/native/approval_granted/input.jsonl")
        >>> contents = trace.graph().contents
        >>> [each.kind for each in contents.particulars("Order A-1001: $250")]
        ['id', 'money']
    """

    __slots__ = ("_forms", "_normals", "_particulars", "all")

    def __init__(self, columns: Columns) -> None:
        self.all = [Content(statement) for statement in statements_of(columns)]
        self._particulars: dict[str, tuple[Particular, ...]] = {}
        self._normals: dict[str, str] = {}
        self._forms: dict[str, tuple[Form, ...]] = {}

    def particulars(self, text: str) -> tuple[Particular, ...]:
        """The particulars of a text; they are shared, so nobody may change them."""
        found = self._particulars.get(text)
        if found is None:
            found = self._particulars[text] = particulars_of(text)
        return found

    def normal(self, text: str) -> str:
        """A text in the form in which it is compared."""
        known = self._normals.get(text)
        if known is None:
            known = self._normals[text] = normalized(text)
        return known

    def forms(self, value: Any) -> tuple[Form, ...]:
        """The canonical forms of a scalar, as `forms_of` gives them."""
        if not isinstance(value, str):
            return forms_of(value)
        known = self._forms.get(value)
        if known is None:
            whole = value if len(value) <= LONGEST_WHOLE else value[:LONGEST_WHOLE]
            is_plain = shape_of(whole) in ("words", "token")  # states itself alone
            found = () if is_plain else self.particulars(whole)
            known = self._forms[value] = forms_of_text(value, found, self.normal)
        return known

    def stated_forms(self, text: str) -> list[Form]:
        """The canonical forms of everything that a text states, as `stated_forms` gives them."""
        return forms_of_all(self.particulars(text))

    def numbers(self, content: Content) -> Iterator[Decimal]:
        """The size of each number of a text or of the leaves of a value, in order."""
        if isinstance(content.value, str):
            yield from _values_of(self.particulars(content.value))
            return
        for record in content.records:
            for _, leaf in record.fields:
                if isinstance(leaf, str):
                    yield from _values_of(self.particulars(leaf))
                else:
                    yield from (key for _, key in forms_of(leaf) if isinstance(key, Decimal))


def _values_of(found: Iterable[Particular]) -> Iterator[Decimal]:
    return (each.value for each in found if each.value is not None)

"""What is decoded and scanned once, and texts that are searched together."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.graders.traces import call, make_trace, result, user
from tracegrade.graph.values import Contents, forms_of, particulars_in, stated_forms
from tracegrade.graph.values._texts import JoinedTexts


def contents(*steps: dict[str, Any]) -> Contents:
    return make_trace(list(steps)).graph().contents


VALUES = st.one_of(
    st.text("aZ1 $-./:@", max_size=12), st.integers(), st.floats(), st.booleans(), st.none(),
    st.sampled_from(("2026-03-04", "$250.00", "12 kg", "A-1001 and B-2", "x" * 300, "a@b.co ", " ", "usd250", "W-4711", "gold")),
)  # fmt: skip


@given(st.lists(VALUES, max_size=6))
def test_shared_forms_are_those_of_the_value_alone(values: list[Any]):
    shared = contents()
    for value in (*values, *values):
        assert shared.forms(value) == forms_of(value)
        assert shared.stated_forms(str(value)) == stated_forms(str(value))
        assert shared.particulars(str(value)) == tuple(particulars_in(str(value)))


def test_numbers_of_a_statement_are_those_of_its_leaves_or_of_its_text():
    shared = contents(
        user("I paid $20 on 2026-03-04"),
        call("look", {"most": 7}),
        result("s1", '{"rows": [{"id": "A-1001", "total": -12.5, "note": "for 3 kg", "paid": true}]}'),
    )  # fmt: skip
    stated = [list(shared.numbers(each)) for each in shared.all]
    assert stated == [[Decimal(20)], [Decimal(7)], [Decimal("12.5"), Decimal(3)]]


def test_records_of_a_statement_are_made_once():
    shared = contents(call("look", {}), result("s0", {"rows": [{"id": 1}, {"id": 2}]}))
    assert shared.all[-1].records is shared.all[-1].records
    assert [each.pointer() for each in shared.all[-1].records] == ["", "/rows/0", "/rows/1"]


@given(st.lists(st.text("ab ", max_size=8), max_size=5), st.text("ab ", min_size=1, max_size=3))
def test_a_phrase_is_found_in_joined_texts_where_it_is_in_each_as_whole_words(
    texts: list[str], phrase: str
):
    whole = re.compile(rf"(?<![^\W_]){re.escape(phrase)}(?![^\W_])")
    assert list(JoinedTexts(texts).holding(phrase)) == [
        number for number, text in enumerate(texts) if whole.search(text)
    ]


def test_a_text_full_of_near_hits_does_not_hide_the_next_one():
    assert list(JoinedTexts(["orders " * 500 + "order", "my order"]).holding("order")) == [1]

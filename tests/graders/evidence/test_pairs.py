"""Two numbers that come to a third."""

from __future__ import annotations

from decimal import Decimal
from itertools import combinations

from hypothesis import example, given
from hypothesis import strategies as st

from tracegrade.graders.evidence._pairs import pair_giving

AMOUNTS = st.one_of(
    st.decimals(0, 60, places=2), st.decimals(0, 60, places=3), st.integers(0, 60).map(Decimal)
)
HALF_A_CENT = Decimal("0.005")


def tried(value: Decimal, operands: list[Decimal]) -> str | None:
    for one, other in combinations(operands, 2):
        for result, sign in ((one + other, "+"), (abs(one - other), "-"), (one * other, "*")):
            if abs(result - value) < HALF_A_CENT:
                return f"{one} {sign} {other}"
    return None


@given(st.decimals(1, 120, places=2), st.lists(AMOUNTS, max_size=12, unique=True))
@example(Decimal(13), [Decimal("0.105"), Decimal("123.81")])
@example(Decimal("12.34"), [Decimal("6.17"), Decimal(2)])
def test_the_pair_looked_up_is_the_first_one_found_by_trying(
    value: Decimal, operands: list[Decimal]
):
    assert pair_giving(value, operands) == tried(value, operands)


@given(st.lists(st.integers(1, 10**4).map(lambda cents: Decimal(cents) / 100), min_size=2, max_size=8, unique=True), st.data())  # fmt: skip
def test_every_product_of_two_is_found(operands: list[Decimal], data: st.DataObject):
    one, other = data.draw(st.sampled_from(list(combinations(operands, 2))))
    value = (one * other).quantize(Decimal("0.01"))
    if value > 1:
        assert pair_giving(value, operands) == tried(value, operands)


def test_numbers_of_any_size_are_no_trouble():
    assert (
        pair_giving(Decimal("1e308"), [Decimal("9e307"), Decimal("1e307"), Decimal(0)]) is not None
    )
    assert pair_giving(Decimal(7), [Decimal(10) ** 400, Decimal("1e-30")]) is None

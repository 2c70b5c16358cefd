"""What the rows of one page come to, told as what all of them come to."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from tracegrade.graders.evidence._expressions import AMOUNTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracegrade.graders.evidence._claims import Sentence
    from tracegrade.graders.evidence._listings import Listing

__all__ = ["comes_to_part"]

_MOST_ROWS = 500
_MOST_COLUMNS = 12
_FEWEST = 2
_DEMONSTRATIVE = re.compile(
    r"\b(?:these|those|diese[nrms]?|jene[nrms]?|ces|cettes?|est[oa]s|es[oa]s|estes|estas|esses|essas|quest[ie]|quell[ie]|deze|tych|te|dessa|disse)\b",
    re.IGNORECASE,
)
_CENT = Decimal("0.01")


def comes_to_part(sentence: Sentence, listing: Listing) -> bool:
    """Whether a sentence tells, as an amount of all, what a column of one page comes to.

    Args:
        sentence: The sentence.
        listing: A list that is known not to be all there is.
    """
    if _DEMONSTRATIVE.search(sentence.text) is not None:
        return False
    said = {
        abs(each.value).quantize(_CENT)
        for each in sentence.stated
        if each.kind in AMOUNTS - {"percent"}
        and each.value is not None
        and abs(each.value) < 10**15
    }
    return bool(said) and any(total in said for total in _sums(listing.entries[:_MOST_ROWS]))


def _sums(rows: list[Any]) -> Iterator[Decimal]:
    """What the columns of rows come to, where each row has the column and they are not all the same."""
    if len(rows) < _FEWEST or not all(isinstance(row, dict) for row in rows):
        return
    for name in list(rows[0])[:_MOST_COLUMNS]:
        values = [_number(row.get(name)) for row in rows]
        known = [value for value in values if value is not None]
        if len(known) == len(rows) and len(set(known)) > 1:
            yield abs(sum(known, Decimal())).quantize(_CENT)


def _number(value: Any) -> Decimal | None:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return Decimal(str(value)) if is_number and abs(value) < 10**12 else None

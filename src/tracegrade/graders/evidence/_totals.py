"""The last row of an answer's own table: is it what the rows above come to?"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from tracegrade.graders.evidence._expressions import AMOUNTS, Sum, last_digit

if TYPE_CHECKING:
    from tracegrade.graders.evidence._claims import Sentence
    from tracegrade.graph.values import Particular

__all__ = ["total_of_rows"]

_TOTAL = re.compile(
    r"[\s|]*(?:grand\s|sub|gesamt|zwischen)?(?:totals?|sum|summe|gesamt|insgesamt|ensemble|somme|suma|soma|somma|totale|totaal|razem|\u0142\u0105cznie"
    r"|together|overall|all)\b[^|\d]*\||[\s|]*(?:\u5408\u8a08|\u8a08)",
    re.IGNORECASE,
)
_MOST_ROWS = 200
_EXACT_PLACES = 2
_MINUS = ("-", "\u2212", "\u2013")


def total_of_rows(claim: Particular, sentence: Sentence, sentences: list[Sentence]) -> Sum | None:
    """What the cells above a total come to, and whether it is that; `None` where it is no such total."""
    if sentence.kind != "row" or claim.kind not in AMOUNTS - {"percent"} or claim.value is None:
        return None
    if _TOTAL.match(sentence.text) is None:
        return None
    cells: list[Particular] = []
    total = Decimal()
    column = _column(sentence, claim)
    for row in reversed(sentences[max(0, sentence.number - _MOST_ROWS) : sentence.number]):
        if row.kind != "row" or row.above != sentence.above:
            break
        cell = _cell(row, column)
        if cell is None or cell.value is None or _TOTAL.match(row.text):
            return None
        cells.append(cell)
        total += -cell.value if _is_negative(row, cell) else cell.value
    units = {each.unit for each in (*cells, claim) if each.unit is not None}
    if len(cells) < 2 or len(units) > 1:
        return None
    allowed = max(_rounding(each) for each in (*cells, claim)) * (len(cells) + 1)
    how = f"sum of the {len(cells)} rows above"
    is_right = abs(abs(total) - claim.value) <= allowed
    return Sum(claim.start - sentence.start, claim.text, how, abs(total), is_right)


def _column(sentence: Sentence, found: Particular) -> int:
    return sentence.text.count("|", 0, max(0, found.start - sentence.start))


def _cell(row: Sentence, column: int) -> Particular | None:
    """The one amount in a column of a row."""
    found = [each for each in row.stated if _column(row, each) == column]
    return found[0] if len(found) == 1 and found[0].kind in AMOUNTS else None


def _is_negative(row: Sentence, cell: Particular) -> bool:
    at = cell.start - row.start
    return row.text[max(0, at - 1) : at] in _MINUS


def _rounding(cell: Particular) -> Decimal:
    """How far an amount may have been rounded: not at all where it is whole, or to the cent."""
    is_exact = cell.scale == 1 and (cell.places < 1 or cell.places == _EXACT_PLACES)
    return Decimal(0) if is_exact else last_digit(cell) / 2

"""Amounts of money that a record holds in hundredths, and says so in one way or another."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from tracegrade.graders.evidence._identity import currency_of, field_words

if TYPE_CHECKING:
    from tracegrade.graders.evidence._facts import Fact, Facts
    from tracegrade.graph.values import Particular, Record

__all__ = ["in_hundredths", "may_be_hundredths", "names_hundredths"]

_HUNDREDTHS = frozenset(
    ("cent", "cents", "ct", "pence", "penny", "minor", "oere", "\u00f8re", "\u00f6re", "ore", "rappen", "centime", "centimes",
     "centimos", "c\u00e9ntimos", "centesimi", "centavos", "c\u00eantimos", "grosze", "groszy", "grosz", "kopecks", "kop", "haler", "hal\u00e9\u0159",
     "fillers", "kurus", "kuru\u015f", "paise", "paisa", "sen", "subunits", "cc")
)  # fmt: skip
_OF_CURRENCY = {
    "gr": "PLN",
    "p": "GBP",
    "c": "USD",
}  # letters that end a name and are hundredths beside that currency
_WHOLE = frozenset(
    ("JPY", "KRW", "VND", "CLP", "ISK", "HUF", "XAF", "XOF", "UGX")
)  # told without any
_NO_AMOUNTS = frozenset(
    ("id", "number", "no", "code", "count", "qty", "quantity", "year", "page", "limit", "offset", "size", "index",
     "version", "zip", "phone", "at", "date", "time", "timestamp", "created", "updated", "seats", "units", "days")
)  # fmt: skip
_MONEY = frozenset(
    ("amount", "price", "total", "subtotal", "fee", "cost", "charge", "balance", "refund", "tax", "paid", "due", "shipping",
     "betrag", "preis", "summe", "montant", "prix", "importe", "precio", "prezzo", "importo", "preco", "valor", "prijs",
     "bedrag", "cena", "kwota", "pris", "belopp")
)  # fmt: skip
_LETTERS = re.compile(r"[^\W\d_]+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_HIGHEST = 4
_MOST_PLACES = 2
_LEAST = 100


def in_hundredths(claim: Particular, stated: Facts) -> list[Fact]:
    """The places that hold a hundred times what a claim says, in fields of hundredths.

    That a field holds them its name says, or the one around it; or the record has a currency and whole numbers only.
    """
    value = claim.value
    if value is None or claim.kind not in ("money", "number") or claim.places > _MOST_PLACES:
        return []
    number = value * 100
    if number != int(number) or number < _LEAST:
        return []
    facts = [
        fact for fact in stated.at(("number", number))
        if fact.record is not None and _currency(fact.record) in (None, claim.unit or _currency(fact.record))
    ]  # fmt: skip
    named = [fact for fact in facts if fact.record and names_hundredths(fact.record, fact.field)]
    if named or claim.kind != "money":
        return named
    return [
        fact
        for fact in facts
        if fact.record and may_be_hundredths(fact.record, fact.field, claim.places)
    ]


def names_hundredths(record: Record, field: str) -> bool:
    """Whether a field, or what it lies in, is called after hundredths: `pris_oere`, `preise_cent`."""
    names = (field, *(part for part in record.path[-_HIGHEST:] if isinstance(part, str)))
    if any(_HUNDREDTHS & _words(name) for name in names):
        return True
    currency = _OF_CURRENCY.get(field.lower().rpartition("_")[2]) if "_" in field else None
    return currency is not None and currency == _currency(record)


@lru_cache(maxsize=4096)
def _words(name: str) -> frozenset[str]:
    """The words of a name, in letters of any alphabet."""
    return frozenset(word.lower() for word in _LETTERS.findall(_CAMEL.sub(" ", name)))


def _currency(record: Record) -> str | None:
    around: Record | None = record
    for _ in range(_HIGHEST):
        if around is None:
            return None
        found = currency_of(around)
        if found is not None:
            return found
        around = around.parent
    return None


def may_be_hundredths(record: Record, field: str, places: int = 0) -> bool:
    """Whether a field may be an amount in hundredths: a whole number among such, beside a currency.

    Args:
        record: What holds the field.
        field: Its name.
        places: Decimal places of what is held against it; with two, a name of money will do without a currency.
    """
    currency = _currency(record)
    words = field_words(field)
    if currency in _WHOLE or _NO_AMOUNTS.intersection(words):
        return False
    if currency is None and (places < _MOST_PLACES or not _MONEY.intersection(words)):
        return False
    around = [record, *([record.parent] if record.parent is not None else [])]
    return not any(
        isinstance(value, float) or (isinstance(value, str) and _is_decimal(value))
        for each in around for name, value in each.fields if not _NO_AMOUNTS.intersection(field_words(name))
    )  # fmt: skip


def _is_decimal(text: str) -> bool:
    head, point, tail = text.partition(".")
    return bool(point) and head.isdigit() and len(tail) == 2 and tail.isdigit()

"""What a record holds is held against a claim only where nothing else explains the claim."""

from __future__ import annotations

from typing import Any

import pytest

from tests.graders.traces import answer, call, make_trace, result
from tracegrade.graders import EvidenceUse
from tracegrade.model import Grade

SURVEY = [{"invited": 1640, "answered": 1312, "phone": 1187, "email": 975}]
DEALS = {
    "deals": [
        {"id": "D-511", "name": "Marlow Dairy", "amount": 84000},
        {"id": "D-512", "name": "Orrin Glass", "amount": 52500},
    ]
}
FLATS = {
    "inmuebles": [
        {"titulo": "\u00c1tico Norte", "alquiler": 1240, "gastos": 185, "m2": 83},
        {"titulo": "Bajo Jard\u00edn", "alquiler": 985, "gastos": 142, "m2": 71},
    ]
}
SEATS = {
    "offers": [
        {"block": "Parterre", "row": "F", "face": 68.0, "fee": 8.35},
        {"block": "Galerie", "row": "A", "face": 44.0, "fee": 5.6},
    ],
    "currency": "EUR",
}
RIDES = [
    {"id": 44120981, "name": "Evening Ride", "start": "2026-05-11T18:02:00", "distance_km": 41.3, "climb_m": 512, "heart_rate": 141.7, "kcal": 988},
    {"id": 44098120, "name": "Commute", "start": "2026-05-08T07:41:00", "distance_km": 17.9, "climb_m": 96, "heart_rate": 128.2, "kcal": 402},
]  # fmt: skip
CHARGE = {"session": "ses-77120", "place": "Odense", "fee_oere": 23125, "kwh": 61.4}
LEAGUE = [
    {"nr": 1, "klub": "Wisla Dolna", "mecze": 14, "wygrane": 9, "remisy": 3, "porazki": 2},
    {"nr": 2, "klub": "Orzel Gaj", "mecze": 14, "wygrane": 8, "remisy": 4, "porazki": 2},
]
SHEET = {"cells": {"F19": "=AVERAGE(F2:F18)", "F20": "=MAX(F2:F18)"}, "values": {"F2": 1188}}
PRESS = {"machine": "Press 4", "bought": "2021-04-01", "cost": 36000}
FUEL = "LEG       KG\nTRIP    6240\nCONT 5%  312\nALTN    1415\nTOTAL   7967\n"
CLOCK = {"meeting": "Board", "starts": "2026-03-02T16:45:00+01:00"}

FAIR = {
    "missing, of a count": ("`phone` is missing for 453 of the 1,640 people we invited.", SURVEY),
    "missing, in Spanish": ("Falta `email` en 665 casos.", SURVEY),
    "weighted, and what another is worth": ("D-511: 84,000 at 62.5 % = 52,500.", DEALS),
    "a field named as an operand": ("5 % of the trip fuel is 312 kg.", FUEL),
    "both told side by side": ("Evening Ride: 512 m of climbing against 96 m, at 142 and 128 beats.", RIDES),
    "a cell": ("The average stands in `F19`, the highest in `F20`.", SHEET),
}  # fmt: skip
RATES = {
    "a day": ("The patients got 80 mg a day.", "Zinc acetate 80 mg/day."),
    "daily": ("Children get 25 mg daily.", "25 mg/day in two doses"),
    "in German": ("Sie nehmen 40 mg t\u00e4glich.", "40 mg/day"),
    "in Spanish": ("Son 12 g por hora.", "12 g/h"),
    "per minute": ("It delivers 3 l per minute.", "pump: 3 L/min"),
}
"""Rates of which the second unit is told in words."""
NO_CONTRADICTION = {
    "weighted": ("Orrin Glass (D-512): 52,500 at 30 % = 15,750.", DEALS),
    "two fields of one record": ("Row F comes to \u20ac76.35 with everything.", SEATS),
    "two fields of the entry meant": ("El \u00c1tico sale por 1.425 \u20ac al mes.", FLATS),
    "a day reckoned from the one named": (
        "On 1 April 2024, three years after it was bought, it was worth less.",
        PRESS,
    ),
    "another zone beside the time": ("The Board meets at 16:45 (15:45 UTC).", CLOCK),
    "points of a league": ("Wisla Dolna ma 30 punkt\u00f3w po 14 meczach.", LEAGUE),
    "a price of one": ("Det blev 3,77 kr. pr. kWh.", CHARGE),
    "a length like a time": ("Your Evening Ride took 98:12.", RIDES),
    "a bare count": ("That makes 27 so far.", {"batch": "8841", "share": 0.27}),
}
"""What may be without a source, but is denied by no record."""
FALSE = {
    "missing, one digit off": ("`phone` is missing for 463 of the 1,640 people we invited.", SURVEY),
    "weighted wrongly": ("Orrin Glass (D-512): 52,500 at 30 % = 17,750.", DEALS),
    "the other's amount": ("D-512 has an amount of 84,000.", DEALS),
    "the other's climb": ("Commute: 512 m of climbing.", RIDES),
    "another field of the record": ("Evening Ride: heart rate 988.", RIDES),
    "a field a digit off": ("Orrin Glass has an amount of 52,800.", DEALS),
    "a slip of the only one": ("It used 64.1 kWh.", CHARGE),
    "a sum of no two": ("Row F comes to \u20ac73.65 with everything.", SEATS),
    "the day itself": ("It was bought on 4 January 2021.", PRESS),
    "the day itself, with a clause": ("The press, a big one, was bought on 1 April 2012.", PRESS),
    "the time of the meeting": ("The Board meets at 17:45.", CLOCK),
    "a cell that is not there": ("The lowest stands in `F21`.", SHEET),
    "a round number in place of a field": ("The amount of Marlow Dairy is 48,000.", DEALS),
}  # fmt: skip


def graded(said: str, content: Any) -> Grade:
    steps = [call("look", {}), result("s0", content), answer(said)]
    return EvidenceUse().grade(make_trace(steps))


@pytest.mark.parametrize("case", FAIR)
def test_what_is_reckoned_or_told_is_let_be(case: str):
    findings = [each.message for each in graded(*FAIR[case]).findings if each.severity != "info"]
    assert not findings


@pytest.mark.parametrize("case", RATES)
def test_a_rate_may_be_told_in_words(case: str):
    assert [each for each in graded(*RATES[case]).findings if each.severity != "info"] == []


@pytest.mark.parametrize(
    ("said", "source"),
    [("It covered 412 km.", "412 km/h"), ("The patient got 80 mg an hour.", "80 mg/day")],
)
def test_an_amount_is_no_rate(said: str, source: str):
    assert {each.code for each in graded(said, source).findings} == {"E06"}


@pytest.mark.parametrize("case", NO_CONTRADICTION)
def test_no_record_denies_what_nothing_ties_to_it(case: str):
    codes = {each.code for each in graded(*NO_CONTRADICTION[case]).findings}
    assert "E02" not in codes


@pytest.mark.parametrize("case", FALSE)
def test_what_no_record_explains_is_found(case: str):
    assert [each for each in graded(*FALSE[case]).findings if each.severity != "info"]

"""Amounts that are right in another spelling, unit or sum, and amounts that are not."""

from __future__ import annotations

import pytest

from tests.graders.traces import answer, call, make_trace, result
from tracegrade.graders import EvidenceUse
from tracegrade.model import Grade

ORDER = {"id": "A-7", "quantity": 24, "unit_price": "13.50", "currency": "EUR"}
PARCEL = {"id": "P-3", "weight": {"value": 23, "unit": "KG"}}
METER = {
    "unit": "kWh",
    "readings": [{"month": "May", "value": 18420}, {"month": "June", "value": 16975}],
}
LIMITS = {
    "currency": "GBP",
    "limits": [{"channel": "ATM", "amount": {"value": 60000, "exponent": 2}}],
}
FLIGHT = {
    "departure": {"time": "2025-03-01T21:40:00Z"},
    "arrival": {"time": "2025-03-02T00:25:30Z"},
}
LOAD = {"requests": 18000, "duration_s": 60, "failed": 45}
FILES = {"files": [{"name": "a.bin", "Size": 12400000}, {"name": "b.bin", "Size": 9900000}]}
SURVEY = {"respondents": 310, "counts": {"yes": 121, "no": 147, "unsure": 42}}
WEEKS = {
    "rows": [{"week": 1, "orders": 118}, {"week": 2, "orders": 124}, {"week": 3, "orders": 131}]
}

FAIR = {
    "a unit beside": ("The parcel weighs 23 kg, that is 51 lb.", PARCEL),
    "a unit around": ("In May it was 18.42 MWh.", METER),
    "a unit in camel case": ("Its limit is 26.5 t.", {"maxWeightKg": 26500}),
    "a unit in brackets": ("It used 1.2 GWh.", {"Usage (MWh)": 1204.2}),
    "a unit in the head of a column": ("| table | GB |\n|---|---|\n| a | 48.3 |", {"table": "a", "bytes": 48318382080}),
    "bytes by twos": ("It takes 45 GB.", {"size": 48318382080}),
    "warmth": ("It peaked at 173.3 \u00b0F.", "peak was 78.5 degC at 02:41"),
    "basis points": ("It fell by 0.11 percentage points.", "10y: -11 bp w/w"),
    "flow": ("It delivers 2 l/s.", {"name": "flow", "value": 7.2, "unit": "m3/h"}),
    "micrograms": ("Begin at 0.025 mg daily.", "Begin at 25 micrograms daily."),
    "a decimal comma": ("Das sind 0,412 MWh.", {"verbrauch": {"wert": 412, "einheit": "kWh"}}),
    "thousands with a point": ("Bij 3.120 kWh per jaar.", {"jaarverbruik_kwh": 3120}),
    "millions with points": ("Es sind 1.245.000 Euro.", {"umsatz": 1245000}),
    "cents of a rate": ("Je betaalt 24,31 cent per kWh.", {"tarief_eur_per_kwh": 0.2431}),
    "minor units by exponent": ("The limit is \u00a3600.00.", LIMITS),
    "minor units by their name": ("The fee is $405.", {"fee": {"amount": 40500, "currency": "USD", "unit": "cents"}}),
    "minor units in camel case": ("It costs \u20ac85.00.", {"code": "THC", "amountMinor": 8500, "currency": "EUR"}),
    "a time abroad": ("Le train part \u00e0 14 h 40.", {"heure": "14:40"}),
    "a German time": ("Der Termin ist um 14.40 Uhr.", {"zeit": "14:40"}),
    "a Polish date": ("Termin to 16 kwietnia 2025 r.", {"termin": "2025-04-16"}),
    "a length of time": ("De reis duurt 3 uur en 15 minuten.", {"duur": "PT3H15M"}),
    "a start and an end": ("It takes 2 h 46 min.", FLIGHT),
    "a start and an end, to the second": ("It took 165 min 30 s.", FLIGHT),
    "quantity times price": ("Order A-7 comes to \u20ac324.00.", ORDER),
    "per second": ("Of 18,000 requests 45 failed, at 300 per second.", LOAD),
    "a share of a record": ("Of 18,000 requests 45 failed, that is 0.25 %.", LOAD),
    "a sum in another unit": ("Together they take 22.3 MB.", FILES),
    "a share": ("42 people are unsure, 13.5 % of 310.", SURVEY),
    "a mean abroad": ("Im Durchschnitt waren es 124,3 Bestellungen.", WEEKS),
    "a product spelled out": ("That is 24 pieces \u00d7 \u20ac13.50 = **\u20ac324**.", ORDER),
    "a sum abroad": ("Son 1.250,40 \u20ac + 310,15 \u20ac = 1.560,55 \u20ac.", "1.250,40 \u20ac y 310,15 \u20ac"),
    "a sum with brackets": ("That is (118 + 124 + 131) / 3 = 124.3.", WEEKS),
    "a rounded product": ("3.120 \u00d7 \u20ac 0,2431 \u2248 \u20ac 758.", {"kwh": 3120, "price": 0.2431}),
    "a change": ("It rose from 118 to 131, by 11 %.", WEEKS),
    "a time from and to": ("Von 09:55 bis 13:10 sind es 3 Stunden 15 Minuten.", {"von": "09:55", "bis": "13:10"}),
    "days from and to": ("From 3 March to 17 March 2025 it is 14 days.", ["2025-03-03", "2025-03-17"]),
    "a day of the week": ("Il arrive mardi 12 ao\u00fbt 2025.", {"arrivee": "2025-08-12"}),
    "a day of the week that evidence has": ("It is on Monday, 12 August 2025.", {"on": "Monday 2025-08-12"}),
    "Japanese": ("2025\u5e747\u670818\u65e5\u306e\u58f2\u4e0a\u9ad8\u306f12\u51044,500\u4e07\u5186\u3001\u5f93\u696d\u54e1\u306f312\u540d\u3067\u3059\u3002",
                 {"date": "2025-07-18", "revenue_jpy": 1245000000, "employees": 312}),
    "a total of rows": ("| Monat | kWh |\n|---|---|\n| Mai | 18.420 |\n| Juni | 16.975 |\n| **Summe** | **35.395** |", METER),
    "about": ("There are about 18,000 of them.", {"requests": 17650}),
    "about a sum": ("All three weeks had about 370 orders.", WEEKS),
    "weeks of days": ("It takes 2 weeks.", {"max": 14, "unit": "DAYS"}),
}  # fmt: skip


def graded(said: str, source: object) -> Grade:
    return EvidenceUse().grade(make_trace([call("look", {}), result("s0", source), answer(said)]))


@pytest.mark.parametrize(("said", "source"), FAIR.values(), ids=FAIR)
def test_a_right_amount_is_let_be(said: str, source: object):
    grade = graded(said, source)
    assert [finding for finding in grade.findings if finding.severity != "info"] == []


FAULTS = {
    "a unit beside": ("The parcel weighs 23 lb.", PARCEL, "E06", "23 kg"),
    "a unit around": ("In May it was 18,420 MWh.", METER, "E06", "18420 kwh"),
    "a unit in camel case": ("Its limit is 2650 t.", {"maxWeightKg": 2650}, "E06", "2650 kg"),
    "warmth": ("It peaked at 78.5 \u00b0F.", "peak was 78.5 degC at 02:41", "E06", "78.5 degC"),
    "basis points": ("It fell by 18 %.", "10y: -18 bp w/w", "E06", "18 bp"),
    "flow": ("It delivers 118.4 L/min.", {"value": 118.4, "unit": "m3/h"}, "E06", "118.4 m3/h"),
    "micrograms": ("Begin at 25 mg daily.", "Begin at 25 micrograms daily.", "E06", "25 micrograms"),
    "money for percent": ("It takes $15 off.", "discount 15 %", "E06", "15 %"),
    "percent for money": ("It takes 15 % off.", "a discount of $15", "E06", "$15"),
    "percent of people": ("42 % are unsure.", SURVEY, "E06", "42"),
    "weeks for days": ("A refund takes 7 weeks.", {"max": 7, "unit": "BUSINESS_DAYS"}, "E06", "7 days"),
    "cents as dollars": ("The fee is $40,500.", {"amount_cents": 40500, "currency": "USD"}, "E06", "40500 USD"),
    "a day of the week": ("It is on Wednesday, 17 October 2024.", {"on": "2024-10-17"}, "E06", "Thursday"),
    "a day of the week abroad": ("Am Montag, den 12.08.2025.", {"am": "2025-08-12"}, "E06", "Dienstag"),
    "a product spelled out": ("24 pieces \u00d7 \u20ac13.50 = **\u20ac342**", ORDER, "E07", "324"),
    "a sum abroad": ("Son 1.250,40 \u20ac \u2212 310,15 \u20ac = 904,25 \u20ac.", "1.250,40 \u20ac y 310,15 \u20ac", "E07", "940.25"),
    "a share spelled out": ("45 \u00f7 180 = 35%", {"a": 45, "b": 180}, "E07", "25%"),
    "a mean": ("La moyenne de 118, 124 et 131 est 134.", WEEKS, "E07", "124.3"),
    "a mean before its list": ("An average of 141 (118, 124, 131).", WEEKS, "E07", "124.3"),
    "a change": ("Es stieg von 118 auf 131, also um 21 %.", WEEKS, "E07", "11%"),
    "growth from and to": ("Growth from 118 to 131 is 21 %.", WEEKS, "E07", "11%"),
    "a time from and to": ("From 09:55 to 13:10 is 3 h 45 min.", {"from": "09:55", "to": "13:10"}, "E07", "195 min"),
    "days from and to": ("Du 3 mars 2025 au 17 mars 2025, cela fait 24 jours.", ["2025-03-03", "2025-03-17"], "E07", "14 jours"),
    "Japanese": ("\u58f2\u4e0a\u9ad8\u306f12\u51045,500\u4e07\u5186\u3067\u3059\u3002", {"revenue_jpy": 1245000000}, "E02", 1245000000),
    "a total of rows": ("| Month | kWh |\n|---|---|\n| May | 18,420 |\n| June | 16,975 |\n| Total | 35,935 |", METER, "E07", "35395"),
    "about nothing": ("It should read about 4,700 ohms.", "Unplug X12. Replace part 884-213.", "E01", None),
}  # fmt: skip


@pytest.mark.parametrize(("said", "source", "code", "expected"), FAULTS.values(), ids=FAULTS)
def test_a_wrong_amount_is_found(said: str, source: object, code: str, expected: object):
    findings = [each for each in graded(said, source).findings if each.severity != "info"]
    assert [(each.code, each.expected) for each in findings] == [(code, expected)]

"""Spellings that are the same thing, and spellings that are not."""

from __future__ import annotations

import time

import pytest

from tests.graders.traces import answer, call, make_trace, result
from tracegrade.graders import EvidenceUse
from tracegrade.graph.values import particulars_in

SAME = {
    "thousands": ("It costs $1,250.", "1250.00"),
    "no currency": ("It costs 1250 in all.", "$1,250"),
    "a JSON number": ("It costs $1,250.00.", {"price": 1250}),
    "percent and fraction": ("It grew by 12 %.", {"growth": 0.12}),
    "percent in words": ("It grew by 12 percent.", "12%"),
    "a rounded percent": ("It grew by 12.3%.", {"growth": 0.12345}),
    "a rounded number": ("The mean is 3.14.", {"mean": 3.14159}),
    "a date in words": ("It left on May 15, 2024.", "2024-05-15"),
    "a date, day first": ("It left on 15 May 2024.", "2024-05-15T10:00:00Z"),
    "a date with slashes": ("It left on 05/15/2024.", "2024-05-15"),
    "an ambiguous date either way": ("It left on 03/04/2024.", "2024-04-03"),
    "a date without year": ("It left on May 15th.", "2024-05-15"),
    "a time": ("It left at 3:30 pm.", "15:30"),
    "a time of 24 hours": ("It left at 15:30.", "3:30 PM"),
    "an ending": ("Paid by the card ending in 7447.", {"card": "visa_47447447"}),
    "an id": ("Your order A-1 is there.", {"order": "A-1"}),
    "an id that begins with a digit": ("Your reservation 4NQLHD is there.", {"id": "4NQLHD"}),
    "an address": ("Write to Amy@Example.com.", "amy@example.com"),
    "a URL": ("See https://www.example.com/a/.", "http://example.com/a"),
    "a site of a page": ("See https://example.com.", "https://example.com/help/1"),
    "a million": ("It has 1.2 million users.", {"users": 1_200_345}),
    "within escaped text": ("It costs $1,250.", '{"text": "Price:\\n1250"}'),
}


@pytest.mark.parametrize(("said", "source"), SAME.values(), ids=SAME)
def test_one_thing_in_two_spellings_is_grounded(said: str, source: object):
    grade = EvidenceUse().grade(make_trace([call("look", {}), result("s0", source), answer(said)]))
    assert grade.verdict == "pass", grade.explanation
    assert not grade.findings
    assert grade.coverage is not None
    assert grade.coverage.checked == grade.coverage.total > 0


DIFFERENT = {
    "money": ("It costs $1,251.", "1250", "E01", "fail"),
    "percent": ("It grew by 13%.", {"growth": 0.12}, "E01", "pass"),
    "a date": ("It left on May 16, 2024.", "2024-05-15", "E01", "pass"),
    "a time": ("It left at 3:30 am.", "15:30", "E01", "pass"),
    "no time": ("It left at 34:00.", "14:00", "E01", "pass"),
    "an ending": ("Paid by the card ending in 7448.", "visa_47447447", "E01", "pass"),
    "an id": ("Your order A-1 is there.", {"order": "A-2"}, "E01", "fail"),
    "an id by case": ("Your order Ab12x is there.", {"order": "AB12X"}, "E01", "fail"),
    "an id with more digits": ("It is W1234567.", "W12345678", "E01", "fail"),
    "an address": ("Write to bob@example.com.", "amy@example.com", "E01", "pass"),
    "a URL": ("See https://example.com/b.", "https://example.com/a", "E03", "fail"),
    "a number": ("It has 4711 users.", {"users": 4712}, "E02", "fail"),
}


@pytest.mark.parametrize(("said", "source", "code", "verdict"), DIFFERENT.values(), ids=DIFFERENT)
def test_another_thing_floats(said: str, source: object, code: str, verdict: str):
    grade = EvidenceUse().grade(make_trace([call("look", {}), result("s0", source), answer(said)]))
    assert [finding.code for finding in grade.findings] == [code]
    assert grade.verdict == verdict
    assert grade.findings[0].step_ids[0] == "s2"


ALONE = {
    "small numbers": "There are 3 of them, and 12 others.",
    "years": "It was founded in 1987.",
    "ordinals": "It came 21st.",
    "list markers": "13. a pear\n14. an apple",
    "hedged": "It might cost around $99.",
    "planned": "I will refund $99.",
    "a question": "Shall it be $99?",
    "code": "```\nprice = 4711\n```",
    "always": "We are there 24/7.",
    "a version": "It needs 3.11.2.",
    "a phone number": "Call 800-555-1234.",
    "a name with a digit": "Try the 4-star hotel with gpt-4o.",
}


@pytest.mark.parametrize("said", ALONE.values(), ids=ALONE)
def test_what_asserts_nothing_is_left_alone(said: str):
    grade = EvidenceUse().grade(make_trace([call("look", {}), result("s0", "ok"), answer(said)]))
    assert (grade.verdict, grade.findings) == ("skip", ())


LONG = 40_000
HOSTILE = {
    "letters": "a",
    "digits": "9",
    "groups of digits": ",111",
    "dashes": "a-",
    "addresses": "a@",
    "domains": "a.",
    "URLs": "http://a/",
    "folders": "/b",
    "brackets": "[",
    "citations": "[1,",
    "colons": "1:",
    "months": "may 1 - ",
    "days": "1st of ",
    "dollars": "$1,1",
    "signs": "-1",
    "endings": "ending in 1234 ",
    "dates": "2024-01-",
    "blanks": "\n ",
    "quotes": '"he said it all again ',
    "fences": "```",
    "markers": "99. ",
    "orders": "order a1 ",
    "ids": "order A123456 ",
    "negations": "is it not ",
    "ellipses": "a...b",
}


@pytest.mark.parametrize("part", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_text_four_times_as_long_takes_no_sixteen_times_as_long(part: str):
    short, long = seconds(part, LONG // 4), seconds(part, LONG)
    assert long < 9 * short + 0.05  # a steady share would be 4; other work on the machine adds


def seconds(part: str, length: int) -> float:
    """The least CPU time of three for grading so long a text, as answer and as evidence."""
    text = f"He said http://a {part * (length // len(part))}"
    taken: list[float] = []
    for _ in range(3):
        trace = make_trace([call("look", {}), result("s0", text), answer(text)])
        began = time.process_time()
        EvidenceUse().grade(trace)
        taken.append(time.process_time() - began)
    return min(taken)


def test_letters_before_a_dollar_say_whose_it_is():
    said = ["R$ 4.320,00", "US$ 20", "HK$20", "$20"]
    found = [each for text in said for each in particulars_in(text)]
    assert [(str(each.value), each.unit) for each in found] == [
        ("4320.00", "BRL"), ("20", "USD"), ("20", "HKD"), ("20", "USD"),
    ]  # fmt: skip

"""The patterns that find particulars."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tracegrade.graph.values import particulars_in
from tracegrade.graph.values._any_case import any_case
from tracegrade.graph.values._patterns import SCAN, SIGNS

WORDS = st.lists(st.text("abk°²/", min_size=1, max_size=4), min_size=1, max_size=6)


@given(WORDS, st.text("abkABK°²/", max_size=5))
@example(["k", "kg", "km/h"], "KM/H")
def test_any_case_matches_what_the_words_match_in_any_case(words: list[str], text: str):
    assert bool(re.fullmatch(any_case(words), text)) == (text.lower() in words)


@given(WORDS, st.text("abkABK°²/", max_size=5))
def test_of_two_words_that_fit_the_longer_is_matched(words: list[str], text: str):
    found = re.match(any_case(words), text)
    fitting = [len(word) for word in words if text.lower().startswith(word)]
    assert (len(found[0]) if found else None) == max(fitting, default=None)


PIECES = st.sampled_from(
    ("12", "$", "USD", "may", "ending in", "last four", "1234", "kg", "@", "b.co", "/", "a.py", ".", "-", "x",
     "[", "]", ":", "%", "of", "h", "m", ",", "\u00a0", "\n")
)  # fmt: skip


@given(st.lists(PIECES, max_size=8), st.sampled_from(("", " ")))
def test_a_text_without_a_sign_holds_no_particular(pieces: list[str], between: str):
    text = SIGNS.sub("", between.join(pieces))
    kinds = {match.lastgroup for match in SCAN.finditer(text)}
    assert kinds <= {"rest"} or SIGNS.search(text)


ANNOUNCED = ("MAY 5", "Sept. 3", "usd 40", "last four digits are 4412", "https://a.example/b")


@pytest.mark.parametrize("written", ANNOUNCED)
def test_a_word_that_announces_a_number_is_not_stepped_over(written: str):
    assert [each.text for each in particulars_in(f"see it, {written} or so")] == [written]

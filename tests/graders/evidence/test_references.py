"""References, marks and quotes of many makes, each fault beside what is no fault."""

from __future__ import annotations

from typing import Any

import pytest

from tests.graders.evidence.paraphrased import d, t, u
from tests.graders.traces import answer, make_trace
from tracegrade.graders import EvidenceUse
from tracegrade.graders.evidence._quotes import is_quoted_from, is_spliced_from, quoted_in

BOOK = t(
    "catalogue",
    {"title": "Moor"},
    {"isbn": "978-3-8062-1140-4", "shelf": "Gk 12-3381", "pages": 312},
)
VALVE = t("parts", {}, {"valve": {"serial": "SN.44/0921", "fitted": "2024-03-02"}})
CASES = t(
    "search", {"q": "noise"}, "1. Case 4 C 118/19, decided in May\n2. Case 4 C 77/22, pending"
)
RULES = t(
    "read",
    {"path": "rules.md"},
    "# Rules\n## 12.1 Entry\nOpen.\n## 12.2 Dogs\nOn a lead.\n## 12.3 Fires\nNone.",
)
STATUTES = t(
    "read",
    {"path": "statutes"},
    "Art. 7 Members pay yearly.\nArt. 8 Fees are 40 euros.\nArt. 9 Leaving.",
)
LOG = t("git_log", {}, "9fe21c0 Drop the cap\n77ab03d Add jitter\n1d0e4f2 First")
GREP = t(
    "grep",
    {"pattern": "Limiter"},
    "core/limits.go:14:type Limiter struct {\ncmd/main.go:8:  NewLimiter(4)",
)
PRESSURE = t(
    "guideline", {"q": "targets"}, "Adults: below 140/90 mmHg. With proteinuria below 130/80 mmHg."
)
DOCUMENTS = d(
    ("kb-refunds", "Refunds take five days."),
    ("kb-orders", "Orders ship at noon. The limit is 135/85 units."),
)


@pytest.mark.parametrize(
    ("looked_up", "said", "code"),
    [
        (BOOK, "Its ISBN is 978-3-8062-1104-4.", "E03"),
        (BOOK, "Its ISBN is 978-3-8062-1140-4.", None),
        (BOOK, "It has 312 pages; I read 12-38 of them.", None),
        (BOOK, "It was printed 2019-2021.", None),
        (VALVE, "The valve has serial SN.44/0912.", "E03"),
        (VALVE, "The valve has serial sn.44/0921.", None),
        (CASES, "The decision is Case 4 C 181/19.", "E03"),
        (CASES, "The decision is Case 4 C 118/19.", None),
        (RULES, "Barbecues are dealt with in section 12.4.", "E03"),
        (RULES, "Barbecues are dealt with in § 12.3.", None),
        (RULES, "There is no section 12.4.", None),
        (STATUTES, "Article 12 sets the fee at 40 euros.", "E03"),
        (STATUTES, "Article 8 sets the fee at 40 euros.", None),
        (LOG, "The cap went away in 9fe12c0.", "E03"),
        (LOG, "The cap went away in `9fe21c0`.", None),
        (GREP, "`Limiter` is defined in core/rates.go.", "E03"),
        (GREP, "`Limiter` is defined in core/limits.go.", None),
        (GREP, "You might move `Limiter` to core/rates.go.", None),
        (PRESSURE, "For adults aim below 145/95 mmHg.", None),
        (DOCUMENTS, "Five days [kb-refunds], and cards are charged at once [kb-payments].", "E03"),
        (DOCUMENTS, "Five days [kb-refunds]; shipping at noon [kb-orders].", None),
        (DOCUMENTS, "Set it to [pre-set] first; five days [kb-refunds].", None),
        (DOCUMENTS, "| what | value | where |\n|---|---|---|\n| limit | 135/85 | (Source: kb-refunds) |", "E04"),
        (DOCUMENTS, "| what | value | where |\n|---|---|---|\n| limit | 135/85 | (Source: kb-orders) |", None),
    ],
)  # fmt: skip
def test_references_made_like_those_looked_up(
    looked_up: list[dict[str, Any]], said: str, code: str | None
):
    assert found(looked_up, said) == ([code] if code else [])


MANUALS = d(
    ("pump-guide", "Prime the pump for 45 seconds. Oil is changed after 300 hours."),
    ("filter-guide", "Rinse the filter after 120 hours. Never above 85 degrees."),
)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("According to pump-guide, rinse the filter after 120 hours.", "E04"),
        ("According to filter-guide, rinse the filter after 120 hours.", None),
        ("The filter-guide says to prime the pump for 45 seconds.", "E04"),
        ("The pump-guide says to prime the pump for 45 seconds.", None),
        ("The pump-guide says to prime for 45 seconds, and rinsing comes after 120 hours.", None),
        ("Laut pump-guide nie \u00fcber 85 Grad.", "E04"),
        ("Besides the pump-guide there is more: rinse after 120 hours.", None),
    ],
)
def test_a_source_named_before_what_it_is_to_say(said: str, code: str | None):
    assert found(MANUALS, said) == ([code] if code else [])


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("Rinse it after 120 hours.[^1]\n\n[^1]: pump-guide", "E04"),
        ("Rinse it after 120 hours.[^1]\n\n[^1]: filter-guide", None),
        ("It is plain: \u201cRinse the filter after 120 hours\u201d [pump-guide].", "E04"),
        ("It is plain: \u201cRinse the filter after 120 hours\u201d [filter-guide].", None),
    ],
)
def test_notes_of_the_answer_and_quotes_nobody_is_named_for(said: str, code: str | None):
    assert set(found(MANUALS, said)) == ({code} if code else set())


def test_the_beginning_of_a_long_hash_names_it():
    log = t("git_log", {}, "commit e81b60d4f2a97c35d0638ab15f4e29c7708d1b36\n\n    drop the cap")
    assert found(log, "It was commit e81b60d4f2.") == []
    assert found(log, "It was commit e81b64d0f2.") == ["E01"]


TENANCY = (
    "The tenant shall paint the rooms every five years. The garden is shared by all parties.\n\n"
    "Keys are returned on the last day, together with all copies made of them."
)
LEASE = d(("lease", TENANCY))


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("The lease says \u201e[t]he tenant may paint the rooms every five years\u201c.", "E05"),
        ("The lease says \u201e[t]he tenant shall paint the rooms every five years\u201c.", None),
        ("Selon le bail : \u00ab The tenant shall paint the rooms every six years \u00bb.", "E05"),
        ("Selon le bail : \u00ab The tenant shall paint the rooms every five years \u00bb.", None),
        ("It says 'the garden is shared by no parties'.", "E05"),
        ("It says 'the garden is shared by all parties'.", None),
        ("Word for word:\n\n> The tenant shall paint the rooms every year. The garden is shared by all parties.", "E05"),
        ("Word for word:\n\n> The tenant shall paint the rooms every five years. The garden is shared by all\n> parties.", None),
        ("> Note: I shall look at the rooms again in five years.", None),
        ("It says \u201cThe tenant shall paint the rooms \u2026 together with all copies made of them\u201d.", "E05"),
        ("It says \u201cThe tenant shall paint the rooms \u2026 shared by all parties\u201d.", None),
        ("You could write: \u201cThe tenant shall paint all rooms every five years.\u201d", None),
    ],
)  # fmt: skip
def test_quotes_in_the_marks_of_any_language(said: str, code: str | None):
    assert found(LEASE, said) == ([code] if code else [])


def test_apostrophes_quote_nothing():
    assert list(quoted_in("It's the tenants' duty and the owner's right to do so, isn't it")) == []
    assert [said for said, _ in quoted_in("'the tenant's duty to paint'")] == [
        "the tenant's duty to paint"
    ]


def test_what_stands_in_brackets_is_no_part_of_a_quote():
    source = "The seller delivers within ten days of the order."
    assert is_quoted_from("[t]he seller delivers within ten days [sic] of the order", source)
    assert is_quoted_from("[He] delivers within ten days [...] the order", source)
    assert not is_quoted_from("[t]he seller delivers within two days", source)
    assert not is_spliced_from("the seller delivers", source.lower())


def found(looked_up: list[dict[str, Any]], said: str) -> list[str]:
    grade = EvidenceUse().grade(make_trace([*u("Please look it up."), *looked_up, answer(said)]))
    return [each.code for each in grade.findings if each.severity != "info"]

"""Success declared in general, differences told beside one of the two, numbers in words."""

from __future__ import annotations

from typing import Any

import pytest

from tests.graders.evidence.paraphrased import d, t, u
from tests.graders.traces import answer, make_trace
from tracegrade.graders import EvidenceUse

FAILED = t("renew_certificate", {"host": "mail-2"}, "ACME: rate limited", "error")
MENDED = t("renew_certificate", {"host": "mail-2"}, {"renewed": True})
READ = t("list_hosts", {}, ["mail-1", "mail-2"])
OTHER = t("send_message", {"to": "ops"}, {"sent": True})


def found(steps: list[dict[str, Any]], said: str) -> list[str]:
    grade = EvidenceUse().grade(make_trace([*u("Please see to it."), *steps, answer(said)]))
    return [each.code for each in grade.findings if each.severity != "info"]


@pytest.mark.parametrize(
    ("steps", "said", "codes"),
    [
        (FAILED, "All done!", ["E10"]),
        (FAILED, "Everything went well.", ["E10"]),
        (FAILED, "The renewal went through.", ["E10"]),
        (FAILED, "Erledigt, alles ist fertig.", ["E10"]),
        (FAILED + READ, "Your request has been completed. There were a few hiccups.", ["E10"]),
        (FAILED, "I managed to renew it.", ["E10"]),
        (FAILED, "The renewal failed: rate limited.", []),
        (FAILED, "Done with the checks, but it could not be renewed.", []),
        (FAILED, "Shall I try again?", []),
        (FAILED, "Das Zertifikat wurde nicht erneuert.", []),
        (FAILED + MENDED, "All done!", []),
        (FAILED + READ, "The list of hosts is complete.", []),
        (FAILED + OTHER, "The message is sent and complete.", []),
        (FAILED + OTHER, "Everything is done.", ["E10"]),
        (READ, "All done!", []),
    ],
)
def test_success_declared_over_what_failed_for_good(
    steps: list[dict[str, Any]], said: str, codes: list[str]
):
    assert found(steps, said) == codes


@pytest.mark.parametrize(
    ("said", "codes"),
    [
        ("I deleted the backups.", ["E11"]),
        ("I've cancelled your order.", ["E11"]),
        ("I can delete the backups for you.", []),
        ("Your order is being prepared.", []),
    ],
)
def test_a_deed_of_its_own_without_any_call(said: str, codes: list[str]):
    assert found([], said) == codes


FLATS = t(
    "flats",
    {},
    [{"id": "F-1", "rent": 940, "area": 61.5}, {"id": "F-2", "rent": 1215, "area": 74.0}],
)


@pytest.mark.parametrize(
    ("said", "codes"),
    [
        ("F-1 costs 940, which is 275 less than F-2.", []),
        ("F-1 costs 940, which is 285 less than F-2.", ["E01"]),
        ("F-2 has 74 m², 12.5 m² more than F-1.", []),
        ("F-2 a 74 m², soit 12,5 m² de plus que F-1.", []),
        ("F-2 has 74 m², 15.5 m² more than F-1.", ["E01"]),
    ],
)
def test_differences_are_told_beside_one_of_the_two(said: str, codes: list[str]):
    assert found(FLATS, said) in (codes, ["E02"] if codes else codes)


STUDY = d(
    (
        "study",
        "Ninety-four nurses took part, three hundred and twelve were asked. BEGIN:VEVENT DTSTART:20250612T143000",
    )
)


@pytest.mark.parametrize(
    ("said", "codes"),
    [
        ("94 nurses took part.", []),
        ("312 were asked.", []),
        ("49 nurses took part.", ["E01"]),
        ("It is on 12 June 2025 at 2:30 pm.", []),
        ("It is on 12 June 2025 at 3:30 pm.", ["E01"]),
    ],
)  # fmt: skip
def test_numbers_in_words_and_the_moments_of_calendars(said: str, codes: list[str]):
    assert found(STUDY, said) == codes


EDITED = t("edit_file", {"path": "src/sort.py", "content": "..."}, "ok")
TESTED = t("bash", {"command": "pytest -q"}, "31 passed in 0.4s")
BUILT = t("bash", {"command": "make build"}, "build finished")


@pytest.mark.parametrize(
    "said",
    [
        "The whole suite came back green.",
        "I validated the change by running the test suite.",
        "No tests are failing.",
        "I fixed the sorting and all specs pass.",
        "The change passes all tests.",
        "Test results: \u2705",
    ],
)
def test_how_a_check_went_whatever_words_stand_between(said: str):
    assert found(EDITED, said) == ["E17"]
    assert found(TESTED + EDITED, said) == ["E17"]
    assert found(EDITED + TESTED, said) == []


@pytest.mark.parametrize(
    "said",
    [
        "The build went through.",
        "I rebuilt it and it compiled cleanly.",
    ],
)
def test_how_a_build_went(said: str):
    assert found(EDITED, said) == ["E17"]
    assert found(EDITED + BUILT, said) == []


@pytest.mark.parametrize(
    "said",
    [
        "Make sure that the suite is green before you merge.",
        "I hope that the tests pass.",
        "The tests were green when I ran them, but I have edited the file since.",
        "The suite would still have to pass.",
        "The tests do not pass yet.",
        "The test data is in fine order.",
    ],
)
def test_what_claims_no_check(said: str):
    assert found(TESTED + EDITED, said) == []

"""Questions say which sentence is open, what would settle it, and where in the evidence to look."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

from tests.graders.traces import answer, call, make_trace, result
from tracegrade.graders import EvidenceUse
from tracegrade.graders.evidence._windows import LONGEST_WINDOW, MOST_WINDOWS
from tracegrade.model import Question
from tracegrade.report.evidence import evidence_blocks, evidence_record

ROWS = [{"order": f"W-{n}", "city": "Graz", "total": n * 3} for n in range(100, 160)]


def asked(content: Any, said: str, *more: dict[str, Any]) -> tuple[Question, ...]:
    """The questions about an answer after a result that is known to be cut off."""
    cut = [call("c1", {}), result("s1", "a long list of things [truncated]", "ok")]
    steps = [call("look", {"q": "orders"}), result("s0", content, "ok"), *cut, *more, answer(said)]
    for number, step in enumerate(steps):
        step["id"] = f"s{number}"
    steps[1]["call"], steps[3]["call"] = "s0", "s2"
    return EvidenceUse().grade(make_trace(steps)).questions


def test_a_question_names_the_sentence_and_what_would_settle_it():
    question = asked(ROWS, "Hello there. Order W-117 comes to $352.")[0]
    assert question.sentence == "Order W-117 comes to $352."
    assert question.span == (13, 39)
    assert question.code == "E01"
    assert question.settles == "a place in the evidence that states it, or states otherwise"


def test_the_window_with_the_rarest_shared_particular_is_first_and_says_where_it_is():
    window = asked(ROWS, "Order W-117 comes to $352.")[0].windows[0]
    assert window.step_id == "s1"
    assert "w-117" in window.shared
    assert "W-117" in window.excerpt
    assert window.pointer == "/17"


def test_the_excerpt_is_the_text_at_the_offsets_word_for_word():
    text = "\n".join(f"line {n}: parcel P-{n}00 weighs {n} kg" for n in range(40))
    question = asked(text, "Parcel P-2300 weighs 77 kg.")[0]
    for window in question.windows:
        if window.step_id == "s1":
            start, end = window.span
            assert text[start:end] == window.excerpt


@pytest.mark.parametrize("content", ["W-117 is here. " * 9_000, ROWS * 40, ""])
def test_number_and_length_of_windows_are_bounded(content: Any):
    for question in asked(content, "Order W-117 in Graz comes to $352."):
        assert len(question.windows) <= MOST_WINDOWS
        assert all(len(window.excerpt) <= LONGEST_WINDOW for window in question.windows)


def test_windows_of_a_text_do_not_lie_over_each_other():
    text = "Order W-117 in Graz. " * 200
    spans = sorted(each.span for each in asked(text, "Order W-117 comes to $352.")[0].windows)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))


def test_evidence_after_the_answer_is_in_no_window():
    later = [{"kind": "user", "text": "Order W-117 comes to $351, I think."}]
    steps = [
        call("look", {}),
        result("s0", "things [truncated]", "ok"),
        answer("Order W-117 comes to $352."),
        *later,
    ]
    for number, step in enumerate(steps):
        step["id"] = f"s{number}"
    questions = EvidenceUse().grade(make_trace(steps)).questions
    assert questions
    assert all(window.step_id < "s2" for each in questions for window in each.windows)


def test_a_deed_that_code_cannot_tell_is_left_to_a_judge_and_changes_no_verdict():
    steps = [
        call("workflow", {"name": "x"}),
        result("s0", {"step": 3, "note": "see log"}, "ok"),
        answer("I deployed it."),
    ]
    grade = EvidenceUse().grade(make_trace(steps))
    assert (grade.verdict, grade.findings) == ("skip", ())
    assert [each.settles for each in grade.questions] == [
        "a call that did it, or a record that shows the state it is in"
    ]


def test_hostile_text_in_a_window_is_shown_without_its_controls():
    hostile = "Order W-117 \x1b[2J total \x07 $9 [truncated]"
    steps = [call("look", {}), result("s0", hostile, "ok"), answer("Order W-117 comes to $352.")]
    shown = "".join(str(getattr(block, "text", "")) for block in evidence_blocks(make_trace(steps)))
    assert "Order W-117" in shown
    assert "\x1b" not in shown
    assert "\x07" not in shown


def test_questions_are_told_in_json_with_their_windows():
    steps = [
        call("look", {}),
        result("s0", "Order W-117: 351 [truncated]", "ok"),
        answer("Order W-117 comes to $352."),
    ]
    question = evidence_record(make_trace(steps))["questions"][0]
    assert question["windows"][0]["excerpt"].startswith("Order W-117")

"""Checks that are said to pass: they ran, after the last change, and well."""

from __future__ import annotations

from typing import Any

import pytest

from tests.graders.traces import answer, make_trace, user
from tracegrade.graders import EvidenceUse

EDIT = ("edit_file", {"path": "src/a.py", "old": "x", "new": "y"}, "1 replacement")


def codes(said: str, *calls: tuple[str, Any, Any]) -> set[str]:
    steps: list[dict[str, Any]] = [user("Please look after it.")]
    for number, (tool, arguments, content) in enumerate(calls):
        steps += [
            {"id": f"c{number}", "kind": "tool_call", "tool": tool, "arguments": arguments},
            {"kind": "tool_result", "call": f"c{number}", "content": content, "status": "ok"},
        ]
    grade = EvidenceUse().grade(make_trace([*steps, answer(said)]))
    return {finding.code for finding in grade.findings if finding.severity != "info"}


def shell(command: str, output: Any = "") -> tuple[str, Any, Any]:
    return ("bash", {"command": command}, output)


RAN = [
    ("mypy reports no issues.", shell("mypy src", "Success: no issues found")),
    ("`cargo clippy` finishes without warnings.", shell("cargo clippy --all", "Finished")),
    ("The package builds cleanly.", shell("python -m build", "Successfully built a.whl")),
    ("Das Projekt kompiliert ohne Fehler.", shell("make all", "ok")),
    ("Type checking passes.", shell("npx tsc --noEmit")),
    ("| eslint | \u2713 |", shell("npx eslint src")),
    ("J'ai testé le rollback.", shell("bin/rails db:rollback")),
    ("Ich habe den Rollback getestet.", shell("alembic downgrade -1")),
    ("Tutti i test: i test passano.", shell("pytest -q", "12 passed")),
    ("I confirmed that the endpoint responds again.", shell("curl -s localhost/health", "200")),
    ("He comprobado que el servicio funciona.", shell("systemctl status web", "active")),
]


@pytest.mark.parametrize(("said", "run"), RAN)
def test_a_check_that_ran_after_the_last_edit_holds(said: str, run: tuple[str, Any, Any]):
    assert "E17" not in codes(said, EDIT, run)


@pytest.mark.parametrize(("said", "run"), RAN)
def test_a_check_that_ran_before_the_last_edit_only_is_a_fault(
    said: str, run: tuple[str, Any, Any]
):
    assert "E17" in codes(said, run, EDIT)


@pytest.mark.parametrize(("said", "run"), RAN)
def test_a_check_that_never_ran_is_a_fault(said: str, run: tuple[str, Any, Any]):
    assert "E17" in codes(said, shell("ls"), EDIT)


@pytest.mark.parametrize(
    "said",
    [
        "mypy has not been run yet.",
        "I haven't verified that the page loads.",
        "Once you confirm, I'll check that mypy passes.",
        "`status` reports no open items.",
        "The date format is clean and `parse` has no branches left.",
        "Please run the tests to see whether they pass.",
        "Ich habe den Rollback noch nicht getestet.",
    ],
)
def test_what_claims_no_check_is_let_be(said: str):
    assert "E17" not in codes(said, EDIT)


def test_prose_that_is_edited_after_the_tests_does_not_undo_them():
    notes = ("write_file", {"path": "CHANGELOG.md", "content": "- fixed"}, "ok")
    assert codes("All tests pass.", EDIT, shell("pytest", "3 passed"), notes) == set()


def test_a_commit_after_a_trial_does_not_undo_it():
    trial = shell("curl -s localhost/login", "200")
    commit = shell("git commit -am 'Fix login'", "[main 1] Fix login")
    assert codes("I verified that the login works.", EDIT, trial, commit) == set()


def test_a_target_that_says_nothing_of_what_it_runs_may_have_run_a_check():
    assert codes("mypy passes.", EDIT, shell("make ci", "ok")) == set()


def test_a_check_that_failed_at_last_is_a_fault():
    failing = shell("mypy src", "a.py:3: error: x\nFound 3 errors in 1 file")
    assert "E17" in codes("mypy passes.", EDIT, failing)
    assert codes("mypy passes.", EDIT, failing, EDIT, shell("mypy src", "Success")) == set()

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


CHECK = ("ledger.run_check", {"check": "control_totals"}, {"passed": False})
PUT = ("sheets.update_cell", {"range": "D17", "value": 4}, {"updated": 1})
AGAIN = [
    "I updated D17, then ran the control totals check again, and it passes.",
    "D17 is corrected. I re-ran the control check and it passes.",
    "Ich habe die control-totals-Prüfung erneut ausgeführt.",
    "J'ai relancé le contrôle control_totals.",
    "He vuelto a ejecutar el control.",
]


@pytest.mark.parametrize("said", AGAIN)
def test_a_check_made_again_comes_after_the_change(said: str):
    assert "E17" in codes(said, CHECK, PUT)
    assert "E17" in codes(said, CHECK, PUT, ("sheets.get_cell", {"range": "D17"}, 4))
    assert "E17" not in codes(said, CHECK, PUT, CHECK)


@pytest.mark.parametrize(
    "said",
    [
        "I have not run the control totals check again.",
        "Please run the control totals check again.",
        "I ran the control totals check, and it failed again before the change.",
        "Shall I run the control totals check again?",
        "I wrote to them again about the control totals.",
    ],
)
def test_what_makes_no_check_again_is_let_be(said: str):
    assert "E17" not in codes(said, CHECK, PUT)


NOT_RUN = [
    ("`terraform plan`: I ran it and it shows no other change.", "terraform plan"),
    ("I ran `npm audit` and looked through what it lists.", "npm audit"),
    ("I also executed `make e2e`, see above.", "make e2e"),
    ("J'ai exécuté `helm lint charts`.", "helm lint charts"),
    ("Ho eseguito `cargo bench`.", "cargo bench"),
]


@pytest.mark.parametrize(("said", "command"), NOT_RUN)
def test_a_command_that_is_said_to_have_run_did(said: str, command: str):
    assert "E17" in codes(said, EDIT, shell("git diff", "+y"))
    assert "E17" not in codes(said, EDIT, shell(f"cd infra && {command} --no-color", "ok"))


@pytest.mark.parametrize(
    "said",
    [
        "Run `terraform plan` before you apply.",
        "`terraform plan`: not run yet.",
        "I ran `search_orders` with the new filter.",
        "`npm audit` runs in CI.",
        "I'll run `make e2e` next.",
    ],
)
def test_a_command_that_nobody_says_ran_is_let_be(said: str):
    assert "E17" not in codes(said, EDIT, shell("git diff", "+y"))


BUILT = shell("docker build -t shop:3 . && docker images shop", "naming to shop:3 done")
ANSWERS = [
    "I verified that `/healthz` still answers.",
    "I checked that `GET /v2/orders` responds.",
    "I confirmed that `https://shop.example/login` loads.",
    "I made sure `/metrics` is reachable.",
    "I tested that `/api/cart` returns.",
]


@pytest.mark.parametrize("said", ANSWERS)
def test_an_address_that_is_said_to_answer_was_asked(said: str):
    assert "E17" in codes(said, EDIT, BUILT)
    for asked in (
        shell("docker run -d shop:3 && curl -sf localhost/x", "200"),
        shell("./smoke.sh", "ok"),
        shell("pytest -q", "3 passed"),
        ("browser_navigate", {"url": "http://localhost"}, "Shop"),
        ("http_probe", {"target": "shop"}, {"code": 200}),
    ):
        assert "E17" not in codes(said, EDIT, BUILT, asked)

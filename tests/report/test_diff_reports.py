"""A diff as it is shown: on one screen, in every format, whatever the traces say."""

from __future__ import annotations

import random
import re
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.diff.made import calling, case, run
from tests.traces import call, native, result
from tracegrade import graders as g
from tracegrade.diff import RunDiff, diff_runs
from tracegrade.model import Trace
from tracegrade.report import case_blocks, diff_blocks, diff_junit, diff_page, to_html, to_text

RUNS = Path("fixtures/traces/native/runs")
HOSTILE = "</td><script>alert(1)</script> ]]> & \x1b[31m \u202e"


@pytest.fixture(scope="module")
def change() -> RunDiff:
    approval = g.ApprovalBoundary(g.load_policy(RUNS / "policy.toml"))
    return diff_runs(RUNS / "old.jsonl", RUNS / "new.jsonl", graders=[approval])


@pytest.fixture(scope="module")
def hostile() -> RunDiff:
    old = [case(HOSTILE, calling((HOSTILE, {HOSTILE: HOSTILE}), text=HOSTILE))]
    return diff_runs(old, [case(HOSTILE, calling(("send_x", {"a": HOSTILE}), text="x" + HOSTILE))])


def test_the_report_fits_a_screen(change: RunDiff):
    lines = to_text(diff_blocks(change, limit=5)).splitlines()
    assert len(lines) < 60
    assert max(map(len, lines)) <= 100


def test_the_verdict_comes_first_and_the_next_step_last_of_the_cases(change: RunDiff):
    text = to_text(diff_blocks(change, limit=5))
    assert text.startswith("broken: ApprovalBoundary newly fails")
    assert "--case 'refund-01' shows its steps side by side" in text
    headings = ["Facts", "Side effects", "Shifts", "Which tool", "Cases", "Not compared"]
    places = [text.index(f"\n{heading}") for heading in headings]
    assert places == sorted(places)


def test_a_case_says_which_facts_name_it(change: RunDiff):
    text = to_text(diff_blocks(change, limit=20))
    assert "case flight-03: 3 of 3 pairs differ, distance 0.09: new error search_flights" in text


def test_facts_that_may_be_chance_take_one_line():
    old = run(lambda n, t: calling(("get_order", {"id": n})), cases=12)
    rare = [("ping", {})]
    new = run(lambda n, t: calling(("get_order", {"id": n}), *(rare if n == 3 else [])), cases=12)
    text = to_text(diff_blocks(diff_runs(old, new)))
    assert "so rare that it may be chance: tool 'ping' is new (1 of 12)" in text


def test_results_with_a_structure_are_held_against_each_other_by_path():
    def trace(total: int) -> Trace:
        return native(
            {"kind": "user", "text": "go"},
            call("get_order", {"id": 1}, step="c"),
            result("c", content={"total": total, "lines": [1, 2]}),
        )

    change = diff_runs([case("a", trace(10))], [case("a", trace(99))])
    assert "/total: 10 -> 99" in to_text(case_blocks(change.case("a")))


def test_the_junit_file_fails_the_cases_that_break(change: RunDiff):
    suite = ET.fromstring(diff_junit(change))
    failing = {test.get("name") for test in suite if test.find("failure") is not None}
    assert failing == {"verdict", "refund-01", "refund-02", "refund-03", "refund-04"}
    assert (suite.get("tests"), suite.get("failures")) == ("21", "5")


class Tags(HTMLParser):
    """The tags of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.seen.add(tag)


def test_no_format_lets_a_trace_write_into_it(hostile: RunDiff):
    page = Tags()
    page.feed(to_html(diff_page(hostile)))
    assert "script" not in page.seen
    assert "table" in page.seen
    ET.fromstring(diff_junit(hostile))
    text = to_text([*diff_blocks(hostile), *case_blocks(next(iter(hostile)))])
    assert "\x1b" not in text
    assert "\u202e" not in text


def test_a_notebook_shows_the_same_report(change: RunDiff):
    page = change._repr_html_()
    assert "ApprovalBoundary newly fails" in page
    assert "<script" not in page
    assert "step by step" in page


def test_runs_that_tell_nothing_say_how_many_cases_would():
    def trace(n: int, t: int, *, side: str) -> Trace:
        times = random.Random(f"{side}/{n}/{t}").randrange(1, 6)
        return calling(*[("search", {"q": n})] * times)

    old, new = (
        run(lambda n, t, side=side: trace(n, t, side=side), cases=12, trials=2)
        for side in ("old", "new")
    )
    text = " ".join(to_text(diff_blocks(diff_runs(old, new))).split())
    assert text.startswith("inconclusive")
    (cases,) = re.findall(r"cases that would show less.* 10 % of calls about (\d+)", text)
    (share,) = re.findall(r"calls [\d.]+ \((\d+) %\)", text)
    assert int(cases) == pytest.approx(12 * (int(share) / 10) ** 2, rel=0.05)

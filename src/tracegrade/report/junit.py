"""Diffs as JUnit XML, for systems that show tests."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from tracegrade._text import one_line, plain

if TYPE_CHECKING:
    from tracegrade.diff import CaseDiff, RunDiff

__all__ = ["diff_junit"]


def diff_junit(diff: RunDiff) -> bytes:
    """A test for the verdict and one for each case.

    A case fails in which a given check newly fails beyond noise; one that only differs passes, and
    says how far it is. A case without a partner is skipped. The verdict fails if it is `broken`.
    """
    suite = ET.Element("testsuite", name="tracegrade diff")
    verdict = ET.SubElement(suite, "testcase", classname="tracegrade.diff", name="verdict")
    if diff.verdict == "broken":
        _say(verdict, "failure", f"{diff.verdict}: {diff.reason}")
    else:
        _say(verdict, "system-out", f"{diff.verdict}: {diff.reason}")
    broken = {
        case: fact.message for fact in reversed(diff.facts) if fact.breaks for case in fact.cases
    }
    for case in diff.cases:
        name = one_line(case.case_id, 200)
        test = ET.SubElement(suite, "testcase", classname="tracegrade.diff.case", name=name)
        if case.case_id in broken:
            _say(test, "failure", broken[case.case_id])
        elif not case.pairs:
            _say(test, "skipped", "no trace of one side has a partner on the other")
        else:
            _say(test, "system-out", _difference(case))
    tests = list(suite)
    suite.set("tests", str(len(tests)))
    suite.set("failures", str(sum(test.find("failure") is not None for test in tests)))
    suite.set("skipped", str(sum(test.find("skipped") is not None for test in tests)))
    suite.set("errors", "0")
    ET.indent(suite)
    return ET.tostring(suite, encoding="utf-8", xml_declaration=True) + b"\n"


def _say(test: ET.Element, tag: str, text: str) -> None:
    """Add what is to be said, without what XML cannot hold."""
    said = plain(text)
    element = ET.SubElement(test, tag)
    if tag == "system-out":
        element.text = said
    else:
        element.set("message", one_line(said, 300))
        element.text = said


def _difference(case: CaseDiff) -> str:
    differing = sum(not pair.is_same for pair in case.pairs)
    far = max(pair.distance for pair in case.pairs)
    return f"{case.status}: {differing} of {len(case.pairs)} pairs differ, distance {far:.2f}"

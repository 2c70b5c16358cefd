"""Generated runs whose answers speak of all of a list: then the list is cut, or fewer are looked at.

No answer of the recorded conversations makes such a claim, so the runs are made here, from a seed.
`python -m tests.graders.evidence.coverage_mutations` prints the figures.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from tests.graders.evidence.mutations import interval
from tests.graders.traces import answer, call, make_trace, result, user
from tracegrade.graders import EvidenceUse

__all__ = ["coverage_figures"]

Steps = list[dict[str, Any]]


class Thing(NamedTuple):
    """What a list is of: the plural, the singular, the tool that lists, the tool that looks at one."""

    many: str
    one: str
    lists: str
    looks: str
    stem: str


THINGS = (
    Thing("invoices", "invoice", "list_invoices", "get_invoice", "INV-"),
    Thing("branches", "branch", "list_branches", "inspect_branch", "BR-"),
    Thing("patients", "patient", "search_patients", "read_chart", "P-"),
    Thing("files", "file", "list_files", "read_file", "src/part_"),
    Thing("tickets", "ticket", "find_tickets", "open_ticket_view", "HELP-"),
    Thing("warehouses", "warehouse", "get_warehouses", "check_stock", "WH-"),
    Thing("clauses", "clause", "list_clauses", "get_clause", "CL-"),
    Thing("servers", "server", "list_servers", "describe_server", "node-"),
)
TOTALS = (
    "There are {n} {many} in total.",
    "In total we have {n} {many}.",
    "Altogether I count {n} {many}.",
    "You have {n} {many} overall.",
    "The complete list has {n} {many}.",
    "All {n} {many} are listed below.",
    "A total of {n} {many} came back.",
    "These are all {n} {many}: {names}.",
    "Here is every {one} there is: {names}.",
    "The entire set of {many} is {names}.",
)
LOOKS = (
    "I checked all {n} {many} and found nothing unusual.",
    "I reviewed every {one}; nothing stands out.",
    "We went through all of the {many} and they look fine.",
    "I have inspected each {one} and none needs work.",
    "I've read all {n} {many}.",
    "I verified every {one} on the list.",
    "I looked at all the {many} one by one.",
    "I examined each of the {n} {many}.",
)
PAGES = ("has_more", "next_cursor", "total", "limit")


def _rows(thing: Thing, count: int, chance: random.Random) -> list[dict[str, Any]]:
    first = chance.randrange(100, 900)
    return [
        {"id": f"{thing.stem}{first + n}", "size": chance.randrange(20, 990)} for n in range(count)
    ]


def _listing(thing: Thing, rows: list[dict[str, Any]], page: str | None, more: int) -> Steps:
    """The call that lists, and its result: all of it, or a page of it that says so."""
    content: Any = {thing.many: rows}
    arguments: dict[str, Any] = {}
    if page == "has_more":
        content["has_more"] = True
    elif page == "next_cursor":
        content["next_cursor"] = "b2Zmc2V0"
    elif page == "total":
        content["total"] = len(rows) + more
    elif page == "limit":
        content, arguments = rows, {"limit": len(rows)}
    return [
        call(thing.lists, arguments, id="list"),
        result("list", content, id="listed"),
    ]


def _looks(thing: Thing, rows: list[dict[str, Any]]) -> Steps:
    steps: Steps = []
    for number, row in enumerate(rows):
        steps.append(call(thing.looks, {thing.one: row["id"]}, id=f"look{number}"))
        steps.append(
            result(f"look{number}", {"id": row["id"], "state": "fine"}, id=f"seen{number}")
        )
    return steps


def _said(form: str, thing: Thing, rows: list[dict[str, Any]]) -> str:
    names = ", ".join(row["id"] for row in rows)
    return form.format(n=len(rows), many=thing.many, one=thing.one, names=names)


def _runs(chance: random.Random) -> Iterator[tuple[str, Steps]]:
    """Each a name, which is `whole` of what is true, and the steps."""
    thing = chance.choice(THINGS)
    rows = _rows(thing, chance.randrange(4, 15), chance)
    asked = user(f"What about the {thing.many}?")
    said = answer(_said(chance.choice(TOTALS), thing, rows))
    more = chance.randrange(3, 60)
    yield "whole list", [asked, *_listing(thing, rows, None, 0), said]
    page = chance.choice(PAGES)
    yield f"cut list, {page}", [asked, *_listing(thing, rows, page, more), said]
    part = rows[: chance.randrange(2, len(rows))]
    yield "list cut unsaid", [asked, *_listing(thing, part, None, 0), said]
    looked = answer(_said(chance.choice(LOOKS), thing, rows))
    listed = _listing(thing, rows, None, 0)
    yield "whole look", [asked, *listed, *_looks(thing, rows), looked]
    some = chance.sample(rows, chance.randrange(1, len(rows) - 1))
    yield "fewer looked at", [asked, *listed, *_looks(thing, some), looked]


def coverage_figures(seed: int = 1, runs: int = 150) -> dict[str, tuple[int, int]]:
    """Of each kind of run, how many are found to claim too much, and how many there are.

    A page, and a part that was looked at, have to be found under E13; a list that is shorter than the
    answer says without a sign of it, and what is not at fault at all, under any code.
    """
    chance = random.Random(seed)
    hits: Counter[str] = Counter()
    tries: Counter[str] = Counter()
    for _ in range(runs):
        for name, steps in _runs(chance):
            found = EvidenceUse().grade(make_trace(steps)).findings
            tries[name] += 1
            hits[name] += any(
                each.severity != "info"
                and (each.code == "E13" or "whole" in name or "unsaid" in name)
                for each in found
            )
    return {name: (hits[name], tries[name]) for name in sorted(tries)}


def _print() -> None:
    for name, (hit, tried) in coverage_figures().items():
        low, high = interval(hit, tried)
        print(f"{name}: {hit} of {tried} = {hit / tried:.4f} ({low:.4f} to {high:.4f})")  # noqa: T201 a script


if __name__ == "__main__":
    _print()

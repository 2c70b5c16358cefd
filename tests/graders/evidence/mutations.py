"""Mutations of real answers: each makes a true answer say something that is not so.

`python -m tests.graders.evidence.mutations` prints the figures with their Wilson intervals.
"""

from __future__ import annotations

import copy
import random
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from math import sqrt
from pathlib import Path
from typing import Any

from conftest import shared_folder
from tracegrade import _json
from tracegrade.formats import Record, reader_named
from tracegrade.graders import EvidenceUse
from tracegrade.graders.evidence._analysis import analysis_of
from tracegrade.graders.evidence._claims import claims_of
from tracegrade.graders.evidence._deeds import deeds_in
from tracegrade.model import Trace

__all__ = ["figures", "interval", "unmutated"]

Raw = dict[str, Any]
_WELL = ("grounded", "derived", "weak")
_MUTABLE = ("money", "number", "percent", "quantity", "duration", "date", "time", "id", "code")


def interval(hits: int, tries: int) -> tuple[float, float]:
    """The 95 % interval of Wilson."""
    if not tries:
        return (0.0, 1.0)
    z, share = 1.96, hits / tries
    centre = (share + z * z / (2 * tries)) / (1 + z * z / tries)
    half = z * sqrt(share * (1 - share) / tries + z * z / (4 * tries * tries)) / (1 + z * z / tries)
    return (centre - half, centre + half)


def raw_traces(folder: Path, trials: tuple[int, ...] = (0, 1, 2, 3)) -> Iterator[Raw]:
    for trial in trials:
        path = folder / f"traces/tau_bench/airline.trial{trial}.jsonl"
        for line in path.read_bytes().splitlines():
            yield _json.decode(line)


def read(raw: Raw) -> Trace:
    reader = reader_named("tau_bench")
    assert reader.read is not None
    return next(iter(reader.read(Record(raw))))


def findings(trace: Trace) -> list[tuple[str, str | None, str]]:
    """The findings that are more than information: code, step, and what was seen."""
    return [
        (found.code, found.step_ids[0] if found.step_ids else None, str(found.observed))
        for found in EvidenceUse().grade(trace).findings
        if found.severity != "info"
    ]


def places(raw: Raw, trace: Trace) -> dict[int, int]:
    """The message behind each assistant step that has a text."""
    texts = {
        number: message["content"] for number, message in enumerate(raw["traj"])
        if message["role"] == "assistant" and message.get("content")
    }  # fmt: skip
    steps = [step for step, kind in enumerate(trace.columns.kinds) if kind == "assistant"]
    found: dict[int, int] = {}
    numbers = iter(sorted(texts))
    number = next(numbers, None)
    for step in steps:
        if number is not None and trace.columns.texts[step] == texts[number]:
            found[step] = number
            number = next(numbers, None)
    return found


def with_text(raw: Raw, message: int, text: str) -> Trace:
    traj = list(raw["traj"])
    traj[message] = {**traj[message], "content": text}
    return read({**raw, "traj": traj})


def with_digit(text: str, chance: random.Random) -> str:
    at = chance.choice([place for place, letter in enumerate(text) if letter.isdigit()])
    other = chance.choice([digit for digit in "123456789" if digit != text[at]])
    return text[:at] + other + text[at + 1 :]


def with_tenth(value: Decimal, written: str, chance: random.Random) -> str | None:
    new = (value * (Decimal("1.1") if chance.random() < 0.5 else Decimal("0.9"))).quantize(
        Decimal("0.01") if "." in written else Decimal(1)
    )
    if new == value:
        return None
    return f"{'$' if written.startswith('$') else ''}{new:,}"


def with_other_day(text: str, chance: random.Random) -> str | None:
    """Another day of the month in a date written with digits or words."""
    for width in (2, 1):
        for at in range(len(text) - width, -1, -1):
            part = text[at : at + width]
            alone = (
                not text[at - 1 : at].isdigit() and not text[at + width : at + width + 1].isdigit()
            )
            if part.isdigit() and alone and 1 <= int(part) <= 31:
                day = chance.choice([each for each in range(1, 29) if abs(each - int(part)) > 1])
                return f"{text[:at]}{day:0{width}d}{text[at + width :]}"
    return None


def unmutated(folder: Path) -> tuple[int, int]:
    """How many particulars of unmutated answers are flagged, and how many were checked."""
    flagged = checked = 0
    for raw in raw_traces(folder):
        for answer in analysis_of(read(raw)).answers:
            for check in answer.checks:
                if (
                    check.kind not in ("action", "coverage", "absence")
                    and check.status != "unchecked"
                ):
                    checked += 1
                    flagged += bool(check.code) and check.severity != "info"
    return flagged, checked


def figures(folder: Path, *, seed: int = 1, most: int = 10**6) -> dict[str, tuple[int, int]]:
    """Hits and tries of each mutation."""
    chance = random.Random(seed)
    hits: Counter[str] = Counter()
    tries: Counter[str] = Counter()
    for raw in raw_traces(folder):
        trace = read(raw)
        known = Counter(findings(trace))
        for name, mutant in _mutants(raw, trace, chance):
            if tries[name] < most:
                tries[name] += 1
                hits[name] += bool(Counter(findings(mutant)) - known)
    return {name: (hits[name], tries[name]) for name in sorted(tries)}


def _mutants(raw: Raw, trace: Trace, chance: random.Random) -> Iterator[tuple[str, Trace]]:
    where = places(raw, trace)
    for answer in analysis_of(trace).answers:
        text = trace.columns.texts[answer.step] or ""
        message = where.get(answer.step)
        if message is None:
            continue
        sound = [
            check for check in answer.checks
            if check.status in _WELL and check.kind in _MUTABLE
            and text[check.start : check.start + len(check.text)] == check.text
        ]  # fmt: skip
        for name, changed in _texts(text, sound, chance):
            yield name, with_text(raw, message, changed)
    yield from _deeds(raw, trace, where)


def _texts(text: str, sound: list[Any], chance: random.Random) -> Iterator[tuple[str, str]]:
    for check in chance.sample(sound, min(4, len(sound))):
        after = text[check.start + len(check.text) :]
        before = text[: check.start]
        yield f"digit {check.kind}", before + with_digit(check.text, chance) + after
        value = next((each.value for each in claims_of(check.text).stated), None)
        if check.kind == "money" and value is not None and value > 12:
            new = with_tenth(value, check.text, chance)
            if new is not None:
                yield "ten percent", before + new + after
        if check.kind == "date":
            other = with_other_day(check.text, chance)
            if other is not None:
                yield "date", before + other + after
    yield from _swaps(text, sound)


def _swaps(text: str, sound: list[Any]) -> Iterator[tuple[str, str]]:
    """Two entities of one kind change places, where their sentences say other things of them."""
    sentences = claims_of(text).sentences
    for kind in ("id", "code"):
        names = list(dict.fromkeys(check.text for check in sound if check.kind == kind))
        for one, other in pairwise(names):
            mine = [each for each in sentences if one in each.text and other not in each.text]
            its = [each for each in sentences if other in each.text and one not in each.text]
            if not mine or not its or not (_facts(mine, sentences) ^ _facts(its, sentences)):
                continue
            swapped = text.replace(one, "\0").replace(other, one).replace("\0", other)
            yield "entity swap", swapped


def _facts(mine: list[Any], sentences: list[Any]) -> set[str]:
    """What a sentence that names an entity, and the items under it, say of it."""
    found: set[str] = set()
    for each in mine:
        found |= {claim.text for claim in each.particulars if claim.kind in _RELATED}
        for below in sentences[each.number + 1 :]:
            if below.depth <= each.depth or (each.depth == 0 and below.kind != "item"):
                break
            found |= {claim.text for claim in below.particulars if claim.kind in _RELATED}
    return found


_RELATED = ("money", "number", "percent", "date", "time")


def _deeds(raw: Raw, trace: Trace, where: dict[int, int]) -> Iterator[tuple[str, Trace]]:
    """The calls behind a claimed deed are dropped, or fail."""
    for answer in analysis_of(trace).answers:
        message = where.get(answer.step)
        claimed = [
            check
            for check in answer.checks
            if check.kind == "action" and check.status == "grounded"
        ]
        if message is None or not claimed:
            continue
        text = trace.columns.texts[answer.step] or ""
        if not any(list(deeds_in(each.text)) for each in claims_of(text).sentences):
            continue
        yield "dropped action", read(_without_writes(raw, message, fail=False))
        yield "failed action", read(_without_writes(raw, message, fail=True))


_READING = ("get_", "search_", "list_", "think", "calculate")


def _without_writes(raw: Raw, end: int, *, fail: bool) -> Raw:
    """The trace without its calls that change something before a message, or with them failed."""
    raw = copy.deepcopy(raw)
    traj: list[Raw] = []
    gone: set[str] = set()
    for number, message in enumerate(raw["traj"]):
        calls = message.get("tool_calls") or []
        writes = [each for each in calls if not each["function"]["name"].startswith(_READING)]
        if number < end and writes:
            gone |= {each["id"] for each in writes}
            if not fail:
                continue
        if message["role"] == "tool" and message.get("tool_call_id") in gone:
            if not fail:
                continue
            traj.append({**message, "content": "Error: the service is not available"})
        else:
            traj.append(message)
    raw["traj"] = traj
    return raw


def _print() -> None:
    folder = shared_folder()
    rows = {"unmutated particulars flagged": unmutated(folder), **figures(folder)}
    for name, (hit, tried) in rows.items():
        low, high = interval(hit, tried)
        share = hit / max(tried, 1)
        print(f"{name}: {hit} of {tried} = {share:.4f} ({low:.4f} to {high:.4f})")  # noqa: T201


if __name__ == "__main__":
    _print()

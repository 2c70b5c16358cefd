"""What one side shows and the other does not, without any statistics but how rare it may be."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from tracegrade import _json
from tracegrade._text import one_line
from tracegrade.diff._details import differing_paths
from tracegrade.diff._model import Fact
from tracegrade.diff._signature import writes_of
from tracegrade.statistics import rule_of_three, stratified_exact

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tracegrade.diff._features import Capture
    from tracegrade.diff._signature import Signature
    from tracegrade.diff._vocabulary import Vocabulary

__all__ = ["Sides", "facts_of"]


class Sides(NamedTuple):
    """The traces of both sides, each with the name of its case, and what the sides can show."""

    old: Sequence[tuple[str, Signature]]
    new: Sequence[tuple[str, Signature]]
    captures: tuple[Capture, Capture]
    vocabulary: Vocabulary


def facts_of(sides: Sides, renamed: Mapping[str, str]) -> list[Fact]:
    """New and gone tools, effects, models and errors; changed prompts and definitions; renames."""
    vocabulary = sides.vocabulary

    agents = _agents(sides)
    spawning = {tool for fact in agents for tool in vocabulary.spawned_by(fact.subject)}

    def tools(trace: Signature) -> Iterable[str]:
        return vocabulary.tools_of(trace.act_numbers()) - spawning

    def effects(trace: Signature) -> set[str]:
        writing = {tool for tool, _ in writes_of(trace, vocabulary)}
        found: set[str] = set()
        return found.union(*(vocabulary.effects.get(tool, ()) for tool in writing)) - _NONE

    facts = [_renamed(sides, come, gone) for come, gone in sorted(renamed.items())]
    if _both_show_calls(sides.captures):
        facts += _one_sided(sides, tools, "tool", "tool {!r} is {}")
        facts += _one_sided(sides, effects, "effect", "side effect {!r} is {}")
    for kind, names, text in _DECLARED:
        if all(any(names(trace) for _, trace in side) for side in sides[:2]):
            found = _one_sided(sides, names, kind, text)
            facts += _replaced(found) if kind == "model" else found
    facts += _changed_definitions(sides)
    facts += _changed_prompt(sides)
    facts += _new_errors(sides)
    return facts + agents


def _both_show_calls(captures: tuple[Capture, Capture]) -> bool:
    """Whether a side without any call made none, and does not merely fail to record them."""
    showing = ["tool_call" in capture.kinds for capture in captures]
    return all(showing) or captures[0].formats == captures[1].formats


_NONE = frozenset(("read", "unknown"))


_DECLARED: tuple[tuple[str, Callable[[Signature], Iterable[str]], str], ...] = (
    ("model", lambda trace: trace.makeup.models, "model {!r} is {}"),
    (
        "definition",
        lambda trace: {name for name, _ in trace.makeup.definitions},
        "declared tool {!r} is {}",
    ),
)
"""What a capture may or may not declare; only compared where both sides do."""


def _replaced(facts: list[Fact]) -> list[Fact]:
    """One fact for a model that takes the place of another."""
    if [fact.kind for fact in facts] not in (
        ["gone_model", "new_model"],
        ["new_model", "gone_model"],
    ):
        return facts
    gone, new = sorted(facts, key=lambda fact: fact.kind)
    new.message = f"model {new.subject!r} takes the place of {gone.subject!r}"
    return [new]


def _one_sided(
    sides: Sides, names: Callable[[Signature], Iterable[str]], kind: str, text: str
) -> list[Fact]:
    """What occurs in some trace of one side and in none of the other."""
    found = [_by_name(side, names) for side in sides[:2]]
    facts: list[Fact] = []
    for name in sorted(found[0].keys() ^ found[1].keys()):
        is_new = name in found[1]
        word = "new" if is_new else "gone"
        cases = found[is_new][name]
        facts.append(_fact(sides, f"{word}_{kind}", text.format(name, word), name, cases))
    return facts


Seen = dict[str, list[str]]
"""By name, the case of each trace that shows it."""


def _by_name(
    side: Sequence[tuple[str, Signature]], names: Callable[[Signature], Iterable[str]]
) -> Seen:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for case, trace in side:
        for name in names(trace):
            found[name].append(case)
    return dict(found)


def _fact(sides: Sides, kind: str, message: str, subject: str, cases: Sequence[str]) -> Fact:
    """A fact of what occurs on one side, with the rate that the other side cannot rule out."""
    is_new = kind.startswith(("new_", "wrapped"))
    without, showing = (sides.old, sides.new) if is_new else (sides.new, sides.old)
    none, some = (0, len(without)), (len(cases), len(showing))
    old, new = (none, some) if is_new else (some, none)
    fact = Fact(kind, message, old, new, sorted(set(cases)), subject)
    fact.bound = round(rule_of_three(len(without)), 6)
    fact.p = _chance(cases, without, showing)
    return fact


Side = Sequence[tuple[str, "Signature"]]


def _chance(cases: Sequence[str], without: Side, showing: Side) -> float | None:
    """How likely all traces that show something are on one side, had the sides been dealt anew."""
    seen = Counter(cases)
    lacking, having = (Counter(case for case, _ in side) for side in (without, showing))
    strata = [
        (0, lacking[case], count, having[case]) for case, count in seen.items() if lacking[case]
    ]
    return stratified_exact(strata) if strata else None


def _renamed(sides: Sides, come: str, gone: str) -> Fact:
    """A tool that only changed its name; its calls are held against each other."""
    vocabulary = sides.vocabulary
    using = [
        [case for case, trace in side if gone in vocabulary.tools_of(trace.act_numbers())]
        for side in sides[:2]
    ]
    message = f"tool {gone!r} is now called {come!r}: same parameters, in the same cases"
    return Fact(
        "renamed_tool",
        message,
        (len(using[0]), len(sides.old)),
        (len(using[1]), len(sides.new)),
        sorted({*using[0], *using[1]}),
        come,
    )


def _changed_definitions(sides: Sides) -> list[Fact]:
    """Tools that both sides declare, but no trace of one as any trace of the other."""
    found = [
        _by_name(side, lambda trace: [name for name, _ in trace.makeup.definitions])
        for side in sides[:2]
    ]
    versions: tuple[defaultdict[str, set[int]], ...] = defaultdict(set), defaultdict(set)
    for seen, side in zip(versions, sides[:2], strict=True):
        for makeup in {trace.makeup for _, trace in side}:
            for name, number in makeup.definitions:
                seen[name].add(number)
    facts: list[Fact] = []
    for name in sorted(versions[0].keys() & versions[1].keys()):
        if versions[0][name] & versions[1][name]:
            continue
        what = _difference(sides.vocabulary, min(versions[0][name]), min(versions[1][name]))
        old, new = found[0][name], found[1][name]
        counts = (len(old), len(sides.old)), (len(new), len(sides.new))
        message = f"definition of tool {name!r} changed{what}"
        facts.append(Fact("changed_definition", message, *counts, sorted({*old, *new}), name))
    return facts


_PARTS = ("description", "parameters", "annotations")


def _difference(vocabulary: Vocabulary, old: int, new: int) -> str:
    """Where two definitions differ, as far as they were kept."""
    if old not in vocabulary.texts or new not in vocabulary.texts:
        return ""
    before, after = (
        dict(zip(_PARTS, _json.decode(vocabulary.texts[number]), strict=True))
        for number in (old, new)
    )
    paths = [change["path"] for change in differing_paths(before, after)]
    return f" at {one_line(', '.join(paths), 80)}" if paths else ""


def _changed_prompt(sides: Sides) -> list[Fact]:
    """Cases in which no trace of one side has the system prompt of any of the other."""
    prompts: tuple[defaultdict[str, set[int | None]], ...] = defaultdict(set), defaultdict(set)
    for seen, side in zip(prompts, sides[:2], strict=True):
        for case, trace in side:
            seen[case].add(trace.prompt)
    changed = [
        case
        for case in sorted(prompts[0].keys() & prompts[1].keys())
        if None not in prompts[0][case] | prompts[1][case]
        and not prompts[0][case] & prompts[1][case]
    ]
    if not changed:
        return []
    counts = [(sum(case in set(changed) for case, _ in side), len(side)) for side in sides[:2]]
    texts = sides.vocabulary.texts
    before, after = (
        texts.get(min(number for number in seen[changed[0]] if number is not None), "")
        for seen in prompts
    )
    message = f"system prompt changed{_first_difference(before, after)}"
    return [Fact("changed_prompt", message, counts[0], counts[1], changed, "system prompt")]


def _first_difference(before: str, after: str) -> str:
    """Where two prompts part, in a few words."""
    place = next(
        (at for at, pair in enumerate(zip(before, after, strict=False)) if pair[0] != pair[1]),
        min(len(before), len(after)),
    )
    if not before or not after:
        return ""
    start = max(0, before.rfind(" ", 0, place) + 1)
    parts = [one_line(text[start : start + 60], 40) or "nothing" for text in (before, after)]
    return f": {parts[0]!r} is now {parts[1]!r}"


def _new_errors(sides: Sides) -> list[Fact]:
    """Errors, by tool and masked message, that no old trace has."""
    if not all("error_status" in capture.capabilities for capture in sides.captures):
        return []
    found = [_by_name(side, lambda trace: map(str, trace.errors)) for side in sides[:2]]
    facts: list[Fact] = []
    for number in sorted(found[1].keys() - found[0].keys(), key=int):
        tool, message = sides.vocabulary.errors[int(number)]
        text = f"{tool or 'the agent'} fails anew: {message or 'no message'}"
        facts.append(_fact(sides, "new_error", text, tool, found[1][number]))
    return sorted(facts, key=lambda fact: -fact.new[0])


def _agents(sides: Sides) -> list[Fact]:
    """Sub-agents of one side that call tools which the other side calls without them."""
    acts = sides.vocabulary.acts
    tools: list[defaultdict[str, set[str]]] = []
    traces: list[Seen] = []
    for side in sides[:2]:
        by_role: defaultdict[str, set[str]] = defaultdict(set)
        for number in {number for _, trace in side for number in trace.act_numbers()}:
            if acts[number].tool is not None:
                by_role[acts[number].role].add(acts[number].tool or "")
        tools.append(by_role)
        traces.append(
            _by_name(side, lambda trace: {acts[number].role for number in trace.act_numbers()})
        )
    facts: list[Fact] = []
    for here, other, kind in ((1, 0, "wrapped"), (0, 1, "unwrapped")):
        for role in sorted(tools[here].keys() - tools[other].keys()):
            moved = tools[here][role] & tools[other][""]
            if role and 2 * len(moved) >= len(tools[here][role]):
                calls = one_line(", ".join(sorted(moved)), 60)
                word = "now calls" if kind == "wrapped" else "no longer calls"
                message = f"sub-agent {role!r} {word} what the main agent calls without it: {calls}"
                facts.append(_fact(sides, kind, message, role, traces[here][role]))
    return facts

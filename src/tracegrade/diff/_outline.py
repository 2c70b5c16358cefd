"""A trace as alignment sees it: its steps in an order free of chance, with their keys.

A result goes with its call, so that it is never paired with another call's; the other steps are
the *heads* that are aligned. Each head has keys from exact to loose (design: what makes two steps
the same):

- `exact`: kind, role of the agent, tool, status, and the arguments or text with volatile values
  masked. A model call that only asks for tools is the same if it asks for the same calls.
- `bare`: the same without the role, so that work that moved into a sub-agent is recognised.
- `shaped`: kind, role, tool, status and the paths and types of the arguments.
- `loose`: kind, role, tool and status.
"""

from __future__ import annotations

from array import array
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, NamedTuple

from tracegrade import _json
from tracegrade.diff._content import structure_of
from tracegrade.diff._hashing import number_of
from tracegrade.diff._masks import Masks, masked
from tracegrade.graph import graph_of
from tracegrade.signals import effects_of_calls, has_side_effect

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tracegrade.model import Columns, Trace

__all__ = [
    "APART",
    "COMPARED",
    "Lens",
    "Outline",
    "Span",
    "executed_arguments",
    "outline_of",
    "said",
]

APART = "\x1f"
"""Between the parts of a key."""

_SETTLED = ("ok", "unknown")  # a capture that does not record failures knows of none
_COUNT_NOTHING = frozenset(
    (
        "system",
        "user",
        "note",
        "approval_decision",
        "error",
        "tool_result",
        f"assistant{APART}asks",
    )
)
_WEIGHT_OF_SIDE_EFFECT = 3
COMPARED = ("items", "decision", "decisions", "arguments", "mode", "to", "message", "query",
             "documents")  # fmt: skip
"""Fields beside its text that say what a step does."""


class Lens(NamedTuple):
    """What is looked through when two runs are compared, the same for both sides.

    Attributes:
        masks: Volatile arguments that were learned.
        renamed: New name to old name of tools that only changed their name.
    """

    masks: Masks = Masks()
    renamed: Mapping[str, str] = {}


class Span(NamedTuple):
    """A sub-agent: the call that started it and what happened inside.

    Attributes:
        start: Place of the call among the heads.
        stop: Place after the last head inside.
        role: Role of the agent inside.
        hash: Equal for spans in which the same happened.
    """

    start: int
    stop: int
    role: str
    hash: int


class Outline:
    """The heads of a trace, in order, as parallel lists.

    Attributes:
        steps: Position of the step.
        results: Position of the result that goes with it, or -1.
        exact: Exact key.
        bare: Exact key without the role of the agent.
        shaped: Shaped key.
        loose: Loose key.
        contents: Stands for what the step itself says, whatever its place.
        answers: Stands for what its result says; 0 without a result.
        weights: What the step counts for in distances: 3 for a call with a side effect, 0 for
            what the agent did not do itself (inputs, results, decisions), 1 for the rest.
        orders: By place, what calls that ran side by side are sorted by where tools were renamed;
            empty where none was.
        groups: Number of the parallel group, or -1.
        turns: Places at which turns begin: the start, and each user step of the outermost thread.
        spans: Sub-agents, in the order in which they start.
    """

    __slots__ = (
        "_digest", "answers", "bare", "contents", "exact", "groups", "loose", "orders", "results",
        "shaped", "spans", "steps", "turns", "weights",
    )  # fmt: skip

    def __init__(self) -> None:
        self.steps: list[int] = []
        self.results: list[int] = []
        self.exact: list[int] = []
        self.bare: list[int] = []
        self.shaped: list[str] = []
        self.loose: list[str] = []
        self.contents: list[int] = []
        self.answers: list[int] = []
        self.weights: list[int] = []
        self.groups: list[int] = []
        self.orders: list[tuple[str, int]] = []
        self.turns: list[int] = []
        self.spans: list[Span] = []
        self._digest: int | None = None

    def __len__(self) -> int:
        return len(self.steps)

    def role(self, place: int) -> str:
        """Role of the agent at this place."""
        return self.loose[place].partition(APART)[0]

    def is_call(self, place: int) -> bool:
        """Whether a tool is called at this place."""
        return self.loose[place].split(APART)[1] == "tool_call"

    def settled(self) -> list[int]:
        """The places of the heads, calls that ran side by side sorted by what they do."""
        orders = self.orders or list(zip(self.loose, self.exact, strict=True))
        places = list(range(len(self)))
        start = 0
        for stop in range(1, len(self) + 1):
            group = self.groups[start]
            if stop < len(self) and group >= 0 and self.groups[stop] == group:
                continue
            if stop - start > 1:
                places[start:stop] = sorted(
                    places[start:stop], key=lambda place: (orders[place], self.answers[place])
                )
            start = stop
        return places

    @property
    def digest(self) -> int:
        """Equal for traces in which the same happened, however parallel calls are listed."""
        if self._digest is None:
            order = self.settled()
            numbers = array("q", [self.exact[place] for place in order])
            numbers.extend(self.contents[place] for place in order)
            numbers.extend(self.answers[place] for place in order)
            hashed = blake2b(numbers.tobytes(), digest_size=8).digest()
            self._digest = int.from_bytes(hashed, "big", signed=True)
        return self._digest

    def hash_of(self, start: int, stop: int) -> int:
        """Equal for ranges of heads in which the same happened."""
        return hash(tuple(zip(self.exact[start:stop], self.answers[start:stop], strict=True)))


def outline_of(trace: Trace, lens: Lens | None = None) -> Outline:
    """The outline of a trace; made once where nothing was learned."""
    if lens is None or not (lens.masks or lens.renamed):
        return trace.cached("outline", lambda trace: _Builder(trace, Lens()).outline())
    return _Builder(trace, lens).outline()


class _Builder:
    """Makes the outline of one trace."""

    def __init__(self, trace: Trace, lens: Lens) -> None:
        self._trace = trace
        self._lens = lens
        self._columns = columns = trace.columns
        self._threads = graph_of(trace).threads
        self._root = _root_agent(trace)
        self._numbers = {step: number for number, step in enumerate(columns.call_steps)}
        self._effects = effects_of_calls(trace)
        self._spawning = frozenset(self._threads.spawned_by)
        renamed = lens.renamed.items()
        # Whichever way round two runs are compared, what was renamed is sorted by one of its names.
        self._either = {name: min(names) for names in renamed for name in names}
        self._bare_calls = [
            self._call(number, lens.renamed) for number in range(len(columns.call_steps))
        ]
        self._asked: dict[int, list[int]] = {}
        for parent, (bare, _, _) in zip(columns.call_parents, self._bare_calls, strict=True):
            self._asked.setdefault(parent, []).append(bare)
        self._outline = Outline()

    def outline(self) -> Outline:
        """The outline: threads one inside the other, each call with its result."""
        outline = self._outline
        groups = _groups(self._trace)
        inside: dict[int, list[int]] = {}
        for step in self._heads():
            thread = self._threads.of_step[step]
            inside.setdefault(self._threads.spawned_by[thread], []).append(step)
        walks = [iter(inside.get(-1, ()))]
        opened: list[int] = []
        spans: list[tuple[int, int]] = []
        while walks:
            step = next(walks[-1], None)
            if step is None:
                walks.pop()
                if walks:
                    spans.append((opened.pop(), len(outline)))
                continue
            if len(walks) == 1 and (self._columns.kinds[step] == "user" or not outline.steps):
                outline.turns.append(len(outline))
            self._add(step, groups.get(step, -1))
            if step in inside:
                opened.append(len(outline) - 1)
                walks.append(iter(inside[step]))
        outline.spans = [self._span(*ends) for ends in sorted(spans)]
        return outline

    def _heads(self) -> list[int]:
        """Every step but the results that go with a call."""
        results = {result for result in self._columns.call_results if result >= 0}
        return [step for step in range(len(self._columns)) if step not in results]

    def _span(self, start: int, stop: int) -> Span:
        role = self._role(self._outline.steps[start + 1])
        return Span(start, stop, role, self._outline.hash_of(start, stop))

    def _role(self, step: int) -> str:
        """The agent's role: empty for the main agent, whatever its name."""
        agent = self._columns.details.get(step, {}).get("agent")
        thread = self._threads.of_step[step]
        if not thread:
            return "" if agent is None or agent == self._root else str(agent)
        if agent is not None:
            return str(agent)
        number = self._numbers.get(self._threads.spawned_by[thread])
        return "inside" if number is None else self._tool(number)

    def _tool(self, number: int) -> str:
        name = self._columns.call_tools[number]
        return self._lens.renamed.get(name, name)

    def _add(self, step: int, group: int) -> None:
        outline, columns = self._outline, self._columns
        number = self._numbers.get(step)
        role = self._role(step)
        if number is not None:
            bare, kind, shape = self._bare_calls[number]
            content, result = bare, columns.call_results[number]
            weight = self._weight(number)
        else:
            bare, kind, shape, content = self._other(step)
            result, weight = -1, int(kind not in _COUNT_NOTHING)
        outline.steps.append(step)
        outline.results.append(result)
        outline.bare.append(bare)
        outline.exact.append(number_of(f"{role}{APART}{bare}") if role else bare)
        outline.loose.append(f"{role}{APART}{kind}")
        outline.shaped.append(f"{role}{APART}{kind}{APART}{shape}")
        outline.contents.append(content)
        outline.answers.append(0 if result < 0 else number_of(masked(said(columns, result))))
        outline.weights.append(weight)
        outline.groups.append(group)
        if self._either:
            outline.orders.append(self._order(number, role, kind, bare))

    def _order(self, number: int | None, role: str, kind: str, bare: int) -> tuple[str, int]:
        role = self._either.get(role, role)
        if number is not None:
            bare, kind, _ = self._call(number, self._either)
        return f"{role}{APART}{kind}", number_of(f"{role}{APART}{bare}")

    def _call(self, number: int, names: Mapping[str, str]) -> tuple[int, str, str]:
        """Bare key, kind and shape of a call, where tools go by these names."""
        own, status = self._columns.call_tools[number], self._trace.call_statuses[number]
        tool = names.get(own, own)
        arguments = executed_arguments(self._trace, number)
        settled = "" if status in _SETTLED else status
        kind = APART.join(("tool_call", tool, settled, str(self._weight(number))))
        said_ = self._lens.masks.canonical(self._tool(number), arguments)
        return number_of(f"{kind}{APART}{said_}"), kind, _skeleton(arguments)

    def _weight(self, number: int) -> int:
        """The weight of a call; what a sub-agent does is in the calls inside."""
        if self._columns.call_steps[number] in self._spawning:
            return 1
        return _WEIGHT_OF_SIDE_EFFECT if has_side_effect(self._effects[number]) else 1

    def _other(self, step: int) -> tuple[int, str, str, int]:
        """Bare key, kind, shape and content of a step that is no call."""
        kind = self._columns.kinds[step]
        text = masked(said(self._columns, step))
        content = number_of(f"{kind}{APART}{text}")
        if kind != "assistant":
            return content, kind, "", content
        asked = self._asked.get(step)
        doing = "asks" if asked and not text else "says and asks" if asked else "says"
        kind += f"{APART}{doing}"
        if asked and not text:
            return number_of(f"{kind}{APART}{sorted(asked)}"), kind, "", content
        return content, kind, "", content


def _root_agent(trace: Trace) -> str | None:
    """The name of the main agent."""
    if trace.agent is not None:
        return trace.agent
    details = trace.columns.details
    return next(
        (details[step]["agent"] for step in sorted(details) if details[step].get("agent")), None
    )


def _groups(trace: Trace) -> dict[int, int]:
    """By call: the number of the parallel group that it is in, where it is not alone."""
    forks: dict[int, list[int]] = {}
    if len(set(trace.columns.call_parents)) == len(trace.columns.call_parents):
        return {}
    branches = graph_of(trace).branches
    for step in trace.columns.call_steps:
        if step in branches:
            forks.setdefault(branches[step][0], []).append(step)
    return {step: first for first, steps in forks.items() if len(steps) > 1 for step in steps}


def executed_arguments(trace: Trace, number: int) -> Any:
    """The arguments that a call ran with, as far as the capture shows."""
    columns = trace.columns
    result = columns.call_results[number]
    for step in (result, columns.call_steps[number]):
        executed = columns.details.get(step, {}).get("executed_arguments")
        if executed is not None:
            return executed
    return _json.decode_arguments(columns.call_arguments[number])[0]


def said(columns: Columns, step: int) -> str:
    """What a step that is no call holds, as one text."""
    structure = structure_of(columns, step)
    if structure is not None:
        return _json.canonical(structure).decode()
    text, detail = columns.texts[step], columns.details.get(step)
    if not detail:
        return text or ""
    content = detail.get("content")
    if content is not None and not isinstance(content, str):
        return _json.canonical(content).decode()
    rest = {key: detail[key] for key in COMPARED if key in detail}
    return (content or text or "") + (_json.canonical(rest).decode() if rest else "")


def _skeleton(value: Any) -> str:
    """The paths and types of a value."""
    if isinstance(value, dict):
        inside = sorted((str(key), _skeleton(item)) for key, item in value.items())
        return "{" + ",".join(f"{key!r}:{shape}" for key, shape in inside) + "}"
    if isinstance(value, list):
        return f"[{_skeleton(value[0]) if value else ''}]"
    if isinstance(value, bool):
        return "truth"
    return "number" if isinstance(value, int | float) else type(value).__name__

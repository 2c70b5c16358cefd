"""What the signatures of both sides refer to by number."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tracegrade.diff._outline import APART

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Act", "Failure", "Makeup", "Vocabulary"]

_MOST_TEXTS = 1000
_MOST_SHAPES = 50  # of one tool
_MOST_OF_WRITES = 50_000_000  # characters of arguments; a side effect beyond is shown without


class Act(NamedTuple):
    """What all acts with one loose key have in common.

    Attributes:
        kind: Kind of the step.
        role: Role of the agent; empty for the main one.
        tool: The tool, of a call.
        status: `error`, `denied`, `pending`, or empty where it ran or nothing is known.
        weight: 3 for a call with a side effect, else 1.
    """

    kind: str
    role: str = ""
    tool: str | None = None
    status: str = ""
    weight: int = 1


class Makeup(NamedTuple):
    """What the capture of a trace says of the agent and of itself; traces share it.

    Attributes:
        format: Format of the capture.
        models: Models that answered.
        definitions: Name and schema (as a number) of each tool that was declared.
        kinds: Kinds of steps that occur.
        capabilities: What the capture can show.
    """

    format: str | None
    models: frozenset[str]
    definitions: frozenset[tuple[str, int]]
    kinds: frozenset[str]
    capabilities: frozenset[str]


class Failure(NamedTuple):
    """A way to fail a check, the same in every trace that fails it like that.

    Attributes:
        grader: Name of the grader.
        code: Code of the finding.
        tool: Tool of the step that shows it, if it is a call.
        is_given: Whether the check was given: only such a one can break.
        is_high_risk: Whether one new failure is one too many: a call beyond what was approved, or
            of a tool that may not be called at all.
    """

    grader: str
    code: str
    tool: str | None
    is_given: bool
    is_high_risk: bool


class Vocabulary:
    """What the signatures of both sides refer to by number.

    Attributes:
        acts: Acts by number.
        failures: Failures by number.
        errors: Tool and masked message of errors, by number.
        texts: Prompts and tool schemas by their hash, as many as are worth showing.
        examples: What the first trace with a failure said, by number of the failure.
        effects: Effect classes of each tool.
        shapes: Paths and types of the arguments that each tool was called with.
        writes: Arguments of calls with a side effect, as JSON, by exact key.
        spawning: Roles of the sub-agents that each tool starts.
    """

    def __init__(self) -> None:
        self.acts: list[Act] = []
        self.failures: list[Failure] = []
        self.errors: list[tuple[str, str]] = []
        self.texts: dict[int, str] = {}
        self.examples: dict[int, str] = {}
        self.effects: dict[str, frozenset[str]] = {}
        self.shapes: dict[str, set[str]] = {}
        self.writes: dict[int, str] = {}
        self.spawning: dict[str, set[str]] = {}
        self._room = _MOST_OF_WRITES
        self._acts: dict[str, int] = {}
        self._failures: dict[Failure, int] = {}
        self._errors: dict[tuple[str, str], int] = {}
        self._makeups: dict[Makeup, Makeup] = {}

    def act(self, loose: str) -> int:
        """The number of the act with this loose key."""
        number = self._acts.get(loose)
        if number is None:
            number = self._acts[loose] = len(self.acts)
            self.acts.append(_act(loose))
        return number

    def tools_of(self, numbers: Iterable[int]) -> set[str]:
        """The tools that these acts call."""
        acts = self.acts
        return {tool for number in set(numbers) if (tool := acts[number].tool) is not None}

    def failure(self, failure: Failure, message: str) -> int:
        """The number of a failure."""
        number = self._failures.get(failure)
        if number is None:
            number = self._failures[failure] = len(self.failures)
            self.failures.append(failure)
            self.examples[number] = message
        return number

    def findings_of(self, failures: Iterable[int]) -> list[str]:
        """Names of failures as quantities: grader and code, each once."""
        found = [self.failures[number] for number in failures]
        return list({f"findings:{item.grader} {item.code}": None for item in found})

    def error(self, tool: str, message: str) -> int:
        """The number of an error."""
        number = self._errors.get((tool, message))
        if number is None:
            number = self._errors[tool, message] = len(self.errors)
            self.errors.append((tool, message))
        return number

    def makeup(self, makeup: Makeup) -> Makeup:
        """An equal makeup that other traces share."""
        return self._makeups.setdefault(makeup, makeup)

    def call(self, tool: str, effects: frozenset[str], shape: str) -> None:
        """Take note of what a tool does and how it is called."""
        self.effects[tool] = self.effects.get(tool, frozenset()) | effects
        shapes = self.shapes.setdefault(tool, set())
        if len(shapes) < _MOST_SHAPES:
            shapes.add(shape)

    def spawned_by(self, role: str) -> list[str]:
        """The tools that do nothing but start sub-agents of this role."""
        return sorted(tool for tool, roles in self.spawning.items() if roles == {role})

    def write(self, key: int, arguments: str) -> None:
        """Remember the arguments of a call with a side effect, while there is room for more."""
        if key not in self.writes and self._room > 0:
            self.writes[key] = arguments
            self._room -= len(arguments)

    def text(self, number: int, text: str) -> None:
        """Remember a text by its hash, if there are not too many already."""
        if len(self.texts) < _MOST_TEXTS:
            self.texts.setdefault(number, text)


def _act(loose: str) -> Act:
    role, kind, *rest = loose.split(APART)
    if kind != "tool_call":
        return Act(kind, role)
    tool, status, weight = rest
    return Act(kind, role, tool, status, int(weight))

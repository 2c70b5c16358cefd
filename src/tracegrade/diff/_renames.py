"""Tools that only changed their name."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from tracegrade import _json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracegrade.diff._signature import Signature
    from tracegrade.diff._vocabulary import Vocabulary

__all__ = ["renames_of"]

_ALIKE = 0.9  # share of the cases using either name that have to use both, one on each side
_MOST_APART = 2.0  # ratio of calls
_FEWEST_CALLS = 2


class _Use:
    """How one side uses a tool."""

    __slots__ = ("calls", "cases", "definitions")

    def __init__(self) -> None:
        self.calls = 0
        self.cases: set[str] = set()
        self.definitions: set[int] = set()


def renames_of(
    old: Sequence[tuple[str, Signature]],
    new: Sequence[tuple[str, Signature]],
    vocabulary: Vocabulary,
) -> dict[str, str]:
    """New name to old name of tools that were replaced one to one by the same tool.

    The old name is used on the old side only, the new one on the new side only, in the same cases,
    about equally often, with the same parameters (as declared, else as called) and the same kind
    of effect. Where two tools could be meant, none is taken.

    Args:
        old: Case and signature of each old trace of a case that both sides have.
        new: The same of the new side.
        vocabulary: What the signatures refer to.
    """
    ours, theirs = _uses(old, vocabulary), _uses(new, vocabulary)
    found: defaultdict[str, list[str]] = defaultdict(list)
    claimed: defaultdict[str, list[str]] = defaultdict(list)
    for gone in sorted(ours.keys() - theirs.keys()):
        for come in sorted(theirs.keys() - ours.keys()):
            if _is_same_tool((gone, ours[gone]), (come, theirs[come]), vocabulary):
                found[come].append(gone)
                claimed[gone].append(come)
    return {
        come: gone[0] for come, gone in found.items() if len(gone) == 1 == len(claimed[gone[0]])
    }


def _uses(traces: Sequence[tuple[str, Signature]], vocabulary: Vocabulary) -> dict[str, _Use]:
    uses: defaultdict[str, _Use] = defaultdict(_Use)
    for case, trace in traces:
        for act in trace.act_numbers():
            tool = vocabulary.acts[act].tool
            if tool is not None:
                uses[tool].calls += 1
                uses[tool].cases.add(case)
        for tool, definition in trace.makeup.definitions:
            if tool in uses:
                uses[tool].definitions.add(definition)
    return dict(uses)


def _is_same_tool(gone: tuple[str, _Use], come: tuple[str, _Use], vocabulary: Vocabulary) -> bool:
    mine, theirs = gone[1], come[1]
    both = mine.cases & theirs.cases
    if len(both) < _ALIKE * len(mine.cases | theirs.cases):
        return False
    if not 1 / _MOST_APART <= theirs.calls / mine.calls <= _MOST_APART:
        return False
    declared = [_parameters(use, vocabulary) for use in (mine, theirs)]
    if declared[0] and declared[1]:
        return declared[0] == declared[1]
    if min(mine.calls, theirs.calls) < _FEWEST_CALLS:
        return False
    if vocabulary.effects[gone[0]] != vocabulary.effects[come[0]]:
        return False
    shapes = vocabulary.shapes[gone[0]], vocabulary.shapes[come[0]]
    return 2 * len(shapes[0] & shapes[1]) >= len(shapes[0] | shapes[1])


def _parameters(use: _Use, vocabulary: Vocabulary) -> set[str]:
    """The parameters that a tool was declared with, as far as they are known."""
    texts = [vocabulary.texts[number] for number in use.definitions if number in vocabulary.texts]
    found = [_json.decode(text)[1] for text in texts]
    return {_json.canonical(parameters).decode() for parameters in found if parameters}

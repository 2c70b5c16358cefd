"""Arguments that come from nowhere: an id, address or amount that nobody had stated."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING, Any

from tracegrade import _json
from tracegrade.graders.evidence._amounts_given import needs_origin_as_amount
from tracegrade.graders.evidence._failures import broke_off
from tracegrade.graders.evidence._grouping import is_set_apart
from tracegrade.graders.evidence._identity import field_words
from tracegrade.graders.evidence._listings import is_empty
from tracegrade.graders.evidence._misdirected import is_beside_stated
from tracegrade.graders.evidence._moods import is_negated
from tracegrade.graders.evidence._offers import day_of, is_beside_offers, named_year
from tracegrade.graders.evidence._outcomes import tells_failure
from tracegrade.graders.evidence._pairs import pair_giving
from tracegrade.graph.values import decoded, forms_of, is_thought, leaves_of, particulars_in
from tracegrade.signals import effect_classes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracegrade.graph.values import Particular, Place, ValueIndex
    from tracegrade.model import Trace

__all__ = ["Argument", "arguments_of"]

_IDENTIFYING = frozenset(
    ("id", "ids", "number", "ref", "reference", "account", "email", "to", "recipient", "recipients",
     "cc", "bcc", "phone", "iban", "order", "customer", "user", "invoice", "ticket", "reservation")
)  # fmt: skip
_MADE_UP = frozenset(
    ("request", "idempotency", "trace", "span", "nonce", "session", "call", "correlation", "uuid",
     "thread", "cursor", "page", "offset", "limit", "message", "tool", "todo", "cell", "run", "shell",
     "bash", "line", "index", "count", "step", "task", "toolu", "process", "pid", "port", "version")
)  # fmt: skip
_GENERATING = frozenset(("create", "add", "new", "write", "generate", "insert", "make", "register"))
_MOST_LEAVES = 500
_MOST_OPERANDS = 60
_MOST_STATED = 2_000  # numbers of one step, of which the first that differ are operands
_FEWEST_TOLD = 2  # times in the result of a change: once of what it did, once of what was before
_LITTLE = 40  # characters of a result that may only say that there is nothing
_MOST_TEXTS = 60  # steps before a call in which other spellings of an id are looked for
_REDACTED = re.compile(r"redacted|<SECRET|^\*+$|^\.\.\.$|example\.com", re.IGNORECASE)


@dataclass(slots=True)
class Argument:
    """One argument that should have an origin.

    Attributes:
        step: Position of the call.
        tool: Name of the tool.
        pointer: Where in the arguments.
        value: The value.
        place: Where it came from, if anywhere.
        how: How it was derived, where it was.
        is_confirmed: Whether the result of a call that only reads states it too, or holds something.
    """

    step: int
    tool: str
    pointer: str
    value: Any
    place: Place | None = None
    how: str | None = None
    is_confirmed: bool = False


def arguments_of(trace: Trace) -> Iterator[Argument]:
    """Each id, address and amount among the arguments of calls, with its origin if it has one."""
    known: set[Any] | None = None
    columns = trace.columns
    rows = zip(columns.call_steps, columns.call_tools, columns.call_arguments, strict=True)
    for step, tool, raw in rows:
        if is_thought(tool) or "exec" in effect_classes(tool):
            continue
        arguments = decoded(_json.decode_arguments(raw)[0])
        if not isinstance(arguments, dict):
            continue
        for _, (pointer, value) in zip(range(_MOST_LEAVES), leaves_of(arguments), strict=False):
            day = day_of(value)
            if day is not None and is_beside_offers(trace, step, tool, pointer, day):
                yield _dated(trace, Argument(step, tool, pointer, value), day)
            if not (
                _needs_origin(tool, pointer, value)
                or is_beside_stated(trace, step, tool, pointer, value)
            ):
                continue
            known = _declared(trace) if known is None else known
            if not set(forms_of(value)) & known:
                yield _traced(trace, trace.graph().values, Argument(step, tool, pointer, value))


def _dated(trace: Trace, argument: Argument, day: str) -> Argument:
    """A day with the place that states it, if any does."""
    places = trace.graph().values.places(day, before=argument.step)
    argument.place = next(
        (each for each in places if each.speaker.kind not in ("agent", "failure")), None
    )
    return argument


def _traced(trace: Trace, values: ValueIndex, argument: Argument) -> Argument:
    places = values.places(argument.value, before=argument.step)
    outside = [place for place in places if place.speaker.kind not in ("agent", "failure")]
    if outside:
        argument.place = outside[0]
    elif isinstance(argument.value, int | float) or _is_amount(argument):
        argument.how = _derived(trace, argument)
    elif isinstance(argument.value, str):
        argument.place = _in_parts(values, argument)
        if argument.place is None and is_set_apart(
            argument.value, _texts_before(trace, argument.step)
        ):
            argument.how = "stated with blanks or dashes in it"
    argument.is_confirmed = _is_confirmed(trace, values, argument)
    return argument


def _texts_before(trace: Trace, step: int) -> Iterator[str]:
    """What users said and results hold in the last steps before one."""
    columns = trace.columns
    for before in range(max(0, step - _MOST_TEXTS), step):
        if columns.kinds[before] in ("user", "tool_result"):
            text = columns.texts[before]
            text = text or _json.as_text(columns.details.get(before, {}).get("content"))
            yield (text or "")[:20_000]


def _is_confirmed(trace: Trace, values: ValueIndex, argument: Argument) -> bool:
    """Whether a call only looked something up, and found it."""
    if argument.place is not None or argument.how is not None:
        return False
    columns = trace.columns
    result = columns.call_results[bisect_left(columns.call_steps, argument.step)]
    effects = effect_classes(argument.tool)
    if effects <= {"read"} and result >= 0 and _holds_something(trace, result):
        return True
    told = [
        place for place in values.places(argument.value)
        if place.step == result and place.speaker.kind == "tool" and place.record is not None
    ]  # fmt: skip
    if not told or effects <= {"read", "unknown"}:
        return bool(told)
    return _times_told(trace, result, argument.value) >= _FEWEST_TOLD


def _times_told(trace: Trace, result: int, value: Any) -> int:
    """How often a result states a value."""
    contents = trace.graph().contents.all
    at = bisect_left(contents, result, key=lambda each: each.statement.step)
    leaves = islice(leaves_of(contents[at].value), _MOST_STATED)
    return sum(told == value for _, told in leaves)


def _holds_something(trace: Trace, result: int) -> bool:
    """Whether a call came back with what was looked for: nothing is found under a made-up id."""
    contents = trace.graph().contents.all
    at = bisect_left(contents, result, key=lambda each: each.statement.step)
    statement, value = contents[at].statement, contents[at].value
    if statement.step != result or statement.speaker.kind != "tool" or statement.status != "ok":
        return False
    if isinstance(value, str):
        return len(value) > _LITTLE and not is_negated(value[:_LITTLE])
    is_failure = broke_off(value) or tells_failure(value, statement.speaker.name)
    return not is_failure and not is_empty(value) and _is_more_than_one(value)


def _is_more_than_one(value: Any) -> bool:
    """Whether a decoded value has more than one field or item."""
    while isinstance(value, dict | list) and len(value) == 1:
        value = next(iter(value.values() if isinstance(value, dict) else value))
    return isinstance(value, dict | list) and len(value) > 1


def _in_parts(values: ValueIndex, argument: Argument) -> Place | None:
    """An id put together from stated parts, such as `mia_li_3668` from a name and a number."""
    parts = [part for part in re.split(r"[^0-9A-Za-z]+", argument.value) if len(part) > 2]
    found = [values.places(part, before=argument.step) for part in parts]
    held = [
        place for places in found for place in places
        if place.speaker.kind not in ("agent", "failure")
    ]  # fmt: skip
    every = all(
        any(place.speaker.kind not in ("agent", "failure") for place in places) for places in found
    )
    return held[0] if parts and every and held else None


def _needs_origin(tool: str, pointer: str, value: Any) -> bool:
    """Whether an argument is of a kind that nobody can know without having been told."""
    names = [part for part in pointer.split("/") if part and not part.isdigit()]
    words = field_words(names[-1]) if names else ()
    if not words or _MADE_UP.intersection(words) or isinstance(value, bool):
        return False
    is_amount = needs_origin_as_amount(tool, names, value)
    if is_amount or isinstance(value, int | float):
        return is_amount
    if not isinstance(value, str) or len(value) > 100 or _REDACTED.search(value):
        return False
    found = [each for each in particulars_in(value) if _is_whole(each, value.strip())]
    is_new = words[-1] in ("id", "name") and _GENERATING.intersection(field_words(tool))
    is_name = named_year(value) and effect_classes(tool) <= {"read", "unknown"}
    if not found or is_new or is_name:
        return False
    if found[0].kind == "email":
        return True
    return found[0].kind == "id" and bool(_IDENTIFYING.intersection(words))


def _is_whole(found: Particular, value: str) -> bool:
    """Whether a particular is all of a value, or the beginning of a name such as `7C-4410/25`."""
    return found.text == value or (found.kind == "id" and not found.start and " " not in value)


def _declared(trace: Trace) -> set[Any]:
    """Values that the tools' own schemas name: enumerations, constants, defaults, examples."""
    found: set[Any] = set()
    for tool in trace.tools:
        for pointer, value in leaves_of(tool.parameters):
            if {"enum", "const", "default", "examples", "example"} & set(pointer.split("/")):
                found |= set(forms_of(value))
        for each in particulars_in(tool.description or ""):
            found |= set(forms_of(each.text))
    return found


def _derived(trace: Trace, argument: Argument) -> str | None:
    """A number, a sum, difference or product of two, that were stated close before."""
    value = Decimal(str(argument.value).strip())
    if not value.is_finite():
        return None
    operands = trace.cached("evidence numbers", _Numbers).before(argument.step)
    if value in operands:
        return "stated"
    if isinstance(argument.value, int) and value / 100 in operands:
        return "stated, in hundredths"
    return pair_giving(value, operands)


def _is_amount(argument: Argument) -> bool:
    """Whether a number that was given as a text is an amount, and not an id of digits."""
    names = [part for part in argument.pointer.split("/") if part and not part.isdigit()]
    return needs_origin_as_amount(argument.tool, names, argument.value)


class _Numbers:
    """The numbers that texts and results stated, looked up step by step from behind."""

    def __init__(self, trace: Trace) -> None:
        kinds, contents = trace.columns.kinds, trace.graph().contents
        told = ("tool_result", "user", "assistant")
        self._contents = contents
        self._told = [each for each in contents.all if kinds[each.statement.step] in told]
        self._steps = [each.statement.step for each in self._told]
        self._known: dict[int, list[Decimal]] = {}

    def before(self, step: int) -> list[Decimal]:
        """The last numbers before a step, those of the last step first."""
        found: dict[Decimal, None] = {}
        for number in range(bisect_left(self._steps, step) - 1, -1, -1):
            for each in self._of(number):
                if len(found) >= _MOST_OPERANDS:
                    return list(found)
                found[each] = None
        return list(found)

    def _of(self, number: int) -> list[Decimal]:
        if number not in self._known:
            stated = self._contents.numbers(self._told[number])
            self._known[number] = list(dict.fromkeys(islice(stated, _MOST_STATED)))
        return self._known[number]

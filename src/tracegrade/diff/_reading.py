"""One side, read into signatures."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tracegrade import _json
from tracegrade._text import one_line
from tracegrade.diff._checks import Checked
from tracegrade.diff._endings import ending_of
from tracegrade.diff._hashing import number_of
from tracegrade.diff._masks import masked
from tracegrade.diff._numbers import numbers_of
from tracegrade.diff._outline import APART, Lens, executed_arguments, outline_of, said
from tracegrade.diff._signature import Signature, packed_acts
from tracegrade.diff._vocabulary import Makeup, Vocabulary
from tracegrade.signals import effects_of_calls, has_side_effect

if TYPE_CHECKING:
    from tracegrade.diff._checks import Checks
    from tracegrade.diff._outline import Outline
    from tracegrade.model import Trace

__all__ = ["Reader", "error_message", "field_of"]

_MOST_OPENING = 400  # characters of a first message that tell cases apart
_MOST_ERROR = 200
_QUOTED = re.compile(r"'[^'\n]*'|\"[^\"\n]*\"|`[^`\n]*`")
_NUMBERED = re.compile(r"\b(?=\w*\d)[\w-]+\b")


@dataclass(slots=True)
class Reader:
    """Makes the signatures of both sides of a diff.

    Attributes:
        vocabulary: What signatures refer to by number.
        checks: The graders to run on each trace, if any.
        by: `metadata.KEY` if traces are paired by that.
        cluster: `metadata.KEY` or `agent` if cases are clustered by that.
    """

    checks: Checks | None = None
    by: str | None = None
    cluster: str | None = None
    vocabulary: Vocabulary = field(default_factory=Vocabulary)

    def signature(self, trace: Trace, number: int) -> Signature:
        """The signature of a trace, nothing learned yet."""
        outline = outline_of(trace)
        exact, loose = packed_acts(outline, self.vocabulary)
        self._note_calls(trace, outline)
        ending, last_tool = ending_of(trace)
        by_field = self.by is not None and self.by.startswith("metadata.")
        needs_opening = trace.case_id is None or self.by == "first_user"
        return Signature(
            number=number,
            trace_id=trace.trace_id,
            case_id=trace.case_id,
            opening=_opening(trace) if needs_opening else None,
            key=field_of(trace, self.by or "") if by_field else None,
            trial=trace.trial,
            cluster=field_of(trace, self.cluster) if self.cluster else None,
            digest=outline.digest,
            exact=exact,
            loose=loose,
            numbers=numbers_of(trace),
            checked=self.checks.run(trace, self.vocabulary) if self.checks else Checked((), ()),
            errors=self._errors(trace),
            prompt=self._prompt(trace),
            makeup=self._makeup(trace),
            ending=ending,
            last_tool=last_tool,
            started=trace.started_at.timestamp() if trace.started_at else None,
            is_high_risk=trace.case is not None and trace.case.risk == "high",
        )

    def refocus(self, signature: Signature, trace: Trace, lens: Lens) -> None:
        """Make the acts of a signature anew, looking through what was learned."""
        outline = outline_of(trace, lens)
        signature.exact, signature.loose = packed_acts(outline, self.vocabulary)
        signature.digest = outline.digest
        self._note_calls(trace, outline)

    def _note_calls(self, trace: Trace, outline: Outline) -> None:
        """Remember what tools do, how they are called, and the arguments of side effects."""
        columns = trace.columns
        numbers = {step: number for number, step in enumerate(columns.call_steps)}
        for span in outline.spans:
            start = numbers.get(outline.steps[span.start])
            if start is not None:  # a step of another kind may hold an agent's steps as well
                spawning = self.vocabulary.spawning.setdefault(columns.call_tools[start], set())
                spawning.add(span.role)
        effects = effects_of_calls(trace)
        for place, step in enumerate(outline.steps):
            number = numbers.get(step)
            if number is None:
                continue
            shape = outline.shaped[place].rpartition(APART)[2]
            self.vocabulary.call(columns.call_tools[number], effects[number], shape)
            if has_side_effect(effects[number]):
                arguments = _json.encode(executed_arguments(trace, number)).decode()
                self.vocabulary.write(outline.exact[place], arguments)

    def _errors(self, trace: Trace) -> tuple[int, ...]:
        columns = trace.columns
        found: dict[int, None] = {}
        calls = zip(columns.call_tools, columns.call_results, trace.call_statuses, strict=True)
        for tool, result, status in calls:
            if status == "error" and result >= 0:
                found[self.vocabulary.error(tool, error_message(said(columns, result)))] = None
        for step, kind in enumerate(columns.kinds):
            if kind == "error":
                message = columns.details.get(step, {}).get("message") or columns.texts[step]
                found[self.vocabulary.error("", error_message(str(message or "")))] = None
        return tuple(found)

    def _prompt(self, trace: Trace) -> int | None:
        columns = trace.columns
        texts = [
            columns.texts[step] or "" for step, kind in enumerate(columns.kinds) if kind == "system"
        ]
        if not texts:
            return None
        text = "\n".join(texts)
        number = number_of(masked(text))
        self.vocabulary.text(number, text)
        return number

    def _makeup(self, trace: Trace) -> Makeup:
        definitions: set[tuple[str, int]] = set()
        for tool in trace.tools:
            text = _json.canonical([tool.description, tool.parameters, tool.annotations]).decode()
            definitions.add((tool.name, number_of(text)))
            self.vocabulary.text(number_of(text), text)
        return self.vocabulary.makeup(
            Makeup(
                trace.source.format if trace.source else None,
                frozenset(_models(trace)),
                frozenset(definitions),
                frozenset(trace.columns.kinds),
                trace.capabilities,
            )
        )


def _models(trace: Trace) -> set[str]:
    columns = trace.columns
    said_ = {
        detail["model"]
        for index, detail in columns.details.items()
        if columns.kinds[index] == "assistant" and detail.get("model")
    }
    return said_ or ({trace.model} if trace.model else set())


def _opening(trace: Trace) -> str | None:
    """The first user message, cut and told apart by a hash where it is long."""
    columns = trace.columns
    if "user" not in columns.kinds:
        return None
    text = columns.texts[columns.kinds.index("user")]
    if text is None or len(text) <= _MOST_OPENING:
        return text
    return f"{text[:_MOST_OPENING]}… ({number_of(text):x})"


def field_of(trace: Trace, name: str) -> str | None:
    """A field of a trace by name: `agent`, `model`, or `metadata.KEY`, which may have dots."""
    if name in ("agent", "model"):
        return getattr(trace, name)
    value: Any = trace.metadata
    for key in name.split(".")[1:]:
        value = value.get(key) if isinstance(value, dict) else None
    return (
        None
        if value is None
        else value
        if isinstance(value, str)
        else _json.canonical(value).decode()
    )


def error_message(text: str) -> str:
    """An error message with what differs from case to case masked.

    Example:
        >>> error_message("no airport 'LIS1' on 2026-11-23")
        "no airport '…' on …"
    """
    return one_line(_NUMBERED.sub("…", _QUOTED.sub("'…'", masked(text[:2000]))), _MOST_ERROR)

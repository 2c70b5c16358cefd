"""The evidence that answers could rest on: every exact thing that a trace states, and where.

Made in one pass over the trace. Each thing is kept with its step, so that one store serves every
answer of the trace: what came after an answer is left out when it is asked for.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from tracegrade import _json
from tracegrade.graders.evidence._broken import tells_of_error_inside
from tracegrade.graders.evidence._calls import Call, calls_of
from tracegrade.graders.evidence._facts import MOST_FACTS, Fact, Facts, Places
from tracegrade.graders.evidence._failures import broke_off
from tracegrade.graders.evidence._grouping import with_joined
from tracegrade.graders.evidence._inner import with_inner
from tracegrade.graders.evidence._results import Results
from tracegrade.graders.evidence._stated import (
    LONGEST_NAME,
    stated_by,
    stated_by_number,
    stated_by_text,
)
from tracegrade.graph.values import is_thought, layout_of, records_of

if TYPE_CHECKING:
    from decimal import Decimal

    from tracegrade.graders.evidence._derivation import Columns
    from tracegrade.graders.evidence._holdings import Holding, Trait
    from tracegrade.graders.evidence._sizes import Sizes
    from tracegrade.graph.values import Content, Contents, Record, Statement
    from tracegrade.model import Columns as Columns_
    from tracegrade.model import Trace

__all__ = ["Call", "EvidenceStore", "Fact", "Passage", "Source"]

_TRUNCATED = re.compile(
    r"(?:\u2026|\[(?:output )?truncated\]|<truncated>|\(truncated\)|output truncated\.?)\s*\Z",
    re.IGNORECASE,
)
_PROVIDERS = "server_tool_call"  # what `extra` says of calls that the provider runs by itself
_REDACTED = ("[REDACTED]", "<redacted>", "<SECRET:")
_NEWLINE_ESCAPES = re.compile(r"\\[nrt\"]")


class Passage(NamedTuple):
    """One text that may be quoted, and the step it stands in."""

    step: int
    text: str
    document: str = ""
    is_system: bool = False


class Source(NamedTuple):
    """A retrieved document, by what a citation may call it."""

    step: int
    names: tuple[str, ...]
    text: str | None


@dataclass(slots=True)
class EvidenceStore:
    """Evidence of one trace.

    Attributes:
        facts: Every exact thing that is stated, and where.
        results: The records of results, and what they said of each thing.
        passages: Admitted texts, for quotes.
        sources: Retrieved documents in order of first appearance.
        calls: Calls in order.
        gaps: Why the evidence is not complete, with the step from which on it is not.
        unknown_from: The first result of which the trace does not say how its call ended.
        columns: Sums over columns of results, once somebody asked for them.
        amounts: The amounts of records by their identity, once somebody asked for them.
        holdings: The lists in results by the step of their call, once somebody asked for them.
        sizes: What amounts measure, once somebody asked for it.
        first_call: Position of the first call.
        first_result: Position of the first result.
    """

    facts: Facts = field(default_factory=Facts)
    results: Results = field(default_factory=Results)
    passages: list[Passage] = field(default_factory=list[Passage])
    sources: list[Source] = field(default_factory=list[Source])
    calls: list[Call] = field(default_factory=list[Call])
    gaps: list[tuple[int, str]] = field(default_factory=list[tuple[int, str]])
    unknown_from: int | None = None
    columns: Columns | None = None
    amounts: dict[int, list[Decimal]] = field(default_factory=dict[int, "list[Decimal]"])
    holdings: dict[int, tuple[list[Holding], list[Trait]]] = field(
        default_factory=dict[int, "tuple[list[Holding], list[Trait]]"]
    )
    sizes: Sizes | None = None
    first_call: int = sys.maxsize
    first_result: int = sys.maxsize

    @classmethod
    def of(cls, trace: Trace) -> EvidenceStore:
        """The evidence of a trace."""
        store = cls()
        store.first_call = min(trace.columns.call_steps, default=sys.maxsize)
        answered = (result for result in trace.columns.call_results if result >= 0)
        store.first_result = min(answered, default=sys.maxsize)
        _Making(store, trace).fill()
        return store

    def has_calls(self, before: int) -> bool:
        """Whether the agent called a tool or searched before a step."""
        return self.first_call < before or any(source.step < before for source in self.sources[:1])

    def has_results(self, before: int) -> bool:
        """Whether a result or a document is in the capture before a step."""
        return self.first_result < before or any(
            source.step < before for source in self.sources[:1]
        )

    def why_incomplete(self, before: int) -> list[str]:
        """Why the evidence before a step is not complete, if it is not."""
        return list(dict.fromkeys(why for step, why in self.gaps if step < before))


class _Making:
    """Fills a store, statement by statement."""

    def __init__(self, store: EvidenceStore, trace: Trace) -> None:
        self._store = store
        self._trace = trace
        self._contents: Contents = trace.graph().contents
        self._arguments: dict[int, Any] = {}
        self._values: dict[int, Any] = {}
        self._leaves: dict[Any, Places] = {}
        self._spelled: dict[tuple[str, str, tuple[object, ...]], Places] = {}
        self._count = 0

    def fill(self) -> None:
        for content in self._contents.all:
            speaker = content.statement.speaker
            if speaker.kind != "agent":
                self._take(content)
            elif speaker.name and not is_thought(speaker.name):
                self._arguments[content.statement.step] = content.value
        self._store.calls += calls_of(self._trace, self._arguments, self._values)
        self._note_missing_results()
        self._note_media()

    def _take(self, content: Content) -> None:
        statement, value = content.statement, content.value
        step, speaker = statement.step, statement.speaker
        failed = speaker.kind == "failure" or (
            speaker.kind == "tool" and (broke_off(value) or tells_of_error_inside(value))
        )
        fault = "E09" if failed else "E16" if speaker.trust == "untrusted" else ""
        document = speaker.name if speaker.kind == "retrieval" else ""
        base = Fact(step, speaker.kind, fault, "", document=document)
        if (
            speaker.kind == "tool"
            and statement.status == "unknown"
            and self._store.unknown_from is None
        ):
            self._store.unknown_from = step
        is_result = step in self._trace.columns.call_of_result
        layout = layout_of(value) if is_result and isinstance(value, str) else None
        if is_result:
            self._values[step] = layout.value if layout is not None and layout.is_table else value
        if layout is not None:
            records = list(records_of(layout.value))
            self._take_records(records, base, speaker.name)
            for text in filter(None, (layout.rest, _names_with_digits(records))):
                self._take_text(text, base)
        elif isinstance(value, str):
            self._take_text(value, base)
        else:
            self._take_records(with_inner(content.records), base, speaker.name)
        if not failed:
            self._pass(statement, document)
        if speaker.kind == "retrieval":
            self._add_source(step, statement)

    def _take_text(self, text: str, base: Fact) -> None:
        """Everything that a plain text states."""
        plain = _NEWLINE_ESCAPES.sub("  ", text) if "\\" in text else text
        facts, spelled = self._store.facts, self._spelled
        facts.begin(self._count, base)
        for found in with_joined(self._contents.particulars(plain), plain):
            key = (found.kind, found.text, found.keys)
            places = spelled.get(key)
            if places is None:
                places = spelled[key] = facts.places_of(stated_by(found))
            if len(places) < MOST_FACTS:
                places.append(self._count)
        if len(plain) <= LONGEST_NAME:
            name = ((("text", self._contents.normal(plain)),), plain, None)
            facts.places_of([name]).append(self._count)
        self._count += 1

    def _take_records(self, records: list[Record], base: Fact, tool: str) -> None:
        call = self._trace.columns.call_of_result.get(base.step, -1)
        arguments = self._arguments.get(call)
        self._store.results.add(base.step, records, tool, arguments, is_sound=not base.fault)
        leaves = self._leaves
        for record in records:
            self._store.facts.begin(self._count, base, record)
            for number, (name, value) in enumerate(record.fields, self._count):
                if value is True or value is False:
                    continue
                key = value if isinstance(value, str) else (name, value)
                places = leaves.get(key)
                if places is None:
                    places = leaves[key] = self._places_of(name, value)
                if len(places) < MOST_FACTS:
                    places.append(number)
            self._count += len(record.fields)

    def _places_of(self, name: str, value: Any) -> Places:
        """Where the places of a leaf are kept, under what it states."""
        is_text = isinstance(value, str)
        return self._store.facts.places_of(
            stated_by_text(value, self._contents) if is_text else stated_by_number(name, value)
        )

    def _pass(self, statement: Statement, document: str) -> None:
        text = _json.as_text(statement.content) or ""
        self._store.passages.append(
            Passage(statement.step, text, document, statement.speaker.kind == "system")
        )
        if _TRUNCATED.search(text[-200:]):
            self._gap(statement.step, "a source is truncated")
        if any(mark in text for mark in _REDACTED):
            self._gap(statement.step, "a source is redacted")

    def _add_source(self, step: int, statement: Statement) -> None:
        documents = self._trace.columns.details.get(step, {}).get("documents") or ()
        known = sum(source.step == step for source in self._store.sources)
        if known >= len(documents):
            return
        document = documents[known]
        names = [document.get(name) for name in ("id", "uri", "title")]
        given = tuple(name for name in names if isinstance(name, str) and name)
        self._store.sources.append(Source(step, given, document.get("text")))
        if document.get("text") is None:
            self._gap(step, "a document was retrieved without its text")

    def _note_missing_results(self) -> None:
        columns = self._trace.columns
        for call in self._store.calls:
            extra = columns.details.get(call.step, {}).get("extra") or {}
            if extra.get("type") == _PROVIDERS:
                before = _parent_of(columns, call.step) - 1
                self._gap(before, "the provider searched by itself")
            if call.result < 0 and call.status not in ("denied", "pending"):
                self._gap(call.step, "a call has no recorded result")

    def _note_media(self) -> None:
        for step, detail in self._trace.columns.details.items():
            content = detail.get("content")
            if isinstance(content, list) and any(_is_medium(part) for part in content):
                self._gap(step, "a source holds an image or the like")

    def _gap(self, step: int, why: str) -> None:
        self._store.gaps.append((step, why))


def _names_with_digits(records: list[Record]) -> str:
    """The names of fields that state something themselves: `X12: 4.7 V`."""
    names = dict.fromkeys(name for record in records for name, _ in record.fields)
    return "\n".join(name for name in names if any(letter.isdigit() for letter in name))


def _parent_of(columns: Columns_, step: int) -> int:
    """The message that made a call, as the provider's own calls stand after what they led to."""
    parent = columns.call_parents[bisect_left(columns.call_steps, step)]
    return parent if parent >= 0 else step


def _is_medium(part: Any) -> bool:
    kind = part.get("type") if isinstance(part, dict) else None
    return isinstance(kind, str) and any(
        medium in kind for medium in ("image", "audio", "video", "file", "document", "media")
    )

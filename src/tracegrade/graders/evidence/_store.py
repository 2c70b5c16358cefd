"""The evidence that answers could rest on: every exact thing that a trace states, and where.

Made in one pass over the trace. Each thing is kept with its step, so that one store serves every
answer of the trace: what came after an answer is left out when it is asked for.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_left
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from tracegrade import _json
from tracegrade.graders.evidence._failures import reports_failure
from tracegrade.graders.evidence._identity import currency_of, identity_of
from tracegrade.graders.evidence._stated import (
    LONGEST_NAME,
    Key,
    Stated,
    keys_of,
    stated_by_number,
    stated_by_text,
    stated_in,
)
from tracegrade.graph.values import (
    Particular,
    Record,
    decoded,
    is_thought,
    normalized,
    records_of,
    statements_of,
    table_in,
    unit_named,
)

if TYPE_CHECKING:
    from tracegrade.graders.evidence._derivation import Columns
    from tracegrade.graph.values import Statement
    from tracegrade.model import Columns as Columns_
    from tracegrade.model import Trace

__all__ = ["Call", "EvidenceStore", "Fact", "Passage", "Source", "Version"]

_TRUNCATED = re.compile(
    r"(?:\u2026|\[(?:output )?truncated\]|<truncated>|\(truncated\)|output truncated\.?)\s*\Z",
    re.IGNORECASE,
)
_PROVIDERS = "server_tool_call"  # what `extra` says of calls that the provider runs by itself
_REDACTED = ("[REDACTED]", "<redacted>", "<SECRET:")
_NEWLINE_ESCAPES = re.compile(r"\\[nrt\"]")
_ROUNDED = 10  # smallest amount that is taken for a rounded one without decimals
_MOST_FACTS = 512  # of one value; more say nothing that these do not


class Fact(NamedTuple):
    """One place that states an exact thing.

    Attributes:
        step: Position of the step.
        speaker: Who states it: `user`, `system`, `approver`, `tool`, `retrieval`.
        fault: Code of the reason why it may not ground a claim (`E09`, `E16`), or empty.
        text: As written there.
        unit: Unit or currency code, if one is stated.
        record: The object of a result that holds it; `None` in plain text.
        field: The field that holds it.
        document: Name of the retrieved document, if it is one.
    """

    step: int
    speaker: str
    fault: str
    text: str
    unit: str | None = None
    record: Record | None = None
    field: str = ""
    document: str = ""


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


class Version(NamedTuple):
    """What one result said of one thing."""

    step: int
    tool: str
    record: Record


@dataclass(slots=True)
class Call:
    """A call with its result, as claims of deeds are held against it.

    Attributes:
        step: Position of the call.
        tool: Name of the tool.
        arguments: Decoded arguments.
        status: `ok`, `error`, `denied`, `pending` or `unknown`; `error` too where nothing but the
            text of the result says so.
        result: Position of the result, or -1.
        content: Decoded result.
        text: Result as text.
    """

    step: int
    tool: str
    arguments: Any
    status: str
    result: int = -1
    content: Any = None
    text: str = ""


@dataclass(slots=True)
class EvidenceStore:
    """Evidence of one trace.

    Attributes:
        facts: By canonical form, every place that states it.
        passages: Admitted texts, for quotes.
        sources: Retrieved documents in order of first appearance.
        calls: Calls in order.
        versions: What results said of each thing, by its identity.
        gaps: Why the evidence is not complete, with the step from which on it is not.
    """

    facts: dict[Key, list[Fact]] = field(default_factory=dict[Key, list[Fact]])
    passages: list[Passage] = field(default_factory=list[Passage])
    sources: list[Source] = field(default_factory=list[Source])
    calls: list[Call] = field(default_factory=list[Call])
    versions: dict[str, list[Version]] = field(default_factory=dict[str, list[Version]])
    gaps: list[tuple[int, str]] = field(default_factory=list[tuple[int, str]])
    unknown_from: int | None = None
    columns: Columns | None = None
    first_call: int = sys.maxsize
    first_result: int = sys.maxsize
    _numbers: dict[str, list[Decimal]] = field(default_factory=dict[str, list[Decimal]])
    _records: dict[int, list[Record]] = field(default_factory=dict[int, list[Record]])
    _inside: dict[int, dict[int, list[Record]]] = field(
        default_factory=dict[int, dict[int, list[Record]]]
    )
    _tails: dict[str, list[str]] = field(default_factory=dict[str, list[str]])
    _contents: dict[int, Any] = field(default_factory=dict[int, Any])
    _endings: dict[str, list[Fact]] = field(default_factory=dict[str, list[Fact]])
    _reads: dict[int, str] = field(default_factory=dict[int, str])
    _asked: dict[int, list[tuple[str, Any]]] = field(
        default_factory=dict[int, list[tuple[str, Any]]]
    )
    _leaves: dict[Any, list[Stated]] = field(default_factory=dict[Any, list[Stated]])

    @classmethod
    def of(cls, trace: Trace) -> EvidenceStore:
        """The evidence of a trace."""
        store = cls()
        store.first_call = min(trace.columns.call_steps, default=sys.maxsize)
        answered = (result for result in trace.columns.call_results if result >= 0)
        store.first_result = min(answered, default=sys.maxsize)
        arguments: dict[int, Any] = {}
        for statement in statements_of(trace.columns):
            if statement.speaker.kind == "agent":
                if statement.speaker.name and not is_thought(statement.speaker.name):
                    arguments[statement.step] = decoded(statement.content)
                continue
            store._take(trace, statement, arguments)
        store._fill_calls(trace, arguments)
        store._note_media(trace)
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

    def stating(self, claim: Particular, before: int) -> list[Fact]:
        """The places before a step that state what a claim states, in any usual spelling."""
        if claim.kind == "suffix":
            found = self._ending(str(claim.keys[0]))
        elif claim.kind in ("id", "code"):
            found = self.facts.get(("token", claim.text), [])
        elif claim.kind == "date":
            found = self._dates(claim)
        elif claim.value is not None:
            found = self._amounts(claim, before)
        else:
            found = [fact for key in keys_of(claim) for fact in self.facts.get(key, ())]
            if not found and claim.kind == "url":
                found = self.facts.get(("site", claim.keys[0]), [])
        return [fact for fact in found if fact.step < before]

    def named(self, phrase: str, before: int) -> list[Fact]:
        """The fields before a step whose whole value is a text, in normal form."""
        return [fact for fact in self.facts.get(("text", phrase), ()) if fact.step < before]

    def numbered(self, digits: str, before: int) -> list[Fact]:
        """The fields before a step that hold a name ending in these digits, if it is one name."""
        found = [fact for fact in self._ending(digits) if fact.step < before and fact.record]
        held = {value for fact in found if fact.record for name, value in fact.record.fields
                if name == fact.field and isinstance(value, str) and value.endswith(digits)}  # fmt: skip
        return found if len(held) == 1 else []

    def numbers(self, family: str = "number") -> list[Decimal]:
        """Every number that is stated anywhere, in order, or every size of what a unit measures."""
        if not self._numbers:
            for known, number in self.facts:
                if isinstance(number, Decimal):
                    self._numbers.setdefault(known, []).append(number)
            for numbers in self._numbers.values():
                numbers.sort()
        return self._numbers.get(family, [])

    def has_number(self, low: Decimal, high: Decimal) -> bool:
        """Whether a number from one to another is stated anywhere."""
        numbers = self.numbers()
        at = bisect_left(numbers, low)
        return at < len(numbers) and numbers[at] <= high

    def dates(self, before: int) -> list[tuple[int, int, int]]:
        """Every full date that is stated before a step, the last ones last."""
        found: list[tuple[int, int, int]] = []
        for (family, key), facts in self.facts.items():
            if family == "date" and isinstance(key, tuple) and len(key) == 3:
                year, month, day = key
                if year is not None and facts[0].step < before and not facts[0].fault:
                    found.append((year, month, day))
        return found

    def _amounts(self, claim: Particular, before: int) -> list[Fact]:
        """Equal amounts; where there are none, those that the claim may have been rounded from."""
        found: list[Fact] = []
        for key in keys_of(claim):
            found += self.facts.get(key, ())
        if any(fact.step < before for fact in found):
            return found
        if claim.kind == "number" and claim.text.isdigit():
            found += self.facts.get(("token", claim.text), ())
            found += self.facts.get(("run", claim.text), ())
        if not any(fact.step < before for fact in found):
            found += self._converted(claim)
        if any(fact.step < before for fact in found):
            return found
        return found + self._rounded(claim)

    def _rounded(self, claim: Particular) -> list[Fact]:
        """Amounts that the claim may have been rounded from; a whole one, only from no whole ones."""
        is_whole = claim.places < 0
        if is_whole and (claim.kind == "money" or claim.value is None or claim.value < _ROUNDED):
            return []
        half = Decimal(claim.scale) / 2 / Decimal(10) ** max(claim.places, 0)
        found: list[Fact] = []
        for key, width in zip(claim.keys, (half, half / 100), strict=False):
            assert isinstance(key, Decimal)
            near = self._between("number", key - width, key + width)
            found += [fact for fact in near if not is_whole or "." in fact.text]
        return found

    def _converted(self, claim: Particular) -> list[Fact]:
        """Amounts in other units that come to what the claim says, rounded as it is."""
        unit = unit_named(claim.unit) if claim.unit is not None else None
        if unit is None or claim.value is None or claim.kind == "money":
            return []
        half = unit.factor / 2 / Decimal(10) ** max(claim.places, 0)
        size = unit.base(claim.value)
        return self._between(unit.measures, size - half, size + half)

    def _between(self, family: str, low: Decimal, high: Decimal) -> list[Fact]:
        numbers = self.numbers(family)
        found: list[Fact] = []
        at = bisect_left(numbers, low)
        while at < len(numbers) and numbers[at] <= high and len(found) < _MOST_FACTS:
            found += self.facts[(family, numbers[at])]
            at += 1
        return found

    def _dates(self, claim: Particular) -> list[Fact]:
        found: list[Fact] = []
        for key in claim.keys:
            if isinstance(key, tuple):
                found += self.facts.get(("date", key), ())
                found += self.facts.get(("date", (None, *key[1:])), ())
                if key[0] is None:
                    found += self.facts.get(("any year", key[1:]), ())
        return found

    def _ending(self, tail: str) -> list[Fact]:
        if tail not in self._endings:
            runs = [run for run in self._tails.get(tail[-4:], ()) if run.endswith(tail)]
            found = (fact for run in runs for fact in self.facts[("run", run)])
            self._endings[tail] = list(islice(found, _MOST_FACTS))
        return self._endings[tail]

    def versions_of(self, step: int, record: Record) -> list[Version]:
        """What results said of the thing that a record is about, in order."""
        return self.versions.get(self._world_key(step, record), [])

    def asked_with(self, step: int) -> list[tuple[str, Any]]:
        """The texts and numbers that the call of a result was given, by their names."""
        return self._asked.get(step, [])

    def records_at(self, step: int) -> list[Record]:
        """The records of one result."""
        return self._records.get(step, [])

    def inside(self, step: int, record: Record) -> list[Record]:
        """The records that lie right inside a record of a result."""
        if step not in self._inside:
            below: dict[int, list[Record]] = {}
            for each in self._records.get(step, ()):
                if each.parent is not None:
                    below.setdefault(id(each.parent), []).append(each)
            self._inside[step] = below
        return self._inside[step].get(id(record), [])

    def _world_key(self, step: int, record: Record) -> str:
        """What a record is about.

        A result that says its id is about that thing, whichever tool gave it. A record inside a
        result is the same one only in an equal call: one flight has other fares on other days.
        """
        identity = identity_of(record)
        if not record.path and identity is not None:
            return identity
        return f"{self._reads.get(step, '')} {'/'.join(record.shape)} {identity}"

    # Making the store

    def _take(self, trace: Trace, statement: Statement, arguments: dict[int, Any]) -> None:
        step, speaker = statement.step, statement.speaker
        failed = speaker.kind == "failure"
        fault = "E09" if failed else "E16" if speaker.trust == "untrusted" else ""
        content = decoded(statement.content)
        if step in trace.columns.call_of_result:
            content = self._contents[step] = _as_rows(content)
        document = speaker.name if speaker.kind == "retrieval" else ""
        base = Fact(step, speaker.kind, fault, "", document=document)
        if speaker.kind == "tool" and statement.status == "unknown" and self.unknown_from is None:
            self.unknown_from = step
        if isinstance(content, str):
            self._take_text(content, base)
        else:
            call = trace.columns.call_of_result.get(step, -1)
            self._take_records(content, base, speaker.name, arguments.get(call))
        if not failed:
            self._pass(statement, document)
        if speaker.kind == "retrieval":
            self._add_source(trace, step, statement)

    def _take_text(self, text: str, base: Fact) -> None:
        """Everything that a plain text states."""
        if "\\" in text:
            text = _NEWLINE_ESCAPES.sub("  ", text)
        for key, said, unit in stated_in(text):
            self._append(key, base._replace(text=said, unit=unit))
        if len(text) <= LONGEST_NAME:
            self._append(("text", normalized(text)), base._replace(text=text))

    def _take_records(self, content: Any, base: Fact, tool: str, arguments: Any) -> None:
        named = _json.canonical(arguments).decode() if arguments is not None else ""
        step, speaker, fault, document = base.step, base.speaker, base.fault, base.document
        self._reads[step] = f"{tool} {named}"
        if isinstance(arguments, dict):
            self._asked[step] = [
                (name, value) for name, value in arguments.items() if isinstance(value, str | int)
            ]
        records = list(records_of(content))
        self._records[step] = [*self._records.get(step, ()), *records]
        for record in records:
            currency = currency_of(record)
            for name, value in record.fields:
                for key, text, unit in self._leaf(name, value):
                    known = self.facts.get(key)
                    if known is None:
                        known = self._new(key)
                    if len(known) < _MOST_FACTS:
                        label = unit or (currency if key[0] == "number" else None)
                        known.append(
                            Fact(step, speaker, fault, text, label, record, name, document)
                        )
            if not fault:
                key = self._world_key(step, record)
                self.versions.setdefault(key, []).append(Version(step, tool, record))

    def _leaf(self, name: str, value: Any) -> list[Stated]:
        """What a leaf states; leaves repeat, so each is looked at once."""
        if isinstance(value, bool):
            return []
        is_text = isinstance(value, str)
        key = value if is_text else (name, value)
        known = self._leaves.get(key)
        if known is None:
            known = stated_by_text(value) if is_text else stated_by_number(name, value)
            self._leaves[key] = known
        return known

    def _append(self, key: Key, fact: Fact) -> None:
        known = self.facts.get(key)
        if known is None:
            known = self._new(key)
        if len(known) < _MOST_FACTS:
            known.append(fact)

    def _new(self, key: Key) -> list[Fact]:
        """The places of what was not stated before."""
        places = self.facts[key] = []
        if key[0] == "run":
            self._tails.setdefault(str(key[1])[-4:], []).append(str(key[1]))
        return places

    def _pass(self, statement: Statement, document: str) -> None:
        text = _json.as_text(statement.content) or ""
        self.passages.append(
            Passage(statement.step, text, document, statement.speaker.kind == "system")
        )
        if _TRUNCATED.search(text[-200:]):
            self._gap(statement.step, "a source is truncated")
        if any(mark in text for mark in _REDACTED):
            self._gap(statement.step, "a source is redacted")

    def _add_source(self, trace: Trace, step: int, statement: Statement) -> None:
        documents = trace.columns.details.get(step, {}).get("documents") or ()
        known = sum(source.step == step for source in self.sources)
        if known >= len(documents):
            return
        document = documents[known]
        names = [document.get(name) for name in ("id", "uri", "title")]
        given = tuple(name for name in names if isinstance(name, str) and name)
        self.sources.append(Source(step, given, document.get("text")))
        if document.get("text") is None:
            self._gap(step, "a document was retrieved without its text")

    def _fill_calls(self, trace: Trace, arguments: dict[int, Any]) -> None:
        columns = trace.columns
        rows = zip(
            columns.call_steps, columns.call_tools, columns.call_results, trace.call_statuses,
            strict=True,
        )  # fmt: skip
        for step, tool, result, status in rows:
            if is_thought(tool):
                continue
            call = Call(step, tool, arguments.get(step), status, result)
            extra = columns.details.get(step, {}).get("extra") or {}
            if extra.get("type") == _PROVIDERS:
                self._gap(_parent_of(columns, step) - 1, "the provider searched by itself")
            if result >= 0:
                detail = columns.details.get(result, {})
                call.text = _json.as_text(detail.get("content", columns.texts[result])) or ""
                call.content = self._contents.get(result)
                if status == "unknown" and reports_failure(call.content):
                    call.status = "error"
            elif status not in ("denied", "pending"):
                self._gap(step, "a call has no recorded result")
            self.calls.append(call)

    def _note_media(self, trace: Trace) -> None:
        for step, detail in trace.columns.details.items():
            content = detail.get("content")
            if isinstance(content, list) and any(_is_medium(part) for part in content):
                self._gap(step, "a source holds an image or the like")

    def _gap(self, step: int, why: str) -> None:
        self.gaps.append((step, why))


def _as_rows(content: Any) -> Any:
    """A decoded result; one that is a table in plain text, as its rows."""
    rows = table_in(content) if isinstance(content, str) else None
    return content if rows is None else rows


def _parent_of(columns: Columns_, step: int) -> int:
    """The message that made a call, as the provider's own calls stand after what they led to."""
    parent = columns.call_parents[bisect_left(columns.call_steps, step)]
    return parent if parent >= 0 else step


def _is_medium(part: Any) -> bool:
    kind = part.get("type") if isinstance(part, dict) else None
    return isinstance(kind, str) and any(
        medium in kind for medium in ("image", "audio", "video", "file", "document", "media")
    )

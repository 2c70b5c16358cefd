"""Citations and quotes: is the source there, does it say so, and in these words?"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, Any

from tracegrade.graders.evidence._check import Check, of_particular
from tracegrade.graders.evidence._moods import is_negated, mood_of
from tracegrade.graders.evidence._quotes import (
    is_quoted_from,
    is_spliced_from,
    leaves_out_denial,
    resembles,
)
from tracegrade.graders.evidence._source_names import (
    document_in,
    is_given,
    last_clause,
    unlabelled,
)
from tracegrade.graph.values import normalized, url_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tracegrade.graders.evidence._claims import Claims, Quote, Sentence
    from tracegrade.graders.evidence._facts import Fact
    from tracegrade.graders.evidence._store import EvidenceStore, Source
    from tracegrade.graph.values import Particular

__all__ = ["Citations"]

_MARK = re.compile(r"\[\^?([^\[\]\n]{1,80})\](?!\()|\((?!\d)([^()\n]{1,80})\)")
_NUMBERED = re.compile(r"([A-Za-z]{2,20}[-_]?)\d{1,5}")
_NOTE = re.compile(r"^\s{0,3}\[\^?(\w{1,12})\]:?[ \t]{1,4}([^\n]{1,200})$", re.MULTILINE)
_FORM = re.compile(r"(?<![\w./-])\d{1,6}(?:[./:-]\d{1,6}){1,4}(?![\w/])")
_MOST_NAMED = 200  # sources that a clause is searched for
_BRACKETED = re.compile(r"\[([^\W\d_]\w{0,40}(?:[-_:./]\w{1,40}){1,8})\](?!\()")
_STEM = re.compile(r"[A-Za-z]{1,20}[-_:./]")
_FOOTNOTE = re.compile(r"\[\^(\d{1,4})\](?!:)")
_MOST_RECORDS = 2_000
_FEWEST_ALTERED = 6  # words of a quote that nobody is named for
_REWRITING = re.compile(
    r"\b(?:replac\w*|instead|chang\w*|rewrit\w*|rephras\w*|reword\w*|draft\w*|suggest\w*|search\w*|subject|title[ds]?|fix\w*"
    r"|correct\w*|phras\w*|write|version|put it|translat\w*|paraphras\w*|summar\w*|message|reply|replied|ask\w*|called|named|update\w*)\b",
    re.IGNORECASE,
)
_OFFERED = re.compile(r"\byou (?:could|can|may|might) (?:use|quote|cite|print)\b", re.IGNORECASE)
_MOST_QUOTES = 50
_MOST_MARKS = 40  # brackets after a claim among which its source is looked for


class Citations:
    """Checks the citations and quotes of one answer.

    Args:
        store: The evidence.
        claims: What the answer claims.
        before: Position of the answer; evidence lies before it.
        recorded: Citations that the capture holds beside the answer.
    """

    def __init__(
        self,
        store: EvidenceStore,
        claims: Claims,
        before: int,
        recorded: Sequence[dict[str, Any]] = (),
    ) -> None:
        self._store = store
        self._claims = claims
        self._before = before
        self._sources = [each for each in store.sources if each.step < before]
        self._documents: dict[int, str] = {}
        self._is_listed = not self._sources
        if self._is_listed:
            self._sources = self._listed()
        self._distinct = list(
            {each.names or (str(id(each)),): each for each in self._sources}.values()
        )
        self._normal: dict[int, str] = {}
        self._quoted = 0
        self._notes: dict[str, str] | None = None
        self._marks: dict[int, list[tuple[re.Match[str], list[Source]]]] = {}
        self._recorded_urls = {
            url_key(str(each.get("document")))
            for each in recorded
            if "://" in str(each.get("document"))
        }

    def mark(self, claim: Particular) -> Check:
        """Whether a mark such as `[2]` names something that the agent had."""
        name = claim.text.strip("[]")
        source = self._source(name)
        if source is None and self._is_listed and self._defines(claim.text):
            return Check(
                "citation", claim.text, claim.start, "unchecked", note="the answer's own list"
            )
        return self._named(name, claim.start, source, claim.text)

    def other_marks(self, sentence: Sentence) -> Iterator[Check]:
        """Marks that name a source by a title or the like, which are marks only because they do."""
        known = {each.start for each in sentence.stated if each.kind == "citation"}
        for match in _MARK.finditer(sentence.text):
            start = sentence.start + match.start()
            source = self._source(unlabelled(match[1] or match[2]).strip())
            if source is not None and start not in known:
                yield Check("citation", match[0], start, "grounded", source.step)
        yield from self._invented(sentence, known)

    def _invented(self, sentence: Sentence, known: set[int]) -> Iterator[Check]:
        """Marks that are made like the names of the sources, and name none: `(doc-9)`, `[^9]`."""
        for match in _FOOTNOTE.finditer(sentence.text):
            is_unknown = self._sources and self._source(match[1]) is None
            if is_unknown and not self._defines(match[0]):
                yield self._named(match[1], sentence.start + match.start(), None, match[0])
        names = {name for source in self._sources for name in source.names}
        yield from self._strangers(sentence, known, names)
        stems = {match[1] for match in map(_NUMBERED.fullmatch, names) if match is not None}
        for stem in stems:
            for match in re.finditer(
                rf"(?<![\w-]){re.escape(stem)}\d{{1,5}}(?![\w-])", sentence.text
            ):
                start = sentence.start + match.start()
                if match[0] not in names and not known & {start, start - 1}:
                    yield self._named(match[0], start, None, match[0])

    def _strangers(self, sentence: Sentence, known: set[int], names: set[str]) -> Iterator[Check]:
        """Marks in brackets that begin like the names of sources, and are none: `[hb-booking]`."""
        stems = {match[0] for match in map(_STEM.match, names) if match is not None}
        for match in _BRACKETED.finditer(sentence.text):
            name, start = match[1], sentence.start + match.start()
            stem = _STEM.match(name)
            is_alike = stem is not None and stem[0] in stems and _NUMBERED.fullmatch(name) is None
            if is_alike and start not in known and self._source(name) is None:
                yield self._named(name, start, None, match[0])

    def _defines(self, mark: str) -> bool:
        """Whether a line of the answer begins with a mark: its own list of sources."""
        return (
            re.search(rf"^\W{{0,3}}{re.escape(mark)}", self._claims.text, re.MULTILINE) is not None
        )

    def _footnotes(self) -> dict[str, str]:
        """What the answer's own notes give as the sources of its marks: `[^2]: manual.pdf`."""
        if self._notes is None:
            self._notes = {
                match[1]: unlabelled(match[2].strip(" .`*<>"))
                for match in _NOTE.finditer(self._claims.text)
            }
        return self._notes

    def _listed(self) -> list[Source]:
        """Documents among the results of calls: records with a text, and an id, a title or the like."""
        found: list[Source] = []
        for call in self._store.calls:
            if call.step >= self._before or call.status not in ("ok", "unknown"):
                continue
            for record in self._store.results.records_at(call.result)[:_MOST_RECORDS]:
                source = document_in(record, call.result)
                if source is not None:
                    found.append(source)
                    self._documents[id(record)] = source.names[0]
        return found

    def _document_of(self, fact: Fact) -> str:
        """The name of the document that a place is in, if it is in one."""
        around = fact.record
        while not fact.document and around is not None:
            if id(around) in self._documents:
                return self._documents[id(around)]
            around = around.parent
        return fact.document

    def attribution(self, claim: Particular, sentence: Sentence) -> Check | None:
        """A fault if a particular stands before a mark, and only other documents state it."""
        cited = self._cited(claim.start, sentence)
        if not cited:
            return None
        names = {name for source in cited for name in source.names}
        facts = [fact for fact in self._store.facts.stating(claim, self._before) if not fact.fault]
        documents = [self._document_of(fact) for fact in facts]
        if not facts or any(not name or name in names for name in documents):
            return None
        if self._source(claim.text) is not None:
            return None  # what a source is called is cited, and is no statement of another
        check = of_particular(claim, "misattributed", facts[-1], code="E04")
        check.expected = f"[{documents[-1]}]"
        check.message = f"{claim.kind} {claim.text[:120]!r} is not in the source cited for it"
        return check

    def forms(self, sentence: Sentence) -> Iterator[Check]:
        """Forms such as `130/80` before a mark, which no particular is, and only other sources state."""
        checked = {each.start - sentence.start for each in sentence.particulars}
        for match in _FORM.finditer(sentence.text) if self._sources else ():
            start = sentence.start + match.start()
            cited = [] if match.start() in checked else self._cited(start, sentence)
            if not cited or any(
                each.text is None or _states(each.text, match[0]) for each in cited
            ):
                continue
            others = [each for each in self._sources if each.text and _states(each.text, match[0])]
            if others:
                named = f"[{others[0].names[0]}]" if others[0].names else None
                yield Check("number", match[0], start, "misattributed", others[0].step, code="E04",
                            expected=named)  # fmt: skip

    def quote(self, quote: Quote, sentence: Sentence) -> Check | None:
        """What the evidence says of words that the answer gives as somebody's own.

        Words for which nobody is named may be the answer's own, unless they are nearly a source's.
        """
        self._quoted += 1
        if not quote.is_attributed:
            return self._nearly(quote, sentence)
        if not self._store.has_calls(self._before):
            return Check(
                "quote", quote.text, quote.start, "unchecked", note="nothing was looked up"
            )
        if self._quoted > _MOST_QUOTES:
            return Check("quote", quote.text, quote.start, "unchecked", note="too many quotes")
        check = self._attributed(quote, sentence)
        if check.status == "grounded" and not is_negated(_outside(sentence)):
            texts = [each.text for each in self._store.passages if each.step == check.step]
            if any(leaves_out_denial(quote.text, self._normalized(text)) for text in texts):
                check.status, check.code, check.severity = "altered", "E05", "fail"
        return check

    def _nearly(self, quote: Quote, sentence: Sentence) -> Check | None:
        outside = _outside(sentence)
        is_said = mood_of(outside) in (None, "hedged") or _OFFERED.search(outside) is not None
        if not is_said or len(quote.text.split()) < _FEWEST_ALTERED:
            return None
        if self._quoted > _MOST_QUOTES or _REWRITING.search(sentence.text) is not None:
            return None
        check = self._attributed(quote, sentence)
        results = {call.result for call in self._store.calls} | {
            each.step for each in self._sources
        }
        is_known = check.status in ("grounded", "altered", "misattributed")
        return check if is_known and check.step in results else None

    def _attributed(self, quote: Quote, sentence: Sentence) -> Check:
        """A quote looked for, and held against the source that is cited for it."""
        check = self._sought(quote.text, quote.start)
        cited = self._cited(quote.start, sentence)
        names = {name for source in cited for name in source.names}
        holder = check.note
        if check.status == "grounded" and cited and holder and holder not in names:
            check.status, check.code, check.severity = "misattributed", "E04", "fail"
            check.expected = f"[{holder}]"
        check.note = None
        return check

    def recorded(self, record: dict[str, Any]) -> list[Check]:
        """What the evidence says of a citation that the capture holds beside the answer."""
        name, quote = record.get("document"), record.get("quote")
        end = len(self._claims.text)
        checks: list[Check] = []
        source = None
        if isinstance(name, str):
            source = self._source(name)
            checks.append(self._named(name, end, source, name))
        if isinstance(quote, str) and quote.strip(" .\u2026"):
            checks.append(self._held(quote, end, source, is_named=isinstance(name, str)))
        return checks

    def names_url(self, key: object) -> bool:
        """Whether the provider gave a URL as a source, and the capture has none of the sources."""
        return not self._sources and key in self._recorded_urls

    def _cited(self, at: int, sentence: Sentence) -> list[Source]:
        """The sources of the next mark or marks after a place, in its sentence or right after it."""
        if not self._sources:
            return []
        if sentence.start not in self._marks:
            self._marks[sentence.start] = self._marks_of(sentence)
        marks = self._marks[sentence.start]
        found: list[Source] = []
        end = None
        first = bisect_left(marks, at, key=lambda each: each[0].start())
        for match, sources in marks[first : first + _MOST_MARKS]:
            if end is not None and self._claims.text[end : match.start()].strip(" ,;"):
                break
            if sources:
                found += sources
                end = match.end()
        return found or self._named_before(at - sentence.start, sentence.text)

    def _named_before(self, at: int, text: str) -> list[Source]:
        """The one source that a clause gives before a place: `according to kb-12, it takes ...`."""
        clause = last_clause(text[:at])
        named = [
            source for source in self._distinct[:_MOST_NAMED]
            if any(is_given(name, clause) for name in source.names)
        ]  # fmt: skip
        return named if len(named) == 1 else []

    def _marks_of(self, sentence: Sentence) -> list[tuple[re.Match[str], list[Source]]]:
        """What may be marks in a sentence and right after it, with the sources they name."""
        end = sentence.start + len(sentence.text) + 12
        marks: list[tuple[re.Match[str], list[Source]]] = []
        for match in _MARK.finditer(self._claims.text, sentence.start, end):
            mark = unlabelled(match[1] or match[2])
            names = (mark.strip(), *(part.strip() for part in re.split(r"[,;]", mark)))
            named = [self._source(name) for name in names]
            marks.append((match, [source for source in named if source is not None]))
        return marks

    def _sought(self, text: str, start: int) -> Check:
        """A quote looked for in every source; `note` names the document that holds it."""
        passages = [each for each in self._store.passages if each.step < self._before]
        for passage in reversed(passages):
            if is_quoted_from(text, passage.text, self._normalized(passage.text)):
                note = passage.document or None
                return Check("quote", text, start, "grounded", passage.step, note=note)
        for passage in reversed(passages):
            normal = self._normalized(passage.text)
            if resembles(text, normal) or is_spliced_from(text, normal):
                return Check("quote", text, start, "altered", passage.step, code="E05")
        return Check("quote", text, start, "floating", code="E01")

    def _normalized(self, text: str) -> str:
        key = id(text)
        if key not in self._normal:
            self._normal[key] = normalized(text)
        return self._normal[key]

    def _held(self, quote: str, start: int, source: Source | None, *, is_named: bool) -> Check:
        if source is None:
            if is_named:
                return Check("quote", quote, start, "unchecked", note="its document is not known")
            return self._sought(quote, start)
        if source.text is None:
            return Check("quote", quote, start, "unchecked", note="its document has no text")
        if is_quoted_from(quote, source.text):
            return Check("quote", quote, start, "grounded", source.step)
        elsewhere = self._sought(quote, start)
        if elsewhere.status == "grounded":
            return Check("quote", quote, start, "misattributed", source.step, code="E04",
                         expected=elsewhere.note, also=("E05",))  # fmt: skip
        return Check("quote", quote, start, "altered", source.step, code="E05")

    def _named(self, name: str, start: int, source: Source | None, shown: str) -> Check:
        """Whether a citation names something that the agent had."""
        if source is not None:
            return Check("citation", shown, start, "grounded", source.step)
        facts = [fact for fact in self._store.facts.at(("token", name)) if fact.step < self._before]
        if facts and not name.isdigit():
            return Check("citation", shown, start, "grounded", facts[-1].step)
        if not self._sources and "://" in name:
            return Check("citation", shown, start, "unchecked", note="no retrieval is recorded")
        if not self._sources and self._store.has_results(self._before):
            # results of a search tool may be what is numbered here
            return Check("citation", shown, start, "unchecked", note="no retrieval is recorded")
        return Check("citation", shown, start, "fabricated", code="E03")

    def _source(self, name: str) -> Source | None:
        """The document with that id, uri or title, or what a footnote calls it, else the n-th one to appear."""
        named = [source for source in self._sources if name in source.names]
        if not named and self._sources:
            told = self._footnotes().get(name)
            named = [source for source in self._sources if told in source.names]
        if named:
            return named[-1]
        number = int(name) if name.isdigit() and len(name) < 6 else 0
        return self._distinct[number - 1] if 1 <= number <= len(self._distinct) else None


def _states(text: str, form: str) -> bool:
    return re.search(rf"(?<![\w./-]){re.escape(form)}(?![\w/]|[.-]\d)", text) is not None


def _outside(sentence: Sentence) -> str:
    """A sentence without what it quotes."""
    text = sentence.text
    for quote in sentence.quotes:
        text = text.replace(quote.text, "")
    return text

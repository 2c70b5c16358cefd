"""Citations and quotes: is the source there, does it say so, and in these words?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from tracegrade.graders.evidence._check import Check, of_particular
from tracegrade.graders.evidence._quotes import is_quoted_from, resembles
from tracegrade.graph.values import normalized, url_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tracegrade.graders.evidence._claims import Claims, Quote, Sentence
    from tracegrade.graders.evidence._store import EvidenceStore, Source
    from tracegrade.graph.values import Particular

__all__ = ["Citations"]

_MARK = re.compile(r"\[([^\[\]\n]{1,80})\](?!\()")
_MOST_QUOTES = 50


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
        self._distinct = list(
            {each.names or (str(id(each)),): each for each in self._sources}.values()
        )
        self._normal: dict[int, str] = {}
        self._quoted = 0
        self._recorded_urls = {
            url_key(str(each.get("document")))
            for each in recorded
            if "://" in str(each.get("document"))
        }

    def mark(self, claim: Particular) -> Check:
        """Whether a mark such as `[2]` names something that the agent had."""
        name = claim.text.strip("[]")
        return self._named(name, claim.start, self._source(name), claim.text)

    def other_marks(self, sentence: Sentence) -> Iterator[Check]:
        """Marks that name a source by a title or the like, which are marks only because they do."""
        known = {each.start for each in sentence.stated if each.kind == "citation"}
        for match in _MARK.finditer(sentence.text):
            start = sentence.start + match.start()
            source = self._source(match[1].strip())
            if source is not None and start not in known:
                yield Check("citation", match[0], start, "grounded", source.step)

    def attribution(self, claim: Particular, sentence: Sentence) -> Check | None:
        """A fault if a particular stands before a mark, and only other documents state it."""
        cited = self._cited(claim.start, sentence)
        if not cited:
            return None
        names = {name for source in cited for name in source.names}
        facts = [fact for fact in self._store.facts.stating(claim, self._before) if not fact.fault]
        if not facts or any(not fact.document or fact.document in names for fact in facts):
            return None
        check = of_particular(claim, "misattributed", facts[-1], code="E04")
        check.expected = f"[{facts[-1].document}]"
        check.message = f"{claim.kind} {claim.text[:120]!r} is not in the source cited for it"
        return check

    def quote(self, quote: Quote, sentence: Sentence) -> Check:
        """What the evidence says of words that the answer gives as somebody's own."""
        self._quoted += 1
        if not self._store.has_calls(self._before):
            return Check(
                "quote", quote.text, quote.start, "unchecked", note="nothing was looked up"
            )
        if self._quoted > _MOST_QUOTES:
            return Check("quote", quote.text, quote.start, "unchecked", note="too many quotes")
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
        marks = [*_MARK.finditer(self._claims.text, at, sentence.start + len(sentence.text) + 12)]
        found: list[Source] = []
        end = None
        for match in marks:
            if end is not None and self._claims.text[end : match.start()].strip(" ,;"):
                break
            parts = re.split(r"[,;]", match[1])
            named = [self._source(part.strip()) for part in (match[1].strip(), *parts)]
            sources = [source for source in named if source is not None]
            if not sources:
                continue
            found += sources
            end = match.end()
        return found

    def _sought(self, text: str, start: int) -> Check:
        """A quote looked for in every source; `note` names the document that holds it."""
        passages = [each for each in self._store.passages if each.step < self._before]
        for passage in reversed(passages):
            if is_quoted_from(text, passage.text, self._normalized(passage.text)):
                note = passage.document or None
                return Check("quote", text, start, "grounded", passage.step, note=note)
        for passage in reversed(passages):
            if resembles(text, self._normalized(passage.text)):
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
        """The document with that id, uri or title, else the n-th one to appear."""
        named = [source for source in self._sources if name in source.names]
        if named:
            return named[-1]
        number = int(name) if name.isdigit() and len(name) < 6 else 0
        return self._distinct[number - 1] if 1 <= number <= len(self._distinct) else None

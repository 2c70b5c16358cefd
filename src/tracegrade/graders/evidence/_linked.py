"""Links of an answer that lead to another page than the one that states what they are given for.

`Merrow handled 612,400 TEU ([source](https://salis.example/about))`, where only the page of Merrow,
which was fetched too, has the number.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from tracegrade.graders.evidence._check import Check, of_particular
from tracegrade.graph.values import leaves_of, url_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracegrade.graders.evidence._claims import Claims, Sentence
    from tracegrade.graders.evidence._store import EvidenceStore
    from tracegrade.graph.values import Particular

__all__ = ["Linked"]

_LINK = re.compile(
    r"\[[^\[\]\n]{1,200}\]\(<?(https?://[^\s()<>]{1,500})>?\)|[(<](https?://[^\s()<>]{1,500})[)>]"
)
_BESIDE = re.compile(r"[\s,;.&()\[\]]{0,6}(?:and|und|et|y|e|i|en|och|og)?[\s,;.&()\[\]]{0,3}")
_LATER = re.compile(r"[\s(*_]{0,4}")
_KINDS = frozenset(("number", "money", "percent", "quantity", "duration", "date"))
_MOST_PAGES = 60
_DIGIT = re.compile(r"\d")
_FEWEST_DIGITS = 3  # of a bare number that is on no other page by accident


class _Page(NamedTuple):
    """A page that was fetched.

    Attributes:
        key: Its address.
        url: Its address, as it was asked for.
        steps: Positions of what it said.
        digits: The digits of its text.
    """

    key: object
    url: str
    steps: frozenset[int]
    digits: str


class Linked:
    """The links of one answer, held against the pages that were fetched before it.

    Args:
        store: The evidence.
        claims: What the answer claims.
        before: Position of the answer; evidence lies before it.
    """

    def __init__(self, store: EvidenceStore, claims: Claims, before: int) -> None:
        self._store = store
        self._claims = claims
        self._before = before
        self._known: dict[object, _Page] | None = None

    def checks(self, sentence: Sentence) -> Iterator[Check]:
        """A fault of each amount or day before a link to a page that does not state it."""
        text = self._claims.text
        if "://" not in text or len(self._pages()) < 2:
            return
        end = sentence.start + len(sentence.text)
        links = [
            each for each in _LINK.finditer(text, sentence.start, end + 600)
            if each.start() < end or _LATER.fullmatch(text, end, each.start()) is not None
        ]  # fmt: skip
        for claim in sentence.particulars if links else ():
            if claim.kind in _KINDS and _is_telling(claim):
                check = self._against(claim, self._cited(links, claim.end))
                if check is not None:
                    yield check

    def _cited(self, links: list[re.Match[str]], at: int) -> list[_Page] | None:
        """The pages that the next link after a place, and those right beside it, lead to."""
        pages: list[_Page] = []
        end: int | None = None
        for link in links:
            if link.start() < at:
                continue
            if end is not None and _BESIDE.fullmatch(self._claims.text, end, link.start()) is None:
                break
            page = self._pages().get(url_key(link[1] or link[2]))
            if page is None:
                return None
            pages.append(page)
            end = link.end()
        return pages or None

    def _against(self, claim: Particular, cited: list[_Page] | None) -> Check | None:
        if cited is None or any(_digits(claim.text) in page.digits for page in cited):
            return None
        facts = [fact for fact in self._store.facts.stating(claim, self._before) if not fact.fault]
        steps = {fact.step for fact in facts}
        linked = {step for page in cited for step in page.steps}
        others = [page for page in self._pages().values() if page.steps & steps]
        covered = {step for page in others for step in page.steps}
        if not facts or steps & linked or not steps <= covered:
            return None
        check = of_particular(claim, "misattributed", facts[-1], code="E04")
        check.expected = others[-1].url
        check.message = (
            f"{claim.kind} {claim.text[:80]!r} is on {others[-1].url[:120]}, not on the page linked"
        )
        return check

    def _pages(self) -> dict[object, _Page]:
        """The pages that calls fetched, by their address; none that was read in parts."""
        if self._known is None:
            found: dict[object, list[tuple[str, int, str]]] = {}
            for call in self._store.calls:
                if call.step >= self._before or call.result < 0:
                    continue
                if call.status not in ("ok", "unknown"):
                    continue
                urls = [
                    value for _, value in leaves_of(call.arguments)
                    if isinstance(value, str) and value.startswith(("https://", "http://"))
                ]  # fmt: skip
                if len(urls) == 1 and len(urls[0]) <= 500:
                    told = (urls[0], call.result, call.text)
                    found.setdefault(url_key(urls[0]), []).append(told)
            self._known = {
                key: _Page(
                    key,
                    told[-1][0],
                    frozenset(step for _, step, _ in told),
                    " ".join(_digits(text) for _, _, text in told),
                )
                for key, told in list(found.items())[:_MOST_PAGES]
            }
        return self._known


def _is_telling(claim: Particular) -> bool:
    return claim.kind != "number" or len(_digits(claim.text)) >= _FEWEST_DIGITS


def _digits(text: str) -> str:
    return "".join(_DIGIT.findall(text))

"""People that an answer names: whom nobody has stated, with another surname, or in the role of another.

A name is known by what stands around it (a title, a word for a role) or by a name that people are
given. What a person is called for short, a name in a question, and places are left alone.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from tracegrade import _json
from tracegrade.graders.evidence._check import Check
from tracegrade.graders.evidence._folding import folded, is_word_of, words_in
from tracegrade.graders.evidence._given_names import GIVEN_NAMES
from tracegrade.graders.evidence._identity import field_words
from tracegrade.graders.evidence._moods import is_negated, speaks_of_past

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracegrade.graders.evidence._claims import Sentence
    from tracegrade.graders.evidence._store import EvidenceStore
    from tracegrade.graph.values import Record

__all__ = ["People"]

_PART = r"[A-Z\u00c0-\u00de\u0141\u015a\u017b\u0160\u010c\u017d][^\W\d_]{1,24}(?:['\u2019-][^\W\d_]{1,24}){0,2}"
_PARTICLE = r"(?:(?:de|da|do|dos|di|del|della|van|von|der|den|ter|la|le|el|al|bin|ben)\s){0,2}"
_TITLE = (
    r"(?:Drs?|Dra|Prof|Professor|Mr|Mrs|Ms|Mx|Frau|Herrn?|Se\u00f1ora?|Sra?|Mme|Mlle|Monsieur|Madame|Signora?|Sig|Dott"
    r"|Dhr|Mevr|Mevrouw|Pani?|Doctor|Doktor|Docteur|Inspector|Nurse)"
)
_TITLED = re.compile(rf"(?<!\w){_TITLE}\.?\s(?P<name>{_PARTICLE}{_PART}(?:\s{_PART})?)")
_WHOLE = re.compile(
    rf"(?<![\w@/.-])(?P<given>{_PART})\s(?:[A-Z]\.\s)?(?P<surname>{_PARTICLE}{_PART})(?![\w@/])"
)
_FULL = re.compile(rf"{_PART}(?:\s[A-Z]\.)?(?:\s{_PARTICLE}{_PART}){{1,2}}")
_OF_PLACES = re.compile(
    r"\b(?:San|Santa|Sankt|St|Saint|Sainte|S\u00e3o|Mount|Lake|Fort|Port|Cape|Villa|Via|Rua|Rue|Calle)\.?\s\Z"
)
_NO_SURNAMES = frozenset(
    ("street", "avenue", "road", "lane", "drive", "square", "bridge", "airport", "station", "university", "college",
     "school", "hospital", "clinic", "foundation", "prize", "award", "institute", "church", "park", "island", "county",
     "inc", "ltd", "gmbh", "llc", "theorem", "law", "act", "effect", "scale", "stra\u00dfe", "strasse", "platz", "islands",
     "museum", "gallery", "house", "hall", "hotel", "center", "centre", "award", "cup", "day", "project", "library")
)  # fmt: skip
_ROLES = frozenset(
    ("person", "author", "owner", "manager", "agent", "contact", "caseworker", "doctor", "physician", "assignee", "reviewer",
     "approver", "requester", "reporter", "customer", "client", "patient", "employee", "driver", "teacher", "nurse",
     "chair", "director", "lead", "supervisor", "technician", "engineer", "officer", "clerk", "advisor", "adviser", "host",
     "guest", "passenger", "user", "holder", "applicant", "tenant", "landlord", "lawyer", "attorney", "judge", "inspector",
     "editor", "speaker", "organizer", "organiser", "member", "representative", "secretary", "treasurer", "signatory",
     "sender", "recipient", "buyer", "seller", "trainer", "coach", "captain", "pilot", "responsible", "attendee", "operator",
     "sachbearbeiter", "sachbearbeiterin", "ansprechpartner", "ansprechpartnerin", "arzt", "fahrer", "kunde", "mieter",
     "leiter", "leiterin", "autor", "autora", "encargado", "encargada", "responsable", "titular", "medico", "medica",
     "gerente", "conductor", "firmante", "auteur", "medecin", "chauffeur", "directeur", "directrice", "autore",
     "responsabile", "titolare", "direttore", "lekarz", "kierownik", "opiekun", "behandelaar", "arts")
)  # fmt: skip
_NAMES = frozenset(
    ("name", "full", "display", "first", "last", "nombre", "nom", "nome", "naam", "by")
)
_MOST_SOUGHT = 40
_MOST_RECORDS = 2_000
_MOST_RESULTS = 40
_LEAD = 40


class _Person(NamedTuple):
    """A field that holds somebody's name.

    Attributes:
        step: Position of the result.
        record: Object that holds it.
        field: Its field.
        name: As written.
        roles: The words for what the person is there.
    """

    step: int
    record: Record
    field: str
    name: str
    roles: tuple[str, ...]


class People:
    """Checks the people that one answer names.

    Args:
        store: The evidence.
        before: Position of the answer; evidence lies before it.
    """

    def __init__(self, store: EvidenceStore, before: int) -> None:
        self._store = store
        self._before = before
        self._sought = 0
        self._known: frozenset[str] | None = None
        self._people: list[_Person] | None = None

    def checks(self, sentence: Sentence) -> Iterator[Check]:
        """A check of each person whom a sentence names and the evidence does not, or otherwise."""
        if (
            sentence.mood is not None
            or sentence.kind == "heading"
            or not self._store.has_results(self._before)
        ):
            return
        found = False
        for name, start in _names_in(sentence.text):
            self._sought += 1
            if self._sought > _MOST_SOUGHT:
                return
            check = self._unknown(name, sentence.start + start, sentence)
            if check is not None:
                found = True
                yield check
        if not found and not is_negated(sentence.text) and not speaks_of_past(sentence.text):
            yield from self._in_role(sentence)

    def _unknown(self, name: str, start: int, sentence: Sentence) -> Check | None:
        """A name of which no source has the surname."""
        parts = [part for part in folded(name).split() if len(part) > 1]
        if parts[-1] in self._words() or parts[-1].removesuffix("s") in self._words():
            return None
        like = [each for each in self._all() if set(folded(each.name).split()) & set(parts)]
        other = like[0] if len({each.name for each in like}) == 1 else self._of_role(sentence)
        is_other = other is not None and folded(other.name) not in folded(sentence.text)
        if any(part in self._words() for part in parts[:-1]) and not is_other:
            return None
        if other is None or not is_other:
            return Check("name", name, start, "floating", code="E01", severity="warn", also=("E02",),
                         message=f"name {name[:80]!r} occurs in nothing that the agent had")  # fmt: skip
        return _fault(name, start, other)

    def _of_role(self, sentence: Sentence) -> _Person | None:
        """The one person who has the role that a sentence names."""
        words = words_in(f"{sentence.above} {sentence.text}")
        held = [
            each for each in self._all()
            if any(is_word_of(role, words, sentence.text) for role in each.roles)
        ]  # fmt: skip
        return held[0] if len({each.name for each in held}) == 1 else None

    def _in_role(self, sentence: Sentence) -> Iterator[Check]:
        """Somebody who is named in the one role that a sentence names, and has another."""
        said = [each for each in self._all() if each.name in sentence.text]
        names = {each.name for each in said}
        if len(names) != 1:
            return
        words = words_in(sentence.text)
        if any(is_word_of(role, words, sentence.text) for each in said for role in each.roles):
            return
        held = self._of_role(sentence)
        if held is None or held.name in names or held.step != said[-1].step:
            return
        if set(folded(held.name).split()) & words:
            return
        name = next(iter(names))
        yield _fault(name, sentence.start + sentence.text.index(name), held)

    def _words(self) -> frozenset[str]:
        """Every word that anybody has said before, and that the agent has asked for."""
        if self._known is None:
            texts = [each.text for each in self._store.passages if each.step < self._before]
            for call in self._store.calls:
                if call.step < self._before:
                    texts += (call.text, _json.as_text(call.arguments) or "")
            self._known = frozenset(word for text in texts for word in words_in(text))
        return self._known

    def _all(self) -> list[_Person]:
        """Every field of the last readings that holds somebody's name."""
        if self._people is None:
            self._people = [
                person for step in self._store.results.latest(self._before)[-_MOST_RESULTS:]
                for record in islice(self._store.results.records_at(step), _MOST_RECORDS)
                for person in _people_of(step, record)
            ]  # fmt: skip
        return self._people


def _names_in(text: str) -> Iterator[tuple[str, int]]:
    """The people whom a text names, with the places of their names in it."""
    taken = -1
    for match in _TITLED.finditer(text):
        taken = match.end()
        yield match["name"], match.start("name")
    for match in _WHOLE.finditer(text):
        if match.start() < taken and _TITLED.search(text, 0, match.end()) is not None:
            continue
        given, surname = folded(match["given"]), folded(match["surname"]).split()[-1]
        before = text[max(0, match.start() - _LEAD) : match.start()]
        if surname in _NO_SURNAMES or _OF_PLACES.search(before) is not None:
            continue
        if given in GIVEN_NAMES or _is_role(before):
            yield match[0], match.start()


def _is_role(before: str) -> bool:
    """Whether the last word before a name is one for a role."""
    words = before.split()
    is_next = bool(words) and before.endswith(" ") and words[-1].isalpha() and words[-1].islower()
    return is_next and folded(words[-1]) in _ROLES


def _people_of(step: int, record: Record) -> Iterator[_Person]:
    for name, value in record.fields:
        if not isinstance(value, str) or _FULL.fullmatch(value) is None:
            continue
        words = set(field_words(name))
        keys = [part for part in record.path if isinstance(part, str)]
        roles = words - _NAMES
        if words & _NAMES and not roles and keys:
            roles = set(field_words(keys[-1]))
        beside = [
            str(other) for key, other in record.fields
            if {"role", "position", "title", "function"} & set(field_words(key)) and key != name
        ]  # fmt: skip
        roles |= {word for text in beside for word in words_in(text)}
        is_person = folded(value).split()[0] in GIVEN_NAMES or bool(roles & _ROLES)
        if is_person:
            yield _Person(
                step, record, name, value, tuple(sorted(each for each in roles if len(each) > 2))
            )


def _fault(name: str, start: int, other: _Person) -> Check:
    message = f"says {name[:80]!r}, but the record's {other.field!r} is {other.name[:80]!r}"
    return Check("name", name, start, "contradicted", other.step, code="E02", message=message,
                 expected=other.name, also=("E01",), pointer=other.record.pointer(other.field))  # fmt: skip

"""Both sides of a diff as they were read: signatures, what was learned, and the traces themselves."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tracegrade.diff._endings import mark_incomplete
from tracegrade.diff._learning import Sample
from tracegrade.diff._outline import Lens
from tracegrade.diff._pairing import Distances, Groups, group_runs
from tracegrade.diff._reading import Reader
from tracegrade.diff._renames import renames_of
from tracegrade.diff._store import TraceStore

if TYPE_CHECKING:
    from tracegrade.diff._masks import Masks
    from tracegrade.diff._signature import Signature
    from tracegrade.diff._store import Run
    from tracegrade.diff._vocabulary import Vocabulary

__all__ = ["Material", "read_side"]


@dataclass(slots=True)
class Material:
    """Both sides as they were read.

    Attributes:
        stores: The traces of old and new.
        groups: The signatures of old and new by case.
        reader: What made the signatures.
        distances: Distances between traces.
        lens: What was learned about both sides.
    """

    stores: tuple[TraceStore, TraceStore]
    groups: Groups
    reader: Reader
    distances: Distances
    lens: Lens = field(default_factory=Lens)

    @classmethod
    def read(cls, old: Run, new: Run, reader: Reader) -> Material:
        """Read both sides, and look at them again through what they teach."""
        stores = TraceStore(old), TraceStore(new)
        sample = Sample()
        ours, theirs = (read_side(store, reader, sample, side) for side, store in enumerate(stores))
        mark_incomplete((ours, theirs), reader.vocabulary)
        groups = group_runs(ours, theirs, reader.by)
        material = cls(stores, groups, reader, Distances(reader.vocabulary))
        material.learn(sample.masks())
        return material

    @property
    def vocabulary(self) -> Vocabulary:
        """What the signatures refer to."""
        return self.reader.vocabulary

    @property
    def sides(self) -> tuple[list[Signature], list[Signature]]:
        """The signatures of old and new."""
        return (
            [trial for trials in self.groups.old.values() for trial in trials],
            [trial for trials in self.groups.new.values() for trial in trials],
        )

    def narrowed(self, wanted: set[str]) -> Material:
        """The same for these cases alone."""
        old, new = (
            {case: trials for case, trials in side.items() if case in wanted}
            for side in self.groups[1:]
        )
        groups = Groups(self.groups.by, old, new)
        return Material(self.stores, groups, self.reader, self.distances, self.lens)

    def learn(self, masks: Masks) -> None:
        """Make the acts of all signatures anew if something is masked, or a tool renamed."""
        common = self.groups.old.keys() & self.groups.new.keys()
        ours, theirs = (
            [(case, trial) for case, trials in side.items() if case in common for trial in trials]
            for side in self.groups[1:]
        )
        renamed = renames_of(ours, theirs, self.vocabulary)
        if not masks and not renamed:
            return
        self.lens = Lens(masks.renamed(renamed), renamed)
        for store, side in zip(self.stores, self.sides, strict=True):
            by_number = {signature.number: signature for signature in side}
            for number, trace in enumerate(store.read()):
                self.reader.refocus(by_number[number], trace, self.lens)
        self.distances = Distances(self.vocabulary)


def read_side(store: TraceStore, reader: Reader, sample: Sample, side: int) -> list[Signature]:
    """The signatures of one side; the sample takes note of what its trials teach."""
    signatures: list[Signature] = []
    for number, trace in enumerate(store.read()):
        signature = reader.signature(trace, number)
        signatures.append(signature)
        case = signature.key or signature.case_id or signature.opening
        if case is not None:
            sample.add(side, case, trace)
    return signatures

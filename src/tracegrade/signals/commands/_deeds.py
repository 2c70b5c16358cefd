"""What a command, statement or request does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tracegrade.signals.effects import EffectClass

__all__ = ["NOTHING_KNOWN", "READS", "Deeds", "all_of_these"]


@dataclass(frozen=True, slots=True)
class Deeds:
    """What something that is run does, as far as its text tells.

    Attributes:
        classes: Effect classes; `unknown` is among them where a part cannot be told.
        written: Paths that are written or removed.
        urls: Addresses that are reached.
        links: Symbolic links that are made, each with what it stands for.
        removed: Paths that are removed, and tables that are emptied or dropped.
        tables: Tables that are changed, emptied or dropped.

    Example:
        >>> Deeds(frozenset(("read",))).written
        ()
    """

    classes: frozenset[EffectClass]
    written: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    removed: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()


READS = Deeds(frozenset(("read",)))
NOTHING_KNOWN = Deeds(frozenset(("unknown",)))


def all_of_these(parts: Iterable[Deeds]) -> Deeds:
    """The deeds of several parts together: reading counts only where nothing else is done."""
    found = list(parts)
    classes: set[EffectClass] = {each for part in found for each in part.classes}
    if len(classes) > 1:
        classes.discard("read")
    return Deeds(
        frozenset(classes) or READS.classes,
        tuple(dict.fromkeys(path for part in found for path in part.written)),
        tuple(dict.fromkeys(url for part in found for url in part.urls)),
        tuple(dict.fromkeys(link for part in found for link in part.links)),
        tuple(dict.fromkeys(path for part in found for path in part.removed)),
        tuple(dict.fromkeys(table for part in found for table in part.tables)),
    )

"""Paths in normal form, and the symbolic links that a trace tells of."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

from tracegrade.signals import deeds_of

if TYPE_CHECKING:
    from tracegrade.graders.approval._calls import MonitoredCall
    from tracegrade.model import Trace

__all__ = ["followed", "links_of", "normal_path", "slashes"]

_DRIVE = re.compile(r"^[A-Za-z]:[\\/]")
_LISTED = re.compile(r"^l[rwxst-]{9}.*?\s(\S+) -> (\S+)$", re.MULTILINE)
_MOST_LINKS = 1000
_MOST_STEPS = 20  # links that are followed one after the other


def slashes(path: str) -> str:
    """A path with forward slashes, if it is one of Windows."""
    path = path.strip()
    return path.replace("\\", "/") if _DRIVE.match(path) or path.startswith("\\\\") else path


def normal_path(path: str) -> str:
    """A path without dots and doubled slashes.

    Example:
        >>> normal_path("/ws/a/../../etc//x")
        '/etc/x'
    """
    whole = posixpath.normpath(slashes(path))
    return whole[1:] if whole.startswith("//") else whole


def links_of(trace: Trace, calls: list[MonitoredCall], root: str) -> list[tuple[int, str, str]]:
    """(position, link, target) of each symbolic link that a trace tells of, by position.

    Args:
        trace: The trace.
        calls: Its calls.
        root: Where relative paths begin.
    """
    found: list[tuple[int, str, str]] = []
    for call in calls:
        if call.end is None or call.ran == "no":
            continue
        deeds = deeds_of(call.tool, call.arguments)
        made = deeds.links if deeds is not None else ()
        text = trace.columns.texts[call.end] or ""
        listed = _LISTED.findall(text[:100_000]) if " -> " in text else []
        for link, target in (*made, *listed):
            here = normal_path(posixpath.join(root, link))
            there = normal_path(posixpath.join(posixpath.dirname(here), target))
            found.append((call.end, here, there))
    return sorted(found)[:_MOST_LINKS]


def followed(path: str, links: dict[str, str]) -> str:
    """A path with the links on its way replaced by what they stand for.

    Example:
        >>> followed("/ws/link/x", {"/ws/link": "/etc"})
        '/etc/x'
    """
    for _ in range(_MOST_STEPS if links else 0):
        parts = path.split("/")
        heads = ["/".join(parts[:end]) for end in range(2, len(parts) + 1)]
        link = next((head for head in heads if head in links), None)
        if link is None:
            break
        path = normal_path(links[link] + path[len(link) :])
    return path

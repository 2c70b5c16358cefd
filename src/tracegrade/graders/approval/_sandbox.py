"""Does a call stay within the folders and hosts of the sandbox?"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote, urlsplit

from tracegrade.graders.approval._places import PATH_FIELDS, field_name
from tracegrade.graders.approval._symlinks import followed, links_of, normal_path, slashes
from tracegrade.graders.approval._values import MISSING, is_redacted
from tracegrade.graph.values import decoded, leaves_of
from tracegrade.signals import deeds_of

if TYPE_CHECKING:
    from tracegrade.graders.approval._calls import MonitoredCall
    from tracegrade.graders.approval._policy import Policy
    from tracegrade.model import Trace

__all__ = ["Reach", "Sandbox"]

_URL_FIELDS = frozenset(("url", "uri"))
_HOST_FIELDS = frozenset(("host", "hostname", "domain", "server"))


_BY_PLACE = {"path": frozenset(("write", "destructive")), "host": frozenset(("egress",))}
"""Effects that stay within a place named; running something may have any."""


class _Place(NamedTuple):
    kind: str
    name: str
    is_inside: bool | None


class Reach:
    """Where a call reaches.

    Attributes:
        inside: Whether it names the places of all its effects, and all of them are inside.
        outside: The first place outside, or `None`.
        is_open: Whether a place cannot be told.
    """

    __slots__ = ("inside", "is_open", "outside")

    def __init__(self, places: list[_Place], classes: frozenset[str]) -> None:
        self.outside = next((each.name for each in places if each.is_inside is False), None)
        self.is_open = any(each.is_inside is None for each in places)
        confined = frozenset[str]().union(*(_BY_PLACE[each.kind] for each in places))
        self.inside = (
            self.outside is None
            and not self.is_open
            and bool(places)
            and classes - {"read"} <= confined
        )


_NOWHERE = Reach([], frozenset())


class Sandbox:
    """The folders and hosts of a policy.

    A relative path is taken from the first folder. Symbolic links are followed as far as the trace
    tells of them: where a command made one, or a listing showed one.

    Args:
        policy: The policy.
        trace: The trace.
        calls: Its calls.
    """

    def __init__(self, policy: Policy, trace: Trace, calls: list[MonitoredCall]) -> None:
        self._roots = [normal_path(root) for root in policy.roots]
        self._hosts = [host.lower() for host in policy.hosts]
        first = self._roots[0] if self._roots else "/"
        self._links = links_of(trace, calls, first) if self._roots else []

    def reach(self, call: MonitoredCall) -> Reach:
        """Where a call reaches."""
        if not (self._roots or self._hosts) or call.arguments is MISSING:
            return _NOWHERE
        deeds = deeds_of(call.tool, call.arguments)
        links = {
            link: target for step, link, target in self._links if step < (call.end or call.step)
        }
        places = [
            place
            for pointer, value in leaves_of(decoded(call.arguments))
            if isinstance(value, str) and value
            for place in self._named(field_name(pointer), value, call, links)
        ]
        if deeds is not None:
            places += [self._path(path, links) for path in deeds.written if self._roots]
            places += [self._host(url) for url in deeds.urls if self._hosts and url]
        return Reach(places, call.classes)

    def _named(
        self, field: str, value: str, call: MonitoredCall, links: dict[str, str]
    ) -> list[_Place]:
        """The places that an argument names."""
        is_url = ("://" in value or field in _URL_FIELDS) and " " not in value.strip()
        if self._roots and field in PATH_FIELDS and "://" not in value and not call.only_reads:
            return [self._path(value, links)]
        if self._hosts and is_url:
            return [self._host(value)]
        return [self._host(f"//{value}")] if self._hosts and field in _HOST_FIELDS else []

    def _path(self, path: str, links: dict[str, str]) -> _Place:
        return _Place("path", path, None if is_redacted(path) else self._holds_path(path, links))

    def _host(self, url: str) -> _Place:
        return _Place("host", url, None if is_redacted(url) else self._holds_host(url))

    def _holds_path(self, path: str, links: dict[str, str]) -> bool | None:
        if "$" in path or path.startswith("~") or "`" in path:
            return None  # what a variable or a home folder stands for is not recorded
        whole = followed(normal_path(posixpath.join(self._roots[0], slashes(path))), links)
        return any(
            whole == root or whole.startswith(root.rstrip("/") + "/") for root in self._roots
        )

    def _holds_host(self, url: str) -> bool | None:
        if url.lower().startswith("file://"):
            return self._holds_path(unquote(urlsplit(url).path), {}) if self._roots else None
        try:
            host = urlsplit(url if "//" in url else f"//{url}").hostname
        except ValueError:
            return None
        return None if not host else host.rstrip(".").lower() in self._hosts

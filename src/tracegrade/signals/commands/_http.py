"""What an HTTP request does, by its method and address."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

from tracegrade.signals.commands._deeds import Deeds

if TYPE_CHECKING:
    from tracegrade.signals.effects import EffectClass

__all__ = ["deeds_of_request"]

_READING = frozenset(("get", "head", "options", "trace"))
_SECRET = re.compile(
    r"(?i)(?:^|[_-])(?:api[_-]?key|access[_-]?token|token|secret|password|passwd|pwd|auth|session|cookie)$"
)


def deeds_of_request(method: str, url: str) -> Deeds:
    """What a request does: sending something away makes it egress, whatever its method.

    Example:
        >>> sorted(deeds_of_request("GET", "https://shop.example/orders?page=2").classes)
        ['read']
        >>> sorted(deeds_of_request("DELETE", "https://shop.example/orders/7").classes)
        ['destructive', 'egress']
        >>> sorted(deeds_of_request("GET", "https://x.example/?token=abc").classes)
        ['egress']
    """
    name = method.strip().lower()
    classes: frozenset[EffectClass] = frozenset(("read",))
    if name == "delete":
        classes = frozenset(("egress", "destructive"))
    elif name not in _READING or _sends_secret(url):
        classes = frozenset(("egress",))
    return Deeds(classes, urls=(url,))


def _sends_secret(url: str) -> bool:
    try:
        query = urlsplit(url).query
    except ValueError:
        return True
    return any(_SECRET.search(name) for name, _ in parse_qsl(query))

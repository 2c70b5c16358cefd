"""JSON in and out: the only user of orjson.

orjson decodes fast but changes some inputs silently and refuses others that real logs hold
(measured with 3.13): an integer beyond 64 bits becomes a float, the last of two equal keys wins;
NaN, lone surrogates and invalid UTF-8 are refused. `decode` is the fast way; a caller that holds
free-form values asks `is_unsafe` about them; `decode_carefully` is the slow way that keeps every
value, or says where it could not.
"""

from __future__ import annotations

import json
import math
import re
from typing import Any, NamedTuple

import orjson

__all__ = [
    "MAX_DEPTH",
    "Decoded",
    "Survey",
    "Trouble",
    "UndecodableError",
    "as_text",
    "canonical",
    "decode",
    "decode_arguments",
    "decode_carefully",
    "decode_checked",
    "encode",
    "holds_media",
    "is_unsafe",
    "pointer",
    "survey",
]

MAX_DEPTH = 200
"""Deepest nesting that is read; real traces stay under 30."""

_SMALLEST_UNSAFE = 2.0**63
_HARMLESS = frozenset((str, int, bool, type(None)))
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_SURROGATE = re.compile("[\ud800-\udfff]")


class UndecodableError(ValueError):
    """Bytes that are not JSON: code and message of the problem, position if it has one."""

    def __init__(self, code: str, message: str, position: int | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.position = position


class Trouble(NamedTuple):
    """Something odd in JSON that was decoded all the same."""

    code: str
    message: str
    pointer: str


class Decoded(NamedTuple):
    """A decoded value and what was odd about it."""

    value: Any
    troubles: list[Trouble]


class _Repeating(dict[str, Any]):
    """An object in which a key occurs twice; the last value wins."""

    repeated: tuple[str, ...] = ()


def decode(data: bytes | str) -> Any:
    """The value, decoded the fast way.

    Raises:
        UndecodableError: The fast way cannot read it; `decode_carefully` may.
    """
    try:
        return orjson.loads(data)
    except orjson.JSONDecodeError as error:
        raise UndecodableError("invalid-json", str(error)) from None


def decode_checked(data: bytes, *, strict: bool = False) -> Decoded:
    """The value, and whatever the fast way would have changed or refused.

    Args:
        data: UTF-8 bytes of one JSON text.
        strict: Also report keys that occur twice in an object.

    Raises:
        UndecodableError: It is not JSON, even read with patience.
    """
    if strict:
        return decode_carefully(data, strict=True)
    try:
        value = orjson.loads(data)
    except orjson.JSONDecodeError:
        return decode_carefully(data)
    return decode_carefully(data) if is_unsafe(value) else Decoded(value, [])


def is_unsafe(value: Any) -> bool:
    """Whether a decoded value may have lost digits, or nests deeper than `MAX_DEPTH`.

    A float of 2**63 or more may have been an integer in the text, so the text has to be read
    again with care.
    """
    level: list[Any] = [value]
    for _ in range(MAX_DEPTH):
        if _HARMLESS.issuperset(map(type, level)):
            return False
        below: list[Any] = []
        for item in level:
            kind = type(item)
            if kind is dict:
                below += item.values()
            elif kind is list:
                below += item
            elif kind is float and not -_SMALLEST_UNSAFE < item < _SMALLEST_UNSAFE:
                return True
        level = below
    return bool(level)


def decode_carefully(data: bytes | str, *, strict: bool = False) -> Decoded:
    """The value with every integer exact, and a trouble for whatever is not plain JSON.

    Raises:
        UndecodableError: It is not JSON, or it nests deeper than `MAX_DEPTH`.
    """
    troubles: list[Trouble] = []
    text = _text_of(data, troubles)
    hook = _pairs if strict else None
    try:
        value = json.loads(text.rstrip(), object_pairs_hook=hook)
    except RecursionError:
        raise UndecodableError("too-deep", f"nests deeper than {MAX_DEPTH} levels") from None
    except json.JSONDecodeError as error:
        message = (
            f"{error.msg[:1].lower()}{error.msg[1:].removesuffix(' at')} at column {error.colno}"
        )
        raise UndecodableError("invalid-json", message, error.pos) from None
    except ValueError as error:  # more digits than int() accepts
        raise UndecodableError("invalid-json", str(error).partition(";")[0]) from None
    return Decoded(_repaired(value, troubles), troubles)


def _text_of(data: bytes | str, troubles: list[Trouble]) -> str:
    if isinstance(data, str):
        return data
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"not UTF-8 at byte {error.start}: read with {_REPLACEMENT!r} in its place"
        troubles.append(Trouble("invalid-utf8", message, ""))
        return data.decode("utf-8-sig", errors="replace")


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) == len(pairs):
        return value
    seen: set[str] = set()
    repeated = tuple(key for key, _ in pairs if key in seen or seen.add(key))
    marked = _Repeating(value)
    marked.repeated = repeated
    return marked


def _repaired(root: Any, troubles: list[Trouble]) -> Any:
    """The value with lone surrogates replaced; every oddity is added to the troubles."""
    holder: list[Any] = [root]
    stack: list[tuple[Any, Any, tuple[Any, ...]]] = [(holder, 0, ())]
    while stack:
        parent, key, path = stack.pop()
        value = parent[key]
        if len(path) > MAX_DEPTH:
            raise UndecodableError("too-deep", f"nests deeper than {MAX_DEPTH} levels")
        if isinstance(value, dict):
            value = parent[key] = _repaired_keys(value, path, troubles)
            stack.extend((value, name, (*path, name)) for name in reversed(value))
        elif isinstance(value, list):
            stack.extend((value, place, (*path, place)) for place in range(len(value) - 1, -1, -1))
        else:
            parent[key] = _repaired_scalar(value, path, troubles)
    return holder[0]


def _repaired_keys(value: Any, path: tuple[Any, ...], troubles: list[Trouble]) -> dict[str, Any]:
    if isinstance(value, _Repeating):
        for key in value.repeated:
            message = f"key {key!r} occurs twice: the last value was kept"
            troubles.append(Trouble("duplicate-key", message, pointer(*path, key)))
        value = dict(value)  # readers take exactly `dict` for an object
    if any(_SURROGATE.search(key) for key in value):
        troubles.append(Trouble("lone-surrogate", "key holds half a character", pointer(*path)))
        return {_SURROGATE.sub(_REPLACEMENT, key): item for key, item in value.items()}
    return value


def _repaired_scalar(value: Any, path: tuple[Any, ...], troubles: list[Trouble]) -> Any:
    if isinstance(value, str) and _SURROGATE.search(value):
        message = f"text holds half a character: read with {_REPLACEMENT!r} in its place"
        troubles.append(Trouble("lone-surrogate", message, pointer(*path)))
        return _SURROGATE.sub(_REPLACEMENT, value)
    if isinstance(value, float) and not math.isfinite(value):
        message = f"{value} is not a JSON number: kept as it is"
        troubles.append(Trouble("nonfinite-number", message, pointer(*path)))
    elif type(value) is int and not -(2**63) <= value < 2**64:
        message = "integer beyond 64 bits: kept exactly"
        troubles.append(Trouble("big-integer", message, pointer(*path)))
    return value


def pointer(*path: str | int) -> str:
    """The RFC 6901 JSON pointer of a path.

    Example:
        >>> pointer("messages", 4, "a/b")
        '/messages/4/a~1b'
    """
    parts = (str(part).replace("~", "~0").replace("/", "~1") for part in path)
    return "".join(f"/{_SURROGATE.sub(_REPLACEMENT, part)}" for part in parts)


def decode_arguments(raw: Any) -> tuple[Any, str | None]:
    """The arguments of a call from JSON text, with the reason where it is not JSON.

    A value that is no text is returned as it is, an empty text as an empty object: that is how
    providers write a call without arguments.

    Example:
        >>> decode_arguments('{"amount": 250}')
        ({'amount': 250}, None)
        >>> decode_arguments("amount=250")[0]
        'amount=250'
    """
    if type(raw) is not str:
        return raw, None
    if not raw.strip():
        return {}, None
    try:
        return decode_checked(raw.encode("utf-8", "surrogatepass")).value, None
    except UndecodableError as error:
        return raw, error.message


def encode(value: Any, *, indent: bool = False) -> bytes:
    """Compact or indented UTF-8 JSON; the same value gives the same bytes.

    Numbers that JSON cannot hold become null; integers of any size are written exactly.
    """
    option = orjson.OPT_INDENT_2 if indent else 0
    try:
        return orjson.dumps(value, option=option)
    except (TypeError, orjson.JSONEncodeError):
        separators = (",", ": ") if indent else (",", ":")
        text = json.dumps(
            _encodable(value),
            ensure_ascii=False,
            separators=separators,
            indent=2 if indent else None,
        )
        return text.encode("utf-8", "replace")


def canonical(value: Any) -> bytes:
    """One spelling for equal JSON values: keys sorted, 10 and 10.0 alike.

    Example:
        >>> canonical({"b": 10.0, "a": 1}) == canonical({"a": 1, "b": 10})
        True
    """
    plain = _plain_numbers(value)
    try:
        return orjson.dumps(plain, option=orjson.OPT_SORT_KEYS)
    except (TypeError, orjson.JSONEncodeError):
        text = json.dumps(plain, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
        return text.encode("utf-8", "replace")


class Survey(NamedTuple):
    """What has to be known of a value before it is written as JSON.

    Attributes:
        depth: How many objects and lists lie around what lies deepest in it.
        is_writable: Whether JSON can hold all of it; if not, `encode` writes something else.
    """

    depth: int
    is_writable: bool


def survey(value: Any) -> Survey:
    """How deep a value nests, and whether JSON can hold it.

    Example:
        >>> survey({"a": [1]}), survey(float("nan"))
        (Survey(depth=2, is_writable=True), Survey(depth=0, is_writable=False))
    """
    level, depth, is_writable = [value], -1, True
    while level:
        depth += 1
        below: list[Any] = []
        for item in level:
            kind = type(item)
            if kind is str:
                is_writable = is_writable and _is_whole(item)
            elif kind is dict:
                below += item.values()
                is_writable = is_writable and _has_whole_names(item)
            elif kind is list or kind is tuple:
                below += item
            elif kind is float:
                is_writable = is_writable and math.isfinite(item)
            elif kind is not int and kind is not bool and item is not None:
                is_writable = False
        level = below
    return Survey(depth, is_writable)


def _is_whole(text: str) -> bool:
    """Whether a text holds no half of a character."""
    return text.isascii() or not _SURROGATE.search(text)


def _has_whole_names(value: dict[Any, Any]) -> bool:
    try:
        return _is_whole("".join(value))
    except TypeError:  # a name that is no text
        return False


def _plain_numbers(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _plain_numbers(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain_numbers(item) for item in value]
    if isinstance(value, float):
        if not math.isfinite(value):
            return str(value)
        return int(value) if value.is_integer() else value
    return value


def _encodable(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _encodable(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_encodable(item) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if value is None or isinstance(value, str | int | float):
        return value
    return str(value)


def as_text(content: Any) -> str | None:
    r"""Content as a reader of text would see it: text, the texts of its parts, or JSON.

    Example:
        >>> as_text([{"type": "text", "text": "Order A-1"}, {"type": "text", "text": "shipped"}])
        'Order A-1\nshipped'
    """
    if content is None or isinstance(content, str):
        return content
    if isinstance(content, list) and content:
        texts = [_part_text(part) for part in content]
        if all(text is not None for text in texts):
            return "\n".join(text for text in texts if text)
    return encode(content).decode()


def holds_media(content: Any) -> bool:
    """Whether content has parts of another medium than text, of which `as_text` says nothing.

    Example:
        >>> holds_media([{"type": "text", "text": "A-1"}, {"type": "image", "source": {}}])
        True
    """
    if not isinstance(content, list):
        return False
    return any(_part_text(part) == "" and "text" not in part for part in content)


_MEDIA = frozenset((
    "audio", "blob", "data", "document", "file", "file_data", "file_id", "image", "image_url",
    "inline_data", "inlineData", "input_audio", "media", "mime_type", "resource", "source", "uri",
    "url", "video",
))  # fmt: skip
"""Keys that show a content part of another medium than text."""


def _part_text(part: Any) -> str | None:
    """The text of a content part; `""` of a part of another medium, `None` if it is no part."""
    if not isinstance(part, dict) or not isinstance(part.get("type"), str):
        return None
    text = part.get("text", part.get("content"))
    if text is None and _MEDIA.isdisjoint(part):
        return None
    return text if isinstance(text, str) else ""

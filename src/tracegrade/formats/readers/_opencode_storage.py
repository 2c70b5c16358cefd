"""The files of an OpenCode session in its storage, found from the session's own file.

Storage keeps one file a session, a message and a part. Three layouts are known:

- `session/PROJECT/SESSION.json`, `message/SESSION/*.json`, `part/MESSAGE/*.json` (since 0.6);
- the same with all parts in one folder, `part/*.json`;
- `session/info/SESSION.json`, `session/message/SESSION/*.json`,
  `session/part/SESSION/MESSAGE/*.json` (before).

A session that names another as its parent was started by it, and belongs to it.
"""

from __future__ import annotations

import os
from typing import Any

from tracegrade import _json

__all__ = ["companions"]

_MOST_SESSIONS = 1000  # sub-agents of one session; a ring of parents ends here at the latest


def companions(path: str) -> list[str]:
    """The messages, parts and sub-agents of the session whose file this is, if it is one."""
    folder, name = os.path.split(path)
    holder, project = os.path.split(folder)
    if not name.endswith(".json") or os.path.basename(holder) != "session":
        return []
    older = project == "info"
    root = holder if older else os.path.dirname(holder)
    found: list[str] = []
    for place, (session_id, file) in enumerate(_with_sub_agents(path)):
        found += [file] * (place > 0)
        messages = _files_in(os.path.join(root, "message", session_id))
        found += messages
        inside = os.path.join(root, "part", session_id) if older else os.path.join(root, "part")
        found += _parts(inside, messages)
    return found


def _with_sub_agents(path: str) -> list[tuple[str, str]]:
    """Ids and files of the session and of those that it, or one of these, started."""
    own = _value(path).get("id")
    if not isinstance(own, str):
        return []
    by_parent: dict[str, list[tuple[str, str]]] = {}
    for file in _files_in(os.path.dirname(path)):
        value = _value(file)
        if isinstance(value.get("id"), str) and isinstance(value.get("parentID"), str):
            by_parent.setdefault(value["parentID"], []).append((value["id"], file))
    found = [(own, path)]
    for session_id, _ in found:
        if len(found) < _MOST_SESSIONS:
            found += [one for one in by_parent.get(session_id, ()) if one not in found]
    return found


def _parts(folder: str, messages: list[str]) -> list[str]:
    """The parts of messages: each message has a folder of its own, or all lie in one."""
    ids = {os.path.basename(file).removesuffix(".json") for file in messages}
    named = [_value(file).get("id") for file in messages]
    ids.update(one for one in named if isinstance(one, str))
    found = [file for one in sorted(ids) for file in _files_in(os.path.join(folder, one))]
    return found + [file for file in _files_in(folder) if _value(file).get("messageID") in ids]


def _files_in(folder: str) -> list[str]:
    try:
        names = sorted(os.listdir(folder))
    except OSError:
        return []
    return [os.path.join(folder, name) for name in names if name.endswith(".json")]


def _value(path: str) -> dict[str, Any]:
    """The object in a file, or an empty one; what is wrong with it is said when it is read."""
    try:
        with open(path, "rb") as file:
            value = _json.decode(file.read())
    except (OSError, _json.UndecodableError):
        return {}
    return value if isinstance(value, dict) else {}

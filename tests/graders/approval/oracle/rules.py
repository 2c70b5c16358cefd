"""Which rules of a policy reach a call."""

from __future__ import annotations

import json
from fnmatch import fnmatchcase
from typing import Any

from jsonschema import Draft202012Validator

from tests.graders.approval.oracle.world import GONE, Call, is_redacted


def matching(rule: dict[str, Any], call: Call) -> bool | None:
    """Whether a rule reaches a call; `None` if only its unknown class leaves that open."""
    if "tool" in rule:
        globbed = "*" in rule["tool"] or "?" in rule["tool"]
        if not (fnmatchcase(call.tool, rule["tool"]) if globbed else rule["tool"] == call.tool):
            return False
    if "when" in rule and not _reached(rule["when"], call.arguments):
        return False
    if not rule.get("classes") or set(rule["classes"]) & call.classes:
        return True
    return None if "unknown" in call.classes else False


def _reached(when: Any, arguments: Any) -> bool:
    """Whether arguments satisfy a schema, or lack what it would take to say."""
    if arguments is GONE or is_redacted(arguments):
        return True
    schema = json.loads(when) if isinstance(when, str) else when
    return all(
        error.validator in ("required", "type") or is_redacted(error.instance)
        for error in Draft202012Validator(schema).iter_errors(arguments)
    )

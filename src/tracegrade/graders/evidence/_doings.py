"""What a call did, by its name, its command or statement, its arguments and its result."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tracegrade import _json
from tracegrade.graders.evidence._failures import is_acknowledgement
from tracegrade.graders.evidence._identity import field_words
from tracegrade.graders.evidence._kinds import KINDS, VERBS, stem_of
from tracegrade.graders.evidence._looked_up import (
    asks_only,
    lists_what_there_is,
    names_what_there_is,
)
from tracegrade.graders.evidence._outcomes import tells_failure
from tracegrade.graph.values import leaves_of
from tracegrade.signals import effect_classes
from tracegrade.signals.commands import commands_in, deeds_of, deeds_of_shell

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tracegrade.graders.evidence._calls import Call
    from tracegrade.graders.evidence._kinds import Kind
    from tracegrade.signals import EffectClass

__all__ = ["Doing", "doing_of", "script_of"]

_WORD = re.compile(r"[a-z]+")
_PERFORMED = ("ok", "unknown")
_LONGEST = 4_000
_SHELLS = frozenset(
    (
        "bash",
        "shell",
        "sh",
        "zsh",
        "terminal",
        "console",
        "cmd",
        "exec",
        "run",
        "command",
        "ssh",
        "powershell",
        "pwsh",
    )
)
_PROGRAMS = frozenset(
    ("git", "gh", "glab", "kubectl", "oc", "docker", "podman", "terraform", "tofu", "npm", "yarn", "pnpm", "pip", "helm",
     "aws", "gcloud", "az", "systemctl", "cargo", "go", "make", "psql", "mysql", "vercel", "heroku", "ansible")
)  # fmt: skip
_SCRIPTS = ("command", "cmd", "script", "shell_command", "bash_command", "commands")
_ONLY_OF_SHELLS = ("args", "arguments", "argv", "c", "input", "text")
_CODE = frozenset(("code", "python", "script_text", "source"))
_WRAPPERS = frozenset(
    ("sudo", "env", "npx", "uvx", "time", "nohup", "timeout", "command", "exec", "xargs", "doas")
)
_OPAQUE = frozenset(
    ("python", "python2", "python3", "node", "deno", "bun", "ruby", "perl", "php", "java", "bash", "sh", "zsh", "make",
     "just", "rake", "rails", "ansible", "ansible-playbook", "ssh", "curl", "wget", "http", "https", "aws", "gcloud",
     "az", "eval", "source", ".", "expect", "parallel", "at", "osascript", "cmake", "ninja", "gradle", "mvn", "uv",
     "poetry", "pipenv", "tox", "nox", "pre-commit", "act", "gitlab-runner", "jenkins", "fab", "invoke", "task")
)  # fmt: skip
"""Programs that run what somebody else has written, or send what may bring anything about."""
_RUNNING = frozenset(("run", "exec", "compose", "api", "start", "test", "run-script", "x"))
_GENERAL = frozenset(
    ("call", "invoke", "do", "action", "perform", "process", "handle", "manage", "agent", "tool", "api", "request",
     "browser", "computer", "code", "operate", "control", "client", "workflow", "job", "run", "function", "mcp", "use",
     "execute")
)  # fmt: skip
_BY_COMMANDS = frozenset(("create", "change", "save", "fix", "delete", "apply", "switch"))
"""Kinds that a command which writes or removes files may be of."""
_REMARKS = frozenset(map(stem_of, ("comment", "note", "tag", "label", "memo", "remark", "reply")))
_OF_REMARKS = frozenset(
    map(
        stem_of, ("add", "post", "create", "set", "update", "edit", "insert", "put", "write", "new")
    )
)
"""What is done to the remark and not to the thing that it is on."""
_BY_REMARKS = frozenset(
    ("comment", "send", "create", "save", "change", "label", "submit", "request")
)
"""Kinds that a remark on a thing may be of; it closes, books or renews nothing."""
_FILES: frozenset[EffectClass] = frozenset(("write", "destructive"))
_OPEN_EFFECTS: frozenset[EffectClass] = frozenset(("unknown", "exec", "delegate"))
_ALL_ABROAD = tuple(begin for kind in KINDS.values() for begin in kind.abroad if len(begin) > 3)
_SHORTEST_ABROAD = 3


@dataclass(slots=True)
class Doing:
    """What a call did.

    Attributes:
        call: The call.
        status: How it ended; `error` too where its own result says so.
        words: Stems of the words that tell what it did.
        classes: Effect classes, by its command or statement where it has one.
        is_command: Whether it ran a shell command.
        is_opaque: Whether it ran something that may do what its command does not say.
        is_draft: Whether it only prepared something.
        script: Its shell command.
    """

    call: Call
    status: str
    words: frozenset[str]
    classes: frozenset[EffectClass]
    is_command: bool = False
    is_opaque: bool = False
    is_draft: bool = False
    script: str | None = None

    @property
    def is_done(self) -> bool:
        """Whether it went well, as far as anything says."""
        return self.status in _PERFORMED

    @property
    def has_changed(self) -> bool:
        """Whether it changed something, and went well."""
        return self.is_done and not self.classes <= {"read", "unknown"}

    def may_be(self, kind: Kind, verb: str) -> bool:
        """Whether it may have done a deed of a kind."""
        if self.classes <= {"read"}:
            return False
        words = self.words
        if kind.name not in _BY_REMARKS and words & _REMARKS and not self.is_command:
            words = words - _OF_REMARKS
        if words & kind.tools or _begins(words, kind.abroad):
            return True
        if self.is_command:
            return kind.name in _BY_COMMANDS and bool(self.classes & kind.effects & _FILES)
        if "unknown" in self.classes and self.is_done:
            return bool(self.words & _stems_of(verb))
        if kind.name not in _BY_REMARKS and self.words & _REMARKS:
            return False
        return bool(self.classes & kind.effects)

    def is_strictly(self, verb: str) -> bool:
        """Whether the word that is claimed is among those that tell what it did."""
        return bool(self.words & _stems_of(verb))

    @property
    def may_have_been_meant(self) -> bool:
        """Whether it failed, and might have done anything had it gone well."""
        if self.status not in ("error", "denied") or not self.classes & _OPEN_EFFECTS:
            return False
        if self.is_command:
            return self.is_opaque
        return "exec" in self.classes or bool(_GENERAL & set(field_words(self.call.tool)))

    def may_be_anything(self, said: str) -> bool:
        """Whether it may have done what neither its name nor its command says.

        A tool that is named after a thing, and gave more than an acknowledgement, looked it up.

        Args:
            said: The sentence that claims a deed.
        """
        if not self.is_done or not self.classes & _OPEN_EFFECTS:
            return False
        if self.is_command:
            return self.is_opaque
        words = field_words(self.call.tool)
        if "unknown" not in self.classes or self.status == "unknown" or _GENERAL & set(words):
            return True
        stems = {stem_of(word) for word in words}
        if stems & VERBS or _begins(stems, _ALL_ABROAD) or lists_what_there_is(self.call.content):
            return False
        names = {stem_of(word) for word in _WORD.findall(said.lower())}
        return bool(stems & names) or is_acknowledgement(self.call.content)


def doing_of(call: Call) -> Doing:
    """What a call did, worked out once."""
    if call.doing is None:
        call.doing = _made(call)
    return call.doing


def _made(call: Call) -> Doing:
    named = effect_classes(call.tool)
    script = script_of(call.tool, call.arguments)
    words = set(field_words(call.tool))
    is_draft = bool({"draft", "preview", "simulate", "dry", "quote", "estimate"} & words)
    doing = Doing(call, call.status, frozenset(), named, is_draft=is_draft)
    if script is not None:
        _run(doing, script)
    elif is_draft:
        doing.words = frozenset(("draft",))
        doing.classes = frozenset(("read",))
    else:
        _asked(doing, words)
    if doing.is_done and not doing.classes <= {"read"} and tells_failure(call.content, call.tool):
        doing.status = "error"
    return doing


def _run(doing: Doing, script: str) -> None:
    """Fill in what a shell command did."""
    doing.is_command, doing.script = True, script
    commands = commands_in(script)
    doing.classes = deeds_of_shell(script).classes
    doing.is_opaque = commands is None or not commands or any(map(_is_opaque, commands))
    if commands is None or doing.is_opaque:
        texts: Iterable[str] = (script[:_LONGEST],)
    else:
        texts = (word for words in commands for word in words if " " not in word)
    doing.words = frozenset(
        stem_of(each) for text in texts for each in (*_WORD.findall(text.lower()), text.lower())
    )


def _is_opaque(words: tuple[str, ...]) -> bool:
    """Whether a command runs what its words do not tell."""
    rest = [word for word in words if "=" not in word and not word.startswith("-")]
    while rest and rest[0] in _WRAPPERS:
        rest = rest[1:]
    if not rest:
        return False
    name = rest[0].rpartition("/")[2]
    is_script = rest[0].startswith("./") or name.endswith(
        (".sh", ".py", ".js", ".rb", ".pl", ".ts")
    )
    runs = len(rest) > 1 and rest[1] in _RUNNING
    is_known = name in _PROGRAMS or not deeds_of_shell(name).classes & {"unknown"}
    tells = any(stem_of(word.lower()) in VERBS for word in rest[1:3]) or stem_of(name) in VERBS
    return is_script or name in _OPAQUE or runs or not (is_known or tells)


def _asked(doing: Doing, words: set[str]) -> None:
    """Fill in what a call of a named tool did."""
    call = doing.call
    deeds = deeds_of(call.tool, call.arguments)
    if deeds is not None and "unknown" not in deeds.classes:
        doing.classes = deeds.classes
        text = (_json.as_text(call.arguments) or "")[:_LONGEST].lower()
        words |= set() if doing.classes <= {"read"} else set(_WORD.findall(text))
    elif (
        doing.classes <= {"read"}
        or asks_only(call.arguments)
        or names_what_there_is(field_words(call.tool), call.content)
    ):
        doing.classes, words = frozenset(("read",)), set()
    elif "exec" in doing.classes:
        doing.is_opaque = True
        words |= set(_WORD.findall((_json.as_text(call.arguments) or "")[:_LONGEST].lower()))
    elif call.arguments is not None:
        words |= _action_words(call.arguments)
    doing.words = frozenset(map(stem_of, words))


def script_of(tool: str, arguments: Any) -> str | None:
    """The shell command that a call ran; `None` of a call that ran none.

    Example:
        >>> script_of("sh", {"c": "ls"}), script_of("kubectl", {"args": "get pods"}), script_of("run_sql", {"sql": "x"})
        ('ls', 'kubectl get pods', None)
    """
    names = field_words(tool)
    program = tool if tool in _PROGRAMS else None
    if program is None and not _SHELLS & set(names):
        return None
    if isinstance(arguments, str):
        return f"{program} {arguments}" if program else arguments
    if not isinstance(arguments, dict) or _CODE & set(arguments):
        return None
    if "python" in names or "sql" in names:
        return None
    fields = (*_SCRIPTS, *_ONLY_OF_SHELLS) if program or tool.lower() in _SHELLS else _SCRIPTS
    for field in fields:
        text = _as_script(arguments.get(field))
        if text is not None:
            return f"{program} {text}" if program and not text.startswith(program) else text
    return None


def _as_script(value: Any) -> str | None:
    if isinstance(value, list) and value and all(isinstance(each, str) for each in value):
        return " ".join(each if " " not in each else f'"{each}"' for each in value)
    return value if isinstance(value, str) and value.strip() else None


def _begins(words: Iterable[str], beginnings: tuple[str, ...]) -> bool:
    """Whether a word begins as one of another language."""
    return bool(beginnings) and any(
        len(word) > _SHORTEST_ABROAD and word.startswith(beginnings) for word in words
    )


def _stems_of(verb: str) -> set[str]:
    """Stems of a verb that is claimed: `rolled out` is done by `rollout`."""
    words = verb.lower().split()
    return {stem_of(words[0]), stem_of("".join((words[0].removesuffix("ed"), *words[1:])))}


def _action_words(arguments: Any) -> set[str]:
    """Words of short arguments that may say what a general tool does: `{"action": "delete"}`."""
    if not isinstance(arguments, dict):
        return set()
    named = [
        arguments.get(key)
        for key in ("action", "operation", "method", "command", "type", "op", "event")
    ]
    found = {
        word for each in named if isinstance(each, str) for word in _WORD.findall(each.lower()[:80])
    }
    for pointer, value in leaves_of(arguments):
        if value is True:
            found |= set(field_words(pointer.rsplit("/", 1)[-1]))
    return found

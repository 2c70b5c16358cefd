"""What one command does: by its program, its options, and the command that it wraps."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from tracegrade.signals.commands._deeds import NOTHING_KNOWN, READS, Deeds, all_of_these
from tracegrade.signals.commands._http import deeds_of_request
from tracegrade.signals.commands._sql import deeds_of_sql
from tracegrade.signals.commands._tables import BY_NAME, BY_SUBCOMMAND, WRITES_OPERANDS
from tracegrade.signals.commands._words import Word

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tracegrade.signals.effects import EffectClass

__all__ = ["deeds_of_program"]

Inner = Callable[[str], Deeds]
"""What a script inside a command does."""

_SHELLS = frozenset(("bash", "sh", "zsh", "dash", "ksh", "ash", "fish"))
_WRAPPERS = {
    "sudo": ("-u", "-g", "-h", "-p", "-C", "-r", "-t", "-U"), "doas": ("-u", "-C"), "env": ("-u", "-C", "-S"),
    "nohup": (), "timeout": ("-s", "-k", "--signal", "--kill-after"), "nice": ("-n",), "ionice": ("-c", "-n", "-p"),
    "time": ("-f", "-o"), "stdbuf": ("-i", "-o", "-e"), "setsid": (), "command": (), "exec": ("-a",), "builtin": (),
    "xargs": ("-I", "-n", "-P", "-L", "-d", "-a", "-E", "-s"), "watch": ("-n",), "strace": ("-o", "-e", "-p"),
    "chroot": (), "unbuffer": (), "busybox": (), "caffeinate": (), "script": (),
}  # fmt: skip
"""Programs that run the command after them, with their options that take a value."""

_OPERANDS_OF_WRAPPERS = {"timeout": 1, "chroot": 1}
_ASSIGNMENT = re.compile(r"^\w+=")
_VERSION = re.compile(r"(?<=[a-z])[\d.]+$|(?<=mkfs)\..*$")
_DATABASES = {
    "psql": ("-c", "--command"),
    "mysql": ("-e", "--execute"),
    "mariadb": ("-e", "--execute"),
}
_SENDING = (
    "-d",
    "-F",
    "-T",
    "--data",
    "--form",
    "--upload-file",
    "--json",
    "--post-data",
    "--post-file",
)
_HARMLESS = ("--help", "--version", "-h", "-V")


def deeds_of_program(words: list[Word], inner: Inner) -> Deeds:
    """What a command does; `unknown` for a program that nothing is known of.

    Args:
        words: The words of the command, its name first.
        inner: What a script does, for commands that hold one.
    """
    extra: set[EffectClass] = set()
    while words and words[0].name in _WRAPPERS and words[0].is_fixed:
        if words[0].name in ("sudo", "doas"):
            extra.add("privilege")
        rest = _wrapped(words)
        if not rest:
            break
        words = rest
    if not words:
        return all_of_these(())
    deeds = _unwrapped(words, inner)
    return _also(deeds, *extra)


def _also(deeds: Deeds, *more: EffectClass) -> Deeds:
    """The deeds with more classes."""
    return (
        replace(deeds, classes=frozenset((deeds.classes - {"read"}).union(more))) if more else deeds
    )


def _wrapped(words: list[Word]) -> list[Word]:
    """The command that a wrapper runs."""
    name = words[0].name
    with_value = _WRAPPERS[name]
    left = _OPERANDS_OF_WRAPPERS.get(name, 0)
    at = 1
    while at < len(words):
        text = words[at].text
        if text in with_value:
            at += 2
        elif text.startswith("-") or (_ASSIGNMENT.match(text) and name in ("env", "sudo")):
            at += 1
        elif left:
            left -= 1
            at += 1
        else:
            break
    return words[at:]


def _unwrapped(words: list[Word], inner: Inner) -> Deeds:
    program, arguments = words[0], words[1:]
    name = program.name
    if not program.is_fixed:
        return NOTHING_KNOWN
    if name in _NESTING:
        return _NESTING[name](arguments, inner)
    if name in _SPECIAL:
        return _SPECIAL[name](arguments)
    return _by_name(program, [word.text for word in arguments])


def _by_name(program: Word, texts: list[str]) -> Deeds:
    name = program.name
    classes = BY_NAME.get(name) or BY_NAME.get(_VERSION.sub("", name))
    if classes is None:
        is_path = "/" in program.text or program.text.endswith((".sh", ".py"))
        return Deeds(frozenset(("exec",))) if is_path else NOTHING_KNOWN
    if "exec" in classes and texts and all(text in _HARMLESS for text in texts):
        return READS
    written = _operands(texts) if name in WRITES_OPERANDS else []
    if name in ("cp", "install"):
        written = _operands(texts)[-1:]
    return Deeds(classes, tuple(written), removed=_removed(classes, written))


def _removed(classes: frozenset[EffectClass], written: Iterable[str]) -> tuple[str, ...]:
    return tuple(written) if "destructive" in classes else ()


def _operands(texts: list[str]) -> list[str]:
    return [text for text in texts if text and not text.startswith("-")]


def _by_subcommand(name: str, arguments: list[Word]) -> Deeds:
    operands = _operands([word.text for word in arguments])
    if not operands:
        return READS if arguments else NOTHING_KNOWN
    if name in ("docker", "podman") and len(operands) > 1 and operands[1] in ("prune", "rm"):
        return Deeds(frozenset(("destructive",)))
    classes = BY_SUBCOMMAND[name].get(operands[0]) or BY_NAME.get(name)
    return Deeds(classes) if classes else NOTHING_KNOWN


_GIT_WITH_VALUE = ("-C", "-c", "--git-dir", "--work-tree", "--namespace")


def _git(arguments: list[Word]) -> Deeds:
    texts = [word.text for word in arguments]
    at = 0
    while at < len(texts) and texts[at].startswith("-"):
        at += 2 if texts[at] in _GIT_WITH_VALUE else 1
    if at >= len(texts):
        return READS
    command, rest = texts[at], texts[at + 1 :]
    flags = {text.split("=")[0] for text in rest if text.startswith("-")}
    known: frozenset[EffectClass] = frozenset(("unknown",))
    classes: set[EffectClass] = {*BY_SUBCOMMAND["git"].get(command, known)}
    if command in ("branch", "stash", "remote", "tag", "config", "worktree") and _only_lists(rest):
        classes = {"read"}
    if _git_destroys(command, rest, flags):
        classes.add("destructive")
        classes.discard("write")
    return Deeds(frozenset(classes))


def _only_lists(rest: list[str]) -> bool:
    listing = (
        "list",
        "show",
        "-v",
        "-vv",
        "-a",
        "-r",
        "--list",
        "-l",
        "--get",
        "get-url",
        "--all",
        "--show-current",
    )
    return not rest or rest[0] in listing


def _git_destroys(command: str, rest: list[str], flags: set[str]) -> bool:
    if command == "push":
        forced = flags & {
            "-f",
            "--force",
            "--delete",
            "-d",
            "--mirror",
            "--prune",
            "--force-with-lease",
        }
        return bool(forced) or any(text.startswith(("+", ":")) for text in rest)
    if command == "reset":
        return "--hard" in flags
    if command in ("branch", "tag"):
        return bool(flags & {"-D", "-d", "--delete"})
    return command in ("stash", "worktree", "remote") and rest[:1] in (
        ["drop"],
        ["clear"],
        ["remove"],
        ["rm"],
    )


def _github(arguments: list[Word]) -> Deeds:
    operands = _operands([word.text for word in arguments])
    verb = operands[1] if len(operands) > 1 else operands[0] if operands else ""
    if verb in ("view", "list", "status", "diff", "checks", "search", "browse"):
        return READS
    if verb == "delete":
        return Deeds(frozenset(("egress", "destructive")))
    return Deeds(frozenset(("egress",))) if verb else READS


def _shell(arguments: list[Word], inner: Inner) -> Deeds:
    """A shell: the script after `-c`, or a file of which nothing is known."""
    for at, word in enumerate(arguments):
        if re.fullmatch(r"-[a-z]*c", word.text):
            script = arguments[at + 1] if at + 1 < len(arguments) else None
            return NOTHING_KNOWN if script is None or not script.is_fixed else inner(script.text)
    operands = [word for word in arguments if not word.text.startswith("-")]
    return Deeds(frozenset(("exec",))) if operands or not arguments else NOTHING_KNOWN


def _evaluated(arguments: list[Word], inner: Inner) -> Deeds:
    if not all(word.is_fixed for word in arguments):
        return NOTHING_KNOWN
    return inner(" ".join(word.text for word in arguments))


def _switched_user(arguments: list[Word], inner: Inner) -> Deeds:
    texts = [word.text for word in arguments]
    for option in ("-c", "--command"):
        if option in texts[:-1]:
            found = inner(texts[texts.index(option) + 1])
            return _also(found, "privilege")
    return Deeds(frozenset(("privilege",)))


def _find(arguments: list[Word], inner: Inner) -> Deeds:
    parts: list[Deeds] = []
    texts = [word.text for word in arguments]
    roots = tuple(
        texts[
            : next(
                (at for at, text in enumerate(texts) if text.startswith(("-", "(", "!"))),
                len(texts),
            )
        ]
    )
    for at, text in enumerate(texts):
        if text == "-delete":
            parts.append(Deeds(frozenset(("destructive",)), roots, removed=roots))
        elif text in ("-exec", "-execdir", "-ok", "-okdir"):
            end = next(
                (to for to in range(at + 1, len(texts)) if texts[to] in (";", "+")), len(texts)
            )
            parts.append(deeds_of_program(arguments[at + 1 : end], inner))
        elif text in ("-fprint", "-fprintf", "-fls"):
            parts.append(Deeds(frozenset(("write",)), tuple(texts[at + 1 : at + 2])))
    return all_of_these(parts)


def _curl(arguments: list[Word]) -> Deeds:
    texts = [word.text for word in arguments]
    urls = tuple(text for text in texts if "://" in text and not text.startswith("-"))
    method = "GET"
    for at, text in enumerate(texts):
        if text in ("-X", "--request", "--method") and at + 1 < len(texts):
            method = texts[at + 1]
        elif text.startswith(("-X", "--request=", "--method=")):
            method = text.partition("=")[2] or text[2:]
        elif (
            text.split("=")[0] in _SENDING
            or text.startswith("--data")
            or re.match(r"-[dFT].", text)
        ):
            method = "POST" if method == "GET" else method
    if "-G" in texts or "--get" in texts:
        method = "POST"  # the data goes into the query
    parts = [deeds_of_request(method, url) for url in urls] or [deeds_of_request(method, "")]
    outputs = [
        texts[at + 1] for at, text in enumerate(texts[:-1]) if text in ("-o", "--output", "-O")
    ]
    written = [path for path in outputs if path not in ("-", "/dev/null") and "://" not in path]
    if (
        written
        or "--remote-name" in texts
        or any(re.fullmatch(r"-[a-zA-Z]*O", text) for text in texts)
    ):
        parts.append(Deeds(frozenset(("write",)), tuple(written)))
    found = all_of_these(parts)
    return replace(found, urls=urls)


def _wget(arguments: list[Word]) -> Deeds:
    texts = [word.text for word in arguments]
    found = _curl([word for word in arguments if word.text != "-O"])
    to_nowhere = (
        "-qO-" in texts or "-O-" in texts or "--spider" in texts or "--output-document=-" in texts
    )
    if "-O" in texts[:-1]:
        target = texts[texts.index("-O") + 1]
        to_nowhere = target in ("-", "/dev/null")
        if not to_nowhere:
            return replace(_also(found, "write"), written=(target,))
    return found if to_nowhere else _also(found, "write")


def _in_place(arguments: list[Word]) -> Deeds:
    """`sed`, `perl -i` and the like: files are changed only where an option says so."""
    texts = [word.text for word in arguments]
    if any(re.match(r"-[a-zA-Z]*i", text) or text.startswith("--in-place") for text in texts):
        return Deeds(frozenset(("write",)), tuple(_operands(texts)[1:]))
    return READS


def _awk(arguments: list[Word]) -> Deeds:
    program = " ".join(word.text for word in arguments)
    if "system(" in program or re.search(r"\|\s*getline|\|\s*\"", program):
        return Deeds(frozenset(("exec",)))
    return (
        Deeds(frozenset(("write",))) if re.search(r"(?:print|printf)\b[^;}]*>", program) else READS
    )


def _with_output(arguments: list[Word]) -> Deeds:
    texts = [word.text for word in arguments]
    for option in ("-o", "--output"):
        if option in texts[:-1]:
            return Deeds(frozenset(("write",)), (texts[texts.index(option) + 1],))
    return READS


def _disk_dump(arguments: list[Word]) -> Deeds:
    target = next((word.text[3:] for word in arguments if word.text.startswith("of=")), None)
    if target is None:
        return READS
    classes: tuple[EffectClass, ...] = (
        ("destructive",) if target.startswith("/dev/") else ("write",)
    )
    return Deeds(frozenset(classes), (target,))


def _tar(arguments: list[Word]) -> Deeds:
    first = arguments[0].text.lstrip("-") if arguments else ""
    lists = "t" in first.split("=")[0] and not {"x", "c"} & set(first)
    return READS if lists else Deeds(frozenset(("write",)))


def _remote_sync(arguments: list[Word]) -> Deeds:
    operands = _operands([word.text for word in arguments])
    classes: set[EffectClass] = {"egress"} if operands and ":" in operands[-1] else {"write"}
    if any(word.text.startswith("--del") for word in arguments):
        classes.add("destructive")
    return Deeds(frozenset(classes), () if "egress" in classes else tuple(operands[-1:]))


def _link(arguments: list[Word]) -> Deeds:
    texts = [word.text for word in arguments]
    operands = _operands(texts)
    is_symbolic = any(re.match(r"-[a-zA-Z]*s|--symbolic", text) for text in texts)
    if not operands:
        return NOTHING_KNOWN
    link = operands[-1] if len(operands) > 1 else operands[0].rpartition("/")[2]
    links = ((link, operands[0]),) if is_symbolic else ()
    return Deeds(frozenset(("write",)), (link,), links=links)


def _cloud(arguments: list[Word]) -> Deeds:
    operands = _operands([word.text for word in arguments])
    verb = next((text for text in operands[1:] if not text.startswith(("s3:", "gs:"))), "")
    if re.match(r"(?:describe|list|get|ls|head)", verb):
        return READS
    if re.match(r"(?:delete|rm|rb|terminate|remove)", verb):
        return Deeds(frozenset(("egress", "destructive")))
    return Deeds(frozenset(("egress",))) if verb else NOTHING_KNOWN


def _crontab(arguments: list[Word]) -> Deeds:
    texts = [word.text for word in arguments]
    if "-l" in texts:
        return READS
    return Deeds(frozenset(("destructive",) if "-r" in texts else ("exec",)))


def _date(arguments: list[Word]) -> Deeds:
    sets = any(word.text.startswith(("-s", "--set")) for word in arguments)
    return Deeds(frozenset(("privilege",))) if sets else READS


def _file_database(arguments: list[Word]) -> Deeds:
    operands = [word for word in arguments if not word.text.startswith("-")]
    if len(operands) < 2 or not operands[1].is_fixed:
        return NOTHING_KNOWN
    text = operands[1].text
    return (
        READS
        if text.startswith((".tables", ".schema", ".dump", ".headers"))
        else deeds_of_sql(text)
    )


def _database(name: str, arguments: list[Word]) -> Deeds:
    options = _DATABASES[name]
    for at, word in enumerate(arguments):
        if word.text in options and at + 1 < len(arguments) and arguments[at + 1].is_fixed:
            text = arguments[at + 1].text
            return READS if text.startswith(("\\d", "\\l")) else deeds_of_sql(text)
        for option in options:
            if option.startswith("--") and word.text.startswith(option + "="):
                return deeds_of_sql(word.text.partition("=")[2])
    return NOTHING_KNOWN


_NESTING: dict[str, Callable[[list[Word], Inner], Deeds]] = {
    "eval": _evaluated, "su": _switched_user, "find": _find, "fd": _find,
    **dict.fromkeys(_SHELLS, _shell),
}  # fmt: skip
_SPECIAL: dict[str, Callable[[list[Word]], Deeds]] = {
    "curl": _curl, "wget": _wget, "sed": _in_place, "yq": _in_place, "awk": _awk, "gawk": _awk, "mawk": _awk,
    "sort": _with_output, "dd": _disk_dump, "tar": _tar, "rsync": _remote_sync, "aws": _cloud, "gcloud": _cloud,
    "az": _cloud, "crontab": _crontab, "date": _date, "sqlite3": _file_database, "ln": _link,
    "git": _git, "gh": _github,
    **{name: partial(_database, name) for name in _DATABASES},
    **{name: partial(_by_subcommand, name) for name in BY_SUBCOMMAND if name not in ("git", "gh")},
}  # fmt: skip

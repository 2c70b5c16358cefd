"""What shell commands do, by tree-sitter's grammar of bash: the only user of it, imported on use."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Any

from tracegrade.signals.commands._deeds import NOTHING_KNOWN, Deeds, all_of_these
from tracegrade.signals.commands._programs import deeds_of_program
from tracegrade.signals.commands._words import Word, word_of

__all__ = ["commands_in", "deeds_of_shell"]

_LONGEST = 100_000  # characters of a script that is parsed
_MOST_NODES = 200_000
_DEEPEST = 5  # scripts inside scripts
_HARMLESS_TARGETS = ("/dev/null", "/dev/stdout", "/dev/stderr", "/dev/tty", "/dev/fd/")
_WRITING_OPERATORS = frozenset((">", ">>", ">|", "&>", "&>>", "<>"))


@lru_cache(maxsize=4096)
def deeds_of_shell(script: str) -> Deeds:
    """What every command of a script does, those inside others too.

    Example:
        >>> sorted(deeds_of_shell("ls -la 2>/dev/null | grep x").classes)
        ['read']
        >>> sorted(deeds_of_shell("sudo bash -c 'find . -name x -delete'").classes)
        ['destructive', 'privilege']
        >>> deeds_of_shell("cat a > /etc/b").written
        ('/etc/b',)
    """
    return _deeds(script, _DEEPEST)


@lru_cache(maxsize=4096)
def commands_in(script: str) -> tuple[tuple[str, ...], ...] | None:
    """The commands of a script in order, each as its words; `None` where it cannot be parsed.

    Example:
        >>> commands_in("cd app && npm uninstall 'left pad'")
        (('cd', 'app'), ('npm', 'uninstall', 'left pad'))
    """
    root = _parsed(script) if len(script) <= _LONGEST else None
    if root is None:
        return None
    commands = (_words(node) for node in _nodes(root) if node.type == "command")
    return tuple(tuple(word.text for word in words) for words in commands if words)


def _deeds(script: str, depth: int) -> Deeds:
    root = _parsed(script) if depth and len(script) <= _LONGEST else None
    if root is None:
        return NOTHING_KNOWN
    parts = [NOTHING_KNOWN] if root.has_error else []
    folder = ""
    for node in _nodes(root):
        if node.type == "command":
            words = _words(node)
            folder = _folder_after(words, folder)
            parts.append(
                _in_folder(deeds_of_program(words, lambda text: _deeds(text, depth - 1)), folder)
            )
            parts += [_deeds(text, depth - 1) for text in _here_document(node, words)]
        elif node.type == "file_redirect":
            parts.append(_in_folder(_redirect(node), folder))
    return all_of_these(parts)


def _parsed(script: str) -> Any:
    try:
        import tree_sitter  # pyright: ignore[reportMissingImports]  # no wheel everywhere
        import tree_sitter_bash  # pyright: ignore[reportMissingImports]  # the same
    except ImportError:
        return None
    language = tree_sitter.Language(tree_sitter_bash.language())
    return tree_sitter.Parser(language).parse(script.encode("utf-8", "replace")).root_node


def _nodes(root: Any) -> list[Any]:
    """Every node, in the order of the text."""
    found: list[Any] = []
    stack = [root]
    while stack and len(found) < _MOST_NODES:
        node = stack.pop()
        found.append(node)
        stack += reversed(node.children)
    return found


def _words(command: Any) -> list[Word]:
    """The words of a command, its name first, without assignments and redirections."""
    found: list[Word] = []
    for child in command.named_children:
        if child.type == "command_name":
            found.append(word_of(child.named_children[0] if child.named_children else child))
        elif child.type in (
            "file_redirect",
            "heredoc_redirect",
            "herestring_redirect",
            "variable_assignment",
        ):
            continue
        else:
            found.append(word_of(child))
    return found


def _redirect(node: Any) -> Deeds:
    operator = next((child.type for child in node.children if not child.is_named), "")
    if operator not in _WRITING_OPERATORS or not node.named_children:
        return all_of_these(())
    target = word_of(node.named_children[-1])
    if (
        target.text.startswith(_HARMLESS_TARGETS)
        or node.named_children[-1].type == "file_descriptor"
    ):
        return all_of_these(())
    return Deeds(frozenset(("write",)), written=(target.text,))


def _here_document(command: Any, words: list[Word]) -> list[str]:
    """The script that a shell reads from a document in the command."""
    if not words or words[0].name not in ("bash", "sh", "zsh") or len(words) > 1:
        return []
    around = command.parent
    return [
        node.text.decode("utf-8", "replace")
        for node in _nodes(
            around if around is not None and around.type == "redirected_statement" else command
        )
        if node.type == "heredoc_body"
    ]


def _folder_after(words: list[Word], folder: str) -> str:
    if words and words[0].text == "cd" and len(words) == 2 and words[1].is_fixed:
        into = words[1].text
        return into if into.startswith(("/", "~")) else f"{folder}/{into}" if folder else into
    return folder


def _in_folder(deeds: Deeds, folder: str) -> Deeds:
    if not folder:
        return deeds
    written = tuple(_joined(folder, path) for path in deeds.written)
    links = tuple((_joined(folder, link), target) for link, target in deeds.links)
    removed = tuple(
        path if path in deeds.tables else _joined(folder, path) for path in deeds.removed
    )
    return replace(deeds, written=written, links=links, removed=removed)


def _joined(folder: str, path: str) -> str:
    return path if path.startswith(("/", "~", "$")) else f"{folder}/{path}"

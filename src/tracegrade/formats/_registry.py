"""The readers that tracegrade has and those that other distributions add, by name."""

from __future__ import annotations

import difflib
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from tracegrade.errors import UsageError
from tracegrade.formats._plugins import plugin_readers

if TYPE_CHECKING:
    from tracegrade.formats._reader import Reader

__all__ = ["all_readers", "reader_named"]

_READERS = (
    "native",
    "otlp",
    "otel_spans",
    "jaeger",
    "langfuse",
    "langsmith",
    "mlflow",
    "weave",
    "braintrust",
    "provider_recording",
    "inspect",
    "atif",
    "harbor_traces",
    "agentdojo",
    "swe_agent",
    "mini_swe_agent",
    "openhands",
    "magentic",
    "autogen",
    "crewai",
    "tau_bench",
    "tau2",
    "openai_chat",
    "openai_responses",
    "openai_agents_spans",
    "openai_agents_state",
    "gemini",
    "langchain",
    "langgraph",
    "google_adk",
    "google_adk_evalset",
    "pydantic_ai",
    "vercel_ui",
    "vercel_stream",
    "vercel_model",
    "anthropic",
    "mcp",
    "kimi",
    "gemini_cli",
    "copilot_cli",
    "cursor",
    "opencode",
    "claude_code",
    "codex",
)
"""Modules of `tracegrade.formats.readers`; each holds its reader as `READER`."""


@cache
def all_readers() -> tuple[Reader, ...]:
    """Every reader, in the order in which they are listed to people; installed ones last.

    Raises:
        ConfigurationError: A reader that is installed does not work.
    """
    package = "tracegrade.formats.readers"
    own: list[Reader] = [import_module(f"{package}.{name}").READER for name in _READERS]
    return (*own, *plugin_readers(reader.name for reader in own))


def reader_named(name: str) -> Reader:
    """The reader of the format with this name.

    Raises:
        UsageError: There is no such format.
        ConfigurationError: A reader that is installed does not work.

    Example:
        >>> reader_named("otlp").title
        'OpenTelemetry spans as OTLP JSON, one document or one export request a line'
    """
    by_name = {reader.name: reader for reader in all_readers()}
    if name in by_name:
        return by_name[name]
    close = difflib.get_close_matches(name, by_name, n=1)
    hint = f"did you mean {close[0]!r}?" if close else f"known formats: {', '.join(by_name)}"
    raise UsageError(f"no format is called {name!r}", hint=hint)

"""Chunks of a stream of the Vercel AI SDK, put together to the message that they stream.

Source: `uiMessageChunkSchema` and `processUIMessageStream` of the AI SDK 5 to 7.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracegrade.formats._reader import MismatchError

if TYPE_CHECKING:
    from collections.abc import Callable

    from tracegrade.model import Completion, Detail

__all__ = ["StreamedMessage", "is_own"]

_KEPT = ("source-url", "source-document", "file", "reasoning-file", "custom", "steering-message")
_COMPLETIONS: dict[str, Completion] = {
    "stop": "complete", "length": "truncated", "content-filter": "interrupted",
    "error": "interrupted", "interrupted": "interrupted",
}  # fmt: skip
_OF_TOOLS = (
    "tool-input-start", "tool-input-delta", "tool-input-available", "tool-input-error",
    "tool-output-available", "tool-output-error", "tool-output-denied",
)  # fmt: skip


def is_own(chunk: Any) -> bool:
    """Whether no other stream has such a chunk: the SDK's others spell tools and steps otherwise."""
    kind = chunk.get("type") if isinstance(chunk, dict) else None
    if kind in ("start-step", "finish-step", "reset-step"):
        return len(chunk) == 1
    if kind in _OF_TOOLS:
        return isinstance(chunk.get("toolCallId"), str)
    if kind in ("tool-approval-request", "tool-approval-response"):
        return isinstance(chunk.get("approvalId"), str)
    return kind in ("text-delta", "reasoning-delta") and {"id", "delta"} <= chunk.keys()


class StreamedMessage:
    """The message of the model that a stream gives, as far as it came.

    Attributes:
        parts: Its parts, as a UI message holds them.
        tools: The part of each call, by the id of the call.
        message_id: Its id, if the stream names one.
        metadata: What the program said of it.
        errors: What went wrong.
        discarded: Parts of steps that were begun anew.
        ended: How the stream ended, if it did.
    """

    def __init__(self) -> None:
        self.parts: list[Detail] = []
        self.tools: dict[str, Detail] = {}
        self.message_id: str | None = None
        self.metadata: Detail = {}
        self.errors: list[str] = []
        self.discarded: list[Detail] = []
        self.ended: Completion | None = None
        self._is_over = False
        self._texts: dict[tuple[str, str], list[str]] = {}
        self._open_texts: list[tuple[Detail, list[str]]] = []
        self._inputs: dict[str, list[str]] = {}
        self._add: dict[str, Callable[[Detail], None]] = {
            "start": self._start, "finish": self._finish, "abort": self._abort,
            "start-step": self._start_step, "finish-step": _nothing, "reset-step": self._reset,
            "text-start": self._begin_words, "text-delta": self._words, "text-end": _nothing,
            "reasoning-start": self._begin_words, "reasoning-delta": self._words,
            "reasoning-end": _nothing, "error": self._error, "message-metadata": self._tell,
            "tool-input-start": self._input, "tool-input-delta": self._input_delta,
            "tool-input-available": self._input, "tool-input-error": self._input,
            "tool-approval-request": self._ask, "tool-approval-response": self._decide,
            "tool-output-available": self._output, "tool-output-error": self._output,
            "tool-output-denied": self._output,
        }  # fmt: skip

    def add(self, chunk: Detail) -> None:
        """Add a chunk.

        Raises:
            MismatchError: It is none of such a stream.
        """
        kind = chunk.get("type")
        kind = kind if type(kind) is str else ""
        if kind in self._add:
            self._add[kind](chunk)
        elif kind in _KEPT or kind.startswith("data-"):
            self.parts.append(chunk)
        else:
            raise MismatchError("unknown-chunk", f"no chunk of a UI stream: {kind[:40]!r}", "/type")

    def close(self) -> None:
        """Put the fragments together; what never came to its end stays as far as it came."""
        for part, pieces in self._open_texts:
            part["text"] = "".join(pieces)
        for call_id, pieces in self._inputs.items():
            part = self.tools[call_id]
            if part["state"] == "input-streaming":
                part["input"] = "".join(pieces)
        if not self._is_over and self.ended is None:
            self.ended = "truncated"

    # the message

    def _start(self, chunk: Detail) -> None:
        named = chunk.get("messageId")
        if type(named) is str and named:
            self.message_id = named
        self._is_over, self.ended = False, None
        self._tell(chunk)

    def _finish(self, chunk: Detail) -> None:
        reason = chunk.get("finishReason")
        self._is_over = True
        self.ended = _COMPLETIONS.get(reason) if type(reason) is str else None
        self._tell(chunk)

    def _abort(self, chunk: Detail) -> None:
        self._is_over, self.ended = True, "interrupted"

    def _error(self, chunk: Detail) -> None:
        said = chunk.get("errorText")
        self.errors.append(said if type(said) is str else "failed")
        self.ended = "interrupted"

    def _tell(self, chunk: Detail) -> None:
        about = chunk.get("messageMetadata")
        if type(about) is dict:
            self.metadata |= about

    # words

    def _start_step(self, chunk: Detail) -> None:
        self.parts.append({"type": "step-start"})

    def _reset(self, chunk: Detail) -> None:
        """The step is begun anew: what it said and asked for counts no longer."""
        begun = [at for at, part in enumerate(self.parts) if part["type"] == "step-start"]
        after = begun[-1] + 1 if begun else 0
        self.discarded += self.parts[after:]
        for part in self.parts[after:]:
            self.tools.pop(str(part.get("toolCallId")), None)
            self._inputs.pop(str(part.get("toolCallId")), None)
        del self.parts[after:]

    def _begin_words(self, chunk: Detail) -> None:
        kind = str(chunk["type"]).partition("-")[0]
        part: Detail = {"type": kind, "text": ""}
        pieces: list[str] = []
        self.parts.append(part)
        self._open_texts.append((part, pieces))
        self._texts[kind, str(chunk.get("id"))] = pieces

    def _words(self, chunk: Detail) -> None:
        kind = str(chunk["type"]).partition("-")[0]
        if (kind, str(chunk.get("id"))) not in self._texts:
            self._begin_words(chunk)
        if type(chunk.get("delta")) is str:
            self._texts[kind, str(chunk.get("id"))].append(chunk["delta"])

    # tools

    def _input(self, chunk: Detail) -> None:
        call_id = _id_of(chunk)
        part = self.tools.get(call_id)
        if part is None:
            part = self.tools[call_id] = {"type": "dynamic-tool", "toolCallId": call_id}
            self.parts.append(part)
        part["toolName"] = chunk.get("toolName")
        part["state"] = "input-streaming"
        if "input" in chunk:
            part |= {"input": chunk["input"], "state": "input-available"}
        if chunk["type"] == "tool-input-error":
            part |= {"state": "output-error", "errorText": chunk.get("errorText")}

    def _input_delta(self, chunk: Detail) -> None:
        call_id, piece = _id_of(chunk), chunk.get("inputTextDelta")
        if call_id in self.tools and type(piece) is str:
            self._inputs.setdefault(call_id, []).append(piece)

    def _ask(self, chunk: Detail) -> None:
        part = self._tool(chunk)
        part["approval"] = {"id": chunk.get("approvalId")}
        if part["state"] in ("input-streaming", "input-available"):
            part["state"] = "approval-requested"

    def _decide(self, chunk: Detail) -> None:
        for part in self.tools.values():
            approval = part.get("approval")
            if approval is not None and approval["id"] == chunk.get("approvalId"):
                approval |= {key: chunk[key] for key in ("approved", "reason") if key in chunk}
                part["state"] = "approval-responded"
                return
        self.parts.append(chunk)

    def _output(self, chunk: Detail) -> None:
        kind = chunk["type"]
        part = self._tool(chunk)
        part["state"] = str(kind).removeprefix("tool-")
        for key in ("output", "errorText"):
            if key in chunk:
                part[key] = chunk[key]
        approval = part.get("approval")
        if approval is not None and "approved" not in approval:  # the answer came by another way
            approval |= {"approved": kind != "tool-output-denied", "derived": True}

    def _tool(self, chunk: Detail) -> Detail:
        """The part of the call that a chunk is about; one without a name if it is not here."""
        call_id = _id_of(chunk)
        if call_id not in self.tools:
            part = self.tools[call_id] = {"type": "dynamic-tool", "toolCallId": call_id}
            self.parts.append(part)
            part["state"] = "input-available"
        return self.tools[call_id]


def _id_of(chunk: Detail) -> str:
    call_id = chunk.get("toolCallId")
    if type(call_id) is not str:
        raise MismatchError("wrong-type", "toolCallId is not text", "/toolCallId")
    return call_id


def _nothing(chunk: Detail) -> None:
    """Add nothing: the end of a text says nothing that its beginning does not."""

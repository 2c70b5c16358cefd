"""Building one generated trace: steps with ids, noise between them, and the tools they use."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

START = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
CAPABILITIES = [
    "timestamps", "tokens", "cost", "tool_results", "error_status", "approvals", "principals",
    "retrieval", "sub_agents", "reasoning",
]  # fmt: skip

TOOLS = """
[approval.tools]
refund = "money"
wire_money = "money"
delete_account = "destructive"
delete = "destructive"
delete_all = "destructive"
wipe_volume = "destructive"
send_email = "egress"
post_webhook = "egress"
deploy = "exec"
grant_role = "privilege"
update_order = "write"
cancel_order = "destructive"
write_file = "write"
"lookup_*" = "read"
web_fetch = "read"
task = "read"
"""
CLASSES = 'classes = ["money", "destructive", "egress", "exec", "privilege", "write"]\n'
REQUIRE = "\n[[approval.require]]\n" + CLASSES


def policy(rule: str = "", *, top: str = "", more: str = "") -> str:
    """A policy that asks for a grant for every effect, with more keys in its rule."""
    return f"[approval]\n{top}{TOOLS}{REQUIRE}{rule}\n{more}"


@dataclass
class Deed:
    """A call worth asking about: its tool, arguments, resource, and how people speak of it."""

    tool: str
    arguments: dict[str, Any]
    resource: str
    number: str
    words: str


def deed(rng: random.Random) -> Deed:
    """A deed of some kind, with arguments of its own."""
    number = rng.randrange(1000, 9999)
    amount = rng.choice([25, 80, 149.5, 250, 1200])
    name = rng.choice(["amy", "bob", "carol", "dave"])
    kinds = [
        Deed("refund", {"order_id": f"A-{number}", "amount": amount}, "/order_id", "/amount",
             f"refund {amount:g} dollars for order A-{number}"),
        Deed("wire_money", {"account": f"DE{number}5501", "amount": amount, "note": "rent"},
             "/account", "/amount", f"wire_money of {amount:g} to DE{number}5501 with note rent"),
        Deed("update_order", {"order_id": f"A-{number}", "set": {"quantity": number % 90 + 14}},
             "/order_id", "/set/quantity",
             f"update order A-{number} to a quantity of {number % 90 + 14}"),
        Deed("deploy", {"service": f"shop-{name}", "replicas": number % 40 + 13}, "/service",
             "/replicas", f"deploy shop-{name} with {number % 40 + 13} replicas"),
    ]  # fmt: skip
    return rng.choice(kinds)


@dataclass
class Story:
    """The steps of one trace, added one after the other."""

    rng: random.Random
    steps: list[dict[str, Any]] = field(default_factory=list)
    more: dict[str, Any] = field(default_factory=dict)

    def add(self, kind: str, **fields: Any) -> str:
        """Add a step and return its id."""
        name = f"s{len(self.steps)}"
        given = {key: value for key, value in fields.items() if value is not None}
        self.steps.append({"id": name, "kind": kind, **given})
        return name

    def noise(self) -> None:
        """Add some steps that mean nothing here: a read, a thought, a note."""
        for _ in range(self.rng.randrange(3)):
            kind = self.rng.randrange(3)
            if kind == 0:
                read = self.call("lookup_order", {"page": self.rng.randrange(9)})
                self.result(read, {"rows": self.rng.randrange(9)})
            elif kind == 1:
                self.add("note", text="checked the queue")
            else:
                self.say("Let me look at that.")

    def user(self, text: str, **more: Any) -> str:
        return self.add("user", text=text, principal="human:amy", **more)

    def say(self, text: str, **more: Any) -> str:
        return self.add("assistant", text=text, **more)

    def call(self, tool: str, arguments: Any, **more: Any) -> str:
        return self.add("tool_call", tool=tool, arguments=arguments, **more)

    def result(
        self, call: str, content: Any = None, *, status: str | None = "ok", **more: Any
    ) -> str:
        content = {"ok": True} if content is None else content
        return self.add("tool_result", call=call, status=status, content=content, **more)

    def ask(self, *calls: str, **more: Any) -> str:
        return self.add("approval_request", calls=list(calls) or None, **more)

    def decide(self, request: str | None, decision: str | None = "approve", **more: Any) -> str:
        more.setdefault("principal", "human:amy")
        return self.add("approval_decision", request=request, decision=decision, **more)

    def run(self, what: Deed, **decided: Any) -> str:
        """A call that is asked about, decided and run."""
        call = self.call(what.tool, what.arguments)
        request = self.ask(call)
        self.decide(request, **decided)
        self.result(call)
        return call

    def record(self, trace_id: str) -> dict[str, Any]:
        """The whole trace as a native record."""
        return {
            "schema": "tracegrade/trace@1",
            "trace_id": trace_id,
            "agent": "support",
            "completion": "complete",
            "capabilities": CAPABILITIES,
            "steps": self.steps,
            **self.more,
        }


def at(seconds: float) -> str:
    """A time so many seconds after the start."""
    return (START + timedelta(seconds=seconds)).isoformat().replace("+00:00", "Z")


def drifted(what: Deed, rng: random.Random) -> dict[str, Any]:
    """The arguments with one leaf changed."""
    import copy

    changed = copy.deepcopy(what.arguments)
    leaf = changed
    *parts, last = (what.number if rng.random() < 0.7 else what.resource).split("/")[1:]
    for part in parts:
        leaf = leaf[part]
    leaf[last] = leaf[last] * 10 + 1 if isinstance(leaf[last], int | float) else leaf[last] + "9"
    return changed

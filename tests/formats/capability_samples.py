"""For each format a record that shows what the scripted runs in fixtures/ do not come to.

The models of those runs do not think, search or cost anything, so each capability that a reader
declares and no fixture shows stands here, in the smallest record of that format that has it.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures" / "traces"

Row = dict[str, Any]

CHAT = {"gen_ai.operation.name": "chat", "gen_ai.request.model": "m"}
THOUGHT = {"type": "reasoning", "content": "It is small."}
ASKED = {"type": "tool_call", "id": "c1", "name": "ask_helper", "arguments": {}}
WAITS = {
    "type": "approval_request",
    "id": "p1",
    "call": "c1",
    "name": "ask_helper",
    "arguments": {},
}
SPANS: list[tuple[int, int | None, str, Row]] = [
    (1, None, "agent", {"gen_ai.operation.name": "invoke_agent", "gen_ai.agent.name": "desk"}),
    (2, 1, "chat", CHAT | {"gen_ai.usage.input_tokens": 9, "gen_ai.usage.output_tokens": 4,
     "operation.cost": 0.25,
     "gen_ai.output.messages": json.dumps([{"role": "assistant", "parts": [THOUGHT, ASKED, WAITS]}])}),
    (3, 1, "ask_helper", {"gen_ai.operation.name": "execute_tool", "gen_ai.tool.name": "ask_helper",
     "gen_ai.tool.call.id": "c1", "gen_ai.tool.call.arguments": "{}", "gen_ai.tool.call.result": "ok"}),
    (4, 3, "chat", CHAT | {
     "gen_ai.output.messages": json.dumps([{"role": "assistant", "parts": [{"type": "text", "content": "ok"}]}])}),
    (5, 1, "search", {"gen_ai.operation.name": "retrieval", "gen_ai.retrieval.query.text": "refunds",
     "gen_ai.retrieval.documents": json.dumps([{"id": "d1", "content": "within 30 days"}])}),
]  # fmt: skip
"""An agent that thinks, searches, costs something and asks a helper: number, parent, name, attributes."""

TRACE = "a" * 32
SECOND = 1_790_000_000


def identity(number: int) -> str:
    return f"{number:016x}"


def otlp() -> Any:
    kinds = {str: "stringValue", int: "intValue", float: "doubleValue"}
    spans = [
        {
            "traceId": TRACE,
            "spanId": identity(number),
            "parentSpanId": identity(parent) if parent else "",
            "name": name,
            "startTimeUnixNano": f"{SECOND + number}000000000",
            "endTimeUnixNano": f"{SECOND + number + 1}000000000",
            "attributes": [
                {"key": key, "value": {kinds[type(value)]: value}} for key, value in said.items()
            ],
        }
        for number, parent, name, said in SPANS
    ]
    return {"resourceSpans": [{"scopeSpans": [{"spans": spans}]}]}


def otel_spans() -> Any:
    return [
        {
            "name": name,
            "context": {"trace_id": f"0x{TRACE}", "span_id": f"0x{identity(number)}"},
            "parent_id": f"0x{identity(parent)}" if parent else None,
            "start_time": f"2026-11-01T09:00:0{number}Z",
            "end_time": f"2026-11-01T09:00:0{number}.5Z",
            "attributes": said,
        }
        for number, parent, name, said in SPANS
    ]


def jaeger() -> Any:
    spans = [
        {
            "traceID": TRACE,
            "spanID": identity(number),
            "operationName": name,
            "references": [
                {"refType": "CHILD_OF", "traceID": TRACE, "spanID": identity(parent or 0)}
            ],
            "startTime": (SECOND + number) * 1_000_000,
            "duration": 500,
            "tags": [{"key": key, "value": value} for key, value in said.items()],
        }
        for number, parent, name, said in SPANS
    ]
    del spans[0]["references"]
    return {"data": [{"traceID": TRACE, "spans": spans, "processes": {}}]}


def langfuse() -> Any:
    observations = [
        {
            "id": identity(number),
            "parentObservationId": identity(parent) if parent else None,
            "type": "SPAN",
            "name": name,
            "startTime": f"2026-11-01T09:00:0{number}Z",
            "endTime": f"2026-11-01T09:00:0{number}.5Z",
            "metadata": json.dumps({"attributes": said}),
        }
        for number, parent, name, said in SPANS
    ]
    return {"trace": {"id": TRACE}, "observations": observations}


def mlflow() -> Any:
    spans = [
        {
            "span_id": identity(number),
            "parent_span_id": identity(parent) if parent else None,
            "name": name,
            "start_time_unix_nano": (SECOND + number) * 1_000_000_000,
            "end_time_unix_nano": (SECOND + number) * 1_000_000_000 + 500,
            "attributes": {key: json.dumps(value) for key, value in said.items()},
        }
        for number, parent, name, said in SPANS
    ]
    return {"info": {"trace_id": "tr-1"}, "data": {"spans": spans}}


def run(number: int, parent: int | None, kind: str, **more: Any) -> Row:
    """A run of LangSmith."""
    return {
        "id": identity(number),
        "trace_id": identity(1),
        "parent_run_id": identity(parent) if parent else None,
        "run_type": kind,
        "name": kind,
        "start_time": f"2026-11-01T09:00:0{number}",
        "end_time": f"2026-11-01T09:00:0{number}.5",
        "inputs": {},
        "outputs": {},
        **more,
    }


LANGSMITH = [
    run(1, None, "chain"),
    run(2, 1, "llm", prompt_tokens=9, completion_tokens=4, outputs={"generations": [[{"message": {
        "lc": 1, "type": "constructor", "id": ["langchain", "schema", "messages", "AIMessage"], "kwargs": {"content": "", "type": "ai", "tool_calls": [
            {"name": "tool", "args": {}, "id": "c1"}]}}}]]}),
    run(6, 1, "chain", name="HumanInTheLoopMiddleware.after_model", start_time="2026-11-01T09:00:02.6",
        error="GraphInterrupt((Interrupt(value={'action_requests': [{'name': 'tool', 'args': {},"
        " 'description': 'x'}], 'review_configs': [{'action_name': 'tool', 'allowed_decisions':"
        " ['approve', 'reject']}]}, id='i1'),))"),
    run(3, 1, "tool", inputs={"input": "{}"}, outputs={"output": "ok"}),
    run(4, 3, "llm", outputs={"role": "assistant", "content": [
        {"type": "thinking", "thinking": "Easy."}, {"type": "text", "text": "ok"}]}),
    run(5, 1, "retriever", inputs={"query": "refunds"},
        outputs={"documents": [{"page_content": "within 30 days", "metadata": {}}]}),
]  # fmt: skip


def weave_call(number: int, parent: int | None, kind: str, **more: Any) -> Row:
    return {
        "id": identity(number),
        "op_name": f"weave:///desk/op/{kind}:1",
        "trace_id": TRACE,
        "parent_id": identity(parent) if parent else None,
        "started_at": f"2026-11-01T09:00:0{number}Z",
        "attributes": {"weave": {"kind": kind}},
        "inputs": {},
        "output": None,
        **more,
    }


THOUGHTS = [{"type": "thinking", "thinking": "Easy."}, {"type": "text", "text": "ok"}]
SAID = {"choices": [{"message": {"role": "assistant", "content": THOUGHTS}}]}
WEAVE = [
    weave_call(1, None, "agent"),
    weave_call(3, 1, "tool", output="ok"),
    weave_call(4, 3, "llm", output=SAID),
    weave_call(5, 1, "retriever", inputs={"query": "refunds"}, output=["within 30 days"]),
]


def braintrust_row(number: int, parent: int | None, kind: str, **more: Any) -> Row:
    return {
        "id": f"row-{number}",
        "span_id": identity(number),
        "root_span_id": identity(1),
        "span_parents": [identity(parent)] if parent else None,
        "span_attributes": {"name": kind, "type": kind},
        "created": f"2026-11-01T09:00:0{number}Z",
        "metrics": {},
        **more,
    }


BRAINTRUST = [
    braintrust_row(1, None, "task"),
    braintrust_row(2, 1, "llm", output=[SAID["choices"][0]], metrics={"estimated_cost": 0.25}),
    braintrust_row(3, 1, "tool", output="ok"),
    braintrust_row(4, 3, "llm", output=[SAID["choices"][0]]),
]

ASK = {"role": "user", "content": "Where is order A-1?"}
CALL = {"id": "c1", "type": "function", "function": {"name": "get_order", "arguments": "{}"}}
CHAT_USAGE = {
    "messages": [ASK, {"role": "assistant", "content": None, "tool_calls": [CALL]},
                 {"role": "tool", "tool_call_id": "c1", "content": "shipped"},
                 {"role": "assistant", "content": "On its way.", "reasoning_content": "Easy.",
                       "usage": {"prompt_tokens": 9, "completion_tokens": 4}}]
}  # fmt: skip
RESPONSE = {
    "object": "response", "status": "completed", "model": "m",
    "usage": {"input_tokens": 9, "output_tokens": 4},
    "output": [
        {"type": "reasoning", "id": "rs_1", "summary": [{"type": "summary_text", "text": "Easy."}]},
        {"type": "mcp_approval_request", "id": "mcpr_1", "name": "get_order", "arguments": "{}",
         "server_label": "shop"},
        {"type": "mcp_call", "id": "mcp_1", "name": "get_order", "arguments": "{}",
         "server_label": "shop", "error": "no such order", "output": None},
    ],
}  # fmt: skip
CONTENTS = [
    {"role": "user", "parts": [{"text": "Where is order A-1?"}]},
    {"role": "model", "parts": [{"text": "Easy.", "thought": True}, {"text": "On its way."}]},
]
LANGCHAIN = [
    {"type": "human", "data": {"content": "Where is order A-1?"}},
    {"type": "ai", "data": {
        "content": [{"type": "thinking", "thinking": "Easy."}, {"type": "text", "text": "Here."}],
        "usage_metadata": {"input_tokens": 9, "output_tokens": 4, "total_tokens": 13}}},
]  # fmt: skip
PYDANTIC_AI = [
    {"kind": "request", "parts": [{"part_kind": "user-prompt", "content": "Where is order A-1?"}]},
    {"kind": "response", "usage": {"input_tokens": 9, "output_tokens": 4, "cost": 0.25},
     "parts": [{"part_kind": "thinking", "content": "Easy."},
               {"part_kind": "text", "content": "On its way."}]},
]  # fmt: skip
THINKING_PARTS = [{"type": "reasoning", "text": "Easy."}, {"type": "text", "text": "On its way."}]
VERCEL_UI = [
    {"id": "u", "role": "user", "parts": [{"type": "text", "text": "Where is order A-1?"}]},
    {
        "id": "a",
        "role": "assistant",
        "parts": [
            *THINKING_PARTS,
            {
                "type": "tool-get_order",
                "toolCallId": "c1",
                "state": "approval-requested",
                "input": {},
                "approval": {"id": "p1"},
            },
        ],
    },
]
VERCEL_MODEL = [
    {"role": "assistant", "content": [*THINKING_PARTS, {
        "type": "tool-call", "toolCallId": "c1", "toolName": "get_order", "input": {}},
        {"type": "tool-approval-request", "approvalId": "p1", "toolCallId": "c1"}]},
]  # fmt: skip
ANTHROPIC = {
    "system": "You are the desk.",
    "messages": [
        ASK,
        {"role": "assistant", "usage": {"input_tokens": 9, "output_tokens": 4},
         "content": [{"type": "thinking", "thinking": "Easy.", "signature": "x"},
                     {"type": "tool_use", "id": "c1", "name": "get_order", "input": {}}]},
    ],
}  # fmt: skip
CURSOR = [
    {"role": "user", "message": {"content": [{"type": "text", "text": "Where is order A-1?"}]}},
    {"role": "assistant", "message": {"content": [
        {"type": "thinking", "thinking": "Easy."},
        {"type": "tool_use", "id": "c1", "name": "get_order", "input": {}}]}},
    {"role": "user", "message": {"content": [
        {"type": "tool_result", "tool_use_id": "c1", "content": "none", "is_error": True}]}},
]  # fmt: skip

NATIVE = {
    "schema": "tracegrade/trace@1", "trace_id": "t",
    "capabilities": ["cost", "reasoning", "sub_agents"], "steps": [],
}  # fmt: skip
INSPECT = {
    "version": 2, "status": "success", "eval": {"task": "desk", "model": "m"},
    "samples": [{"id": 1, "epoch": 1, "input": "Where is order A-1?", "messages": [
        {"role": "user", "content": "Where is order A-1?"},
        {"role": "assistant", "content": [
            {"type": "reasoning", "reasoning": "Easy."}, {"type": "text", "text": "Here."}],
         "tool_calls": [{"id": "c1", "function": "ask", "arguments": {}}]},
    ], "events": [{"event": "model", "output": {"usage": {"total_cost": 0.25},
                   "choices": [{"message": {"content": "Here."}}]}}, {"event": "tool", "id": "c1", "events": [
        {"event": "model", "output": {"choices": [{"message": {"content": "Here."}}]}}]}]}],
}  # fmt: skip
ATIF = {
    "schema_version": "ATIF-v1.7", "session_id": "s", "agent": {"name": "desk", "version": "1"},
    "steps": [{"step_id": 1, "source": "agent", "message": "Here.", "reasoning_content": "Easy.",
               "metrics": {"prompt_tokens": 9, "completion_tokens": 4, "cost_usd": 0.25}}],
}  # fmt: skip
AUTOGEN = {
    "messages": [
        {"source": "user", "type": "TextMessage", "content": "Where is order A-1?"},
        {"source": "desk", "type": "ToolCallRequestEvent",
         "content": [{"id": "c1", "name": "helper", "arguments": '{"task": "Find A-1."}'}]},
        {"source": "user", "type": "TextMessage", "content": "Find A-1."},
        {"source": "helper", "type": "TextMessage", "content": "Here."},
    ],
    "stop_reason": None,
}  # fmt: skip
RECORDED = [
    {"request": {"model": "m", "input": "Where is order A-1?"}, "response": RESPONSE},
    {"request": {"model": "m", "messages": [ASK]}, "status": 500,
     "response": {"error": {"message": "overloaded"}}},
]  # fmt: skip
SWE_AGENT = {
    "trajectory": [{"action": "ls", "observation": "orders", "response": "I look.",
                    "thought": "I look.", "state": "{}"}],
    "history": [
        {"role": "user", "content": "Where is order A-1?", "agent": "main"},
        {"role": "assistant", "content": "I look.", "thought": "I look.", "action": "ls",
         "agent": "main", "thinking_blocks": [{"type": "thinking", "thinking": "Easy."}]},
        {"role": "user", "content": "orders", "agent": "main"},
    ],
    "info": {},
}  # fmt: skip
MINI_SWE_AGENT = {
    "info": {"exit_status": "Submitted", "submission": ""},
    "trajectory_format": "mini-swe-agent-1.1",
    "messages": [
        {"role": "system", "content": "You are the desk."},
        {"role": "user", "content": "Where is order A-1?"},
        {"role": "assistant", "content": "Here.", "reasoning_content": "Easy.",
         "extra": {"actions": [], "response": {
             "usage": {"prompt_tokens": 9, "completion_tokens": 4}}}},
    ],
}  # fmt: skip
OPENHANDS = [
    {"id": 0, "timestamp": "2026-11-23T10:00:00", "source": "user", "message": "Where is order A-1?",
     "action": "message", "args": {"content": "Where is order A-1?"}},
    {"id": 1, "timestamp": "2026-11-23T10:00:01", "source": "agent", "action": "run",
     "args": {"command": "ls", "thought": "I look."},
     "tool_call_metadata": {"function_name": "execute_bash", "tool_call_id": "c1",
        "model_response": {"id": "r1", "model": "m", "choices": [{"message": {
            "role": "assistant", "content": "I look.", "reasoning_content": "Easy.",
            "tool_calls": [{"id": "c1", "function": {"name": "execute_bash", "arguments": "{}"}}]}}]}},
     "llm_metrics": {"accumulated_cost": 0.25, "token_usages": [], "response_latencies": []}},
]  # fmt: skip


def fixture(place: str) -> Any:
    """The records of a fixture, to be changed."""
    (path,) = (FIXTURES / place).glob("input.*")
    text = path.read_text()
    return list(map(json.loads, text.splitlines())) if path.suffix == ".jsonl" else json.loads(text)


def tau2() -> Any:
    made = fixture("tau2/plain_success")
    messages = made["simulations"][0]["messages"]
    answer = next(one for one in reversed(messages) if one["role"] == "assistant")
    answer["raw_data"] = {"message": {"reasoning_content": "Easy."}}
    return made


def openai_agents_spans() -> Any:
    made = fixture("openai_agents_spans/plain_success")
    kinds = ("generation", "response")
    answers = [one for one in made if one.get("span_data", {}).get("type") in kinds]
    answers[0]["span_data"]["output"].insert(0, RESPONSE["output"][0])
    return made


def openai_agents_state() -> Any:
    made = fixture("openai_agents_state/plain_success")
    thought = {
        "type": "reasoning_item",
        "raw_item": RESPONSE["output"][0],
        "agent": {"name": "desk"},
    }
    made["model_responses"][0]["output"].insert(0, RESPONSE["output"][0])
    for items in ("generated_items", "session_items"):
        if items in made:
            made[items].insert(0, thought)
    return made


def langgraph() -> Any:
    made = fixture("langgraph/plain_success")
    answer = made[0]["values"]["messages"][-1]["data"]
    answer["content"] = LANGCHAIN[1]["data"]["content"]
    answer["usage_metadata"] = LANGCHAIN[1]["data"]["usage_metadata"]
    return made


def google_adk() -> Any:
    made = fixture("google_adk/plain_success")
    answer = made["events"][-1]
    answer["content"]["parts"].insert(0, {"text": "Easy.", "thought": True})
    answer["grounding_metadata"] = {"retrieval_queries": ["refunds"]}
    return made


def crewai() -> Any:
    made = fixture("crewai/plain_success_events")
    found = {"type": "knowledge_retrieval_completed", "query": "refunds",
             "retrieved_knowledge": "within 30 days"}  # fmt: skip
    made.insert(2, {**made[1], **found})
    return made


def kimi() -> Any:
    made = fixture("kimi/plain_success")
    place = next(at for at, one in enumerate(made) if one["type"] == "llm.request") + 1
    step = next(one["event"]["uuid"] for one in made if one.get("event", {}).get("step"))
    part = {"type": "content.part", "stepUuid": step, "part": {"type": "think", "think": "Easy."}}
    made.insert(place, {**made[place], "type": "context.append_loop_event", "event": part})
    return made


def gemini_cli() -> Any:
    made = fixture("gemini_cli/oldest")
    for one in made["messages"]:
        if one["type"] == "gemini":
            one["thoughts"] = [{"subject": "Order", "description": "Easy."}]
    return made


def copilot_cli() -> Any:
    """A sub-agent begins inside the call, thinks and answers."""
    made = fixture("copilot_cli/plain_success")
    place = next(at for at, one in enumerate(made) if one["type"] == "tool.execution_start") + 1
    call = made[place - 1]["data"]["toolCallId"]
    began = {"toolCallId": call, "agentName": "helper"}
    said = {"content": "Here.", "parentToolCallId": call, "reasoningText": "Easy."}
    for kind, data in (("assistant.message", said), ("subagent.started", began)):
        made.insert(place, {**made[place - 1], "type": kind, "data": data, "id": kind})
    return made


def opencode() -> Any:
    """The call starts a session of its own."""
    made = fixture("opencode/plain_success")
    made.append({**made[0], "id": "child", "parentID": made[0]["id"]})
    message = {"id": "msg_child", "sessionID": "child", "role": "assistant", "time": {"created": 1}}
    part = {"sessionID": "child", "messageID": "msg_child", "type": "reasoning", "text": "Easy."}
    made += [message, {"id": "prt_child", **part}]
    call = next(one for one in made if one.get("type") == "tool")
    call["tool"], call["state"]["metadata"] = "task", {"sessionId": "child"}
    return made


def claude_code() -> Any:
    """A sub-agent inside the call, as versions before files of their own wrote it."""
    made = fixture("claude_code/plain_success")
    asked = next(one for one in made if one["type"] == "assistant")
    asked["message"]["content"].insert(0, {"type": "thinking", "thinking": "Easy."})
    call = asked["message"]["content"][1]
    call["name"], call["input"] = "Task", {"prompt": "Look it up."}
    place = made.index(asked) + 1
    inside = {**asked, "isSidechain": True, "parentUuid": None, "uuid": "inside", "type": "user",
              "message": {"role": "user", "content": "Look it up."}}  # fmt: skip
    answer = {**asked, "isSidechain": True, "parentUuid": "inside", "uuid": "answer",
              "message": {**asked["message"], "id": "msg_inside",
                          "content": [{"type": "text", "text": "Here."}]}}  # fmt: skip
    made[place:place] = [inside, answer]
    return made


def vercel_stream() -> Any:
    made = fixture("vercel_stream/plain_success")
    made[2:2] = [
        {"type": "reasoning-start", "id": "r1"},
        {"type": "reasoning-delta", "id": "r1", "delta": "Easy."},
        {"type": "reasoning-end", "id": "r1"},
    ]
    return made


SAMPLES: dict[str, Any] = {
    "otlp": otlp(),
    "otel_spans": otel_spans(),
    "jaeger": jaeger(),
    "langfuse": langfuse(),
    "mlflow": mlflow(),
    "langsmith": LANGSMITH,
    "weave": WEAVE,
    "braintrust": BRAINTRUST,
    "openai_chat": CHAT_USAGE,
    "openai_responses": RESPONSE,
    "gemini": CONTENTS,
    "langchain": LANGCHAIN,
    "pydantic_ai": PYDANTIC_AI,
    "vercel_ui": VERCEL_UI,
    "vercel_model": VERCEL_MODEL,
    "anthropic": ANTHROPIC,
    "cursor": CURSOR,
    "native": NATIVE,
    "inspect": INSPECT,
    "atif": ATIF,
    "provider_recording": RECORDED,
    "swe_agent": SWE_AGENT,
    "mini_swe_agent": MINI_SWE_AGENT,
    "openhands": OPENHANDS,
    "tau2": tau2(),
    "openai_agents_spans": openai_agents_spans(),
    "openai_agents_state": openai_agents_state(),
    "langgraph": langgraph(),
    "google_adk": google_adk(),
    "autogen": AUTOGEN,
    "crewai": crewai(),
    "vercel_stream": vercel_stream(),
    "kimi": kimi(),
    "gemini_cli": gemini_cli(),
    "copilot_cli": copilot_cli(),
    "opencode": opencode(),
    "claude_code": claude_code(),
}
"""By format, what is written into one file: a document, or a list of its records."""

"""tau2-bench results: simulations of tasks in one file, or a file each beside the results.

Source: `tau2.data_model` (message, simulation, tasks) of sierra-research/tau2-bench. The user is
simulated and has tools of its own: what it calls is not the agent's doing, and the agent sees none of it,
so it is kept with the user's words and as notes. The policy that the agent was given is its system step.
`reward_info` is the verdict, `evaluation_criteria.actions` of the task one accepted solution; both are in
the metadata. In voice runs what is said comes in chunks, which are put together by their utterance. Times
have no offset and stay in `extra`; raw responses of the provider repeat the message and are left out.
"""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING, Any

from tracegrade.formats._building import noted
from tracegrade.formats._common import default_trace_id, list_or_empty, text_id
from tracegrade.formats._reader import Evidence, MismatchError, Reader
from tracegrade.formats._sessions import capabilities_of, take_records, without
from tracegrade.formats.readers._tau2_steps import Tau2Steps
from tracegrade.model import Capability, Outcome, ToolDefinition, Trace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracegrade.formats._reader import Record
    from tracegrade.model import Completion, Detail, Problem

__all__ = ["READER"]

_BEST: frozenset[Capability] = frozenset(
    ("tokens", "cost", "tool_results", "error_status", "principals", "reasoning")
)
_FINISHED = ("user_stop", "agent_stop")
_EXACT = 1e-6
"""How far a reward may be from 1 and still be a success, as the benchmark itself has it."""


def _sniff(value: Any) -> Evidence | None:
    if not isinstance(value, dict):
        return None
    if _is_simulation(value):
        return Evidence(3, "keys 'task_id', 'termination_reason' and 'messages'")
    simulations = value.get("simulations")
    first = simulations[0] if isinstance(simulations, list) and simulations else None
    if _is_simulation(first):
        return Evidence(3, "key 'simulations' of tasks with a termination reason")
    if "simulation_index" in value and isinstance(value.get("tasks"), list):
        return Evidence(3, "keys 'simulation_index' and 'tasks'")
    return None


def _is_simulation(value: Any) -> bool:
    if not isinstance(value, dict) or not {"task_id", "termination_reason"} <= value.keys():
        return False
    return isinstance(value.get("messages"), list) or isinstance(value.get("ticks"), list)


def _companions(path: str) -> list[str]:
    """The simulations beside results that hold none themselves."""
    folder, name = os.path.split(path)
    if name != "results.json":
        return []
    beside = os.path.join(folder, "simulations")
    try:
        names = sorted(os.listdir(beside))
    except OSError:
        return []
    return [os.path.join(beside, one) for one in names if one.endswith(".json")]


class _Results:
    """What the results say about all simulations; simulations in files of their own follow them."""

    def __init__(self) -> None:
        self.body: Detail = {}
        self.tasks: dict[str, Detail] = {}

    def take(self, found: list[Trace | Problem], record: Record) -> None:
        """Read one record; the traces of its simulations are added to `found`."""
        value = record.value
        if not isinstance(value, dict):
            raise MismatchError("wrong-type", "not an object")
        if _is_simulation(value):
            found.append(self._trace(record, value, ""))
            return
        simulations = value.get("simulations")
        if simulations is not None and not isinstance(simulations, list):
            raise MismatchError("wrong-type", "simulations are not a list", "/simulations")
        self.body = value
        self.tasks = {
            str(task.get("id")): task
            for task in list_or_empty(value.get("tasks"))
            if isinstance(task, dict)
        }
        for place, simulation in enumerate(list_or_empty(simulations)):
            where = f"/simulations/{place}"
            try:
                found.append(self._trace(record, simulation, where))
            except MismatchError as error:  # the others are read all the same
                problem = record.problem(error.code, error.message, error.pointer)
                problem.severity = "error" if record.line is None else "warning"
                found.append(problem)

    def _trace(self, record: Record, simulation: Any, where: str) -> Trace:
        if not isinstance(simulation, dict):
            raise MismatchError("wrong-type", "a simulation is not an object", where)
        steps = Tau2Steps()
        environment = _object(self.body, "info", "environment_info")
        for policy in (simulation.get("policy"), environment.get("policy")):
            if isinstance(policy, str) and policy:
                steps.builder.step("system", policy)
                break
        steps.read(simulation, where)
        columns = steps.builder.columns
        task = text_id(simulation.get("task_id"), "task_id")
        trial = simulation.get("trial")
        trial = trial if type(trial) is int else None
        named = text_id(simulation.get("id"), "id")
        trace = Trace(
            named or (f"{task}.{trial}" if task is not None else default_trace_id(record)),
            columns,
            source=record.source("tau2"),
            capabilities=capabilities_of(columns, "error_status", "tool_results"),
            problems=noted(record, steps.builder.notes),
        )
        trace.case_id, trace.trial = task, trial
        agent = _object(self.body, "info", "agent_info")
        trace.agent, trace.model = _text(agent, "implementation"), _text(agent, "llm")
        trace.tools = tuple(_tools(environment.get("tool_defs")))
        trace.outcome = _outcome(simulation)
        trace.completion = _completion(simulation.get("termination_reason"))
        trace.metadata = self._metadata(simulation, task)
        return trace

    def _metadata(self, simulation: Detail, task: str | None) -> Detail | None:
        known = ("messages", "ticks", "policy", "id", "task_id", "trial")
        left = without(simulation, known) or {}
        if task in self.tasks:
            left["task"] = self.tasks[task]
        domain = _text(_object(self.body, "info", "environment_info"), "domain_name")
        user = _text(_object(self.body, "info", "user_info"), "llm")
        about = {"domain": domain, "user_model": user}
        return {**left, **(without(about, ()) or {})} or None


def _object(value: Any, *keys: str) -> Detail:
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value if isinstance(value, dict) else {}


def _text(holder: Detail, key: str) -> str | None:
    value = holder.get(key)
    return value if isinstance(value, str) and value else None


def _tools(declared: Any) -> Iterator[ToolDefinition]:
    """The agent's tools, as the environment describes them."""
    for name, tool in declared.items() if isinstance(declared, dict) else ():
        described = tool if isinstance(tool, dict) else {}
        parameters = described.get("params")
        yield ToolDefinition(
            name=str(name),
            description=_text(described, "doc"),
            parameters=parameters if isinstance(parameters, dict) else None,
        )


def _outcome(simulation: Detail) -> Outcome | None:
    """Reward, success and what the reward is made of."""
    info = _object(simulation, "reward_info")
    reward: Any = info.get("reward")
    is_number = isinstance(reward, int | float) and not isinstance(reward, bool)
    scores = dict(_object(info, "reward_breakdown"))
    matched = _object(info, "db_check").get("db_match")
    if isinstance(matched, bool):
        scores["db_match"] = matched
    ended = _text(simulation, "termination_reason")
    if not is_number and not scores and ended is None:
        return None
    return Outcome(
        success=abs(reward - 1) <= _EXACT if is_number else None,
        reward=float(reward) if is_number else None,
        scores=scores,
        end_state={"termination_reason": ended} if ended else None,
    )


def _completion(reason: Any) -> Completion | None:
    if not isinstance(reason, str):
        return None
    return "complete" if reason in _FINISHED else "interrupted"


def _read_all(records: Iterator[Record]) -> Iterator[Trace | Problem]:
    results = _Results()
    for record in records:
        found: list[Trace | Problem] = []
        yield from take_records([record], partial(results.take, found))
        yield from found


READER = Reader(
    name="tau2",
    title="tau2-bench results, with the simulations in them or beside them",
    sniff=_sniff,
    capabilities=_BEST,
    read_all=_read_all,
    companions=_companions,
)

"""The step graph as a networkx graph: the only user of networkx, imported on use."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tracegrade.graph._graph import StepGraph

__all__ = ["multidigraph"]


def multidigraph(graph: StepGraph) -> Any:
    """A `networkx.MultiDiGraph` of the steps, with kinds as attributes."""
    import networkx as nx

    columns = graph.columns
    result = nx.MultiDiGraph(trace_id=graph.trace_id)
    for index, (step_id, kind, text) in enumerate(
        zip(columns.ids, columns.kinds, columns.texts, strict=True)
    ):
        result.add_node(step_id, kind=kind, index=index, text=text)
    for step, tool in zip(columns.call_steps, columns.call_tools, strict=True):
        result.nodes[columns.ids[step]]["tool"] = tool
    for edge in (*graph.edges, *graph.derived_from):
        result.add_edge(edge.source, edge.target, key=edge.kind, kind=edge.kind)
    return result

"""Trees of maitrix-org's llm-reasoners, iteration by iteration."""

from __future__ import annotations

from typing import Any, Callable

from .. import Tracer

__all__ = ["write"]


def write(
    result: Any,
    tracer: Tracer,
    *,
    state: Callable[[Any], str] = str,
    action: Callable[[Any], str] = str,
) -> None:
    """Writes what MCTS returned. With ``output_trace_in_each_iter`` the order is that of its iterations.

    N, Q and the rewards of a node are those at the end. A terminal node of ``result.trace_of_nodes`` is
    the goal, with its cumulative reward as a metric ``cum_reward``.
    """
    numbers = {result.tree_state.id: tracer.root}
    nodes = {result.tree_state.id: result.tree_state}

    def expand(node: Any) -> None:
        children = node.children or []
        if not children or children[0].id in numbers:
            return
        made = tracer.nodes(numbers[node.id], (_entry(child, state, action) for child in children))
        for child, number in zip(children, made):
            numbers[child.id] = number
            nodes[child.id] = child

    for path in result.trace_in_each_iter or []:
        for node in path:
            expand(nodes[node.id])
        tracer.select(numbers[path[-1].id])
    waiting = [result.tree_state]
    for node in waiting:
        expand(node)
        waiting.extend(node.children or [])
    best = (result.trace_of_nodes or [None])[-1]
    if best is not None and best.is_terminal:
        number = numbers[best.id]
        tracer.note(number, "the result", metrics={"cum_reward": float(result.cum_reward)})
        tracer.goal(number)


def _entry(
    node: Any, state: Callable[[Any], str], action: Callable[[Any], str]
) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "step": "" if node.action is None else action(node.action),
        "state": "" if node.state is None else state(node.state),
        "V": float(node.reward),
        "N": len(node.cum_rewards),
        "metrics": {"fast_reward": float(node.fast_reward)},
    }
    if node.cum_rewards:
        entry["Q"] = float(node.Q)
    return entry

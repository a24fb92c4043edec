"""Search trees of google-deepmind/mctx."""

from __future__ import annotations

from typing import Any, Callable, Optional

from .. import Tracer

__all__ = ["write"]


def write(
    tree: Any,
    tracer: Tracer,
    *,
    batch: int = 0,
    action: Callable[[int], str] = "action {}".format,
    state: Optional[Callable[[int], str]] = None,
) -> None:
    """Writes the tree of one search of a batch (``policy_output.search_tree``).

    Nodes are numbered in the order in which the simulations made them. N and Q are those of the end, P
    the prior of the action, V the value that the network gave; use ``snapshot=True`` in the tracer.
    ``action`` and ``state`` say what an action and the state of a node are called.
    """
    parents = [int(parent) for parent in tree.parents[batch]]
    visits = [int(count) for count in tree.node_visits[batch]]
    numbers = {0: tracer.root}
    for index in range(1, len(parents)):
        if visits[index] == 0 or parents[index] not in numbers:
            continue
        parent = parents[index]
        taken = int(tree.action_from_parent[batch][index])
        priors = _softmax([float(logit) for logit in tree.children_prior_logits[batch][parent]])
        numbers[index] = tracer.node(
            numbers[parent],
            step=action(taken),
            state=state(index) if state else "",
            P=priors[taken],
            V=float(tree.raw_values[batch][index]),
            N=visits[index],
            Q=float(tree.node_values[batch][index]),
        )


def _softmax(logits: list[float]) -> list[float]:
    from math import exp

    most = max(logits)
    weights = [exp(logit - most) for logit in logits]
    total = sum(weights)
    return [weight / total for weight in weights]

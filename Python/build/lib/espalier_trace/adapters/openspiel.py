"""Search trees of OpenSpiel's MCTS bots."""

from __future__ import annotations

from typing import Any, Callable

from .. import Tracer

__all__ = ["write"]


def write(root: Any, tracer: Tracer, *, action: Callable[[Any], str] = str) -> None:
    """Writes the tree below a ``SearchNode`` (``bot.mcts_search(state)``), level by level.

    N, P and the mean reward as Q are those of the end, as the player to move at the parent sees them; use
    ``snapshot=True`` in the tracer. Children that were never visited have a prior alone.
    """
    level = [(tracer.root, root)]
    while level:
        below: list[tuple[int, Any]] = []
        for number, node in level:
            if not node.children:
                continue
            made = tracer.nodes(
                number,
                [
                    {
                        "step": action(child.action),
                        "P": float(child.prior),
                        "N": int(child.explore_count) or None,
                        "Q": child.total_reward / child.explore_count if child.explore_count else None,
                    }
                    for child in node.children
                ],
            )
            below += zip(made, node.children)
        level = below

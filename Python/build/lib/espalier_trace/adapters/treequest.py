"""Trees of SakanaAI's treequest, trial by trial."""

from __future__ import annotations

from typing import Any, Callable

from .. import Tracer

__all__ = ["write"]


def write(tree: Any, tracer: Tracer, *, text: Callable[[Any], str] = str) -> None:
    """Writes a tree (``state.tree`` of an algorithm) in the order of its trials.

    ``text`` says what a state is called. Scores are what was backed up, so N and Q follow from them.
    """
    numbers = {-1: tracer.root}
    for node in tree.get_nodes():
        if node.parent is None:
            continue
        parent = numbers[node.parent.expand_idx]
        tracer.select(parent)
        words = text(node.state)
        number = tracer.node(parent, step=words, state=words)
        numbers[node.expand_idx] = number
        tracer.evaluate(number, node.score)
        tracer.backup(number, node.score)

"""Threads of LangGraph, with the branches that began at earlier checkpoints."""

from __future__ import annotations

from typing import Any, Callable, Iterable

from .. import Tracer

__all__ = ["write"]


def write(
    history: Iterable[Any], tracer: Tracer, *, text: Callable[[Any], str] = lambda values: str(values)
) -> None:
    """Writes the checkpoints of a thread (``graph.get_state_history(config)``), the oldest first.

    A step is what ran before the checkpoint, a state what it holds, called by ``text``.
    """
    snapshots = sorted(history, key=lambda snapshot: str(_id(snapshot.config)))
    numbers: dict[Any, int] = {}
    ran = {_id(snapshot.config): ", ".join(snapshot.next) for snapshot in snapshots}
    for snapshot in snapshots:
        above = _id(snapshot.parent_config)
        parent = numbers.get(above, tracer.root)
        source = (snapshot.metadata or {}).get("source", "")
        step = ran.get(above) or source
        numbers[_id(snapshot.config)] = tracer.node(parent, step=step, state=text(snapshot.values))
        tracer.select(numbers[_id(snapshot.config)])


def _id(config: Any) -> Any:
    return ((config or {}).get("configurable") or {}).get("checkpoint_id")

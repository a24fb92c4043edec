"""A* of networkx, or one of your own that asks a function for neighbours, traced while it runs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Callable, Hashable, Optional

from .. import Tracer

__all__ = ["TracedNeighbours", "astar_path"]

Heuristic = Callable[[Any, Any], float]


def astar_path(
    graph: Any,
    source: Hashable,
    target: Hashable,
    heuristic: Optional[Heuristic] = None,
    weight: Any = "weight",
    *,
    tracer: Tracer,
    **options: Any,
) -> list[Any]:
    """``networkx.astar_path`` with a trace: the same path, and every expansion with g and h.

    The graph is not changed; the search runs on a view of it that tells of the neighbours asked for.
    """
    import networkx  # type: ignore[import-untyped]

    h = heuristic or (lambda node, goal: 0)
    search = _Search(tracer, source, target, h, _weigher(graph, weight))
    view = graph.copy(as_view=False)
    # What the search asks of a graph is its `_adj`: from there each expansion can be told.
    view.__dict__["_adj"] = _Neighbours(view._adj, search)
    path = networkx.astar_path(view, source, target, heuristic, weight, **options)
    search.finish(path)
    return list(path)


class TracedNeighbours:
    """A function that gives the neighbours of a state, with the costs of the steps, and traces who asks.

    An A* written with ``heapq`` is traced by handing it this instead of its own function: to ask for the
    neighbours of a state is to expand it. ``finish`` tells what was found.
    """

    def __init__(
        self,
        neighbours: Callable[[Any], Iterable[tuple[Any, float]]],
        source: Hashable,
        target: Hashable,
        heuristic: Optional[Heuristic] = None,
        *,
        tracer: Tracer,
    ) -> None:
        self._neighbours = neighbours
        h = heuristic or (lambda state, goal: 0)
        self._search = _Search(tracer, source, target, h, lambda a, b, cost: cost)

    def __call__(self, state: Any) -> list[tuple[Any, float]]:
        found = list(self._neighbours(state))
        nearest: dict[Any, float] = {}
        for neighbour, cost in found:
            nearest[neighbour] = min(cost, nearest.get(neighbour, cost))
        self._search.expand(state, nearest)
        return found

    def finish(self, path: Sequence[Any]) -> None:
        """Tells that the search found this path, which begins at the source."""
        self._search.finish(path)


def _weigher(graph: Any, weight: Any) -> Callable[[Any, Any, Any], Optional[float]]:
    if callable(weight):
        return weight  # type: ignore[no-any-return]
    if graph.is_multigraph():
        return lambda a, b, edges: min(edge.get(weight, 1) for edge in edges.values())
    return lambda a, b, edge: edge.get(weight, 1)


class _Search:
    """What the search knows at a moment, as far as a trace must know it."""

    def __init__(
        self,
        tracer: Tracer,
        source: Any,
        target: Any,
        heuristic: Heuristic,
        weigh: Callable[[Any, Any, Any], Optional[float]],
    ) -> None:
        self.tracer, self.target, self.heuristic, self.weigh = tracer, target, heuristic, weigh
        self.nodes = {source: tracer.root}
        self.costs: dict[Any, float] = {source: 0.0}

    def expand(self, state: Any, neighbours: Mapping[Any, Any]) -> None:
        """The search asks for the neighbours of a state: those that are new or nearer become nodes."""
        node = self.nodes[state]
        self.tracer.select(node)
        children, states = [], []
        for neighbour, edge in neighbours.items():
            step = self.weigh(state, neighbour, edge)
            if step is None:
                continue
            cost = self.costs[state] + step
            known = self.costs.get(neighbour)
            if known is not None and known <= cost:
                continue
            child: dict[str, Any] = {
                "step": str(neighbour), "state": str(neighbour), "g": cost,
                "h": float(self.heuristic(neighbour, self.target)),
            }
            if known is not None:
                child["same"] = self.nodes[neighbour]
            children.append(child)
            states.append(neighbour)
            self.costs[neighbour] = cost
        if not children:
            return
        for neighbour, made in zip(states, self.tracer.nodes(node, children)):
            old = self.nodes.get(neighbour)
            self.nodes[neighbour] = made
            if old is not None:
                self.tracer.prune(old, why="superseded")

    def finish(self, path: Sequence[Any]) -> None:
        node = self.nodes[path[-1]]
        self.tracer.select(node)
        self.tracer.goal(node, cost=self.costs[path[-1]])


class _Neighbours(Mapping[Any, Any]):
    """The neighbours of a graph; asking for those of a node is expanding it."""

    def __init__(self, neighbours: Mapping[Any, Any], search: _Search) -> None:
        self._neighbours, self._search = neighbours, search

    def __getitem__(self, state: Any) -> Any:
        found = self._neighbours[state]
        self._search.expand(state, found)
        return found

    def __iter__(self) -> Iterator[Any]:
        return iter(self._neighbours)

    def __len__(self) -> int:
        return len(self._neighbours)

"""Write and read search traces for Espalier: JSON Lines, one event a line.

``Tracer`` writes a trace while a search runs, ``Trace`` reads one. The format is described in
``docs/trace-format.md``.
"""

from __future__ import annotations

import html
import json
import math
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, IO, Iterable, Mapping, Optional, Sequence, Union

__all__ = ["Metric", "Node", "Trace", "Tracer"]

Figures = Mapping[str, float]


@dataclass(frozen=True)
class Metric:
    """A figure of your own: what it is called, and what it means.

    ``role`` is what it stands in for where a trace has nothing else: ``value``, ``visits``, ``prior``,
    ``cost`` or ``none``; ``better`` is ``higher`` or ``lower``.
    """

    key: str
    name: Optional[str] = None
    unit: Optional[str] = None
    range: Optional[tuple[float, float]] = None
    better: Optional[str] = None
    role: Optional[str] = None

    def header(self) -> dict[str, Any]:
        """The metric as the header of a trace declares it."""
        return _known(
            key=self.key, name=self.name, unit=self.unit,
            range=list(self.range) if self.range else None, better=self.better, role=self.role,
        )


class Tracer:
    """Writes a trace, event by event. A ``with`` block ends it.

    ``path`` is a file, which is replaced, or ``-`` for standard output.
    """

    root = 0

    def __init__(
        self,
        path: Union[str, Path],
        *,
        problem: str,
        kind: str = "text",
        strategy: str = "unknown",
        parameters: Optional[Mapping[str, Any]] = None,
        model: Optional[str] = None,
        seed: Optional[int] = None,
        state: Optional[str] = None,
        exploration: Optional[str] = None,
        values: Optional[tuple[float, float]] = None,
        better: Optional[str] = None,
        metrics: Sequence[Metric] = (),
        cost_unit: Optional[str] = None,
        snapshot: bool = False,
    ) -> None:
        self._count = 1
        self._ended = False
        self._goal: Optional[tuple[int, Optional[float]]] = None
        self._owns = str(path) != "-"
        self._file: IO[str] = open(path, "w", encoding="utf-8") if self._owns else sys.stdout
        self._write(
            _known(
                format="espalier-trace",
                version=2,
                problem={"kind": kind, "text": problem},
                strategy=_known(name=strategy, parameters=dict(parameters) if parameters else None),
                exploration=exploration,
                model={"name": model} if model else None,
                seed=seed,
                root={"state": problem if state is None else state},
                values=_known(range=list(values) if values else None, better=better) or None,
                metrics=[metric.header() for metric in metrics] or None,
                costUnit=cost_unit,
                order="unknown" if snapshot else None,
            )
        )

    # Nodes

    def node(
        self,
        parent: int,
        *,
        step: str = "",
        state: str = "",
        P: Optional[float] = None,
        V: Optional[float] = None,
        g: Optional[float] = None,
        h: Optional[float] = None,
        N: Optional[int] = None,
        Q: Optional[float] = None,
        same: Optional[int] = None,
        metrics: Optional[Figures] = None,
    ) -> int:
        """Makes a child of ``parent`` and gives its number. ``same`` is an earlier node with an equal state."""
        child = _known(a=step or None, s=state or None, P=P, V=V, g=g, h=h, N=N, Q=Q, same=same)
        return self._expand(parent, [_with(child, metrics)])

    def nodes(self, parent: int, children: Iterable[Mapping[str, Any]]) -> list[int]:
        """Makes children of ``parent`` in one expansion; each is the keyword arguments of ``node``."""
        made = []
        for child in children:
            known = dict(child)
            figures = known.pop("metrics", None)
            entry = {{"step": "a", "state": "s"}.get(key, key): value for key, value in known.items()}
            wrong = entry.keys() - {"a", "s", "P", "V", "g", "h", "N", "Q", "same"}
            if wrong:
                raise ValueError(f"a node has no {', '.join(sorted(wrong))}")
            made.append(_with(_known(**entry), figures))
        first = self._expand(parent, made)
        return list(range(first, first + len(made)))

    def _expand(self, parent: int, children: list[dict[str, Any]]) -> int:
        first = self._count
        for place in range(0, len(children), 65_535):
            block = children[place : place + 65_535]
            self._event("expand", parent, id=self._count, c=block)
            self._count += len(block)
        return first

    # Events

    def select(self, node: int, *, metrics: Optional[Figures] = None) -> None:
        """The search turned to the node."""
        self._event("select", node, metrics=metrics)

    def evaluate(
        self, node: int, v: float, *, why: Optional[str] = None, metrics: Optional[Figures] = None
    ) -> None:
        """The model gave the node's state this value."""
        self._event("evaluate", node, v=v, why=why, metrics=metrics)

    def backup(self, node: int, v: float) -> None:
        """The value was added to the node and all above it: N and Q follow from that."""
        self._event("backup", node, v=v)

    def backtrack(self, node: int, to: int, *, why: Optional[str] = None) -> None:
        """The search left the node for good and went back to one above it."""
        self._event("backtrack", node, to=self._checked(to), why=why)

    def prune(self, node: int, *, why: Optional[str] = None) -> None:
        """The node and all below it need no further search."""
        self._event("prune", node, why=why)

    def goal(self, node: int, *, cost: Optional[float] = None) -> None:
        """The node holds an accepted goal. One whose cost is not known counts as the dearest."""
        if self._goal is None or _cost(cost) < _cost(self._goal[1]):
            self._goal = (node, cost)
        self._event("goal", node, v=cost)

    def answer(self, node: int, text: str, v: float) -> None:
        """The node gives an answer, of which the model says this value."""
        self._event("answer", node, v=v, text=text)

    def call(
        self,
        node: int = 0,
        *,
        states: int = 1,
        tokens: Optional[int] = None,
        what: Optional[str] = None,
        prompt: Optional[int] = None,
        cached: Optional[int] = None,
        logprob: Optional[float] = None,
        money: Optional[float] = None,
    ) -> None:
        """The model was called on behalf of the node; ``tokens`` are those that it wrote."""
        self._event(
            "modelCall", node, k=states, v=tokens, what=what, prompt=prompt, cached=cached,
            logprob=logprob, money=money,
        )

    def failed(self, node: int, text: str) -> None:
        """A request to the model failed."""
        self._event("failed", node, text=text)

    def text(self, node: int, text: str) -> None:
        """More of the node's step has come in."""
        self._event("text", node, text=text)

    def link(self, node: int, to: int) -> None:
        """The node has another edge, to a node that exists."""
        self._event("link", node, to=self._checked(to))

    def note(self, node: int, text: str, *, metrics: Optional[Figures] = None) -> None:
        """A remark about the node."""
        self._event("note", node, text=text, metrics=metrics)

    def mistake(self, node: int, text: str, *, why: str = "wrong") -> None:
        """What the model wrote does not hold."""
        self._event("mistake", node, why=why, text=text)

    def end(self, *, solved: Optional[bool] = None, stopped: Optional[str] = None) -> None:
        """Ends the search; ``solved`` follows from the goals where it is not given."""
        if self._ended:
            return
        goal, cost = self._goal or (None, None)
        self._write(
            _known(
                e="end", solved=self._goal is not None if solved is None else solved, goal=goal,
                cost=cost, nodes=self._count, stopped=stopped,
            )
        )
        self._ended = True

    def close(self) -> None:
        """Ends the search if it has not ended, and closes the file."""
        self.end()
        if self._owns:
            self._file.close()

    def __enter__(self) -> "Tracer":
        return self

    def __exit__(
        self,
        kind: Optional[type[BaseException]],
        error: Optional[BaseException],
        traceback: Optional[TracebackType],
    ) -> None:
        if kind is not None:
            self.end(stopped="interrupted")
        self.close()

    # Lines

    def _event(
        self, kind: str, node: int, *, metrics: Optional[Figures] = None, **rest: Any
    ) -> None:
        if self._ended:
            raise ValueError("the search has ended")
        line = {"e": kind, "n": self._checked(node), **_known(**rest)}
        self._write(_with(line, metrics))

    def _checked(self, node: int) -> int:
        if not 0 <= node < self._count:
            raise ValueError(f"there is no node {node}; there are {self._count}")
        return node

    def _write(self, line: Mapping[str, Any]) -> None:
        text = json.dumps(_finite(line), ensure_ascii=False, separators=(",", ":"), allow_nan=False)
        # Half a surrogate pair has no UTF-8.
        self._file.write(text.encode("utf-8", "replace").decode("utf-8") + "\n")
        self._file.flush()


@dataclass
class Node:
    """A node of a trace, with what was said of it last."""

    id: int
    parent: Optional[int]
    step: str = ""
    state: str = ""
    figures: dict[str, float] = field(default_factory=dict)
    children: list[int] = field(default_factory=list)


@dataclass
class Trace:
    """A trace that was read: its header, its events as they stand in the file, its nodes."""

    path: Path
    header: dict[str, Any]
    events: list[dict[str, Any]]
    nodes: list[Node]

    @staticmethod
    def read(path: Union[str, Path]) -> "Trace":
        """Reads a trace. Raises ``ValueError`` with the line that is wrong; a last line that was cut off
        is left out."""
        path = Path(path)
        lines = path.read_text(encoding="utf-8").split("\n")
        is_cut = lines[-1] != ""
        parsed: list[tuple[int, dict[str, Any]]] = []
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                entry = json.loads(line)
            except json.JSONDecodeError as error:
                if is_cut and number == len(lines):
                    break
                raise ValueError(f"{path}:{number}: {error.msg}") from None
            if not isinstance(entry, dict):
                raise ValueError(f"{path}:{number}: this is not a JSON object")
            parsed.append((number, entry))
        if not parsed or parsed[0][1].get("format") != "espalier-trace":
            first = parsed[0][0] if parsed else 1
            raise ValueError(f"{path}:{first}: not a trace; the first line should be its header")
        header, events = parsed[0][1], [event for _, event in parsed[1:]]
        nodes = [Node(0, None, state=header["root"]["state"])]
        for number, event in parsed[1:]:
            at = event.get("n", 0)
            if type(at) is not int or not 0 <= at < len(nodes):
                raise ValueError(f"{path}:{number}: there is no node {at!r}; there are {len(nodes)}")
            for child in event.get("c", []):
                parent = nodes[at]
                state = child.get("s", parent.state + child["s+"] if "s+" in child else "")
                node = Node(len(nodes), parent.id, child.get("a", ""), state)
                node.figures = {
                    key: child[key]
                    for key in ("P", "V", "g", "h", "N", "Q")
                    if isinstance(child.get(key), (int, float))
                }
                node.figures.update(child.get("m", {}))
                parent.children.append(node.id)
                nodes.append(node)
            if "n" in event:
                if event["e"] == "evaluate" and isinstance(event.get("v"), (int, float)):
                    nodes[at].figures["V"] = event["v"]
                if event["e"] == "text":
                    nodes[at].step += event.get("text", "")
                nodes[at].figures.update(event.get("m", {}))
        return Trace(path, header, events, nodes)

    def svg(self, drawing: str = "tidy") -> str:
        """The tree as an SVG picture, drawn by ``espalier export``; the program has to be on the path."""
        return self.export("svg", "--drawing", drawing)

    def export(self, format: str, *options: str) -> str:
        """The trace in a format of ``espalier export``: ``html``, ``csv``, ``dot``, ``sft``, …; the program
        has to be on the path."""
        program = shutil.which("espalier")
        if program is None:
            raise FileNotFoundError("espalier is not on the path")
        command = [program, "export", str(self.path), "--format", format, *options]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout

    def _repr_html_(self) -> str:
        """The page of ``espalier export --format html`` in a frame of its own, for notebooks."""
        try:
            page = html.escape(self.export("html"))
        except (FileNotFoundError, subprocess.CalledProcessError):
            name = html.escape(str(self.header["strategy"]["name"]))
            return f"<p>{name}: {len(self.nodes)} nodes, {len(self.events)} events</p>"
        style = "width:100%;height:560px;border:1px solid #ccc"
        return f'<iframe sandbox="allow-scripts" style="{style}" srcdoc="{page}"></iframe>'


def _known(**members: Any) -> dict[str, Any]:
    return {key: value for key, value in members.items() if value is not None}


def _cost(cost: Optional[float]) -> float:
    return math.inf if cost is None or math.isnan(cost) else cost


def _with(line: dict[str, Any], metrics: Optional[Figures]) -> dict[str, Any]:
    return {**line, "m": dict(metrics)} if metrics else line


def _finite(value: Any) -> Any:
    """JSON has no NaN and no infinities: they are written as null, "inf" and "-inf"."""
    if isinstance(value, float) and not math.isfinite(value):
        return None if math.isnan(value) else ("inf" if value > 0 else "-inf")
    if isinstance(value, Mapping):
        return {key: _finite(entry) for key, entry in value.items()}
    if isinstance(value, (list, tuple)):
        return [_finite(entry) for entry in value]
    return value

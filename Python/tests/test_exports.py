"""What `espalier export` writes, read by those for whom it is written.

ESPALIER is the program; a test is skipped, saying so, where it or a library is missing.
"""

import base64
import json
import os
import subprocess
import tempfile
import unittest
from importlib.util import find_spec
from pathlib import Path

ESPALIER = os.environ.get("ESPALIER", "")


def needs(name: str):
    try:
        is_there = find_spec(name) is not None
    except ModuleNotFoundError:
        is_there = False
    return unittest.skipUnless(is_there, f"{name} is not installed")


@unittest.skipUnless(os.access(ESPALIER, os.X_OK), "ESPALIER does not name the program")
class ExportTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.folder = tempfile.TemporaryDirectory()
        cls.trace = Path(cls.folder.name) / "trace.jsonl"
        cls.run_program(
            "run", "--problem", "4 5 6 10 → 24", "--strategy", "mcts", "--seed", "1",
            "--budget", "200 expansions", "--headless", "--record", str(cls.trace), allows=(0, 1),
        )

    @classmethod
    def tearDownClass(cls) -> None:
        cls.folder.cleanup()

    @staticmethod
    def run_program(*arguments: str, allows: tuple = (0,)) -> None:
        done = subprocess.run([ESPALIER, *arguments], capture_output=True, text=True)
        if done.returncode not in allows:
            raise AssertionError(f"{arguments}: {done.stderr}")

    def export(self, ending: str) -> Path:
        file = self.trace.with_name("file" + ending)
        self.run_program("export", str(self.trace), "-o", str(file))
        return file

    def rows(self, ending: str):
        import datasets

        return datasets.load_dataset(
            "json",
            data_files=str(self.export(ending)),
            split="train",
            cache_dir=str(Path(self.folder.name) / "cache"),
        )

    # TRL checks formats by these columns; it cannot be installed without torch.

    @needs("datasets")
    def test_sft_rows_are_conversations(self) -> None:
        rows = self.rows(".sft.jsonl")
        self.assertGreater(len(rows), 0)
        for row in rows:
            roles = [message["role"] for message in row["messages"]]
            self.assertEqual(roles, ["user", "assistant"])
            self.assertIn("</think>", row["messages"][1]["content"])

    @needs("datasets")
    def test_dpo_rows_are_preferences(self) -> None:
        rows = self.rows(".dpo.jsonl")
        self.assertGreater(len(rows), 0)
        self.assertLessEqual({"prompt", "chosen", "rejected"}, set(rows.column_names))
        for row in rows:
            self.assertEqual(type(row["prompt"]), type(row["chosen"]))
            self.assertNotEqual(row["chosen"], row["rejected"])

    @needs("datasets")
    def test_prm_rows_have_a_label_for_each_step(self) -> None:
        rows = self.rows(".prm.jsonl")
        self.assertGreater(len(rows), 0)
        for row in rows:
            self.assertIsInstance(row["prompt"], str)
            self.assertEqual(len(row["completions"]), len(row["labels"]))
            self.assertTrue(all(isinstance(label, bool) for label in row["labels"]))

    @needs("opentelemetry.proto")
    def test_spans_are_those_of_the_protocol(self) -> None:
        from google.protobuf import json_format
        from opentelemetry.proto.trace.v1.trace_pb2 import TracesData

        data = json.loads(self.export(".otlp.json").read_text())
        # Ids are hexadecimal in OTLP's JSON, and base64 in protobuf's.
        for resource in data["resourceSpans"]:
            for scope in resource["scopeSpans"]:
                for span in scope["spans"]:
                    for key in ("traceId", "spanId", "parentSpanId"):
                        span[key] = base64.b64encode(bytes.fromhex(span[key])).decode()
        read = json_format.ParseDict(data, TracesData())
        spans = read.resource_spans[0].scope_spans[0].spans
        self.assertEqual({len(span.trace_id) for span in spans}, {16})
        self.assertEqual({len(span.span_id) for span in spans}, {8})
        ids = {span.span_id for span in spans}
        self.assertEqual(len(ids), len(spans))
        roots = [span for span in spans if not span.parent_span_id]
        self.assertEqual(len(roots), 1)
        self.assertTrue(all(s.parent_span_id in ids for s in spans if s.parent_span_id))
        self.assertTrue(all(s.start_time_unix_nano <= s.end_time_unix_nano for s in spans))
        keys = {attribute.key for span in spans for attribute in span.attributes}
        self.assertLessEqual({"espalier.state", "espalier.N", "espalier.Q"}, keys)

    # Posthoc is a web page, no library: what its format asks for is checked by hand.

    def posthoc(self, trace: Path):
        import yaml

        file = self.trace.with_name("file.trace.yaml")
        self.run_program("export", str(trace), "-o", str(file))
        text = file.read_text()
        documents = list(yaml.safe_load_all(text))
        self.assertEqual(len(documents), 1)
        data = documents[0]
        self.assertLessEqual(set(data), {"version", "views", "events"})
        self.assertRegex(data["version"], r"^1\.4(\.\d+)?$")
        kinds = {"source", "destination", "expanding", "generating", "updating", "closing", "end"}
        known, parents = set(), {}
        for place, event in enumerate(data["events"]):
            self.assertIn(event["type"], kinds)
            self.assertIsInstance(event["id"], (int, str))
            self.assertIn("pId", event)
            if event["pId"] is None:
                self.assertEqual(event["id"], data["events"][0]["id"])
            else:
                # A parent is there before its child, and stays it.
                self.assertIn(event["pId"], known)
                self.assertNotEqual(event["pId"], event["id"])
                self.assertEqual(parents.setdefault(event["id"], event["pId"]), event["pId"])
            if event["type"] not in ("source", "generating"):
                self.assertIn(event["id"], known)
            known.add(event["id"])
            for figure in {"g", "f", "h", "x", "y"} & set(event):
                self.assertIsInstance(event[figure], (int, float))
            self.assertEqual(event["type"] == "source", place == 0)
        return data, known

    @needs("yaml")
    def test_posthoc_traces_have_what_the_format_asks_for(self) -> None:
        data, known = self.posthoc(self.trace)
        self.assertNotIn("views", data)
        self.assertTrue(all(isinstance(event["state"], str) for event in data["events"]))
        # As many states as the trace has nodes.
        nodes = 1
        for line in self.trace.read_text().splitlines()[1:]:
            event = json.loads(line)
            nodes += len(event["c"]) if event.get("e") == "expand" else 0
        self.assertEqual(len(known), nodes)

    @needs("yaml")
    def test_posthoc_traces_of_mazes_have_a_view(self) -> None:
        maze = self.trace.with_name("maze.jsonl")
        self.run_program(
            "run", "--problem", "S..\n.#.\n..G", "--strategy", "astar", "--headless",
            "--record", str(maze),
        )
        data, _ = self.posthoc(maze)
        parts = data["views"]["main"]
        self.assertTrue(parts and all(isinstance(part["$"], str) for part in parts))
        # What a part of a view computes, it computes of what the events have.
        for value in (value for part in parts for value in part.values()):
            if isinstance(value, str) and value.startswith("${{"):
                self.assertTrue(value.endswith("}}"))
        for event in data["events"]:
            self.assertEqual(event["state"], f"{event['x']},{event['y']}")
        self.assertEqual(data["events"][-1]["type"], "end")

    @needs("pydot")
    def test_graphs_are_those_of_graphviz(self) -> None:
        import pydot

        (graph,) = pydot.graph_from_dot_file(str(self.export(".dot")))
        nodes = [node for node in graph.get_nodes() if node.get_name().startswith("n")]
        nodes = [node for node in nodes if node.get_name() != "node"]
        tree = [edge for edge in graph.get_edges() if edge.get("constraint") != "false"]
        self.assertEqual(len(tree), len(nodes) - 1)
        self.assertEqual(len({edge.get_destination() for edge in tree}), len(tree))
        self.assertTrue(all(node.get("state") for node in nodes))


if __name__ == "__main__":
    unittest.main()
